"""What is kept of a case: evidence files, the trail, the date of deletion, declarations."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan") -> None:
    """Register what this part of the feature needs."""
