"""Brings what was told to the team: who can take it now, and whether a card in the team's room may say so."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.membership import standing_of
from bot.server_settings import TEAM_ROOM, values_in
from bot.worker import Later, WaitForReturn
from cogs.reports import gate
from cogs.reports.casework import case_actions
from cogs.reports.telling import actions, after_actions, rules
from cogs.reports.telling.form_views import named
from data import case_papers, cases, roster
from data.cases import INVOLVED, WITH_THE_TEAM, Case, State
from data.jobs import Job
from data.sealing import GuildSeals

if TYPE_CHECKING:
    from bot.app import Banyan


@dataclass(frozen=True, slots=True)
class _Look:
    """What the tables say, before Discord is asked."""

    too_soon: Later | None
    owner_who: bytes | None  # the owner whom the reporter asked
    asked_owner: bool  # the reporter asked whoever owns the server now
    to_find: list[int]  # whom of the roster Discord is to be asked about
    people: frozenset[bytes]  # the digests of everybody who has a part in it
    with_a_part: list[int]
    handles: bool  # somebody is known only by a handle
    room_id: int | None
    message: str | None  # a link whose author is still to be found


async def send(bot: "Banyan", job: Job) -> None:
    """Look whether a kept report is to reach the team, and hand it over once its time has come."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    is_done = False
    while not is_done:
        is_done = await _bring(bot, guild, job)
    await bot.kit.crashpoint("report.sent")


async def somebody_back(bot: "Banyan", job: Job) -> None:
    """Look whether somebody who was away takes reports again."""
    async with bot.jobs.recording(job) as session:
        seals = await bot.kit.seals.known(session, job.subject_id)
        if seals is not None:
            await after_actions.somebody_is_there(bot.kit, session, seals)


async def _bring(bot: "Banyan", guild: discord.Guild, job: Job) -> bool:
    """Look, ask Discord, and hand it over. Returns whether nobody got a part in it meanwhile; else look once more."""
    look = await _look(bot, guild, job)
    if look is not None and look.message is not None:
        await _find_author(bot, job, look.message)
        look = await _look(bot, guild, job)
    if look is None:
        return True
    if look.too_soon is not None:
        raise look.too_soon
    owner = [guild.owner_id] if look.asked_owner and guild.owner_id is not None else []
    found = await _find(guild, [*look.to_find, *owner])
    gone = [user_id for user_id in look.to_find if user_id in found and not _is_of_the_team(found[user_id])]
    by_letter = look.asked_owner or look.handles or await _somebody_could_see(guild, look.room_id, look.with_a_part)
    async with bot.jobs.recording(job) as session:
        case = await session.get(Case, job.subject_id)
        if case is None:
            return True
        seals = await bot.kit.seals.of(session, case.guild_id)
        await actions.involve_by_handle(session, seals, case, {each: _called(found[each]) for each in found})
        if (frozenset(await gate.with_a_part(session, case)), case.owner_who) != (look.people, look.owner_who):
            if case.state in WITH_THE_TEAM:
                await after_actions.keep_from_those_with_a_part(bot.kit, session, seals, case)
            return False
        readers = [each for each in await gate.eligible(bot.kit, session, seals, case) if each.user_id not in gone]
        readers += [gate.Reader(each, "") for each in owner if seals.who(INVOLVED, each) not in look.people]
        if guild.owner_id is not None:
            await case_actions.forget_former_owner(bot.kit, session, case, owner_id=guild.owner_id)
        for user_id in gone:
            row = await roster.person(session, case.guild_id, seals.who(roster.ROSTER, user_id))
            if row is not None:
                row.gone_at = row.gone_at or bot.kit.clock()
        await after_actions.hand_over_if_due(bot.kit, session, seals, case, readers=readers, by_letter=by_letter)
    return True


