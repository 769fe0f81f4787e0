"""What is decided: preview, measures, notices, appeals."""

from typing import TYPE_CHECKING

from cogs.reports.letter_views import Letters

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan", letters: Letters) -> None:
    """Register what this part of the feature needs."""
