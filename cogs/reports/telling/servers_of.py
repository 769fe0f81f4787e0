"""Which server somebody means in a direct message. Banyan knows no members, so it asks Discord for each server."""

import asyncio
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.answers import Call
from bot.refusal import Refusal
from cogs.reports.telling import texts

_MOST = 25  # Discord shows no more
_WITHIN = 1.5  # seconds; who waits for a list waits no longer, and a form has to open within three


async def is_in(call: Call, guild_id: int) -> bool:
    """Return whether somebody is in a server now. Where Discord does not say so in time, they count as not in it."""
    if call.person.guild_id is not None:
        return call.person.guild_id == guild_id
    guild = call.bot.get_guild(guild_id)
    return guild is not None and bool(await _shared(call, [guild]))


async def meant(call: Call, typed: str) -> tuple[int, bool]:
    """Return the server that somebody means: the one they are in, the one they typed, or the only one they share.

    With it, whether they are in it.

    Raises:
        Refusal: when none is meant, or Banyan is not in it.
    """
    if call.person.guild_id is not None:
        return call.person.guild_id, True
    wanted = typed.strip()
    if not wanted:
        shared = await _shared(call, call.bot.guilds[:_MOST])
        if len(shared) != 1:
            raise Refusal(texts.WHICH_SERVER)
        return shared[0].id, True
    named = [
        guild for guild in call.bot.guilds if wanted == str(guild.id) or wanted.casefold() == guild.name.casefold()
    ]
    theirs = await _shared(call, named[:_MOST])
    found = theirs if len(named) > 1 else named  # of two of one name, the one they are in
    if len(found) != 1:
        raise Refusal(texts.NO_SUCH_SERVER)
    return found[0].id, found == theirs


async def choices(call: Call, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the servers that somebody is in now, and no other."""
    wanted = typed.strip().casefold()
    near = [guild for guild in call.bot.guilds if wanted in guild.name.casefold()]
    if call.person.guild_id is not None:
        near = [guild for guild in near if guild.id == call.person.guild_id]
    shared = await _shared(call, near[: 2 * _MOST])
    return [app_commands.Choice(name=guild.name[:100], value=str(guild.id)) for guild in shared[:_MOST]]


async def _shared(call: Call, guilds: Sequence[discord.Guild]) -> list[discord.Guild]:
    """Return those of these servers in which somebody is now, as far as Discord says so in time."""
    asked = {asyncio.ensure_future(_is_in(guild, call.person.user_id)): guild for guild in guilds}
    if not asked:
        return []
    done, late = await asyncio.wait(asked, timeout=_WITHIN)
    for task in late:
        task.cancel()
    return [guild for task, guild in asked.items() if task in done and task.result()]


async def _is_in(guild: discord.Guild, user_id: int) -> bool:
    try:
        await guild.fetch_member(user_id)
    except discord.HTTPException:
        return False
    return True
