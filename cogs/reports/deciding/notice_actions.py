"""Letters about decisions, each written in the deed that gives the reason, and never without a real change (R27)."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from cogs.reports import gate, letters, names
from cogs.reports.casework import case_actions
from cogs.reports.deciding import measure_rules, pieces
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_rules import Kind
from data import case_papers, measures
from data.cases import Case
from data.measures import Decision, Measure, Outcome, Verdict
from data.sealing import GuildSeals

NO_CHANGE = ("already",)  # why a measure changed nothing


async def notice(kit: Kit, session: AsyncSession, seals: GuildSeals, decision: Decision, to: int) -> int | None:
    """Write to whom a decision is about, once. Returns the letter, None where they are not written to."""
    case = await session.get(Case, decision.case_id)
    if case is None or decision.to_subject is None:
        return None
    written = await pieces.letter_about(session, case.id, names.NOTICE_LETTER, decision.notice_id)
    if written is None:
        about = names.NOTICE_LETTER
        written = await letters.write(kit, session, seals, case, about, about_id=decision.notice_id, to=to)
    return written.id


async def notice_if_due(kit: Kit, session: AsyncSession, seals: GuildSeals, decision: Decision) -> None:
    """Write to whom a decision is about once all of it has been tried, if any of it changed something (R37)."""
    rows = await measures.measures_of(session, decision.id)
    if any(row.outcome == Outcome.WAITING for row in rows):
        return
    changed = [row for row in rows if row.outcome == Outcome.DONE and row.why not in NO_CHANGE]
    if changed:
        await notice(kit, session, seals, decision, int(seals.open(changed[0], "person")))


async def failed(kit: Kit, session: AsyncSession, seals: GuildSeals, measure: Measure, decision: Decision) -> None:
    """Tell whoever decided, or who is left, that Discord did not carry it out, once; correct a letter that said so."""
    case = await session.get(Case, decision.case_id)
    if case is None:
        return
    known = await pieces.letter_about(session, case.id, names.FAILED_LETTER, decision.id)
    if known is None or known.withdrawn_at is not None:
        decider = int(seals.open(decision, "drafted_by"))
        readers = [each.user_id for each in await gate.eligible(kit, session, seals, case)]
        for to in [decider] if decider in readers or not readers else readers:
            await letters.write(kit, session, seals, case, names.FAILED_LETTER, about_id=decision.id, to=to)
    if measure.why == measure_rules.NOT_UNDONE:
        return  # the letter about it still holds
    if await pieces.letter_about(session, case.id, names.NOTICE_LETTER, decision.notice_id) is not None:
        person = int(seals.open(measure, "person"))
        await _write_once(kit, session, seals, case, decision, names.CORRECTION_LETTER, person)


async def undone(kit: Kit, session: AsyncSession, seals: GuildSeals, measure: Measure, decision: Decision) -> None:
    """Tell, once Discord has really ended it, whom a decision was about and its reporter that it no longer applies."""
    case = await session.get(Case, decision.case_id)
    if case is None:
        return
    kinds = {each.kind for each in await measures.measures_of(session, decision.id)}
    if measure.kind in measure_rules.LASTS or kinds.isdisjoint(measure_rules.LASTS):  # once for a decision
        said = texts.REPORTER_BACK if measure.kind == Kind.BAN else texts.REPORTER_NO_MORE
        await case_actions.say_to_reporter(kit, session, seals, case, said)
    await _subject_hears_undone(kit, session, seals, case, decision, int(seals.open(measure, "person")))


async def _subject_hears_undone(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, to: int
) -> None:
    """Write to whom a decision was about that it no longer applies, unless the answer to their appeal says so."""
    appeal = await measures.appeal_of(session, decision.id)
    if appeal is not None and appeal.verdict == Verdict.REVERSED:
        return
    if await pieces.letter_about(session, case.id, names.NOTICE_LETTER, decision.notice_id) is not None:
        await _write_once(kit, session, seals, case, decision, names.UNDONE_LETTER, to)


async def _write_once(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, about: str, to: int
) -> None:
    if await pieces.letter_about(session, case.id, about, decision.notice_id) is None:
        await letters.write(kit, session, seals, case, about, about_id=decision.notice_id, to=to)


async def name_in_letter(session: AsyncSession, letter: case_papers.Letter) -> str:
    """Return the name by which whom a decision is about knows it."""
    decision = await measures.by_notice(session, letter.about_id)
    return "" if decision is None else decision.subject_name


async def team_name_in_letter(session: AsyncSession, letter: case_papers.Letter) -> str:
    """Return the team's name of the case that a letter is about."""
    case = await session.get(Case, letter.case_id)
    return "" if case is None else case.team_name
