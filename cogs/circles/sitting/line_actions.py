"""Flashbacks: after the last story, one line from a listener to a teller, who shows it or keeps it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import actions, keeping, names, texts
from cogs.circles.circle import Circle
from cogs.circles.sitting import sit_actions, telling_rules, telling_texts
from data import cards, circles
from data.base import random_id
from data.circles import CircleRow, Flashback, SeatRow
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Given:
    """Somebody to whom a line can be given, and what was given already."""

    seat_id: int
    person: int
    words: str
    shown: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line that somebody was given."""

    id: int
    giver: int
    words: str
    shown: bool


async def whom_to_give(kit: Kit, *, by: Person, step_id: int) -> list[Given]:
    """Return everybody who told something, with what this person gave them.

    Raises:
        Refusal: before the last story, and after the circle went on.
    """
    async with kit.store.reading() as session:
        _, row = await sit_actions.asked_now(session, by, step_id)
        seals = await kit.seals.of(session, row.guild_id)
        circle = await keeping.load(session, seals, row)
        giver = telling_rules.must_be_giving(circle, by.user_id)
        return [
            _given(seals, seat.id, seat.person, await circles.flashback_between(session, giver.id, seat.id))
            for seat in telling_rules.may_be_given(circle, giver)
        ]


async def given_to(kit: Kit, *, by: Person, seat_id: int) -> Given:
    """Return somebody to whom a line can be given.

    Raises:
        Refusal: when none can be given, or theirs is shown already.
    """
    async with kit.store.reading() as session:
        return await _may_give(kit, session, by, seat_id)


async def give(kit: Kit, *, by: Person, seat_id: int, words: str) -> Given:
    """Give somebody a line; a second one replaces the first as long as that is not shown.

    Raises:
        Refusal: when none can be given, theirs is shown already, or it is empty or too long.
    """
    kept = telling_rules.line_to_keep(words)
    async with kit.store.writing() as session:
        given = await _may_give(kit, session, by, seat_id)
        row, seals, circle = await _circle_of(kit, session, by, seat_id)
        giver = telling_rules.must_be_giving(circle, by.user_id)
        line = await circles.flashback_between(session, giver.id, seat_id)
        if line is None:
            line = Flashback(
                id=random_id(),
                guild_id=row.guild_id,
                circle_id=row.id,
                giver_seat=giver.id,
                teller_seat=seat_id,
                made_at=kit.clock(),
            )
            session.add(line)
        line.words = seals.seal(line, "words", kept)
    await kit.crashpoint("circles.line_kept")
    return given


async def lines_for(kit: Kit, *, by: Person, circle_id: int) -> list[Line]:
    """Return the lines that somebody was given in a circle.

    Raises:
        Refusal: when they never had a seat in it.
    """
    async with kit.store.reading() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(texts.UNKNOWN_CIRCLE)
        seals = await kit.seals.of(session, row.guild_id)
        seat = await circles.seat_of(session, row.id, seals.who(circles.SEAT, by.user_id))
        if seat is None:
            raise Refusal(texts.NO_SEAT)
        circle = await keeping.load(session, seals, row)
        persons = {seat.id: seat.person for seat in circle.seats}  # an erased seat is none of them
        return [
            Line(line.id, persons[line.giver_seat], seals.open(line, "words"), line.shown_at is not None)
            for line in await circles.flashbacks_to(session, row.id, seat.id)
            if line.giver_seat in persons
        ]


async def show(kit: Kit, *, by: Person, line_id: int, shown: bool) -> int:
    """Show a line in the circle, or keep it to oneself. Returns the circle.

    Raises:
        Refusal: when it is not theirs, or the team took them out of the circle and they would show it.
    """
    async with kit.store.writing() as session:
        line = await session.get(Flashback, line_id)
        row = None if line is None else await circles.circle(session, by.server_id, line.circle_id)
        if line is None or row is None:
            raise Refusal(telling_texts.NO_SUCH_LINE)
        seals = await kit.seals.of(session, row.guild_id)
        seat = await circles.seat_of(session, row.id, seals.who(circles.SEAT, by.user_id))
        if seat is None or seat.id != line.teller_seat:
            raise Refusal(telling_texts.NO_SUCH_LINE)
        if shown:
            await actions.may_sit(session, seals, by.server_id, by.user_id, row.id, kit.clock())
        line.shown_at = (line.shown_at or kit.clock()) if shown else None
        await cards.show(session, names.FLASHBACK_CARD, line.id, guild_id=row.guild_id, now=kit.clock())
    await kit.crashpoint("circles.line_kept")
    return row.id


async def _may_give(kit: Kit, session: AsyncSession, by: Person, seat_id: int) -> Given:
    _, seals, circle = await _circle_of(kit, session, by, seat_id)
    giver = telling_rules.must_be_giving(circle, by.user_id)
    if seat_id not in (seat.id for seat in telling_rules.may_be_given(circle, giver)):
        raise Refusal(telling_texts.NOT_THE_TIME)
    line = await circles.flashback_between(session, giver.id, seat_id)
    if line is not None and line.shown_at is not None:
        raise Refusal(telling_texts.LINE_SHOWN)
    return _given(seals, seat_id, circle.seat(seat_id).person, line)


async def _circle_of(kit: Kit, session: AsyncSession, by: Person, seat_id: int) -> tuple[CircleRow, GuildSeals, Circle]:
    seat = await session.get(SeatRow, seat_id)
    row = None if seat is None else await circles.circle(session, by.server_id, seat.circle_id)
    if row is None:
        raise Refusal(texts.UNKNOWN_CIRCLE)
    seals = await kit.seals.of(session, row.guild_id)
    return row, seals, await keeping.load(session, seals, row)


def _given(seals: GuildSeals, seat_id: int, person: int, line: Flashback | None) -> Given:
    words = "" if line is None else seals.open(line, "words")
    return Given(seat_id, person, words, line is not None and line.shown_at is not None)
