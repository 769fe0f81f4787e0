"""Reports told to processes that are killed with -9 at random: what was acknowledged is there, once, whole."""

import asyncio
import contextlib
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from data import case_papers, cases
from data.case_papers import Evidence
from data.cases import Case, Part
from data.sealing import master_key, new_master_key
from tests.builders import Clock, kit_on, put_copy
from tests.crash import killing
from tests.crash.telling import GUILD

KILLS = 40
LINES_AT_MOST = 90
AT_LEAST = 1000


@dataclass(frozen=True, slots=True)
class Aftermath:
    """What the killed processes left behind, and what they had acknowledged."""

    database: Path
    key: str
    acknowledged: list[dict[str, Any]]


@pytest.fixture(scope="module")
def aftermath(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Aftermath:
    """One file on which many processes kept reports, each until it was killed."""
    database, key = put_copy(template, tmp_path_factory.mktemp("killed")), new_master_key()
    chance, acknowledged = random.Random(1000), []
    for process in killing.one_after_the_other("tests.crash.telling", database, times=KILLS):
        acknowledged += killing.live_and_die(process, key, chance, lines_at_most=LINES_AT_MOST)
    return Aftermath(database, key, acknowledged)


async def _found(aftermath: Aftermath) -> list[tuple[Case, str, list[str], list[str]]]:
    """Return every case with its words, the parts that people have in it, and the words of its evidence."""
    kit = kit_on(aftermath.database, Clock(), keys=[master_key(aftermath.key)])
    found = []
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, GUILD)
        assert seals is not None
        for case in (await session.scalars(select(Case))).all():
            parts = [row.part for row in await cases.people(session, case.id)]
            held: list[Evidence] = list(await case_papers.evidence(session, case.id))
            found.append((case, seals.open(case, "words"), parts, [seals.open(row, "words") for row in held]))
    await kit.store.close()
    return found


def test_at_least_a_thousand_reports_were_acknowledged(aftermath: Aftermath) -> None:
    assert len(aftermath.acknowledged) >= AT_LEAST


def test_every_acknowledged_report_is_found_once_with_all_that_belongs_to_it(aftermath: Aftermath) -> None:
    found = asyncio.run(_found(aftermath))
    by_name = {case.receipt_name: words for case, words, _, _ in found}
    told = {each["name"]: each["words"] for each in aftermath.acknowledged}
    assert told.items() <= by_name.items()
    assert max(Counter(words for _, words, _, _ in found).values()) == 1
    for _, words, parts, evidence in found:
        assert sorted(parts) == sorted([Part.REPORTER, Part.SUBJECT, Part.LEFT_OUT])
        assert evidence == [words[::-1]]


def test_every_report_has_its_job_and_the_file_is_whole(aftermath: Aftermath) -> None:
    with contextlib.closing(sqlite3.connect(aftermath.database)) as connection:
        kept = connection.execute("SELECT id FROM cases ORDER BY id").fetchall()
        assert (
            kept == connection.execute("SELECT subject_id FROM jobs WHERE kind = 'reports.send' ORDER BY 1").fetchall()
        )
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
