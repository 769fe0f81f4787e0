"""Deeds on what is kept of a case: its date, what stops that, and what goes. One function, one deed, one commit.

Those that take a session stand in the deed of whoever closes, reopens or takes back.
"""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.privacy import EMPTY_LOG
from bot.refusal import Refusal
from cogs.reports import gate, names
from cogs.reports.records import record_rules
from data import cards, case_papers, cases, jobs, measures, trail
from data.case_papers import Copy, Evidence, Line, Said
from data.cases import REPORTER, Case
from data.sealing import GuildSeals

# The date


async def closing(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Give a case its date, in the deed that closes it or that notes that it was taken back after it was read."""
    case.closed_at = kit.clock()
    case.delete_at = record_rules.delete_at(case.closed_at)
    await _look_at_its_date(kit, session, case)


def reopening(case: Case) -> None:
    """Take a case's date away, in the deed that opens it again."""
    case.closed_at = case.delete_at = None


async def heard_from_reporter(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Move a case's date, in the deed in which its reporter answered or added something (R6)."""
    if case.delete_at is not None:
        case.delete_at = record_rules.moved(case.delete_at)
        await _look_at_its_date(kit, session, case)


async def hold(kit: Kit, viewer: Person, case_id: int, reason: str) -> None:
    """Let a case stay beyond its date, for a reason that whoever may read it can read.

    Raises:
        Refusal: when it is not theirs to read, or there is no reason.
    """
    why = record_rules.reason_to_keep(reason)
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        case.held_for = seals.seal(case, "held_for", why)
        await trail.append(session, seals, "held", case_id=case.id, actor_id=viewer.user_id, now=kit.clock(), why=why)


async def release(kit: Kit, viewer: Person, case_id: int) -> None:
    """Let a case go by its date again.

    Raises:
        Refusal: when it is not theirs to read.
    """
    async with kit.store.writing() as session:
        seals, case = await gate.case_for(kit, session, viewer, case_id)
        if case.held_for is None:
            return
        case.held_for = None
        await trail.append(session, seals, "released", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
        await _look_at_its_date(kit, session, case)


async def _look_at_its_date(kit: Kit, session: AsyncSession, case: Case) -> None:
    if case.delete_at is not None:
        at = max(case.delete_at, kit.clock())
        await jobs.ask(
            session, names.DELETE, case.id, guild_id=case.guild_id, at=at, urgency=jobs.Urgency.SCHEDULE, move=True
        )


async def remove_if_due(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Remove a case in a job's deed, if its date has come, or ask to look again when it will have."""
    now = kit.clock()
    runs_until = await measures.run_until(session, case.id)
    at = record_rules.goes_at(case.delete_at, held=case.held_for is not None, runs_until=runs_until)
    if at is None:
        return
    if at <= now:
        await remove(kit, session, await kit.seals.of(session, case.guild_id), case)
    else:
        await jobs.ask(
            session, names.DELETE, case.id, guild_id=case.guild_id, at=at, urgency=jobs.Urgency.SCHEDULE, move=True
        )


# What goes


async def remove(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """Let a case go, with all that belongs to it: papers, files, decisions, messages, names in the trail.

    Stands in the deed of the job that finds its date come, or of a reporter who takes back what nobody was shown.
    """
    now = kit.clock()
    shown = [(names.CASE_CARD, case.id)]
    shown += [(names.LETTER_CARD, letter.id) for letter in await case_papers.letters(session, case.id)]
    shown += [(names.APPEAL_CARD, appeal.id) for appeal in await measures.appeals(session, case.id)]
    await trail.blank(session, seals, await trail.of_case(session, case.guild_id, case.id), now=now)
    await session.delete(case)
    await session.flush()
    await cases.forget_slowed(session, case.guild_id, case.who)
    for kind, row_id in shown:
        if await cards.card_of(session, kind, row_id) is not None:
            await cards.show(session, kind, row_id, guild_id=case.guild_id, now=now)
    await _clear_away(kit, session)


async def destroy_evidence(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Let all evidence of a case go, in the deed in which its reporter takes it back after it was read."""
    for row in await case_papers.evidence(session, case.id):
        _destroy(row)
    await _clear_away(kit, session)


async def destroy_file(kit: Kit, viewer: Person, evidence_id: int) -> None:
    """Let one file of a case go, once. That there was one stays.

    Raises:
        Refusal: when it is not theirs to open.
    """
    async with kit.store.writing() as session:
        seals, case, row = await file_for(kit, session, viewer, evidence_id)
        if row.copy == Copy.DESTROYED:
            return
        _destroy(row)
        await trail.append(session, seals, "destroyed_file", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
        await _clear_away(kit, session)


def _destroy(row: Evidence) -> None:
    row.copy = Copy.DESTROYED
    row.words = row.author = row.link = row.source = row.file_name = row.sha256 = None
    row.stored_as = row.file_bytes = row.why = None


async def _clear_away(kit: Kit, session: AsyncSession) -> None:
    """Let what rows no longer name go from the disk too: their files, and their traces in the database's log."""
    await jobs.ask(session, names.SWEEP_FILES, 0, guild_id=None, at=kit.clock())
    await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=kit.clock())


async def forget_later(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Plan, in the deed that notes something that belongs to no case, that who did it is forgotten in its time."""
    at = record_rules.delete_at(kit.clock())
    await jobs.ask(session, names.FORGET, guild_id, guild_id=guild_id, at=at, urgency=jobs.Urgency.SCHEDULE)


async def forget_if_due(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Forget, in a job's deed, who did what belongs to no case, as long after as a case stays."""
    now = kit.clock()
    noted = await trail.without_case(session, guild_id)
    old = [entry for entry in noted if record_rules.delete_at(entry.at) <= now]
    await trail.blank(session, await kit.seals.of(session, guild_id), old, now=now)
    for entry in noted[len(old) : len(old) + 1]:
        at = record_rules.delete_at(entry.at)
        await jobs.ask(session, names.FORGET, guild_id, guild_id=guild_id, at=at, urgency=jobs.Urgency.SCHEDULE)


# Looking at a file


async def file_for(
    kit: Kit, session: AsyncSession, viewer: Person, evidence_id: int
) -> tuple[GuildSeals, Case, Evidence]:
    """Return a file of a case that this viewer may read.

    Raises:
        Refusal: when there is none, or not for them: both read the same.
    """
    row = await session.get(Evidence, evidence_id)
    if row is None or not row.is_file:
        raise Refusal(gate.NO_SUCH_CASE)
    seals, case = await gate.case_for(kit, session, viewer, row.case_id)
    return seals, case, row


async def look_at_file(kit: Kit, viewer: Person, evidence_id: int) -> tuple[GuildSeals, Evidence]:
    """Note that somebody looks at a file, and return it.

    Raises:
        Refusal: when it is not theirs to open.
    """
    async with kit.store.writing() as session:
        seals, case, row = await file_for(kit, session, viewer, evidence_id)
        await trail.append(session, seals, "viewed_file", case_id=case.id, actor_id=viewer.user_id, now=kit.clock())
    return seals, row


# One's own reports, to take along

_THEIRS = (Said.PLACE, Said.ANSWER, Said.SKIPPED, Said.ADDITION)  # what the reporter said
_TOLD = (Said.WORD,)  # what the team told them
_PAGE = 50  # reports read in one look


async def own_reports(kit: Kit, *, guild_id: int, user_id: int) -> list[dict[str, object]]:
    """Return what somebody told in one server, opened: their own words, and what they were told; no more of a case."""
    told: list[dict[str, object]] = []
    while True:
        async with kit.store.reading() as session:
            seals = await kit.seals.known(session, guild_id)
            if seals is None:
                return []
            whose = [(guild_id, seals.who(REPORTER, user_id))]
            page = await cases.told_by(session, whose, skip=len(told), most=_PAGE)
            told += [_told(seals, case, await case_papers.lines(session, case.id)) for case in page]
        if len(page) < _PAGE:
            return told


def _told(seals: GuildSeals, case: Case, lines: Sequence[Line]) -> dict[str, object]:
    return {
        "name": case.receipt_name,
        "kept_at": case.kept_at.isoformat(),
        "state": case.state,
        "words": None if case.words is None else seals.open(case, "words"),
        "said": [
            {
                "at": line.said_at.isoformat(),
                "what": line.said,
                "words": None if line.words is None else seals.open(line, "words"),
            }
            for line in lines
            if line.said in (*_THEIRS, *_TOLD)
        ],
    }
