"""Help outside the server: who else listens, and where."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.support import cog  # late, so that rules and actions load without discord

    await cog.install(bot)
