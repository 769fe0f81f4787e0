"""A server's own matters: settings and help."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.server import cog  # late, so that rules and actions load without discord

    await cog.install(bot)
