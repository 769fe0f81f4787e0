"""A small world: the server "Grove", its rooms and people, and the real bot in it.

People act (`press`, `fill`, `set`, `actor.slash`), the bot answers, and time passes only when a test says so.
The bot can be restarted, killed at a named point of its work, and raced.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult, ResponseMessage
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app import Banyan, create_bot
from bot.settings import Settings
from tests import cast, seams

Message = discord.Message | ResponseMessage
PATIENCE = 0.4  # seconds; a longer wait of the bot belongs to the clock
POOL = "sqlalchemy.pool"
TEXT, BUTTON, FILE = 10, 2, 13  # Discord's numbers of the parts that tests read


class NeverReached(Exception):
    """The process was to die at a point that it never came to."""


class World:
    """One server with the bot in it.

    Attributes:
        env: The simulated Discord; `env.now()` is the time.
        settings: The operator's settings, the same after every restart.
        guild: The server "Grove".
        logged: What Banyan logged, one dictionary a line.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._fittings: list[Callable[[Banyan], None]] = []
        self.env = simcord.Env(self._new_bot(), settle_timeout=PATIENCE)
        self.logged: list[dict[str, Any]] = []
        self._looked_at_errors = False
        self._people: dict[str, simcord.MemberActor] = {}
        self._crash: _Crash | None = None

    async def begin(self) -> None:
        """Start the bot, and let everybody come."""
        await self.env.start()
        with self.env.time_context():
            self._settle_in()
            await self.env.settle()

    async def end(self) -> None:
        """Stop the bot, and raise what went wrong in it unless the test looked at that."""
        self._take_away()
        await self.env.shutdown()
        await self.bot.close()
        if not self._looked_at_errors:
            self.env.raise_errors()
            assert not self._failures(), self._failures()

    def equip(self, fit: Callable[[Banyan], None]) -> None:
        """Add something to the bot, now and after every restart: a kind of job, of card, a door."""
        self._fittings.append(fit)
        fit(self.bot)

    # Who and where

    @property
    def bot(self) -> Banyan:
        """The bot that runs now: another one after a restart."""
        bot = self.env.bot
        assert isinstance(bot, Banyan)
        return bot

    def person(self, key: str) -> simcord.MemberActor:
        """Someone of `cast.CAST`."""
        return self._people[key]

    @property
    def admin(self) -> simcord.MemberActor:
        """Amihan, who can manage the server."""
        return self._people[cast.ADMIN.key]

    @property
    def moderator(self) -> simcord.MemberActor:
        """Batbayar, one of two."""
        return self._people[cast.MODERATORS[0].key]

    @property
    def member(self) -> simcord.MemberActor:
        """Kavya, a member like others."""
        return self._people["kavya"]

    @property
    def other(self) -> simcord.MemberActor:
        """Rin, another member."""
        return self._people["rin"]

    def room(self, name: str) -> simcord.ChannelHandle:
        """A room by its name: `daily-reflection`, `team` or `general`."""
        return self.guild.channels[name]

    @property
    def daily(self) -> simcord.ChannelHandle:
        """#daily-reflection."""
        return self.room("daily-reflection")

    @property
    def team(self) -> simcord.ChannelHandle:
        """#team, which only the team and the bot can see."""
        return self.room("team")

    @property
    def general(self) -> simcord.ChannelHandle:
        """#general."""
        return self.room("general")

    def letters(self, actor: simcord.MemberActor) -> simcord.ChannelHandle:
        """What the bot and a person write to each other."""
        return actor.user.dm_channel

    # What people do

    async def press(
        self, actor: simcord.MemberActor, message: Message | InteractionResult, label: str
    ) -> InteractionResult:
        """Press the button with this label: of a message, or of a private answer."""
        shown = newest_answer(message) if isinstance(message, InteractionResult) else message
        if self.env.backend.get_channel(_channel_id(shown)).guild_id is None:
            answer: InteractionResult = await actor.user.click(shown, label=label)
            return answer
        return await actor.click(shown, label=label)

    async def fill(self, actor: simcord.MemberActor, opened: InteractionResult, **values: str) -> InteractionResult:
        """Fill in and send the form that an answer opened; what is not named is sent as the form had it."""
        assert opened.modal is not None, "no form was opened"
        sent = {}
        for field in fields_of(opened):
            name = field["custom_id"].partition(":")[0]
            chosen = [option["value"] for option in field.get("options", ()) if option.get("default")]
            before = chosen[0] if chosen else field.get("value")
            value = values.pop(name, before)
            if value is not None:
                sent[field["custom_id"]] = value
        assert not values, f"the form has no field {', '.join(values)}"
        return await actor.submit_modal(opened, sent)

    async def set(self, actor: simcord.MemberActor, key: str, value: str) -> InteractionResult:
        """Change a setting with `/settings set`."""
        return await actor.slash(self.general, "settings set", name=key, value=value)

    async def first_card(self) -> discord.Message:
        """Turn daily reflections on in #daily-reflection, and let the first card come, at nine o'clock UTC."""
        await self.set(self.admin, "reflections.room", "daily-reflection")
        await self.pass_time(hours=9, seconds=5)
        return self.card(self.daily)

    def speaks(self, actor: simcord.MemberActor, language: str) -> None:
        """Let a person's Discord be set to another language."""
        seams.speaks(self.env, actor.id, language)

    def closes_letters(self, actor: simcord.MemberActor) -> None:
        """Let a person take no direct messages from now on."""
        path = f"/channels/{actor.user.dm_channel.id}/messages"
        self.env.inject_error("POST", path, status=403, code=50007, times=None)

    async def race(self, *acts: Callable[[], Awaitable[InteractionResult]]) -> list[InteractionResult]:
        """Let several things arrive before the bot begins with the first: `race(lambda: world.press(…), …)`."""
        results = []
        async with seams.without_settling(self.env):
            for act in acts:
                results.append(await act())
        return results

    # What happens to rooms

    async def forbid(self, room: simcord.ChannelHandle, *permissions: str) -> None:
        """Take permissions from the bot in a room."""
        deny = discord.Permissions(**dict.fromkeys(permissions, True)).value
        overwrite = Overwrite(self.env.backend.bot_user.id, OverwriteType.MEMBER, deny=deny)
        self.env.backend.set_overwrite(room.id, overwrite)
        await self.env.settle()

    async def permit(self, room: simcord.ChannelHandle) -> None:
        """Give them back."""
        self.env.backend.delete_overwrite(room.id, self.env.backend.bot_user.id)
        await self.env.settle()

    async def delete_room(self, room: simcord.ChannelHandle) -> None:
        """Delete a room or a thread."""
        self.env.backend.delete_channel(room.id)
        await self.env.settle()

    async def create_room(self, name: str) -> simcord.ChannelHandle:
        """Create a room that everybody sees."""
        room = self.guild.create_text_channel(name)
        await self.env.settle()
        return room

    async def archive(self, thread: simcord.ChannelHandle) -> None:
        """Archive a thread, as Discord does after a while."""
        self.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
        await self.env.settle()

    def is_archived(self, thread: simcord.ChannelHandle) -> bool:
        """Whether a thread is archived."""
        metadata = self.env.backend.get_channel(thread.id).thread_metadata
        return metadata is not None and metadata.archived

    @contextlib.asynccontextmanager
    async def deed(self) -> AsyncIterator[AsyncSession]:
        """A deed of the bot's own that nobody pressed for; afterwards the bot comes to rest."""
        with seams.as_bot(self.env):
            async with self.bot.store.writing() as session:
                yield session
        await self.env.settle()

    # Time, restarts, and the end of the process

    def now(self) -> datetime:
        """The moment, aware UTC."""
        return self.env.now()

    async def pass_time(self, **span: float) -> None:
        """Let time pass, by `hours=`, `days=` and so on."""
        await self.pass_until(self.now() + timedelta(**span))

    async def pass_until(self, moment: datetime) -> None:
        """Let time pass until a moment."""
        await self.env.advance_time(max(0.0, (moment - self.now()).total_seconds()))

    async def restart(self) -> None:
        """Stop the bot as an operator does, and start it anew on the same file."""
        await self.bot.close()
        await self.env.restart_bot(self._new_bot())

    def crash_at(self, point: str, *, times_before: int = 0) -> None:
        """Let the process die at a point of its work (`card.sent`, …), after passing it some times.

        From there on it does nothing more; `restart_after_crash` takes it away.
        """
        self._crash = _Crash(self.env, self.bot, point, times_before)

    @property
    def died(self) -> bool:
        """Whether the process has come to the point at which it was to die."""
        return self._crash is not None and self._crash.happened

    async def restart_after_crash(self, *, dying_at: str | None = None) -> None:
        """Take the process away where it stands, and start a new one on the same file."""
        if not self.died:
            raise NeverReached("the point was not reached")
        await self.kill_and_restart(dying_at=dying_at)

    async def kill_and_restart(self, *, dying_at: str | None = None) -> None:
        """Take the process away without a word, and start a new one on the same file.

        Args:
            dying_at: The point at which the new one dies in turn, as in `crash_at`; it may come to it while it
                starts.
        """
        dead, new = self.bot, self._new_bot()
        dead.store.let_go()
        self._take_away()
        if dying_at is not None:
            self._crash = _Crash(self.env, new, dying_at, 0)
        before = len(self.logged)
        await self.env.restart_bot(new)
        await dead.close()
        # A dead process says nothing of the connections that are taken from it.
        self.logged[before:] = [line for line in self.logged[before:] if not line["logger"].startswith(POOL)]

    # What there is to see

    def said(self, result: InteractionResult) -> str:
        """Everything that an answer says, or an empty text."""
        return "\n".join(text_of(message) for message in answers_of(result))

    def files(self, result: InteractionResult) -> dict[str, bytes]:
        """The files of an answer, by name."""
        attached = [file for message in answers_of(result) for file in message.attachments]
        return {file.filename: seams.file_bytes(self.env, file.url) for file in attached}

    def messages(self, room: simcord.ChannelHandle) -> list[discord.Message]:
        """The bot's messages in a room that everybody there sees, oldest first."""
        mine = [message for message in room.history() if message.author.id == self.env.backend.bot_user.id]
        return [message for message in mine if not message.flags.ephemeral and message.components]

    def card(self, room: simcord.ChannelHandle) -> discord.Message:
        """The bot's newest message in a room."""
        return self.messages(room)[-1]

    def room_text(self, room: simcord.ChannelHandle) -> str:
        """Everything that stands in a room."""
        return "\n".join(text_of(message) for message in room.history() if not message.flags.ephemeral)

    def thread(self, room: simcord.ChannelHandle) -> simcord.ChannelHandle:
        """The newest thread of a room."""
        return max(room.threads, key=lambda thread: thread.id)

    def errors(self) -> list[str]:
        """The names of the errors that Banyan logged; a test that looks has dealt with them."""
        self._looked_at_errors = True
        raised = [type(error).__name__ for error in self.env.errors]
        return [str(line["event"]) for line in self._failures()] + raised

    def sent(self, method: str, path_ends: str) -> list[dict[str, Any]]:
        """The bodies of the requests that the bot made, oldest first."""
        made = [each for each in self.env.http_requests if each.method == method and each.path.endswith(path_ends)]
        return [each.json or {} for each in made]

    # Inside

    def _take_away(self) -> None:
        if self._crash is not None:
            self._crash.taken_away = True
            self._crash = None

    def _new_bot(self) -> Banyan:
        bot = create_bot(self.settings, clock=lambda: self.env.now(), shard_count=1)
        for fit in self._fittings:
            fit(bot)
        return bot

    def _failures(self) -> list[dict[str, Any]]:
        return [line for line in self.logged if line["level"] in ("error", "critical")]

    def _settle_in(self) -> None:
        owner = self.env.create_user(cast.OWNER.key, global_name=cast.OWNER.name)
        self.guild = self.env.create_guild("Grove", owner=owner)
        roles = {name: self.guild.create_role(name, permissions=may) for name, may in cast.ROLES.items()}
        for person in cast.CAST:
            user = owner if person is cast.OWNER else self.env.create_user(person.key, global_name=person.name)
            held = [roles[person.role]] if person.role else []
            self._people[person.key] = self.guild.add_member(user, roles=held)
            self.speaks(self._people[person.key], person.language)
        self.guild.create_text_channel("daily-reflection")
        self.guild.create_text_channel("general")
        me = self.guild.roles[self.env.backend.bot_user.name]
        overwrites: dict[Any, discord.PermissionOverwrite] = {
            role: discord.PermissionOverwrite(view_channel=True) for role in (me, *roles.values())
        }
        overwrites[self.guild.default_role] = discord.PermissionOverwrite(view_channel=False)
        self.guild.create_text_channel("team", overwrites=overwrites)


