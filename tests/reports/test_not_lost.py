"""What a reporter says reaches somebody whenever they say it: after a decision, on a page of yesterday, in danger."""

import pytest
from simcord.results import InteractionResult

from cogs.reports.casework import case_texts
from cogs.reports.telling import texts
from data import case_papers
from data.cases import Case, State
from tests.reflections.doing import forge_press, says
from tests.reports import doing
from tests.reports.doing_deciding import decide, decisions, form, preview
from tests.reports.working import again, cards_of, done_in, later, more, newest, shown, waiting
from tests.world import World, labels_of, text_of

QUESTION = "Was anybody else in the room?"


async def adds(world: World, case: Case, words: str = "It went on today.") -> InteractionResult:
    """Let the reporter add something."""
    opened = await forge_press(world, world.member, f"reports:add:{case.receipt_id}")
    answer = await doing.send(world.member, opened, words=words)
    await world.pass_time(seconds=5)
    return answer


async def looked_at(world: World, case: Case) -> InteractionResult:
    """Let the reporter look at their page."""
    return await forge_press(world, world.member, f"reports:look:{case.receipt_id}")


async def in_danger(world: World, case: Case) -> InteractionResult:
    """Let the reporter say that somebody may be in danger."""
    return await forge_press(world, world.member, f"reports:danger:{case.receipt_id}")


async def closed(world: World, case: Case) -> None:
    """Let the moderator close a case."""
    page = await more(world, world.moderator, case)
    await world.fill(world.moderator, await world.press(world.moderator, page, "Close without a measure"))


async def letters_of(world: World, case: Case) -> set[str]:
    """Which kinds of letters about a case stand."""
    async with world.bot.store.reading() as session:
        return {each.about for each in await case_papers.letters(session, case.id) if each.withdrawn_at is None}


# After a decision


async def test_what_is_added_after_a_decision_opens_the_case_again_with_its_card(world: World) -> None:
    case = await waiting(world)
    await decide(world, world.moderator, case, "nothing")
    assert (await again(world, case)).state == State.DECIDED
    await adds(world, case)
    assert (await again(world, case)).state == State.LOOKING
    (card,) = cards_of(world, case)
    page = await world.press(
        world.moderator, await world.press(world.moderator, card, "Open the case"), "Show the case"
    )
    assert "It went on today." in world.said(page)


async def test_a_decision_ends_the_question_that_was_open_and_a_late_answer_opens_the_case_again(world: World) -> None:
    case = await waiting(world)
    asked = await forge_press(world, world.moderator, f"reports:ask:{case.id}")
    await doing.send(world.moderator, asked, words=QUESTION)
    page = await looked_at(world, case)
    opened = await world.press(world.member, page, "Answer")
    await decide(world, world.moderator, case, "nothing")
    assert "Answer" not in labels_of(await looked_at(world, case))
    await doing.send(world.member, opened, words="My cousin was.")
    await world.pass_time(seconds=5)
    assert (await again(world, case)).state == State.LOOKING
    assert len(cards_of(world, case)) == 1


# On a page of before


@pytest.mark.parametrize("says_so", [adds, in_danger])
async def test_a_case_is_not_closed_from_a_page_that_knows_nothing_of_what_came_since(
    world: World, says_so: object
) -> None:
    case = await waiting(world)
    page = await more(world, world.moderator, case)
    opened = await world.press(world.moderator, page, "Close without a measure")
    assert callable(says_so)
    await says_so(world, case)
    answer = await doing.send(world.moderator, opened, words="We have read it and have finished.")
    assert says(world.said(answer), case_texts.LOOK_FIRST)
    assert world.files(answer) == {"your-words.txt": b"We have read it and have finished."}
    assert (await again(world, case)).state == State.LOOKING
    await closed(world, case)  # having looked
    assert (await again(world, case)).state == State.CLOSED


async def test_danger_said_since_the_page_was_read_is_looked_at_before_anything_is_decided(world: World) -> None:
    case = await waiting(world)
    await shown(world, world.moderator, case)
    await in_danger(world, case)
    answer = await preview(world, world.moderator, case, "nothing")
    assert says(world.said(answer), case_texts.LOOK_FIRST)
    assert await decisions(world) == []
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    await decide(world, world.moderator, case, "nothing")
    assert (await again(world, case)).state == State.DECIDED


