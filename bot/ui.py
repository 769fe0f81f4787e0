"""What Banyan draws: cards, buttons, forms, pages.

A drawing holds no callbacks. Every press and every form comes to `bot/presses.py` by its custom id, whether
the process that drew it still runs or not; so nothing that is drawn is ever kept in memory, and a view that
ends cannot take a button of another message with it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import discord
from discord import ui

QUIET = discord.Colour(0x6B7280)
Style = discord.ButtonStyle
_MAX_LABEL = 80
_MAX_ABOUT = 100


def custom_id(feature_verb: str, row_id: int) -> str:
    """Return the id of a button, `feature:verb:row`: never a person, a role, a count or a word."""
    return f"{feature_verb}:{row_id}"


def button(
    label: str,
    feature_verb: str,
    row_id: int,
    *,
    style: discord.ButtonStyle = Style.secondary,
    disabled: bool = False,
) -> ui.Button["Drawing"]:
    """Return a button that leads to a press.

    Args:
        label: What it says, already in the reader's language.
        feature_verb: Where it leads, `feature:verb`.
        row_id: The row it is about.
        style: Its colour; the safest action is never red.
        disabled: Drawn, but not to be pressed.
    """
    return ui.Button(
        label=label[:_MAX_LABEL], custom_id=custom_id(feature_verb, row_id), style=style, disabled=disabled
    )


@dataclass(frozen=True, slots=True)
class Buttons:
    """At most five buttons in a row, among the parts of a drawing."""

    row: Sequence[ui.Button["Drawing"]]


_IN_A_ROW = 5


def in_rows(buttons: Sequence[ui.Button["Drawing"]]) -> list[Buttons]:
    """Return buttons in as many rows as they need, in reading order."""
    return [Buttons(buttons[at : at + _IN_A_ROW]) for at in range(0, len(buttons), _IN_A_ROW)]


def without_disguise(words: str) -> str:
    """Return a person's words as they may be shown: a link cannot hide behind another text."""
    return words.replace("](", "]\\(")


def link_to(guild_id: int, *place: int) -> str:
    """Return the link to a room or thread, or with another id to a message in it."""
    return "/".join(("https://discord.com/channels", str(guild_id), *map(str, place)))


class Drawing(ui.LayoutView):
    """One message: a title, a body, a quiet last line, and at most five buttons in one container.

    Args:
        accent: The feature's colour.
        parts: Paragraphs of Markdown, files and pictures that are attached, and rows of buttons, top to bottom.
        quiet: The last line, in small type.
        buttons: The last row, in reading order.
        mentions: Roles that this message may notify; nobody otherwise.
        pings: People that this message may notify; nobody otherwise.
    """

    def __init__(
        self,
        *,
        accent: discord.Colour = QUIET,
        parts: Sequence["Part"],
        quiet: str | None = None,
        buttons: Sequence[ui.Button["Drawing"]] = (),
        mentions: Sequence[int] = (),
        pings: Sequence[int] = (),
    ) -> None:
        super().__init__(timeout=None)
        self.container: ui.Container[Drawing] = ui.Container(accent_colour=accent)
        for part in parts:
            self.container.add_item(_part(part))
        if quiet:
            self.container.add_item(ui.TextDisplay("\n".join(f"-# {line}" for line in quiet.splitlines())))
        if buttons:
            self.container.add_item(ui.ActionRow(*buttons))
        self.add_item(self.container)
        self.allowed_mentions = discord.AllowedMentions(
            everyone=False,
            users=[discord.Object(person) for person in pings] or False,
            roles=[discord.Object(role) for role in mentions],
            replied_user=False,
        )
        self.stop()  # drawn, not kept: discord.py stores only views that still listen

    def numbered(self, number: int) -> "Drawing":
        """Give the container the number by which the message is recognised again."""
        self.container.id = number
        return self


Part = str | ui.File[Drawing] | ui.MediaGallery[Drawing] | Buttons


def _part(part: Part) -> ui.Item[Drawing]:
    if isinstance(part, str):
        return ui.TextDisplay(part)
    return ui.ActionRow(*part.row) if isinstance(part, Buttons) else part


@dataclass(frozen=True, slots=True)
class Words:
    """A field for words; in one line where it is `short`."""

    name: str
    label: str
    about: str | None = None
    value: str = ""
    longest: int = 1500
    required: bool = True
    short: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which one of two to ten things is chosen: (value, label, about). Not required, it may be none."""

    name: str
    label: str
    options: Sequence[tuple[str, str, str | None]]
    chosen: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Picks:
    """A field in which any of one to ten things are chosen: (value, label, about). Sent as `Call.picked`."""

    name: str
    label: str
    options: Sequence[tuple[str, str, str | None]]
    about: str | None = None
    chosen: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Someone:
    """A field in which a person of the server may be picked. Sent as `Call.picked`."""

    name: str
    label: str
    about: str | None = None


Field = str | Words | Choice | Picks | Someone


class Form(ui.Modal):
    """A form. Its ids are fresh at each opening: phones show the first text of a known id again.

    Args:
        title: At most 45 characters.
        feature_verb: Where it leads, `feature:verb`.
        row_id: The row it is about.
        parts: Sentences and fields, at most five.
    """

    def __init__(self, title: str, feature_verb: str, row_id: int, parts: Sequence[Field]) -> None:
        fresh = secrets.randbits(32)
        super().__init__(title=title[:45], custom_id=f"{custom_id(feature_verb, row_id)}:{fresh}", timeout=None)
        for part in parts:
            self.add_item(_drawn(part, fresh))
        self.stop()


def _drawn(part: Field, fresh: int) -> ui.Item[Form]:
    if isinstance(part, str):
        return ui.TextDisplay(part)
    about = None if isinstance(part, Choice) or not part.about else part.about[:_MAX_ABOUT]
    return ui.Label(text=part.label[:45], description=about, component=_control(part, f"{part.name}:{fresh}"))


def _control(part: Words | Choice | Picks | Someone, control_id: str) -> ui.Item[Form]:
    if isinstance(part, Words):
        return ui.TextInput(
            custom_id=control_id,
            style=discord.TextStyle.short if part.short else discord.TextStyle.paragraph,
            default=part.value or None,
            max_length=part.longest,
            required=part.required,
        )
    if isinstance(part, Someone):
        return ui.UserSelect(custom_id=control_id, required=False, min_values=0, max_values=1)
    if isinstance(part, Picks):
        boxes: ui.CheckboxGroup[Form] = ui.CheckboxGroup(custom_id=control_id, required=False, min_values=0)
        for value, label, about in part.options:
            boxes.add_option(label=label, value=value, description=about, default=value in part.chosen)
        return boxes
    group: ui.RadioGroup[Form] = ui.RadioGroup(custom_id=control_id, required=part.required)
    for value, label, about in part.options:
        group.add_option(label=label, value=value, description=about, default=value == part.chosen)
    return group
