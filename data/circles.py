"""Story circles: circles, their seats and steps, and what is told in them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, bindparam, delete, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed

# The purposes under which `who` is made: who sat with whom, who keeps away from whom, whose words, whose wishes.
SEAT, APART, STORY, WISH, ABSENT = "circle seat", "circle apart", "circle story", "circle wish", "circle absent"
OVER = ("closed", "called_off")


class CircleRow(Base):
    """One circle; `cogs/circles/circle.py` says what its columns mean."""

    __tablename__ = "circles"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    origin_id: Mapped[int]  # the circle whose invitation it came from: its own id, unless it was split off
    name: Mapped[str]  # a code name, which its thread has
    title: Mapped[bytes] = mapped_column(Sealed)
    theme: Mapped[str]
    pair_id: Mapped[str]
    pace: Mapped[str]
    most: Mapped[int]
    room_id: Mapped[int]  # where its invitation stands and its thread begins
    zone: Mapped[str]
    starts_at: Mapped[datetime]
    made_at: Mapped[datetime]
    stage: Mapped[str]
    step: Mapped[int]
    step_id: Mapped[int | None]
    since: Mapped[datetime | None]
    holder: Mapped[int | None]
    question: Mapped[int]
    questions: Mapped[int]
    reminded_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    host: Mapped[bytes | None] = mapped_column(Sealed)  # a user id
    host_who: Mapped[bytes | None] = mapped_column(LargeBinary)
    host_seen_at: Mapped[datetime | None]
    host_away: Mapped[bool]
    host_let_in: Mapped[bool]
    host_step: Mapped[int | None]  # the step in which somebody else began to host
    needs_facilitator: Mapped[bool]
    thread_id: Mapped[int | None]
    thread_gone_at: Mapped[datetime | None]
    event_id: Mapped[int | None]  # Discord's event that mirrors it
    closed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_circles_open", "guild_id", "made_at", sqlite_where=text("closed_at IS NULL")),
        Index("ix_circles_origin", "origin_id"),
        Index("ix_circles_thread", "thread_id", sqlite_where=text("thread_id IS NOT NULL")),
        UniqueConstraint("guild_id", "name"),
    )


class SeatRow(Base):
    """One person in one circle."""

    __tablename__ = "circle_seats"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # a user id
    part: Mapped[str]
    place: Mapped[int]  # in the order that is shown
    queued: Mapped[int | None]  # in the round that is on
    agreed: Mapped[bool]
    gone: Mapped[bool]
    told: Mapped[str]
    has_told: Mapped[bool]
    came_back: Mapped[bool]
    was_away: Mapped[bool]
    passes: Mapped[bool]
    unhurried: Mapped[bool]
    joined_at: Mapped[datetime]
    let_in_at: Mapped[datetime | None]  # when Banyan brought them into the thread; never twice
    may_remind: Mapped[bool]
    may_ask_after: Mapped[bool]
    __table_args__ = (UniqueConstraint("circle_id", "who"), Index("ix_circle_seats_who", "guild_id", "who"))


class StepRow(Base):
    """One thing that a circle asks: a stage, a turn, a question. One message shows it."""

    __tablename__ = "circle_steps"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    number: Mapped[int]
    stage: Mapped[str]
    seat_id: Mapped[int | None]
    question: Mapped[int]
    made_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("circle_id", "number"),)


class Story(Base):
    """What somebody told through a form, or saved of their own messages, and what becomes of it."""

    __tablename__ = "circle_stories"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    who: Mapped[bytes] = mapped_column(LargeBinary)
    teller: Mapped[bytes] = mapped_column(Sealed)  # a user id
    words: Mapped[bytes] = mapped_column(Sealed)
    note: Mapped[bytes | None] = mapped_column(Sealed)  # a content note, named by the teller
    stage: Mapped[str]  # the round in which it was told
    made_at: Mapped[datetime]
    told_at: Mapped[datetime | None]  # Banyan posts it in the thread; None: it was saved of a message
    keep: Mapped[str]  # nothing, circle, library
    decided_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_circle_stories_who", "guild_id", "who"), Index("ix_circle_stories_in", "circle_id"))


class Flashback(Base):
    """One line from a listener to a teller, who shows or keeps it."""

    __tablename__ = "circle_flashbacks"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    circle_id: Mapped[int] = mapped_column(ForeignKey("circles.id"))
    giver_seat: Mapped[int]
    teller_seat: Mapped[int]
    words: Mapped[bytes] = mapped_column(Sealed)
    made_at: Mapped[datetime]
    shown_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("circle_id", "giver_seat", "teller_seat"),)


class Wish(Base):
    """What somebody wishes in every circle: all the time they need."""

    __tablename__ = "circle_wishes"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    who: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    unhurried: Mapped[bool]


class Apart(Base):
    """Somebody with whom a person does not want to sit. Nobody else reads it."""

    __tablename__ = "circle_apart"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    who: Mapped[bytes] = mapped_column(LargeBinary)
    other_who: Mapped[bytes] = mapped_column(LargeBinary)
    other: Mapped[bytes] = mapped_column(Sealed)  # a user id, and how they were called
    made_at: Mapped[datetime]
    __table_args__ = (UniqueConstraint("guild_id", "who", "other_who"),)


class Yielded(Base):
    """Somebody who had to wait, and sits first the next time."""

    __tablename__ = "circle_yielded"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    who: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    since: Mapped[datetime]


class Absence(Base):
    """The team removed somebody from one circle, or from all for a time; or only from hosting and leading one."""

    __tablename__ = "circle_absences"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # a user id
    circle_id: Mapped[int | None]  # None: all circles
    sits: Mapped[bool] = mapped_column(default=False)  # somebody hosted it in their place; their seat is theirs
    measure_id: Mapped[int | None]  # the measure of a case that it belongs to
    reason: Mapped[bytes | None] = mapped_column(Sealed)
    made_by: Mapped[bytes | None] = mapped_column(Sealed)  # a user id
    made_at: Mapped[datetime]
    until: Mapped[datetime | None]
    __table_args__ = (Index("ix_circle_absences_who", "guild_id", "who"),)


_CIRCLE = select(CircleRow).where(CircleRow.id == bindparam("circle"), CircleRow.guild_id == bindparam("guild"))
_SEATS = select(SeatRow).where(SeatRow.circle_id == bindparam("circle")).order_by(SeatRow.place)


async def circle(session: AsyncSession, guild_id: int, circle_id: int) -> CircleRow | None:
    """Return a circle of this server."""
    return (await session.scalars(_CIRCLE, {"guild": guild_id, "circle": circle_id})).one_or_none()


async def seats(session: AsyncSession, circle_id: int) -> Sequence[SeatRow]:
    """Return everybody who ever sat in a circle, in the order that is shown."""
    return (await session.scalars(_SEATS, {"circle": circle_id})).all()


async def seat_of(session: AsyncSession, circle_id: int, who: bytes) -> SeatRow | None:
    """Return the seat that somebody has or had in a circle."""
    return (
        await session.scalars(select(SeatRow).where(SeatRow.circle_id == circle_id, SeatRow.who == who))
    ).one_or_none()


async def open_circles(session: AsyncSession, guild_id: int) -> Sequence[CircleRow]:
    """Return the circles of a server that have not ended, the oldest first."""
    still = select(CircleRow).where(CircleRow.guild_id == guild_id, CircleRow.closed_at.is_(None))
    return (await session.scalars(still.order_by(CircleRow.made_at, CircleRow.id))).all()


async def open_with(session: AsyncSession, guild_id: int, who: bytes) -> Sequence[CircleRow]:
    """Return the circles of a server that have not ended in which somebody has a seat, or which they host."""
    sits = select(SeatRow.circle_id).where(SeatRow.guild_id == guild_id, SeatRow.who == who, SeatRow.gone.is_(False))
    theirs = or_(CircleRow.host_who == who, CircleRow.id.in_(sits))
    still = select(CircleRow).where(CircleRow.guild_id == guild_id, CircleRow.closed_at.is_(None), theirs)
    return (await session.scalars(still.order_by(CircleRow.made_at, CircleRow.id))).all()


async def newest(session: AsyncSession, guild_id: int) -> CircleRow | None:
    """Return the circle of a server that was made last, ended or not."""
    made = (
        select(CircleRow).where(CircleRow.guild_id == guild_id).order_by(CircleRow.made_at.desc(), CircleRow.id.desc())
    )
    return (await session.scalars(made.limit(1))).one_or_none()


async def of_invitation(session: AsyncSession, origin_id: int) -> Sequence[CircleRow]:
    """Return every circle that came of one invitation, the first of them first."""
    found = select(CircleRow).where(CircleRow.origin_id == origin_id).order_by(CircleRow.made_at, CircleRow.id)
    return (await session.scalars(found)).all()


async def circle_in_thread(session: AsyncSession, guild_id: int, thread_id: int) -> CircleRow | None:
    """Return the circle whose thread this is."""
    is_it = select(CircleRow).where(CircleRow.guild_id == guild_id, CircleRow.thread_id == thread_id)
    return (await session.scalars(is_it)).one_or_none()


async def step(session: AsyncSession, guild_id: int, step_id: int) -> StepRow | None:
    """Return something that a circle of this server asks or asked."""
    return (
        await session.scalars(select(StepRow).where(StepRow.id == step_id, StepRow.guild_id == guild_id))
    ).one_or_none()


async def is_unhurried(session: AsyncSession, guild_id: int, who: bytes) -> bool:
    """Return whether somebody takes all the time they need in every circle."""
    wish = await session.get(Wish, (guild_id, who))
    return wish is not None and wish.unhurried


async def wish_time(session: AsyncSession, guild_id: int, who: bytes, *, unhurried: bool) -> None:
    """Keep whether somebody takes all the time they need in every circle."""
    await session.merge(Wish(guild_id=guild_id, who=who, unhurried=unhurried))


async def apart_among(session: AsyncSession, guild_id: int, whos: Collection[bytes]) -> set[frozenset[bytes]]:
    """Return the pairs among these people of whom one does not want to sit with the other."""
    pairs = select(Apart.who, Apart.other_who).where(
        Apart.guild_id == guild_id, Apart.who.in_(whos), Apart.other_who.in_(whos)
    )
    return {frozenset(pair) for pair in await session.execute(pairs)}


async def apart_of(session: AsyncSession, guild_id: int, who: bytes) -> Sequence[Apart]:
    """Return somebody's own list, in the order in which it was made."""
    mine = select(Apart).where(Apart.guild_id == guild_id, Apart.who == who).order_by(Apart.made_at, Apart.id)
    return (await session.scalars(mine)).all()


