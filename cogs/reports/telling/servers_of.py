"""Which server somebody means in a direct message. Banyan knows no members, so it asks Discord for each server."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import app_commands

from bot.answers import Call
from bot.refusal import Refusal
from cogs.reports.telling import texts

_MOST = 25  # Discord shows no more
_WITHIN = 1.5  # seconds; who waits for a list waits no longer, and a form has to open within three


@dataclass(frozen=True, slots=True)
class _Shared:
    """Which of some servers somebody is in, and whether Discord said so of each of them in time."""

    theirs: list[discord.Guild]
    is_sure: bool


async def is_in(call: Call, guild_id: int) -> bool:
    """Return whether somebody is in a server now. Where Discord does not say so in time, they count as not in it."""
    if call.person.guild_id is not None:
        return call.person.guild_id == guild_id
    guild = call.bot.get_guild(guild_id)
    return guild is not None and bool((await _shared(call, [guild])).theirs)


async def meant(call: Call, typed: str) -> tuple[int, bool]:
    """Return the server that somebody means: the one they are in, the one they typed, or the only one they share.

    With it, whether they are in it.

    Raises:
        Refusal: when none is meant, Banyan is not in it, or it is not sure that it is the only one.
    """
    if call.person.guild_id is not None:
        return call.person.guild_id, True
    wanted = typed.strip()
    if not wanted:
        shared = await _shared(call, call.bot.guilds[:_MOST])
        if not shared.is_sure or len(call.bot.guilds) > _MOST or len(shared.theirs) != 1:
            raise Refusal(texts.WHICH_SERVER)  # never the wrong team, because another server was not asked about
        return shared.theirs[0].id, True
    named = [
        guild for guild in call.bot.guilds if wanted == str(guild.id) or wanted.casefold() == guild.name.casefold()
    ]
    shared = await _shared(call, named[:_MOST])
    if len(named) > 1 and not shared.is_sure:
        raise Refusal(texts.WHICH_SERVER)
    found = shared.theirs if len(named) > 1 else named  # of two of one name, the one they are in
    if len(found) != 1:
        raise Refusal(texts.NO_SUCH_SERVER)
    return found[0].id, found == shared.theirs


async def choices(call: Call, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the servers that somebody is in now, and no other."""
    wanted = typed.strip().casefold()
    near = [guild for guild in call.bot.guilds if wanted in guild.name.casefold()]
    if call.person.guild_id is not None:
        near = [guild for guild in near if guild.id == call.person.guild_id]
    shared = await _shared(call, near[: 2 * _MOST])
    return [app_commands.Choice(name=guild.name[:100], value=str(guild.id)) for guild in shared.theirs[:_MOST]]


async def _shared(call: Call, guilds: Sequence[discord.Guild]) -> _Shared:
    """Return those of these servers in which somebody is now, as far as Discord says so in time."""
    asked = {asyncio.ensure_future(_is_in(guild, call.person.user_id)): guild for guild in guilds}
    if not asked:
        return _Shared([], is_sure=True)
    done, late = await asyncio.wait(asked, timeout=_WITHIN)
    for task in late:
        task.cancel()
    theirs = [guild for task, guild in asked.items() if task in done and task.result()]
    return _Shared(theirs, is_sure=not late and None not in [task.result() for task in done])


async def _is_in(guild: discord.Guild, user_id: int) -> bool | None:
    """Return whether somebody is in a server, None where Discord does not say."""
    try:
        await guild.fetch_member(user_id)
    except discord.NotFound:
        return False
    except discord.HTTPException:
        return None
    return True
