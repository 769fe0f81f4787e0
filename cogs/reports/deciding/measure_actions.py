"""Deeds of deciding: drafting, doing, agreeing, undoing. One function, one deed, one commit.

A preview is one draft. It can be carried out once, by whoever drafted it, while nothing new has come into the case
(R23, R24, R33); what was changed is a new draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.reports import letters, names
from cogs.reports.casework import case_actions, case_work_actions
from cogs.reports.deciding import measure_rules, pieces
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_facts import Shown, shown_in
from cogs.reports.deciding.measure_rules import Chosen
from cogs.reports.deciding.notice_facts import told
from cogs.reports.gate import case_for
from data import cards, case_papers, cases, code_names, jobs, measures, trail
from data.base import new_id, random_id
from data.cases import INVOLVED, OPEN, Case, Involved, Part, State
from data.measures import APPEAL, SUBJECT, Decision, Measure, Outcome, Stage
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent with the form of a decision.

    Attributes:
        kinds: The boxes that were ticked.
        length: A key of `measure_rules.LENGTHS`.
        rule: Which rule.
        to_subject: What the person gets.
        to_reporter: What the reporter reads.
        picked: Whom it is about, where the case did not know and somebody was picked.
    """

    kinds: Sequence[str]
    length: str
    rule: str
    to_subject: str
    to_reporter: str
    picked: int | None = None


async def whom(kit: Kit, *, by: Person, case_id: int, picked: int | None) -> tuple[int | None, Sequence[str]]:
    """Return whom a decision on a case is about (whom the case knows, else who was picked), and links to its messages.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.reading() as session:
        seals, case = await case_for(kit, session, by, case_id)
        links = await pieces.links_of(session, seals, case.id)
        return await pieces.subject_of(session, seals, case.id) or picked, links


async def draft(kit: Kit, *, by: Person, case_id: int, form: Form) -> int:
    """Keep what somebody is about to decide, for the preview. Earlier drafts of theirs on the case are left.

    Returns the decision. Whether they may take these measures has been asked before (`measure_rules.guard`).

    Raises:
        Refusal: when they may not read the case, it is not open, something came in that nobody has looked at, or the
            form does not fit together.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case = await case_for(kit, session, by, case_id)
        must_be_open(case)
        case_work_actions.must_be_looked_at(case)
        subject_id = await pieces.subject_of(session, seals, case.id) or form.picked
        chosen = measure_rules.chosen(
            now,
            kinds=form.kinds,
            length=form.length,
            rule=form.rule,
            to_subject=form.to_subject,
            to_reporter=form.to_reporter,
            has_message=bool(await pieces.links_of(session, seals, case.id)),
        )
        if chosen.kinds and subject_id is None:
            raise Refusal(texts.NOBODY_KNOWN)
        await _leave_drafts(session, seals, case, by.user_id)
        decision = await _new_draft(session, seals, case, chosen, by_id=by.user_id, now=now)
        if subject_id is not None:
            _add_measures(session, seals, decision, chosen, subject_id)
        await session.flush()
        if len((await told(kit, session, seals, decision)).words) > measure_rules.LONGEST_FILLED:
            raise Refusal(texts.TOO_LONG_FILLED, longest=measure_rules.LONGEST_FILLED)
        return decision.id


async def _new_draft(
    session: AsyncSession, seals: GuildSeals, case: Case, chosen: Chosen, *, by_id: int, now: datetime
) -> Decision:
    (subject_name,) = await code_names.fresh(session, case.guild_id, 1)
    decision = Decision(
        id=random_id(),
        guild_id=case.guild_id,
        case_id=case.id,
        subject_name=subject_name,
        case_changed=case.changed,
        stage=Stage.DRAFTED,
        emergency=False,
        drafted_at=now,
    )
    decision.drafted_by = seals.seal(decision, "drafted_by", str(by_id))
    for field in ("rule", "to_subject", "to_reporter"):
        words = getattr(chosen, field)
        setattr(decision, field, None if words is None else seals.seal(decision, field, words))
    session.add(decision)
    await session.flush()
    return decision


def _add_measures(
    session: AsyncSession, seals: GuildSeals, decision: Decision, chosen: Chosen, subject_id: int
) -> None:
    for kind in chosen.kinds:
        row = Measure(
            id=new_id(decision.drafted_at),
            guild_id=decision.guild_id,
            decision_id=decision.id,
            kind=kind,
            who=seals.who(SUBJECT, subject_id),
            ends_at=chosen.ends_at if kind in measure_rules.LASTS else None,
            outcome=Outcome.WAITING,
        )
        row.person = seals.seal(row, "person", str(subject_id))
        session.add(row)


async def _leave_drafts(session: AsyncSession, seals: GuildSeals, case: Case, user_id: int) -> None:
    drafted = select(Decision).where(Decision.case_id == case.id, Decision.stage == Stage.DRAFTED)
    for each in (await session.scalars(drafted)).all():
        if seals.open(each, "drafted_by") == str(user_id):
            each.stage = Stage.LEFT


