"""What a letter to somebody with a seat shows: a reminder they asked for, or that there was no seat for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Letter, Place
from cogs.circles.circle import Stage
from cogs.circles.forming import form_rules
from cogs.circles.forming.join_actions import has_waited
from data.circles import CircleRow, SeatRow


@dataclass(frozen=True, slots=True)
class SeatLetterFacts:
    """What a letter shows. `starts_at`: of a reminder, when it begins; None where there was no seat."""

    seat_id: int
    starts_at: datetime | None
    language: str
    places: tuple[Place, ...]


async def seat_letter_facts(kit: Kit, session: AsyncSession, seat_id: int) -> SeatLetterFacts | None:
    """Return what a letter shows; None where there is nothing to write, or not any more."""
    seat = await session.get(SeatRow, seat_id)
    row = None if seat is None else await session.get(CircleRow, seat.circle_id)
    if seat is None or row is None or not seat.may_remind:
        return None
    waited = await has_waited(session, seat)
    reminds = not seat.gone and row.stage == Stage.GATHERING and form_rules.reminder_stands(row.starts_at, kit.clock())
    if not waited and not reminds:
        return None
    seals = await kit.seals.of(session, seat.guild_id)
    values = await values_in(session, kit.server_settings, seat.guild_id)
    return SeatLetterFacts(
        seat_id=seat.id,
        starts_at=row.starts_at if reminds else None,
        language=values.text(LANGUAGE),
        places=(Letter(int(seals.open(seat, "person"))),),
    )
