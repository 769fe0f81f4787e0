"""The process: exit codes, one line for what is wrong, one process for one file, and an orderly end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from data.engine import hold_file
from data.sealing import make_key_file, new_master_key

HOUSE = Path(__file__).parent.parent.parent
CHILD = """
import asyncio
from bot import cli
from bot.app import Banyan

ended = asyncio.Event()
close = Banyan.close

async def start(self, token):
    await self._async_setup_hook()
    await self.setup_hook()
    print("started", flush=True)
    await ended.wait()

async def end(self):
    ended.set()
    await close(self)

async def nothing(self):
    pass

Banyan.start, Banyan.close, Banyan._sync_commands = start, end, nothing
cli.run()
"""


def environment_of(folder: Path, **others: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BANYAN_", "DISCORD_"))}
    url = f"sqlite+aiosqlite:///{folder / 'banyan.db'}"
    own = {"BANYAN_DATABASE_URL": url, "BANYAN_STATE_DIR": str(folder), "PYTHONPATH": str(HOUSE)}
    return {**clean, **own, **others}


def banyan(folder: Path, *arguments: str, **others: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment_of(folder, **others),
        capture_output=True,
        text=True,
        check=False,
    )


def test_running_without_a_token_ends_with_2_and_one_line(tmp_path: Path) -> None:
    ended = banyan(tmp_path, "run")
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert ended.stderr.startswith("DISCORD_TOKEN is missing.")


@pytest.mark.parametrize("arguments", [("run",), ("check",), ("migrate",), ("keys", "rotate")])
def test_a_wrong_setting_ends_with_2_and_no_traceback(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = banyan(tmp_path, *arguments, BANYAN_LOG_LEVEL="loud", DISCORD_TOKEN="x")
    assert ended.returncode == 2
    assert ended.stderr.startswith("BANYAN_LOG_LEVEL: ")
    assert "Traceback" not in ended.stderr


def test_a_second_process_on_the_file_says_so_and_ends_with_2(tmp_path: Path) -> None:
    first = hold_file(tmp_path / "banyan.db")
    ended = banyan(tmp_path, "migrate")
    os.close(first)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Another Banyan is already running on ")
    assert "Traceback" not in ended.stderr


def test_the_file_is_free_again_once_the_first_process_is_gone(tmp_path: Path) -> None:
    assert banyan(tmp_path, "migrate").returncode == 0
    assert banyan(tmp_path, "migrate").returncode == 0


def test_check_shows_what_is_configured_and_never_a_secret(tmp_path: Path) -> None:
    key = new_master_key()
    ended = banyan(tmp_path, "check", BANYAN_SECRET_KEYS=key, BANYAN_OPERATOR_CONTACT="Noor")
    assert ended.returncode == 2  # there is no token
    assert "Noor" in ended.stdout
    assert key not in ended.stdout + ended.stderr


def test_a_new_key_is_another_each_time(tmp_path: Path) -> None:
    assert banyan(tmp_path, "keys", "new").stdout != banyan(tmp_path, "keys", "new").stdout


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_in_order_and_frees_the_file(tmp_path: Path, number: signal.Signals) -> None:
    make_key_file(tmp_path / "master.key")
    with subprocess.Popen(
        [sys.executable, "-c", CHILD],
        cwd=tmp_path,
        env=environment_of(tmp_path, DISCORD_TOKEN="x"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == "started\n", process.stderr.read()
        process.send_signal(number)
        assert process.wait(timeout=20) == 0, process.stderr.read()
    os.close(hold_file(tmp_path / "banyan.db"))
