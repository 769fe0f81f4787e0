"""What a person reads about a decision on them: no name of anybody, only the team's (R16). Reads, and never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import LANGUAGE, Values, values_in
from bot.setting_kinds import NONE
from cogs.reports import names
from cogs.reports.deciding import measure_rules
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_rules import Kind, Step
from cogs.reports.deciding.pieces import code_of, deciders_of, moment, opened, others
from data import measures
from data.cases import Case
from data.measures import SUBJECT, Decision, Measure, Outcome, Stage, Verdict
from data.sealing import GuildSeals

_OF_NO_EFFECT = (Outcome.FAILED, Outcome.TO_UNDO, Outcome.UNDONE)


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as the person reads it whom it is about. No name of anybody (R16).

    Attributes:
        notice_id: What their buttons carry.
        name: The name they know it by.
        language: The server's language.
        guild_id: The server.
        words: The exact words, filled in.
        how_to_ask: How it can be looked at again, None once that is over or was done.
        applies: Whether anything of it applies to them.
        undone: Whether it was taken back.
        still_holds: Whether it is to have ended, and Discord has not ended it yet.
        appealed: Whether they asked for another look.
        first: Whether the letter came before the deed, since no button may reach them after it.
        verdict: What came of their appeal.
        answer: What they are told about it.
        ends_at: When it ends, if it does.
        by_one_person: Whether whoever decided also answered the appeal, being alone.
    """

    notice_id: int
    name: str
    language: str
    guild_id: int
    words: str
    how_to_ask: str | None
    applies: bool
    undone: bool
    still_holds: bool
    appealed: bool
    first: bool
    verdict: Verdict | None
    answer: str | None
    ends_at: datetime | None
    by_one_person: bool


async def row_of_subject(kit: Kit, session: AsyncSession, notice_id: int, user_id: int) -> tuple[GuildSeals, Decision]:
    """Return a decision to whom it is about, and to nobody else; missing and another's read the same.

    Raises:
        Refusal: when it is not about them, or they were never to hear of it.
    """
    decision = await measures.by_notice(session, notice_id)
    seals = None if decision is None else await kit.seals.known(session, decision.guild_id)
    if decision is None or seals is None or decision.stage not in (Stage.DECIDED, Stage.UNDONE):
        raise Refusal(texts.NO_SUCH_LETTER)
    if decision.to_subject is None or not await measures.is_about(session, decision.id, seals.who(SUBJECT, user_id)):
        raise Refusal(texts.NO_SUCH_LETTER)
    return seals, decision


async def told_to(kit: Kit, *, user_id: int, notice_id: int) -> Told:
    """Return what the person reads whom a decision is about.

    Raises:
        Refusal: when it is not about them.
    """
    async with kit.store.reading() as session:
        seals, decision = await row_of_subject(kit, session, notice_id, user_id)
        return await told(kit, session, seals, decision)


async def told(kit: Kit, session: AsyncSession, seals: GuildSeals, decision: Decision) -> Told:
    """Return what a person reads about a decision on them."""
    rows = await measures.measures_of(session, decision.id)
    values = await values_in(session, kit.server_settings, decision.guild_id)
    language = values.text(LANGUAGE)
    kinds = [Kind(row.kind) for row in rows]
    shown = [row for row in rows if _has_effect(row)]
    still_holds = any(_should_have_ended(row) for row in rows)
    appeal = await measures.appeal_of(session, decision.id)
    heard_by = None if appeal is None or appeal.heard_by is None else int(seals.open(appeal, "heard_by"))
    first = any(kind in measure_rules.LETTER_FIRST for kind in kinds)
    undone = decision.stage == Stage.UNDONE
    may_ask = appeal is None and shown and not undone
    return Told(
        notice_id=decision.notice_id,
        name=decision.subject_name,
        language=language,
        guild_id=decision.guild_id,
        words=_filled(seals, decision, shown or rows, values),
        how_to_ask=await _how_to_ask(kit, session, seals, decision, values, first=first) if may_ask else None,
        applies=bool(shown) and (still_holds or not undone),
        undone=undone,
        still_holds=still_holds,
        appealed=appeal is not None,
        first=first,
        verdict=None if appeal is None else Verdict(appeal.verdict),
        answer=None if appeal is None or appeal.answer is None else seals.open(appeal, "answer"),
        ends_at=_end_of(rows),
        by_one_person=heard_by in deciders_of(seals, decision),
    )


