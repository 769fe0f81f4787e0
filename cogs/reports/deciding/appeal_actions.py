"""Appeals: asking for another look, and giving it. One for each decision, heard by somebody else (R38, R39)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import TEAM_ROOM, values_in
from cogs.reports import gate, letters, names
from cogs.reports.casework import case_actions
from cogs.reports.deciding import measure_actions, measure_rules, notice_facts, pieces
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_facts import Shown, shown_in
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.records import record_actions
from data import cards, case_papers, jobs, measures, trail
from data.base import random_id
from data.cases import INVOLVED, Case
from data.measures import APPEAL, Appeal, Decision, Measure, Outcome, Stage, Verdict
from data.sealing import GuildSeals

_EACH_DAY = timedelta(days=1)
_TRIED = "code_tried"  # what the trail says of each code that was entered

# Asking


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever asks is told: the letter's name, by when they hear, and from when on, where one person is alone."""

    name: str
    due_at: datetime
    after: datetime | None


async def ask(kit: Kit, *, user_id: int, notice_id: int, words: str) -> Asked:
    """Ask for another look at a decision on oneself.

    Raises:
        Refusal: when it is not about them, was asked for before, is too late, or has no words or too many.
    """
    async with kit.store.writing() as session:
        seals, decision = await notice_facts.row_of_subject(kit, session, notice_id, user_id)
        return await _keep(kit, session, seals, decision, words)


async def ask_for_another(kit: Kit, *, by: Person, decision_id: int, words: str) -> Asked:
    """Ask for another look in the name of somebody whom no button reaches; they gave the code.

    Raises:
        Refusal: as `ask`, and when this person may not read the case.
    """
    async with kit.store.writing() as session:
        seals, _, decision = await pieces.decision_for(kit, session, by, decision_id)
        return await _keep(kit, session, seals, decision, words)


async def decision_with_code(kit: Kit, *, by: Person, code: str) -> int:
    """Return the decision that an appeal code belongs to. Tries are few, and stand in the trail (R48).

    Raises:
        Refusal: when there is none, none that this person may read (both the same), or they tried too often.
    """
    now, found = kit.clock(), None
    async with kit.store.writing() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            raise Refusal(gate.NO_SUCH_CASE)
        readable = gate.may_read(kit, seals, by)
        tried = await _tries(session, seals, by.user_id, now - measure_rules.CODE_SPAN)
        if len(tried) >= measure_rules.CODE_TRIES:
            when = pieces.moment(min(tried) + measure_rules.CODE_SPAN)
            raise Refusal(texts.TOO_MANY_CODES, tries=measure_rules.CODE_TRIES, when=when)
        await trail.append(session, seals, _TRIED, case_id=None, actor_id=by.user_id, now=now)
        await record_actions.forget_later(kit, session, by.server_id)
        digest = seals.who(APPEAL, measure_rules.code_typed(code))
        decision = await measures.decision_by_code(session, seals.guild_id, digest)
        if decision is not None:
            may = select(Case.id).where(Case.id == decision.case_id, readable)
            found = decision.id if await session.scalar(may) is not None else None
    if found is None:
        raise Refusal(texts.NO_SUCH_CODE)
    return found


async def _tries(session: AsyncSession, seals: GuildSeals, user_id: int, since: datetime) -> list[datetime]:
    lately = [each for each in await trail.without_case(session, seals.guild_id) if each.at > since]
    return [each.at for each in lately if each.what == _TRIED and seals.open(each, "actor") == str(user_id)]


async def _keep(kit: Kit, session: AsyncSession, seals: GuildSeals, decision: Decision, words: str) -> Asked:
    now = kit.clock()
    await _may_still_ask(session, decision, now)
    wanted = words.strip()
    if not wanted:
        raise Refusal(texts.APPEAL_EMPTY)
    if len(wanted) > measure_rules.LONGEST_APPEAL:
        raise Refusal(texts.TOO_LONG, longest=measure_rules.LONGEST_APPEAL)
    case = await session.get(Case, decision.case_id)
    assert case is not None
    appeal = Appeal(
        id=random_id(),
        guild_id=decision.guild_id,
        decision_id=decision.id,
        made_at=now,
        due_at=now + measure_rules.APPEAL_DUE,
        verdict=Verdict.OPEN,
    )
    appeal.words = seals.seal(appeal, "words", wanted)
    session.add(appeal)
    await session.flush()
    alone = not await pieces.others(kit, session, seals, case, decision)
    after = now + measure_rules.ALONE_AFTER if alone else None
    await trail.append(session, seals, "appeal_came", case_id=case.id, actor_id=None, now=now)
    await case_actions.reach_team_again(kit, session, case)
    await jobs.ask(session, names.REVIEW, decision.id, guild_id=case.guild_id, at=after or appeal.due_at)
    return Asked(decision.subject_name, appeal.due_at, after)


