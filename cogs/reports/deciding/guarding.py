"""Asks Discord who is who at this moment, for the one guard of all measures (R25)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import discord

from bot.refusal import Refusal
from cogs.reports.deciding import measure_rules
from cogs.reports.deciding.measure_rules import Itself, Kind, Moderator, Subject
from cogs.reports.deciding.pieces import message_in
from cogs.reports.gate import NO_SUCH_CASE

_REVERSED = {Kind.TIMEOUT: Kind.LIFT, Kind.BAN: Kind.UNBAN}


async def guard_all(
    guild: discord.Guild | None,
    kinds: Iterable[Kind],
    *,
    moderator_id: int,
    subject_id: int | None,
    links: Sequence[str] = (),
    undoing: bool = False,
) -> None:
    """Refuse measures that this moderator may not take on that person now, or that Banyan cannot carry out.

    Args:
        guild: The server, None where Banyan does not see it any more.
        kinds: The measures.
        moderator_id: Who takes them.
        subject_id: Whom they are about; nobody where there is no measure.
        links: To the messages that are to be removed: that needs the permission in their own rooms.
        undoing: They are to be undone: what whoever left can do no more is passed over.

    Raises:
        Refusal: saying what stands in the way.
    """
    wanted = [_REVERSED[kind] for kind in kinds if kind in _REVERSED] if undoing else list(kinds)
    if not wanted or subject_id is None:
        return
    if guild is None:
        raise Refusal(NO_SUCH_CASE)
    acting = await _member(guild, moderator_id)
    if acting is None:
        raise Refusal(NO_SUCH_CASE)
    moderator = Moderator(moderator_id, _permissions(acting), acting.top_role.position, guild.owner_id == moderator_id)
    subject, banyan = await _subject(guild, subject_id), _banyan(guild)
    in_rooms = replace(moderator, permissions=await _permissions_in_rooms(guild, acting, links))
    for kind in wanted:
        if undoing and not subject.is_present and kind not in measure_rules.BY_ID:
            continue
        taking = in_rooms if kind is Kind.REMOVE_MESSAGE else moderator
        measure_rules.guard(kind, moderator=taking, subject=subject, banyan=banyan)


async def who_may(
    guild: discord.Guild, kinds: Iterable[Kind], *, of: Iterable[int], subject_id: int, undoing: bool = False
) -> list[int]:
    """Return who of some people could take these measures, or undo them, now."""
    wanted, found = list(kinds), []
    for user_id in of:
        try:
            await guard_all(guild, wanted, moderator_id=user_id, subject_id=subject_id, undoing=undoing)
        except Refusal:
            continue
        found.append(user_id)
    return found


async def _subject(guild: discord.Guild, user_id: int) -> Subject:
    member = await _member(guild, user_id)
    if member is None:
        return Subject(user_id, is_present=False)
    return Subject(
        user_id,
        is_present=True,
        rank=member.top_role.position,
        owns_server=guild.owner_id == user_id,
        is_admin=member.guild_permissions.administrator,
        is_bot=member.bot,
    )


def _banyan(guild: discord.Guild) -> Itself:
    return Itself(guild.me.id, _permissions(guild.me), guild.me.top_role.position)


async def _member(guild: discord.Guild, user_id: int) -> discord.Member | None:
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def _permissions_in_rooms(guild: discord.Guild, member: discord.Member, links: Sequence[str]) -> frozenset[str]:
    """Return what somebody may do in each of the messages' rooms, as far as those rooms are still there."""
    found = _permissions(member)
    for room_id, _ in filter(None, map(message_in, links)):
        try:
            room = guild.get_channel_or_thread(room_id) or await guild.fetch_channel(room_id)
        except (discord.NotFound, discord.Forbidden):
            continue
        found = found & frozenset(name for name, has in room.permissions_for(member) if has)
    return found


def _permissions(member: discord.Member) -> frozenset[str]:
    return frozenset(name for name, has in member.guild_permissions if has)
