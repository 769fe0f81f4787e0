"""What the card of a case and letters about it show, read from their rows: a code name, and nothing of the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, TEAM_ROOM, values_in
from bot.showing import Place, Room
from cogs.reports.casework import case_rules
from data.case_papers import Letter, Line, Said
from data.cases import OPEN, Case
from data.trail import TrailEntry

_OF_THE_REPORTER = (Said.ANSWER, Said.SKIPPED, Said.ADDITION)


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the card of a case shows. It goes when nothing waits any more, or goes by letter."""

    case_id: int
    name: str
    state: str
    since: datetime
    is_overdue: bool
    is_urgent: bool
    has_news: bool
    language: str
    places: tuple[Place, ...]


async def case_facts(kit: Kit, session: AsyncSession, case_id: int) -> CaseFacts | None:
    """Return what the card of a case shows, None where it has none."""
    case = await session.get(Case, case_id)
    if case is None or case.by_letter or case.state not in OPEN:
        return None
    values = await values_in(session, kit.server_settings, case.guild_id)
    return CaseFacts(
        case_id=case.id,
        name=case.team_name,
        state=case.state,
        since=case.sent_at or case.kept_at,
        is_overdue=case_rules.is_overdue(case, kit.clock()),
        is_urgent=case.danger_at is not None and case.opened_at is None,
        has_news=await _has_news(session, case),
        language=values.text(LANGUAGE),
        places=(Room(values.id(TEAM_ROOM)),),
    )


async def _has_news(session: AsyncSession, case: Case) -> bool:
    """Whether the reporter said something since somebody of the team last looked."""
    said = select(func.max(Line.said_at)).where(Line.case_id == case.id, Line.said.in_(_OF_THE_REPORTER))
    looked = select(func.max(TrailEntry.at)).where(TrailEntry.case_id == case.id, TrailEntry.what == "opened")
    newest, last_look = await session.scalar(said), await session.scalar(looked)
    return newest is not None and last_look is not None and newest > last_look


async def team_name(session: AsyncSession, letter: Letter) -> str:
    """Return the code name by which the team knows the case that a letter is about."""
    case = await session.get(Case, letter.case_id)
    return "" if case is None else case.team_name
