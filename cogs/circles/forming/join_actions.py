"""Deeds of who takes a seat: join, listen, be reminded, take more time. Each is one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import values_in
from cogs.circles import actions, keeping, names, who
from cogs.circles import texts as shared
from cogs.circles.circle import Join, Pace, Part, Stage
from cogs.circles.forming import form_rules
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.new_circle import has_a_time
from cogs.circles.forming.open_actions import long_enough
from cogs.circles.sitting import sit_actions
from data import cards, circles
from data.cards import CardRow
from data.circles import SEAT, WISH, CircleRow, SeatRow, Yielded
from data.sealing import GuildSeals

LATE_STAGES = (Stage.AGREEMENTS, Stage.ROUND_ONE, Stage.ROUND_TWO, Stage.FLASHBACKS, Stage.TALK)
"""While a circle is in one of these, somebody can still come in to listen."""


@dataclass(frozen=True, slots=True)
class MySeat:
    """What somebody reads of their own part in a circle.

    Attributes:
        circle_id: The circle in which it is.
        title: What it is called.
        room_id: Where its invitation stands.
        pace: Live or slow.
        part: What they came for, None without a seat.
        hosts: Whether they host it and it still gathers.
        gathers: Whether it still gathers.
        called_off: Whether it was called off.
        waits_until: Until when it waits for a facilitator, where it was split off and has none.
        starts_at: When it begins, where a time was named and has not come.
        may_remind: Whether they wished to be reminded.
        can_be_reminded: Whether there is something to be reminded of.
        unhurried: Whether they take all the time they need, in every circle.
        waited: Whether there was no seat for them when it began.
    """

    circle_id: int
    title: str
    room_id: int
    pace: str
    part: Part | None
    hosts: bool
    gathers: bool
    called_off: bool
    waits_until: datetime | None
    starts_at: datetime | None
    may_remind: bool
    can_be_reminded: bool
    unhurried: bool
    waited: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """One circle in a list. `message` is where its invitation stands: (room, message)."""

    circle_id: int
    title: str
    theme: str
    pace: str
    starts_at: datetime | None
    gathers: bool
    people: int
    can_listen: bool
    mine: bool
    hosts: bool
    message: tuple[int, int] | None


async def join(kit: Kit, *, by: Person, circle_id: int, part: Part, here_since: datetime | None) -> MySeat:
    """Take a seat in a circle that gathers, or go from telling to listening and back.

    Args:
        kit: What actions need.
        by: Who.
        circle_id: The circle on whose invitation they pressed.
        part: What they come for.
        here_since: Since when they are in the server.

    Raises:
        Refusal: when it has begun, they cannot sit in circles now, or six listen already.
    """
    async with kit.store.writing() as session:
        seals, row = await _may_come(kit, session, by, circle_id, here_since)
        if row.stage in circles.OVER:
            raise Refusal(shared.IS_OVER)
        if row.stage != Stage.GATHERING or row.origin_id != row.id:
            raise Refusal(shared.HAS_BEGUN)  # of a circle that was split off the invitation has begun
        others = [seat for seat in await circles.seats(session, row.id) if seat.who != seals.who(SEAT, by.user_id)]
        listening = sum(seat.part == Part.LISTENER and not seat.gone for seat in others)
        if part is Part.LISTENER and listening >= form_rules.MOST_LISTENERS:
            raise Refusal(texts.NO_LATE_SEAT)
        await _take_seat(kit, session, seals, row, by.user_id, part)
        seated = await _my_seat(kit, session, seals, row, by.user_id)
    await kit.crashpoint("circles.kept")
    return seated


async def may_come_late(kit: Kit, *, by: Person, circle_id: int, here_since: datetime | None) -> None:
    """Find out whether somebody could come in to listen, before they are asked to agree.

    Raises:
        Refusal: when they cannot.
    """
    async with kit.store.reading() as session:
        seals, row = await _may_come(kit, session, by, circle_id, here_since)
        await _late_circle(session, seals, row, by.user_id, kit.clock())


async def come_late(kit: Kit, *, by: Person, circle_id: int, here_since: datetime | None) -> MySeat:
    """Come in to listen after it has begun. The press that leads here says that they agree.

    Raises:
        Refusal: when they cannot, or there is no seat to listen.
    """
    async with kit.store.writing() as session:
        seals, row = await _may_come(kit, session, by, circle_id, here_since)
        late = await _late_circle(session, seals, row, by.user_id, kit.clock())
        await _take_seat(kit, session, seals, late, by.user_id, Part.LISTENER)
        seated = await _my_seat(kit, session, seals, late, by.user_id)
    await kit.crashpoint("circles.kept")
    return seated


async def _may_come(
    kit: Kit, session: AsyncSession, by: Person, circle_id: int, here_since: datetime | None
) -> tuple[GuildSeals, CircleRow]:
    row = await circles.circle(session, by.server_id, circle_id)
    if row is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    seals = await kit.seals.of(session, by.server_id)
    values = await values_in(session, kit.server_settings, by.server_id)
    now = kit.clock()
    long_enough(by, values, here_since, now)
    await actions.may_sit(session, seals, by.server_id, by.user_id, row.id, now)
    return seals, row


async def _late_circle(
    session: AsyncSession, seals: GuildSeals, row: CircleRow, user_id: int, now: datetime
) -> CircleRow:
    """Return the circle of an invitation in which somebody can still listen: the one with the fewest listeners."""
    family = await circles.of_invitation(session, row.origin_id)
    if await _seat_among(session, family, seals.who(SEAT, user_id)) is not None:
        raise Refusal(shared.HAS_A_SEAT)
    begun = [each for each in family if each.stage in LATE_STAGES]
    if not begun:
        raise Refusal(shared.IS_OVER if row.stage in circles.OVER else shared.TOO_LATE)
    found, refused = [], Refusal(texts.NO_LATE_SEAT)
    for each in begun:
        try:
            await actions.may_sit(session, seals, row.guild_id, user_id, each.id, now)
        except Refusal as out:
            refused = out
            continue
        # Whoever agreed and left may have told, and still has the thread: they count as if they were there.
        there = [seat for seat in await circles.seats(session, each.id) if not seat.gone or seat.agreed]
        others = [seat for seat in there if seat.who != seals.who(SEAT, user_id)]
        people = {seals.who(circles.APART, int(seals.open(seat, "person"))) for seat in others}
        mine = seals.who(circles.APART, user_id)
        pairs = await circles.apart_among(session, row.guild_id, {mine, *people})
        listeners = sum(seat.part == Part.LISTENER for seat in others)
        # One sentence for both: a circle that has no room, and one in which somebody is not sat with.
        if listeners < form_rules.MOST_LISTENERS and not any(mine in pair for pair in pairs):
            found.append((listeners, each))
    if not found:
        raise refused
    return min(found, key=lambda counted: counted[0])[1]


async def _take_seat(
    kit: Kit, session: AsyncSession, seals: GuildSeals, row: CircleRow, user_id: int, part: Part
) -> None:
    unhurried = await circles.is_unhurried(session, row.guild_id, seals.who(WISH, user_id))
    seat = Join(by=user_id, seat_id=keeping.new_seat_id(), part=part, unhurried=unhurried)
    await keeping.happens_in(kit, session, row.guild_id, row.id, seat)


# One's own seat


async def my_seat(kit: Kit, *, by: Person, circle_id: int) -> MySeat:
    """Return what somebody reads of their own part in a circle.

    Raises:
        Refusal: when there is no such circle here.
    """
    async with kit.store.reading() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(shared.UNKNOWN_CIRCLE)
        seals = await kit.seals.of(session, by.server_id)
        return await _my_seat(kit, session, seals, row, by.user_id)


async def _my_seat(kit: Kit, session: AsyncSession, seals: GuildSeals, row: CircleRow, user_id: int) -> MySeat:
    mine, now = seals.who(SEAT, user_id), kit.clock()
    family = {each.id: each for each in await circles.of_invitation(session, row.origin_id)}
    seat = await _seat_among(session, list(family.values()), mine)
    missed = None if seat is not None else await _missed_among(session, list(family.values()), mine)
    known = seat or missed
    if known is not None:
        row = family[known.circle_id]
    gathers = row.stage == Stage.GATHERING
    waits = gathers and row.origin_id != row.id
    return MySeat(
        circle_id=row.id,
        title=seals.open(row, "title"),
        room_id=row.room_id,
        pace=row.pace,
        part=None if seat is None else Part(seat.part),
        hosts=gathers and row.host_who == mine,
        gathers=gathers,
        called_off=row.stage == Stage.CALLED_OFF,
        waits_until=row.starts_at + form_rules.UNBEGUN[Pace(row.pace)] if waits else None,
        starts_at=row.starts_at if gathers and has_a_time(row) and now < row.starts_at else None,
        may_remind=seat is not None and seat.may_remind,
        can_be_reminded=_can_be_reminded(row, now),
        unhurried=await circles.is_unhurried(session, row.guild_id, seals.who(WISH, user_id)),
        waited=missed is not None,
    )


def _can_be_reminded(row: CircleRow, now: datetime) -> bool:
    is_ahead = form_rules.next_reminder(row.starts_at, now) is not None
    return row.stage == Stage.GATHERING and has_a_time(row) and is_ahead


async def has_waited(session: AsyncSession, seat: SeatRow | None) -> bool:
    """Return whether somebody signed up with this seat and there was none for them when the circle began."""
    if seat is None or not seat.gone:
        return False
    waited = await session.get(Yielded, (seat.guild_id, seat.who))
    return waited is not None and waited.since >= seat.joined_at


async def _missed_among(session: AsyncSession, rows: Sequence[CircleRow], mine: bytes) -> SeatRow | None:
    """Return the seat with which somebody signed up for an invitation, where there was none for them in the end."""
    for row in rows:
        seat = await circles.seat_of(session, row.id, mine)
        if await has_waited(session, seat):
            return seat
    return None


async def _seat_among(session: AsyncSession, rows: Sequence[CircleRow], mine: bytes) -> SeatRow | None:
    """Return the seat that somebody has now in one of the circles of an invitation."""
    for row in rows:
        seat = await circles.seat_of(session, row.id, mine)
        if seat is not None and not seat.gone:
            return seat
    return None


async def remind(kit: Kit, *, by: Person, circle_id: int, on: bool) -> MySeat:
    """Let Banyan write to somebody a day and an hour before, or not any more.

    Raises:
        Refusal: when they have no seat, or there is nothing to be reminded of.
    """
    async with kit.store.writing() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        seals = await kit.seals.of(session, by.server_id)
        seat = None if row is None else await circles.seat_of(session, row.id, seals.who(SEAT, by.user_id))
        if row is None or seat is None or seat.gone:
            raise Refusal(shared.NO_SEAT)
        if on and not _can_be_reminded(row, kit.clock()):
            raise Refusal(texts.NO_REMINDERS)
        await _remind(kit, session, seat, on=on)
        return await _my_seat(kit, session, seals, row, by.user_id)


async def _remind(kit: Kit, session: AsyncSession, seat: SeatRow, *, on: bool) -> None:
    seat.may_remind = on
    await session.flush()
    if not on and await cards.card_of(session, names.SEAT_LETTER, seat.id) is not None:
        await cards.show(session, names.SEAT_LETTER, seat.id, guild_id=seat.guild_id, now=kit.clock())


async def take_time(kit: Kit, *, by: Person, circle_id: int, on: bool) -> MySeat:
    """Keep whether somebody takes all the time they need, from now on in every circle.

    Raises:
        Refusal: when there is no such circle here.
    """
    async with kit.store.writing() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(shared.UNKNOWN_CIRCLE)
        seals = await kit.seals.of(session, by.server_id)
        await sit_actions.wish_time(kit, session, by, unhurried=on)
        return await _my_seat(kit, session, seals, row, by.user_id)


# Letters to who has a seat, which reach them outside the server


async def letter_about(kit: Kit, *, user_id: int, seat_id: int) -> MySeat:
    """Return what a letter is about, to whom it was written.

    Raises:
        Refusal: when it is over, or not theirs.
    """
    async with kit.store.reading() as session:
        seals, _, row = await _own_seat(kit, session, user_id, seat_id)
        return await _my_seat(kit, session, seals, row, user_id)


async def no_more_letters(kit: Kit, *, user_id: int, seat_id: int) -> None:
    """Write no more letters about this seat.

    Raises:
        Refusal: when it is over, or not theirs.
    """
    async with kit.store.writing() as session:
        _, seat, _ = await _own_seat(kit, session, user_id, seat_id)
        await _remind(kit, session, seat, on=False)


async def _own_seat(
    kit: Kit, session: AsyncSession, user_id: int, seat_id: int
) -> tuple[GuildSeals, SeatRow, CircleRow]:
    seat = await session.get(SeatRow, seat_id)
    if seat is None:
        raise Refusal(texts.LETTER_OVER)
    seals = await kit.seals.of(session, seat.guild_id)
    row = await circles.circle(session, seat.guild_id, seat.circle_id)
    if row is None or seat.who != seals.who(SEAT, user_id):
        raise Refusal(texts.LETTER_OVER)
    return seals, seat, row


# The list


async def listed(kit: Kit, *, by: Person) -> tuple[list[Listed], bool]:
    """Return the circles of a server that have not ended, the next first, and whether this person may open one."""
    async with kit.store.reading() as session:
        values = await values_in(session, kit.server_settings, by.server_id)
        may_open = who.may_open(by, values)
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return [], may_open
        mine = seals.who(SEAT, by.user_id)
        rows = await circles.open_circles(session, by.server_id)
        shown = await cards.cards_of(session, names.INVITATION_CARD, [row.origin_id for row in rows])
        found = [await _listed(session, seals, row, mine, shown.get(row.origin_id)) for row in rows]
    own = {each.circle_id for each in found if each.mine or each.hosts}
    invitations = {row.id for row in rows if row.id == row.origin_id}
    kept = [each for each in found if each.circle_id in own | invitations]
    return sorted(kept, key=lambda each: (each.starts_at is not None, each.starts_at or kit.clock())), may_open


async def _listed(
    session: AsyncSession, seals: GuildSeals, row: CircleRow, mine: bytes, card: CardRow | None
) -> Listed:
    present = [seat for seat in await circles.seats(session, row.id) if not seat.gone]
    stands = card is not None and card.channel_id is not None and card.message_id is not None
    gathers = row.stage == Stage.GATHERING
    return Listed(
        circle_id=row.id,
        title=seals.open(row, "title"),
        theme=row.theme,
        pace=row.pace,
        starts_at=row.starts_at if gathers and has_a_time(row) else None,
        gathers=gathers,
        people=len(present),
        can_listen=row.stage in LATE_STAGES,
        mine=any(seat.who == mine for seat in present),
        hosts=row.host_who == mine,
        message=(card.channel_id or 0, card.message_id or 0) if card is not None and stands else None,
    )
