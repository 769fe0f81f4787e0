"""What afterwards registers: the menu, presses, forms, jobs, the letter, and what is kept of a person."""

from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Call, answered
from cogs.circles import names
from cogs.circles.afterwards import (
    after_effects,
    after_facts,
    after_texts,
    archive_views,
    erasing_actions,
    holdings,
    letter_views,
    readers_check,
    saving_views,
    story_views,
)

if TYPE_CHECKING:
    from bot.app import Banyan


class Saving(commands.Cog):
    """*Save my story* in the menu of a message."""

    def __init__(self, bot: "Banyan") -> None:
        self.bot = bot
        self._menu = app_commands.ContextMenu(name=after_texts.SAVE_MENU.source, callback=self.save)

    async def cog_load(self) -> None:
        """Add the menu: a cog's commands come by themselves, its menus do not."""
        self._menu.guild_only = True
        self.bot.tree.add_command(self._menu)

    @answered()
    async def save(self, call: Call, message: discord.Message) -> None:
        """Open the form on a message of one's own."""
        await saving_views.save_story(call, message)


async def install(bot: "Banyan") -> None:
    """Register everything."""
    bot.privacy.declare(*holdings.HOLDINGS)
    bot.privacy.before_erasing(erasing_actions.leaves_circles)
    bot.server_notes.append(readers_check.other_readers)
    bot.cards.on(names.AFTER_LETTER, facts=after_facts.letter_facts, draw=letter_views.letter_card)
    bot.jobs.on(names.END_THREAD, after_effects.end_thread)
    bot.jobs.on(names.ASK_AFTER, after_effects.ask_after)
    bot.jobs.on(names.FORGET, after_effects.forget)
    bot.jobs.on(names.END_STORY, after_effects.end_story)

    bot.presses.on("circles:my_stories", archive_views.my_stories)
    bot.presses.on("circles:archive", archive_views.archive)
    bot.presses.on("circles:read_story", archive_views.read_story)
    bot.presses.on("circles:keep_circle", story_views.keep_circle)
    bot.presses.on("circles:keep_library", story_views.keep_library)
    bot.presses.on("circles:edit_story", story_views.edit_story)
    bot.presses.on_form("circles:story_edited", story_views.story_edited)
    bot.presses.on("circles:keep_nothing", story_views.keep_nothing)
    bot.presses.on("circles:keep_nothing_now", story_views.keep_nothing_now, defer="update")
    bot.presses.on_form("circles:story_saved", saving_views.story_saved)

    bot.presses.on("circles:after_yes", letter_views.after_yes)
    bot.presses.on("circles:after", letter_views.open_letter)
    bot.presses.on("circles:after_fine", letter_views.fine)
    bot.presses.on("circles:after_tell", letter_views.tell)
    bot.presses.on("circles:after_no_more", letter_views.no_more, defer="update")
    await bot.add_cog(Saving(bot))
