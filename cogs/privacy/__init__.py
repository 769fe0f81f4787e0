"""What Banyan keeps of a person: to read, to take along, to erase."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.privacy import cog  # late, so that rules and actions load without discord

    await cog.install(bot)
