"""Circles in their rows: an event is one deed, and what follows is asked for in the same deed."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import names, rules, texts
from cogs.circles.circle import Circle, Event, Pace, Part, Seat, Stage, Told
from cogs.circles.rules import Follow
from data import cards, circles, jobs
from data.base import new_id, random_id
from data.circles import CircleRow, SeatRow, StepRow
from data.jobs import Urgency
from data.sealing import GuildSeals

THREAD_STAYS = timedelta(hours=48)
ASKED_AFTER = timedelta(hours=24)
REMEMBERED = timedelta(days=180)


async def happens(kit: Kit, by: Person, circle_id: int, event: Event) -> Circle:
    """Let something happen in a circle, in a deed of its own, and return the circle after it.

    Raises:
        Refusal: when there is no such circle here, or the rules say no.
    """
    async with kit.store.writing() as session:
        now = await happens_in(kit, session, by.server_id, circle_id, event)
    await kit.crashpoint("circles.kept")
    return now


async def step_happens(kit: Kit, by: Person, step_id: int, made: Callable[[int, int], Event]) -> Circle:
    """Let something happen to what a circle asked in one step, told by the button's row.

    Args:
        kit: What actions need.
        by: Who does it.
        step_id: The row of the step whose button was pressed.
        made: Makes the event of who does it and the number of the step.

    Raises:
        Refusal: when there is no such step here, or the rules say no.
    """
    async with kit.store.writing() as session:
        step = await circles.step(session, by.server_id, step_id)
        if step is None:
            raise Refusal(texts.STEP_IS_OVER)
        now = await happens_in(kit, session, by.server_id, step.circle_id, made(by.user_id, step.number))
    await kit.crashpoint("circles.kept")
    return now


async def happens_in(kit: Kit, session: AsyncSession, guild_id: int, circle_id: int, event: Event) -> Circle:
    """Let something happen in a circle, within a deed.

    Raises:
        Refusal: when there is no such circle here, or the rules say no.
    """
    row = await circles.circle(session, guild_id, circle_id)
    if row is None:
        raise Refusal(texts.UNKNOWN_CIRCLE)
    seals = await kit.seals.of(session, guild_id)
    seats = {seat.id: seat for seat in await circles.seats(session, circle_id)}
    before = value_of(seals, row, list(seats.values()))
    now = kit.clock()
    circle = rules.after(before, event, now)
    if circle != before:
        await _keep(session, seals, row, seats, circle, now)
        await _follow(session, row, rules.what_follows(before, circle), now)
        await _look_again(session, row, circle)
    return circle


async def load(session: AsyncSession, seals: GuildSeals, row: CircleRow) -> Circle:
    """Return a circle as a value."""
    return value_of(seals, row, list(await circles.seats(session, row.id)))


def value_of(seals: GuildSeals, row: CircleRow, seats: list[SeatRow]) -> Circle:
    """Return a circle as a value, of its row and its seats in their order."""
    queue = sorted((seat for seat in seats if seat.queued is not None), key=lambda seat: seat.queued or 0)
    return Circle(
        id=row.id,
        pace=Pace(row.pace),
        stage=Stage(row.stage),
        since=row.since,
        seats=tuple(_seat(seals, seat) for seat in seats),
        queue=tuple(seat.id for seat in queue),
        holder=row.holder,
        step=row.step,
        question=row.question,
        questions=row.questions,
        reminded_at=row.reminded_at,
        paused_at=row.paused_at,
        host=None if row.host is None else int(seals.open(row, "host")),
        host_seen_at=row.host_seen_at,
        host_away=row.host_away,
        needs_facilitator=row.needs_facilitator,
    )


def _seat(seals: GuildSeals, row: SeatRow) -> Seat:
    return Seat(
        id=row.id,
        person=int(seals.open(row, "person")),
        part=Part(row.part),
        agreed=row.agreed,
        gone=row.gone,
        told=Told(row.told),
        has_told=row.has_told,
        came_back=row.came_back,
        was_away=row.was_away,
        passes=row.passes,
        unhurried=row.unhurried,
    )


async def _keep(
    session: AsyncSession,
    seals: GuildSeals,
    row: CircleRow,
    seats: dict[int, SeatRow],
    circle: Circle,
    now: datetime,
) -> None:
    was_reminded, was_paused = row.reminded_at is not None, row.paused_at is not None
    row.stage, row.since, row.holder, row.question = circle.stage, circle.since, circle.holder, circle.question
    row.reminded_at, row.paused_at, row.host_seen_at = circle.reminded_at, circle.paused_at, circle.host_seen_at
    row.host_away = circle.host_away
    host(seals, row, circle.host)
    if circle.is_over and row.closed_at is None:
        row.closed_at = now
    for place, seat in enumerate(circle.seats):
        kept = seats.get(seat.id) or _fresh_seat(session, seals, row, seat, now)
        kept.place = place
        if kept.gone and not seat.gone:
            kept.let_in_at = None  # whoever comes back by their own wish is brought in again
        kept.queued = circle.queue.index(seat.id) if seat.id in circle.queue else None
        kept.part, kept.told, kept.agreed, kept.gone = seat.part, seat.told, seat.agreed, seat.gone
        kept.has_told, kept.came_back, kept.was_away = seat.has_told, seat.came_back, seat.was_away
        kept.passes, kept.unhurried = seat.passes, seat.unhurried
    if was_reminded and row.reminded_at is None and row.step_id is not None:  # nobody needs the reminder any more
        await cards.show(session, names.REMINDER_CARD, row.step_id, guild_id=row.guild_id, now=now)
    is_paused = row.paused_at is not None
    if (was_paused or is_paused) and row.step_id is not None:  # its card says who may end it, and when it ends
        pause, guild_id = names.PAUSE_CARD, row.guild_id
        await cards.show(session, pause, row.step_id, guild_id=guild_id, now=now, again=not was_paused)
    if circle.step != row.step:
        step = StepRow(
            id=new_id(now),
            guild_id=row.guild_id,
            circle_id=row.id,
            number=circle.step,
            stage=circle.stage,
            seat_id=circle.holder,
            question=circle.question,
            made_at=now,
        )
        session.add(step)
        if row.step_id is not None:  # what was asked before is asked no more
            await cards.show(session, names.STEP_CARD, row.step_id, guild_id=row.guild_id, now=now)
        row.step, row.step_id = circle.step, step.id
    await session.flush()


def host(seals: GuildSeals, row: CircleRow, person: int | None) -> None:
    """Keep who hosts."""
    who = None if person is None else seals.who(circles.SEAT, person)
    if who != row.host_who:
        row.host_who, row.host_let_in = who, False
        row.host_step = row.step if who is not None and row.step_id is not None else None
        row.host = None if person is None else seals.seal(row, "host", str(person))


def _fresh_seat(session: AsyncSession, seals: GuildSeals, row: CircleRow, seat: Seat, now: datetime) -> SeatRow:
    fresh = SeatRow(
        id=seat.id,
        guild_id=row.guild_id,
        circle_id=row.id,
        who=seals.who(circles.SEAT, seat.person),
        joined_at=now,
        may_remind=False,
        may_ask_after=False,
    )
    fresh.person = seals.seal(fresh, "person", str(seat.person))
    session.add(fresh)
    return fresh


async def _follow(session: AsyncSession, row: CircleRow, follows: frozenset[Follow], now: datetime) -> None:
    guild_id = row.guild_id
    if follows & {Follow.NEW_STEP, Follow.SAME_STEP} and row.step_id is not None:
        await cards.show(session, names.STEP_CARD, row.step_id, guild_id=guild_id, now=now)
    names_another = Follow.PEOPLE in follows and row.reminded_at is not None  # a host who has gone is named no more
    if (Follow.REMINDER in follows or names_another) and row.step_id is not None:
        await cards.show(session, names.REMINDER_CARD, row.step_id, guild_id=guild_id, now=now)
    if Follow.INVITATION in follows:
        await cards.show(session, names.INVITATION_CARD, row.origin_id, guild_id=guild_id, now=now)
    if follows & {Follow.NEW_STEP, Follow.PEOPLE} and row.stage != Stage.GATHERING:
        await jobs.ask(session, names.PLACE, row.id, guild_id=guild_id, at=now)
    if Follow.END in follows:
        schedule = Urgency.SCHEDULE
        for job, at in (
            (names.END_THREAD, now + THREAD_STAYS),
            (names.ASK_AFTER, now + ASKED_AFTER),
            (names.FORGET, now + REMEMBERED),
        ):
            await jobs.ask(session, job, row.id, guild_id=guild_id, at=at, urgency=schedule)
    if follows and row.event_id is not None:
        await jobs.ask(session, names.EVENT, row.id, guild_id=guild_id, at=now)


async def _look_again(session: AsyncSession, row: CircleRow, circle: Circle) -> None:
    at = rules.next_look(circle)
    if at is not None:
        await jobs.ask(session, names.LOOK, row.id, guild_id=row.guild_id, at=at, move=True)


def new_seat_id() -> int:
    """Return the id of a seat: it says nothing, since clients can read it."""
    return random_id()
