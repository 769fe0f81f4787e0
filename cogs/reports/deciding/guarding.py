"""Asks Discord who is who at this moment, for the one guard of all measures (R25)."""

from collections.abc import Iterable

import discord

from bot.refusal import Refusal
from cogs.reports.deciding import measure_rules
from cogs.reports.deciding.measure_rules import Itself, Kind, Moderator, Subject
from cogs.reports.gate import NO_SUCH_CASE

_REVERSED = {Kind.TIMEOUT: Kind.LIFT, Kind.BAN: Kind.UNBAN}


async def guard_all(
    guild: discord.Guild | None,
    kinds: Iterable[Kind],
    *,
    moderator_id: int,
    subject_id: int | None,
    undoing: bool = False,
) -> None:
    """Refuse measures that this moderator may not take on that person now, or that Banyan cannot carry out.

    Args:
        guild: The server, None where Banyan does not see it any more.
        kinds: The measures.
        moderator_id: Who takes them.
        subject_id: Whom they are about; nobody where there is no measure.
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
    for kind in wanted:
        if undoing and not subject.is_present and kind not in measure_rules.BY_ID:
            continue
        measure_rules.guard(kind, moderator=moderator, subject=subject, banyan=banyan)


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


def _permissions(member: discord.Member) -> frozenset[str]:
    return frozenset(name for name, has in member.guild_permissions if has)
