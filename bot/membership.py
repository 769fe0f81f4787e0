"""What Discord says of people and of Banyan itself in a server: who acts, and what Banyan lacks."""

from collections.abc import Iterable

import discord

from bot.access import Person, Standing


def person_of(interaction: discord.Interaction) -> Person:
    """Return who acts. The interaction carries the member with their roles, without any intent."""
    member = interaction.user
    if not isinstance(member, discord.Member):
        return Person(interaction.guild_id, member.id, Standing.MEMBER)
    permissions = member.guild_permissions
    if permissions.administrator or permissions.manage_guild:
        standing = Standing.ADMIN
    elif permissions.moderate_members:
        standing = Standing.MODERATOR
    else:
        standing = Standing.MEMBER
    return Person(interaction.guild_id, member.id, standing)


def lacking(room: discord.abc.GuildChannel, needs: Iterable[str], me: discord.Member | None = None) -> list[str]:
    """Return what Banyan lacks in a room, as Discord names it.

    Args:
        room: The room.
        needs: The permissions, as discord.py names them.
        me: Banyan there, where the server is not in the cache.
    """
    has = room.permissions_for(me or room.guild.me)
    return [permission.replace("_", " ").title() for permission in needs if not getattr(has, permission)]
