"""Puts the feature together: forming a circle, sitting in it, what comes afterwards, and what the team can do."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered
from cogs.circles import settings, texts
from cogs.circles.afterwards import after_cog, archive_views
from cogs.circles.forming import apart_views, form_cog, join_views, open_views
from cogs.circles.hosting import host_cog, manage_views
from cogs.circles.sitting import safety_views, sit_cog

if TYPE_CHECKING:
    from bot.app import Banyan


class Circles(commands.Cog):
    """`/circle` for members and `/circles` for the team."""

    circle = app_commands.Group(name="circle", description=texts.CIRCLE_COMMAND.source, guild_only=True)
    circles = app_commands.Group(
        name="circles",
        description=texts.CIRCLES_COMMAND.source,
        guild_only=True,
        default_permissions=discord.Permissions(manage_threads=True),
    )

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @circle.command(name="open", description=texts.CIRCLE_OPEN.source)
    @answered()
    async def open(self, call: Call) -> None:
        """Open the form for a new circle."""
        await open_views.open_form(call)

    @circle.command(name="list", description=texts.CIRCLE_LIST.source)
    @answered()
    async def list_circles(self, call: Call) -> None:
        """Show the circles that can be joined, and one's own."""
        await join_views.show_list(call)

    @circle.command(name="join", description=texts.CIRCLE_JOIN.source)
    @app_commands.describe(circle=texts.CIRCLE_WHICH.source)
    @answered()
    async def join(self, call: Call, circle: str) -> None:
        """Take a seat."""
        await join_views.join_by_command(call, circle)

    @circle.command(name="leave", description=texts.CIRCLE_LEAVE.source)
    @answered()
    async def leave(self, call: Call) -> None:
        """Give up a seat, quietly."""
        await safety_views.leave_by_command(call)

    @circle.command(name="keep-apart", description=texts.CIRCLE_APART.source)
    @answered()
    async def keep_apart(self, call: Call) -> None:
        """Show one's own list of people not to sit with."""
        await apart_views.show_list(call)

    @circle.command(name="archive", description=texts.CIRCLE_ARCHIVE.source)
    @answered()
    async def archive(self, call: Call) -> None:
        """Show what was kept for the circles one sat in."""
        await archive_views.show_archive(call)

    @circles.command(name="list", description=texts.CIRCLES_LIST.source)
    @answered(facilitators=True)
    async def list_all(self, call: Call) -> None:
        """Show every circle that has not ended."""
        await manage_views.show_list(call)

    @circles.command(name="manage", description=texts.CIRCLES_MANAGE.source)
    @app_commands.describe(circle=texts.CIRCLE_WHICH.source)
    @answered(facilitators=True)
    async def manage(self, call: Call, circle: str) -> None:
        """Show one circle and what can be done for it."""
        await manage_views.manage(call, circle)

    @join.autocomplete("circle")
    async def _open_circles(
        self, interaction: "discord.Interaction[Banyan]", typed: str
    ) -> list[app_commands.Choice[str]]:
        return await join_views.choices(Call(interaction), typed)

    @manage.autocomplete("circle")
    async def _all_circles(
        self, interaction: "discord.Interaction[Banyan]", typed: str
    ) -> list[app_commands.Choice[str]]:
        return await manage_views.choices(Call(interaction), typed)


async def install(bot: "Banyan") -> None:
    """Register everything."""
    bot.server_settings.add(*settings.ENTRIES)
    await form_cog.install(bot)
    await sit_cog.install(bot)
    await after_cog.install(bot)
    await host_cog.install(bot)
    await bot.add_cog(Circles(bot))
