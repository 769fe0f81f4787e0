"""How a day's card, a share and the form look, and where the card's buttons lead."""

import discord

from bot.answers import Call
from bot.ui import Choice, Drawing, Form, Style, Words, button, without_disguise
from cogs.reflections import actions, day_actions, rules, texts
from cogs.reflections.day_actions import Asked
from cogs.reflections.facts import DayFacts, ShareFacts

ACCENT = discord.Colour(0x2A7F78)
ME, EVERYONE = "me", "everyone"


# The day's card


def day_card(facts: DayFacts) -> Drawing:
    """Draw the day's card: theme, prompt, content note, three ways on. It notifies nobody unless a role is set."""
    spoken = facts.language
    parts = [texts.CARD_TITLE.in_(spoken, theme=texts.THEMES[facts.theme].in_(spoken))]
    if facts.note:
        parts.append(texts.CARD_NOTE.in_(spoken, note=facts.note))
    parts.append(f"### {facts.prompt}")
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


# A share


def share_card(facts: ShareFacts) -> Drawing:
    """Draw a share: who, and their words."""
    quiet = None if facts.prompt is None else texts.SHARE_ON.in_(facts.language, prompt=facts.prompt)
    return Drawing(accent=ACCENT, parts=[f"<@{facts.author_id}>", without_disguise(facts.words)], quiet=quiet)


# Presses on the card


async def reflect(call: Call) -> None:
    """Open the form of a day's card."""
    asked = await day_actions.prompt_of_day(call.kit, by=call.person, day_id=call.row_id)
    await call.open(form_for(asked, call.language))


async def reflect_now(call: Call) -> None:
    """Open the form for whoever wants to write, from anywhere."""
    asked = await day_actions.prompt_of_now(call.kit, by=call.person)
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
    asked = await day_actions.prompt_of_day(call.kit, by=call.person, day_id=call.row_id)
    if asked.day_id is None:
        said = f"{texts.INSTEAD.in_(call.language)}\n**{asked.prompt.text}**"
        await call.show(_angle_of(said, "reflections:reflect", call))
    else:
        said = texts.ANGLE.in_(call.language, prompt=asked.prompt.gentler)
        await call.show(_angle_of(said, "reflections:gentler", call))


def _angle_of(said: str, leads_to: str, call: Call) -> Drawing:
    reflect_on_it = button(texts.REFLECT.in_(call.language), leads_to, call.row_id, style=Style.primary)
    return Drawing(accent=ACCENT, parts=[said], buttons=[reflect_on_it])


async def gentler(call: Call) -> None:
    """Open the form on the gentler wording of a day's prompt."""
    asked = await day_actions.prompt_of_day(call.kit, by=call.person, day_id=call.row_id)
    if asked.day_id is None:
        await call.open(form_for(asked, call.language))
        return
    await call.open(_form("reflections:keep_gentler", asked.day_id, f"**{asked.prompt.gentler}**", call.language))


async def more(call: Call) -> None:
    """Show what is rarer: setting the theme aside, the journal, what is kept."""
    aside = await actions.is_set_aside(call.kit, by=call.person, day_id=call.row_id)
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
        by=call.person,
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
