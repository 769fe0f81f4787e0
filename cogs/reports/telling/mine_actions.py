"""What a reporter sees of what they told. Never what they sent: others may hold the same phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import gate, names
from cogs.reports.casework import case_rules
from cogs.reports.telling import rules, texts
from cogs.reports.telling.actions import Rows, own
from cogs.reports.telling.after_actions import withdraw_reporters_letters
from data import cards, case_papers, cases, roster
from data.cards import Fate
from data.case_papers import Copy, Line, Said
from data.cases import INVOLVED, REPORTER, Case, Part, State
from data.sealing import GuildKeyRow, GuildSeals

PAGE = 5
_TOLD_TO_REPORTER = (Said.QUESTION, Said.ANSWER, Said.SKIPPED, Said.ADDITION, Said.WORD)
_OF_THE_TEAM = (Said.QUESTION, Said.WORD)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One line of the talk; words only where the team wrote them."""

    id: int
    said: str
    at: datetime
    words: str | None


@dataclass(frozen=True, slots=True)
class Mine:
    """How one report stands, for its reporter.

    Attributes:
        receipt_id: What their buttons carry.
        guild_id: Its server.
        name: The code name they know.
        state: Where it stands.
        kept_at: When it was kept.
        sends_at: When the team gets it, where that is planned.
        is_late: Whether that is later than ten minutes, because several came before it.
        due_at: By when the next word was promised.
        may_write: Whether Banyan may write first.
        shows_name: Whether those who read it see who told it.
        in_danger: Whether they said that somebody may be in danger, and nobody of the team has read it since.
        is_unseen: Whether nobody of the team has read it for hours after that.
        is_unreached: Whether nobody has read it, and everybody whom Banyan wrote to takes no messages from it.
        is_unsure: Whether it is not clear whom it is about.
        is_unfound: Whether they named somebody whom Banyan could not find.
        not_copied: Whether the text of the message could not be copied.
        failed: Why, for each of its files that could not be copied.
        owner_asked: Whether the owner was asked.
        can_be_sent: Whether somebody can take it now that nobody could before.
        asks_if_stopped: Whether they are asked if it stopped, and have not said so yet.
        with_a_part: The ids of those who have a part in it.
        kind: What it was, where they said.
        wish: What would help, where they said.
        question: The open question.
        newest: The newest line of the talk, where no question is open.
        is_more: Whether there are earlier lines.
    """

    receipt_id: int
    guild_id: int
    name: str
    state: str
    kept_at: datetime
    sends_at: datetime | None
    is_late: bool
    due_at: datetime | None
    may_write: bool
    shows_name: bool
    in_danger: bool
    is_unseen: bool
    is_unreached: bool
    is_unsure: bool
    is_unfound: bool
    not_copied: bool
    failed: tuple[str, ...]
    owner_asked: bool
    can_be_sent: bool
    asks_if_stopped: bool
    with_a_part: frozenset[int]
    kind: str | None
    wish: str | None
    question: Spoken | None
    newest: Spoken | None
    is_more: bool


