"""How daily reflections look, and where their buttons and forms lead."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

import discord
from babel.dates import format_date
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Call
from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from bot.ui import Choice, Drawing, Form, Style, Words, button
from cogs.reflections import actions, rules, texts
from cogs.reflections.actions import Asked, Written
from data import jobs, prompts, reflections
from data.cards import CardRow

ACCENT = discord.Colour(0x2A7F78)
ME, EVERYONE = "me", "everyone"


def shown_date(day: date, language: str) -> str:
    """Return a date as a person reads it in their language."""
    return format_date(day, "long", locale=language.replace("-", "_"))


# The day's card


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What the card of a day shows."""

    day_id: int
    theme: str
    prompt: str
    note: str | None
    role_id: int | None
    language: str
    places: tuple[Place, ...]


async def day_facts(kit: Kit, session: AsyncSession, day_id: int) -> DayFacts | None:
    """Return what a day's card shows."""
    day = await session.get(reflections.Day, day_id)
    if day is None or day.opened_at is None:
        return None
    values = await values_in(session, kit.server_settings, day.guild_id)
    prompt = prompts.prompt(day.prompt_id)
    return DayFacts(
        day_id=day.id,
        theme=day.theme,
        prompt=actions.wording(day.prompt_id, gentler=False),
        note=prompt.note if prompt else None,
        role_id=day.role_id,
        language=values.text(LANGUAGE),
        places=(Room(day.channel_id),),
    )


def day_card(facts: DayFacts) -> Drawing:
    """Draw the day's card: theme, prompt, content note, three ways on. It notifies nobody unless a role is set."""
    spoken = facts.language
    parts = [texts.CARD_TITLE.in_(spoken, theme=texts.THEMES[facts.theme].in_(spoken))]
    if facts.note:
        parts.append(texts.CARD_NOTE.in_(spoken, note=facts.note))
    parts.append(f"**{facts.prompt}**")
    if facts.role_id is not None:
        parts.append(f"<@&{facts.role_id}>")
    return Drawing(
        accent=ACCENT,
        parts=parts,
        quiet=texts.CARD_QUIET.in_(spoken),
        buttons=[
            button(texts.REFLECT.in_(spoken), "reflections:reflect", facts.day_id, style=Style.primary),
            button(texts.ANOTHER_ANGLE.in_(spoken), "reflections:angle", facts.day_id),
            button(texts.MORE.in_(spoken), "reflections:more", facts.day_id),
        ],
        mentions=[facts.role_id] if facts.role_id is not None else [],
    )


async def day_shown(kit: Kit, session: AsyncSession, card: CardRow) -> None:
    """Once a day's card stands, give it its thread where the server wants one (P12: a step of its own)."""
    day = await session.get(reflections.Day, card.subject_id)
    if day is not None and day.wants_thread:
        await jobs.ask(session, actions.OPEN_THREAD, day.id, guild_id=day.guild_id, at=kit.clock())


# A share


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """What a share shows."""

    author_id: int
    words: str
    prompt: str | None  # only where the day's card does not show it already
    language: str
    places: tuple[Place, ...]


async def share_facts(kit: Kit, session: AsyncSession, entry_id: int) -> ShareFacts | None:
    """Return what a share shows, or None once its author closed or deleted it."""
    entry = await session.get(reflections.Entry, entry_id)
    if entry is None or entry.shared_at is None or entry.author is None:
        return None
    seals = await kit.seals.of(session, entry.guild_id)
    values = await values_in(session, kit.server_settings, entry.guild_id)
    day = await session.get(reflections.Day, entry.day_id) if entry.day_id is not None else None
    prompt_is_near = day is not None and day.prompt_id == entry.prompt_id and not entry.gentler
    return ShareFacts(
        author_id=int(seals.open(entry, "author")),
        words=seals.open(entry, "words"),
        prompt=None if prompt_is_near else actions.wording(entry.prompt_id, gentler=entry.gentler),
        language=values.text(LANGUAGE),
        places=(Room(await actions.room_of(kit, session, entry)),),
    )


def share_card(facts: ShareFacts) -> Drawing:
    """Draw a share: who, and their words."""
    quiet = None if facts.prompt is None else texts.SHARE_ON.in_(facts.language, prompt=facts.prompt)
    return Drawing(accent=ACCENT, parts=[f"<@{facts.author_id}>", without_disguise(facts.words)], quiet=quiet)