async def _look(bot: "Banyan", guild: discord.Guild, job: Job) -> _Look | None:
    async with bot.kit.store.reading() as session:
        case = await session.get(Case, job.subject_id)
        if case is None or (case.state != State.KEPT and case.state not in WITH_THE_TEAM):
            return None
        seals = await bot.kit.seals.of(session, case.guild_id)
        people = [seals.open(row, "person") for row in await cases.people(session, case.id)]
        values = await values_in(session, bot.kit.server_settings, case.guild_id)
        ids = [int(person) for person in people if person.isdigit()]
        links = [
            seals.open(row, "link")
            for row in await case_papers.evidence(session, case.id)
            if row.link is not None and row.author is None
        ]
        waits = case.state == State.KEPT and case.sends_at is not None and case.sends_at > bot.kit.clock()
        return _Look(
            too_soon=Later(case.sends_at) if waits and case.sends_at is not None else None,
            owner_who=case.owner_who,
            asked_owner=case.owner_who is not None and case.owner_who == seals.who(INVOLVED, guild.owner_id or 0),
            to_find=await _to_find(bot, session, seals, case, handles=len(ids) < len(people)),
            people=frozenset(await gate.with_a_part(session, case)),
            with_a_part=ids,
            handles=len(ids) < len(people),
            room_id=values.id(TEAM_ROOM),
            message=links[0] if links else None,
        )


async def _to_find(bot: "Banyan", session: AsyncSession, seals: GuildSeals, case: Case, *, handles: bool) -> list[int]:
    """Return who may take it now; where somebody is known by a handle, also who could read it once they are back."""
    found = [reader.user_id for reader in await gate.eligible(bot.kit, session, seals, case)]
    if handles:
        with_a_part = await gate.with_a_part(session, case)
        named = [row for row in await roster.everyone(session, case.guild_id) if row.accepted_at is not None]
        ids = [int(seals.open(row, "person")) for row in named]
        found += [each for each in ids if each not in found and seals.who(INVOLVED, each) not in with_a_part]
    return found


async def _find(guild: discord.Guild, user_ids: Iterable[int]) -> dict[int, discord.Member | None]:
    """Return people as they are there now, None where they left. Whom Discord does not tell of is missing."""
    found = {}
    for user_id in user_ids:
        with contextlib.suppress(discord.HTTPException):
            found[user_id] = await _member(guild, user_id)
    return found


def _is_of_the_team(member: discord.Member | None) -> bool:
    """Whether somebody may read as one of the roster; the owner reads only what they are asked to take."""
    return member is not None and standing_of(member) >= gate.LEAST and member.guild.owner_id != member.id


def _called(member: discord.Member | None) -> frozenset[str]:
    """Return the handle and the names by which somebody goes now, as they are compared."""
    called = () if member is None else (member.name, member.global_name, member.nick)
    return frozenset(rules.handle_of(each) for each in called if each)


async def _somebody_could_see(guild: discord.Guild, room_id: int | None, people: Iterable[int]) -> bool:
    """Whether somebody with a part in it can look into the team's room now; what is not known counts as yes."""
    room = guild.get_channel(room_id or 0)
    if room is None:
        return True
    for user_id in people:
        try:
            member = await _member(guild, user_id)
        except discord.HTTPException:
            return True
        if member is not None and room.permissions_for(member).view_channel:
            return True
    return False


async def _member(guild: discord.Guild, user_id: int) -> discord.Member | None:
    try:
        return await guild.fetch_member(user_id)
    except discord.NotFound:
        return None


async def _find_author(bot: "Banyan", job: Job, link: str) -> None:
    """Find out who wrote a message whose form outlived a restart. Without luck the report stays as it is."""
    channel_id, message_id = (int(part) for part in link.split("/")[-2:])
    try:
        channel = bot.get_channel(channel_id) or await bot.fetch_channel(channel_id)
        assert isinstance(channel, discord.abc.Messageable)
        message = await channel.fetch_message(message_id)
    except discord.HTTPException:
        return
    if message.webhook_id:  # it names whom the webhook speaks for, not whoever wrote it
        return
    async with bot.jobs.recording(job) as session:
        await actions.name_author(bot.kit, session, job.subject_id, named(message.author))
        case = await session.get(Case, job.subject_id)
        if case is not None and case.state in WITH_THE_TEAM:
            seals = await bot.kit.seals.of(session, case.guild_id)
            await after_actions.keep_from_those_with_a_part(bot.kit, session, seals, case)
