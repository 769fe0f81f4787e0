"""The talk, from the reporter's side: one question at a time, answered, skipped or left, across restarts."""

from typing import Any

import simcord
from simcord.results import InteractionResult

from cogs.reports.telling import texts
from data import case_papers
from data.case_papers import Line
from tests import seams
from tests.reflections.doing import forge_press, says
from tests.reports.doing import case_of, opened, opened_from_mine, ready, send, sent, tell
from tests.world import World, custom_ids, labels_of, newest_answer

QUESTION, ANSWER = "Was anybody else in the room?", "My cousin heard it, from the kitchen."


async def lines_of(world: World) -> list[Line]:
    case = await case_of(world)
    async with world.bot.store.reading() as session:
        return list(await case_papers.lines(session, case.id))


async def said_in(world: World) -> list[str]:
    """What was asked and answered, in order; Banyan's own words to the reporter aside."""
    return [each.said for each in await lines_of(world) if each.said != "word"]


async def with_the_team(world: World, *, note: bool = True) -> None:
    """Let the member tell something, allow Banyan to write, and the team get it."""
    await ready(world)
    answer = await tell(world, world.member, about=world.other)
    if note:
        await world.press(world.member, answer, "A short neutral note")
    await sent(world)


async def case_page(world: World) -> InteractionResult:
    return await world.press(
        world.moderator, await world.press(world.moderator, world.card(world.team), "Open the case"), "Show the case"
    )


async def ask(world: World, words: str = QUESTION) -> None:
    """Let the moderator ask."""
    form = await world.press(world.moderator, await case_page(world), "Ask one question")
    await send(world.moderator, form, words=words)
    await world.pass_time(seconds=5)


def letter(world: World, actor: simcord.MemberActor) -> Any:
    return world.card(world.letters(actor))


async def test_a_question_arrives_as_a_neutral_letter_and_is_answered_from_it(world: World) -> None:
    """R41."""
    await with_the_team(world)
    await ask(world)
    asked = letter(world, world.member).id
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    assert QUESTION in world.said(page)
    assert [label for label in labels_of(page) if label in ("Answer", "Skip", "Not now")] == [
        "Answer",
        "Skip",
        "Not now",
    ]
    form = await world.press(world.member, page, "Answer")
    done = await send(world.member, form, in_letters=True, words=ANSWER)
    assert says(world.said(done), texts.ANSWERED)
    assert ANSWER not in world.said(done)
    assert await said_in(world) == ["question", "answer"]
    (answer,) = [each for each in await lines_of(world) if each.said == "answer"]
    assert await opened(world, answer, "words") == ANSWER
    assert (await case_of(world)).state == "looking"
    await world.pass_time(seconds=10)
    assert asked not in [each.id for each in world.messages(world.letters(world.member))]  # what it was about is done


async def test_without_a_yes_nothing_is_written_and_the_question_waits_in_report_mine(world: World) -> None:
    await with_the_team(world, note=False)
    await ask(world)
    assert world.letters(world.member).history() == []
    mine = await world.member.slash(world.general, "report mine")
    assert says(world.said(mine), texts.MINE_QUESTION)
    page = await opened_from_mine(world, world.member)
    await send(world.member, await world.press(world.member, page, "Answer"), words=ANSWER)
    assert await said_in(world) == ["question", "answer"]


async def test_a_restart_between_question_and_answer_loses_neither(world: World) -> None:
    """R3, R4."""
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    form = await world.press(world.member, page, "Answer")
    await world.restart()
    await world.pass_time(days=3)
    await send(world.member, form, in_letters=True, words=ANSWER)
    assert await said_in(world) == ["question", "answer"]
    await world.restart()
    await ask(world, "And after that?")
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    assert "And after that?" in world.said(page)


async def test_skipping_is_an_answer_and_the_team_goes_on(world: World) -> None:
    """R41."""
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    done = await world.press(world.member, page, "Skip")
    assert says(world.said(done), texts.SKIPPED)
    assert await said_in(world) == ["question", "skipped"]
    assert (await case_of(world)).state == "looking"


async def test_not_now_leaves_it_open(world: World) -> None:
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    done = await world.press(world.member, page, "Not now")
    assert says(world.said(done), texts.LATER)
    assert await said_in(world) == ["question"]
    assert (await case_of(world)).state == "waiting"


async def test_an_answer_sent_twice_is_one(world: World) -> None:
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    form = await world.press(world.member, page, "Answer")
    await send(world.member, form, in_letters=True, words=ANSWER)
    seams.send_again(form)
    await send(world.member, form, in_letters=True, words=ANSWER)
    assert await said_in(world) == ["question", "answer"]


async def test_an_answer_after_the_question_was_skipped_elsewhere_is_kept_as_an_addition(world: World) -> None:
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    form = await world.press(world.member, page, "Answer")
    await world.press(world.member, page, "Skip")
    await send(world.member, form, in_letters=True, words=ANSWER)
    assert await said_in(world) == ["question", "skipped", "addition"]


async def test_an_addition_after_it_was_finished_is_kept_and_the_team_looks_again(world: World) -> None:
    await with_the_team(world)
    page = await opened_from_mine(world, world.member)
    form = await world.press(world.member, page, "Add more")
    async with world.deed() as session:
        case = await session.get(type(await case_of(world)), (await case_of(world)).id)
        assert case is not None
        case.state, case.due_at = "closed", None
    await send(world.member, form, words="It has begun again.")
    case = await case_of(world)
    assert case.state in ("new", "looking")
    assert case.due_at is not None


async def test_what_the_team_writes_is_read_and_ones_own_words_are_not_shown_again(world: World) -> None:
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    done = await send(world.member, await world.press(world.member, page, "Answer"), in_letters=True, words=ANSWER)
    read = world.said(done)
    while "Show what was said before" in labels_of(done):
        done = await world.press(world.member, done, "Show what was said before")
        read += world.said(done)
    assert QUESTION in read
    assert ANSWER not in read


async def test_a_line_of_somebody_elses_and_none_read_the_same(world: World) -> None:
    await with_the_team(world)
    await ask(world)
    page = await world.press(world.member, letter(world, world.member), "See what is new")
    line_id = int(custom_ids(newest_answer(page))["Skip"].rpartition(":")[2])
    for verb in ("skip", "not_now", "earlier"):
        theirs = await forge_press(world, world.other, f"reports:{verb}:{line_id}")
        none = await forge_press(world, world.other, f"reports:{verb}:{line_id ^ 1}")
        assert world.said(theirs) == world.said(none) == texts.NO_SUCH_REPORT.in_("en")
    assert await said_in(world) == ["question"]


async def test_the_teams_notes_are_not_the_reporters_to_read(world: World) -> None:
    await with_the_team(world)
    case = await case_of(world)
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        line = Line(id=77, guild_id=world.guild.id, case_id=case.id, said="note", said_at=world.now())
        line.words = seals.seal(line, "words", "I think so too.")
        session.add(line)
    page = await opened_from_mine(world, world.member)
    assert "I think so too." not in world.said(page)
    refused = await forge_press(world, world.member, "reports:earlier:77")
    assert world.said(refused) == texts.NO_SUCH_REPORT.in_("en")
