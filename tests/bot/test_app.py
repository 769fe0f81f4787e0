"""The bot as a whole: it starts once, hears what comes back, reads no messages, and keeps no copy too long."""

import copy
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.app import Banyan
from bot.worker import WaitForReturn
from data import copies, jobs
from data.copies import KEPT_FOR
from data.jobs import Job
from tests import seams
from tests.bot.test_worker import Looks
from tests.world import World

WORDS = "the-lantern-by-the-canal"


@pytest.fixture
def looks(world: World) -> Looks:
    return Looks(world)


# What comes back


async def wait_for_return(looks: Looks) -> None:
    """Let a look wait until something in the server comes back."""

    async def wait(job: Job) -> None:
        if len(looks.ran) == 1:
            raise WaitForReturn

    looks.does = wait
    await looks.ask(1)
    assert looks.ran == [1]


async def test_a_role_that_is_given_permissions_lets_what_waited_go_on(looks: Looks) -> None:
    world = looks.world
    await wait_for_return(looks)
    everyone, backend = world.guild.default_role.id, world.env.backend
    backend.edit_role(world.guild.id, everyone, {"color": 5})
    await world.env.settle()
    assert looks.ran == [1]
    backend.edit_role(world.guild.id, everyone, {"permissions": discord.Permissions.all().value})
    await world.env.settle()
    assert looks.ran == [1, 1]


async def test_a_role_that_banyan_is_given_lets_what_waited_go_on(looks: Looks) -> None:
    """Discord tells a bot of its own roles without the members intent; simcord does not, so it is told here."""
    world = looks.world
    role = world.guild.create_role("Helpers")
    await wait_for_return(looks)
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    given = copy.copy(guild.me)
    given._roles = discord.utils.SnowflakeList([role.id])
    for before, after in ((guild.me, guild.me), (guild.me, given)):
        assert looks.ran == [1]
        with seams.as_bot(world.env):
            world.bot.dispatch("member_update", before, after)
        await world.env.settle()
    assert looks.ran == [1, 1]


async def test_a_room_that_is_opened_lets_what_waited_go_on_and_one_that_is_renamed_does_not(looks: Looks) -> None:
    world = looks.world
    await wait_for_return(looks)
    world.env.backend.edit_channel(world.general.id, {"topic": "Anything."})
    await world.env.settle()
    assert looks.ran == [1]
    await world.forbid(world.general, "attach_files")
    assert looks.ran == [1, 1]


@pytest.mark.parametrize("event", ["guild_available", "guild_join"])
async def test_a_server_that_is_back_lets_what_waited_go_on(looks: Looks, event: str) -> None:
    world = looks.world
    await wait_for_return(looks)
    with seams.as_bot(world.env):
        world.bot.dispatch(event, world.bot.get_guild(world.guild.id))
    await world.env.settle()
    assert looks.ran == [1, 1]


async def test_a_shard_that_begins_anew_lets_what_waited_in_its_servers_go_on(looks: Looks) -> None:
    world = looks.world
    await wait_for_return(looks)
    with seams.as_bot(world.env):
        world.bot.dispatch("shard_ready", 1)
    await world.env.settle()
    assert looks.ran == [1]
    with seams.as_bot(world.env):
        world.bot.dispatch("shard_ready", 0)
    await world.env.settle()
    assert looks.ran == [1, 1]


async def test_a_restart_lets_what_waited_go_on(looks: Looks) -> None:
    await wait_for_return(looks)
    await looks.world.restart()
    assert looks.ran == [1, 1]


# The start and the end


async def test_a_shard_that_begins_anew_does_not_take_running_looks_away(looks: Looks) -> None:
    world = looks.world

    async def begin_anew(job: Job) -> None:
        if len(looks.ran) == 1:
            world.bot.dispatch("shard_ready", 0)
        async with world.bot.store.reading() as session:
            await jobs.guilds_given_up(session)
        async with world.bot.jobs.recording(job):
            pass

    looks.does = begin_anew
    await looks.ask(1)
    assert looks.world.errors() == []
    assert [line for line in world.logged if line["level"] == "warning"] == []


async def test_commands_are_handed_over_at_the_first_start_and_when_they_have_changed(world: World) -> None:
    assert len(world.sent("PUT", "/commands")) == 1
    await world.restart()
    assert len(world.sent("PUT", "/commands")) == 1

    def add_one(bot: Banyan) -> None:
        @bot.tree.command(name="sing", description="Sing")
        async def sing(interaction: discord.Interaction[Any]) -> None:
            return None

    world.equip(add_one)
    await world.restart()
    assert len(world.sent("PUT", "/commands")) == 2


async def test_ending_twice_is_ending_once(world: World) -> None:
    await world.bot.close()
    await world.bot.close()
    await world.kill_and_restart()
    assert world.said(await world.member.slash(world.general, "journal list"))


# Copies


async def test_a_copy_is_removed_when_its_time_is_over_without_anybody_doing_anything(world: World) -> None:
    folder = world.settings.state_dir / "copies"
    for days in (0, 2):
        copies.make(world.bot.store.path, world.settings.state_dir, world.now() + timedelta(days=days))
    await world.restart()
    await world.pass_until(world.now() + KEPT_FOR - timedelta(minutes=1))
    assert len(list(folder.iterdir())) == 2
    await world.pass_time(minutes=2)
    assert len(list(folder.iterdir())) == 1
    await world.pass_time(days=2)
    assert list(folder.iterdir()) == []


# What it does not hear


async def test_what_people_write_in_rooms_is_nothing_to_it(world: World) -> None:
    before = len(world.env.http_requests)
    for words in ("!help", f"<@{world.bot.application_id}> help", "reflect", WORDS):
        await world.member.send(world.general, words)
    await world.member.send_dm("help")
    assert len(world.env.http_requests) == before
    assert WORDS not in str(world.logged)


async def test_it_asks_discord_for_no_privileged_intent_and_remembers_no_member(world: World) -> None:
    intents = world.bot.intents
    assert not any((intents.members, intents.presences, intents.message_content))
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    assert [member.id for member in guild.members] == [world.env.backend.bot_user.id]
    assert list(world.bot.cached_messages) == []


async def test_a_handler_of_ours_that_fails_is_logged_without_its_words(world: World) -> None:
    async def on_something(words: str) -> None:
        raise RuntimeError(words)

    world.bot.add_listener(on_something)
    with seams.as_bot(world.env):
        world.bot.dispatch("something", WORDS)
    await world.env.settle()
    assert WORDS not in str(world.logged)
    assert world.errors() == ["event.failed", "RuntimeError"]