async def leave(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Drop a draft: nothing is done.

    Raises:
        Refusal: when it is not theirs, or no draft any more.
    """
    async with kit.store.writing() as session:
        seals, _, decision = await pieces.decision_for(kit, session, by, decision_id)
        if by.user_id != int(seals.open(decision, "drafted_by")):
            raise Refusal(texts.OLD_PREVIEW)
        if not await measures.step(session, decision.id, Stage.DRAFTED, Stage.LEFT):
            raise Refusal(texts.OLD_PREVIEW)


def must_be_open(case: Case) -> None:
    """Refuse where nothing can be decided any more.

    Raises:
        Refusal: when the case is not open.
    """
    if case.state not in OPEN:
        raise Refusal(texts.NOT_OPEN)


# Doing it


async def carry_out(kit: Kit, *, by: Person, decision_id: int) -> Stage:
    """Decide what a preview showed. Pressed twice, done once.

    Returns where it stands now: decided, or waiting for a second person.

    Raises:
        Refusal: when it is not theirs, too old, or the case went on meanwhile: then it says who did what.
    """
    now = kit.clock()
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        if by.user_id != int(seals.open(decision, "drafted_by")) or decision.stage == Stage.LEFT:
            raise Refusal(texts.OLD_PREVIEW)
        if decision.stage != Stage.DRAFTED:
            return Stage(decision.stage)
        if case.changed != decision.case_changed:
            raise await went_on(session, seals, case, decision)
        must_be_open(case)
        if now > decision.drafted_at + measure_rules.PREVIEW_LASTS:
            raise Refusal(texts.OLD_PREVIEW)
        kinds = [each.kind for each in await measures.measures_of(session, decision.id)]
        if await pieces.needs_second(kit, session, seals, case, decision, kinds):
            await _take(session, decision, Stage.DRAFTED, Stage.NEEDS_SECOND)
            await _know_subject(kit, session, seals, case, decision)
            decision.case_changed = case.changed
            at = now + measure_rules.SECOND_REMINDED
            await jobs.ask(session, names.REVIEW, decision.id, guild_id=case.guild_id, at=at, move=True)
            await trail.append(session, seals, "second_asked", case_id=case.id, actor_id=by.user_id, now=now)
            await write_to_others(kit, session, seals, case, decision, names.SECOND_LETTER)
            return Stage.NEEDS_SECOND
        await _take(session, decision, Stage.DRAFTED, Stage.DECIDED)
        await decide(kit, session, seals, case, decision, actor_id=by.user_id)
        return Stage.DECIDED


async def _take(session: AsyncSession, decision: Decision, before: Stage, after: Stage) -> None:
    if not await measures.step(session, decision.id, before, after):
        raise Refusal(texts.OLD_PREVIEW)
    await session.refresh(decision, ["stage"])


async def went_on(session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> Refusal:
    """Say who did what in a case since a decision on it was drafted."""
    since = [each for each in await trail.of_case(session, case.guild_id, case.id) if each.at >= decision.drafted_at]
    for entry in reversed(since):
        actor = "" if entry.actor is None else seals.open(entry, "actor")
        if entry.what in texts.WHAT_WENT_ON and actor:
            when, what = pieces.moment(entry.at), texts.WHAT_WENT_ON[entry.what]
            return Refusal(texts.WENT_ON, who=f"<@{actor}>", when=when, what=what)
    return Refusal(texts.WENT_ON_UNNAMED)


async def decide(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, *, actor_id: int
) -> None:
    """What follows, in the deed in which a decision is taken: the case, the reporter, the jobs."""
    now = kit.clock()
    decision.decided_at = now
    case.state, case.changed = State.DECIDED, case.changed + 1
    case_actions.set_free(case)  # R34: a claim ends with it
    await case_work_actions.end_question(kit, session, case)
    rows = await measures.measures_of(session, decision.id)
    if decision.to_subject is not None:
        decision.appeal_code = seals.who(APPEAL, pieces.code_of(seals, decision))
        decision.appeal_until = now + measure_rules.APPEAL_WITHIN
    await _know_subject(kit, session, seals, case, decision)
    for row in rows:
        await jobs.ask(session, names.MEASURE, row.id, guild_id=case.guild_id, at=now)
    await trail.append(session, seals, "decided", case_id=case.id, actor_id=actor_id, now=now)
    if decision.to_reporter is not None:
        words, author_id = seals.open(decision, "to_reporter"), int(seals.open(decision, "drafted_by"))
        await case_actions.say_to_reporter(kit, session, seals, case, words, author_id=author_id)
    else:
        await case_actions.write_to_reporter(kit, session, seals, case, names.NEWS_LETTER)
    await withdraw(kit, session, case, decision.id, names.SECOND_LETTER)
    await case_actions.bring_card_into_step(kit, session, case)


async def _know_subject(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> None:
    """Whoever was picked has a part in the case from now on, and it is kept from them."""
    rows = await measures.measures_of(session, decision.id)
    if not rows:
        return
    subject_id = int(seals.open(rows[0], "person"))
    who = seals.who(INVOLVED, subject_id)
    if any(each.part == Part.SUBJECT and each.who == who for each in await cases.people(session, case.id)):
        return
    row = Involved(id=random_id(), guild_id=case.guild_id, case_id=case.id, part=Part.SUBJECT, who=who)
    row.person = seals.seal(row, "person", str(subject_id))
    session.add(row)
    await session.flush()
    await case_actions.keep_from(kit, session, seals, case, subject_id)


async def write_to_others(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, about: str
) -> None:
    """Write to everybody else who may take the case."""
    for user_id in await pieces.others(kit, session, seals, case, decision):
        await letters.write(kit, session, seals, case, about, about_id=decision.id, to=user_id)


async def withdraw(kit: Kit, session: AsyncSession, case: Case, about_id: int, about: str) -> None:
    """Take back what was written to people about a decision or an appeal."""
    for letter in await case_papers.letters(session, case.id):
        if letter.about == about and letter.about_id == about_id and letter.withdrawn_at is None:
            await letters.withdraw(kit, session, letter)


# Afterwards


async def look_at(kit: Kit, *, by: Person, decision_id: int) -> Shown:
    """Note that somebody reads a decision, and return it.

    Raises:
        Refusal: when they may not read its case.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        await trail.append(session, seals, "opened", case_id=case.id, actor_id=by.user_id, now=kit.clock())
        return await shown_in(kit, session, seals, case, decision)


async def undo(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Undo what a decision did, and nothing else (R27); the case is open again.

    Raises:
        Refusal: when there is nothing to undo.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        if not await measures.step(session, decision.id, Stage.DECIDED, Stage.UNDONE):
            raise Refusal(texts.UNDONE_ALREADY)
        await take_back(kit, session, case, decision)
        if decision.emergency and decision.reviewed_at is None:
            decision.reviewed_at = kit.clock()
            await withdraw(kit, session, case, decision.id, names.REVIEW_LETTER)
        case.changed += 1
        if case.state == State.DECIDED:
            case.state = State.LOOKING
            case.due_at = kit.clock() + await case_actions.look_span(kit, session, case.guild_id)
            await case_actions.reach_team_again(kit, session, case, card_waits=True)
            await case_actions.plan_look(kit, session, case)
        else:
            await case_actions.bring_card_into_step(kit, session, case)
        await trail.append(session, seals, "undone", case_id=case.id, actor_id=by.user_id, now=kit.clock())


async def take_back(kit: Kit, session: AsyncSession, case: Case, decision: Decision) -> None:
    """Let each measure of a decision end, in the deed that takes it back; what cannot be undone stays as it is.

    Until Discord has ended it, it is to be undone; what Discord had refused to begin is undone at once.
    """
    for row in await measures.measures_of(session, decision.id):
        if row.kind in texts.CANNOT_BE_UNDONE and row.outcome == Outcome.DONE:
            continue
        if row.outcome == Outcome.FAILED and row.why in measure_rules.NEVER_BEGAN:
            row.outcome = Outcome.UNDONE
        elif row.outcome in (Outcome.WAITING, Outcome.DONE, Outcome.FAILED):
            row.outcome = Outcome.TO_UNDO
            await jobs.ask(session, names.MEASURE, row.id, guild_id=case.guild_id, at=kit.clock(), move=True)


async def try_again(kit: Kit, *, by: Person, decision_id: int) -> None:
    """Let Discord be asked anew for what it did not carry out.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        for row in await measures.measures_of(session, decision.id):
            if row.outcome == Outcome.FAILED:
                held = {measure_rules.NOT_LIFTED: Outcome.DONE, measure_rules.NOT_UNDONE: Outcome.TO_UNDO}
                row.outcome = held.get(row.why or "", Outcome.WAITING)
                row.why = None
                await jobs.ask(session, names.MEASURE, row.id, guild_id=case.guild_id, at=kit.clock(), move=True)
        await withdraw(kit, session, case, decision.id, names.FAILED_LETTER)
        await trail.append(session, seals, "tried_again", case_id=case.id, actor_id=by.user_id, now=kit.clock())


async def send_again(kit: Kit, *, by: Person, decision_id: int) -> int | None:
    """Send the person's letter anew where it was not taken (R36). Returns the letter.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.writing() as session:
        seals, case, decision = await pieces.decision_for(kit, session, by, decision_id)
        letter = await pieces.letter_about(session, case.id, names.NOTICE_LETTER, decision.notice_id)
        if letter is None:
            return None
        now = kit.clock()
        await cards.show(session, names.LETTER_CARD, letter.id, guild_id=case.guild_id, now=now, again=True)
        await trail.append(session, seals, "letter_again", case_id=case.id, actor_id=by.user_id, now=now)
        return letter.id
