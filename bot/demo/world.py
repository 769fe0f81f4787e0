"""The community of the demo: the real bot, its people and rooms, and the clock that the visitor moves."""

from __future__ import annotations

import importlib
import importlib.util
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType

import discord
import simcord

from bot.app import Banyan, create_bot
from bot.app import features as feature_folders
from bot.demo import people, simcord_seams
from bot.settings import Settings

PATIENCE = 1.5
"""Seconds that simcord waits for the bot to come to rest; longer waits of the bot belong to the clock."""

STRIDE = timedelta(hours=1)
"""Long spans pass in strides, so that each stays within simcord's patience."""

FURTHEST = timedelta(days=8)
"""How far ahead the next prompt is looked for: a little more than from one weekday to the same again."""

LOOKS = 300
"""How often the way to the next prompt stops to look whether it has come."""

ROLE_PERMISSIONS = {
    "Admin": discord.Permissions(administrator=True),
    "Moderator": discord.Permissions(manage_messages=True, manage_threads=True, moderate_members=True),
    "Facilitator": discord.Permissions(manage_threads=True),
}
ROLE_COLOURS = {"Admin": 0xB8722C, "Moderator": 0x4779A8, "Facilitator": 0x6B8E4E}


class World:
    """One community with the bot in it. Everything it keeps is in a temporary folder and ends with it.

    env: simcord's server and clock. bot: the bot as it runs now; another object after a restart.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="banyan-demo-", ignore_cleanup_errors=True)
        folder = Path(self._folder.name)
        self._settings = Settings(
            state_dir=folder,
            database_url=f"sqlite+aiosqlite:///{folder / 'banyan.db'}",
            operator_contact="Mika Suarez (mika@example.org)",
        )
        self.bot = self._new_bot()
        self.env = simcord.Env(self.bot, shard_count=1, check_errors=False, settle_timeout=PATIENCE)
        simcord_seams.christen(self.env, bot_name=people.BOT, starts_at=people.EVENING_BEFORE)
        self.guild: simcord.GuildHandle
        self._people: dict[str, simcord.MemberActor] = {}
        self._rooms: dict[str, simcord.ChannelHandle] = {}

    @classmethod
    async def begin(cls) -> World:
        """A community on its Monday morning: settled, talked in, with every feature prepared."""
        world = cls()
        try:
            await world.env.start()
            with world.env.time_context():
                world._settle_in()
                for feature in features():
                    await feature.seed(world)
                await world._talk()
                await world.advance(people.MORNING - world.now())
        except BaseException:
            await world.close()
            raise
        return world

    async def close(self) -> None:
        """Stop the bot and remove what it kept."""
        try:
            await self.env.shutdown()
            await self.bot.close()
        finally:
            self._folder.cleanup()

    def now(self) -> datetime:
        """The moment in the community, aware UTC."""
        return self.env.now()

    def person(self, key: str) -> simcord.MemberActor:
        """The one who acts under this key of people.PEOPLE. Raises KeyError."""
        return self._people[key]

    def room(self, key: str) -> simcord.ChannelHandle:
        """The room with this key of people.ROOMS. Raises KeyError."""
        return self._rooms[key]

    async def advance(self, span: timedelta) -> None:
        """Let time pass. What the bot has to do meanwhile, it does."""
        until = self.now() + span
        while (left := until - self.now()) > timedelta():
            try:
                await self.env.advance_time(min(left, STRIDE).total_seconds())
            except TimeoutError:  # a busy machine: go on from where it came to, unless it stands still
                if until - self.now() >= left:
                    raise

    async def advance_to_next_prompt(self) -> bool:
        """Let time pass until the bot has posted something in a room for everybody.

        Returns False when the bot has nothing ahead of it for more than a week.
        """
        before, furthest = self._newest(), self.now() + FURTHEST
        for _ in range(LOOKS):
            due_at = await self.bot.jobs.next_due_at()
            if due_at is None or due_at > furthest:
                return False
            await self.advance(max(due_at - self.now(), timedelta()) + timedelta(seconds=5))
            if self._newest() != before:
                return True
        return False

    async def restart_bot(self) -> None:
        """Stop the bot and start it anew on what it kept, as after an update."""
        await self.bot.close()  # first, since a database file is for one bot at a time
        self.bot = self._new_bot()
        await self.env.restart_bot(self.bot)

    def _new_bot(self) -> Banyan:
        return create_bot(self._settings, clock=lambda: self.env.now())

    def _newest(self) -> int:
        rooms = (self.room(room.key) for room in people.ROOMS if not room.team_only)
        return max(simcord_seams.newest(self.env, room) for room in rooms)

    def _settle_in(self) -> None:
        admin = people.PEOPLE[0]
        owner = self.env.create_user(admin.key, global_name=admin.name)
        self.guild = self.env.create_guild(people.SERVER, owner=owner, preferred_locale="en-GB")
        roles = {
            name: self.guild.create_role(name, permissions=ROLE_PERMISSIONS[name], color=ROLE_COLOURS[name], hoist=True)
            for name in reversed(people.ROLES)
        }
        for person in people.PEOPLE:
            user = owner if person is admin else self.env.create_user(person.key, global_name=person.name)
            held = [roles[person.role]] if person.role in roles else []
            self._people[person.key] = self.guild.add_member(user, roles=held)
        me = self.guild.roles[people.BOT]
        for room in people.ROOMS:
            self._rooms[room.key] = self.guild.create_text_channel(
                room.key,
                topic=room.topic,
                overwrites={
                    self.guild.default_role: discord.PermissionOverwrite(view_channel=not room.team_only),
                    **{role: discord.PermissionOverwrite(view_channel=True) for role in (me, *roles.values())},
                },
            )

    async def _talk(self) -> None:
        for room, lines in people.TALK.items():
            for minutes, person, words in lines:
                await self.advance(timedelta(minutes=minutes))
                await self.person(person).send(self.room(room), words)


def features() -> list[ModuleType]:
    """The demo module of every feature that has one, found by folder, in the order in which the strip leads on."""
    names = [f"{feature}.demo" for feature in feature_folders()]
    found = [importlib.import_module(name) for name in names if importlib.util.find_spec(name) is not None]
    return sorted(found, key=lambda module: int(module.PLACE))
