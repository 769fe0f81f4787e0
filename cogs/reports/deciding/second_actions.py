"""A second person: agreeing, not agreeing, acting alone when it cannot wait, and looking at that again."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import letters, names
from cogs.reports.deciding import measure_actions, measure_rules, pieces
from cogs.reports.deciding import measure_texts as texts
from data import jobs, measures, trail
from data.cases import Case
from data.measures import Decision, Stage
from data.sealing import GuildSeals


async def agree(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Agree to what somebody else decided; the time of each measure runs from now.

    Raises:
        Refusal: when it is their own, or does not wait for anybody.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        _must_be_anothers(seals, decision, by)
        measure_actions.must_be_open(case)
        await _no_longer_waits(session, decision, Stage.DECIDED)
        decision.agreed_by = seals.seal(decision, "agreed_by", str(by.user_id))
        await _run_from_now(kit, session, decision)
        await trail.append(session, seals, "agreed", case_id=case.id, actor_id=by.user_id, now=kit.clock())
        await measure_actions.decide(
            kit, session, seals, case, decision, actor_id=int(seals.open(decision, "drafted_by"))
        )


async def disagree(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Do not agree: nothing is done, and whoever decided hears it.

    Raises:
        Refusal: when it is their own, or does not wait for anybody.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        _must_be_anothers(seals, decision, by)
        await _no_longer_waits(session, decision, Stage.LEFT)
        await trail.append(session, seals, "not_agreed", case_id=case.id, actor_id=by.user_id, now=kit.clock())
        await measure_actions.withdraw(kit, session, case, decision.id, names.SECOND_LETTER)
        decider = int(seals.open(decision, "drafted_by"))
        await letters.write(kit, session, seals, case, names.NOT_AGREED_LETTER, about_id=decision.id, to=decider)


async def do_not_wait(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Act alone, because it cannot wait; somebody else looks at it within 24 hours.

    Raises:
        Refusal: when somebody else decided it, or it does not wait for anybody.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        if by.user_id != int(seals.open(decision, "drafted_by")):
            raise Refusal(texts.OLD_PREVIEW)
        measure_actions.must_be_open(case)
        await _no_longer_waits(session, decision, Stage.DECIDED)
        await _run_from_now(kit, session, decision)
        decision.emergency, decision.review_by = True, now + measure_rules.REVIEWED_WITHIN
        await trail.append(session, seals, "acted_alone", case_id=case.id, actor_id=by.user_id, now=now)
        await measure_actions.decide(kit, session, seals, case, decision, actor_id=by.user_id)
        await measure_actions.write_to_others(kit, session, seals, case, decision, names.REVIEW_LETTER)
        at = decision.review_by
        await jobs.ask(session, names.REVIEW, decision.id, guild_id=case.guild_id, at=at, move=True)


async def it_stands(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Look again at what somebody did alone, and let it stand.

    Raises:
        Refusal: when it is their own, or somebody looked at it already.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        _must_be_anothers(seals, decision, by)
        if not decision.emergency or decision.reviewed_at is not None:
            raise Refusal(texts.LOOKED_AT_BEFORE)
        decision.reviewed_at = kit.clock()
        await trail.append(session, seals, "reviewed", case_id=case.id, actor_id=by.user_id, now=kit.clock())
        await measure_actions.withdraw(kit, session, case, decision.id, names.REVIEW_LETTER)


def _must_be_anothers(seals: GuildSeals, decision: Decision, by: Person) -> None:
    if by.user_id == int(seals.open(decision, "drafted_by")):
        raise Refusal(texts.YOUR_OWN)


async def _no_longer_waits(session: AsyncSession, decision: Decision, after: Stage) -> None:
    if not await measures.step(session, decision.id, Stage.NEEDS_SECOND, after):
        raise Refusal(texts.NO_SECOND_NEEDED)
    await session.refresh(decision, ["stage"])


async def _run_from_now(kit: Kit, session: AsyncSession, decision: Decision) -> None:
    waited = timedelta(seconds=int((kit.clock() - decision.drafted_at).total_seconds()))
    for row in await measures.measures_of(session, decision.id):
        if row.ends_at is not None:
            row.ends_at = row.ends_at + waited


async def remind(kit: Kit, session: AsyncSession, decision: Decision) -> datetime | None:
    """Write again to whoever could look at what somebody did alone, once it is due. Returns when to look next."""
    case = await session.get(Case, decision.case_id)
    if case is None or not decision.emergency or decision.reviewed_at is not None or decision.review_by is None:
        return None
    now = kit.clock()
    if now < decision.review_by:
        return decision.review_by
    seals = await kit.seals.of(session, decision.guild_id)
    await measure_actions.withdraw(kit, session, case, decision.id, names.REVIEW_LETTER)
    await measure_actions.write_to_others(kit, session, seals, case, decision, names.REVIEW_LETTER)
    return now + measure_rules.REVIEWED_WITHIN
