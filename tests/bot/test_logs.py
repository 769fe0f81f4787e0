"""Logs: ids and outcomes, one event a line, never a person's words."""

import asyncio
import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot import logs
from data import servers
from tests.world import World

WORDS = "the-lantern-by-the-canal"
ROOT = Path(__file__).parent.parent.parent


class Told(Exception):
    """An error that quotes what somebody wrote."""


def raise_it() -> None:
    raise Told(WORDS)


def in_a_process(level: str, form: str, code: str) -> list[str]:
    """The lines that a process logs."""
    begin = (
        f"import logging; from bot import logs; logs.set_up(level={level!r}, form={form!r}); log = logs.get('bot.x')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"{begin}\n{code}"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ended.stdout == ""
    return ended.stderr.splitlines()


CODE = f"""
try:
    raise ValueError({WORDS!r})
except ValueError:
    log.exception("it.failed", row=5)
    logging.getLogger("discord.ui").error("Ignoring exception", exc_info=True)
log.debug("much.said")
log.info("said", guild=7)
logging.getLogger("discord.gateway").info("connected")
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_its_class_and_its_place_in_one_line(form: str) -> None:
    ours, foreign, said = in_a_process("INFO", form, CODE)
    for line in (ours, foreign):
        assert "ValueError" in line
        assert "<string>:" in line
        assert WORDS not in line
    assert "row" in ours
    assert "guild" in said


def test_for_machines_a_line_is_an_object_with_its_fields() -> None:
    ours, *_, said = (json.loads(line) for line in in_a_process("INFO", "json", CODE))
    assert (ours["event"], ours["row"], ours["error"], ours["level"]) == ("it.failed", 5, "ValueError", "error")
    assert (said["event"], said["guild"], said["logger"]) == ("said", 7, "bot.x")


def test_the_operator_decides_how_much_of_ours_is_logged_and_of_others_only_warnings_are() -> None:
    assert len(in_a_process("DEBUG", "text", CODE)) == 4
    assert len(in_a_process("INFO", "text", CODE)) == 3
    assert len(in_a_process("ERROR", "text", CODE)) == 2


async def test_what_failed_where_nobody_waited_is_logged_without_its_words(logged: list[dict[str, Any]]) -> None:
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.loop_failed)
    loop.call_soon(raise_it)
    await asyncio.sleep(0)
    loop.set_exception_handler(None)
    (line,) = [line for line in logged if line["event"] == "loop.failed"]
    assert (line["error"], "raise_it" in line["at"]) == ("Told", True)
    assert WORDS not in str(logged)


async def test_an_error_of_the_database_does_not_quote_the_row(world: World) -> None:
    async with world.bot.store.writing() as session:
        await servers.remember(session, "twice", WORDS)
        session.add(servers.Fact(key="twice", value=WORDS))
        with pytest.raises(IntegrityError) as caught:
            await session.flush()
        await session.rollback()
    assert WORDS not in str(caught.value)
    logging.getLogger("data.x").error("failed", exc_info=caught.value)
    assert WORDS not in str(world.logged)
    world.errors()
