"""What a reporter decides about what they told: send it, keep it, take it back, say more about how. One deed each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.language import Text
from bot.refusal import Refusal
from cogs.reports import gate, letters, names
from cogs.reports.casework import case_actions, case_rules, case_work_actions
from cogs.reports.deciding import appeal_actions
from cogs.reports.records import record_actions
from cogs.reports.telling import texts
from cogs.reports.telling.actions import Named, at_once, involve, look_at, own, plan_to_send
from data import case_papers, cases, jobs, roster, trail
from data.cases import INVOLVED, WITH_THE_TEAM, Case, Involved, Part, State
from data.sealing import GuildSeals

_NOT_SENT = (State.KEPT, State.PRIVATE, State.NOBODY)
REPORTERS_LETTERS = (
    names.NEWS_LETTER,
    names.SOMEBODY_LETTER,
    names.QUESTION_LETTER,
    names.STOPPED_LETTER,
    names.UNSEEN_LETTER,
)


async def send_now(kit: Kit, *, reporter_id: int, receipt_id: int) -> int:
    """Let the team read a report at once. Where it is with them already, nothing changes.

    Returns the case, for the job that hands it over.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        if case.state in _NOT_SENT:
            case.sends_at = await at_once(kit, session, case)
            await plan_to_send(kit, session, seals, case, await gate.with_a_part(session, case))
        return case.id


async def keep_private(kit: Kit, *, reporter_id: int, receipt_id: int) -> None:
    """Keep a report only for its reporter, while the team has not got it.

    Raises:
        Refusal: when it is not this person's, or the team has it already.
    """
    async with kit.store.writing() as session:
        _, case = await own(kit, session, reporter_id, receipt_id)
        if case.state not in _NOT_SENT:
            raise Refusal(texts.WITH_THE_TEAM_ALREADY)
        case.state, case.sends_at, case.owner_who = State.PRIVATE, None, None


async def take_back(kit: Kit, *, reporter_id: int, receipt_id: int) -> Text:
    """Take a report back. Returns what to say of who had seen it.

    Where nobody of the team had read it, nothing of it stays. Otherwise its words and evidence go, and the team
    sees that it was taken back.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        if case.opened_at is None:
            await look_at(session, case, at=kit.clock())  # what was planned finds nothing, and goes
            await record_actions.remove(kit, session, seals, case)
            return texts.TAKEN_BACK if case.sent_at is None else texts.TAKEN_BACK_SENT
        if case.state != State.TAKEN_BACK:
            await _take_words_away(kit, session, seals, case)
        return texts.TAKEN_BACK_READ


async def _take_words_away(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    case.state, case.words, case.changed = State.TAKEN_BACK, None, case.changed + 1
    case.claimed_by = case.claim_ends_at = case.due_at = None
    for line in await case_papers.lines(session, case.id):
        if line.said in (case_papers.Said.ANSWER, case_papers.Said.ADDITION, case_papers.Said.PLACE):
            line.words = None
        if line.said == case_papers.Said.QUESTION and line.ended_at is None:
            line.ended_at = kit.clock()
    await case_papers.drop_identity_request(session, case.id)
    await record_actions.destroy_evidence(kit, session, case)
    await record_actions.closing(kit, session, case)
    await withdraw_reporters_letters(kit, session, case)
    await trail.append(session, seals, "taken_back", case_id=case.id, actor_id=None, now=kit.clock())
    await case_actions.bring_card_into_step(kit, session, case)


async def danger(kit: Kit, *, reporter_id: int, receipt_id: int) -> int:
    """Say that somebody may be in danger: it goes at once, to everybody who can take it, and is never limited (R43).

    Returns the case, for the job that hands it over.

    Raises:
        Refusal: when it is not this person's, or was taken back.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        _is_not_taken_back(case)
        if case.state in _NOT_SENT or not case_rules.danger_waits(case):
            case.danger_at, case.danger_seen_at = kit.clock(), None
        case.changed += 1
        if case.state in _NOT_SENT:
            case.sends_at = kit.clock()
            await plan_to_send(kit, session, seals, case, await gate.with_a_part(session, case))
        else:
            if case.state in (State.DECIDED, State.CLOSED):
                await case_work_actions.begin_again(kit, session, case)
            await case_actions.reach_team_again(kit, session, case)
        return case.id


