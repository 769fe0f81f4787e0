"""What is known of a decision: whom it is about, what it says, what became of it. Reads, and never writes."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import LANGUAGE, values_in
from cogs.reports import gate, names
from cogs.reports.deciding import measure_rules
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.notice_facts import told
from cogs.reports.deciding.pieces import (
    decision_for,
    letter_about,
    links_of,
    needs_second,
    opened,
    subject_of,
    subjects_of,
)
from data import cards, case_lists, case_papers, measures
from data.cards import Fate
from data.case_papers import Said
from data.cases import OPEN, Case
from data.measures import Decision, Measure, Outcome, Stage
from data.sealing import GuildSeals

# The beginning of a decision


@dataclass(frozen=True, slots=True)
class Start:
    """What the form begins with.

    Attributes:
        name: The team's name of the case.
        subject_id: Whom it is about, None where that has to be picked.
        is_one_of_several: Whether it has to be picked because the case names several people.
        kinds: The measures that are ticked.
        length: A key of `measure_rules.LENGTHS`.
        has_message: Whether there is a message that could be removed.
        language: The server's, in which the person is written to.
        rule: What was written before; empty at first.
        to_subject: As before, None at first.
        to_reporter: As before, None at first.
    """

    name: str
    subject_id: int | None
    is_one_of_several: bool
    kinds: tuple[str, ...]
    length: str
    has_message: bool
    language: str
    rule: str = ""
    to_subject: str | None = None
    to_reporter: str | None = None


async def start(kit: Kit, *, by: Person, case_id: int) -> Start:
    """Return what the form of a decision begins with: one suggestion.

    Raises:
        Refusal: when they may not read the case, or it is not open.
    """
    async with kit.store.reading() as session:
        seals, case = await gate.case_for(kit, session, by, case_id)
        if case.state not in OPEN:
            raise Refusal(texts.NOT_OPEN)
        subject_id = await subject_of(session, seals, case.id)
        is_one_of_several = subject_id is None and bool(await subjects_of(session, seals, case.id))
        has_message = bool(await links_of(session, seals, case.id))
        earlier = await case_lists.decided_about(session, case, gate.may_read(kit, seals, by))
        suggested = measure_rules.suggestion(wish=case.wish, kind=case.kind, earlier=earlier, has_message=has_message)
        values = await values_in(session, kit.server_settings, case.guild_id)
        is_known = subject_id is not None or is_one_of_several
        return Start(
            name=case.team_name,
            subject_id=subject_id,
            is_one_of_several=is_one_of_several,
            kinds=suggested.kinds if is_known else (measure_rules.NOTHING,),
            length=suggested.length,
            has_message=has_message,
            language=values.text(LANGUAGE),
        )


async def to_look_at(kit: Kit, *, by: Person, case_id: int) -> int | None:
    """Return the decision on a case that is to be looked at before another is taken, if there is one.

    On an open case that is one which waits for a second person; on any other the last that was taken.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.reading() as session:
        _, case = await gate.case_for(kit, session, by, case_id)
        stages = (Stage.NEEDS_SECOND,) if case.state in OPEN else (Stage.DECIDED, Stage.UNDONE)
        found = [each.id for each in await measures.decisions(session, case.id) if each.stage in stages]
        return found[-1] if found else None


async def start_again(kit: Kit, *, by: Person, decision_id: int) -> tuple[int, Start]:
    """Return the case of a draft, and its form with what was chosen before.

    Raises:
        Refusal: when they may not read the case.
    """
    async with kit.store.reading() as session:
        seals, case, decision = await decision_for(kit, session, by, decision_id)
        rows = await measures.measures_of(session, decision.id)
        values = await values_in(session, kit.server_settings, case.guild_id)
        ends_at = next((row.ends_at for row in rows if row.ends_at is not None), None)
        subject_id = await subject_of(session, seals, case.id)
        return case.id, Start(
            name=case.team_name,
            subject_id=subject_id,
            is_one_of_several=subject_id is None and bool(await subjects_of(session, seals, case.id)),
            kinds=tuple(row.kind for row in rows) or (measure_rules.NOTHING,),
            length=_length_of(decision, ends_at),
            has_message=bool(await links_of(session, seals, case.id)),
            language=values.text(LANGUAGE),
            rule=opened(seals, decision, "rule") or "",
            to_subject=opened(seals, decision, "to_subject"),
            to_reporter=opened(seals, decision, "to_reporter") or "",
        )


def _length_of(decision: Decision, ends_at: datetime | None) -> str:
    span = None if ends_at is None else ends_at - decision.drafted_at.replace(microsecond=0)
    return next(key for key, length in measure_rules.LENGTHS.items() if length == span)


