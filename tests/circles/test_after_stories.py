"""What a teller lets become of a story: the exact text, keeping, offering, editing, withdrawing (K1 to K5)."""

from datetime import timedelta

import pytest
from simcord.results import InteractionResult

from cogs.circles.afterwards import after_texts
from cogs.circles.circle import End, Volunteer
from tests.circles.doing import HOST, press_now, row_of, thread_of, value_of
from tests.circles.doing_after import (
    OUTSIDER,
    STORY,
    agreed,
    archive,
    asks_for_consent,
    close,
    closed,
    happen,
    my_stories,
    others_pass,
    rows,
    stories,
    story_in_archive,
    tell,
    thread_text,
    until_thread_goes,
    withdraw,
    words_of,
)
from tests.reflections.doing import bytes_on_disk, forge_form, forge_press, says
from tests.world import World, labels_of, newest_answer

CIRCLE, LIBRARY, NOTHING = "Keep for this circle", "Offer to the library", "Keep nothing"


async def test_a_teller_reads_the_exact_text_and_that_nothing_is_kept_of_it_unless_they_choose(world: World) -> None:
    """K3."""
    circle_id = await asks_for_consent(world, words="Line one.\n\n  Line *two*.")
    shown = await my_stories(world, world.member, circle_id)
    said = world.said(shown)
    assert "Line one.\n\n  Line *two*." in said
    assert after_texts.STANDS_NOTHING.source in said
    assert newest_answer(shown).ephemeral
    assert labels_of(shown) == [CIRCLE, LIBRARY, "Edit", "Take it back", "All that is kept"]
    assert [story.keep for story in await stories(world)] == ["nothing"]


async def test_before_anything_is_kept_they_are_asked_whether_somebody_else_is_in_it(world: World) -> None:
    """K4."""
    circle_id = await asks_for_consent(world)
    said = world.said(await my_stories(world, world.member, circle_id))
    assert "Is somebody else in it? You can take names and places out with “Edit”." in said
    assert "there is no library yet" in said


async def test_only_ones_own_stories_are_shown_and_an_outsider_reads_the_same_as_whoever_told_nothing(
    world: World,
) -> None:
    circle_id = await asks_for_consent(world)
    step_id = (await row_of(world, circle_id)).step_id
    for person in (world.other, world.person(OUTSIDER)):
        said = world.said(await forge_press(world, person, f"circles:my_stories:{step_id}"))
        assert said == after_texts.MINE_NONE.source
    assert world.said(await forge_press(world, world.member, "circles:my_stories:5")) == after_texts.MINE_NONE.source


async def test_what_is_kept_for_the_circle_is_dated_and_ends_after_a_year(world: World) -> None:
    """K1."""
    circle_id = await asks_for_consent(world)
    kept = await world.press(world.member, await my_stories(world, world.member, circle_id), CIRCLE)
    assert says(world.said(kept), after_texts.STANDS_CIRCLE)
    assert labels_of(kept) == [LIBRARY, "Edit", NOTHING, "All that is kept"]
    (story,) = await stories(world)
    assert story.keep == "circle"
    assert story.decided_at is not None
    until = int((story.decided_at + timedelta(days=365)).timestamp())
    assert f"<t:{until}:D>" in world.said(kept)
    await close(world, circle_id)
    await world.bot.close()
    await world.env.advance_time(timedelta(days=365).total_seconds())
    await world.restart()
    await world.pass_time(minutes=1)
    assert await stories(world) == []
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source


async def test_what_is_offered_to_the_library_is_read_by_nobody_else(world: World) -> None:
    circle_id = await closed(world, keep=LIBRARY)
    assert [story.keep for story in await stories(world)] == ["library"]
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    await until_thread_goes(world)
    said = world.said(await story_in_archive(world, world.member))
    assert says(said, after_texts.STANDS_LIBRARY)
    assert STORY in said
    assert (await row_of(world, circle_id)).thread_gone_at is not None


async def test_a_choice_can_be_changed_on_any_day(world: World) -> None:
    """K1: for whom, anew and dated anew."""
    await closed(world, keep=CIRCLE)
    await until_thread_goes(world)
    (before,) = await stories(world)
    offered = await world.press(world.member, await story_in_archive(world, world.member), LIBRARY)
    assert says(world.said(offered), after_texts.STANDS_LIBRARY)
    (after,) = await stories(world)
    assert before.decided_at is not None
    assert after.decided_at is not None
    assert after.decided_at > before.decided_at
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source