async def ask_owner(kit: Kit, *, reporter_id: int, receipt_id: int, owner_id: int) -> int:
    """Ask the server's owner to take a report; never without this yes.

    Returns the case, for the job that hands it over.

    Raises:
        Refusal: when it is not this person's, or the owner has a part in it.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        owner_who = seals.who(INVOLVED, owner_id)
        if owner_who in await gate.with_a_part(session, case):
            raise Refusal(texts.OWNER_HAS_A_PART)
        if case.state in _NOT_SENT:
            case.owner_who, case.sends_at = owner_who, await at_once(kit, session, case)
            await plan_to_send(kit, session, seals, case, await gate.with_a_part(session, case))
        return case.id


async def may_write(kit: Kit, *, reporter_id: int, receipt_id: int, may: bool) -> None:
    """Say whether Banyan may write to the reporter first.

    Raises:
        Refusal: when it is not this person's.
    """
    async with kit.store.writing() as session:
        _, case = await own(kit, session, reporter_id, receipt_id)
        case.may_write = may
        if not may:
            await withdraw_reporters_letters(kit, session, case)


async def show_name(kit: Kit, *, reporter_id: int, receipt_id: int) -> None:
    """Let those who read a report see who told it.

    Raises:
        Refusal: when it is not this person's, or was taken back.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        _is_not_taken_back(case)
        if not case.names_reporter:
            case.names_reporter, case.changed = True, case.changed + 1
            if case.state in WITH_THE_TEAM:
                await trail.append(session, seals, "name_shown", case_id=case.id, actor_id=None, now=kit.clock())
                await case_actions.bring_card_into_step(kit, session, case)


@dataclass(frozen=True, slots=True)
class Parts:
    """Whom a reporter names once a report is kept.

    Attributes:
        about: Whom it is about too.
        also: Who else is named in it.
        left_out: Who is not to read it.
        has_boxes: Whether the form had a box for everybody who was named to take reports: an empty one means that
            whoever it stands for may read it.
    """

    about: Sequence[Named] = ()
    also: Sequence[Named] = ()
    left_out: Sequence[int | str] = ()
    has_boxes: bool = False


async def name_people(kit: Kit, *, reporter_id: int, receipt_id: int, named: Parts) -> None:
    """Say whom a report is about, who else is named in it, and who is not to read it.

    Nobody loses a part by this but whoever was left out before, and is not any more; and that only until the team
    opens it, since the gate was fixed then.

    Raises:
        Refusal: when it is not this person's, or was taken back.
    """
    async with kit.store.writing() as session:
        seals, case = await own(kit, session, reporter_id, receipt_id)
        _is_not_taken_back(case)
        if case.opened_at is None and named.has_boxes:
            await _let_back_in(session, seals, case, but=named.left_out)
        parts = [
            *((Part.SUBJECT, each) for each in named.about),
            *((Part.WITNESS, each) for each in named.also),
            *((Part.LEFT_OUT, Named(person)) for person in named.left_out),
        ]
        await involve(session, seals, case, parts)
        case.changed += 1
        await keep_from_those_with_a_part(kit, session, seals, case)


