"""How the rest goes: the thread with what nobody kept, a letter on the day after, forgetting."""

from datetime import timedelta
from functools import partial

import pytest

from bot.hearing import CANNOT_REACH
from cogs.circles.afterwards import after_texts
from cogs.circles.circle import AskLater, End, Pass, Seat, TakeTime, Told
from cogs.support import texts as support_texts
from data.circles import Flashback
from tests.circles.doing import HOST, ROOM, a_circle, now_asked, press_now, row_of, thread_of, value_of
from tests.circles.doing_after import (
    OUTSIDER,
    STORY,
    agreed,
    archive,
    asks_for_consent,
    close,
    closed,
    happen,
    rows,
    seat_row,
    stories,
    tell,
    until_thread_goes,
)
from tests.reflections.doing import bytes_on_disk, forge_press, says
from tests.world import World, labels_of, text_of

CIRCLE = "Keep for this circle"
LINE = "The key in the drawer stays with me."


async def later(world: World, **span: float) -> None:
    """Let the bot be stopped for a long while, and started again."""
    await world.bot.close()
    await world.env.advance_time(timedelta(**span).total_seconds())
    await world.restart()
    await world.pass_time(minutes=1)


async def line_given(world: World, circle_id: int) -> None:
    """Let Rin have given Kavya a line."""
    giver, teller = await seat_row(world, circle_id, "rin"), await seat_row(world, circle_id, "kavya")
    assert giver is not None
    assert teller is not None
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        line = Flashback(id=7, guild_id=world.guild.id, circle_id=circle_id, made_at=world.now())
        line.giver_seat, line.teller_seat = giver.id, teller.id
        line.words = seals.seal(line, "words", LINE)
        session.add(line)


def threads(world: World) -> list[int]:
    return [thread.id for thread in world.room(ROOM).threads]


# The closing card


async def test_while_the_thread_stands_lines_can_be_read_and_for_a_day_the_letter_be_had_or_not(world: World) -> None:
    circle_id = await closed(world)
    await line_given(world, circle_id)
    card = await now_asked(world, circle_id)
    assert LINE in world.said(await world.press(world.member, card, "Lines for me"))
    for writes in (True, False):
        said = world.said(await world.press(world.member, card, "Write to me tomorrow"))
        assert says(said, after_texts.WILL_ASK if writes else after_texts.WILL_NOT_ASK)
    assert says(world.said(await world.press(world.member, card, "Support")), support_texts.FIRST)
    assert "Tell the team" in labels_of(card)
    await world.pass_time(hours=24, minutes=1)
    assert labels_of(await now_asked(world, circle_id)) == ["Lines for me", "Tell the team", "Support"]


async def test_where_nobody_told_the_closing_card_has_no_lines_and_one_called_off_has_help_alone(world: World) -> None:
    ended = await agreed(world)
    await close(world, ended)
    assert labels_of(await now_asked(world, ended)) == ["Write to me tomorrow", "Tell the team", "Support"]
    called_off = await a_circle(world)
    await close(world, called_off)
    assert labels_of(await now_asked(world, called_off)) == ["Tell the team", "Support"]


# The thread


async def test_two_days_after_closing_the_thread_goes_and_with_it_what_nobody_kept(world: World) -> None:
    circle_id = await closed(world)
    await line_given(world, circle_id)
    sealed = [*(story.words for story in await stories(world)), rows(world, "circle_flashbacks")[0][5]]
    await world.pass_time(hours=47, minutes=50)
    assert len(threads(world)) == 1
    await world.pass_time(minutes=11)
    assert threads(world) == []
    assert await stories(world) == []
    assert rows(world, "circle_flashbacks") == []
    assert (await row_of(world, circle_id)).thread_gone_at is not None
    assert not [value for value in sealed if value in bytes_on_disk(world.bot.store.path)]


