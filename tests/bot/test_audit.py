"""`audit verify`: read-only, beside a running bot, and plain about what it found."""

import asyncio
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from data import trail
from data.sealing import make_key_file, new_master_key
from tests.bot.test_process import DONE, FAILED, WRONG_CONFIGURATION, ends
from tests.builders import START, Clock, kit_on

GUILD, OTHER_GUILD = 11, 22


async def write(database: Path, key_file: Path) -> None:
    kit = kit_on(database, Clock(), keys=make_key_file(key_file))
    for guild_id in (GUILD, OTHER_GUILD):
        async with kit.store.writing() as session:
            seals = await kit.seals.of(session, guild_id)
            for what in ("kept", "opened"):
                await trail.append(session, seals, what, case_id=5, actor_id=7, now=START)
    await kit.store.close()


def audit(folder: Path, *options: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return ends(folder, "audit", "verify", *options, **variables)


@pytest.fixture
def written(database: Path) -> Path:
    """A file with two servers' trails."""
    asyncio.run(write(database, database.parent / "master.key"))
    return database


def test_it_tells_each_servers_length_and_latest_value_and_changes_nothing(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        chains = connection.execute("SELECT guild_id, hex(chain) FROM trail WHERE number = 2").fetchall()
    before = written.read_bytes()
    ended = audit(written.parent)
    assert ended.returncode == DONE
    assert ended.stdout.splitlines() == [
        f"Server {guild_id}: 2 entries fit. Latest: 2 {chain.lower()}" for guild_id, chain in sorted(chains)
    ]
    assert written.read_bytes() == before


def test_it_names_the_first_entry_that_does_not_fit_and_ends_with_1(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection, connection:
        connection.execute("UPDATE trail SET what = 'closed' WHERE number = 2 AND guild_id = ?", (GUILD,))
    ended = audit(written.parent)
    assert ended.returncode == FAILED
    first, second = ended.stdout.splitlines()
    assert first == f"Server {GUILD}: entry 2 does not fit those before it. Somebody changed the trail."
    assert second.startswith(f"Server {OTHER_GUILD}: 2 entries fit.")


def test_with_another_key_or_without_a_database_it_ends_with_2_and_makes_nothing(written: Path, tmp_path: Path) -> None:
    wrong = audit(written.parent, BANYAN_SECRET_KEYS=new_master_key())
    assert wrong.returncode == WRONG_CONFIGURATION
    assert "another master key" in wrong.stderr
    empty = tmp_path / "empty"
    empty.mkdir()
    missing = audit(empty)
    assert missing.returncode == WRONG_CONFIGURATION
    assert "There is no database" in missing.stderr
    assert list(empty.iterdir()) == []


def test_a_noted_value_is_found_until_entries_are_cut_off(written: Path) -> None:
    with closing(sqlite3.connect(written)) as connection:
        (noted,) = connection.execute(
            "SELECT hex(chain) FROM trail WHERE number = 2 AND guild_id = ?", (GUILD,)
        ).fetchone()
    ended = audit(written.parent, "--noted", noted)
    assert ended.returncode == DONE
    assert ended.stdout.splitlines()[-1] == f"The noted value is entry 2 of server {GUILD}."
    with closing(sqlite3.connect(written)) as connection, connection:
        connection.execute("DELETE FROM trail WHERE number = 2 AND guild_id = ?", (GUILD,))
    assert audit(written.parent).returncode == DONE  # by itself a trail does not show its end
    ended = audit(written.parent, "--noted", noted)
    assert ended.returncode == FAILED
    assert "stands in no trail" in ended.stdout