def _has_effect(row: Measure) -> bool:
    """Whether a measure is there for whom it is about, as far as Discord has told."""
    if row.kind in measure_rules.INTERNAL:
        return False
    return row.outcome not in _OF_NO_EFFECT or _should_have_ended(row)


def _should_have_ended(row: Measure) -> bool:
    """Whether a measure was to end, and Discord has not ended it yet."""
    return row.outcome == Outcome.TO_UNDO or (row.outcome == Outcome.FAILED and row.why in measure_rules.STILL_HOLDS)


def _end_of(rows: Sequence[Measure]) -> datetime | None:
    return next((row.ends_at for row in rows if row.ends_at is not None), None)


def _filled(seals: GuildSeals, decision: Decision, rows: Sequence[Measure], values: Values) -> str:
    """Put what was decided into the words, where they have places for it."""
    language, ends_at = values.text(LANGUAGE), _end_of(rows)
    told = [row for row in rows if row.kind in texts.AS_TOLD]
    mixed = ends_at is not None and any(row.ends_at is None for row in told)  # then each end stands at its measure
    said = [texts.AS_TOLD[row.kind].in_(language) + (_until(row, language) if mixed else "") for row in told]
    rule = (opened(seals, decision, "rule") or "").rstrip(".")
    places = {
        "[until]": texts.FROM_NOW.in_(language)
        if mixed or ends_at is None
        else texts.UNTIL.in_(language, end=moment(ends_at)),
        "[measures]": ", ".join(said),
        "[rule]": texts.RULE_TOLD.in_(language, rule=rule) if rule else "",
        "[repair]": _repair(rows, ends_at, values),
    }
    words = opened(seals, decision, "to_subject") or ""
    for place, put in places.items():
        words = words.replace(place, put)
    return words.strip()


def _until(row: Measure, language: str) -> str:
    return "" if row.ends_at is None else texts.PREVIEW_UNTIL.in_(language, end=moment(row.ends_at))


def _repair(rows: Sequence[Measure], ends_at: datetime | None, values: Values) -> str:
    kinds, contact = [Kind(row.kind) for row in rows], values.text(names.APPEAL_CONTACT)
    if all(kind in measure_rules.RELIEVING for kind in kinds):
        return ""
    step = measure_rules.step_of(kinds, ends_at)
    if step is Step.PERMANENT and contact == NONE:
        return ""  # out of the server they could reach nobody: no way is promised that there is not
    return texts.REPAIRS[step].in_(values.text(LANGUAGE), contact=contact)


async def _how_to_ask(
    kit: Kit, session: AsyncSession, seals: GuildSeals, decision: Decision, values: Values, *, first: bool
) -> str | None:
    now = kit.clock()
    until = decision.appeal_until or now + measure_rules.APPEAL_WITHIN
    if now >= until:
        return None
    case = await session.get(Case, decision.case_id)
    assert case is not None
    language, contact = values.text(LANGUAGE), values.text(names.APPEAL_CONTACT)
    code = code_of(seals, decision)
    if not first:
        route = texts.BY_BUTTON.in_(language)
    elif contact == NONE:
        route = texts.BY_NOTHING.in_(language, code=code)
    else:
        route = texts.BY_CONTACT.in_(language, contact=contact, code=code)
    somebody_else = await others(kit, session, seals, case, decision)
    how = texts.HOW_TO_ASK if somebody_else else texts.HOW_TO_ASK_ALONE
    return how.in_(language, date=moment(until), route=route)
