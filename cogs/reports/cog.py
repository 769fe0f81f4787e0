"""Puts the feature together: letters, then what reporters, the team and those decided about meet."""

from typing import TYPE_CHECKING

from cogs.reports import names
from cogs.reports.casework import case_cog
from cogs.reports.deciding import measure_cog
from cogs.reports.letter_views import Letters, letter_card
from cogs.reports.records import record_cog
from cogs.reports.telling import report_cog

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan") -> None:
    """Register everything."""
    letters = Letters()
    bot.cards.on(names.LETTER_CARD, facts=letters.facts, draw=letter_card)
    await report_cog.install(bot, letters)
    await case_cog.install(bot, letters)
    await measure_cog.install(bot, letters)
    await record_cog.install(bot)
