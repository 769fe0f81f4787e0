"""What the operator decided beforehand: other defaults, and settings that nobody can change from Discord."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest_asyncio

from bot.server_settings import LOCKED as LOCKED_TEXT
from cogs.server import texts
from tests.builders import OPERATOR, settings_in
from tests.reflections.doing import says
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
