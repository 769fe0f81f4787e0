"""`/settings` and `/help`, and what a server's own matters register."""

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.access import Standing
from bot.answers import Call, answered
from bot.language import Text
from bot.membership import person_of
from bot.privacy import Holding
from bot.refusal import Refusal
from bot.server_settings import Setting, shown_value
from bot.setting_kinds import Here
from bot.ui import Drawing
from cogs.server import actions, texts
from data import servers

if TYPE_CHECKING:
    from bot.app import Banyan

_CHOICES = 25
_FIRST = ("reflect", "journal")  # what a newcomer looks for


class Server(commands.Cog):
    """`/settings` and `/help`."""

    settings = app_commands.Group(
        name="settings",
        description=texts.SETTINGS_COMMAND.source,
        guild_only=True,
        default_permissions=discord.Permissions(manage_guild=True),
    )

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @settings.command(name="show", description=texts.SETTINGS_SHOW.source)
    @answered(least=Standing.ADMIN)
    async def show(self, call: Call) -> None:
        """Show every setting."""
        async with call.kit.store.reading() as session:
            lines = [
                _shown(call, entry, await shown_value(call.kit, session, call.person.server_id, entry, call.language))
                for entry in call.bot.server_settings
            ]
        await call.show(
            Drawing(
                parts=[texts.SHOWN.in_(call.language), "\n".join(lines)],
                quiet=texts.SHOWN_QUIET.in_(call.language),
            )
        )

    @settings.command(name="set", description=texts.SETTINGS_SET.source)
    @app_commands.describe(name=texts.SETTINGS_SET_NAME.source, value=texts.SETTINGS_SET_VALUE.source)
    @answered(least=Standing.ADMIN)
    async def set(self, call: Call, name: str, value: str) -> None:
        """Change one setting, and say what follows."""
        entry, kept = await actions.change_setting(
            call.kit, by=call.person, key=name, typed=value, here=here(call.interaction.guild)
        )
        call.committed = True
        async with call.kit.store.reading() as session:
            value_now = await shown_value(call.kit, session, call.person.server_id, entry, call.language)
        label = entry.label.in_(call.language)
        parts = [texts.CHANGED.in_(call.language, label=label, value=value_now)]
        said = call.bot.server_settings.said(entry)
        if said is not None:
            parts += await said(call, kept)
        await call.show(Drawing(parts=parts))

    @set.autocomplete("name")
    async def _names(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        if person_of(interaction).standing < Standing.ADMIN:
            return []
        spoken = Call(interaction).language
        offered = [(f"{entry.key} · {entry.label.in_(spoken)}", entry.key) for entry in self.bot.server_settings]
        return _choices(offered, typed)

    @set.autocomplete("value")
    async def _values(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        if person_of(interaction).standing < Standing.ADMIN:
            return []
        try:
            entry = self.bot.server_settings.named(str(interaction.namespace.name))
        except Refusal:
            return []
        return _choices(list(entry.kind.offer(here(interaction.guild))), typed)

    @app_commands.command(name="help", description=texts.HELP_COMMAND.source)
    @app_commands.guild_only()
    @answered()
    async def help(self, call: Call) -> None:
        """List the commands that this person may use."""
        lines = [
            texts.HELP_LINE.in_(call.language, name=command.qualified_name, about=_said(command, call.language))
            for command in usable(self.bot.tree, call.person.standing, call.interaction.permissions)
        ]
        await call.show(
            Drawing(
                parts=[texts.HELP_TITLE.in_(call.language), "\n".join(lines)],
                quiet=texts.HELP_QUIET.in_(call.language),
            )
        )


def _shown(call: Call, entry: Setting, value: str) -> str:
    if call.bot.server_settings.is_locked(entry):
        value = f"{value} · {texts.SHOWN_LOCKED.in_(call.language, operator=call.bot.operator)}"
    return texts.SHOWN_LINE.in_(
        call.language,
        label=entry.label.in_(call.language),
        key=entry.key,
        value=value,
        about=entry.about.in_(call.language),
    )


def _said(command: "app_commands.Command[Any, ..., Any]", spoken: str) -> str:
    return Text(command.description).in_(spoken)


def usable(
    tree: "app_commands.CommandTree[Banyan]", standing: Standing, may: discord.Permissions
) -> list["app_commands.Command[Any, ..., Any]"]:
    """Return the commands that someone may use and that Discord offers them, in reading order.

    Args:
        tree: Every command.
        standing: What they are in the server.
        may: Their permissions where they ask.
    """
    found = [each for each in tree.walk_commands() if isinstance(each, app_commands.Command)]
    mine = [
        each
        for each in found
        if getattr(each.callback, "least", Standing.MEMBER) <= standing and _is_offered(each, may)
    ]
    order = (*_FIRST, *sorted({each.qualified_name.split()[0] for each in mine} - set(_FIRST)))
    return sorted(mine, key=lambda each: (order.index(each.qualified_name.split()[0]), each.qualified_name))


def _is_offered(command: "app_commands.Command[Any, ..., Any]", may: discord.Permissions) -> bool:
    needs = (command.root_parent or command).default_permissions
    return needs is None or may.is_superset(needs)


def _choices(offered: list[tuple[str, str]], typed: str) -> list[app_commands.Choice[str]]:
    wanted = _plain(typed)
    found = [(label, value) for label, value in offered if wanted in _plain(label)]
    return [app_commands.Choice(name=label[:100], value=value[:100]) for label, value in found[:_CHOICES]]


def _plain(typed: str) -> str:
    return typed.strip().casefold().replace("_", " ")  # nobody types New_York


def here(guild: discord.Guild | None) -> Here:
    """Return what exists in a server, for reading a setting's value."""
    if guild is None:
        return Here()
    rooms = {channel.id: channel.name for channel in guild.text_channels}
    roles = {role.id: role.name for role in guild.roles if not role.is_default() and not role.managed}
    return Here(rooms=rooms, roles=roles, owner_id=guild.owner_id, banyan_id=guild.me.id)


async def install(bot: "Banyan") -> None:
    """Register the commands and what is kept of whoever changes settings."""
    bot.privacy.declare(
        Holding(
            table=servers.Server,
            columns=("changed_by",),
            meaning=texts.HELD_SERVER,
            kept=texts.HELD_SERVER_KEPT,
            readers=texts.HELD_SERVER_READERS,
            mine=actions.changed_by,
            exported=("changed_at",),
            blanked=("changed_by",),
        )
    )
    await bot.add_cog(Server(bot))