async def keep_from_those_with_a_part(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> None:
    """Take a case from whoever has a part in it by now, in the deed that names them, and see who is left for it."""
    with_a_part = frozenset(await gate.with_a_part(session, case))
    if case.owner_who in with_a_part:
        case.owner_who = None
    await _free_from_those_with_a_part(kit, session, seals, case, with_a_part)
    if case.state in (State.KEPT, State.NOBODY):
        await plan_to_send(kit, session, seals, case, with_a_part)
    elif case.state in WITH_THE_TEAM:
        await case_actions.give_back_if_nobody_is_left(kit, session, seals, case)
        await case_actions.reach_team_again(kit, session, case)


async def _let_back_in(session: AsyncSession, seals: GuildSeals, case: Case, *, but: Sequence[int | str]) -> None:
    """Let those read it again who were left out, and whose box the form showed and came back empty."""
    shown = [int(seals.open(row, "person")) for row in await roster.everyone(session, seals.guild_id)]
    back = [seals.who(INVOLVED, person) for person in shown if person not in but]
    left_out = (Involved.case_id == case.id, Involved.part == Part.LEFT_OUT)
    await session.execute(delete(Involved).where(*left_out, Involved.who.in_(back)))


async def _free_from_those_with_a_part(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, involved: frozenset[bytes]
) -> None:
    """Take a case, and what the team was written about it, from whoever has a part in it now."""
    if case.claimed_by is not None and seals.who(INVOLVED, int(seals.open(case, "claimed_by"))) in involved:
        case_actions.set_free(case)
    for letter in await case_papers.letters(session, case.id):
        to_the_team = letter.about in (*case_actions.TO_THE_TEAM, *case_actions.ABOUT_DECISIONS)
        if (
            to_the_team
            and letter.withdrawn_at is None
            and seals.who(INVOLVED, int(seals.open(letter, "person"))) in involved
        ):
            await letters.withdraw(kit, session, letter)


async def withdraw_reporters_letters(
    kit: Kit, session: AsyncSession, case: Case, *, kinds: Sequence[str] = REPORTERS_LETTERS
) -> None:
    """Take back what Banyan wrote to the reporter about a case, all of it unless only some kinds are meant."""
    for letter in await case_papers.letters(session, case.id):
        if letter.about in kinds and letter.withdrawn_at is None:
            await letters.withdraw(kit, session, letter)


def _is_not_taken_back(case: Case) -> None:
    if case.state == State.TAKEN_BACK:
        raise Refusal(texts.TAKEN_BACK_ALREADY)


# When its time has come


async def hand_over_if_due(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    *,
    readers: Sequence[gate.Reader],
    by_letter: bool,
) -> None:
    """Hand a kept case to the team in a job's deed, if its time has come, or let the team hear of it anew.

    Args:
        kit: What actions need.
        session: The deed.
        seals: The server's.
        case: The case.
        readers: Who may take it now; without any, it stays kept and is not sent.
        by_letter: Whether it goes by letter only, because somebody with a part in it may look into the team's room.
    """
    now = kit.clock()
    if case.state == State.KEPT and case.sends_at is not None and case.sends_at <= now:
        if not readers:
            case.state, case.sends_at = State.NOBODY, None
            await case_actions.write_to_reporter(kit, session, seals, case, names.NEWS_LETTER)
            return
        case.state, case.sent_at, case.by_letter = State.NEW, now, by_letter
        if case_rules.danger_waits(case):
            case.danger_at = now  # only now can anybody look: the hours in which somebody should are counted from here
        await trail.append(session, seals, "sent", case_id=case.id, actor_id=None, now=now)
        await case_actions.announce(kit, session, seals, case, readers)
    elif case.state in cases.OPEN and not readers:
        await case_actions.give_back(kit, session, seals, case)
    elif case.state in WITH_THE_TEAM:
        case.by_letter = by_letter
        await case_actions.bring_card_into_step(kit, session, case)
        if case.state in cases.OPEN:
            await case_actions.announce(kit, session, seals, case, readers)
        await appeal_actions.tell_team(kit, session, seals, case)


# When somebody takes reports again


async def somebody_is_there(kit: Kit, session: AsyncSession, seals: GuildSeals) -> None:
    """Write once to reporters, in a deed after which somebody may take reports again, whose reports they can take now.

    It is looked at again when the next of those who are away is back.
    """
    await session.flush()
    waiting = select(Case).where(Case.guild_id == seals.guild_id, Case.state == State.NOBODY, Case.may_write)
    for case in await session.scalars(waiting):
        written = [each for each in await case_papers.letters(session, case.id) if each.about == names.SOMEBODY_LETTER]
        was_told = any(case.sent_at is None or each.written_at >= case.sent_at for each in written)
        if not was_told and await gate.eligible(kit, session, seals, case):
            await case_actions.write_to_reporter(kit, session, seals, case, names.SOMEBODY_LETTER)
    away = [row.away_until for row in await roster.everyone(session, seals.guild_id) if row.away_until is not None]
    back_at = min((until for until in away if until > kit.clock()), default=None)
    if back_at is not None:
        guild_id = seals.guild_id
        await jobs.ask(session, names.SOMEBODY_BACK, guild_id, guild_id=guild_id, at=back_at, move=True)
