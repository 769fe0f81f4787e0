"""How long a case stays: 180 days after closing, longer for a reporter or a reason, and then nothing of it is left."""

import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from bot.access import Person, Standing
from bot.app import Banyan
from bot.refusal import Refusal
from cogs.reports import letters
from cogs.reports.casework import case_work_actions
from cogs.reports.gate import NO_SUCH_CASE
from cogs.reports.records import record_actions, record_rules, record_texts
from cogs.reports.telling import actions, after_actions, texts
from cogs.reports.telling.actions import Named, Told
from data import cards, case_papers, cases, jobs, measures, trail
from data.base import random_id
from data.case_papers import IdentityRequest, Letter
from data.cases import Case, Slowed, State
from data.measures import Appeal, Decision, Measure, Outcome, Stage, Verdict
from data.roster import ROSTER, RosterPerson
from data.sealing import GuildSeals
from tests.builders import START, Clock
from tests.privacy.test_erasing_anywhere import whole_bot
from tests.reflections.doing import forge_press, pass_days, rows, says
from tests.reports.doing import case_of, ready, sent, told
from tests.reports.recording import evidence_of, picture, put, standing, told_with
from tests.reports.test_on_disk import live
from tests.world import World

GUILD, REPORTER, SUBJECT, READER, OTHER = 11, 101, 202, 303, 404
TABLES = (
    "cases",
    "case_people",
    "case_evidence",
    "case_lines",
    "case_letters",
    "case_identity_requests",
    "decisions",
    "measures",
    "appeals",
)
_forms = itertools.count(1)


@pytest_asyncio.fixture
async def bot(database: Path) -> AsyncIterator[Banyan]:
    """A bot on a file, without Discord, in a server where one person takes reports."""
    bot = await whole_bot(database)
    async with bot.store.writing() as session:
        seals = await bot.kit.seals.of(session, GUILD)
        row = RosterPerson(
            id=random_id(), guild_id=GUILD, who=seals.who(ROSTER, READER), named_at=START, accepted_at=START
        )
        row.person = seals.seal(row, "person", str(READER))
        session.add(row)
    yield bot
    await bot.store.close()


def viewer(user_id: int = READER) -> Person:
    return Person(GUILD, user_id, Standing.MODERATOR)


def clock(bot: Banyan) -> Clock:
    assert isinstance(bot.kit.clock, Clock)
    return bot.kit.clock


async def tell(bot: Banyan, *, reporter: int = REPORTER) -> int:
    """A report that the team has; its case."""
    told = Told(form=next(_forms), reporter=Named(reporter, "Kavya"), words="Words.", about=[Named(SUBJECT, "Rin")])
    receipt = await actions.tell(bot.kit, guild_id=GUILD, told=told)
    async with bot.store.writing() as session:
        case = await session.get_one(Case, receipt.case_id)
        case.state, case.sent_at, case.opened_at = State.NEW, bot.kit.clock(), bot.kit.clock()
    return receipt.case_id


async def close(bot: Banyan, case_id: int) -> None:
    async with bot.store.writing() as session:
        case = await session.get_one(Case, case_id)
        case.state = State.CLOSED
        await record_actions.closing(bot.kit, session, case)


async def look(bot: Banyan, case_id: int) -> bool:
    """Do what the job does at its time; return whether the case is still there."""
    async with bot.store.writing() as session:
        case = await session.get(Case, case_id)
        if case is not None:
            await record_actions.remove_if_due(bot.kit, session, case)
    async with bot.store.reading() as session:
        return await session.get(Case, case_id) is not None


async def job_at(bot: Banyan, case_id: int) -> Any:
    async with bot.store.reading() as session:
        job = await session.get(jobs.JobRow, ("reports.delete", case_id))
        return None if job is None else job.due_at


async def seals_of(bot: Banyan) -> GuildSeals:
    async with bot.store.reading() as session:
        seals = await bot.kit.seals.known(session, GUILD)
        assert seals is not None
        return seals


# The date


async def test_a_closed_case_goes_after_180_days_and_not_a_second_before(bot: Banyan) -> None:
    case_id = await tell(bot)
    await close(bot, case_id)
    assert await job_at(bot, case_id) == START + timedelta(days=180)
    clock(bot).pass_time(days=180, seconds=-1)
    assert await look(bot, case_id)
    clock(bot).pass_time(seconds=1)
    assert not await look(bot, case_id)


