"""A process that is killed with -9 again and again: what it acknowledged is there, once, and opens with the key.

The kernel lives on, so this says nothing of a machine that loses its power: `synchronous=FULL` is for that.
"""

import asyncio
import contextlib
import random
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cogs.reflections import actions, names
from data import servers
from data.sealing import new_master_key
from tests.builders import Clock, put_copy
from tests.crash import killing
from tests.crash.keeping import GUILD, MEMBERS, keeping_kit, person

KILLS = 50
LINES_AT_MOST = 8  # that are waited for before one process is killed
ROOM = "77"


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What fifty killed processes left behind, and what they had said."""

    database: Path
    key: str
    acknowledged: list[dict[str, Any]]

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Ask SQLite itself."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(question).fetchall()


@pytest.fixture(scope="module")
def aftermath(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    """One file on which fifty processes kept entries, each until it was killed."""
    database, key = put_copy(template, tmp_path_factory.mktemp("killed")), new_master_key()
    asyncio.run(_choose_a_room(database, key))
    chance, acknowledged = random.Random(50), []
    for process in killing.one_after_the_other("tests.crash.keeping", database, times=KILLS):
        acknowledged += killing.live_and_die(process, key, chance, lines_at_most=LINES_AT_MOST)
    return Aftermath(database, key, acknowledged)


async def _choose_a_room(database: Path, key: str) -> None:
    kit = keeping_kit(database, key, Clock())
    async with kit.store.writing() as session:
        await servers.set_value(session, GUILD, names.ROOM, ROOM)
    await kit.store.close()


async def test_every_acknowledged_entry_is_there_once_with_its_words(aftermath: Aftermath) -> None:
    assert len(aftermath.acknowledged) > 2 * KILLS
    kit = keeping_kit(aftermath.database, aftermath.key, Clock())
    for user_id in MEMBERS:
        written, in_all = await actions.journal(kit, by=person(user_id), page=0, size=10_000)
        there = {each.id: (each.words, each.shared) for each in written}
        told = {each["id"]: (each["words"], each["shared"]) for each in aftermath.acknowledged if each["by"] == user_id}
        assert told.items() <= there.items()
        assert len({words for words, _ in there.values()}) == len(written) == in_all, "something is kept twice"
    await kit.store.close()


def test_the_file_is_whole(aftermath: Aftermath) -> None:
    assert aftermath.rows("PRAGMA integrity_check") == [("ok",)]
    assert aftermath.rows("PRAGMA foreign_key_check") == []


def test_an_entry_and_its_card_and_its_job_are_kept_together_or_not_at_all(aftermath: Aftermath) -> None:
    shared = aftermath.rows("SELECT id FROM reflection_entries WHERE shared_at IS NOT NULL ORDER BY id")
    assert shared
    assert shared == aftermath.rows("SELECT subject_id FROM cards WHERE kind = 'reflections.share' ORDER BY 1")
    assert shared == aftermath.rows("SELECT subject_id FROM jobs WHERE kind = 'card:reflections.share' ORDER BY 1")
