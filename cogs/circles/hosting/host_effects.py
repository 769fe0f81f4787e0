"""Lets threads match who may sit in circles: whom the team took out is out. May run twice, late, or for nothing."""

from typing import TYPE_CHECKING

import discord

from bot.showing import CANNOT_REACH
from bot.worker import WaitForReturn
from data import circles, servers
from data.circles import SEAT, Absence
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan


async def leave_thread(bot: "Banyan", job: Job) -> None:
    """Take somebody out of the threads of circles that an absence keeps them out of. Discord writes a line there."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    async with bot.kit.store.reading() as session:
        absence = await session.get(Absence, job.subject_id)
        if absence is None or (absence.until is not None and absence.until <= bot.kit.clock()):
            return
        seals = await bot.kit.seals.of(session, guild.id)
        person = int(seals.open(absence, "person"))
        rows = await circles.threads_without(session, absence)
    cannot = [row for row in rows if not await _is_out(bot, guild, row.thread_id or 0, person)]
    await bot.kit.crashpoint("circles.taken_out")
    async with bot.jobs.recording(job) as session:
        for row in rows:
            about, now = str(row.thread_id), bot.kit.clock()
            if row in cannot:
                await servers.tell_admins(session, guild.id, CANNOT_REACH, about=about, now=now)
                continue
            await servers.mended(session, guild.id, CANNOT_REACH, about=about, now=now)
            seat = await circles.seat_of(session, row.id, seals.who(SEAT, person))
            if seat is not None and seat.gone:
                seat.let_in_at = None  # should they sit here again one day, they are brought in again
    if cannot:
        raise WaitForReturn


async def _is_out(bot: "Banyan", guild: discord.Guild, thread_id: int, person: int) -> bool:
    """Take somebody out of one thread, if they are in it. Returns whether that could be done."""
    try:
        thread = guild.get_thread(thread_id) or await bot.fetch_channel(thread_id)
        assert isinstance(thread, discord.Thread)
        await thread.fetch_member(person)
        if thread.archived:
            thread = await thread.edit(archived=False)  # Discord refuses changes in an archived one
        await thread.remove_user(discord.Object(person))
    except discord.NotFound:
        return True  # the thread is gone, or they are not in it: that is how it should be
    except discord.Forbidden:
        return False
    return True