async def test_an_open_case_has_no_date(bot: Banyan) -> None:
    case_id = await tell(bot)
    clock(bot).pass_time(days=5000)
    assert await look(bot, case_id)


async def test_a_case_opened_again_has_no_date_until_it_is_closed_again(bot: Banyan) -> None:
    case_id = await tell(bot)
    await close(bot, case_id)
    async with bot.store.writing() as session:
        record_actions.reopening(await session.get_one(Case, case_id))
    clock(bot).pass_time(days=200)
    assert await look(bot, case_id)
    await close(bot, case_id)
    clock(bot).pass_time(days=179)
    assert await look(bot, case_id)
    clock(bot).pass_time(days=1)
    assert not await look(bot, case_id)


@given(
    closed_for=st.integers(0, 180),
    heard=st.lists(st.integers(0, 30), max_size=6),
)
def test_each_time_the_reporter_is_heard_from_the_date_moves_by_at_least_14_days(
    closed_for: int, heard: list[int]
) -> None:
    """R6: nothing goes within 14 days of the reporter's last word."""
    date, now = record_rules.delete_at(START), START
    for days in heard:
        now = min(now + timedelta(days=days), date)
        moved = record_rules.moved(date)
        assert moved - date >= timedelta(days=14)
        assert moved - now >= timedelta(days=14)
        date = moved
    assert record_rules.goes_at(date, held=False, runs_until=None) == date


async def test_a_word_of_the_reporter_moves_the_date_of_a_closed_case_by_14_days(bot: Banyan) -> None:
    """R6."""
    case_id = await tell(bot)
    await close(bot, case_id)
    clock(bot).pass_time(days=179)
    async with bot.store.writing() as session:
        await record_actions.heard_from_reporter(bot.kit, session, await session.get_one(Case, case_id))
    assert await job_at(bot, case_id) == START + timedelta(days=194)
    clock(bot).pass_time(days=14)
    assert await look(bot, case_id)
    clock(bot).pass_time(days=1)
    assert not await look(bot, case_id)


async def test_a_word_of_the_reporter_gives_an_open_case_no_date(bot: Banyan) -> None:
    case_id = await tell(bot)
    async with bot.store.writing() as session:
        case = await session.get_one(Case, case_id)
        await record_actions.heard_from_reporter(bot.kit, session, case)
        assert case.delete_at is None
    assert await job_at(bot, case_id) is None


async def test_what_was_never_sent_stays_until_its_reporter_takes_it_back(bot: Banyan) -> None:
    receipt = await actions.tell(bot.kit, guild_id=GUILD, told=Told(form=1, reporter=Named(REPORTER), words="Words."))
    await after_actions.keep_private(bot.kit, reporter_id=REPORTER, receipt_id=receipt.id)
    clock(bot).pass_time(days=4000)
    assert await look(bot, receipt.case_id)
    said = await after_actions.take_back(bot.kit, reporter_id=REPORTER, receipt_id=receipt.id)
    assert said is texts.TAKEN_BACK
    assert not await look(bot, receipt.case_id)
    assert await left(bot) == {}


# What stops it


async def test_a_hold_with_a_reason_stops_it_and_the_reason_is_sealed_and_in_the_trail(bot: Banyan) -> None:
    """R6."""
    case_id = await tell(bot)
    await close(bot, case_id)
    await record_actions.hold(bot.kit, viewer(), case_id, "  A court asked for it.  ")
    clock(bot).pass_time(days=3000)
    assert await look(bot, case_id)
    seals = await seals_of(bot)
    async with bot.store.reading() as session:
        case = await session.get_one(Case, case_id)
        assert seals.open(case, "held_for") == "A court asked for it."
        entry = (await trail.of_case(session, GUILD, case_id))[-1]
        assert (entry.what, seals.open(entry, "why"), seals.open(entry, "actor")) == (
            "held",
            "A court asked for it.",
            str(READER),
        )


async def test_released_it_goes_by_its_date_or_at_once_when_that_is_past(bot: Banyan) -> None:
    case_id = await tell(bot)
    await close(bot, case_id)
    await record_actions.hold(bot.kit, viewer(), case_id, "A court asked for it.")
    clock(bot).pass_time(days=200)
    await record_actions.release(bot.kit, viewer(), case_id)
    assert await job_at(bot, case_id) == bot.kit.clock()
    assert not await look(bot, case_id)


