"""The bot: the one place that chooses real things and puts them together.

Features are found by folder; nothing here names one.
"""

import asyncio
import hashlib
import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import logs
from bot.answers import Call, answer_error
from bot.hearing import Hearing
from bot.kit import Clock, Kit
from bot.presses import Presses
from bot.privacy import Privacy
from bot.server_settings import Registry, ServerCheck, ServerNote
from bot.settings import Settings, WrongSetting
from bot.showing import Showing
from bot.translator import Translator
from bot.worker import Worker
from data import copies, jobs, migrating, servers
from data.engine import Store
from data.sealing import Seals, WrongMasterKey, make_key_file, read_key_file

if TYPE_CHECKING:
    from discord import Interaction

log = logs.get(__name__)

discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # Banyan does not speak

FEATURES = Path(__file__).parent.parent / "cogs"
SYNCED = "commands.synced"
OLD_COPIES = "store.old_copies"
_FINISH_SECONDS = 10.0


def now() -> datetime:
    """Return the moment. Everything else is given a clock."""
    return datetime.now(UTC)


def create_bot(settings: Settings, *, clock: Clock = now, shard_count: int | None = None) -> "Banyan":
    """Put a bot together. Nothing is opened before it starts.

    Args:
        settings: What the operator decided.
        clock: Gives the current moment, aware and in UTC.
        shard_count: How many shards, unless Discord is to recommend it.
    """
    return Banyan(settings, clock=clock, shard_count=shard_count)


def features() -> list[str]:
    """Return the feature folders as module names."""
    return sorted(f"cogs.{folder.parent.name}" for folder in FEATURES.glob("*/__init__.py"))


