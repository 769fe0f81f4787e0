"""What the card of a case and letters about it show, read from their rows: a code name, and nothing of the case."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, TEAM_ROOM, values_in
from bot.showing import Place, Room
from cogs.reports.casework import case_rules
from data.case_papers import Letter
from data.cases import OPEN, Case
from data.trail import TrailEntry

_LOOKED = ("opened", "asked")  # after one of these in the trail, nobody has to be reminded any more
_REMINDED = "overdue"


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
        is_overdue=case_rules.is_overdue(case, kit.clock()) or await _was_reminded(session, case),
        is_urgent=case_rules.danger_waits(case),
        has_news=case.news_at is not None,
        language=values.text(LANGUAGE),
        places=(Room(values.id(TEAM_ROOM)),),
    )


async def _was_reminded(session: AsyncSession, case: Case) -> bool:
    """Whether a promised word has not come, and nobody of the team has looked since."""
    either = TrailEntry.what.in_((*_LOOKED, _REMINDED))
    last = select(TrailEntry.what).where(TrailEntry.case_id == case.id, either).order_by(TrailEntry.number.desc())
    return await session.scalar(last.limit(1)) == _REMINDED


async def team_name(session: AsyncSession, letter: Letter) -> str:
    """Return the code name by which the team knows the case that a letter is about."""
    case = await session.get(Case, letter.case_id)
    return "" if case is None else case.team_name
