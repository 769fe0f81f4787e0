"""`/safety`: for the people who take reports, and the settings that name them."""

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import discord
from discord import app_commands
from discord.ext import commands

from bot.access import Standing
from bot.answers import Call, answered
from bot.membership import person_of
from bot.server_settings import TEAM_ROOM, ZONE, values_of
from cogs.reports import names
from cogs.reports.casework import case_list_views, case_rules, case_work_actions, room_actions
from cogs.reports.roster import roster_actions, roster_texts, roster_views, settings

if TYPE_CHECKING:
    from bot.app import Banyan

_CHOICES = 25


class Safety(commands.Cog):
    """`/safety`."""

    safety = app_commands.Group(
        name="safety",
        description=roster_texts.SAFETY_COMMAND.source,
        guild_only=True,
        default_permissions=discord.Permissions(moderate_members=True),
    )

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    async def interaction_check(self, interaction: "discord.Interaction[Any]", /) -> bool:
        """Note first whether they have the role, lost it, or have it again; everybody goes on."""
        if interaction.guild_id is not None:
            await roster_actions.note_role(self.bot.kit, by=person_of(interaction))
        return True

    @safety.command(name="accept", description=roster_texts.SAFETY_ACCEPT.source)
    @answered(least=Standing.MODERATOR)
    async def accept(self, call: Call) -> None:
        """Show the guide to whoever was named, and ask."""
        await roster_views.show_guide(call)

    @safety.command(name="guide", description=roster_texts.SAFETY_GUIDE.source)
    @answered(least=Standing.MODERATOR)
    async def guide(self, call: Call) -> None:
        """Show the guide again."""
        await roster_views.show_guide(call)

    @safety.command(name="away", description=roster_texts.SAFETY_AWAY.source)
    @app_commands.describe(until=roster_texts.SAFETY_AWAY_UNTIL.source)
    @answered(least=Standing.MODERATOR)
    async def away(self, call: Call, until: str) -> None:
        """Be away for some days, or be back."""
        zone = ZoneInfo((await values_of(call.kit, call.person.server_id)).text(ZONE))
        ends_at = case_rules.away_until(until, call.kit.clock(), zone)
        await roster_actions.away(call.kit, by=call.person, until=ends_at)
        call.committed = True
        if ends_at is None:
            await call.say(roster_texts.BACK)
        else:
            await call.say(roster_texts.AWAY, until=discord.utils.format_dt(ends_at, "f"))

    @safety.command(name="leave", description=roster_texts.SAFETY_LEAVE.source)
    @answered(least=Standing.MODERATOR)
    async def leave(self, call: Call) -> None:
        """Step back."""
        await roster_actions.leave(call.kit, by=call.person)
        call.committed = True
        await call.say(roster_texts.LEFT)

    @safety.command(name="slow", description=roster_texts.SAFETY_SLOW.source)
    @app_commands.describe(name=roster_texts.SAFETY_SLOW_NAME.source, off=roster_texts.SAFETY_SLOW_OFF.source)
    @answered(least=Standing.MODERATOR)
    async def slow(self, call: Call, name: str, off: bool = False) -> None:
        """Let what a code name tells arrive a day later, or at its usual time again."""
        await case_work_actions.slow(call.kit, call.person, name, off=off)
        call.committed = True
        await call.say(roster_texts.NOT_SLOWED if off else roster_texts.SLOWED)

    @slow.autocomplete("name")
    async def _names(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        return await case_list_views.name_choices(Call(interaction), typed, most=_CHOICES)


async def install(bot: "Banyan") -> None:
    """Register the commands, the guide's buttons and the settings."""
    bot.server_settings.add(*settings.ENTRIES)
    bot.server_settings.on_change(names.ROSTER, changed=settings.nothing_follows, said=settings.say_of_person)
    bot.server_settings.on_change(TEAM_ROOM, changed=room_actions.room_changed, said=settings.nothing_to_say)
    bot.presses.on("reports:accept", roster_views.accept, defer="update", least=Standing.MODERATOR)
    bot.presses.on("reports:not_yet", roster_views.not_yet)
    await bot.add_cog(Safety(bot))
