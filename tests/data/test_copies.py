"""Copies made here: the two newest, and none longer than 30 days."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot.kit import Kit
from data import copies, servers
from data.copies import KEPT_FOR
from tests.builders import START
from tests.data.test_migrating import ask

DAY = timedelta(days=1)


def made_at(database: Path, folder: Path, *moments: datetime) -> list[Path]:
    return [copies.make(database, folder, moment) for moment in moments]


def left_in(folder: Path) -> list[Path]:
    return sorted((folder / "copies").glob("*.db"))


def test_only_the_two_newest_copies_stay(database: Path, tmp_path: Path) -> None:
    made = made_at(database, tmp_path, START, START + DAY, START + 2 * DAY)
    copies.remove_old(tmp_path, START + 2 * DAY)
    assert left_in(tmp_path) == made[1:]


def test_no_copy_stays_longer_than_thirty_days(database: Path, tmp_path: Path) -> None:
    old, new = made_at(database, tmp_path, START, START + DAY)
    copies.remove_old(tmp_path, START + KEPT_FOR - timedelta(seconds=1))
    assert left_in(tmp_path) == [old, new]
    copies.remove_old(tmp_path, START + KEPT_FOR)
    assert left_in(tmp_path) == [new]


def test_it_is_told_when_the_oldest_that_is_left_has_to_go(database: Path, tmp_path: Path) -> None:
    made_at(database, tmp_path, START, START + DAY, START + 2 * DAY)
    assert copies.remove_old(tmp_path, START + 2 * DAY) == START + DAY + KEPT_FOR
    assert copies.remove_old(tmp_path, START + 3 * KEPT_FOR) is None


def test_where_there_are_no_copies_none_is_removed(tmp_path: Path) -> None:
    assert copies.remove_old(tmp_path, START) is None


def test_a_file_that_somebody_else_put_there_is_left_alone(database: Path, tmp_path: Path) -> None:
    made_at(database, tmp_path, START)
    mine = tmp_path / "copies" / "banyan-before-the-move.db"
    mine.write_bytes(b"")
    copies.remove_old(tmp_path, START + KEPT_FOR)
    assert left_in(tmp_path) == [mine]


async def test_a_copy_made_while_somebody_writes_is_whole(kit: Kit, database: Path, tmp_path: Path) -> None:
    async with kit.store.writing() as session:
        await servers.remember(session, "gate", "open")
    async with kit.store.writing() as session:
        await session.execute(text("DELETE FROM facts"))
        copy = copies.make(database, tmp_path, START)
    assert ask(copy, "SELECT value FROM facts") == [("open",)]
    assert ask(copy, "PRAGMA integrity_check") == [("ok",)]


def test_a_copy_is_readable_by_its_owner_only(database: Path, tmp_path: Path) -> None:
    (copy,) = made_at(database, tmp_path, START)
    assert copy.stat().st_mode & 0o777 == 0o600
