"""`keys rotate`: wrap every server's key with the current master key.

It may end anywhere and be run again: each row names the master key that wraps it, and older master keys stay
in the key file. What was sealed before is not sealed anew, and copies made before still open with the older
master key.
"""

from sqlalchemy import select

from bot.settings import Settings
from data.engine import Store
from data.sealing import GuildKeyRow, Seals, add_key_to_file, read_key_file


async def rotate(settings: Settings) -> int:
    """Wrap anew and return how many keys that were.

    With a key file, a fresh key is put first in it unless an earlier rotation has yet to be finished. With
    `BANYAN_SECRET_KEYS`, put the new key first yourself and keep the older ones behind it.

    Raises:
        AlreadyRunning: when a bot is running on the file.
        WrongMasterKey: when a key cannot be opened.
    """
    store = Store(settings.database_url)
    store.hold()
    try:
        keys = settings.master_keys() or read_key_file(settings.key_file)
        changed = await _rewrap(store, Seals(keys))
        if not changed and keys and not settings.master_keys():
            changed = await _rewrap(store, Seals(add_key_to_file(settings.key_file)))
        return changed
    finally:
        await store.close()


async def _rewrap(store: Store, seals: Seals) -> int:
    changed = 0
    async with store.reading() as session:
        guilds = list(await session.scalars(select(GuildKeyRow.guild_id)))
    for guild_id in guilds:
        async with store.writing() as session:  # one deed each: an interruption leaves whole rows
            row = await session.get_one(GuildKeyRow, guild_id)
            changed += seals.rewrap(row)
    return changed
