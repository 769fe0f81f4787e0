"""A second person: agreeing, not agreeing, acting alone when it cannot wait, and looking at that again."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import gate, letters, names
from cogs.reports.deciding import measure_actions, measure_rules, pieces
from cogs.reports.deciding import measure_texts as texts
from data import case_papers, jobs, measures, trail
from data.cases import INVOLVED, Case
from data.measures import Decision, Stage
from data.sealing import GuildSeals


async def agree(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Agree to what somebody else decided; the time of each measure runs from now.

    Raises:
        Refusal: when it is their own, does not wait for anybody, or the case went on since: then it says who did what.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        _must_be_anothers(seals, decision, by)
        measure_actions.must_be_open(case)
        await _must_be_current(session, seals, case, decision)
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


async def take_back(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Take back what waits for a second person, so that it can be decided anew.

    Raises:
        Refusal: when somebody else decided it, or it does not wait for anybody.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        if by.user_id != int(seals.open(decision, "drafted_by")):
            raise Refusal(texts.OLD_PREVIEW)
        await _no_longer_waits(session, decision, Stage.LEFT)
        await trail.append(session, seals, "second_left", case_id=case.id, actor_id=by.user_id, now=kit.clock())
        await measure_actions.withdraw(kit, session, case, decision.id, names.SECOND_LETTER)


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
        await _must_be_current(session, seals, case, decision)
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


async def _must_be_current(session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> None:
    """Refuse what was decided before something new came, or by somebody who has a part in the case by now."""
    if decision.stage != Stage.NEEDS_SECOND:
        raise Refusal(texts.NO_SECOND_NEEDED)
    if case.changed != decision.case_changed:
        raise await measure_actions.went_on(session, seals, case, decision)
    drafter = seals.who(INVOLVED, int(seals.open(decision, "drafted_by")))
    if drafter in await gate.with_a_part(session, case):
        raise Refusal(texts.WENT_ON_UNNAMED)


async def _no_longer_waits(session: AsyncSession, decision: Decision, after: Stage) -> None:
    if not await measures.step(session, decision.id, Stage.NEEDS_SECOND, after):
        raise Refusal(texts.NO_SECOND_NEEDED)
    await session.refresh(decision, ["stage"])


async def _run_from_now(kit: Kit, session: AsyncSession, decision: Decision) -> None:
    waited = timedelta(seconds=int((kit.clock() - decision.drafted_at).total_seconds()))
    for row in await measures.measures_of(session, decision.id):
        if row.ends_at is not None:
            row.ends_at = row.ends_at + waited


async def remind_to_agree(kit: Kit, session: AsyncSession, decision: Decision) -> datetime | None:
    """Write once more to whoever could agree, after a day; after seven it ends. Returns when to look next."""
    case = await session.get(Case, decision.case_id)
    if case is None or decision.stage != Stage.NEEDS_SECOND:
        return None
    now, seals = kit.clock(), await kit.seals.of(session, decision.guild_id)
    reminds_at = decision.drafted_at + measure_rules.SECOND_REMINDED
    ends_at = decision.drafted_at + measure_rules.SECOND_ENDS
    if now >= ends_at:
        await _nobody_agreed(kit, session, seals, case, decision)
        return None
    if now < reminds_at:
        return reminds_at
    written = [each for each in await case_papers.letters(session, case.id) if each.about == names.SECOND_LETTER]
    if not any(each.about_id == decision.id and each.written_at >= reminds_at for each in written):
        await measure_actions.withdraw(kit, session, case, decision.id, names.SECOND_LETTER)
        await measure_actions.write_to_others(kit, session, seals, case, decision, names.SECOND_LETTER)
    return ends_at


async def _nobody_agreed(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> None:
    await _no_longer_waits(session, decision, Stage.LEFT)
    await trail.append(session, seals, "second_ended", case_id=case.id, actor_id=None, now=kit.clock())
    await measure_actions.withdraw(kit, session, case, decision.id, names.SECOND_LETTER)
    decider = int(seals.open(decision, "drafted_by"))
    if decider in [each.user_id for each in await gate.eligible(kit, session, seals, case)]:
        await letters.write(kit, session, seals, case, names.SECOND_ENDED_LETTER, about_id=decision.id, to=decider)


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