def without_disguise(words: str) -> str:
    """Return words as they may be shown: a link cannot hide behind another text."""
    return words.replace("](", "]\\(")


# Presses on the card


async def reflect(call: Call) -> None:
    """Open the form of a day's card."""
    asked = await actions.prompt_of_day(
        call.kit, guild_id=call.person.server_id, day_id=call.row_id, user_id=call.person.user_id
    )
    await call.open(form_for(asked, call.language))


async def reflect_now(call: Call) -> None:
    """Open the form for whoever wants to write, from anywhere."""
    asked = await actions.prompt_of_now(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id)
    await call.open(form_for(asked, call.language))


def form_for(asked: Asked, spoken: str) -> Form:
    """Draw the one form: the prompt, your words, who may read them."""
    if asked.day_id is not None:
        return _form("reflections:keep", asked.day_id, f"**{asked.prompt.text}**", spoken)
    head = (texts.INSTEAD if asked.instead else texts.OFF_DAY).in_(spoken)
    return _form("reflections:keep_own", rules.number(asked.prompt.id), f"{head}\n**{asked.prompt.text}**", spoken)


def _form(feature_verb: str, row_id: int, head: str, spoken: str) -> Form:
    options = [
        (ME, texts.ONLY_ME.in_(spoken), texts.ONLY_ME_ABOUT.in_(spoken)),
        (EVERYONE, texts.EVERYONE.in_(spoken), texts.EVERYONE_ABOUT.in_(spoken)),
    ]
    return Form(
        texts.FORM_TITLE.in_(spoken),
        feature_verb,
        row_id,
        [
            head,
            Words(
                "words",
                texts.YOUR_WORDS.in_(spoken),
                texts.YOUR_WORDS_ABOUT.in_(spoken),
                longest=rules.LONGEST_WORDS,
            ),
            Choice("readers", texts.WHO_MAY_READ.in_(spoken), options, chosen=ME),
        ],
    )


async def angle(call: Call) -> None:
    """Show a gentler way in, only to whoever asked."""
    asked = await actions.prompt_of_day(
        call.kit, guild_id=call.person.server_id, day_id=call.row_id, user_id=call.person.user_id
    )
    if asked.day_id is None:
        await call.show(_angle_of(asked.prompt.text, "reflections:reflect", call))
    else:
        await call.show(_angle_of(asked.prompt.gentler, "reflections:gentler", call))


def _angle_of(prompt: str, leads_to: str, call: Call) -> Drawing:
    reflect_on_it = button(texts.REFLECT.in_(call.language), leads_to, call.row_id, style=Style.primary)
    return Drawing(accent=ACCENT, parts=[texts.ANGLE.in_(call.language, prompt=prompt)], buttons=[reflect_on_it])


async def gentler(call: Call) -> None:
    """Open the form on the gentler wording of a day's prompt."""
    asked = await actions.prompt_of_day(
        call.kit, guild_id=call.person.server_id, day_id=call.row_id, user_id=call.person.user_id
    )
    if asked.day_id is None:
        await call.open(form_for(asked, call.language))
        return
    await call.open(_form("reflections:keep_gentler", asked.day_id, f"**{asked.prompt.gentler}**", call.language))


async def more(call: Call) -> None:
    """Show what is rarer: setting the theme aside, the journal, what is kept."""
    aside = await actions.is_set_aside(
        call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, day_id=call.row_id
    )
    spoken = call.language
    theme = (
        button(texts.THEME_AGAIN.in_(spoken), "reflections:theme_again", call.row_id)
        if aside
        else button(texts.NOT_THIS_THEME.in_(spoken), "reflections:not_theme", call.row_id)
    )
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=[texts.MORE_TITLE.in_(spoken)],
            buttons=[
                theme,
                button(texts.MY_JOURNAL.in_(spoken), "reflections:journal", 0),
                button(texts.WHAT_IS_KEPT.in_(spoken), "reflections:kept", 0),
            ],
        )
    )


async def not_this_theme(call: Call) -> None:
    """Set the theme of a card aside for whoever pressed."""
    await _change_theme(call, aside=True)


async def theme_again(call: Call) -> None:
    """Give the theme of a card again."""
    await _change_theme(call, aside=False)