async def sat_together(
    session: AsyncSession, guild_id: int, whos: Collection[bytes], *, since: datetime
) -> dict[frozenset[bytes], int]:
    """Return how often each two of these people sat in one circle that began since a moment."""
    one, other = SeatRow.__table__.alias(), SeatRow.__table__.alias()
    circles = CircleRow.__table__
    pairs = (
        select(one.c.who, other.c.who, func.count())
        .join(other, one.c.circle_id == other.c.circle_id)
        .join(circles, circles.c.id == one.c.circle_id)
        .where(
            one.c.guild_id == guild_id,
            one.c.who < other.c.who,
            one.c.who.in_(whos),
            other.c.who.in_(whos),
            one.c.agreed,
            other.c.agreed,
            circles.c.stage.not_in(("gathering", "called_off")),
            circles.c.made_at >= since,
        )
        .group_by(one.c.who, other.c.who)
    )
    return {frozenset((first, second)): times for first, second, times in await session.execute(pairs)}


async def heard_among(session: AsyncSession, guild_id: int, whos: Collection[bytes]) -> dict[bytes, int]:
    """Return in how many circles of this server that are over each of these people told something; who in none, not."""
    told = (
        select(SeatRow.who, func.count())
        .join(CircleRow, CircleRow.id == SeatRow.circle_id)
        .where(SeatRow.guild_id == guild_id, SeatRow.who.in_(whos), SeatRow.has_told, CircleRow.stage.in_(OVER))
        .group_by(SeatRow.who)
    )
    return dict((await session.execute(told)).all())