class Banyan(commands.AutoShardedBot):
    """One running Banyan.

    Attributes:
        settings: What the operator decided.
        kit: What actions need.
        jobs: The one loop.
        cards: Messages in step with rows.
        presses: Where buttons and forms lead.
        hearing: What admins hear.
        server_settings: What a server's admins can set.
        privacy: What is kept of a person.
        operator_checks: Today -> what `check` shows the operator besides, as (what, how it is, how to mend it).
        server_checks: What `check` finds lacking in a server besides.
        server_notes: What `check` says of a server that is no lack.
    """

    def __init__(self, settings: Settings, *, clock: Clock, shard_count: int | None = None) -> None:
        intents = discord.Intents.none()
        intents.guilds = True
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=shard_count,
        )
        self.settings = settings
        self.operator = settings.operator_contact
        self.server_settings = Registry(
            defaults=settings.defaults, locked=settings.locked_keys(), operator=self.operator
        )
        self.store = Store(settings.database_url)
        self.kit = Kit(clock=clock, store=self.store, seals=Seals([]), server_settings=self.server_settings)
        self.privacy = Privacy()
        self.operator_checks: list[Callable[[date], list[tuple[str, str, str]]]] = []
        self.server_checks: list[ServerCheck] = []
        self.server_notes: list[ServerNote] = []
        self.presses = Presses()
        self.jobs = Worker(self.kit, self)
        self.cards = Showing(self)
        self.hearing = Hearing(self)
        self.jobs.on(OLD_COPIES, _remove_old_copies)
        self.tree.error(self._on_command_error)
        self._calls: set[asyncio.Task[Any]] = set()
        self._working = False
        self._closing = False

    # Start

    async def setup_hook(self) -> None:
        """Open the store, load the features, bring commands up to date.

        Raises:
            AlreadyRunning: when another process has the file.
            WrongMasterKey: when the file is sealed with another key.
            WrongSetting: when a default for server settings cannot be used.
        """
        self.store.hold()
        state_dir, now = self.settings.state_dir, self.kit.clock()
        await asyncio.to_thread(migrating.bring_up_to_date, self.store.path, state_dir, now)
        copies_end_at = await asyncio.to_thread(copies.remove_old, state_dir, now)
        self.kit.seals.use(await self._master_keys())
        async with self.store.writing() as session:
            await self.kit.seals.check(session)
            await jobs.release_all(session, now=now)
            if copies_end_at is not None:
                await jobs.ask(session, OLD_COPIES, 0, guild_id=None, at=copies_end_at, urgency=jobs.Urgency.SCHEDULE)
        await self.add_features()
        wrong = self.server_settings.wrong_defaults()
        if wrong:
            raise WrongSetting(wrong)
        await self.tree.set_translator(Translator())
        await self._sync_commands()

    async def add_features(self) -> None:
        """Let every feature add itself, found by folder.

        Not as extensions: these would be read and run anew for every bot of one process.
        """
        for feature in features():
            await importlib.import_module(feature).setup(self)

    async def _master_keys(self) -> list[bytes]:
        keys = self.settings.master_keys() or read_key_file(self.settings.key_file)
        if keys:
            return keys
        async with self.store.reading() as session:
            if await self.kit.seals.any_wrapped(session):
                raise WrongMasterKey
        return make_key_file(self.settings.key_file)

    async def _sync_commands(self) -> None:
        """Hand the commands to Discord, only when they are others than last time."""
        tree = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        languages = Translator.fingerprint()
        told = json.dumps([self.application_id, tree, languages], sort_keys=True, default=str)
        digest = hashlib.sha256(told.encode()).hexdigest()
        async with self.store.reading() as session:
            if await servers.fact(session, SYNCED) == digest:
                return
        await self.tree.sync()
        async with self.store.writing() as session:
            await servers.remember(session, SYNCED, digest)
        log.info("commands.synced", count=len(tree))

    async def on_shard_ready(self, shard_id: int) -> None:
        """Begin to work, and make a shard's servers match: it may have missed what happened."""
        if not self._working:
            self._working = True
            self.jobs.start()
            log.info("ready", servers=len(self.guilds))
        await self._look_again(*(guild for guild in self.guilds if guild.shard_id == shard_id))

    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A server is back: what waited for it goes on."""
        await self._look_again(guild)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Banyan was invited (again): what waited for the server goes on."""
        await self._look_again(guild)

    async def on_guild_channel_create(self, channel: discord.abc.GuildChannel) -> None:
        """A room has come: what waited for one goes on."""
        await self._look_again(channel.guild)

    async def on_guild_channel_update(self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        """A room's permissions may be mended: what waited for that goes on."""
        if before.overwrites != after.overwrites:
            await self._look_again(after.guild)

    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """A role's permissions may be mended: what waited for that goes on."""
        if before.permissions != after.permissions:
            await self._look_again(after.guild)

    async def on_member_update(self, before: discord.Member, after: discord.Member) -> None:
        """Banyan itself may have been given a role: what waited for that goes on."""
        if after.id == after.guild.me.id and before.roles != after.roles:
            await self._look_again(after.guild)

    async def _look_again(self, *guilds: discord.Guild) -> None:
        async with self.store.reading() as session:
            waiting = await jobs.guilds_given_up(session)
        for guild_id in waiting & {guild.id for guild in guilds}:
            async with self.store.writing() as session:
                await jobs.ask_given_up(session, guild_id, now=self.kit.clock())

    # What people do

    async def on_interaction(self, interaction: "Interaction[Any]") -> None:
        """Lead every press and every form to where it belongs."""
        await self.presses.enter(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """Read nothing: Banyan has no text commands."""

    async def _on_command_error(self, interaction: "Interaction[Any]", error: app_commands.AppCommandError) -> None:
        if interaction.type is not discord.InteractionType.autocomplete:
            await answer_error(Call(interaction), error)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        """Log what an event handler of ours raised, without its words."""
        log.exception("event.failed", handler=event_method)

    @contextmanager
    def in_flight(self) -> Iterator[None]:
        """Count the task that answers a person among those that are finished before the bot ends."""
        task = asyncio.current_task()
        assert task is not None
        self._calls.add(task)
        try:
            yield
        finally:
            self._calls.discard(task)

    # End

    async def close(self) -> None:
        """Finish what is in flight, then let go of Discord and of the file."""
        if self._closing:
            return
        self._closing = True
        current = asyncio.current_task()
        calls = [task for task in self._calls if task is not current]
        if calls:
            await asyncio.wait(calls, timeout=_FINISH_SECONDS)
        await self.jobs.stop(within=_FINISH_SECONDS)
        await super().close()
        await self.store.close()


async def _remove_old_copies(bot: Banyan, job: jobs.Job) -> None:
    """Remove copies whose time is over, and look again when the next one's is."""
    now = bot.kit.clock()
    ends_at = await asyncio.to_thread(copies.remove_old, bot.settings.state_dir, now)
    if ends_at is not None:
        async with bot.jobs.recording(job) as session:
            at = max(ends_at, now)
            await jobs.ask(session, OLD_COPIES, 0, guild_id=None, at=at, urgency=jobs.Urgency.SCHEDULE)


def make_private(directory: Path) -> None:
    """Make the state folder if it is not there, readable by its owner only."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
