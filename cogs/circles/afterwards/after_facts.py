"""What the letter of the day after shows, read from its row."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Letter, Place
from data.circles import SeatRow


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter shows."""

    seat_id: int
    language: str
    places: tuple[Place, ...]


async def letter_facts(kit: Kit, session: AsyncSession, seat_id: int) -> LetterFacts | None:
    """Return what a letter shows, or None where somebody does not wish one."""
    seat = await session.get(SeatRow, seat_id)
    if seat is None or not seat.may_ask_after:
        return None
    seals = await kit.seals.of(session, seat.guild_id)
    values = await values_in(session, kit.server_settings, seat.guild_id)
    return LetterFacts(
        seat_id=seat.id, language=values.text(LANGUAGE), places=(Letter(int(seals.open(seat, "person"))),)
    )
