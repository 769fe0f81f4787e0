"""Lists of stories: one's own of one circle, and `/circle archive`, what was kept for the circles one sat in."""

import discord

from bot.answers import Call
from bot.ui import Buttons, Drawing, Part, button, without_disguise
from cogs.circles.afterwards import after_texts, story_actions, story_views
from cogs.circles.afterwards.story_actions import PAGE, Read
from cogs.circles.looks import ACCENT

_SHOWN_WORDS = 120  # characters of a story in a list
_LAST_PAGE = 10**9  # a forged page may be any number; the file knows 63 bits


async def show_archive(call: Call) -> None:
    """Show the first page of what was kept."""
    await call.show(await archive_page(call, page=0))


async def archive(call: Call) -> None:
    """Show a page of what was kept, in place of the private message that led here."""
    await call.replace(await archive_page(call, page=min(call.row_id, _LAST_PAGE)))


async def archive_page(call: Call, *, page: int) -> Drawing:
    """Draw a page of what was kept."""
    spoken = call.language
    found, in_all = await story_actions.archive(call.kit, by=call.person, page=page)
    if not in_all:
        return Drawing(accent=ACCENT, parts=[after_texts.EMPTY.in_(spoken)])
    if not found:  # the list has become shorter: its last page
        return await archive_page(call, page=(in_all - 1) // PAGE)
    parts: list[Part] = [after_texts.ARCHIVE_TITLE.in_(spoken)]
    for number, story in enumerate(found, start=page * PAGE + 1):
        parts += listed(call, story, number)
    buttons = []
    if page > 0:
        buttons.append(button(after_texts.NEWER.in_(spoken), "circles:archive", page - 1))
    if (page + 1) * PAGE < in_all:
        buttons.append(button(after_texts.OLDER.in_(spoken), "circles:archive", page + 1))
    return Drawing(accent=ACCENT, parts=parts, quiet=story_views.only_you(call), buttons=buttons)


async def my_stories(call: Call) -> None:
    """Show somebody their own stories in the circle whose card they pressed."""
    spoken = call.language
    mine = await story_actions.mine_of_step(call.kit, by=call.person, step_id=call.row_id)
    if not mine:
        await call.say(after_texts.MINE_NONE)
        return
    if len(mine) == 1:
        await call.show(story_views.page(call, mine[0]))
        return
    parts: list[Part] = [after_texts.MINE_TITLE.in_(spoken)]
    for number, story in enumerate(mine[:PAGE], start=1):
        parts += listed(call, story, number)
    await call.show(Drawing(accent=ACCENT, parts=parts, quiet=story_views.only_you(call)))


def listed(call: Call, story: Read, number: int) -> list[Part]:
    """Draw a story in a list: whose, when, its first words or the content note instead, and what opens it."""
    spoken, plain = call.language, discord.utils.escape_markdown
    line = (after_texts.YOURS if story.is_mine else after_texts.OF_TELLER).in_(
        spoken,
        number=number,
        title=plain(story.title),
        date=discord.utils.format_dt(story.made_at, "D"),
        teller=f"<@{story.teller}>",
    )
    state = f"\n-# {after_texts.SHORT[story.keep].in_(spoken)}" if story.is_mine else ""
    begins = _first_words(story.words) if story.note is None else after_texts.NOTE.in_(spoken, note=story.note)
    read = button(after_texts.READ.in_(spoken, number=number), "circles:read_story", story.id)
    return [f"{line}\n> {plain(begins)}{state}", Buttons([read])]


def _first_words(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_WORDS else line[: _SHOWN_WORDS - 1].rstrip() + "…"


async def read_story(call: Call) -> None:
    """Show one story: to its teller with what can become of it, to others who sat there as it is kept."""
    story = await story_actions.read(call.kit, by=call.person, story_id=call.row_id)
    await call.replace(story_views.page(call, story) if story.is_mine else _of_another(call, story))


def _of_another(call: Call, story: Read) -> Drawing:
    spoken, plain = call.language, discord.utils.escape_markdown
    assert story.ends_at is not None
    told_by = after_texts.TOLD_BY.in_(
        spoken,
        teller=f"<@{story.teller}>",
        title=plain(story.title),
        date=discord.utils.format_dt(story.made_at, "D"),
    )
    note = [] if story.note is None else [after_texts.NOTE.in_(spoken, note=plain(story.note))]
    until = after_texts.STAYS_IN_THE_CIRCLE.in_(spoken, when=discord.utils.format_dt(story.ends_at, "D"))
    back = button(after_texts.BACK.in_(spoken), "circles:archive", 0)
    return Drawing(accent=ACCENT, parts=[told_by, *note, without_disguise(story.words)], quiet=until, buttons=[back])
