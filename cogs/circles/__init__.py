"""Story circles: a few people tell and listen in turn, from the invitation to the day after."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.circles import cog  # late, so that rules and actions load without discord

    await cog.install(bot)
