"""Registers what people meet in a circle."""

from typing import TYPE_CHECKING

import discord

from cogs.circles import names
from cogs.circles.sitting import (
    line_views,
    safety_views,
    step_facts,
    step_views,
    story_views,
    telling_facts,
    thread_effects,
    turn_views,
)

if TYPE_CHECKING:
    from bot.app import Banyan


async def install(bot: "Banyan") -> None:
    """Register the thread, its cards, and every press in it."""

    async def on_raw_thread_delete(gone: discord.RawThreadDeleteEvent) -> None:
        await thread_effects.thread_deleted(bot, gone)

    bot.add_listener(on_raw_thread_delete)
    bot.jobs.on(names.PLACE, thread_effects.place)
    bot.jobs.on(names.LOOK, thread_effects.look)
    bot.cards.on(names.STEP_CARD, facts=step_facts.step_facts, draw=step_views.step_card, shown=step_facts.step_shown)
    bot.cards.on(names.PAUSE_CARD, facts=step_facts.pause_facts, draw=step_views.pause_card)
    bot.cards.on(names.REMINDER_CARD, facts=step_facts.reminder_facts, draw=step_views.reminder_card)
    bot.cards.on(names.STORY_CARD, facts=telling_facts.story_facts, draw=story_views.story_card)
    bot.cards.on(names.FLASHBACK_CARD, facts=telling_facts.line_facts, draw=line_views.line_card)

    bot.presses.on("circles:agree", turn_views.agree)
    bot.presses.on("circles:only_listen", turn_views.only_listen)
    bot.presses.on("circles:begin_round", turn_views.begin_round)
    bot.presses.on("circles:done", turn_views.done)
    bot.presses.on("circles:pass", turn_views.pass_on)
    bot.presses.on("circles:pass_always", turn_views.pass_always)
    bot.presses.on("circles:later", turn_views.later)
    bot.presses.on("circles:more", turn_views.more)
    bot.presses.on("circles:still_here", turn_views.still_here)
    bot.presses.on("circles:all_time", turn_views.all_time)
    bot.presses.on("circles:usual_time", turn_views.usual_time)
    bot.presses.on("circles:go_on", turn_views.go_on)
    bot.presses.on("circles:go_on_now", turn_views.go_on_now)
    bot.presses.on("circles:ask_again", turn_views.ask_again, defer="private")

    bot.presses.on("circles:pause", safety_views.pause)
    bot.presses.on("circles:resume", safety_views.resume)
    bot.presses.on("circles:leave", safety_views.leave)
    bot.presses.on("circles:not_today", safety_views.not_today)

    bot.presses.on("circles:tell_form", story_views.open_form)
    bot.presses.on_form("circles:told", story_views.told, defer="private")
    bot.presses.on("circles:change", story_views.change)
    bot.presses.on_form("circles:changed", story_views.changed, defer="private")
    bot.presses.on("circles:take_back", story_views.take_back, defer="update")
    bot.presses.on("circles:open_story", story_views.open_story)
    bot.presses.on("circles:step_out", story_views.step_out)

    bot.presses.on("circles:give", line_views.give)
    bot.presses.on("circles:line_to", line_views.line_to)
    bot.presses.on_form("circles:line", line_views.line)
    bot.presses.on("circles:lines", line_views.lines)
    bot.presses.on("circles:show_line", line_views.show_line)
    bot.presses.on("circles:keep_line", line_views.keep_line)
