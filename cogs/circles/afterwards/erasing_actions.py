"""What an erasure means for circles: a seat is given up before its row goes, so that the circle can go on."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from cogs.circles import keeping, names
from cogs.circles.circle import Leave
from data import cards, circle_archive, circles
from data.circles import SeatRow


async def leaves_circles(kit: Kit, session: AsyncSession, guild_id: int, user_id: int) -> None:
    """Give up whatever somebody has in circles, in the deed that erases them and before their rows go.

    Everything that names them is drawn anew: the invitation, what the circle asked of them, letters to them.
    """
    seals = await kit.seals.of(session, guild_id)
    who = seals.who(circles.SEAT, user_id)
    seats = await circle_archive.seats_of(session, guild_id, who)
    hosted = await circle_archive.hosted_by(session, guild_id, who)
    for circle_id in {*(seat.circle_id for seat in seats), *(row.id for row in hosted if row.closed_at is None)}:
        await keeping.happens_in(kit, session, guild_id, circle_id, Leave(by=user_id))
    for seat in seats:
        await _draw_anew(kit, session, seat)


async def _draw_anew(kit: Kit, session: AsyncSession, seat: SeatRow) -> None:
    row = await circles.circle(session, seat.guild_id, seat.circle_id)
    assert row is not None
    asked = [*await circle_archive.steps_in(session, row.id, seat_id=seat.id)]
    if row.step_id is not None:
        asked.append(row.step_id)
    following: tuple[tuple[str, Sequence[int]], ...] = (
        (names.STEP_CARD, asked),
        (names.REMINDER_CARD, asked),
        (names.INVITATION_CARD, [row.origin_id]),
        (names.SEAT_LETTER, [seat.id]),
        (names.AFTER_LETTER, [seat.id]),
    )
    for kind, subject_ids in following:
        for subject_id in await cards.cards_of(session, kind, subject_ids):
            await cards.show(session, kind, subject_id, guild_id=seat.guild_id, now=kit.clock())
