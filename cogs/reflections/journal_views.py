"""How a member's journal looks: pages, deleting all of it, the file."""

import io

import discord
from discord import app_commands

from bot.answers import Call, file_part
from bot.language import date_in
from bot.showing import STILL_SHOWN
from bot.ui import Drawing, Style, button
from cogs.reflections import actions, names, texts
from cogs.reflections.entry_views import state
from cogs.reflections.views import ACCENT

_SHOWN_WORDS = 120  # characters of an entry in a list
_EXPORT_PAGE = 100  # entries that an export reads at a time
_LAST_PAGE = 10**9  # a forged page may be any number; the file knows 63 bits


async def journal(call: Call) -> None:
    """Show a page of the journal in place of the private message that led here."""
    await call.replace(await journal_page(call, page=min(call.row_id, _LAST_PAGE)))


async def journal_page(call: Call, *, page: int) -> Drawing:
    """Draw a page of the journal."""
    spoken = call.language
    written, in_all = await actions.journal(call.kit, by=call.person, page=page)
    if not in_all:
        return Drawing(accent=ACCENT, parts=[texts.JOURNAL_EMPTY.in_(spoken)])
    if not written:  # the list has become shorter: its last page
        return await journal_page(call, page=(in_all - 1) // actions.PAGE)
    lines = [
        texts.JOURNAL_LINE.in_(
            spoken,
            date=date_in(spoken, each.kept_on),
            state=state(each, spoken),
            words=discord.utils.escape_markdown(_first_words(each.words)),  # a line, whatever was written
        )
        for each in written
    ]
    buttons = []
    if page > 0:
        buttons.append(button(texts.LATER.in_(spoken), "reflections:journal", page - 1))
    if (page + 1) * actions.PAGE < in_all:
        buttons.append(button(texts.EARLIER.in_(spoken), "reflections:journal", page + 1))
    buttons.append(button(texts.DELETE_ALL.in_(spoken), "reflections:delete_all", 0))
    return Drawing(accent=ACCENT, parts=[texts.JOURNAL_TITLE.in_(spoken), *lines], buttons=buttons)


def _first_words(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN_WORDS else line[: _SHOWN_WORDS - 1].rstrip() + "…"


async def delete_all(call: Call) -> None:
    """Name the number and ask once more before the journal is deleted."""
    spoken = call.language
    in_all, mark = await actions.journal_mark(call.kit, by=call.person)
    if not in_all:
        await call.replace(Drawing(accent=ACCENT, parts=[texts.JOURNAL_EMPTY.in_(spoken)]))
        return
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.DELETE_ALL_ASK.in_(spoken, count=in_all)],
            buttons=[
                button(texts.KEEP_THEM.in_(spoken), "reflections:journal", 0, style=Style.primary),
                button(texts.DELETE_ALL.in_(spoken), "reflections:delete_all_now", mark, style=Style.danger),
            ],
        )
    )


async def delete_all_now(call: Call) -> None:
    """Delete the journal, if it is still what the question named."""
    count, following = await actions.delete_all(call.kit, by=call.person, mark=call.row_id)
    call.committed = True
    standing = await call.bot.cards.may_be_seen(*((names.SHARE_CARD, each) for each in following), within=1.0)
    parts = [texts.ALL_DELETED.in_(call.language, count=count)]
    if standing:
        parts.append(STILL_SHOWN.in_(call.language))
    await call.replace(Drawing(accent=ACCENT, parts=parts))


async def export(call: Call) -> None:
    """Give a member their whole journal as a file."""
    spoken = call.language
    pages = [texts.EXPORT_HEAD.in_(spoken)]
    page = 0
    while True:
        written, in_all = await actions.journal(call.kit, by=call.person, page=page, size=_EXPORT_PAGE)
        pages += [
            texts.EXPORT_ENTRY.in_(
                spoken,
                date=date_in(spoken, each.kept_on),
                prompt=each.prompt,
                words=each.words,
                state=state(each, spoken),
            )
            for each in written
        ]
        page += 1
        if page * _EXPORT_PAGE >= in_all:
            break
    if len(pages) == 1:
        await call.say(texts.JOURNAL_EMPTY)
        return
    file = discord.File(io.BytesIO("\n".join(pages).encode()), texts.EXPORT_FILE.in_(spoken))
    await call.show(Drawing(accent=ACCENT, parts=[texts.EXPORTED.in_(spoken), file_part(file)]), file=file)


async def entry_choices(call: Call, typed: str, *, most: int) -> list[app_commands.Choice[str]]:
    """Offer a member their own newest entries, by date and first words."""
    if call.person.guild_id is None:
        return []
    written, _ = await actions.journal(call.kit, by=call.person, page=0, size=4 * most)
    shown = [(f"{date_in(call.language, each.kept_on)} · {_first_words(each.words)}", each.id) for each in written]
    found = [(label, entry_id) for label, entry_id in shown if typed.casefold() in label.casefold()]
    return [app_commands.Choice(name=label[:100], value=str(entry_id)) for label, entry_id in found[:most]]