async def yielded_among(session: AsyncSession, guild_id: int, whos: Collection[bytes]) -> set[bytes]:
    """Return who of these people had to wait the last time."""
    waited = select(Yielded.who).where(Yielded.guild_id == guild_id, Yielded.who.in_(whos))
    return set(await session.scalars(waited))


async def note_waiting(session: AsyncSession, guild_id: int, whos: Collection[bytes], *, since: datetime) -> None:
    """Keep that there was no seat for these people, so that they sit first the next time."""
    for who in whos:
        await session.merge(Yielded(guild_id=guild_id, who=who, since=since))
    await session.flush()


async def forget_waiting(session: AsyncSession, guild_id: int, whos: Collection[bytes]) -> None:
    """Forget that these people waited: they sit now."""
    await session.execute(delete(Yielded).where(Yielded.guild_id == guild_id, Yielded.who.in_(whos)))


async def absence_of_measure(session: AsyncSession, guild_id: int, measure_id: int) -> Absence | None:
    """Return what a measure of a case keeps somebody out of circles by."""
    is_it = select(Absence).where(Absence.guild_id == guild_id, Absence.measure_id == measure_id)
    return (await session.scalars(is_it)).one_or_none()


async def absences_from(session: AsyncSession, guild_id: int, circle_id: int) -> Sequence[Absence]:
    """Return whom the team took out of one circle, in the order in which it did."""
    of_it = select(Absence).where(Absence.guild_id == guild_id, Absence.circle_id == circle_id)
    return (await session.scalars(of_it.order_by(Absence.made_at, Absence.id))).all()