async def see(kit: Kit, *, reporter_id: int, receipt_id: int) -> Mine:
    """Return how a report stands.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.reading() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        people = await cases.people(session, case.id)
        evidence = await case_papers.evidence(session, case.id)
        lines = await case_papers.lines(session, case.id)
        can_be_sent = case.state == State.NOBODY and bool(
            await gate.readers(kit, session, seals, without=[row.who for row in people])
        )
        is_unreached = case_rules.danger_waits(case) and await _everybody_refused(session, case)
        rows = Rows(seals, case, people, evidence)
        return _mine(kit, rows, lines, can_be_sent=can_be_sent, is_unreached=is_unreached)


async def _everybody_refused(session: AsyncSession, case: Case) -> bool:
    """Whether Banyan wrote to the team about danger, and its messages are taken by none of them."""
    letters = await case_papers.letters(session, case.id)
    written = [each.id for each in letters if each.about == names.DANGER_LETTER and each.withdrawn_at is None]
    stand = await cards.cards_of(session, names.LETTER_CARD, written)
    return bool(written) and all(each in stand and stand[each].fate == Fate.REFUSED for each in written)


def just_told(kit: Kit, rows: Rows) -> Mine:
    """Return how a report stands that was kept a moment ago: nothing was said about it yet."""
    return _mine(kit, rows, [], can_be_sent=False, is_unreached=False)


def _mine(kit: Kit, rows: Rows, lines: Sequence[Line], *, can_be_sent: bool, is_unreached: bool) -> Mine:
    seals, case = rows.seals, rows.case
    persons = [(row.part, seals.open(row, "person")) for row in rows.people]
    about = [person for part, person in persons if part == Part.SUBJECT]
    question = next((line for line in lines if line.said == Said.QUESTION and line.ended_at is None), None)
    talk = _talk(seals, lines)
    return Mine(
        receipt_id=case.receipt_id,
        guild_id=case.guild_id,
        name=case.receipt_name,
        state=case.state,
        kept_at=case.kept_at,
        sends_at=case.sends_at,
        is_late=case.sends_at is not None and case.sends_at > kit.clock() + rules.THINK_AGAIN,
        due_at=case.due_at,
        may_write=case.may_write,
        shows_name=case.names_reporter,
        in_danger=case_rules.danger_waits(case),
        is_unseen=case_rules.is_unseen(case, kit.clock()),
        is_unreached=is_unreached,
        is_unsure=not any(person.isdigit() for person in about),
        is_unfound=bool(about) and not any(person.isdigit() for person in about),
        not_copied=any(row.link is not None and row.copy == Copy.NOT_COPIED for row in rows.evidence),
        failed=tuple(row.why or "" for row in rows.evidence if row.copy == Copy.FAILED),
        owner_asked=case.owner_who is not None,
        can_be_sent=can_be_sent,
        asks_if_stopped=case_rules.asks_whether_it_stopped(case, kit.clock()) and not _was_added_since(case, lines),
        with_a_part=frozenset(int(person) for _, person in persons if person.isdigit()),
        kind=case.kind,
        wish=case.wish,
        question=None if question is None else _spoken(seals, question),
        newest=talk[-1] if talk and question is None else None,
        is_more=len(talk) > 1,
    )


def _was_added_since(case: Case, lines: Sequence[Line]) -> bool:
    """Whether the reporter said something since their case was closed, such as whether it stopped."""
    added = [line.said_at for line in lines if line.said == Said.ADDITION]
    return case.closed_at is not None and any(at > case.closed_at for at in added)


async def earlier(kit: Kit, *, reporter_id: int, line_id: int) -> tuple[int, list[Spoken]]:
    """Return the lines of the talk before one, and the receipt that they belong to.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.reading() as session:
        seals, case, line = await own_line(kit, session, reporter_id, line_id)
        before = [
            each
            for each in _talk(seals, await case_papers.lines(session, case.id))
            if (each.at, each.id) < (line.said_at, line.id)
        ]
        return case.receipt_id, before


async def receipt_of(kit: Kit, *, reporter_id: int, line_id: int) -> int:
    """Return the receipt of the report to which a line of the talk belongs.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.reading() as session:
        _, case, _ = await own_line(kit, session, reporter_id, line_id)
        return case.receipt_id


async def own_line(kit: Kit, session: AsyncSession, reporter_id: int, line_id: int) -> tuple[GuildSeals, Case, Line]:
    """Return a line of the talk with the case that it belongs to, for the reporter only.

    Raises:
        Refusal: when it is not this person's.
    """
    line = await session.get(Line, line_id)
    case = None if line is None else await session.get(Case, line.case_id)
    if line is None or case is None or line.said not in _TOLD_TO_REPORTER:
        raise Refusal(texts.NO_SUCH_REPORT)
    seals, case = await own(kit, session, reporter_id, case.receipt_id)
    return seals, case, line


def _talk(seals: GuildSeals, lines: Sequence[Line]) -> list[Spoken]:
    return [_spoken(seals, line) for line in lines if line.said in _TOLD_TO_REPORTER]


def _spoken(seals: GuildSeals, line: Line) -> Spoken:
    shown = line.said in _OF_THE_TEAM and line.words is not None
    return Spoken(line.id, line.said, line.said_at, seals.open(line, "words") if shown else None)


# All of them


@dataclass(frozen=True, slots=True)
class Listed:
    """One report in the list of somebody's own."""

    receipt_id: int
    guild_id: int
    name: str
    state: str
    kept_at: datetime
    is_asked: bool
    is_unseen: bool


