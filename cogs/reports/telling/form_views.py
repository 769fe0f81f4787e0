"""Parts that more than one form of a reporter has, and what was filled into them."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.answers import Call
from bot.language import Text
from bot.ui import Field, Picks, Someone, Words
from cogs.reports.gate import Reader
from cogs.reports.telling import rules, texts
from cogs.reports.telling.actions import Named

ACCENT = discord.Colour(0x6B5B95)
_LONGEST_TYPED = 100


def listed(readers: Sequence[Reader], spoken: str) -> str:
    """Return the names of people in a sentence."""
    names = [discord.utils.escape_markdown(reader.name) for reader in readers]
    if len(names) == 1:
        return names[0]
    return texts.AND.in_(spoken, first=", ".join(names[:-1]), last=names[-1])


def boxes(readers: Sequence[Reader], chosen: Sequence[int], label: Text, spoken: str) -> Picks:
    """Return the boxes of who is not to read it."""
    options: list[tuple[str, str, str | None]] = [(str(each.user_id), each.name[:100], None) for each in readers]
    about = texts.LEFT_OUT_ABOUT.in_(spoken)
    return Picks("left_out", label.in_(spoken), options, about, chosen=[str(each) for each in chosen])


def who_part(call: Call) -> Field:
    """Return the part that asks whom it is about: a people picker in a server, a line in a direct message."""
    label = texts.WHO.in_(call.language)
    if call.person.guild_id is not None:
        return Someone("who", label, texts.WHO_ABOUT.in_(call.language))
    about = texts.WHO_ABOUT_LETTER.in_(call.language)
    return Words("who", label, about, longest=_LONGEST_TYPED, required=False, short=True)


# What was picked


def left_out(call: Call) -> list[int]:
    """Return whom the reporter left out."""
    return [int(each) for each in call.picked.get("left_out", ()) if each.isascii() and each.isdigit()]


def about(call: Call) -> Sequence[Named]:
    """Return whom a form says it is about: picked in a server, typed in a direct message."""
    picked = someone(call, "who")
    if picked is not None:
        return [named(picked)]
    ids = ",".join(call.picked.get("who", ()))
    return [Named(each) for each in rules.identifiers(call.values.get("who", "") or ids)]


def someone(call: Call, field: str) -> discord.User | None:
    """Return the person picked in a form; Discord sends along who that is."""
    picked = call.picked.get(field, ())
    data: Any = call.interaction.data or {}
    known = data.get("resolved", {}).get("users", {})
    if not picked or picked[0] not in known:
        return None
    return discord.User(state=call.bot._connection, data=known[picked[0]])


def named(person: Any) -> Named:
    """Return somebody as a report names them."""
    return Named(person.id, person.display_name)