async def test_releasing_what_is_not_held_changes_nothing(bot: Banyan) -> None:
    case_id = await tell(bot)
    async with bot.store.reading() as session:
        before = [entry.what for entry in await trail.of_case(session, GUILD, case_id)]
    await record_actions.release(bot.kit, viewer(), case_id)
    async with bot.store.reading() as session:
        assert [entry.what for entry in await trail.of_case(session, GUILD, case_id)] == before


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", record_rules.NEEDS_A_REASON),
        (" \n ", record_rules.NEEDS_A_REASON),
        ("x" * 501, record_rules.REASON_TOO_LONG),
    ],
    ids=["none", "blank", "too long"],
)
async def test_without_a_reason_that_can_be_read_nothing_is_held(bot: Banyan, reason: str, said: Any) -> None:
    case_id = await tell(bot)
    with pytest.raises(Refusal) as no:
        await record_actions.hold(bot.kit, viewer(), case_id, reason)
    assert no.value.text == said
    async with bot.store.reading() as session:
        assert (await session.get_one(Case, case_id)).held_for is None


@pytest.mark.parametrize("user_id", [SUBJECT, REPORTER, OTHER])
async def test_whoever_may_not_read_a_case_may_not_hold_or_release_it(bot: Banyan, user_id: int) -> None:
    case_id = await tell(bot)
    for number in (case_id, 5):
        for deed in (
            record_actions.hold(bot.kit, viewer(user_id), number, "Because."),
            record_actions.release(bot.kit, viewer(user_id), number),
        ):
            with pytest.raises(Refusal) as no:
                await deed
            assert no.value.text.source == NO_SUCH_CASE.source


async def decide(
    bot: Banyan, case_id: int, *, ends_in: timedelta | None, outcome: Outcome, appealed: bool = False
) -> None:
    seals, now = await seals_of(bot), bot.kit.clock()
    async with bot.store.writing() as session:
        decision = Decision(
            id=random_id(),
            guild_id=GUILD,
            case_id=case_id,
            subject_name=f"Name {random_id()}",
            case_changed=0,
            stage=Stage.DECIDED,
            emergency=False,
            drafted_at=now,
        )
        decision.drafted_by = seals.seal(decision, "drafted_by", str(READER))
        session.add(decision)
        await session.flush()
        measure = Measure(
            id=random_id(),
            guild_id=GUILD,
            decision_id=decision.id,
            kind="ban",
            who=seals.who(measures.SUBJECT, SUBJECT),
            ends_at=None if ends_in is None else now + ends_in,
            outcome=outcome,
        )
        measure.person = seals.seal(measure, "person", str(SUBJECT))
        session.add(measure)
        if appealed:
            appeal = Appeal(
                id=random_id(),
                guild_id=GUILD,
                decision_id=decision.id,
                made_at=now,
                due_at=now + timedelta(days=3),
                verdict=Verdict.OPEN,
            )
            appeal.words = seals.seal(appeal, "words", "It was not so.")
            session.add(appeal)


async def test_a_case_stays_while_a_measure_of_it_still_has_to_end(bot: Banyan) -> None:
    """R29: without its row nobody would lift it."""
    case_id = await tell(bot)
    await decide(bot, case_id, ends_in=timedelta(days=300), outcome=Outcome.DONE)
    await close(bot, case_id)
    clock(bot).pass_time(days=180)
    assert await look(bot, case_id)
    assert await job_at(bot, case_id) == START + timedelta(days=301)
    clock(bot).pass_time(days=121)
    assert not await look(bot, case_id)


@pytest.mark.parametrize("outcome", [Outcome.ENDED, Outcome.UNDONE, Outcome.REPLACED, Outcome.FAILED])
async def test_a_measure_that_is_over_stops_nothing(bot: Banyan, outcome: Outcome) -> None:
    case_id = await tell(bot)
    await decide(bot, case_id, ends_in=timedelta(days=300), outcome=outcome)
    await close(bot, case_id)
    clock(bot).pass_time(days=180)
    assert not await look(bot, case_id)


async def test_a_measure_for_good_stops_nothing(bot: Banyan) -> None:
    case_id = await tell(bot)
    await decide(bot, case_id, ends_in=None, outcome=Outcome.DONE)
    await close(bot, case_id)
    clock(bot).pass_time(days=180)
    assert not await look(bot, case_id)


# What goes


