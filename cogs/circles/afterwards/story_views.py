"""One story for its teller: the exact text, what becomes of it, editing it, withdrawing it."""

import discord

from bot.answers import Call
from bot.language import Text
from bot.ui import Drawing, Field, Form, Part, Style, Words, button, without_disguise
from cogs.circles import names
from cogs.circles.afterwards import after_texts, story_actions
from cogs.circles.afterwards.after_rules import Keep
from cogs.circles.afterwards.story_actions import Read
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import telling_rules


def page(call: Call, story: Read, *, said: Text | None = None) -> Drawing:
    """Draw a story for its teller, with what can become of it.

    Args:
        call: Who reads.
        story: The story.
        said: What has just been done.
    """
    spoken = call.language
    parts: list[Part] = [] if said is None else [said.in_(spoken)]
    date = discord.utils.format_dt(story.made_at, "D")
    parts.append(after_texts.HEAD.in_(spoken, title=discord.utils.escape_markdown(story.title), date=date))
    if story.note is not None:
        parts.append(after_texts.NOTE.in_(spoken, note=discord.utils.escape_markdown(story.note)))
    parts += [
        without_disguise(story.words),
        _how_it_stands(story, spoken),
        after_texts.ABOUT_CHOICES.in_(spoken),
    ]
    return Drawing(accent=ACCENT, parts=parts, quiet=only_you(call), buttons=_buttons(story, spoken))


def _how_it_stands(story: Read, spoken: str) -> str:
    if story.ends_at is None:
        return after_texts.STANDS_NOTHING.in_(spoken)
    when = discord.utils.format_dt(story.ends_at, "D")
    said = {
        Keep.NOTHING: after_texts.STANDS_CHANGED,
        Keep.CIRCLE: after_texts.STANDS_CIRCLE,
        Keep.LIBRARY: after_texts.STANDS_LIBRARY,
    }
    return said[story.keep].in_(spoken, when=when)


def _buttons(story: Read, spoken: str) -> list[discord.ui.Button[Drawing]]:
    buttons = []
    if story.keep is not Keep.CIRCLE:
        buttons.append(button(after_texts.KEEP_CIRCLE.in_(spoken), "circles:keep_circle", story.id))
    if story.keep is not Keep.LIBRARY:
        buttons.append(button(after_texts.KEEP_LIBRARY.in_(spoken), "circles:keep_library", story.id))
    buttons.append(button(after_texts.EDIT.in_(spoken), "circles:edit_story", story.id))
    nothing = after_texts.TAKE_BACK if story.ends_at is None else after_texts.KEEP_NOTHING
    buttons.append(button(nothing.in_(spoken), "circles:keep_nothing", story.id))
    buttons.append(button(after_texts.BACK.in_(spoken), "circles:archive", 0))
    return buttons


def only_you(call: Call) -> str:
    """Say who sees a private page."""
    return after_texts.ONLY_YOU.in_(call.language, operator=call.bot.operator)


# Choosing


async def keep_circle(call: Call) -> None:
    """Keep a story for its circle."""
    await _keep(call, Keep.CIRCLE)


async def keep_library(call: Call) -> None:
    """Offer a story to the library."""
    await _keep(call, Keep.LIBRARY)


async def _keep(call: Call, choice: Keep) -> None:
    await story_actions.keep(call.kit, by=call.person, story_id=call.row_id, choice=choice)
    call.committed = True
    await call.replace(page(call, await story_actions.read(call.kit, by=call.person, story_id=call.row_id)))


async def edit_story(call: Call) -> None:
    """Open the form with a story's words."""
    story = await story_actions.read_own(call.kit, by=call.person, story_id=call.row_id)
    spoken = call.language
    parts: list[Field] = [after_texts.EDIT_ABOUT.in_(spoken), *fields(spoken, story.words, story.note or "")]
    await call.open(Form(after_texts.EDIT_TITLE.in_(spoken), "circles:story_edited", story.id, parts))


def fields(spoken: str, words: str, note: str = "") -> list[Words]:
    """Return the fields of a form for a story and its content note."""
    return [
        Words(
            "words",
            after_texts.WORDS.in_(spoken),
            after_texts.WORDS_ABOUT.in_(spoken),
            value=words,
            longest=telling_rules.LONGEST_STORY,
        ),
        Words(
            "note",
            after_texts.NOTE_FIELD.in_(spoken),
            after_texts.NOTE_FIELD_ABOUT.in_(spoken),
            value=note,
            longest=telling_rules.LONGEST_NOTE,
            required=False,
            short=True,
        ),
    ]


async def story_edited(call: Call) -> None:
    """Put other words in a story's place, and show them as they are kept from now on."""
    words, note = call.values.get("words", ""), call.values.get("note", "")
    await story_actions.edit(call.kit, by=call.person, story_id=call.row_id, words=words, note=note)
    call.committed = True
    story = await story_actions.read(call.kit, by=call.person, story_id=call.row_id)
    await call.replace(page(call, story, said=after_texts.CHANGED_TOO if story.is_posted else None))


# Withdrawing


async def keep_nothing(call: Call) -> None:
    """Ask once more before a story goes: nothing brings it back."""
    story = await story_actions.read_own(call.kit, by=call.person, story_id=call.row_id)
    spoken = call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[without_disguise(story.words), after_texts.NOTHING_ASK.in_(spoken)],
            buttons=[
                button(after_texts.LEAVE_IT.in_(spoken), "circles:read_story", story.id, style=Style.primary),
                button(after_texts.KEEP_NOTHING.in_(spoken), "circles:keep_nothing_now", story.id, style=Style.danger),
            ],
        )
    )


async def keep_nothing_now(call: Call) -> None:
    """Let a story go, and say "gone" only once its message is gone too (K2)."""
    story = await story_actions.read_own(call.kit, by=call.person, story_id=call.row_id)
    await story_actions.withdraw(call.kit, by=call.person, story_id=call.row_id)
    call.committed = True
    spoken = call.language
    still_there = await call.bot.cards.may_be_seen((names.STORY_CARD, call.row_id))
    parts = [(after_texts.GONE_SOON if still_there else after_texts.GONE).in_(spoken)]
    if story.is_saved:
        parts.append(after_texts.OWN_MESSAGE.in_(spoken))
    back = button(after_texts.BACK.in_(spoken), "circles:archive", 0)
    copies = after_texts.COPIES.in_(spoken)
    await call.replace(Drawing(accent=ACCENT, parts=parts, quiet=copies, buttons=[back]))
