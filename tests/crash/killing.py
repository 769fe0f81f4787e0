"""Processes that are killed with -9, one after the other on the same file, and what each said before."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOMENT_SECONDS = 0.01


def one_after_the_other(module: str, database: Path, *, times: int) -> Iterator["subprocess.Popen[str]"]:
    """Give processes of `python -m module FILE`; each starts while the one before it lives, and waits for the key."""
    waiting = _begin(module, database)
    for _ in range(times):
        living, waiting = waiting, _begin(module, database)
        yield living
    waiting.kill()
    waiting.communicate()


def _begin(module: str, database: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", module, str(database)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def live_and_die(
    process: "subprocess.Popen[str]", key: str, chance: random.Random, *, lines_at_most: int
) -> list[dict[str, Any]]:
    """Let one process work, kill it at a moment of chance, and return what it had acknowledged.

    Args:
        process: The process, which waits for the key.
        key: The master key that it is given.
        chance: Where the moment comes from.
        lines_at_most: How many acknowledgements are waited for at most before it is killed.
    """
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(key + "\n")
    process.stdin.flush()
    lines = [process.stdout.readline() for _ in range(chance.randint(0, lines_at_most))]
    assert all(lines), "it ended by itself"
    time.sleep(chance.uniform(0, MOMENT_SECONDS))  # the moment of chance; nothing is waited for
    process.kill()
    lines += process.communicate()[0].splitlines(keepends=True)
    assert process.returncode == -signal.SIGKILL
    return [json.loads(line) for line in lines if line.endswith("\n")]  # a line cut in half was never said
