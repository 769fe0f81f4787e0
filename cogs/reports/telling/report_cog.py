"""What a reporter meets: `/report`, the menus, the card, the form and what comes after it."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered
from bot.server_settings import TO_POST, Setting
from bot.setting_kinds import NONE, ROOM
from cogs.reports import names
from cogs.reports.letter_views import LetterKind, Letters
from cogs.reports.telling import (
    actions,
    after_views,
    door_effects,
    door_views,
    mine_views,
    send_effects,
    servers_of,
    texts,
)

if TYPE_CHECKING:
    from bot.app import Banyan

_ANYWHERE = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False)


class Report(commands.Cog):
    """`/report`, and *Tell the team* in the menus of a message and of a person."""

    report = app_commands.Group(name="report", description=texts.REPORT_COMMAND.source, allowed_contexts=_ANYWHERE)

    def __init__(self, bot: "Banyan", doors: door_views.Doors) -> None:
        self.bot = bot
        self.doors = doors
        self._menus = [
            app_commands.ContextMenu(name=texts.TELL_THE_TEAM.source, callback=self.tell_of_message),
            app_commands.ContextMenu(name=texts.TELL_ABOUT.source, callback=self.tell_of_person),
        ]

    async def cog_load(self) -> None:
        """Add the menus: a cog's commands come by themselves, its menus do not."""
        for menu in self._menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    @answered()
    async def tell_of_message(self, call: Call, message: discord.Message) -> None:
        """Open the form on a message that somebody held."""
        await self.doors.on_message(call, message)

    @answered()
    async def tell_of_person(self, call: Call, person: discord.User | discord.Member) -> None:
        """Open the form on a person that somebody held."""
        await self.doors.on_person(call, person)

    @report.command(name="open", description=texts.REPORT_OPEN.source)
    @app_commands.describe(server=texts.REPORT_OPEN_SERVER.source)
    @answered()
    async def open(self, call: Call, server: str = "") -> None:
        """Open the form."""
        guild_id, is_member = await servers_of.meant(call, server)
        await self.doors.open_for(call, guild_id, is_member=is_member)

    @open.autocomplete("server")
    async def _servers(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        return await servers_of.choices(Call(interaction), typed)

    @report.command(name="mine", description=texts.REPORT_MINE.source)
    @answered()
    async def mine(self, call: Call) -> None:
        """Show what one told."""
        await call.show(await mine_views.mine_page(call, 0))

    @report.command(name="quiet", description=texts.REPORT_QUIET.source)
    @answered()
    async def quiet(self, call: Call) -> None:
        """Let Banyan write first about none of it."""
        await mine_views.quiet(call)


async def _nothing_more(call: Any, kept: str) -> list[str]:
    return []


async def install(bot: "Banyan", letters: Letters) -> None:
    """Register what this part of the feature needs."""
    doors = door_views.Doors()
    bot.server_settings.add(
        Setting(names.DOOR_ROOM, ROOM, NONE, texts.SETTING_ROOM, texts.SETTING_ROOM_ABOUT, needs=TO_POST)
    )
    bot.server_settings.on_change(names.DOOR_ROOM, changed=actions.place_door, said=_nothing_more)
    bot.cards.on(names.DOOR_CARD, facts=door_views.door_facts, draw=door_views.door_card, shown=door_effects.door_shown)
    bot.jobs.on(names.PIN_DOOR, door_effects.pin)
    bot.jobs.on(names.SEND, send_effects.send)
    bot.jobs.on(names.SOMEBODY_BACK, send_effects.somebody_back)
    for about in (names.NEWS_LETTER, names.SOMEBODY_LETTER, names.QUESTION_LETTER):
        letters.on(about, LetterKind(texts.LETTER_SAYS, texts.LETTER_LABEL, "reports:look"))

    bot.presses.on("reports:tell", doors.tell)
    bot.presses.on("reports:tell_circle", doors.in_circle)
    bot.presses.on_form("reports:keep", doors.keep)
    bot.presses.on_form("reports:keep_circle", doors.keep_circle)
    bot.presses.on_form("reports:keep_message", doors.keep_message)
    bot.presses.on_form("reports:keep_person", doors.keep_person)

    bot.presses.on("reports:look", after_views.look)
    bot.presses.on("reports:send_now", after_views.send_now, defer="update")
    bot.presses.on("reports:private", after_views.private)
    bot.presses.on("reports:take_back", after_views.take_back)
    bot.presses.on("reports:take_back_now", after_views.take_back_now)
    bot.presses.on("reports:danger", after_views.danger, defer="update")
    bot.presses.on("reports:note", after_views.note)
    bot.presses.on("reports:no_note", after_views.no_note)
    bot.presses.on("reports:discord", after_views.discord_report)
    bot.presses.on("reports:ask_owner", after_views.ask_owner, defer="update")
    bot.presses.on("reports:add", after_views.add)
    bot.presses.on_form("reports:added", after_views.added)
    bot.presses.on("reports:who", after_views.who)
    bot.presses.on_form("reports:who_is", after_views.who_is)
    bot.presses.on("reports:change", after_views.change)
    bot.presses.on("reports:show_name", after_views.show_name)
    bot.presses.on("reports:show_name_now", after_views.show_name_now)

    bot.presses.on("reports:mine", mine_views.mine)
    bot.presses.on("reports:delete_letters", mine_views.delete_letters)
    bot.presses.on("reports:earlier", mine_views.earlier)
    bot.presses.on("reports:answer", mine_views.answer)
    bot.presses.on_form("reports:answered", mine_views.answered)
    bot.presses.on("reports:skip", mine_views.skip)
    bot.presses.on("reports:not_now", mine_views.not_now)
    await bot.add_cog(Report(bot, doors))
