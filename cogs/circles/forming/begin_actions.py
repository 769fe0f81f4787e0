"""Deeds of a circle's beginning: who sits with whom, who waits, who hosts. Each is one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import values_in
from cogs.circles import actions, keeping, names, rules, seating, who
from cogs.circles import texts as shared
from cogs.circles.circle import Begin, Pace, Part, Stage, TakeOver
from cogs.circles.forming import form_rules
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.new_circle import new_circle, plan
from cogs.circles.forming.open_actions import circle_of_host, gathers, sits_first_next_time
from data import cards, circles
from data.base import new_id
from data.circles import APART, SEAT, CircleRow, SeatRow
from data.sealing import GuildSeals

Deed = Callable[[], AbstractAsyncContextManager[AsyncSession]]
May = Callable[[AsyncSession], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class SignedUp:
    """Everything that decides who sits where, as one look found it.

    Attributes:
        tellers: Who came to tell, in the order of joining.
        listeners: Who came to listen, in the order of joining.
        apart: Who is never seated together, by pair.
        met: How often two sat together, by pair.
        yielded: Who sits first: whoever waited last time, and the host where nobody waited because of them.
        most: The seats of one circle.
    """

    tellers: tuple[int, ...]
    listeners: tuple[int, ...]
    apart: frozenset[frozenset[int]]
    met: Mapping[frozenset[int], int]
    yielded: frozenset[int]
    most: int

    def seating(self) -> seating.Seating:
        """Split them; with many people this takes a moment."""
        return seating.seat(
            self.tellers, apart=self.apart, met=self.met, yielded=self.yielded, most=max(self.most, rules.FEWEST)
        )


async def begin(kit: Kit, *, by: Person, circle_id: int, few: bool = False) -> None:
    """Begin a circle, or as many as its people make.

    Args:
        kit: What actions need.
        by: Who begins it.
        circle_id: The circle.
        few: Whether two or three talk although it is no circle of four.

    Raises:
        Refusal: when they do not decide this, it has begun, or it cannot begin with these seats.
    """

    async def may(session: AsyncSession) -> None:
        await circle_of_host(kit, session, by, circle_id)

    await begin_by(kit, by.server_id, circle_id, deed=kit.store.writing, may=may, few=few)


async def begin_by(
    kit: Kit, guild_id: int, circle_id: int, *, deed: Deed, may: May | None = None, few: bool = False
) -> None:
    """Begin a circle in a deed of the caller's kind.

    Who sits where is found out before the deed, in a thread, since it takes a moment where many came; if somebody
    came or went meanwhile it is found out again.

    Args:
        kit: What actions need.
        guild_id: The server.
        circle_id: The circle.
        deed: Opens the deed.
        may: Called in the deed; refuses who may not.
        few: Whether two or three talk although it is no circle of four.

    Raises:
        Refusal: when it has begun, or it cannot begin with these seats.
    """
    while True:
        async with kit.store.reading() as session:
            signed_up = await _signed_up(kit, session, guild_id, circle_id)
        split = await asyncio.to_thread(signed_up.seating)
        async with deed() as session:
            if may is not None:
                await may(session)
            if await _signed_up(kit, session, guild_id, circle_id) == signed_up:
                await _Beginning(kit, session, guild_id, few=few).take(circle_id, signed_up, split)
                break
    await kit.crashpoint("circles.begun")


async def _signed_up(kit: Kit, session: AsyncSession, guild_id: int, circle_id: int) -> SignedUp:
    row = await circles.circle(session, guild_id, circle_id)
    if row is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    seals = await kit.seals.of(session, guild_id)
    circle = await keeping.load(session, seals, row)
    people = [seat.person for seat in circle.present]
    of_seat = {seals.who(SEAT, person): person for person in people}
    compared = people if circle.host is None else {*people, circle.host}  # the host may have no seat
    of_apart = {seals.who(APART, person): person for person in compared}
    pairs = await circles.apart_among(session, guild_id, of_apart.keys())
    apart = frozenset(frozenset(of_apart[one] for one in pair) for pair in pairs)
    met = await circles.sat_together(session, guild_id, of_seat.keys(), since=kit.clock() - keeping.REMEMBERED)
    first = {of_seat[waited] for waited in await circles.yielded_among(session, guild_id, of_seat.keys())}
    if circle.host in people and not form_rules.against(circle.host, first, apart):
        first.add(circle.host)  # who hosts a circle sits in it, unless somebody waited because of them
    return SignedUp(
        tellers=tuple(seat.person for seat in circle.tellers),
        listeners=tuple(seat.person for seat in circle.present if seat.part is Part.LISTENER),
        apart=apart,
        met={frozenset(of_seat[one] for one in pair): times for pair, times in met.items()},
        yielded=frozenset(first),
        most=row.most,
    )


class _Beginning:
    """The beginning of one circle, within a deed."""

    def __init__(self, kit: Kit, session: AsyncSession, guild_id: int, *, few: bool) -> None:
        self._kit = kit
        self._session = session
        self._guild_id = guild_id
        self._few = few
        self._now = kit.clock()

    async def take(self, circle_id: int, signed_up: SignedUp, split: seating.Seating) -> None:
        """Let everybody take their places, and begin."""
        row = await circles.circle(self._session, self._guild_id, circle_id)
        assert row is not None, "it was read in this deed"
        gathers(row)
        seals = await self._kit.seals.of(self._session, self._guild_id)
        circle = await keeping.load(self._session, seals, row)
        if row.needs_facilitator and circle.host is None:
            raise Refusal(shared.NEEDS_FACILITATOR)
        groups = self._groups(signed_up, split)
        groups.sort(key=lambda group: _far_from_host(group, circle.host, signed_up.apart))  # the first is the host's
        seats = {int(seals.open(seat, "person")): seat for seat in await circles.seats(self._session, row.id)}
        listening, unheard = form_rules.listeners(signed_up.listeners, groups, signed_up.apart)
        seated = {person for group in groups for person in group}
        rest = [person for person in signed_up.tellers if person not in seated]

        begun = [row]
        for group, ears in zip(groups[1:], listening[1:], strict=True):
            other = await self._split_off(seals, row, own_invitation=False)
            await self._move(other, [seats[person] for person in (*group, *ears)])
            begun.append(other)
        for talk in form_rules.talks(rest, signed_up.apart):
            if len(talk) > 1:
                waiting = await self._split_off(seals, row, own_invitation=True)
                await self._move(waiting, [seats[person] for person in talk])
                await plan(self._session, waiting, self._now)
            else:
                await sits_first_next_time(self._session, seats[talk[0]], self._now)
        for person in unheard:
            await sits_first_next_time(self._session, seats[person], self._now)
        sitting = [
            seats[person] for each, group in zip(begun, groups, strict=True) if _begins_now(each) for person in group
        ]
        await self._note_who_waited([seats[person] for person in rest], sitting)
        for each in begun:
            await self._begin(each)
        await plan(self._session, row, self._now)

    def _groups(self, signed_up: SignedUp, split: seating.Seating) -> list[list[int]]:
        if split.circles:
            self._few = False  # where two or three wished to talk, more may have come since
            return [list(group) for group in split.circles]
        if not self._few:
            raise Refusal(shared.TOO_FEW if len(signed_up.tellers) < rules.FEWEST else texts.NOT_WITH_THESE)
        in_turn = sorted(signed_up.tellers, key=lambda person: person not in signed_up.yielded)
        talks = form_rules.talks(in_turn, signed_up.apart)
        largest = max(talks, key=len, default=[])
        if len(largest) < 2:
            raise Refusal(texts.NO_TALK_EITHER)
        return [largest]

    async def _split_off(self, seals: GuildSeals, row: CircleRow, *, own_invitation: bool) -> CircleRow:
        circle_id = new_id(self._now)
        await actions.split_off(self._kit, self._session, seals, row, circle_id)
        return await new_circle(
            self._session,
            seals,
            circle_id=circle_id,
            origin_id=circle_id if own_invitation else row.origin_id,
            title=seals.open(row, "title"),
            theme=row.theme,
            pair_id=row.pair_id,
            pace=row.pace,
            most=row.most,
            room_id=row.room_id,
            zone=row.zone,
            starts_at=self._now,
            host=None,
            needs_facilitator=row.needs_facilitator,
            now=self._now,
        )

    async def _move(self, row: CircleRow, seats: Sequence[SeatRow]) -> None:
        for seat in seats:
            seat.circle_id = row.id
        await self._session.flush()
        if row.origin_id == row.id:
            await cards.show(self._session, names.INVITATION_CARD, row.id, guild_id=row.guild_id, now=self._now)

    async def _note_who_waited(self, rest: Sequence[SeatRow], seated: Sequence[SeatRow]) -> None:
        await circles.note_waiting(self._session, self._guild_id, [seat.who for seat in rest], since=self._now)
        await circles.forget_waiting(self._session, self._guild_id, [seat.who for seat in seated])

    async def _begin(self, row: CircleRow) -> None:
        if not _begins_now(row):  # it stands on the invitation until a facilitator hosts it
            await plan(self._session, row, self._now)
            return
        if row.host is not None:
            row.host_seen_at = self._now  # time for the host to come in, whenever they opened it
        await self._session.flush()
        await _begins(self._kit, self._session, row, Begin(few=self._few))


def _begins_now(row: CircleRow) -> bool:
    return row.host is not None or not row.needs_facilitator


def _far_from_host(group: Sequence[int], host: int | None, apart: Collection[frozenset[int]]) -> tuple[bool, bool]:
    """Say how little a group suits the host: one they sit in does best, one with somebody kept apart from them worst.

    It matters where the host has no seat: who has one is kept apart already.
    """
    return host not in group, host is not None and form_rules.against(host, group, apart)


async def _begins(kit: Kit, session: AsyncSession, row: CircleRow, event: Begin) -> None:
    """Give the seats of a circle their order, once, and begin."""
    seats = {seat.id: seat for seat in await circles.seats(session, row.id)}
    heard = await circles.heard_among(session, row.guild_id, [seat.who for seat in seats.values()])
    order = seating.in_order(
        {seat.id: seat.joined_at for seat in seats.values()},
        {seat.id: heard.get(seat.who, 0) for seat in seats.values()},
    )
    for place, seat_id in enumerate(order):
        seats[seat_id].place = place
    await session.flush()
    await keeping.happens_in(kit, session, row.guild_id, row.id, event)


async def wait_for_more(kit: Kit, *, by: Person, circle_id: int) -> datetime:
    """Wait for more people: until its time, or else for half an hour, in a slow circle a day. Returns until when.

    Raises:
        Refusal: when they do not decide this, or it has begun.
    """
    async with kit.store.writing() as session:
        _, row, _ = await circle_of_host(kit, session, by, circle_id)
        gathers(row)
        now = kit.clock()
        if now >= row.starts_at:
            row.starts_at = now + form_rules.WAITS[Pace(row.pace)]
        await cards.show(session, names.INVITATION_CARD, row.origin_id, guild_id=row.guild_id, now=now)
        await plan(session, row, now, mirrored=row.event_id is not None)  # no event is made for half an hour
        return row.starts_at


async def host(kit: Kit, *, by: Person, circle_id: int) -> bool:
    """Host a circle that nobody hosts yet; one that was split off begins with it. Returns whether it has begun.

    Raises:
        Refusal: when they may not, the team keeps them out of it, or somebody hosts it.
    """
    async with kit.store.writing() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(shared.UNKNOWN_CIRCLE)
        gathers(row)
        values = await values_in(session, kit.server_settings, by.server_id)
        leads = who.leads(by, values)
        if row.needs_facilitator and not leads:
            raise Refusal(texts.FACILITATOR_HOSTS)
        seals, now = await kit.seals.of(session, row.guild_id), kit.clock()
        await actions.may_host(session, seals, row.guild_id, by.user_id, row.id, now)
        before = await keeping.load(session, seals, row)
        if not leads and before.seat_of(by.user_id) not in before.present:
            raise Refusal(shared.NO_SEAT)
        await keeping.happens_in(kit, session, row.guild_id, row.id, TakeOver(by.user_id, leads=leads))
        begins = await has_its_host(kit, session, row)
    await kit.crashpoint("circles.kept")
    return begins


async def has_its_host(kit: Kit, session: AsyncSession, row: CircleRow) -> bool:
    """Let a circle that was split off and waited for its host begin, in the deed that gives it one.

    The seats and the lists are looked at anew. Where they make no circle any more, it asks on an invitation of its own
    what those who sit there wish. Returns whether it begins.
    """
    if row.origin_id == row.id or row.stage != Stage.GATHERING:
        return False
    signed_up = await _signed_up(kit, session, row.guild_id, row.id)
    split = signed_up.seating()  # at once: at most six wait here
    try:
        await _Beginning(kit, session, row.guild_id, few=False).take(row.id, signed_up, split)
    except Refusal:  # before any seat has changed
        now = kit.clock()
        await cards.show(session, names.INVITATION_CARD, row.origin_id, guild_id=row.guild_id, now=now)
        row.origin_id = row.id
        await cards.show(session, names.INVITATION_CARD, row.id, guild_id=row.guild_id, now=now)
        return False
    return True
