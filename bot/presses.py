"""Every press and every form comes here, by its custom id.

One way in, whether the process that drew the button still runs or not: discord.py forgets forms and views at
a restart, and a person must not notice. Grammar: a button is `feature:verb:row`, a form
`feature:verb:row:random`, a form's field `name:random`.
"""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.access import Standing
from bot.answers import NO_LONGER_WORKS, Call, Defer, carry_out
from bot.refusal import Refusal

if TYPE_CHECKING:
    from bot.app import Banyan

BUTTON = re.compile(r"(?P<verb>[a-z]+:[a-z_]+):(?P<row>\d{1,19})", re.ASCII)
FORM = re.compile(BUTTON.pattern + r":(?P<fresh>\d{1,10})", re.ASCII)
FIELD = re.compile(r"(?P<name>[a-z_]+):\d{1,10}", re.ASCII)
_LARGEST_ROW = 2**63 - 1


def row_typed(typed: str) -> int | None:
    """Return the row that somebody picked from a list, which sends its number; None where they typed something else."""
    wanted = typed.strip()
    is_row = wanted.isascii() and wanted.isdigit() and len(wanted) <= len(str(_LARGEST_ROW))
    return int(wanted) if is_row and int(wanted) <= _LARGEST_ROW else None


Handler = Callable[[Call], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where a button or a form leads, and who may go there."""

    handler: Handler
    defer: Defer
    least: Standing


class Presses:
    """Where each button and each form leads."""

    def __init__(self) -> None:
        self._buttons: dict[str, Door] = {}
        self._forms: dict[str, Door] = {}

    def on(
        self, feature_verb: str, handler: Handler, *, defer: Defer = None, least: Standing = Standing.MEMBER
    ) -> None:
        """Say where a button leads. What opens a form never defers.

        Args:
            feature_verb: `feature:verb`.
            handler: Given the call; checks again whatever the button stood for.
            defer: How to hold the answer open, if it may take long.
            least: Who may press it.
        """
        self._buttons[feature_verb] = Door(handler, defer, least)

    def on_form(
        self, feature_verb: str, handler: Handler, *, defer: Defer = None, least: Standing = Standing.MEMBER
    ) -> None:
        """Say where a form leads; the arguments are those of `on`."""
        self._forms[feature_verb] = Door(handler, defer, least)

    def doors(self) -> list[tuple[str, Door]]:
        """Return every button and form with where it leads."""
        return sorted([*self._buttons.items(), *self._forms.items()], key=lambda door: door[0])

    async def enter(self, interaction: "discord.Interaction[Banyan]") -> None:
        """Answer one press or one form."""
        if interaction.type is discord.InteractionType.component:
            pattern, doors = BUTTON, self._buttons
        elif interaction.type is discord.InteractionType.modal_submit:
            pattern, doors = FORM, self._forms
        else:
            return
        data: Mapping[str, Any] = interaction.data or {}
        found = pattern.fullmatch(str(data.get("custom_id", "")))
        row_id = int(found["row"]) if found else 0
        door = doors.get(found["verb"]) if found and row_id <= _LARGEST_ROW else None
        form = int(found["fresh"]) if found and pattern is FORM else 0
        call = Call(interaction, row_id=row_id, form=form, values=dict(_fields(data)), picked=dict(_picks(data)))
        if door is None:
            await carry_out(call, _leads_nowhere, defer=None, least=Standing.MEMBER)
        else:
            await carry_out(call, lambda: door.handler(call), defer=door.defer, least=door.least)


async def _leads_nowhere() -> None:
    raise Refusal(NO_LONGER_WORKS)  # a refusal gives the words of a form back


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the fields of a sent form by name, with what was typed or chosen."""
    for name, field in _controls(data):
        if "values" not in field:
            value = field.get("value")
            yield name, "" if value is None else str(value)


def _picks(data: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the fields of a sent form in which any number of things could be picked."""
    for name, field in _controls(data):
        if "values" in field:
            yield name, tuple(str(value) for value in field["values"] or ())


def _controls(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for row in data.get("components", ()):
        field = row.get("component", {})
        found = FIELD.fullmatch(str(field.get("custom_id", "")))
        if found:
            yield found["name"], field
