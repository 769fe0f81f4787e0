"""Brings what was told to the team: who can take it now, and whether a card in the team's room may say so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import discord

from bot.membership import person_in
from bot.server_settings import TEAM_ROOM, values_in
from bot.worker import Later, WaitForReturn
from cogs.reports import gate
from cogs.reports.telling import actions, after_actions
from cogs.reports.telling.form_views import named
from data import case_papers, cases, roster
from data.cases import WITH_THE_TEAM, Case, Part, State
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan


@dataclass(frozen=True, slots=True)
class _Look:
    """What the tables say, before Discord is asked."""

    too_soon: Later | None
    owner_asked: bool
    readers: list[gate.Reader]
    with_a_part: list[int]
    handles: bool  # somebody is known only by a handle
    room_id: int | None
    message: str | None  # a link whose author is still to be found


async def send(bot: "Banyan", job: Job) -> None:
    """Look whether a kept report is to reach the team, and hand it over once its time has come."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    look = await _look(bot, job)
    if look is None:
        return
    if look.message is not None:
        await _find_author(bot, job, look.message)
        look = await _look(bot, job)
        assert look is not None
    if look.too_soon is not None:
        raise look.too_soon
    readers, gone = await _still_of_the_team(guild, look.readers)
    if look.owner_asked and guild.owner_id is not None and guild.owner_id not in look.with_a_part:
        owner = await _member(guild, guild.owner_id)
        readers.append(gate.Reader(guild.owner_id, owner.display_name if owner is not None else ""))
    by_letter = look.owner_asked or look.handles or await _somebody_could_see(guild, look.room_id, look.with_a_part)
    async with bot.jobs.recording(job) as session:
        case = await session.get(Case, job.subject_id)
        if case is None:
            return
        seals = await bot.kit.seals.of(session, case.guild_id)
        for user_id in gone:
            row = await roster.person(session, case.guild_id, seals.who(roster.ROSTER, user_id))
            if row is not None:
                row.gone_at = bot.kit.clock()
        await after_actions.hand_over_if_due(bot.kit, session, seals, case, readers=readers, by_letter=by_letter)
    await bot.kit.crashpoint("report.sent")


async def _look(bot: "Banyan", job: Job) -> _Look | None:
    async with bot.kit.store.reading() as session:
        case = await session.get(Case, job.subject_id)
        if case is None or (case.state != State.KEPT and case.state not in WITH_THE_TEAM):
            return None
        seals = await bot.kit.seals.of(session, case.guild_id)
        people = [seals.open(row, "person") for row in await cases.people(session, case.id)]
        values = await values_in(session, bot.kit.server_settings, case.guild_id)
        ids = [int(person) for person in people if person.isdigit()]
        parts = {row.part for row in await cases.people(session, case.id)}
        links = [
            seals.open(row, "link")
            for row in await case_papers.evidence(session, case.id)
            if row.link is not None and row.author is None and Part.SUBJECT not in parts
        ]
        waits = case.state == State.KEPT and case.sends_at is not None and case.sends_at > bot.kit.clock()
        return _Look(
            too_soon=Later(case.sends_at) if waits and case.sends_at is not None else None,
            owner_asked=case.owner_asked,
            readers=await gate.eligible(bot.kit, session, seals, case),
            with_a_part=ids,
            handles=len(ids) < len(people),
            room_id=values.id(TEAM_ROOM),
            message=links[0] if links else None,
        )


async def _still_of_the_team(
    guild: discord.Guild, readers: Iterable[gate.Reader]
) -> tuple[list[gate.Reader], list[int]]:
    """Part those who still have their role from those who left or lost it. Whom Discord does not tell of stays."""
    here, gone = [], []
    for reader in readers:
        try:
            person = await person_in(guild, reader.user_id)
        except discord.HTTPException:
            here.append(reader)
            continue
        if person is None or (person.standing < gate.LEAST and not person.owns_server):
            gone.append(reader.user_id)
        else:
            here.append(reader)
    return here, gone


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
        author = (await channel.fetch_message(message_id)).author
    except discord.HTTPException:
        return
    async with bot.jobs.recording(job) as session:
        await actions.name_author(bot.kit, session, job.subject_id, named(author))
