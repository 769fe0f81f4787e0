"""One entry as its author sees it: keeping it, what became of it, sharing, taking back, changing, deleting."""

from collections.abc import Awaitable, Callable

import discord

from bot.answers import Call
from bot.language import date_in
from bot.showing import Whereabouts
from bot.ui import Drawing, Form, Style, Words, button
from cogs.reflections import actions, names, rules, texts
from cogs.reflections.actions import Written
from cogs.reflections.views import ACCENT, EVERYONE

# Forms that were sent


async def keep(call: Call) -> None:
    """Keep an answer to a day's prompt."""
    await _keep(call, day_id=call.row_id)


async def keep_gentler(call: Call) -> None:
    """Keep an answer to the gentler wording of a day's prompt."""
    await _keep(call, day_id=call.row_id, gentler=True)


async def keep_own(call: Call) -> None:
    """Keep an answer to a prompt of one's own."""
    await _keep(call, prompt_number=call.row_id)


async def _keep(
    call: Call, *, day_id: int | None = None, prompt_number: int | None = None, gentler: bool = False
) -> None:
    share = call.values.get("readers") == EVERYONE
    entry_id, shared = await actions.keep(
        call.kit,
        by=call.person,
        form=call.form,
        words=call.values.get("words", ""),
        share=share,
        day_id=day_id,
        prompt_number=prompt_number,
        gentler=gentler,
    )
    call.committed = True
    await _say_how_it_stands(call, entry_id, shared=shared, answer=call.show)


async def changed(call: Call) -> None:
    """Keep other words in an entry's place."""
    shared = await actions.change(
        call.kit,
        by=call.person,
        entry_id=call.row_id,
        words=call.values.get("words", ""),
    )
    call.committed = True
    await _say_how_it_stands(call, call.row_id, shared=shared, answer=call.show)


# One entry, as its author sees it


async def share(call: Call) -> None:
    """Share an entry."""
    await actions.share(call.kit, by=call.person, entry_id=call.row_id)
    call.committed = True
    await _say_how_it_stands(call, call.row_id, shared=True, answer=call.replace)


async def take_back(call: Call) -> None:
    """Close an entry again, and say whether its message is gone."""
    await actions.take_back(call.kit, by=call.person, entry_id=call.row_id)
    call.committed = True
    still_there = await call.bot.cards.may_be_seen((names.SHARE_CARD, call.row_id))
    said = texts.TAKEN_BACK_SOON if still_there else texts.TAKEN_BACK
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[said.in_(call.language)],
            buttons=_entry_buttons(call.row_id, call.language, shared=False),
        )
    )


async def _how_it_is_shown(call: Call, entry_id: int) -> str:
    stands = await call.bot.cards.now(names.SHARE_CARD, entry_id)
    if stands is Whereabouts.STANDS:
        written = await actions.read(call.kit, by=call.person, entry_id=entry_id)
        return texts.SHARED.in_(call.language, place=f"<#{written.place}>")
    if stands is Whereabouts.TAKEN_DOWN:
        return texts.SHARED_TAKEN_DOWN.in_(call.language)
    return texts.SHARED_SOON.in_(call.language)


async def _say_how_it_stands(
    call: Call, entry_id: int, *, shared: bool, answer: Callable[[Drawing], Awaitable[None]]
) -> None:
    """Say truly what became of an entry: kept, and whether others can see it."""
    if shared:
        said = await _how_it_is_shown(call, entry_id)
    else:
        said = texts.KEPT.in_(call.language, operator=call.bot.operator)
    await answer(
        Drawing(
            accent=ACCENT,
            parts=[said],
            buttons=_entry_buttons(entry_id, call.language, shared=shared),
        )
    )


def _entry_buttons(entry_id: int, spoken: str, *, shared: bool) -> list[discord.ui.Button[Drawing]]:
    first = (
        button(texts.TAKE_BACK.in_(spoken), "reflections:take_back", entry_id)
        if shared
        else button(texts.SHARE.in_(spoken), "reflections:share", entry_id)
    )
    return [
        first,
        button(texts.CHANGE.in_(spoken), "reflections:change", entry_id),
        button(texts.DELETE.in_(spoken), "reflections:delete", entry_id),
    ]


async def change(call: Call) -> None:
    """Open the form that changes an entry."""
    written = await actions.read(call.kit, by=call.person, entry_id=call.row_id)
    spoken = call.language
    words = Words("words", texts.YOUR_WORDS.in_(spoken), value=written.words, longest=rules.LONGEST_WORDS)
    await call.open(
        Form(texts.FORM_TITLE.in_(spoken), "reflections:changed", call.row_id, [f"**{written.prompt}**", words])
    )


async def delete(call: Call) -> None:
    """Ask once more before an entry is deleted."""
    written = await actions.read(call.kit, by=call.person, entry_id=call.row_id)
    spoken = call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[written.words, texts.DELETE_ASK.in_(spoken)],
            buttons=[
                button(texts.KEEP_IT.in_(spoken), "reflections:open", call.row_id, style=Style.primary),
                button(texts.DELETE.in_(spoken), "reflections:delete_now", call.row_id, style=Style.danger),
            ],
        )
    )


async def delete_now(call: Call) -> None:
    """Delete an entry, and say whether a message of it still stands."""
    await actions.delete(call.kit, by=call.person, entry_id=call.row_id)
    call.committed = True
    still_there = await call.bot.cards.may_be_seen((names.SHARE_CARD, call.row_id))
    said = texts.DELETED_SOON if still_there else texts.DELETED
    await call.replace(Drawing(accent=ACCENT, parts=[said.in_(call.language)]))


async def open_entry(call: Call) -> None:
    """Show one entry to its author."""
    await call.replace(await entry_drawing(call, call.row_id))


async def entry_drawing(call: Call, entry_id: int) -> Drawing:
    """Draw one entry for its author.

    Raises:
        Refusal: when it is not theirs.
    """
    written = await actions.read(call.kit, by=call.person, entry_id=entry_id)
    spoken = call.language
    head = texts.ENTRY.in_(
        spoken, date=date_in(spoken, written.kept_on), state=state(written, spoken), prompt=written.prompt
    )
    return Drawing(
        accent=ACCENT,
        parts=[head, written.words],
        buttons=_entry_buttons(written.id, spoken, shared=written.shared),
    )


def state(written: Written, spoken: str) -> str:
    """Say who can read an entry."""
    if written.shared:
        return texts.STATE_SHARED.in_(spoken)
    return (texts.STATE_GOING if written.going else texts.STATE_ONLY_ME).in_(spoken)
