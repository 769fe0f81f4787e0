"""A circle's thread, with its people in it; and what time alone changes. Each may run twice, late, or for nothing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.membership import person_in
from bot.showing import CANNOT_REACH
from bot.worker import WaitForReturn
from cogs.circles import keeping, names
from cogs.circles.circle import Circle, Event, Leave, Look, PlaceGone, Stage
from data import cards, circles, jobs, servers
from data.circles import CircleRow
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan

_ARCHIVES_AFTER: Final = 10080  # minutes: seven days, the longest that Discord knows
_UNKNOWN_CHANNEL = 10003


@dataclass(frozen=True, slots=True)
class _Look:
    """What the tables say, before Discord is asked."""

    name: str
    room_id: int
    thread_id: int | None
    needed: list[int]
    to_let_in: list[int]


async def place(bot: "Banyan", job: Job) -> None:
    """Give a circle that has begun its thread, and bring each of its people in, once."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    async with bot.kit.store.reading() as session:
        look = await _look(bot, session, guild.id, job.subject_id)
    if look is None:
        return
    thread = await _begun(bot, job, guild, look) if look.thread_id is None else await _found(bot, job, guild, look)
    if thread is None:
        await _happens(bot, job, PlaceGone())
        return
    kept_out = [person for person in look.to_let_in if not await _let_in(bot, job, thread, person)]
    await _without_who_left(bot, job, guild, look.needed)
    if kept_out:
        await _cannot(bot, job, look.room_id)


async def look(bot: "Banyan", job: Job) -> None:
    """Look what time alone has changed. Whoever is asked and has left the server is not waited for."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    async with bot.kit.store.reading() as session:
        row = await circles.circle(session, guild.id, job.subject_id)
        if row is None:
            return
        circle = await keeping.load(session, await bot.kit.seals.of(session, guild.id), row)
    await _without_who_left(bot, job, guild, [*_not_agreed(circle), *_needed(circle)])
    async with bot.jobs.recording(job) as session:
        if await circles.circle(session, guild.id, job.subject_id) is not None:
            await keeping.happens_in(bot.kit, session, guild.id, job.subject_id, Look())


async def thread_deleted(bot: "Banyan", gone: discord.RawThreadDeleteEvent) -> None:
    """Once somebody deletes a circle's thread, look at the circle at once."""
    async with bot.kit.store.reading() as session:
        row = await circles.circle_in_thread(session, gone.guild_id, gone.thread_id)
    if row is None or row.closed_at is not None:
        return
    async with bot.kit.store.writing(in_background=True) as session:
        await jobs.ask(session, names.PLACE, row.id, guild_id=row.guild_id, at=bot.kit.clock())


async def _look(bot: "Banyan", session: AsyncSession, guild_id: int, circle_id: int) -> _Look | None:
    row = await circles.circle(session, guild_id, circle_id)
    if row is None or row.thread_gone_at is not None or row.closed_at is not None or row.stage == Stage.GATHERING:
        return None
    seals = await bot.kit.seals.of(session, guild_id)
    seats = list(await circles.seats(session, circle_id))
    circle = keeping.value_of(seals, row, seats)
    people = [int(seals.open(seat, "person")) for seat in seats if not seat.gone and seat.let_in_at is None]
    if circle.host is not None and not row.host_let_in and circle.host not in people:
        people.append(circle.host)
    return _Look(row.name, row.room_id, row.thread_id, _needed(circle), people)


def _not_agreed(circle: Circle) -> list[int]:
    """Return whose agreement the circle waits for."""
    return [seat.person for seat in circle.present if circle.stage is Stage.AGREEMENTS and not seat.agreed]


def _needed(circle: Circle) -> list[int]:
    """Return without whom nothing goes on: whose turn it is, and the host of a circle that needs a facilitator."""
    needed = [] if circle.holder is None else [circle.seat(circle.holder).person]
    if circle.needs_facilitator and circle.host is not None and not circle.is_over:
        needed.append(circle.host)
    return needed


async def _without_who_left(bot: "Banyan", job: Job, guild: discord.Guild, people: list[int]) -> None:
    for person in people:
        if await person_in(guild, person) is None:
            await _happens(bot, job, Leave(person))


# The thread


