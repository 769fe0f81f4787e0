"""Registers what those who look after circles can do."""

from typing import TYPE_CHECKING

from cogs.circles import names
from cogs.circles.hosting import host_effects, host_views, manage_views

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan") -> None:
    """Register hosting, ending and the team's page."""
    bot.jobs.on(names.LEAVE_THREAD, host_effects.leave_thread)

    bot.presses.on("circles:host", host_views.host)
    bot.presses.on("circles:tools", host_views.tools)
    bot.presses.on("circles:end", host_views.end)
    bot.presses.on("circles:end_now", host_views.end_now, defer="update")
    bot.presses.on("circles:goes_on", host_views.goes_on, defer="update")

    bot.presses.on("circles:team_list", manage_views.list_again, defer="update")
    bot.presses.on("circles:team_show", manage_views.again, defer="update")
    bot.presses.on("circles:team_host", manage_views.host, defer="update")
    bot.presses.on("circles:team_pause", manage_views.pause, defer="update")
    bot.presses.on("circles:team_go_on", manage_views.go_on, defer="update")
    bot.presses.on("circles:team_next", manage_views.move_on, defer="update")
    bot.presses.on("circles:team_end", manage_views.end, defer="update")
    bot.presses.on("circles:team_end_now", manage_views.end_now, defer="update")
    bot.presses.on("circles:team_remove", manage_views.remove)
    bot.presses.on_form("circles:team_removed", manage_views.removed, defer="private")
