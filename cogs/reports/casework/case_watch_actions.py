"""What Banyan does by itself when a case's moment comes, and what the reporter says once it was closed for a week."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import LANGUAGE, values_in
from cogs.reports import letters, names
from cogs.reports.casework import case_actions, case_rules, case_texts, case_work_actions
from cogs.reports.records import record_actions
from cogs.reports.telling import actions, texts
from data import case_papers, measures, trail
from data.case_papers import Line, Said
from data.cases import Case, State
from data.sealing import GuildSeals


async def look_after(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Look, in a job's deed, whether a case's moment has come. May run twice, late, or for nothing."""
    now = kit.clock()
    seals = await kit.seals.of(session, case.guild_id)
    if case_rules.is_overdue(case, now):
        await case_actions.give_back_if_nobody_is_left(kit, session, seals, case)
    if case_rules.is_overdue(case, now):
        if not await _was_said_since_due(session, case):
            await trail.append(session, seals, "overdue", case_id=case.id, actor_id=None, now=now)
            await case_actions.say_to_reporter(kit, session, seals, case, case_texts.TOLD_OVERDUE)
            await _remind(kit, session, case)
        case.due_at = now + await case_actions.look_span(kit, session, case.guild_id)  # the next word is promised too
        await case_actions.bring_card_into_step(kit, session, case)
    if case_rules.closes_by_itself(case, await _decided_at(session, case), now):
        await trail.append(session, seals, "closed", case_id=case.id, actor_id=None, now=now)
        await case_work_actions.end(kit, session, seals, case)
        await case_actions.say_to_reporter(kit, session, seals, case, case_texts.TOLD_CLOSED)
    if case_rules.is_unseen(case, now):
        await _write_to_reporter_once(kit, session, seals, case, names.UNSEEN_LETTER, since=case.danger_at)
    if case_rules.asks_whether_it_stopped(case, now):
        await _write_to_reporter_once(kit, session, seals, case, names.STOPPED_LETTER, since=case.closed_at)
    await case_actions.plan_look(kit, session, case)


async def _decided_at(session: AsyncSession, case: Case) -> datetime | None:
    made = [each.decided_at for each in await measures.decisions(session, case.id) if each.decided_at is not None]
    return max(made, default=None)


async def _was_said_since_due(session: AsyncSession, case: Case) -> bool:
    said = select(Line.id).where(Line.case_id == case.id, Line.said == Said.WORD, Line.said_at >= case.due_at)
    return (await session.scalars(said.limit(1))).first() is not None


async def _remind(kit: Kit, session: AsyncSession, case: Case) -> None:
    """Remind the team: the card says so, or, where there is none, a letter to everybody who is still of the team.

    Where nobody is any more, the job that looks for them gives the case back.
    """
    for letter in await case_papers.letters(session, case.id):
        if letter.about == names.CASE_LETTER and letter.withdrawn_at is None:
            await letters.withdraw(kit, session, letter)
    await case_actions.reach_team_again(kit, session, case)


async def _write_to_reporter_once(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, about: str, *, since: datetime | None
) -> None:
    """Write one kind of letter to the reporter once since a moment."""
    for letter in await case_papers.letters(session, case.id):
        if letter.about == about and (since is None or letter.written_at >= since):
            return
    await case_actions.write_to_reporter(kit, session, seals, case, about)


# A week after closing: did it stop?


async def name_of(kit: Kit, *, reporter_id: int, receipt_id: int) -> str:
    """Return the code name that a reporter knows.

    Raises:
        Refusal: when it is not theirs.
    """
    async with kit.store.reading() as session:
        return (await actions.own(kit, session, reporter_id, receipt_id))[1].receipt_name


async def it_stopped(kit: Kit, *, reporter_id: int, receipt_id: int) -> None:
    """Keep that it has stopped.

    Raises:
        Refusal: when it is not theirs, or was taken back.
    """
    await _say(kit, reporter_id, receipt_id, goes_on=False)


async def it_goes_on(kit: Kit, *, reporter_id: int, receipt_id: int) -> str:
    """Keep that it goes on: the case is open again, and has news. Returns the code name that the reporter knows.

    Raises:
        Refusal: when it is not theirs, or was taken back.
    """
    return await _say(kit, reporter_id, receipt_id, goes_on=True)


async def _say(kit: Kit, reporter_id: int, receipt_id: int, *, goes_on: bool) -> str:
    async with kit.store.writing() as session:
        seals, case = await actions.own(kit, session, reporter_id, receipt_id)
        if case.state == State.TAKEN_BACK:
            raise Refusal(texts.TAKEN_BACK_ALREADY)
        language = (await values_in(session, kit.server_settings, case.guild_id)).text(LANGUAGE)
        words = (case_texts.GOES_ON_SAID if goes_on else case_texts.STOPPED_SAID).in_(language)
        await case_actions.add_line(kit, session, seals, case, Said.ADDITION, words, author_id=None)
        await trail.append(session, seals, "added", case_id=case.id, actor_id=None, now=kit.clock())
        await record_actions.heard_from_reporter(kit, session, case)
        if goes_on:
            case.changed += 1
            if case.state in (State.DECIDED, State.CLOSED):
                await case_work_actions.begin_again(kit, session, case)
            await case_actions.heard(kit, session, case)
        return case.receipt_name
