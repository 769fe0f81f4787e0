"""What a feature adds to the demo: its steps in the browser and its part of the tour in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import discord
import simcord

from bot.demo import people, plain
from bot.demo.world import World

Shown = simcord.ResponseMessage | discord.Message


@dataclass(frozen=True)
class Step:
    """One step of the guided strip: a short title, what to try, and who the visitor becomes in which room.

    room: a key of people.ROOMS, or "letters" for what the bot writes to that person.
    others: what the button says that lets the other people act; without it there is none. What they do is
        `let_others_act(world, visitor)` of the feature's demo module, which returns a sentence for the visitor.
    """

    title: str
    say: str
    room: str
    person: str
    others: str = ""


class Stage:
    """The tour as a transcript: people do things in a world, and what they see is printed.

    A person is named by a key of people.PEOPLE, a room by a key of people.ROOMS.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self._names = {str(world.person(person.key).id): f"@{person.name}" for person in people.PEOPLE}
        self._names |= {str(world.room(room.key).id): f"#{room.key}" for room in people.ROOMS}
        self._names |= {str(world.guild.roles[name].id): f"@{name}" for name in (*people.ROLES, people.BOT)}

    def heading(self, words: str) -> None:
        """Begin a part of the story, with the time in the community."""
        now = self.world.now().astimezone(ZoneInfo(people.ZONE))
        print(f"\n{words}\n{'─' * len(words)}\n{now:%A, %H:%M}")

    def note(self, words: str) -> None:
        """Tell the reader something that nobody in the community says."""
        print(f"\n({words})")

    async def says(self, person: str, room: str, words: str) -> discord.Message:
        """Write in a room."""
        print(f"\n{self._name(person)} in #{room}:\n  {words}")
        return await self.world.person(person).send(self.world.room(room), words)

    def hears(self, place: simcord.ChannelHandle, *, after: int) -> int:
        """Print what people have written in a room or thread since a message, and return the newest one's id."""
        messages = place.history()
        for message in messages:
            if message.id > after and not message.author.bot:
                print(f"\n{self._names[str(message.author.id)]} in “{place.name}”:")
                self._draw([{"type": plain.TEXT, "content": message.content}])
        return max((message.id for message in messages), default=after)

    async def uses(self, person: str, room: str, command: str, **options: Any) -> simcord.InteractionResult:
        """Use a slash command, written without the slash."""
        given = "".join(f" {name}: {value}" for name, value in options.items())
        print(f"\n{self._name(person)} uses /{command}{given}")
        place = self.world.room(room)
        return self._answered(person, await self.world.person(person).slash(place, command, **options))

    async def uses_app(self, person: str, room: str, name: str, target: discord.Message) -> simcord.InteractionResult:
        """Hold a message and use something from its Apps menu."""
        print(f"\n{self._name(person)} holds a message of {target.author.display_name}: Apps, {name}")
        place = self.world.room(room)
        return self._answered(person, await self.world.person(person).context_menu(place, name, target))

    async def presses(
        self, person: str, message: Shown, label: str, *, in_letters: bool = False
    ) -> simcord.InteractionResult:
        """Press the button with this label, in a room or in what the bot and this person write to each other."""
        print(f"\n{self._name(person)} presses [ {label} ]")
        return self._answered(person, await self._actor(person, in_letters).click(message, label=label))

    async def submits(
        self,
        person: str,
        form: simcord.InteractionResult,
        filled: Mapping[str, str],
        *,
        in_letters: bool = False,
    ) -> simcord.InteractionResult:
        """Fill in and send a form. `filled`: label of the field to words, or to the label of the choice."""
        print(f"\n{self._name(person)} fills it in and sends it:")
        for label, words in filled.items():
            print(f"  {label}: {words}")
        values = filled_in(form, filled)
        return self._answered(person, await self._actor(person, in_letters).submit_modal(form, values))

    def _actor(self, person: str, in_letters: bool) -> simcord.MemberActor | simcord.UserHandle:
        actor = self.world.person(person)
        return actor.user if in_letters else actor

    def latest(self, room: str) -> discord.Message:
        """The newest message of the bot that everybody in the room sees. Raises LookupError when none is."""
        for message in reversed(self.world.room(room).history()):
            if message.author.bot and message.components and not message.flags.ephemeral:
                return message
        raise LookupError(f"{people.BOT} has posted nothing in #{room}")

    def last_words(self, room: str) -> discord.Message:
        """The newest message of a person in a room."""
        return next(each for each in reversed(self.world.room(room).history()) if not each.author.bot)

    def letter_to(self, person: str) -> discord.Message:
        """The newest message that the bot has written to somebody. Raises LookupError when there is none."""
        for message in reversed(self.world.person(person).user.dm_channel.history()):
            if message.author.bot and message.components and not message.flags.ephemeral:
                return message
        raise LookupError(f"{people.BOT} has not written to {person}")

    def thread_of(self, message: Shown) -> None:
        """Print what the bot has put into the thread under a message."""
        thread = next(thread for thread in self._threads() if thread.id == message.id)
        print(f"\nIn the thread “{thread.name}”:")
        messages = [message for message in thread.history() if message.components]
        for message in messages:
            self._draw([part.to_dict() for part in message.components])
        if not messages:
            print("  ┃ nothing")

    def shows(self, message: Shown, *, only: str = "") -> None:
        """Print a message of the bot. `only`: the one person who sees it, by key."""
        print(f"\n{people.BOT} to {self._name(only)} (only you):" if only else f"\n{people.BOT}:")
        if message.content:
            self._draw([{"type": plain.TEXT, "content": message.content}])
        self._draw([part if isinstance(part, dict) else part.to_dict() for part in message.components])
        for file in message.attachments:
            print(f"  ┃ [ file: {file.filename} ]")

    def _answered(self, person: str, result: simcord.InteractionResult) -> simcord.InteractionResult:
        if result.modal is not None:
            print(f"\n{self._name(person)} sees a form:")
            self._draw([{"type": plain.TEXT, "content": result.modal["title"]}, *result.modal["components"]])
        for message in (result.response, *result.followups):
            if message is not None:
                self.shows(message, only=person if message.ephemeral else "")
        return result

    def _threads(self) -> list[simcord.ChannelHandle]:
        return [thread for room in people.ROOMS for thread in self.world.room(room.key).threads]

    def _draw(self, components: list[Any]) -> None:
        names = self._names | {str(thread.id): f"“{thread.name}”" for thread in self._threads()}
        for line in plain.draw(components, names=names, zone=people.ZONE):
            print(line)

    def _name(self, key: str) -> str:
        return next(person.name for person in people.PEOPLE if person.key == key).split()[0]


def filled_in(form: simcord.InteractionResult, filled: Mapping[str, str]) -> dict[str, Any]:
    """What the form is sent with: what was filled in, and what it held already. Raises KeyError."""
    if form.modal is None:
        raise LookupError("There is no form to fill in")
    values: dict[str, Any] = {}
    fields = dict(plain.controls(form.modal["components"]))
    for label, control in fields.items():
        if "options" in control:
            chosen = [o["value"] for o in control["options"] if o["label"] == filled.get(label)]
            before = [o["value"] for o in control["options"] if o.get("default")]
            picked = chosen or before
            if picked:
                values[control["custom_id"]] = picked[0] if control["type"] == plain.RADIO else picked
        elif "value" in control:
            values[control["custom_id"]] = control["value"]
    for label, words in filled.items():
        if "options" not in fields[label]:
            values[fields[label]["custom_id"]] = words
    return values
