"""The bare bot: one command that reads a row, one that keeps a row. What Banyan is measured against.

The same discord.py, shards and intents as Banyan; one aiosqlite connection that is as careful with the disk as
Banyan's (write-ahead log, synchronous=FULL). Nothing else: no jobs, no seals, no settings, no languages.
"""

from pathlib import Path
from typing import Any

import aiosqlite
import discord
from discord import app_commands
from discord.ext import commands

_TABLE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY, words TEXT NOT NULL);
INSERT OR IGNORE INTO entries VALUES (1, 'A blue door');
"""


def intents() -> discord.Intents:
    """Those that Banyan asks for."""
    chosen = discord.Intents.none()
    chosen.guilds = True
    return chosen


class Empty(commands.AutoShardedBot):
    """A bot that does nothing at all: what is left is discord.py and the simulation."""

    def __init__(self, shard_count: int) -> None:
        super().__init__(commands.when_mentioned, intents=intents(), shard_count=shard_count)


class Bare(Empty):
    """A bot with two commands and one table.

    Args:
        database: The SQLite file; made if it is not there.
        shard_count: How many shards.
    """

    def __init__(self, database: Path, shard_count: int) -> None:
        super().__init__(shard_count)
        self._database = database
        self.tree.add_command(app_commands.Command(name="read", description="Read a row", callback=self._read))
        self.tree.add_command(app_commands.Command(name="write", description="Keep a row", callback=self._write))

    async def setup_hook(self) -> None:
        """Open the file."""
        self._rows = await aiosqlite.connect(self._database)
        await self._rows.executescript(_TABLE)

    async def _read(self, interaction: "discord.Interaction[Any]") -> None:
        async with self._rows.execute("SELECT words FROM entries WHERE id = 1") as found:
            row = await found.fetchone()
        assert row is not None
        await interaction.response.send_message(row[0], ephemeral=True)

    async def _write(self, interaction: "discord.Interaction[Any]", words: str) -> None:
        await self._rows.execute("INSERT INTO entries (words) VALUES (?)", (words,))
        await self._rows.commit()
        await interaction.response.send_message("Kept.", ephemeral=True)

    async def close(self) -> None:
        """Close the file too."""
        await super().close()
        await self._rows.close()
