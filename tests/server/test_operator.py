"""What the operator decided beforehand, and what `check` tells them that servers lack."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import discord
import pytest_asyncio

from bot.check import NEEDED, lacks_of
from bot.server_settings import LOCKED as LOCKED_TEXT
from cogs.reports import names as reports
from cogs.server import texts
from tests import documents
from tests.builders import OPERATOR, settings_in
from tests.reflections.doing import says
from tests.reports.doing import roster
from tests.server.doing import offered, value_of
from tests.world import World

LOCKED = "server.zone,reflections.time"
DEFAULTS = {"server.zone": "Asia/Manila", "reflections.time": "08:00"}


@pytest_asyncio.fixture
async def world(database: Path, logged: list[dict[str, Any]]) -> AsyncIterator[World]:
    """Grove, run by somebody who fixed zone and time."""
    world = World(settings_in(database.parent, locked=LOCKED, defaults=DEFAULTS))
    world.logged = logged
    await world.begin()
    yield world
    await world.end()


async def test_the_operators_defaults_hold_where_admins_chose_nothing(world: World) -> None:
    assert (await value_of(world, "server.zone")).startswith("Asia/Manila")
    await world.set(world.admin, "reflections.room", "#daily-reflection")
    await world.pass_time(hours=1)  # 09:00 in Manila
    assert world.messages(world.daily) == []
    await world.pass_time(hours=23)  # 08:00
    assert len(world.messages(world.daily)) == 1


async def test_what_the_operator_fixed_cannot_be_changed_and_the_answer_says_who_fixed_it(world: World) -> None:
    for key, typed in (("server.zone", "Europe/London"), ("reflections.time", "10:00")):
        said = world.said(await world.set(world.admin, key, typed))
        assert says(said, LOCKED_TEXT)
        assert OPERATOR in said
    assert await value_of(world, "reflections.weekdays") == "every day"
    assert says(world.said(await world.set(world.admin, "reflections.weekdays", "mon")), texts.CHANGED)


async def test_the_list_shows_which_settings_are_fixed_and_by_whom(world: World) -> None:
    assert f"fixed by {OPERATOR}" in await value_of(world, "server.zone")
    assert "fixed by" not in await value_of(world, "reflections.weekdays")


async def test_for_what_is_fixed_a_wrong_value_reads_the_same_as_a_right_one(world: World) -> None:
    wrong = world.said(await world.set(world.admin, "reflections.time", "24:00"))
    assert says(wrong, LOCKED_TEXT)
    assert await offered(world, world.admin, "reflections.weekdays", "sun")


# What servers lack


async def lacks(world: World) -> list[tuple[str, str]]:
    """What `check` finds in Grove: what is lacking, and how to mend it."""
    guild = world.bot.guilds[0]
    found = await lacks_of(guild, guild.me, world.bot)
    assert {name for name, _, _ in found} <= {"Grove"}
    return [(what, mend) for _, what, mend in found]


async def give(world: World, permissions: discord.Permissions) -> None:
    """Let Banyan have just these permissions, by its own role and by everyone's."""
    for role in (world.guild.roles[world.env.backend.bot_user.name], world.guild.default_role):
        world.env.backend.edit_role(world.guild.id, role.id, {"permissions": permissions.value})
    await world.env.settle()


async def test_a_server_that_has_what_banyan_needs_lacks_nothing(world: World) -> None:
    assert await lacks(world) == []


async def test_a_permission_that_the_role_lacks_is_named(world: World) -> None:
    await give(world, discord.Permissions(NEEDED.value & ~discord.Permissions(create_public_threads=True).value))
    ((what, mend),) = await lacks(world)
    assert what == "Create Public Threads"
    assert "invite it anew" in mend


async def test_a_room_that_a_setting_names_is_looked_at(world: World) -> None:
    await world.set(world.admin, "server.team_room", "#team")
    await world.forbid(world.team, "send_messages")
    assert ("in #team: Send Messages", "give these to Banyan in that room") in await lacks(world)
    await world.delete_room(world.team)
    assert ("the room of server.team_room", "/settings set server.team_room") in await lacks(world)


async def test_where_people_take_reports_a_missing_contact_for_appeals_is_named(world: World) -> None:
    """R38: whom a ban keeps from every button has to find a way."""
    assert await lacks(world) == []
    await roster(world, "batbayar")
    ((what, mend),) = await lacks(world)
    assert "contact for appeals" in what
    assert reports.APPEAL_CONTACT in mend
    await world.set(world.admin, reports.APPEAL_CONTACT, "appeals@grove.example")
    assert await lacks(world) == []


async def test_before_the_first_start_there_is_no_database_and_that_is_no_error(world: World, tmp_path: Path) -> None:
    guild = world.bot.guilds[0]
    unopened = await documents.whole_bot(tmp_path / "elsewhere")
    assert await lacks_of(guild, guild.me, unopened) == []
    assert not unopened.store.path.exists()
