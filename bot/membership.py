"""What Discord says of people and of Banyan itself in a server: who acts, and what Banyan lacks."""

from collections.abc import Iterable

import discord

from bot.access import Person, Standing


def person_of(interaction: discord.Interaction) -> Person:
    """Return who acts. The interaction carries the member with their roles, without any intent."""
    member = interaction.user
    if not isinstance(member, discord.Member):
        return Person(interaction.guild_id, member.id, Standing.MEMBER)
    return _person(member)


async def person_in(guild: discord.Guild, user_id: int) -> Person | None:
    """Return who somebody is in a server at this moment, asked over REST; None when they are not there."""
    try:
        member = await guild.fetch_member(user_id)
    except discord.NotFound:
        return None
    return _person(member)


def _person(member: discord.Member) -> Person:
    owns = member.guild.owner_id == member.id
    roles = frozenset(role.id for role in member.roles)
    return Person(member.guild.id, member.id, standing_of(member), owns_server=owns, role_ids=roles)


def standing_of(member: discord.Member) -> Standing:
    """Return what a member is, by their permissions in the whole server."""
    permissions = member.guild_permissions
    if permissions.administrator or permissions.manage_guild:
        return Standing.ADMIN
    return Standing.MODERATOR if permissions.moderate_members else Standing.MEMBER


def lacking(room: discord.abc.GuildChannel, needs: Iterable[str], me: discord.Member | None = None) -> list[str]:
    """Return what Banyan lacks in a room, as Discord names it.

    Args:
        room: The room.
        needs: The permissions, as discord.py names them.
        me: Banyan there, where the server is not in the cache.
    """
    has = room.permissions_for(me or room.guild.me)
    return [permission.replace("_", " ").title() for permission in needs if not getattr(has, permission)]