async def test_when_the_thread_goes_how_the_turns_went_is_forgotten_and_that_somebody_told_is_not(world: World) -> None:
    circle_id = await agreed(world)
    await tell(world, circle_id, "kavya")
    for made in (partial(Pass, always=True), AskLater):
        circle = await value_of(world, circle_id)
        assert circle.holder is not None
        await happen(world, circle_id, made(circle.seat(circle.holder).person, circle.step))
    await happen(world, circle_id, TakeTime(world.person("mei").id, unhurried=True))
    await happen(world, circle_id, End(world.person(HOST).id), End(world.person(HOST).id))
    before = (await value_of(world, circle_id)).seats
    assert {seat.told for seat in before} == {Told.TOLD, Told.PASSED, Told.NOT_YET}
    assert [any(getattr(seat, flag) for seat in before) for flag in ("came_back", "passes", "unhurried")] == [True] * 3
    await until_thread_goes(world)
    after = (await value_of(world, circle_id)).seats
    fresh = [Seat(seat.id, seat.person, seat.part, agreed=True, has_told=seat.has_told) for seat in before]
    assert list(after) == fresh
    assert [seat.has_told for seat in after].count(True) == 1


async def test_what_was_kept_stays_when_the_thread_goes(world: World) -> None:
    await closed(world, keep=CIRCLE)
    await until_thread_goes(world)
    assert threads(world) == []
    assert STORY in world.said(await archive(world, world.other))


async def test_a_thread_that_somebody_deleted_before_is_no_error(world: World) -> None:
    circle_id = await closed(world)
    await world.delete_room(await thread_of(world, circle_id))
    await until_thread_goes(world)
    assert await stories(world) == []
    assert (await row_of(world, circle_id)).thread_gone_at is not None


async def test_killed_between_discords_answer_and_the_record_it_goes_all_the_same(world: World) -> None:
    circle_id = await closed(world)
    world.crash_at("circles.thread_deleted")
    await until_thread_goes(world)
    assert (await row_of(world, circle_id)).thread_gone_at is None
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert threads(world) == []
    assert await stories(world) == []
    assert (await row_of(world, circle_id)).thread_gone_at is not None


async def test_where_banyan_may_not_delete_it_its_words_go_the_admins_hear_and_it_goes_once_that_is_mended(
    world: World,
) -> None:
    await world.set(world.admin, "server.team_room", "#team")
    circle_id = await closed(world)
    thread = await thread_of(world, circle_id)
    world.env.inject_error("DELETE", f"/channels/{thread.id}", status=403, code=50013)
    await until_thread_goes(world)
    assert threads(world) == [thread.id]
    assert (await row_of(world, circle_id)).thread_gone_at is None
    assert await stories(world) == []  # with Banyan itself it is gone as announced
    assert STORY not in world.room_text(thread)
    heard = [text_of(message) for message in world.messages(world.team)]
    assert len([said for said in heard if says(said, CANNOT_REACH)]) == 1
    await world.forbid(world.general, "add_reactions")  # something is changed there
    await world.pass_time(minutes=1)
    assert threads(world) == []
    assert (await row_of(world, circle_id)).thread_gone_at is not None


async def test_the_reason_in_discords_audit_log_names_nobody(world: World) -> None:
    await closed(world)
    await until_thread_goes(world)
    reasons = {each.reason for each in world.env.http_requests if each.method == "DELETE" and each.reason}
    assert reasons == {"A story circle ended, and its thread goes as announced."}


# The day after


async def wishes(world: World, circle_id: int, key: str) -> str:
    """Let somebody press *Write to me tomorrow*."""
    return world.said(await press_now(world, world.person(key), circle_id, "Write to me tomorrow"))


async def test_only_who_said_yes_gets_a_letter_and_its_first_line_says_nothing(world: World) -> None:
    """C14."""
    circle_id = await asks_for_consent(world)
    assert says(await wishes(world, circle_id, "kavya"), after_texts.WILL_ASK)
    await close(world, circle_id)
    await world.pass_time(hours=24, seconds=30)
    (letter,) = world.messages(world.letters(world.member))
    assert text_of(letter) == after_texts.LETTER_SAYS.source
    assert labels_of(letter) == ["See what is new"]
    assert world.messages(world.letters(world.other)) == []
    opened = await world.press(world.member, letter, "See what is new")
    assert says(world.said(opened), after_texts.HOW_ARE_YOU)
    assert labels_of(opened) == ["I am fine", "Support", "Tell the team", "No more letters about this"]
    assert says(world.said(await world.press(world.member, opened, "I am fine")), after_texts.FINE_SAYS)
    assert says(world.said(await world.press(world.member, opened, "Support")), support_texts.FIRST)
    assert says(world.said(await world.press(world.member, opened, "Tell the team")), after_texts.TELL_SAYS)


