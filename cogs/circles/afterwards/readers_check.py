"""For `check`: which other bots can read the threads of circles.

Without the members intent nobody can be listed, so only bots are found that have a role of their own, which Discord
makes for every bot that was invited with permissions.
"""

from typing import TYPE_CHECKING

import discord

from bot.server_settings import Values
from cogs.circles import names
from cogs.circles.afterwards import after_texts

if TYPE_CHECKING:
    from collections.abc import Sequence


async def other_readers(guild: discord.Guild, me: discord.Member, values: Values) -> list[tuple[str, str]]:
    """Return each other bot that can read the threads of all circles, and what can be done about it.

    Args:
        guild: The server, with its roles.
        me: Banyan there.
        values: What its admins have set.
    """
    room_id = values.id(names.ROOM)
    rooms: Sequence[discord.abc.GuildChannel] = await guild.fetch_channels()
    room = next((each for each in rooms if each.id == room_id), None)
    if room is None:
        return []
    found = []
    for role in guild.roles:
        if role.tags is None or role.tags.bot_id in (None, me.id):
            continue
        try:
            bot = await guild.fetch_member(role.tags.bot_id)
        except discord.NotFound:
            continue
        may = room.permissions_for(bot)
        if may.view_channel and may.manage_threads:
            said = after_texts.OTHER_READERS.in_("en", room=room.name, name=bot.display_name)
            found.append((said, after_texts.OTHER_READERS_MEND.in_("en", role=role.name)))
    return found
