"""What happens in Discord after a circle: each may run twice, late, or for nothing."""

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.showing import CANNOT_REACH
from bot.worker import Later, WaitForReturn
from cogs.circles import keeping, names
from cogs.circles.afterwards import after_actions
from data import cards, circles, servers
from data.circles import CircleRow, Story
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan

REASON = "A story circle ended, and its thread goes as announced."  # the same for every circle: it names nobody


async def end_thread(bot: "Banyan", job: Job) -> None:
    """Delete a circle's thread, and with it what nobody kept."""
    circle = await _ended(bot, job, keeping.THREAD_STAYS)
    if circle is None:
        return
    is_gone = circle.thread_gone_at is not None or await _delete_thread(bot, circle)
    await bot.kit.crashpoint("circles.thread_deleted")
    async with bot.jobs.recording(job) as session:
        about, now = str(circle.room_id), bot.kit.clock()
        again = await circles.circle(session, circle.guild_id, circle.id)
        if again is None:
            return
        await after_actions.let_words_go(bot.kit, session, again)
        if is_gone:
            again.thread_gone_at = again.thread_gone_at or now
            await servers.mended(session, circle.guild_id, CANNOT_REACH, about=about, now=now)
        elif bot.get_guild(circle.guild_id) is not None:
            await servers.tell_admins(session, circle.guild_id, CANNOT_REACH, about=about, now=now)
    if not is_gone:
        raise WaitForReturn


async def _delete_thread(bot: "Banyan", circle: CircleRow) -> bool:
    """Delete a circle's thread, where it has one; return whether there is none any more."""
    if circle.thread_id is None:
        return True
    try:
        thread = await bot.fetch_channel(circle.thread_id)
        if isinstance(thread, discord.Thread):
            await thread.delete(reason=REASON)
    except discord.NotFound:
        return True
    except discord.Forbidden:
        return False
    return True


async def ask_after(bot: "Banyan", job: Job) -> None:
    """Write to those who said yes, on the day after."""
    circle = await _ended(bot, job, keeping.ASKED_AFTER)
    if circle is None:
        return
    async with bot.jobs.recording(job) as session:
        await after_actions.write_letters(bot.kit, session, circle)
        if circle.step_id is not None:  # the closing card offers the letter no more
            step_id, now = circle.step_id, bot.kit.clock()
            await cards.show(session, names.STEP_CARD, step_id, guild_id=circle.guild_id, now=now)


async def end_story(bot: "Banyan", job: Job) -> None:
    """Let a story end whose time is over."""
    async with bot.jobs.recording(job) as session:
        story = await session.get(Story, job.subject_id)
        if story is not None:
            await after_actions.end_story(bot.kit, session, story)


async def forget(bot: "Banyan", job: Job) -> None:
    """Forget a circle whose time is over."""
    circle = await _ended(bot, job, keeping.REMEMBERED)
    if circle is None:
        return
    async with bot.jobs.recording(job) as session:
        again = await circles.circle(session, circle.guild_id, circle.id)
        if again is not None:
            await after_actions.forget(bot.kit, session, again)


async def _ended(bot: "Banyan", job: Job, since: timedelta) -> CircleRow | None:
    """Return the circle of a job, once it ended that long ago; None where there is nothing to do."""
    async with bot.kit.store.reading() as session:
        circle = await circles.circle(session, job.guild_id or 0, job.subject_id)
    if circle is None or circle.closed_at is None:
        return None
    if bot.kit.clock() < circle.closed_at + since:
        raise Later(circle.closed_at + since)
    return circle