async def test_an_edited_story_is_read_by_nobody_else_until_it_was_looked_at_and_kept_anew(world: World) -> None:
    """K3."""
    await closed(world, keep=CIRCLE)
    await until_thread_goes(world)
    assert STORY in world.said(await archive(world, world.other))
    form = await world.press(world.member, await story_in_archive(world, world.member), "Edit")
    edited = await world.fill(world.member, form, words="She kept a key.")
    assert "She kept a key." in world.said(edited)
    assert says(world.said(edited), after_texts.STANDS_CHANGED)
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    await world.press(world.member, edited, CIRCLE)
    assert "She kept a key." in world.said(await archive(world, world.other))


async def test_an_edit_that_nobody_looks_at_again_goes_after_a_week(world: World) -> None:
    await closed(world, keep=CIRCLE)
    form = await world.press(world.member, await story_in_archive(world, world.member), "Edit")
    await world.fill(world.member, form, words="She kept a key.")
    await until_thread_goes(world)
    assert len(await stories(world)) == 1  # there is still time to look at it
    await world.pass_time(days=5, minutes=1)
    assert await stories(world) == []


async def test_an_edit_changes_the_message_in_the_thread_too(world: World) -> None:
    """K4: a name that is taken out is taken out there as well."""
    circle_id = await asks_for_consent(world)
    form = await world.press(world.member, await my_stories(world, world.member, circle_id), "Edit")
    edited = await world.fill(world.member, form, words="She kept a key.", note="about loss")
    assert says(world.said(edited), after_texts.CHANGED_TOO)
    await world.pass_time(seconds=3)
    assert STORY not in await thread_text(world, circle_id)
    assert "about loss" in await thread_text(world, circle_id)


async def told_and_kept(world: World) -> tuple[int, InteractionResult]:
    """A circle in whose first round Kavya, whose turn it is, told something and kept it; and what the form answered."""
    circle_id = await agreed(world)
    await happen(world, circle_id, Volunteer(world.member.id, (await value_of(world, circle_id)).step))
    form = await press_now(world, world.member, circle_id, "Tell through a form")
    answer = await world.fill(world.member, form, words=STORY)
    await world.press(world.member, await story_in_archive(world, world.member), CIRCLE)
    assert STORY in world.said(await archive(world, world.other))
    return circle_id, answer


async def test_a_kept_story_that_is_changed_from_the_thread_is_kept_no_more_and_says_so(world: World) -> None:
    """K3: by whichever way its words change."""
    _, answer = await told_and_kept(world)
    await world.pass_time(hours=1)
    form = await world.press(world.member, answer, "Change it")
    changed = await world.fill(world.member, form, words="She kept a key.")
    (story,) = await stories(world)
    assert (story.keep, story.decided_at) == ("nothing", world.now())
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    assert says(world.said(changed), after_texts.STANDS_CHANGED)
    kept = await world.press(world.member, await world.press(world.member, changed, "What becomes of it"), CIRCLE)
    assert says(world.said(kept), after_texts.STANDS_CIRCLE)
    assert "She kept a key." in world.said(await archive(world, world.other))


async def test_a_kept_story_that_is_told_anew_in_its_turn_is_kept_no_more(world: World) -> None:
    """K3."""
    circle_id, _ = await told_and_kept(world)
    form = await press_now(world, world.member, circle_id, "Tell through a form")
    again = await world.fill(world.member, form, words="She kept a key.")
    assert [story.keep for story in await stories(world)] == ["nothing"]
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    assert says(world.said(again), after_texts.STANDS_CHANGED)


async def test_changed_from_the_thread_or_taken_back_the_words_before_are_on_the_disk_no_more(world: World) -> None:
    """K2 and K3."""
    _, answer = await told_and_kept(world)
    (before,) = await stories(world)
    form = await world.press(world.member, answer, "Change it")
    changed = await world.fill(world.member, form, words="She kept a key.")
    await world.pass_time(minutes=1)
    (after,) = await stories(world)
    assert before.words not in bytes_on_disk(world.bot.store.path)
    await world.press(world.member, changed, "Take it back")
    await world.pass_time(minutes=1)
    assert await stories(world) == []
    assert after.words not in bytes_on_disk(world.bot.store.path)


async def test_a_story_taken_back_long_after_its_circle_lets_the_circle_be_forgotten(world: World) -> None:
    """The last story for whose sake a circle was remembered, whichever button takes it back."""
    circle_id, _ = await told_and_kept(world)
    (story,) = await stories(world)
    await happen(world, circle_id, End(world.person(HOST).id))  # what becomes of the story is asked first
    await close(world, circle_id)
    await world.bot.close()
    await world.env.advance_time(timedelta(days=200).total_seconds())
    await world.restart()
    await world.pass_time(minutes=1)
    assert len(rows(world, "circle_seats")) == 4
    await forge_press(world, world.member, f"circles:take_back:{story.id}")
    await world.pass_time(minutes=1)
    assert rows(world, "circle_seats") == []


