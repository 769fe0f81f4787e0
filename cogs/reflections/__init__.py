"""Daily reflections: a prompt a day, answered in private or aloud, or not at all."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.reflections import cog  # late, so that rules and actions load without discord

    await cog.install(bot)
