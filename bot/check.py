"""`check`, `invite` and `sync`: what the operator wants to know before members do."""

from pathlib import Path

import discord
from rich.console import Console
from rich.table import Table

from bot.app import Banyan, create_bot
from bot.membership import lacking
from bot.server_settings import Values, values_in
from bot.settings import Settings, variable_of
from data import migrating
from data.engine import database_path

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
)
"""What the invitation asks for."""
MEASURES = discord.Permissions(moderate_members=True, manage_messages=True, kick_members=True, ban_members=True)
"""What it asks for besides where the team is to decide on measures with Banyan. Without them Banyan says, before
anything is done, which one it lacks."""
CIRCLES = discord.Permissions(create_private_threads=True, manage_threads=True, create_events=True)
"""What it asks for besides where there are to be circles. The first two are enough in the room for circles alone."""


async def report(settings: Settings, console: Console) -> bool:
    """Print what is configured and, with a token, what each server lacks; return whether Banyan can run and post."""
    table = Table("what", "how it is", "how to mend it", title="Configuration")
    bot = await _unopened_bot(settings)
    today = bot.kit.clock().date()
    checks = [row for look in bot.operator_checks for row in look(today)]
    for what, how, mend in [*_configuration(settings), *checks]:
        table.add_row(what, how, mend)
    console.print(table)
    if settings.token is None:
        console.print("Without a token, servers were not looked at.")
        return False
    lacks, notes = await _in_servers(settings, bot)
    servers = Table("server", "what it lacks", "how to mend it", title="Servers")
    for row in lacks:
        servers.add_row(*row)
    console.print(servers if lacks else "Every server has what Banyan needs.")
    if notes:
        known = Table("server", "good to know", "what can be done", title="Good to know")
        for row in notes:
            known.add_row(*row)
        console.print(known)
    return not lacks


def _configuration(settings: Settings) -> list[tuple[str, str, str]]:
    database = database_path(settings.database_url)
    revision = migrating.stored(database)
    return [
        (
            variable_of("token"),
            "set" if settings.token else "missing",
            "" if settings.token else "put it into .env",
        ),
        (variable_of("operator_contact"), settings.operator_contact, _mend_contact(settings)),
        (
            variable_of("database_url"),
            f"{database}, {_size(database)}, revision {revision or 'none yet'}",
            "",
        ),
        (
            "tables",
            "up to date" if revision == migrating.newest() else "will be brought up to date at start",
            "",
        ),
        ("master key", *_master_key(settings)),
    ]


def _mend_contact(settings: Settings) -> str:
    if "operator_contact" in settings.model_fields_set:
        return ""
    return "set it: members read who runs this bot and how to reach them"


def _master_key(settings: Settings) -> tuple[str, str]:
    if settings.master_keys():
        return "from the environment", ""
    if settings.key_file.exists():
        mode = settings.key_file.stat().st_mode & 0o777
        return f"in {settings.key_file}", "" if mode == 0o600 else f"chmod 600 {settings.key_file}"
    return "made at the first start", ""


def _size(file: Path) -> str:
    return f"{file.stat().st_size // 1024} KiB" if file.exists() else "not made yet"


_Rows = list[tuple[str, str, str]]


async def _in_servers(settings: Settings, bot: Banyan) -> tuple[_Rows, _Rows]:
    assert settings.token is not None
    rows, notes = [], []
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(settings.token.get_secret_value())
        assert client.user is not None
        async for partial in client.fetch_guilds(limit=None):
            guild = await client.fetch_guild(partial.id)
            me = await guild.fetch_member(client.user.id)
            rows += await lacks_of(guild, me, bot)
            notes += await notes_of(guild, me, bot)
    return rows, notes


async def _unopened_bot(settings: Settings) -> Banyan:
    """Return a bot with every feature registered and nothing opened."""
    bot = create_bot(settings)
    await bot.add_features()
    return bot


async def lacks_of(guild: discord.Guild, me: discord.Member, bot: Banyan) -> list[tuple[str, str, str]]:
    """Return what a server lacks: (server, what, how to mend it), looked up over REST.

    Args:
        guild: The server, with its roles.
        me: Banyan there.
        bot: With every feature registered; its database is only read.
    """
    rooms = {room.id: room for room in await guild.fetch_channels()}
    rows = []
    lacks = [name for name, needed in NEEDED if needed and not getattr(me.guild_permissions, name)]
    if lacks:
        names = ", ".join(name.replace("_", " ").title() for name in lacks)
        rows.append((guild.name, names, "give these to Banyan's role, or invite it anew with `invite`"))
    values, found = await _as_set(bot, guild.id)
    rows += [(guild.name, *lack) for lack in found]
    for entry in bot.server_settings:
        if not entry.needs or (room_id := values.id(entry.key)) is None:
            continue
        room = rooms.get(room_id)
        if room is None:
            rows.append((guild.name, f"the room of {entry.key}", f"/settings set {entry.key}"))
        elif lacks := lacking(room, entry.needs, me):
            rows.append((guild.name, f"in #{room.name}: {', '.join(lacks)}", "give these to Banyan in that room"))
    return rows


async def notes_of(guild: discord.Guild, me: discord.Member, bot: Banyan) -> list[tuple[str, str, str]]:
    """Return what the operator should know of a server and is no lack: (server, what, what can be done)."""
    values, _ = await _as_set(bot, guild.id)
    return [(guild.name, *note) for look in bot.server_notes for note in await look(guild, me, values)]


async def _as_set(bot: Banyan, guild_id: int) -> tuple[Values, list[tuple[str, str]]]:
    """Return a server's settings, and what the features find lacking there."""
    if migrating.stored(bot.store.path) != migrating.newest():
        return Values(bot.server_settings, {}), []  # nothing was set yet, or this version has not started yet
    async with bot.store.reading() as session:
        values = await values_in(session, bot.server_settings, guild_id)
        return values, [lack for look in bot.server_checks for lack in await look(session, guild_id, values)]


def asked_for(*, measures: bool = False, circles: bool = False) -> discord.Permissions:
    """Return which permissions the invitation asks for.

    Args:
        measures: Whether also for what time-outs, removals, kicks and bans need.
        circles: Whether also for what circles need: private threads, and events that mirror them.
    """
    permissions = NEEDED | MEASURES if measures else NEEDED
    return permissions | CIRCLES if circles else permissions


async def invitation(token: str, permissions: discord.Permissions) -> str:
    """Return the link that invites this bot with just these permissions."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(token)
        info = await client.application_info()
        return discord.utils.oauth_url(info.id, permissions=permissions, scopes=("bot", "applications.commands"))


async def sync_commands(settings: Settings, token: str) -> int:
    """Hand the commands to Discord and return how many there are.

    Raises:
        AlreadyRunning: when a bot is running; it brings commands up to date by itself when it starts.
    """
    bot = create_bot(settings)
    try:
        await bot.login(token)  # opens the store, loads the features, hands over what has changed
        return len(await bot.tree.sync())
    finally:
        await bot.close()