async def test_an_edit_without_words_changes_nothing_and_one_of_another_is_refused(world: World) -> None:
    circle_id = await asks_for_consent(world)
    (story,) = await stories(world)
    await forge_form(world, world.member, f"circles:story_edited:{story.id}:7", "  ")
    await forge_form(world, world.other, f"circles:story_edited:{story.id}:7", "Not mine.")
    await forge_form(world, world.member, f"circles:story_edited:{story.id}:7", "x" * 2001)
    (again,) = await stories(world)
    assert await words_of(world, again) == STORY
    assert STORY in await thread_text(world, circle_id)


@pytest.mark.parametrize("verb", ["read_story", "keep_circle", "keep_library", "edit_story", "keep_nothing"])
async def test_a_press_on_somebody_elses_story_reads_the_same_as_on_one_that_is_not_there(
    world: World, verb: str
) -> None:
    await asks_for_consent(world)
    (story,) = await stories(world)
    for row_id in (story.id, 5):
        said = world.said(await forge_press(world, world.other, f"circles:{verb}:{row_id}"))
        assert said == after_texts.UNKNOWN_STORY.source
    assert [each.keep for each in await stories(world)] == ["nothing"]


async def test_whoever_may_read_a_story_can_choose_nothing_for_it(world: World) -> None:
    await closed(world, keep=CIRCLE)
    (story,) = await stories(world)
    for verb in ("keep_library", "edit_story", "keep_nothing", "keep_nothing_now"):
        said = world.said(await forge_press(world, world.other, f"circles:{verb}:{story.id}"))
        assert said == after_texts.UNKNOWN_STORY.source
    assert [each.keep for each in await stories(world)] == ["circle"]


async def test_withdrawn_it_is_gone_within_a_minute_in_every_place(world: World) -> None:
    """K2."""
    circle_id = await closed(world, keep=CIRCLE)
    sealed = [story.words for story in await stories(world)]
    assert STORY in await thread_text(world, circle_id)
    assert STORY in world.said(await archive(world, world.other))
    asked = await world.press(world.member, await story_in_archive(world, world.member), NOTHING)
    assert labels_of(asked) == ["Leave it as it is", NOTHING]
    gone = await world.press(world.member, asked, NOTHING)
    assert says(world.said(gone), after_texts.GONE)
    await world.pass_time(minutes=1)
    assert STORY not in await thread_text(world, circle_id)
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    assert world.said(await archive(world, world.member)) == after_texts.EMPTY.source
    (export,) = world.files(await world.member.slash(world.general, "privacy export")).values()
    assert STORY.encode() not in export
    assert await stories(world) == []
    assert not [value for value in sealed if value in bytes_on_disk(world.bot.store.path)]


async def test_while_discord_does_not_confirm_it_nobody_is_told_that_it_is_gone(world: World) -> None:
    """K2."""
    circle_id = await closed(world, keep=CIRCLE)
    thread = await thread_of(world, circle_id)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=500, code=0)
    said = world.said(await withdraw(world, world.member, await story_in_archive(world, world.member)))
    assert says(said, after_texts.GONE_SOON)
    assert world.said(await archive(world, world.other)) == after_texts.EMPTY.source
    await world.pass_time(seconds=30)
    assert STORY not in await thread_text(world, circle_id)
    world.errors()


async def test_leaving_it_as_it_is_changes_nothing(world: World) -> None:
    await closed(world, keep=CIRCLE)
    asked = await world.press(world.member, await story_in_archive(world, world.member), NOTHING)
    again = await world.press(world.member, asked, "Leave it as it is")
    assert says(world.said(again), after_texts.STANDS_CIRCLE)
    assert [story.keep for story in await stories(world)] == ["circle"]


async def test_of_several_stories_each_has_a_choice_of_its_own(world: World) -> None:
    """K1: consent is for one story."""
    circle_id = await agreed(world)
    await tell(world, circle_id, "kavya")
    await others_pass(world, circle_id)
    await tell(world, circle_id, "kavya", "The second thing.")
    await happen(world, circle_id, End(world.person(HOST).id))
    shown = await my_stories(world, world.member, circle_id)
    assert [label for label in labels_of(shown) if label.startswith("Read")] == ["Read 1", "Read 2"]
    await world.press(world.member, await world.press(world.member, shown, "Read 2"), CIRCLE)
    assert [story.keep for story in await stories(world)] == ["nothing", "circle"]


async def test_words_of_a_story_are_in_no_log(world: World) -> None:
    """K5."""
    await closed(world, keep=CIRCLE)
    await withdraw(world, world.member, await story_in_archive(world, world.member))
    told = str(world.logged)
    assert STORY not in told
    assert str(world.member.id) not in told
