"""`audit verify`: look through each server's trail, and say its latest value for others to note down."""

from dataclasses import dataclass

from sqlalchemy import select

from bot.settings import Settings
from data import migrating, trail
from data.engine import Store, database_path
from data.sealing import GuildKeyRow, Seals, read_key_file
from data.trail import Verified

_LOST = "The noted value stands in no trail. Entries were cut off, or somebody wrote a trail anew."


class NoDatabase(Exception):
    """There is no database, or its tables are older than this version's."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of it.

    Attributes:
        fits: Whether every trail does.
        lines: A line for each server.
    """

    fits: bool
    lines: list[str]


async def verify(settings: Settings, *, noted: str = "") -> Found:
    """Look through every server's trail. The database is only read, and a bot may be running on it.

    Args:
        settings: What the operator decided.
        noted: A value of a chain that somebody noted down earlier, in hexadecimal: it must stand in one.

    Raises:
        NoDatabase: when there is none of this version.
        WrongMasterKey: when a key cannot be opened.
    """
    if migrating.stored(database_path(settings.database_url)) != migrating.newest():
        raise NoDatabase
    store = Store(settings.database_url)
    seals = Seals(settings.master_keys() or read_key_file(settings.key_file))
    try:
        async with store.reading() as session:
            guilds = list(await session.scalars(select(GuildKeyRow.guild_id).order_by(GuildKeyRow.guild_id)))
        found = {guild_id: await _verified(store, seals, guild_id) for guild_id in guilds}
        async with store.reading() as session:
            place = await trail.place_of(session, noted) if noted else None
    finally:
        await store.close()
    lines = [_line(guild_id, each) for guild_id, each in found.items()] or ["No server has a trail yet."]
    if noted:
        lines.append(_LOST if place is None else f"The noted value is entry {place[1]} of server {place[0]}.")
    fits = all(each.broken_at is None for each in found.values())
    return Found(fits and not (noted and place is None), lines)


async def _verified(store: Store, seals: Seals, guild_id: int) -> Verified:
    async with store.reading() as session:
        own = await seals.known(session, guild_id)
        assert own is not None
        return await trail.verify(session, own)


def _line(guild_id: int, found: Verified) -> str:
    if found.broken_at is not None:
        return f"Server {guild_id}: entry {found.broken_at} does not fit those before it. Somebody changed the trail."
    if not found.entries:
        return f"Server {guild_id}: no entries."
    return f"Server {guild_id}: {found.entries} entries fit. Latest: {found.entries} {found.latest.hex()}"