# Danger


async def test_danger_that_waited_until_somebody_could_take_it_is_watched_from_the_moment_it_is_sent(
    world: World,
) -> None:
    """R43."""
    await doing.team_room(world)
    await doing.told(world, world.member, about=world.other)
    case = await doing.case_of(world)
    await in_danger(world, case)
    await later(world, days=1)
    assert (await again(world, case)).state == State.NOBODY
    await doing.roster(world, "shirin")
    await forge_press(world, world.member, f"reports:send_now:{case.receipt_id}")
    page = await forge_press(world, world.member, f"reports:note:{case.receipt_id}")
    assert says(world.said(page), texts.IN_DANGER)
    await later(world, hours=6, seconds=10)
    letter = world.messages(world.letters(world.member))[-1]
    assert says(newest(await world.press(world.member, letter, "See what is new")), case_texts.UNSEEN)


async def test_danger_said_again_before_it_was_sent_is_due_within_six_hours_of_then(world: World) -> None:
    """R43."""
    await doing.team_room(world)
    await doing.told(world, world.member, about=world.other)
    case = await doing.case_of(world)
    await in_danger(world, case)
    await later(world, days=1)
    await in_danger(world, case)
    assert (await again(world, case)).danger_at == world.now()


async def test_danger_that_was_read_can_be_said_again(world: World) -> None:
    """R43."""
    case = await waiting(world)
    await in_danger(world, case)
    assert "Someone may be in danger" not in labels_of(await looked_at(world, case))
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    page = await looked_at(world, case)
    assert not says(world.said(page), texts.IN_DANGER)
    await world.press(world.member, page, "Someone may be in danger")
    assert (await again(world, case)).danger_seen_at is None


async def test_the_note_that_danger_is_unread_says_nothing_of_it_once_somebody_has_read_it(world: World) -> None:
    await doing.ready(world)
    answer = await doing.tell(world, world.member, about=world.other)
    await world.press(world.member, answer, "A short neutral note")
    case = await doing.case_of(world)
    await in_danger(world, case)
    await later(world, hours=6, seconds=10)
    assert await letters_of(world, case) >= {"unseen"}
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    assert await letters_of(world, case) >= {"unseen"}
    for letter in world.messages(world.letters(world.member)):
        said = newest(await world.press(world.member, letter, "See what is new"))
        assert says(said, texts.STATE_LOOKING)
        assert not says(said, case_texts.UNSEEN)


# Did it stop?


@pytest.mark.parametrize(("label", "state"), [("It has stopped", State.CLOSED), ("It goes on", State.LOOKING)])
async def test_whoever_allowed_no_notes_is_asked_on_their_page_whether_it_stopped_until_they_say_so(
    world: World, label: str, state: State
) -> None:
    case = await waiting(world)
    await closed(world, case)
    assert "It goes on" not in labels_of(await looked_at(world, case))
    await later(world, days=7, seconds=10)
    page = await looked_at(world, case)
    assert case_texts.HAS_IT_STOPPED.in_("en") in world.said(page)
    await world.press(world.member, page, label)
    assert (await again(world, case)).state == state
    assert "It goes on" not in labels_of(await looked_at(world, case))


async def test_it_goes_on_is_news_to_the_team_in_a_case_that_is_open_already(world: World) -> None:
    case = await waiting(world)
    await forge_press(world, world.moderator, f"reports:show:{case.id}")
    opened = await form(world, world.moderator, case)
    drafted = await doing.send(world.moderator, opened, measures=["nothing"])
    await forge_press(world, world.member, f"reports:goes_on:{case.receipt_id}")
    await world.pass_time(seconds=5)
    assert (await again(world, case)).news_at is not None
    (card,) = cards_of(world, case)
    assert says(text_of(card), case_texts.CARD_NEWS)
    await world.press(world.moderator, drafted, "Do it")
    assert (await again(world, case)).state == State.LOOKING  # decided before that was said
    assert "added" in await done_in(world, case)