# What the team sees of a decision


@dataclass(frozen=True, slots=True)
class ShownMeasure:
    """One measure as the team sees it; the fields are those of its row."""

    id: int
    kind: Kind
    ends_at: datetime | None
    outcome: Outcome
    why: str | None
    applied_until: datetime | None
    outlasted_until: datetime | None  # the end of another that holds longer, where that is why


@dataclass(frozen=True, slots=True)
class Shown:
    """A decision as the team sees it.

    Attributes:
        id: The decision.
        case_id: Its case.
        name: The team's name of the case.
        stage: Where it stands.
        subject_id: Whom it is about, None for nobody.
        measures: In the order in which they are carried out.
        links: To the messages that are removed, where they are.
        rule: Which rule.
        words: What the person gets, as they get it.
        how_to_ask: What stands below it: how it can be looked at again.
        to_reporter: What the reporter reads.
        drafted_by: Who decided.
        drafted_at: When it was drafted.
        decided_at: When it was carried out.
        needs_second: Whether somebody else has to agree before anything happens.
        talk_first: Whether the reporter wished to be talked to first, and was asked nothing yet.
        went_on: Whether something came into the case since it was decided, while it waits for a second person.
        emergency: Whether it was done alone, to be looked at again.
        reviewed: Whether that happened.
        letter: What became of the person's letter; None where there is none yet.
        letter_id: The letter.
    """

    id: int
    case_id: int
    name: str
    stage: Stage
    subject_id: int | None
    measures: tuple[ShownMeasure, ...]
    links: tuple[str, ...]
    rule: str | None
    words: str | None
    how_to_ask: str | None
    to_reporter: str | None
    drafted_by: int
    drafted_at: datetime
    decided_at: datetime | None
    needs_second: bool
    talk_first: bool
    went_on: bool
    emergency: bool
    reviewed: bool
    letter: Fate | None
    letter_id: int | None


async def shown(kit: Kit, *, by: Person, decision_id: int) -> Shown:
    """Return a decision for the team to look at.

    Raises:
        Refusal: when they may not read its case.
    """
    async with kit.store.reading() as session:
        seals, case, decision = await decision_for(kit, session, by, decision_id)
        return await shown_in(kit, session, seals, case, decision)


async def shown_in(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> Shown:
    """Return a decision for the team to look at, once the gate has been passed."""
    rows = await measures.measures_of(session, decision.id)
    kinds = [Kind(row.kind) for row in rows]
    links = await links_of(session, seals, case.id) if Kind.REMOVE_MESSAGE in kinds else []
    letter = await letter_about(session, case.id, names.NOTICE_LETTER, decision.notice_id)
    card = None if letter is None else await cards.card_of(session, names.LETTER_CARD, letter.id)
    theirs = None if decision.to_subject is None else await told(kit, session, seals, decision)
    return Shown(
        id=decision.id,
        case_id=case.id,
        name=case.team_name,
        stage=Stage(decision.stage),
        subject_id=int(seals.open(rows[0], "person")) if rows else None,
        measures=tuple([await _measure(session, row) for row in rows]),
        links=tuple(links),
        rule=opened(seals, decision, "rule"),
        words=None if theirs is None else theirs.words,
        how_to_ask=None if theirs is None else theirs.how_to_ask,
        to_reporter=opened(seals, decision, "to_reporter"),
        drafted_by=int(seals.open(decision, "drafted_by")),
        drafted_at=decision.drafted_at,
        decided_at=decision.decided_at,
        needs_second=await needs_second(kit, session, seals, case, decision, kinds),
        talk_first=case.wish == "talk" and not await _was_asked(session, case),
        went_on=decision.stage == Stage.NEEDS_SECOND and case.changed != decision.case_changed,
        emergency=decision.emergency,
        reviewed=decision.reviewed_at is not None,
        letter=None if letter is None else Fate.WAITING if card is None else Fate(card.fate),
        letter_id=None if letter is None else letter.id,
    )


async def _was_asked(session: AsyncSession, case: Case) -> bool:
    return any(line.said == Said.QUESTION for line in await case_papers.lines(session, case.id))


async def _measure(session: AsyncSession, row: Measure) -> ShownMeasure:
    outlasted_until = None
    if row.why == "longer":
        same = await measures.of_person(session, row.guild_id, row.who, row.kind)
        outlasted_until = max((each.ends_at for each in same if each.ends_at is not None), default=None)
    return ShownMeasure(
        row.id, Kind(row.kind), row.ends_at, Outcome(row.outcome), row.why, row.applied_until, outlasted_until
    )
