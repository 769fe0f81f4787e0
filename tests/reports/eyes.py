"""Everything that one person can see and call in Grove, as text: for the search for traces of a case.

See: every message in every room and thread they can read, their letters, the audit log where they may read it.
Call: every command with every value one might try, every suggestion while typing, every button and every form of
reports with every number one might forge, what is kept of them, help, settings.
"""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import simcord
from discord import app_commands
from simcord.backend import serializers
from simcord.results import InteractionResult

from tests import documents, seams
from tests.world import World, answers_of

PRESS, FORM = 3, 5
NEVER_PRESSED = {"privacy:erase"}  # these would end the search:
NEVER_USED = {"safety leave", "safety away"}


@dataclass
class Eyes:
    """One person, and what they came to see: surface -> everything that it showed.

    Attributes:
        world: Where.
        actor: Who looks.
        seen: What each surface showed, as text.
    """

    world: World
    actor: simcord.MemberActor
    seen: dict[str, str] = field(default_factory=dict)

    def see(self) -> None:
        """Look at everything that stands somewhere."""
        backend = self.world.env.backend
        for channel in list(backend.channels.values()):  # whoever has no letters yet gets the room for them
            handle = simcord.ChannelHandle(self.world.env, self.world.guild, channel)
            mine = channel.id == self.actor.user.dm_channel.id
            if not mine and (channel.guild_id is None or not seams.may_read(self.world.env, handle, self.actor)):
                continue
            shown = [each for each in backend.messages.get(channel.id, {}).values() if each.visible_to(self.actor.id)]
            told = [json.dumps(serializers.message_payload(backend, each), default=str) for each in shown]
            self.seen[f"in {channel.name or 'letters'}"] = "\n".join([*told, str(channel.name), str(channel.topic)])
        log = backend.get_guild(self.world.guild.id).audit_log_entries  # as if everybody might read it
        self.seen["audit log"] = json.dumps(serializers.audit_log_payload(backend, log), default=str)

    async def call(self, words: Iterable[str], numbers: Iterable[int], people: Iterable[simcord.MemberActor]) -> None:
        """Use every command with these words, numbers and people, and type each into every suggestion."""
        words, people = [*words, *map(str, numbers)], list(people)
        for command in documents.commands_of(self.world.bot):
            name = command.qualified_name
            if name in NEVER_USED or name not in self.actor.available_commands(self.world.general):
                continue
            for values in _tries(command, words, people):
                told = ", ".join(f"{name}={getattr(value, 'id', value)}" for name, value in values.items())
                await self._keep(f"/{command.qualified_name} {told}", command.qualified_name, values)
            for parameter in command.parameters:
                if parameter.autocomplete:
                    for typed in ("", *words):
                        offered = await self.actor.autocomplete(
                            self.world.general, command.qualified_name, parameter.name, typed
                        )
                        self.seen[f"/{command.qualified_name} {parameter.name}: {typed} …"] = json.dumps(offered)

    async def _keep(self, surface: str, name: str, values: dict[str, Any]) -> None:
        try:
            answer = await self.actor.slash(self.world.general, name, **values)
        except (simcord.SetupError, simcord.BackendError) as no:  # Discord does not let it through
            self.seen[surface] = f"not sent: {type(no).__name__}"
        else:
            self.seen[surface] = said_by(self.world, answer)

    async def forge(self, numbers: Iterable[int], *, without: Iterable[str] = ()) -> None:
        """Press every button and send every form of reports with each number."""
        numbers, left = list(numbers), set(without) | NEVER_PRESSED
        presses = self.world.bot.presses
        for verb in _of_reports(set(presses._buttons) - left):
            ids = {f"press {verb}:{number}": f"{verb}:{number}" for number in numbers}
            await self._forge_all(
                PRESS, {surface: {"custom_id": made, "component_type": 2} for surface, made in ids.items()}
            )
        for verb in _of_reports(set(presses._forms) - left):
            ids = {f"form {verb}:{number}": f"{verb}:{number}:7" for number in numbers}
            await self._forge_all(
                FORM, {surface: {"custom_id": made, "components": _fields()} for surface, made in ids.items()}
            )

    async def _forge_all(self, kind: int, sent: dict[str, dict[str, Any]]) -> None:
        """Send them all before the first is answered: settling after each would take most of the time."""
        async with seams.without_settling(self.world.env):
            answers = {
                surface: await seams.forge(self.actor, self.world.general, kind, data) for surface, data in sent.items()
            }
        self.seen.update({surface: said_by(self.world, answer) for surface, answer in answers.items()})

    def traces(self, forbidden: Iterable[str]) -> list[str]:
        """Return every surface that shows one of these, and which. What a surface was asked with does not count."""
        found = []
        for surface, shown in self.seen.items():
            here = [trace for trace in forbidden if trace in shown and trace not in surface]
            found += [f"{surface}: {trace}" for trace in here if _ends_there(trace).search(shown)]
        return found


def _ends_there(trace: str) -> re.Pattern[str]:
    """A trace that is no part of a longer word: “Open Mossy Hill” on a button says nothing of *Open Moss*."""
    return re.compile(rf"{re.escape(trace)}(?![a-z])")


def said_by(world: World, answer: InteractionResult) -> str:
    """Everything in an answer: texts, buttons with their ids, forms, files."""
    parts = [json.dumps(message.components, default=str) + message.content for message in answers_of(answer)]
    parts += [f"{name}: {content!r}" for name, content in world.files(answer).items()]
    return "\n".join([*parts, json.dumps(answer.modal, default=str)])


def alike(shown: str) -> str:
    """What was said, without the numbers and references that differ from answer to answer."""
    return re.sub(r"\d+", "N", re.sub(r"“[0-9a-f]{6}”", "“R”", shown))


def _tries(
    command: "app_commands.Command[Any, ..., Any]", words: list[str], people: list[simcord.MemberActor]
) -> Iterator[dict[str, Any]]:
    """Every way in which somebody may fill in a command: nothing, and one value at a time or all at once."""
    needed = [each for each in command.parameters if each.required]
    if not needed:
        yield {}
    for parameter in command.parameters:
        others = [each for each in needed if each.name != parameter.name]
        for value in _values(parameter, words, people):
            for rest in itertools.product(*(_values(each, words, people)[:1] for each in others)):
                yield {parameter.name: value, **dict(zip((each.name for each in others), rest, strict=True))}


def _values(parameter: Any, words: list[str], people: list[simcord.MemberActor]) -> list[Any]:
    kind = parameter.type.name
    if kind == "user":
        return list(people)
    if kind == "boolean":
        return [True]
    if parameter.choices:
        return [choice.value for choice in parameter.choices]
    if kind == "integer":
        return [1]
    return list(words)


def _of_reports(verbs: Iterable[str]) -> list[str]:
    return sorted(verb for verb in verbs if verb.startswith(("reports:", "privacy:")))


def _fields() -> list[dict[str, Any]]:
    values = {"words": "x", "name": "not_shown", "readers": "me"}
    return [
        {"type": 18, "component": {"type": 4, "custom_id": f"{name}:1", "value": value}}
        for name, value in values.items()
    ]
