"""What every test may ask for: a migrated file, a kit on it, a world in which the real bot runs."""

import logging
import os
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import pytest_asyncio
import simcord

from bot import logs
from bot.kit import Kit
from data import migrating
from tests import seams
from tests.builders import START, Clock, kit_on, put_copy, settings_in
from tests.contract import description
from tests.contract.holding import Contract
from tests.world import Logged, World

seams.install()
hypothesis.settings.register_profile("banyan", deadline=None)  # speed is measured in tests/bench
hypothesis.settings.load_profile("banyan")


def pytest_xdist_auto_num_workers() -> int:
    """Run one worker more than there are cores: some tests wait for a browser, or for another process."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _logs() -> None:
    logs.set_up(level="DEBUG", form="json")


@pytest.fixture(scope="session", autouse=True)
def _nobody_outside_is_spoken_to() -> Iterator[None]:
    """Let nothing connect to another machine (R20): the simulated Discord needs no connection at all."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError("a test spoke to another machine")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", only_here)
        yield


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file at the newest revision; tests take copies."""
    folder = tmp_path_factory.mktemp("template")
    migrating.bring_up_to_date(folder / "banyan.db", folder, START)
    return folder / "banyan.db"


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A migrated file of one test's own."""
    return put_copy(template, tmp_path)


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still."""
    return Clock()


@pytest_asyncio.fixture
async def kit(database: Path, clock: Clock) -> AsyncIterator[Kit]:
    """What actions need, on a file, without Discord."""
    kit = kit_on(database, clock)
    yield kit
    await kit.store.close()


@pytest.fixture
def logged() -> Iterator[list[dict[str, Any]]]:
    """What Banyan logs during one test."""
    with listening_to_logs() as lines:
        yield lines


@contextmanager
def listening_to_logs() -> Iterator[list[dict[str, Any]]]:
    """Collect what Banyan logs meanwhile."""
    lines: list[dict[str, Any]] = []
    root = logging.getLogger()
    handler = Logged(lines)
    handler.setFormatter(_formatter(root))
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


def _formatter(root: logging.Logger) -> logging.Formatter:
    """The formatter that `logs.set_up` chose."""
    return next(each.formatter for each in root.handlers if type(each) is logging.StreamHandler and each.formatter)


@pytest.fixture
def env(world: World) -> simcord.Env:
    """The world's simulated Discord."""
    return world.env


@pytest_asyncio.fixture
async def world(database: Path, logged: list[dict[str, Any]]) -> AsyncIterator[World]:
    """The server "Grove" with the bot in it."""
    world = World(settings_in(database.parent))
    world.logged = logged
    await world.begin()
    yield world
    await world.end()


@pytest.fixture(autouse=True)
def contract() -> Iterator[Contract | None]:
    """Hold every request of the test against Discord's own description of its API, where one is given."""
    with held_to_the_contract() as contract:
        yield contract


@contextmanager
def held_to_the_contract() -> Iterator[Contract | None]:
    """Hold every request that is made meanwhile against that description."""
    described = description.given()
    if described is None:
        yield None
        return
    contract = Contract(described)
    with contract.listening():
        yield contract
    contract.hold()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Let discord.py's own clock follow the world's during the test."""
    world = getattr(item, "funcargs", {}).get("world")
    if isinstance(world, World):
        with world.env.time_context():
            return (yield)
    return (yield)