async def left(bot: Banyan) -> dict[str, int]:
    """How many rows stand in each table of cases, where any do."""
    found = {}
    async with bot.store.reading() as session:
        for table in (cases.Case, cases.Involved, case_papers.Evidence, case_papers.Line, Letter, IdentityRequest):
            found[table.__tablename__] = await session.scalar(select(func.count()).select_from(table)) or 0
        for table_ in (Decision, Measure, Appeal):
            found[table_.__tablename__] = await session.scalar(select(func.count()).select_from(table_)) or 0
    return {name: count for name, count in found.items() if count}


async def test_of_a_case_whose_date_has_come_no_row_is_left_and_of_others_every_one(bot: Banyan) -> None:
    case_id = await tell(bot)
    await case_work_actions.note(bot.kit, viewer(), case_id, words="A note.", form=1)
    await decide(bot, case_id, ends_in=None, outcome=Outcome.DONE, appealed=True)
    await close(bot, case_id)
    before = await left(bot)
    other = await tell(bot, reporter=OTHER)
    await decide(bot, other, ends_in=None, outcome=Outcome.DONE, appealed=True)
    both = await left(bot)
    clock(bot).pass_time(days=181)
    assert not await look(bot, case_id)
    assert await left(bot) == {
        name: count - before.get(name, 0) for name, count in both.items() if count != before.get(name, 0)
    }


async def test_the_trail_of_a_deleted_case_names_nobody_and_still_fits(bot: Banyan) -> None:
    case_id = await tell(bot)
    await record_actions.hold(bot.kit, viewer(), case_id, "A court asked for it.")
    await record_actions.release(bot.kit, viewer(), case_id)
    await close(bot, case_id)
    clock(bot).pass_time(days=180)
    assert not await look(bot, case_id)
    seals = await seals_of(bot)
    async with bot.store.reading() as session:
        assert (await trail.verify(session, seals)).broken_at is None
        assert await trail.of_case(session, GUILD, case_id) == []
        for entry in await session.scalars(select(trail.TrailEntry)):
            told = [seals.open(entry, field) for field in ("actor", "why") if getattr(entry, field) is not None]
            assert not any(str(person) in each for each in told for person in (READER, REPORTER, SUBJECT))


async def test_every_message_about_a_deleted_case_is_brought_into_step_which_takes_it_away(bot: Banyan) -> None:
    case_id = await tell(bot)
    await decide(bot, case_id, ends_in=None, outcome=Outcome.DONE, appealed=True)
    async with bot.store.writing() as session:
        case = await session.get_one(Case, case_id)
        letter = await letters.write(bot.kit, session, await seals_of(bot), case, "news", about_id=5, to=REPORTER)
        (appeal,) = await measures.appeals(session, case_id)
        shown = {("reports.case", case_id), ("reports.letter", letter.id), ("reports.appeal", appeal.id)}
        for kind, row_id in shown:
            await cards.show(session, kind, row_id, guild_id=GUILD, now=bot.kit.clock())
        await session.execute(delete(jobs.JobRow))
    await close(bot, case_id)
    clock(bot).pass_time(days=180)
    assert not await look(bot, case_id)
    async with bot.store.reading() as session:
        asked = {
            (job.kind.removeprefix(cards.JOB), job.subject_id) for job in await session.scalars(select(jobs.JobRow))
        }
    assert shown <= asked


async def test_that_somebody_is_slowed_down_is_forgotten_with_their_last_report(bot: Banyan) -> None:
    first, second = await tell(bot), await tell(bot)
    async with bot.store.writing() as session:
        who = (await session.get_one(Case, first)).who
        session.add(Slowed(id=random_id(), guild_id=GUILD, who=who, since=START))
    for case_id, there in ((first, True), (second, False)):
        await close(bot, case_id)
        clock(bot).pass_time(days=180)
        assert not await look(bot, case_id)
        async with bot.store.reading() as session:
            assert (await cases.slowed(session, GUILD, who) is not None) == there


# The whole way, in Discord


async def closed_with_everything(world: World) -> Case:
    """A report with pictures, opened, closed, with the card and the letters that come with it."""
    await ready(world)
    case = await told_with(world, world.member, [put(world, "a.png", picture())] * 2)
    await sent(world)
    async with world.deed() as session:
        row = await session.get_one(Case, case.id)
        row.state = State.CLOSED
        await record_actions.closing(world.bot.kit, session, row)
    return case


