"""Reports: somebody tells the team what happened; it is kept, heard and decided, and nobody is exposed."""

from typing import Any


async def setup(bot: Any) -> None:
    """Add the feature to the bot."""
    from cogs.reports import cog

    await cog.install(bot)