async def _may_still_ask(session: AsyncSession, decision: Decision, now: datetime) -> None:
    earlier = await measures.appeal_of(session, decision.id)
    if earlier is not None and earlier.verdict != Verdict.OPEN:
        raise Refusal(texts.APPEAL_HEARD)
    if earlier is not None:
        when, date = pieces.moment(earlier.made_at), pieces.moment(earlier.due_at)
        raise Refusal(texts.APPEAL_ALREADY, when=when, date=date)
    if decision.stage != Stage.DECIDED or decision.appeal_until is None:
        raise Refusal(texts.APPLIES_NO_MORE)
    if now >= decision.appeal_until:
        raise Refusal(texts.APPEAL_TOO_LATE, date=pieces.moment(decision.appeal_until))


async def tell_team(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """Let the team hear of each open appeal in a case, in the deed of the job that asked who may look into their room.

    The card says it, or goes where somebody with a part in it may look there by now; then it is a letter. May be
    done again.
    """
    values = await values_in(session, kit.server_settings, case.guild_id)
    for appeal in await measures.appeals(session, case.id):
        decision = await session.get(Decision, appeal.decision_id)
        if appeal.verdict != Verdict.OPEN or decision is None:
            continue
        await cards.show(session, names.APPEAL_CARD, appeal.id, guild_id=case.guild_id, now=kit.clock())
        if case.by_letter or values.id(TEAM_ROOM) is None:
            await _write_to_team(kit, session, seals, case, decision, appeal)


async def _write_to_team(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, appeal: Appeal
) -> None:
    """Write to whoever may answer and has no letter yet: everybody who did not decide, or whoever is alone.

    Alone may be the owner, who is on no list: the reporter asked them to take the case.
    """
    hearing = await pieces.others(kit, session, seals, case, decision)
    hearing = hearing or [each.user_id for each in await gate.eligible(kit, session, seals, case)]
    deciders = pieces.deciders_of(seals, decision)
    hearing = hearing or [each for each in deciders if seals.who(INVOLVED, each) == case.owner_who]
    standing = [each for each in await case_papers.letters(session, case.id) if each.withdrawn_at is None]
    written = {each.who for each in standing if (each.about, each.about_id) == (names.APPEAL_LETTER, appeal.id)}
    for user_id in hearing:
        if seals.who(case_papers.LETTER, user_id) in written:
            continue
        await letters.write(kit, session, seals, case, names.APPEAL_LETTER, about_id=appeal.id, to=user_id)


async def remind(kit: Kit, session: AsyncSession, decision: Decision) -> datetime | None:
    """Write again to whoever may answer an appeal whose time has come. Returns when to look next."""
    appeal = await measures.appeal_of(session, decision.id)
    case = await session.get(Case, decision.case_id)
    if appeal is None or case is None or appeal.verdict != Verdict.OPEN:
        return None
    now = kit.clock()
    seals = await kit.seals.of(session, decision.guild_id)
    alone = not await pieces.others(kit, session, seals, case, decision)
    first = appeal.made_at + measure_rules.ALONE_AFTER if alone else appeal.due_at
    if now < first:
        return first
    await measure_actions.withdraw(kit, session, case, appeal.id, names.APPEAL_LETTER)
    await _write_to_team(kit, session, seals, case, decision, appeal)
    return now + _EACH_DAY


# Looking at it again


@dataclass(frozen=True, slots=True)
class AppealPage:
    """An appeal as whoever may answer it sees it, folded: what the person wrote is shown when asked for.

    Attributes:
        id: The appeal.
        name: The team's name of the case.
        made_at: When it was asked for.
        due_at: By when an answer is promised.
        alone: Whether this reader decided it and nobody else could look.
        decided: The decision.
        words: What they wrote, None while it is folded.
    """

    id: int
    name: str
    made_at: datetime
    due_at: datetime
    alone: bool
    decided: Shown
    words: str | None


async def page(kit: Kit, *, by: Person, appeal_id: int, unfolded: bool = False) -> AppealPage:
    """Return an appeal to somebody who may answer it; unfolding it stands in the trail.

    Raises:
        Refusal: when there is none for them, it was answered, or somebody else has to look.
    """
    async with kit.store.writing() as session:
        seals, case, decision, appeal, alone = await _to_hear(kit, session, by, appeal_id)
        what = "appeal_read" if unfolded else "opened"
        await trail.append(session, seals, what, case_id=case.id, actor_id=by.user_id, now=kit.clock())
        return AppealPage(
            id=appeal.id,
            name=case.team_name,
            made_at=appeal.made_at,
            due_at=appeal.due_at,
            alone=alone,
            decided=await shown_in(kit, session, seals, case, decision),
            words=seals.open(appeal, "words") if unfolded else None,
        )


async def may_answer(kit: Kit, *, by: Person, appeal_id: int) -> str:
    """Return the team's name of the case of an appeal that somebody may answer.

    Raises:
        Refusal: as `page`.
    """
    async with kit.store.reading() as session:
        _, case, _, _, _ = await _to_hear(kit, session, by, appeal_id)
        return case.team_name


@dataclass(frozen=True, slots=True)
class Ends:
    """What an answer to an appeal would end, and who else could answer it."""

    kinds: tuple[Kind, ...]
    subject_id: int
    others: tuple[int, ...]


async def what_ends(kit: Kit, *, by: Person, appeal_id: int) -> Ends:
    """Return what would end if an appeal is answered otherwise than that it stands, for the guard.

    Raises:
        Refusal: as `page`.
    """
    async with kit.store.reading() as session:
        seals, case, decision, _, _ = await _to_hear(kit, session, by, appeal_id)
        rows = await measures.measures_of(session, decision.id)
        others = await pieces.others(kit, session, seals, case, decision)
        return Ends(
            kinds=tuple(Kind(row.kind) for row in rows if row.outcome == Outcome.DONE),
            subject_id=int(seals.open(rows[0], "person")),
            others=tuple(each for each in others if each != by.user_id),
        )


async def _to_hear(
    kit: Kit, session: AsyncSession, by: Person, appeal_id: int
) -> tuple[GuildSeals, Case, Decision, Appeal, bool]:
    appeal = await session.get(Appeal, appeal_id)
    if appeal is None:
        raise Refusal(gate.NO_SUCH_CASE)
    seals, case, decision = await pieces.decision_for(kit, session, by, appeal.decision_id)
    if appeal.verdict != Verdict.OPEN:
        raise Refusal(texts.APPEAL_HEARD)
    alone = measure_rules.may_hear(
        kit.clock(),
        user_id=by.user_id,
        deciders=pieces.deciders_of(seals, decision),
        eligible=[each.user_id for each in await gate.eligible(kit, session, seals, case)],
        made_at=appeal.made_at,
    )
    return seals, case, decision, appeal, alone


async def answer(kit: Kit, *, by: Person, appeal_id: int, verdict: str, length: str, words: str) -> tuple[str, int]:
    """Answer an appeal. The reporter hears what holds no more, and never why.

    Returns the team's name of the case, and the decision.

    Raises:
        Refusal: as `page`, and when the answer has no words, there is no end that could be changed, or it got later.
    """
    now, wanted, said = kit.clock(), Verdict(verdict), words.strip()
    if not said:
        raise Refusal(texts.ANSWER_NEEDED)
    if len(said) > measure_rules.LONGEST_APPEAL:
        raise Refusal(texts.TOO_LONG, longest=measure_rules.LONGEST_APPEAL)
    async with kit.store.writing() as session:
        seals, case, decision, appeal, _ = await _to_hear(kit, session, by, appeal_id)
        await _settle(session, appeal, wanted)
        appeal.heard_at = now
        appeal.heard_by = seals.seal(appeal, "heard_by", str(by.user_id))
        appeal.answer = seals.seal(appeal, "answer", said)
        rows = await measures.measures_of(session, decision.id)
        if wanted == Verdict.CHANGED:
            await _change_end(session, rows, length, now)
            await case_actions.say_to_reporter(kit, session, seals, case, texts.REPORTER_EARLIER)
        elif wanted == Verdict.REVERSED and await measures.step(session, decision.id, Stage.DECIDED, Stage.UNDONE):
            await measure_actions.take_back(kit, session, case, decision)
        await trail.append(session, seals, "appeal_answered", case_id=case.id, actor_id=by.user_id, now=now)
        await measure_actions.withdraw(kit, session, case, appeal.id, names.APPEAL_LETTER)
        await cards.show(session, names.APPEAL_CARD, appeal.id, guild_id=case.guild_id, now=now)
        to = int(seals.open(rows[0], "person"))
        await letters.write(kit, session, seals, case, names.VERDICT_LETTER, about_id=decision.notice_id, to=to)
        return case.team_name, decision.id


async def _settle(session: AsyncSession, appeal: Appeal, verdict: Verdict) -> None:
    settled = await session.execute(
        update(Appeal).where(Appeal.id == appeal.id, Appeal.verdict == Verdict.OPEN).values(verdict=verdict)
    )
    if not settled.rowcount:  # type: ignore[attr-defined]  # an UPDATE counts its rows
        raise Refusal(texts.APPEAL_HEARD)


async def _change_end(session: AsyncSession, rows: Sequence[Measure], length: str, now: datetime) -> None:
    span = measure_rules.LENGTHS.get(length)
    holding = [row for row in rows if row.kind in measure_rules.LASTS and row.outcome == Outcome.DONE]
    if not holding:
        raise Refusal(texts.NOTHING_TO_CHANGE)
    for row in holding:
        ends_at = None if span is None else now.replace(microsecond=0) + span
        if ends_at is None or (row.ends_at is not None and ends_at >= row.ends_at):
            raise Refusal(texts.ONLY_EARLIER)
        row.ends_at = ends_at
        await jobs.ask(session, names.MEASURE, row.id, guild_id=row.guild_id, at=now, move=True)