async def test_at_its_date_rows_files_cards_and_jobs_go_and_the_file_holds_no_byte_of_them(world: World) -> None:
    case = await closed_with_everything(world)
    held = [value for table in TABLES for row in rows(world, table) for value in row if isinstance(value, bytes)]
    files = [row.stored_as for row in await evidence_of(world, case)]
    assert standing(world) == sorted(str(name) for name in files)
    await pass_days(world, 179)
    assert len(standing(world)) == 2
    await pass_days(world, 2)
    assert [rows(world, table) for table in TABLES] == [[]] * len(TABLES)
    assert standing(world) == []
    async with world.bot.store.reading() as session:
        assert await cards.card_of(session, "reports.case", case.id) is None
    assert await world.bot.store.emptied_log()
    on_disk = world.bot.store.path.read_bytes()
    assert [value for value in held if value in on_disk and len(value) > 8] == []


async def test_at_its_date_every_letter_about_it_goes_from_every_conversation(world: World) -> None:
    await live(world)
    case = await case_of(world)
    everybody = [world.member, world.other, world.moderator]
    assert all(world.messages(world.letters(person)) for person in everybody[:2])
    await record_actions.release(world.bot.kit, Person(world.guild.id, world.moderator.id, Standing.MODERATOR), case.id)
    await pass_days(world, 8)  # nobody says anything more: it is closed
    assert (await case_of(world, case.receipt_name)).state == State.CLOSED
    await pass_days(world, 181)
    assert [world.messages(world.letters(person)) for person in everybody] == [[], [], []]
    async with world.bot.store.reading() as session:
        assert await session.get(Case, case.id) is None
        standing_cards = await session.scalars(select(cards.CardRow.kind).where(cards.CardRow.kind == "reports.letter"))
        assert list(standing_cards) == []


async def test_a_date_that_comes_while_the_bot_is_stopped_is_kept_after_the_start(world: World) -> None:
    await closed_with_everything(world)
    await world.bot.close()
    await world.env.advance_time(timedelta(days=200).total_seconds())
    await world.restart()
    await world.pass_time(minutes=1)
    assert rows(world, "cases") == []
    assert standing(world) == []


async def test_the_form_asks_for_the_reason_and_letting_go_is_one_press(world: World) -> None:
    await ready(world)
    await told(world, world.member)
    await sent(world)
    case = await case_of(world)
    opened = await forge_press(world, world.moderator, f"reports:hold:{case.id}")
    answer = await world.fill(world.moderator, opened, words="A court asked for it.")
    assert says(world.said(answer), record_texts.HELD)
    assert (await case_of(world)).held_for is not None
    answer = await forge_press(world, world.moderator, f"reports:release:{case.id}")
    assert says(world.said(answer), record_texts.RELEASED)
    assert (await case_of(world)).held_for is None


# What belongs to no case


async def test_who_did_what_belongs_to_no_case_is_forgotten_after_the_same_time_and_the_rest_stays(bot: Banyan) -> None:
    """R5: somebody who entered a wrong appeal code is not named for good."""

    async def try_code(user_id: int) -> None:
        async with bot.store.writing() as session:
            seals = await bot.kit.seals.of(session, GUILD)
            await trail.append(session, seals, "code_tried", case_id=None, actor_id=user_id, now=bot.kit.clock())
            await record_actions.forget_later(bot.kit, session, GUILD)

    async def named() -> list[str]:
        seals = await seals_of(bot)
        async with bot.store.reading() as session:
            return [seals.open(entry, "actor") for entry in await trail.without_case(session, GUILD)]

    async def forget() -> None:
        async with bot.store.writing() as session:
            await record_actions.forget_if_due(bot.kit, session, GUILD)

    await try_code(READER)
    clock(bot).pass_time(days=10)
    await try_code(OTHER)
    clock(bot).pass_time(days=170, seconds=-1)
    await forget()
    assert await named() == [str(READER), str(OTHER)]
    clock(bot).pass_time(seconds=1)
    await forget()
    assert await named() == [str(OTHER)]
    async with bot.store.reading() as session:
        job = await session.get_one(jobs.JobRow, ("reports.forget", GUILD))
        assert job.due_at == START + timedelta(days=180)  # the worker moves it on
        assert (await trail.verify(session, await seals_of(bot))).broken_at is None
    clock(bot).pass_time(days=10)
    await forget()
    assert await named() == []
