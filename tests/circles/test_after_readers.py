"""What the operator reads in `check`: which other bots can look into the threads of circles."""

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType

from bot.check import notes_of
from tests.circles.doing import ROOM
from tests.world import World


async def ready(world: World) -> None:
    """A server with a room for circles."""
    await world.create_room(ROOM)
    await world.set(world.admin, "circles.room", f"#{ROOM}")


async def other_bot(world: World, name: str, **may: bool) -> simcord.MemberActor:
    """Invite another bot, which has a role of its own that Discord made for it."""
    bot = world.env.create_user(name, bot=True)
    role = world.guild.create_role(name, permissions=discord.Permissions(**may), managed=True)
    invited = world.guild.add_member(bot, roles=[role])
    await world.env.settle()
    return invited


async def notes(world: World, *bots: simcord.MemberActor) -> list[tuple[str, str, str]]:
    """What `check` says, where Discord tells of these bots' roles whose they are; simcord does not."""
    guild = world.bot.guilds[0]
    for user_id, name in [(bot.id, bot.name) for bot in bots] + [(guild.me.id, guild.me.name)]:
        role = next(role for role in guild.roles if role.name == name)
        role.tags = discord.RoleTags({"bot_id": str(user_id)})
    return await notes_of(guild, guild.me, world.bot)


async def test_a_bot_that_manages_threads_is_named_with_its_role_and_one_that_does_not_is_not(world: World) -> None:
    await ready(world)
    jukebox = await other_bot(world, "Jukebox", send_messages=True)
    watcher = await other_bot(world, "Watcher", manage_threads=True)
    everything = await other_bot(world, "Everything", administrator=True)
    found = await notes(world, jukebox, watcher, everything)
    assert {what for _, what, _ in found} == {
        "in #circles, Watcher can read the threads of all circles",
        "in #circles, Everything can read the threads of all circles",
    }
    assert all("Manage Threads" in mend for _, _, mend in found)
    assert "role “Watcher”" in "".join(mend for _, _, mend in found)


async def test_a_bot_that_cannot_see_the_room_is_not_named(world: World) -> None:
    await ready(world)
    watcher = await other_bot(world, "Watcher", manage_threads=True)
    hidden = Overwrite(watcher.id, OverwriteType.MEMBER, deny=discord.Permissions(view_channel=True).value)
    world.env.backend.set_overwrite(world.room(ROOM).id, hidden)
    await world.env.settle()
    assert await notes(world, watcher) == []


async def test_banyan_itself_a_bot_that_left_and_a_server_without_a_room_are_no_matter(world: World) -> None:
    watcher = await other_bot(world, "Watcher", manage_threads=True)
    assert await notes(world, watcher) == []
    await ready(world)
    world.env.backend.remove_member(world.guild.id, watcher.id)
    await world.env.settle()
    assert await notes(world, watcher) == []