async def _begun(bot: "Banyan", job: Job, guild: discord.Guild, look: _Look) -> discord.Thread:
    """Return the thread of a circle that has none yet: one begun before an interruption, else a new one."""
    room = bot.get_channel(look.room_id)
    if not isinstance(room, discord.TextChannel):
        await _cannot(bot, job, look.room_id)
    try:
        begun = [thread for thread in await guild.active_threads() if _is_it(thread, bot, look)]
        thread = begun[0] if begun else await _new_thread(room, look.name)
    except discord.Forbidden:
        await _cannot(bot, job, look.room_id)
    await bot.kit.crashpoint("circles.thread_made")
    async with bot.jobs.recording(job) as session:
        row = await circles.circle(session, guild.id, job.subject_id)
        now = bot.kit.clock()
        if row is not None and row.step_id is not None:
            row.thread_id = thread.id
            await session.flush()
            await cards.show(session, names.STEP_CARD, row.step_id, guild_id=guild.id, now=now)
        await servers.mended(session, guild.id, CANNOT_REACH, about=str(look.room_id), now=now)
    return thread


async def _new_thread(room: discord.TextChannel, name: str) -> discord.Thread:
    return await room.create_thread(
        name=name,
        type=discord.ChannelType.private_thread,
        invitable=False,
        auto_archive_duration=_ARCHIVES_AFTER,
    )


def _is_it(thread: discord.Thread, bot: "Banyan", look: _Look) -> bool:
    is_mine = bot.user is not None and thread.owner_id == bot.user.id
    return is_mine and thread.parent_id == look.room_id and thread.name == look.name


async def _found(bot: "Banyan", job: Job, guild: discord.Guild, look: _Look) -> discord.Thread | None:
    """Return the thread of a circle, None when somebody deleted it."""
    assert look.thread_id is not None
    thread = guild.get_thread(look.thread_id)
    if thread is not None:
        return thread
    try:
        channel = await guild.fetch_channel(look.thread_id)
    except discord.NotFound:
        return None
    except discord.Forbidden:
        await _cannot(bot, job, look.room_id)
    return channel if isinstance(channel, discord.Thread) else None


async def _let_in(bot: "Banyan", job: Job, thread: discord.Thread, person: int) -> bool:
    """Bring somebody in, once, since Discord writes a line about it; never again whoever left by themselves.

    Returns whether they are where they should be. Who left the server has given the seat up.
    """
    try:
        await thread.add_user(discord.Object(person))
    except discord.NotFound as gone:
        await _happens(bot, job, PlaceGone() if gone.code == _UNKNOWN_CHANNEL else Leave(person))
        return True
    except discord.Forbidden:
        if await person_in(thread.guild, person) is not None:
            return False
        await _happens(bot, job, Leave(person))
        return True
    await bot.kit.crashpoint("circles.let_in")
    async with bot.jobs.recording(job) as session:
        row = await circles.circle(session, thread.guild.id, job.subject_id)
        if row is not None:
            await _was_let_in(bot, session, row, person)
    return True


async def _was_let_in(bot: "Banyan", session: AsyncSession, row: CircleRow, person: int) -> None:
    seals, now = await bot.kit.seals.of(session, row.guild_id), bot.kit.clock()
    who = seals.who(circles.SEAT, person)
    if row.host_who == who:
        row.host_let_in = True
    seat = await circles.seat_of(session, row.id, who)
    if seat is None:
        return
    seat.let_in_at = now
    absent = seals.who(circles.ABSENT, person)
    absence = await circles.absence_of(session, row.guild_id, absent, circle_id=row.id, now=now)
    if seat.gone and absence is not None:  # the team removed them while they were brought in
        await jobs.ask(session, names.LEAVE_THREAD, absence.id, guild_id=row.guild_id, at=now)


async def _cannot(bot: "Banyan", job: Job, room_id: int) -> NoReturn:
    """Tell the admins, and wait: no time runs for a circle that is not shown (C3)."""
    async with bot.kit.store.writing(in_background=True) as session:
        now = bot.kit.clock()
        await servers.tell_admins(session, job.guild_id or 0, CANNOT_REACH, about=str(room_id), now=now)
    raise WaitForReturn


# What happens to the circle


async def _happens(bot: "Banyan", job: Job, event: Event) -> None:
    async with bot.jobs.recording(job) as session:
        guild_id = job.guild_id or 0
        row = await circles.circle(session, guild_id, job.subject_id)
        if row is None:
            return
        if isinstance(event, PlaceGone):
            row.thread_gone_at = bot.kit.clock()
        await keeping.happens_in(bot.kit, session, guild_id, job.subject_id, event)