async def mine(kit: Kit, *, reporter_id: int, guild_id: int | None, page: int) -> tuple[list[Listed], bool]:
    """Return a page of what somebody told, newest first, and whether there is more.

    Args:
        kit: What actions need.
        reporter_id: Who asks.
        guild_id: The server, None for all.
        page: Which, from 0.
    """
    async with kit.store.reading() as session:
        whos = await _whos(kit, session, reporter_id, guild_id)
        found = await cases.told_by(session, whos, skip=page * PAGE, most=PAGE + 1)
        listed = [
            Listed(
                receipt_id=case.receipt_id,
                guild_id=case.guild_id,
                name=case.receipt_name,
                state=case.state,
                kept_at=case.kept_at,
                is_asked=await case_papers.open_question(session, case.id) is not None,
                is_unseen=case_rules.is_unseen(case, kit.clock()),
            )
            for case in found[:PAGE]
        ]
        return listed, len(found) > PAGE


async def _whos(kit: Kit, session: AsyncSession, reporter_id: int, guild_id: int | None) -> list[tuple[int, bytes]]:
    guilds = [guild_id] if guild_id is not None else list(await session.scalars(select(GuildKeyRow.guild_id)))
    known = [(each, await kit.seals.known(session, each)) for each in guilds]
    return [(each, seals.who(REPORTER, reporter_id)) for each, seals in known if seals is not None]


async def quiet(kit: Kit, *, reporter_id: int) -> None:
    """Let Banyan no longer write first about anything that somebody told, in any server; take back what it wrote."""
    await _withdraw_all(kit, reporter_id, for_good=True)


async def delete_letters(kit: Kit, *, reporter_id: int) -> None:
    """Take back everything that Banyan wrote to somebody about what they told, in any server."""
    await _withdraw_all(kit, reporter_id, for_good=False)


async def _withdraw_all(kit: Kit, reporter_id: int, *, for_good: bool) -> None:
    async with kit.store.writing() as session:
        whos = await _whos(kit, session, reporter_id, None)
        for case in await cases.told_by(session, whos, skip=0, most=10_000):
            if for_good:
                case.may_write = False
            await withdraw_reporters_letters(kit, session, case)


# Before a form is opened


async def who_reads(
    kit: Kit, session: AsyncSession, guild_id: int, *, without: Sequence[int | str]
) -> list[gate.Reader]:
    """Return who can read what somebody is about to tell.

    Args:
        kit: What actions need.
        session: A look.
        guild_id: The server.
        without: The reporter, and whoever it is about, where that is known.
    """
    seals = await kit.seals.known(session, guild_id)
    if seals is None:
        return []
    return await gate.readers(kit, session, seals, without=[seals.who(INVOLVED, person) for person in without])


async def who_is_named(kit: Kit, *, reporter_id: int, receipt_id: int) -> tuple[int, list[tuple[gate.Reader, bool]]]:
    """Return a report's server, and who was named there to take reports and has no other part in it.

    Also those who are away, and those who have not taken it on yet; with each, whether the reporter left them out.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.reading() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        people = await cases.people(session, case.id)
        left_out = {row.who for row in people if row.part == Part.LEFT_OUT}
        others = {row.who for row in people if row.part != Part.LEFT_OUT}
        found = []
        for row in await roster.everyone(session, case.guild_id):
            reader = gate.reader_of(seals, row)
            who = seals.who(INVOLVED, reader.user_id)
            if who not in others:
                found.append((reader, who in left_out))
        return case.guild_id, found
