"""The commands of daily reflections, and everything the feature registers."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered
from bot.presses import row_typed
from bot.privacy import Holding, by_who
from bot.refusal import Refusal
from cogs.reflections import day_actions, effects, entry_views, facts, journal_views, names, settings, texts, views
from data import reflections

if TYPE_CHECKING:
    from bot.app import Banyan

_CHOICES = 25


class Reflections(commands.Cog):
    """`/reflect` and `/journal`."""

    journal = app_commands.Group(name="journal", description=texts.JOURNAL_COMMAND.source, guild_only=True)

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot

    @app_commands.command(name="reflect", description=texts.REFLECT_COMMAND.source)
    @app_commands.guild_only()
    @answered()
    async def reflect(self, call: Call) -> None:
        """Open the form on today's prompt."""
        await views.reflect_now(call)

    @journal.command(name="list", description=texts.JOURNAL_LIST.source)
    @answered()
    async def list_entries(self, call: Call) -> None:
        """Show the first page of one's own journal."""
        await call.show(await journal_views.journal_page(call, page=0))

    @journal.command(name="read", description=texts.JOURNAL_READ.source)
    @app_commands.describe(entry=texts.JOURNAL_READ_ENTRY.source)
    @answered()
    async def read(self, call: Call, entry: str) -> None:
        """Show one of one's own entries."""
        entry_id = row_typed(entry)
        if entry_id is None:
            raise Refusal(texts.UNKNOWN_ENTRY)
        await call.show(await entry_views.entry_drawing(call, entry_id))

    @read.autocomplete("entry")
    async def _entries(self, interaction: "discord.Interaction[Banyan]", typed: str) -> list[app_commands.Choice[str]]:
        call = Call(interaction)
        return await journal_views.entry_choices(call, typed, most=_CHOICES)

    @journal.command(name="export", description=texts.JOURNAL_EXPORT.source)
    @answered(defer="private")
    async def export(self, call: Call) -> None:
        """Give one's own journal as a file."""
        await journal_views.export(call)


async def install(bot: "Banyan") -> None:
    """Register commands, presses, forms, cards, jobs, settings, sentences and declarations."""
    bot.server_settings.add(*settings.ENTRIES)
    bot.server_settings.on_change(*settings.MOVES_THE_DAY, changed=day_actions.plan_again, said=settings.say_next_days)
    bot.jobs.on(names.OPEN_DAY, effects.open_day)
    bot.jobs.on(names.OPEN_THREAD, effects.open_thread)
    bot.cards.on(names.DAY_CARD, facts=facts.day_facts, draw=views.day_card, shown=facts.day_shown)
    bot.cards.on(names.SHARE_CARD, facts=facts.share_facts, draw=views.share_card)
    bot.hearing.on(names.SKIPPED, texts.SKIPPED)
    bot.hearing.on(names.FEW_LEFT, texts.FEW_LEFT)

    bot.presses.on("reflections:reflect", views.reflect)
    bot.presses.on("reflections:angle", views.angle)
    bot.presses.on("reflections:gentler", views.gentler)
    bot.presses.on("reflections:more", views.more)
    bot.presses.on("reflections:not_theme", views.not_this_theme)
    bot.presses.on("reflections:theme_again", views.theme_again)
    bot.presses.on("reflections:kept", views.what_is_kept)
    bot.presses.on("reflections:open", entry_views.open_entry)
    bot.presses.on("reflections:share", entry_views.share, defer="update")
    bot.presses.on("reflections:take_back", entry_views.take_back, defer="update")
    bot.presses.on("reflections:change", entry_views.change)
    bot.presses.on("reflections:delete", entry_views.delete)
    bot.presses.on("reflections:delete_now", entry_views.delete_now, defer="update")
    bot.presses.on("reflections:journal", journal_views.journal)
    bot.presses.on("reflections:delete_all", journal_views.delete_all)
    bot.presses.on("reflections:delete_all_now", journal_views.delete_all_now, defer="update")
    bot.presses.on_form("reflections:keep", entry_views.keep)
    bot.presses.on_form("reflections:keep_gentler", entry_views.keep_gentler)
    bot.presses.on_form("reflections:keep_own", entry_views.keep_own)
    bot.presses.on_form("reflections:changed", entry_views.changed)

    bot.privacy.declare(
        Holding(
            table=reflections.Entry,
            columns=("who", "words", "author"),
            meaning=texts.HELD_ENTRIES,
            kept=texts.HELD_ENTRIES_KEPT,
            readers=texts.HELD_ENTRIES_READERS,
            mine=by_who(reflections.Entry, reflections.JOURNAL),
            exported=("kept_at", "prompt_id", "words", "shared_at"),
            card=names.SHARE_CARD,
        ),
        Holding(
            table=reflections.AsideTheme,
            columns=("who",),
            meaning=texts.HELD_THEMES,
            kept=texts.HELD_THEMES_KEPT,
            readers=texts.HELD_THEMES_READERS,
            mine=by_who(reflections.AsideTheme, reflections.THEMES),
            exported=("theme",),
        ),
    )
    await bot.add_cog(Reflections(bot))
