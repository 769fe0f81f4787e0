"""What was kept of story circles: who may read which story, and what goes when a circle is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from data.circles import ABSENT, SEAT, STORY, Absence, CircleRow, Flashback, SeatRow, StepRow, Story
from data.sealing import GuildSeals

NOTHING, CIRCLE = "nothing", "circle"  # of `Story.keep`


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks for stories, as the tables know them.

    Attributes:
        guild_id: Where.
        teller: Who they are as a teller.
        seat: Who they are on a seat.
        absent: Who they are to those whom the team removed.
        since: What was decided before that has ended.
        now: The current moment.
    """

    guild_id: int
    teller: bytes
    seat: bytes
    absent: bytes
    since: datetime
    now: datetime


def reader(seals: GuildSeals, user_id: int, *, since: datetime, now: datetime) -> Reader:
    """Return a person as the tables know them."""
    who = seals.who
    return Reader(seals.guild_id, who(STORY, user_id), who(SEAT, user_id), who(ABSENT, user_id), since, now)


def readable(by: Reader) -> ColumnElement[bool]:
    """The one condition under which a story may be read; every list, count and page passes it.

    One's own always. Somebody else's only while it is kept for a circle in which the reader sat under its
    agreements, and from which the team did not remove them.
    """
    sat = select(SeatRow.circle_id).where(*_sits(by))
    in_time = (Story.keep == CIRCLE, Story.decided_at > by.since)
    kept_for_them = and_(*in_time, Story.circle_id.in_(sat), ~_was_removed(by, Story.circle_id))
    return and_(Story.guild_id == by.guild_id, or_(Story.who == by.teller, kept_for_them))


async def story(session: AsyncSession, by: Reader, story_id: int) -> Story | None:
    """Return a story that the reader may read; missing and forbidden are the same."""
    return (await session.scalars(select(Story).where(Story.id == story_id, readable(by)))).one_or_none()


async def stories(session: AsyncSession, by: Reader, *, skip: int, most: int) -> Sequence[Story]:
    """Return a page of what the reader may read: their own first, then the newest first."""
    own_first = (Story.who == by.teller).desc()
    found = select(Story).where(readable(by)).order_by(own_first, Story.made_at.desc(), Story.id)
    return (await session.scalars(found.offset(skip).limit(most))).all()


async def how_many(session: AsyncSession, by: Reader) -> int:
    """Return how many stories the reader may read."""
    return await session.scalar(select(func.count()).select_from(Story).where(readable(by))) or 0


async def may_keep_for(session: AsyncSession, by: Reader, circle_id: int) -> bool:
    """Return whether somebody sat in a circle under its agreements, and was not removed from it."""
    sat = select(SeatRow.id).where(*_sits(by), SeatRow.circle_id == circle_id, ~_was_removed(by, circle_id))
    return await session.scalar(sat) is not None


def _sits(by: Reader) -> tuple[ColumnElement[bool], ...]:
    return (SeatRow.guild_id == by.guild_id, SeatRow.who == by.seat, SeatRow.agreed.is_(True))


def _was_removed(by: Reader, circle_id: Any) -> ColumnElement[bool]:
    removed = select(Absence.id).where(
        Absence.guild_id == by.guild_id,
        Absence.who == by.absent,
        Absence.sits.is_(False),
        or_(Absence.until.is_(None), Absence.until > by.now),
        or_(Absence.circle_id.is_(None), Absence.circle_id == circle_id),
    )
    return removed.exists()


async def stories_in(session: AsyncSession, circle_id: int) -> Sequence[Story]:
    """Return every story of a circle that is there, whosever it is."""
    return (await session.scalars(select(Story).where(Story.circle_id == circle_id))).all()


async def flashbacks_in(session: AsyncSession, circle_id: int) -> Sequence[Flashback]:
    """Return every line that was given in a circle."""
    return (await session.scalars(select(Flashback).where(Flashback.circle_id == circle_id))).all()


async def steps_in(session: AsyncSession, circle_id: int, *, seat_id: int | None = None) -> Sequence[int]:
    """Return everything that a circle asked; with a seat, what it asked of that seat."""
    of_seat = [] if seat_id is None else [StepRow.seat_id == seat_id]
    return (await session.scalars(select(StepRow.id).where(StepRow.circle_id == circle_id, *of_seat))).all()


async def seats_of(session: AsyncSession, guild_id: int, who: bytes) -> Sequence[SeatRow]:
    """Return every seat that somebody has or had."""
    return (await session.scalars(select(SeatRow).where(SeatRow.guild_id == guild_id, SeatRow.who == who))).all()


async def flashbacks_of(session: AsyncSession, seat_ids: Sequence[int]) -> Sequence[Flashback]:
    """Return the lines that were given from these seats, or to them."""
    theirs = or_(Flashback.giver_seat.in_(seat_ids), Flashback.teller_seat.in_(seat_ids))
    return (await session.scalars(select(Flashback).where(theirs))).all()


async def hosted_by(session: AsyncSession, guild_id: int, who: bytes) -> Sequence[CircleRow]:
    """Return the circles that somebody hosts or hosted to the end."""
    is_host = (CircleRow.guild_id == guild_id, CircleRow.host_who == who)
    return (await session.scalars(select(CircleRow).where(*is_host))).all()


async def delete_steps(session: AsyncSession, circle_id: int) -> None:
    """Delete everything that a circle asked."""
    await session.execute(delete(StepRow).where(StepRow.circle_id == circle_id))


async def forget_turns(session: AsyncSession, circle_id: int) -> None:
    """Forget how the turns of a circle went. That somebody told in it stays, so that others come before them later."""
    as_at_first = {
        "told": "not_yet",
        "queued": None,
        "came_back": False,
        "was_away": False,
        "passes": False,
        "unhurried": False,
    }
    await session.execute(update(SeatRow).where(SeatRow.circle_id == circle_id).values(as_at_first))


async def delete_people(session: AsyncSession, circle_id: int) -> None:
    """Delete who sat in a circle, and who was removed from it."""
    await session.execute(delete(SeatRow).where(SeatRow.circle_id == circle_id))
    await session.execute(delete(Absence).where(Absence.circle_id == circle_id))