async def test_whoever_says_yes_and_no_again_gets_none(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await wishes(world, circle_id, "kavya")
    assert says(await wishes(world, circle_id, "kavya"), after_texts.WILL_NOT_ASK)
    await close(world, circle_id)
    await world.pass_time(hours=25)
    assert world.messages(world.letters(world.member)) == []


async def test_no_more_letters_takes_the_letter_back(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await wishes(world, circle_id, "kavya")
    await close(world, circle_id)
    await world.pass_time(hours=24, seconds=30)
    (letter,) = world.messages(world.letters(world.member))
    opened = await world.press(world.member, letter, "See what is new")
    said = world.said(await world.press(world.member, opened, "No more letters about this"))
    assert says(said, after_texts.NO_MORE_SAYS)
    assert world.messages(world.letters(world.member)) == []


async def test_a_letter_that_is_sent_once_is_not_sent_again_after_a_crash(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await wishes(world, circle_id, "kavya")
    await close(world, circle_id)
    world.crash_at("card.sent")
    await world.pass_time(hours=24, seconds=30)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert len(world.messages(world.letters(world.member))) == 1


async def test_after_days_of_standing_still_no_letter_comes_to_surprise_anybody(world: World) -> None:
    circle_id = await asks_for_consent(world)
    await wishes(world, circle_id, "kavya")
    await close(world, circle_id)
    await later(world, days=6)
    assert world.messages(world.letters(world.member)) == []
    step_id = (await row_of(world, circle_id)).step_id
    said = world.said(await forge_press(world, world.other, f"circles:after_yes:{step_id}"))
    assert says(said, after_texts.TOO_LATE_TO_ASK)


@pytest.mark.parametrize("verb", ["after", "after_no_more"])
async def test_somebody_elses_letter_reads_the_same_as_none(world: World, verb: str) -> None:
    circle_id = await asks_for_consent(world)
    await wishes(world, circle_id, "kavya")
    seat = await seat_row(world, circle_id, "kavya")
    assert seat is not None
    for row_id in (seat.id, 5):
        said = world.said(await forge_press(world, world.other, f"circles:{verb}:{row_id}"))
        assert said == after_texts.NO_LETTER.source
    seat = await seat_row(world, circle_id, "kavya")
    assert seat is not None
    assert seat.may_ask_after


async def test_an_outsider_cannot_ask_for_a_letter(world: World) -> None:
    circle_id = await asks_for_consent(world)
    step_id = (await row_of(world, circle_id)).step_id
    from cogs.circles import texts

    for number in (step_id, 5):
        said = world.said(await forge_press(world, world.person(OUTSIDER), f"circles:after_yes:{number}"))
        assert said in (texts.NO_SEAT.source, texts.UNKNOWN_CIRCLE.source)
    assert await seat_row(world, circle_id, OUTSIDER) is None


# Forgetting


async def test_half_a_year_later_nothing_is_left_of_a_circle_of_which_nothing_was_kept(world: World) -> None:
    await closed(world)
    await until_thread_goes(world)
    assert rows(world, "circle_seats")
    await later(world, days=180)
    for table in ("circles", "circle_seats", "circle_steps", "circle_stories", "circle_flashbacks"):
        assert rows(world, table) == []
    left = [row for row in rows(world, "cards") if row[0].startswith("circles.")]
    assert left == []
    assert world.messages(world.room(ROOM)) == []


async def test_while_a_story_is_kept_who_sat_there_stays_and_goes_with_it(world: World) -> None:
    await closed(world, keep=CIRCLE)
    await until_thread_goes(world)
    await later(world, days=180)
    assert rows(world, "circle_steps") == []
    assert len(rows(world, "circle_seats")) == 4
    assert STORY in world.said(await archive(world, world.other))
    from tests.circles.doing_after import story_in_archive, withdraw

    assert says(
        world.said(await withdraw(world, world.member, await story_in_archive(world, world.member))), after_texts.GONE
    )
    await world.pass_time(minutes=1)
    for table in ("circles", "circle_seats", "circle_stories"):
        assert rows(world, table) == []