async def _change_theme(call: Call, *, aside: bool) -> None:
    theme = await actions.set_theme_aside(
        call.kit,
        guild_id=call.person.server_id,
        user_id=call.person.user_id,
        day_id=call.row_id,
        aside=aside,
    )
    said = texts.THEME_SET_ASIDE if aside else texts.THEME_TAKEN_UP
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[said.in_(call.language, theme=texts.THEMES[theme].in_(call.language))],
            buttons=[button(texts.MORE.in_(call.language), "reflections:more", call.row_id)],
        )
    )


async def what_is_kept(call: Call) -> None:
    """Say what is kept of a reflection, and who can read it."""
    await call.replace(Drawing(accent=ACCENT, parts=[texts.KEPT_ABOUT.in_(call.language, operator=call.bot.operator)]))


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
    entry_id = await actions.keep(
        call.kit,
        guild_id=call.person.server_id,
        user_id=call.person.user_id,
        form=call.form,
        words=call.values.get("words", ""),
        share=share,
        day_id=day_id,
        prompt_number=prompt_number,
        gentler=gentler,
    )
    await _say_how_it_stands(call, entry_id, answer=call.show)


async def changed(call: Call) -> None:
    """Keep other words in an entry's place."""
    await actions.change(
        call.kit,
        guild_id=call.person.server_id,
        user_id=call.person.user_id,
        entry_id=call.row_id,
        words=call.values.get("words", ""),
    )
    await _say_how_it_stands(call, call.row_id, answer=call.show)


# One entry, as its author sees it


async def share(call: Call) -> None:
    """Share an entry."""
    await actions.share(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=call.row_id)
    await _say_how_it_stands(call, call.row_id, answer=call.replace)


async def take_back(call: Call) -> None:
    """Close an entry again, and say whether its message is gone."""
    await actions.take_back(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=call.row_id)
    still_there = await call.bot.cards.now(actions.SHARE_CARD, call.row_id)
    said = texts.TAKEN_BACK_SOON if still_there else texts.TAKEN_BACK
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[said.in_(call.language)],
            buttons=_entry_buttons(call.row_id, call.language, shared=False),
        )
    )


async def _say_how_it_stands(call: Call, entry_id: int, *, answer: Callable[[Drawing], Awaitable[None]]) -> None:
    """Say truly what became of an entry: kept, and whether others can see it."""
    written = await actions.read(
        call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=entry_id
    )
    if not written.shared:
        said = texts.KEPT.in_(call.language, operator=call.bot.operator)
    elif await call.bot.cards.now(actions.SHARE_CARD, entry_id):
        said = texts.SHARED.in_(call.language, place=f"<#{await _place_of(call, entry_id)}>")
    else:
        said = texts.SHARED_SOON.in_(call.language)
    await answer(
        Drawing(
            accent=ACCENT,
            parts=[said],
            buttons=_entry_buttons(entry_id, call.language, shared=written.shared),
        )
    )


async def _place_of(call: Call, entry_id: int) -> int | None:
    async with call.kit.store.reading() as session:
        entry = await session.get(reflections.Entry, entry_id)
        return None if entry is None else await actions.room_of(call.kit, session, entry)


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
    written = await actions.read(
        call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=call.row_id
    )
    spoken = call.language
    words = Words("words", texts.YOUR_WORDS.in_(spoken), value=written.words, longest=rules.LONGEST_WORDS)
    await call.open(
        Form(texts.FORM_TITLE.in_(spoken), "reflections:changed", call.row_id, [f"**{written.prompt}**", words])
    )


async def delete(call: Call) -> None:
    """Ask once more before an entry is deleted."""
    await actions.read(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=call.row_id)
    spoken = call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.DELETE_ASK.in_(spoken)],
            buttons=[
                button(texts.KEEP_IT.in_(spoken), "reflections:open", call.row_id, style=Style.primary),
                button(texts.DELETE.in_(spoken), "reflections:delete_now", call.row_id, style=Style.danger),
            ],
        )
    )


async def delete_now(call: Call) -> None:
    """Delete an entry, and say whether a message of it still stands."""
    await actions.delete(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=call.row_id)
    still_there = await call.bot.cards.now(actions.SHARE_CARD, call.row_id)
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
    written = await actions.read(
        call.kit, guild_id=call.person.server_id, user_id=call.person.user_id, entry_id=entry_id
    )
    spoken = call.language
    head = texts.ENTRY.in_(
        spoken, date=shown_date(written.kept_on, spoken), state=state(written, spoken), prompt=written.prompt
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
