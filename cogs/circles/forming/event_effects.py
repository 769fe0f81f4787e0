"""Mirrors a circle with a time as an event of the server. The row is the truth, and it is looked at every day (C11).

Without the permission nothing happens, and nobody hears of it: the invitation says the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from cogs.circles import names
from cogs.circles.circle import Pace, Stage
from cogs.circles.forming import form_rules
from cogs.circles.forming.new_circle import has_a_time
from data import circles, jobs
from data.circles import CircleRow
from data.jobs import Job, Urgency
from data.sealing import GuildSeals

if TYPE_CHECKING:
    from bot.app import Banyan

_EVERY = timedelta(days=1)
_BEGINS_WITHIN = timedelta(minutes=1)  # after its time it is seen whether the circle has begun
_UNNAMED_ROOM = "-"
_FORBIDDEN = 403
_TOO_MANY_EVENTS = 30038


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The event as it should be."""

    name: str
    starts_at: datetime
    ends_at: datetime
    location: str

    def differs(self, event: discord.ScheduledEvent) -> bool:
        shown = (event.name, event.start_time, event.end_time, event.location)
        return shown != (self.name, self.starts_at, self.ends_at, self.location)


async def mirror(bot: "Banyan", job: Job) -> None:
    """Make, change, move or cancel the event of a circle."""
    guild = bot.get_guild(job.guild_id or 0)
    async with bot.kit.store.reading() as session:
        row = await circles.circle(session, job.guild_id or 0, job.subject_id)
        if guild is None or row is None or not has_a_time(row):
            return
        wanted = _wanted(await bot.kit.seals.of(session, guild.id), row, guild)
        others = {each.event_id for each in await circles.open_circles(session, guild.id) if each.id != row.id}
    try:
        event = await _event_of(bot, guild, row, wanted, others)
        if event is not None:
            await _bring_into_step(bot, row, event, wanted)
    except discord.HTTPException as no:
        if no.status != _FORBIDDEN and no.code != _TOO_MANY_EVENTS:
            raise
        return
    await _record(bot, job, row.event_id if event is None else event.id)


def _wanted(seals: GuildSeals, row: CircleRow, guild: discord.Guild) -> _Wanted:
    room = guild.get_channel(row.room_id)
    return _Wanted(
        name=seals.open(row, "title"),
        starts_at=row.starts_at,
        ends_at=row.starts_at + form_rules.LASTS[Pace(row.pace)],
        location=_UNNAMED_ROOM if room is None else f"#{room.name}",
    )


async def _event_of(
    bot: "Banyan", guild: discord.Guild, row: CircleRow, wanted: _Wanted, others: Collection[int | None]
) -> discord.ScheduledEvent | None:
    """Return the circle's event: the one on record, one that an earlier try made and could not record, a new one."""
    if row.event_id is not None:
        try:
            known = await guild.fetch_scheduled_event(row.event_id, with_counts=False)
        except discord.NotFound:
            return None  # taken down by hand, which is respected
        is_on = known.status is discord.EventStatus.active
        has_run = is_on or known.status is discord.EventStatus.completed
        if not has_run or row.stage != Stage.GATHERING or row.starts_at <= bot.kit.clock():
            return known
        if is_on:  # the circle has another time since, and gets another event
            await known.end()
    assert bot.user is not None
    for event in await guild.fetch_scheduled_events(with_counts=False):
        if event.creator_id == bot.user.id and event.id not in others and not wanted.differs(event):
            return event
    if row.stage != Stage.GATHERING or row.starts_at <= bot.kit.clock():
        return None
    made = await guild.create_scheduled_event(
        name=wanted.name,
        start_time=wanted.starts_at,
        end_time=wanted.ends_at,
        location=wanted.location,
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
    )
    await bot.kit.crashpoint("circles.event_made")
    return made


async def _bring_into_step(bot: "Banyan", row: CircleRow, event: discord.ScheduledEvent, wanted: _Wanted) -> None:
    is_ahead = event.status is discord.EventStatus.scheduled
    is_on = event.status is discord.EventStatus.active
    gathers, now = row.stage == Stage.GATHERING, bot.kit.clock()
    if row.stage in circles.OVER and is_ahead:
        await event.cancel()
    elif is_on and (row.stage in circles.OVER or (gathers and now >= row.starts_at + _BEGINS_WITHIN)):
        await event.end()  # Discord begins each at its time, also where the circle could not
    elif is_ahead and not gathers:
        await event.start()  # it began earlier than was announced
    elif is_ahead and row.starts_at > now and wanted.differs(event):
        await event.edit(
            name=wanted.name, start_time=wanted.starts_at, end_time=wanted.ends_at, location=wanted.location
        )


async def _record(bot: "Banyan", job: Job, event_id: int | None) -> None:
    now = bot.kit.clock()
    async with bot.jobs.recording(job) as session:
        row = await circles.circle(session, job.guild_id or 0, job.subject_id)
        if row is None:
            return
        row.event_id = event_id
        begun_by = row.starts_at + _BEGINS_WITHIN
        if row.stage == Stage.GATHERING and begun_by > now:
            at = min(now + _EVERY, begun_by)
            schedule = Urgency.SCHEDULE
            await jobs.ask(session, names.EVENT, row.id, guild_id=row.guild_id, at=at, urgency=schedule, move=True)
