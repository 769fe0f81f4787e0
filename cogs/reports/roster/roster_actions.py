"""Deeds on the roster: who is named, who takes it on, who is away, who steps back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.setting_kinds import NONE
from cogs.reports import gate
from cogs.reports.casework import room_actions
from cogs.reports.roster import roster_texts
from cogs.reports.telling import actions, after_actions, rules
from data import cases, roster
from data.base import new_id
from data.cases import INVOLVED, Case, Part
from data.roster import ROSTER, RosterPerson
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Place:
    """What somebody is on a server's roster.

    Attributes:
        accepted: Whether they take reports.
        away_until: Until when they are away.
        size: How many take reports there.
    """

    accepted: bool
    away_until: datetime | None
    size: int


# What `/settings set reports.roster` keeps and shows


async def keep(kit: Kit, session: AsyncSession, guild_id: int, value: str) -> None:
    """Name somebody (`+id`), take somebody off (`-` and whom), or everybody (`none`).

    Raises:
        Refusal: when ten are named already, or whoever is to go is not on it.
    """
    seals = await kit.seals.of(session, guild_id)
    if value == NONE:
        await session.execute(delete(RosterPerson).where(RosterPerson.guild_id == guild_id))
    elif value.startswith("-"):
        await session.delete(await _meant(session, seals, value[1:]))
    else:
        await _name(kit, session, seals, int(value[1:]))


async def _name(kit: Kit, session: AsyncSession, seals: GuildSeals, user_id: int) -> None:
    who = seals.who(ROSTER, user_id)
    if await roster.person(session, seals.guild_id, who) is not None:
        return
    if len(await roster.everyone(session, seals.guild_id)) >= roster.MOST:
        raise Refusal(roster_texts.TOO_MANY, most=roster.MOST)
    now = kit.clock()
    row = RosterPerson(id=new_id(now), guild_id=seals.guild_id, who=who, named_at=now)
    row.person = seals.seal(row, "person", str(user_id))
    session.add(row)


async def _meant(session: AsyncSession, seals: GuildSeals, typed: str) -> RosterPerson:
    wanted = rules.identifier(typed)
    for row in await roster.everyone(session, seals.guild_id):
        name = "" if row.name is None else seals.open(row, "name").casefold()
        handle = "" if row.handle is None else seals.open(row, "handle")
        if seals.open(row, "person") == str(wanted) or typed.casefold() == name or (handle and handle == wanted):
            return row
    raise Refusal(roster_texts.NOT_ON_IT, typed=typed[:80])


async def show(kit: Kit, session: AsyncSession, guild_id: int, language: str) -> str:
    """Return who takes reports, by the name they had when they accepted, and how many have not accepted yet."""
    named = await roster.everyone(session, guild_id)
    if not named:
        return NONE
    seals = await kit.seals.of(session, guild_id)
    names = [seals.open(row, "name") for row in named if row.accepted_at is not None and row.name is not None]
    waiting = len(named) - len(names)
    said = [", ".join(names)] if names else []
    if waiting:
        said.append(roster_texts.NOT_YET.in_(language, count=waiting))
    return " · ".join(said)


async def remove(kit: Kit, *, guild_id: int, user_id: int) -> None:
    """Take somebody off again who turned out to be a bot."""
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, guild_id)
        row = await roster.person(session, guild_id, seals.who(ROSTER, user_id))
        if row is not None:
            await session.delete(row)


# What whoever is named does themself


async def place_of(kit: Kit, *, by: Person) -> Place:
    """Return what somebody is on the roster.

    Raises:
        Refusal: when nobody named them.
    """
    async with kit.store.reading() as session:
        row = await _own(kit, session, by)
        takes = row.accepted_at is not None and row.gone_at is None
        return Place(takes, row.away_until, len(await roster.taking_reports(session, by.server_id, kit.clock())))


async def accept(kit: Kit, *, by: Person, name: str, handle: str) -> None:
    """Take it on, having read the guide. The name and handle are kept from here on.

    Args:
        kit: What actions need.
        by: Who.
        name: Their name, as the server shows it.
        handle: Their handle, as Discord has it.

    Raises:
        Refusal: when nobody named them, or the server is theirs.
    """
    if by.owns_server:
        raise Refusal(roster_texts.OWNER_NOT_NAMED)
    async with kit.store.writing() as session:
        row = await _own(kit, session, by)
        seals = await kit.seals.of(session, by.server_id)
        canonical = rules.identifier(handle)
        row.name = seals.seal(row, "name", name)
        row.handle = seals.seal(row, "handle", canonical) if isinstance(canonical, str) else None
        row.accepted_at, row.gone_at = row.accepted_at or kit.clock(), None
        await room_actions.team_changed(kit, session, by.server_id)  # they may look into the team's room now
        await _stand_for_names(session, seals, by.user_id, {rules.handle_of(handle), rules.handle_of(name)})
        await after_actions.somebody_is_there(kit, session, seals)


async def _stand_for_names(session: AsyncSession, seals: GuildSeals, user_id: int, called: Iterable[str]) -> None:
    """Give somebody the part in a case that a handle or name of theirs has there: it is about them (R44)."""
    for row in await cases.known_as(session, seals.guild_id, [seals.who(INVOLVED, each) for each in called]):
        case = await session.get_one(Case, row.case_id)
        await actions.involve(session, seals, case, [(Part(row.part), actions.Named(user_id))])


async def note_role(kit: Kit, *, by: Person) -> None:
    """Note that somebody of the roster lost the role that reading needs, or has it again.

    The owner reads what they are asked to take, and nothing as one of the roster.
    """
    lost = by.standing < gate.LEAST or by.owns_server
    async with kit.store.reading() as session:
        row = await _row(kit, session, by)
        if row is None or (row.gone_at is not None) == lost:
            return
    async with kit.store.writing() as session:
        row = await _row(kit, session, by)
        if row is not None:
            row.gone_at = kit.clock() if lost else None
            await after_actions.somebody_is_there(kit, session, await kit.seals.of(session, by.server_id))


async def away(kit: Kit, *, by: Person, until: datetime | None) -> None:
    """Be away until a moment, or be back with None.

    Raises:
        Refusal: when they do not take reports here.
    """
    async with kit.store.writing() as session:
        row = await _own(kit, session, by)
        if row.accepted_at is None:
            raise Refusal(roster_texts.NOT_ACCEPTED)
        row.away_until = until
        await after_actions.somebody_is_there(kit, session, await kit.seals.of(session, by.server_id))


async def leave(kit: Kit, *, by: Person) -> None:
    """Step back for good.

    Raises:
        Refusal: when nobody named them.
    """
    async with kit.store.writing() as session:
        await session.delete(await _own(kit, session, by))


async def _own(kit: Kit, session: AsyncSession, by: Person) -> RosterPerson:
    row = await _row(kit, session, by)
    if row is None:
        raise Refusal(roster_texts.NOT_NAMED)
    return row


async def _row(kit: Kit, session: AsyncSession, by: Person) -> RosterPerson | None:
    seals = await kit.seals.known(session, by.server_id)
    return None if seals is None else await roster.person(session, by.server_id, seals.who(ROSTER, by.user_id))
