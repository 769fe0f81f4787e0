"""The process: one for a file, ended by a signal, and wrong configuration is two lines and not twenty."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answers import Call
from bot.ui import Drawing
from data import servers
from data.sealing import new_master_key
from tests import seams
from tests.bot.test_worker import Gate
from tests.builders import url_of
from tests.data.test_migrating import write
from tests.world import World

ROOT = Path(__file__).parent.parent.parent
DONE, FAILED, WRONG_CONFIGURATION = 0, 1, 2
TOKEN = "the-lantern-by-the-canal"


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """What a process finds in its environment: nothing of ours but this."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DISCORD_"))}
    own = {"DISCORD_TOKEN": TOKEN, "BANYAN_STATE_DIR": str(folder), "BANYAN_DATABASE_URL": url_of(folder / "banyan.db")}
    return {**ours, "PYTHONPATH": str(ROOT), **own, **variables}


def ends(folder: Path, *words: str, module: str = "bot", **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run `python -m bot` with these words in an empty folder, to its end."""
    command = [sys.executable, "-m", module, *words]
    return subprocess.run(
        command, cwd=folder, env=environment(folder, **variables), capture_output=True, text=True, timeout=60
    )


def starts(folder: Path) -> "subprocess.Popen[str]":
    """Run the bot until it is at work."""
    command = [sys.executable, "-m", "tests.bot.running", "run"]
    process = subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.fixture
def running(database: Path) -> Iterator["subprocess.Popen[str]"]:
    """A bot at work on a file."""
    process = starts(database.parent)
    yield process
    process.kill()
    process.communicate()


def one_line(ended: "subprocess.CompletedProcess[str]") -> str:
    """The one line that a process said before it ended."""
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    assert TOKEN not in ended.stderr
    (line,) = ended.stderr.splitlines()
    return line


# One process for a file


def test_a_second_process_on_the_file_says_so_and_ends_with_2(running: "subprocess.Popen[str]", database: Path) -> None:
    for words in (("run",), ("migrate",), ("keys", "rotate")):
        ended = ends(database.parent, *words, module="tests.bot.running")
        assert ended.returncode == WRONG_CONFIGURATION
        assert "already running" in one_line(ended)
        assert str(database) in ended.stderr
    assert running.poll() is None


def test_the_file_is_free_again_after_a_process_was_killed(running: "subprocess.Popen[str]", database: Path) -> None:
    running.kill()
    running.communicate()
    again = starts(database.parent)
    again.terminate()
    assert again.wait(timeout=30) == DONE


# The end


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_in_order(
    running: "subprocess.Popen[str]", database: Path, how: signal.Signals
) -> None:
    running.send_signal(how)
    said, complained = running.communicate(timeout=30)
    assert running.returncode == DONE
    assert "Traceback" not in said + complained
    assert not database.with_name("banyan.db-wal").exists()


async def test_what_somebody_has_begun_is_answered_before_the_end(world: World) -> None:
    gate, closing = Gate(world), list[asyncio.Task[None]]()

    async def take_long(call: Call) -> None:
        closing.append(asyncio.get_running_loop().create_task(world.bot.close()))
        await gate.wait(call)
        async with call.kit.store.writing() as session:
            await servers.remember(session, "kept", "yes")
        await call.show(Drawing(parts=["Kept."]))

    world.equip(lambda bot: bot.presses.on("tests:press", take_long))
    answer = await seams.forge(world.member, world.general, 3, {"custom_id": "tests:press:1", "component_type": 2})
    assert not closing[0].done()
    await gate.open()
    await asyncio.gather(*closing)
    assert world.said(answer) == "Kept."


# What is configured wrongly


def test_a_wrong_setting_ends_with_2_and_one_line(tmp_path: Path) -> None:
    for words in (("run",), ("check",), ("migrate",)):
        ended = ends(tmp_path, *words, BANYAN_LOG_LEVEL="LOUD")
        assert ended.returncode == WRONG_CONFIGURATION
        assert one_line(ended).startswith("BANYAN_LOG_LEVEL: ")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_token_ends_with_2_and_says_where_it_goes(tmp_path: Path) -> None:
    for words in (("run",), ("invite",), ("sync",)):
        ended = ends(tmp_path, *words, DISCORD_TOKEN="")
        assert ended.returncode == WRONG_CONFIGURATION
        assert one_line(ended).startswith("DISCORD_TOKEN is missing.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("variables", "begins", "code"),
    [
        ({"BANYAN_DEFAULT_SERVER_ZONE": "Asia/Manilla"}, "BANYAN_DEFAULT_SERVER_ZONE: ", WRONG_CONFIGURATION),
        ({"BANYAN_DEFAULT_REFLECTIONS_ROOM": "5"}, "BANYAN_DEFAULT_REFLECTIONS_ROOM is not", WRONG_CONFIGURATION),
        ({"BANYAN_LOCKED": "server.zonne"}, "BANYAN_LOCKED: ", WRONG_CONFIGURATION),
        ({"WRONG": "token"}, "DISCORD_TOKEN: ", WRONG_CONFIGURATION),
        ({"WRONG": "network"}, "Discord cannot be reached", FAILED),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else None,
)
def test_what_is_found_wrong_only_at_the_start_is_one_line_too(
    database: Path, variables: dict[str, str], begins: str, code: int
) -> None:
    ended = ends(database.parent, "run", module="tests.bot.running", **variables)
    assert one_line(ended).startswith(begins)
    assert ended.returncode == code


def test_another_key_than_the_files_ends_with_2_and_changes_nothing(database: Path) -> None:
    write(database, "INSERT INTO guild_keys VALUES (7, x'00', x'00')")
    for variables in ({}, {"BANYAN_SECRET_KEYS": new_master_key()}):
        ended = ends(database.parent, "run", module="tests.bot.running", **variables)
        assert ended.returncode == WRONG_CONFIGURATION
        assert "another master key" in one_line(ended)
    assert not (database.parent / "master.key").exists()


def test_a_file_of_a_newer_banyan_ends_with_2_and_is_left_alone(database: Path) -> None:
    write(database, "UPDATE alembic_version SET version_num = '9999'")
    for words in (("run",), ("migrate",)):
        ended = ends(database.parent, *words, module="tests.bot.running")
        assert ended.returncode == WRONG_CONFIGURATION
        assert "newer Banyan" in one_line(ended)


# What works without Discord


def test_a_fresh_key_is_printed_and_nothing_else(tmp_path: Path) -> None:
    ended = ends(tmp_path, "keys", "new")
    assert ended.returncode == DONE
    assert len(ended.stdout.split()) == 1
    assert list(tmp_path.iterdir()) == []


def test_the_tables_are_made_by_hand(tmp_path: Path) -> None:
    ended = ends(tmp_path, "migrate")
    assert (ended.returncode, ended.stderr) == (DONE, "")
    assert (tmp_path / "banyan.db").exists()
