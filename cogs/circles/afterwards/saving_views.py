"""*Save my story*: on a message of one's own in a circle's thread, through a form that shows the exact text."""

import discord

from bot.answers import Call
from bot.refusal import Refusal
from bot.ui import Choice, Field, Form
from cogs.circles.afterwards import after_texts, story_actions, story_views
from cogs.circles.afterwards.after_rules import Keep
from cogs.circles.sitting import telling_rules


async def save_story(call: Call, message: discord.Message) -> None:
    """Open the form on a message: its words come with the press itself, and stay there until they are kept."""
    circle_id = await story_actions.circle_of_thread(call.kit, by=call.person, thread_id=message.channel.id)
    if message.author.bot:
        raise Refusal(after_texts.OF_A_BOT)
    if message.author.id != call.person.user_id:
        raise Refusal(after_texts.OF_SOMEBODY_ELSE)
    words = message.content.strip()
    if not words:
        raise Refusal(after_texts.NO_WORDS_IN_MESSAGE)
    if len(words) > telling_rules.LONGEST_STORY:
        raise Refusal(after_texts.TOO_LONG, count=f"{len(words):,}", longest=f"{telling_rules.LONGEST_STORY:,}")
    spoken = call.language
    becomes = Choice("keep", after_texts.WHAT_BECOMES.in_(spoken), _choices(spoken), chosen=Keep.NOTHING)
    parts: list[Field] = [after_texts.SAVE_ABOUT.in_(spoken), *story_views.fields(spoken, words), becomes]
    await call.open(Form(after_texts.SAVE_MENU.in_(spoken), "circles:story_saved", circle_id, parts))


def _choices(spoken: str) -> list[tuple[str, str, str | None]]:
    said = (
        (Keep.NOTHING, after_texts.KEEP_NOTHING, after_texts.KEEP_NOTHING_ABOUT),
        (Keep.CIRCLE, after_texts.KEEP_CIRCLE, after_texts.KEEP_CIRCLE_ABOUT),
        (Keep.LIBRARY, after_texts.KEEP_LIBRARY, after_texts.KEEP_LIBRARY_ABOUT),
    )
    return [(value, label.in_(spoken), about.in_(spoken)) for value, label, about in said]


async def story_saved(call: Call) -> None:
    """Keep what was saved, and show it as it is kept; or nothing at all."""
    chosen = call.values.get("keep", "")
    if chosen not in (Keep.CIRCLE, Keep.LIBRARY):
        await call.say(after_texts.SAVED_NOTHING)
        return
    story_id = await story_actions.save(
        call.kit,
        by=call.person,
        circle_id=call.row_id,
        form=call.form,
        words=call.values.get("words", ""),
        note=call.values.get("note", ""),
        choice=Keep(chosen),
    )
    call.committed = True
    await call.show(story_views.page(call, await story_actions.read(call.kit, by=call.person, story_id=story_id)))