async def threads_without(session: AsyncSession, absence: Absence) -> Sequence[CircleRow]:
    """Return the circles that have a thread and that an absence keeps somebody out of."""
    there = (CircleRow.thread_id.is_not(None), CircleRow.thread_gone_at.is_(None))
    found = select(CircleRow).where(CircleRow.guild_id == absence.guild_id, *there)
    if absence.circle_id is not None:
        found = found.where(CircleRow.id == absence.circle_id)
    return (await session.scalars(found.order_by(CircleRow.id))).all()


async def absence_of(
    session: AsyncSession, guild_id: int, who: bytes, *, circle_id: int | None, now: datetime, to_lead: bool = False
) -> Absence | None:
    """Return why somebody cannot sit in a circle: the team removed them from it, or from all for now.

    With `to_lead`, also why somebody who may sit in it neither hosts nor leads it.
    """
    still = or_(Absence.until.is_(None), Absence.until > now)
    where = or_(Absence.circle_id.is_(None), Absence.circle_id == circle_id)
    is_it = select(Absence).where(Absence.guild_id == guild_id, Absence.who == who, still, where)
    if not to_lead:
        is_it = is_it.where(Absence.sits.is_(False))
    longest = is_it.order_by(Absence.circle_id.is_not(None), Absence.until.is_not(None), Absence.until.desc())
    return (await session.scalars(longest.limit(1))).one_or_none()


async def stories_of(session: AsyncSession, circle_id: int, who: bytes) -> Sequence[Story]:
    """Return what somebody told or saved in one circle, in the order of telling."""
    mine = select(Story).where(Story.circle_id == circle_id, Story.who == who).order_by(Story.made_at, Story.id)
    return (await session.scalars(mine)).all()


async def flashback_between(session: AsyncSession, giver_seat: int, teller_seat: int) -> Flashback | None:
    """Return the line that one seat gave to another."""
    is_it = select(Flashback).where(Flashback.giver_seat == giver_seat, Flashback.teller_seat == teller_seat)
    return (await session.scalars(is_it)).one_or_none()


async def flashbacks_to(session: AsyncSession, circle_id: int, teller_seat: int) -> Sequence[Flashback]:
    """Return the lines that a teller was given, in the order of giving."""
    theirs = select(Flashback).where(Flashback.circle_id == circle_id, Flashback.teller_seat == teller_seat)
    return (await session.scalars(theirs.order_by(Flashback.made_at, Flashback.id))).all()
