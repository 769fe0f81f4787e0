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


def line_instead_of_boxes(label: Text, spoken: str) -> Words:
    """Return the line in which somebody who is not in the server says who is not to read it: they see no names."""
    about = texts.LEFT_OUT_TYPED.in_(spoken)
    return Words("left_out", label.in_(spoken), about, longest=_LONGEST_TYPED, required=False, short=True)


def who_part(call: Call) -> Field:
    """Return the part that asks whom it is about: a people picker in a server, a line in a direct message."""
    return _person_part(call, "who", texts.WHO, texts.WHO_ABOUT)


def also_part(call: Call) -> Field:
    """Return the part that asks who else is named in it."""
    return _person_part(call, "also", texts.ALSO, texts.ALSO_ABOUT)


def _person_part(call: Call, name: str, label: Text, about: Text) -> Field:
    spoken = call.language
    if call.person.guild_id is not None:
        return Someone(name, label.in_(spoken), about.in_(spoken))
    typed = texts.WHO_ABOUT_LETTER.in_(spoken)
    return Words(name, label.in_(spoken), typed, longest=_LONGEST_TYPED, required=False, short=True)


# What was picked


def left_out(call: Call) -> list[int | str]:
    """Return whom the reporter left out: ticked, or typed by whoever sees no names."""
    return rules.identifiers(call.values.get("left_out", "") or ",".join(call.picked.get("left_out", ())))


def has_boxes(call: Call) -> bool:
    """Return whether the form had boxes of who is not to read it, ticked or not."""
    return "left_out" in call.picked


def about(call: Call, field: str = "who") -> Sequence[Named]:
    """Return whom a form says it is about, or names in another field: picked in a server, typed in a direct message."""
    picked = someone(call, field)
    if picked is not None:
        return [named(picked)]
    ids = ",".join(call.picked.get(field, ()))
    return [Named(each) for each in rules.identifiers(call.values.get(field, "") or ids)]


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
