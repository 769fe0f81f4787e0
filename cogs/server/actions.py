"""Deeds of a server's own matters."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person, Standing
from bot.kit import Kit
from bot.server_settings import Setting
from bot.setting_kinds import Here
from data import jobs, servers
from data.sealing import GuildSeals


async def change_setting(kit: Kit, *, by: Person, key: str, typed: str, here: Here) -> tuple[Setting, str]:
    """Change one setting, and what follows from it, in one deed. Returns the entry and what is kept.

    Args:
        kit: What actions need.
        by: Who changes it.
        key: Which setting.
        typed: What was typed.
        here: What exists in the server.

    Raises:
        Refusal: when they may not, there is no such setting, or the value cannot be read.
    """
    by.must_be(Standing.ADMIN)
    entry = kit.server_settings.named(key)
    kit.server_settings.may_change(entry)
    value = entry.kind.read(typed, here)
    async with kit.store.writing() as session:
        if entry.elsewhere is not None:
            await entry.elsewhere.keep(kit, session, by.server_id, value)
        else:
            await servers.set_value(session, by.server_id, key, value)
        seals = await kit.seals.of(session, by.server_id)
        server = await servers.server(session, by.server_id)
        server.changed_by = seals.seal(server, "changed_by", str(by.user_id))
        server.changed_at = kit.clock()
        await session.flush()
        changed = kit.server_settings.changed(entry)
        if changed is not None:
            await changed(kit, session, by.server_id)
        await jobs.ask_given_up(session, by.server_id, now=kit.clock())  # what waited for a room may have one now
    return entry, value


async def changed_by(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[servers.Server]:
    """Return the server's row if this person last changed a setting."""
    server = await session.get(servers.Server, seals.guild_id)
    if server is None or server.changed_by is None:
        return []
    return [server] if seals.open(server, "changed_by") == str(user_id) else []
