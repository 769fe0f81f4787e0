"""Who and what a decision is about: the pieces that every part of deciding needs. Reads, and never writes."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import values_in
from cogs.reports import gate, names
from cogs.reports.deciding import measure_rules
from data import case_papers, cases, measures
from data.cases import Case, Part
from data.measures import SUBJECT, Decision
from data.sealing import GuildSeals

_LINK = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/\d+/(\d+)/(\d+)", re.ASCII)


async def decision_for(
    kit: Kit, session: AsyncSession, viewer: Person, decision_id: int
) -> tuple[GuildSeals, Case, Decision]:
    """Return a decision on a case that this viewer may read. Whoever its measures are about never may.

    Raises:
        Refusal: when there is none, or not for them: both read as a missing case.
    """
    decision = await session.get(Decision, decision_id)
    if decision is None or decision.guild_id != viewer.guild_id:
        raise Refusal(gate.NO_SUCH_CASE)
    seals, case = await gate.case_for(kit, session, viewer, decision.case_id)
    if await measures.is_about(session, decision.id, seals.who(SUBJECT, viewer.user_id)):
        raise Refusal(gate.NO_SUCH_CASE)
    return seals, case, decision


async def subjects_of(session: AsyncSession, seals: GuildSeals, case_id: int) -> frozenset[int]:
    """Return whom a case is about, as far as their user ids are known."""
    people = [each for each in await cases.people(session, case_id) if each.part == Part.SUBJECT]
    return frozenset(int(person) for each in people if (person := seals.open(each, "person")).isdigit())


async def subject_of(session: AsyncSession, seals: GuildSeals, case_id: int) -> int | None:
    """Return the one person whom a case is about; of several, whoever decides picks one."""
    known = await subjects_of(session, seals, case_id)
    return next(iter(known)) if len(known) == 1 else None


async def links_of(session: AsyncSession, seals: GuildSeals, case_id: int) -> list[str]:
    """Return the links to the messages of a case that could be removed."""
    kept = await case_papers.evidence(session, case_id)
    return [seals.open(each, "link") for each in kept if each.link is not None]


def message_in(link: str) -> tuple[int, int] | None:
    """Return the room and the message that a link leads to."""
    found = _LINK.match(link)
    return (int(found[1]), int(found[2])) if found else None


async def letter_about(session: AsyncSession, case_id: int, about: str, about_id: int) -> case_papers.Letter | None:
    """Return the letter of one kind that carries this id, if it has been written."""
    written = await case_papers.letters(session, case_id)
    return next((each for each in written if each.about == about and each.about_id == about_id), None)


async def others(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision) -> list[int]:
    """Return who may take a decision's case now, besides whoever took the decision and whom it is about."""
    rows = await measures.measures_of(session, decision.id)
    without = deciders_of(seals, decision) | {int(seals.open(row, "person")) for row in rows}
    eligible = await gate.eligible(kit, session, seals, case)
    return [each.user_id for each in eligible if each.user_id not in without]


def deciders_of(seals: GuildSeals, decision: Decision) -> set[int]:
    """Return who took a decision: whoever drafted it, and whoever agreed."""
    found = {int(seals.open(decision, "drafted_by"))}
    return found if decision.agreed_by is None else found | {int(seals.open(decision, "agreed_by"))}


async def needs_second(
    kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case, decision: Decision, kinds: Sequence[str]
) -> bool:
    """Whether somebody else has to agree: the server wishes it for kicks and bans, and there is somebody else."""
    if not any(kind in kinds for kind in measure_rules.SEVERE):
        return False
    values = await values_in(session, kit.server_settings, case.guild_id)
    return values.is_on(names.SECOND_PERSON) and bool(await others(kit, session, seals, case, decision))


def moment(at: datetime) -> str:
    """Return a moment as Discord shows it in each reader's own zone."""
    return f"<t:{int(at.timestamp())}:f>"


def opened(seals: GuildSeals, decision: Decision, field: str) -> str | None:
    """Return the words of a sealed column, None where it holds none."""
    return None if getattr(decision, field) is None else seals.open(decision, field)


def code_of(seals: GuildSeals, decision: Decision) -> str:
    """Return the appeal code of a decision: made from the server's key, so that it stands nowhere (R48)."""
    return measure_rules.code_from(seals.who("appeal code", decision.id))
