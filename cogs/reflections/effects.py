"""What daily reflections do in Discord: each may run twice, late, or for nothing."""

from typing import TYPE_CHECKING

import discord

from bot.language import date_in
from bot.server_settings import LANGUAGE, values_in
from bot.showing import CANNOT_REACH
from bot.worker import WaitForReturn
from cogs.reflections import day_actions, names, texts
from data import cards, reflections, servers
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan

_THREAD_EXISTS = 160004
_UNKNOWN_MESSAGE = 10008


async def open_day(bot: "Banyan", job: Job) -> None:
    """Look whether a server's next day is due; a server that Banyan was removed from waits for its return."""
    if bot.get_guild(job.subject_id) is None:
        raise WaitForReturn
    async with bot.jobs.recording(job) as session:
        await day_actions.open_due_day(bot.kit, session, job.subject_id)


async def open_thread(bot: "Banyan", job: Job) -> None:
    """Give a day's card its thread. A message has one thread at most, so a second try finds the first's."""
    guild_id = job.guild_id or 0
    async with bot.kit.store.reading() as session:
        day = await reflections.day(session, guild_id, job.subject_id)
        card = await cards.card_of(session, names.DAY_CARD, job.subject_id)
        language = (await values_in(session, bot.kit.server_settings, guild_id)).text(LANGUAGE)
    if day is None or day.thread_id is not None or card is None or card.message_id is None:
        return
    channel = bot.get_channel(card.channel_id or 0)
    if not isinstance(channel, discord.TextChannel):
        raise WaitForReturn
    date = date_in(language, day.local_on, "d MMM")
    name = texts.THREAD_NAME.in_(language, date=date, theme=texts.THEMES[day.theme].in_(language))
    try:
        message = channel.get_partial_message(card.message_id)
        thread_id = (await message.create_thread(name=name, auto_archive_duration=1440)).id
    except discord.Forbidden:
        async with bot.kit.store.writing(in_background=True) as session:
            now = bot.kit.clock()
            await servers.tell_admins(session, guild_id, CANNOT_REACH, about=str(channel.id), now=now)
        raise WaitForReturn from None
    except discord.HTTPException as error:
        if error.code == _UNKNOWN_MESSAGE:
            return
        if error.code != _THREAD_EXISTS:
            raise
        thread_id = card.message_id  # a thread begun on a message has the message's id
    await bot.kit.crashpoint("reflections.thread_made")
    async with bot.jobs.recording(job) as session:
        again = await reflections.day(session, guild_id, job.subject_id)
        if again is not None:
            await day_actions.record_thread(session, again, thread_id, now=bot.kit.clock())
        await servers.mended(session, guild_id, CANNOT_REACH, about=str(channel.id), now=bot.kit.clock())