class _Crash:
    """A point of the bot's work at which the process dies."""

    def __init__(self, env: simcord.Env, bot: Banyan, point: str, times_before: int) -> None:
        self._env, self._bot = env, bot
        self._point, self._left = point, times_before
        self.happened = self.taken_away = False
        object.__setattr__(bot.kit, "crashpoint", self.reached)

    async def reached(self, point: str) -> None:
        if not self.happened and point == self._point:
            self._left -= 1
            self.happened = self._left < 0
        if not self.happened:
            return
        self._bot.jobs._stopping = True  # the dead begin nothing
        while not self.taken_away:  # and give up nothing either: a time limit does not end them
            with contextlib.suppress(asyncio.CancelledError):
                await self._env.external_wait(asyncio.Event().wait(), reason="the process has died")
        raise asyncio.CancelledError


class Logged(logging.Handler):
    """Collects what Banyan logs, as dictionaries.

    Args:
        lines: Where to.
    """

    def __init__(self, lines: list[dict[str, Any]]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        """Add one line."""
        self._lines.append(json.loads(self.format(record)))


def parts_of(message: Message) -> Iterator[dict[str, Any]]:
    """Every part of a message, those inside others included."""
    waiting = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    while waiting:
        part: dict[str, Any] = dict(waiting.pop(0))
        yield part
        inside = [*part.get("components", ()), *([part["component"]] if "component" in part else [])]
        waiting = [*inside, *waiting]


def text_of(message: Message) -> str:
    """What a message says, without its buttons."""
    said = [str(part["content"]) for part in parts_of(message) if part["type"] == TEXT]
    return "\n".join([message.content, *said] if message.content else said)


def labels_of(message: Message | InteractionResult) -> list[str]:
    """The labels of a message's buttons, in reading order."""
    shown = newest_answer(message) if isinstance(message, InteractionResult) else message
    return [str(part["label"]) for part in parts_of(shown) if part["type"] == BUTTON]


def custom_ids(message: Message) -> dict[str, str]:
    """The custom ids of a message's buttons, by label."""
    return {str(part["label"]): str(part["custom_id"]) for part in parts_of(message) if part["type"] == BUTTON}


def fields_of(opened: InteractionResult) -> list[dict[str, Any]]:
    """The fields of the form that an answer opened."""
    assert opened.modal is not None, "no form was opened"
    return [part["component"] for part in opened.modal["components"] if "component" in part]


def answers_of(result: InteractionResult) -> list[ResponseMessage]:
    """The messages that answer what somebody did."""
    return [message for message in (result.response, *result.followups) if message is not None]


def newest_answer(result: InteractionResult) -> ResponseMessage:
    """The newest message that answers what somebody did."""
    return answers_of(result)[-1]


def _channel_id(message: Message) -> int:
    return message.channel_id if isinstance(message, ResponseMessage) else message.channel.id
