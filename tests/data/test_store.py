"""The store: one deed is one commit, one process has the file, and what was erased is gone."""

import asyncio
import sqlite3
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, StatementError

from bot.kit import Kit
from data import engine, jobs, servers
from data.base import new_id
from data.engine import AlreadyRunning, Store, StoreBusy, StoreFull
from tests.builders import START, Clock, kit_on, url_of

SHORT = 0.05  # seconds to wait for a file that is held on purpose


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, database: Path) -> Store:
    """A store that gives up soon."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", SHORT)
    return Store(url_of(database))


async def fact(store: Store, key: str) -> str | None:
    async with store.reading() as session:
        return await servers.fact(session, key)


async def remember(store: Store, key: str, value: str) -> None:
    async with store.writing() as session:
        await servers.remember(session, key, value)


async def fail_after(store: Store, key: str, value: str) -> None:
    """Write something in a deed that then fails."""
    async with store.writing() as session:
        await servers.remember(session, key, value)
        raise ZeroDivisionError


# One deed


async def test_a_deed_is_kept_when_it_ends(kit: Kit) -> None:
    await remember(kit.store, "gate", "open")
    assert await fact(kit.store, "gate") == "open"


async def test_a_deed_that_fails_leaves_nothing(kit: Kit) -> None:
    with pytest.raises(ZeroDivisionError):
        await fail_after(kit.store, "gate", "open")
    assert await fact(kit.store, "gate") is None


async def test_a_reader_goes_on_beside_a_deed_and_sees_nothing_of_it(kit: Kit) -> None:
    async with kit.store.writing() as session:
        await servers.remember(session, "gate", "open")
        assert await fact(kit.store, "gate") is None
    assert await fact(kit.store, "gate") == "open"


async def test_a_look_and_the_write_that_follows_cannot_be_parted(kit: Kit) -> None:
    async def add_one() -> None:
        async with kit.store.writing() as session:
            before = int(await servers.fact(session, "count") or 0)
            await asyncio.sleep(0)
            await servers.remember(session, "count", str(before + 1))

    await asyncio.gather(*[add_one() for _ in range(20)])
    assert await fact(kit.store, "count") == "20"


async def test_two_processes_cannot_part_a_look_from_its_write_either(kit: Kit, impatient: Store) -> None:
    async with kit.store.writing() as session:
        assert await servers.fact(session, "gate") is None
        with pytest.raises(StoreBusy):
            await remember(impatient, "gate", "theirs")
        await servers.remember(session, "gate", "ours")
    await impatient.close()
    assert await fact(kit.store, "gate") == "ours"


async def test_a_reader_cannot_write(kit: Kit) -> None:
    with pytest.raises(OperationalError, match="readonly"):
        async with kit.store.reading() as session:
            await servers.remember(session, "gate", "open")


async def test_what_follows_a_deed_hears_the_earliest_moment_once_it_is_kept(kit: Kit) -> None:
    heard: list[datetime] = []
    kit.store.asked = heard.append
    async with kit.store.writing() as session:
        for hours in (3, 1, 2):
            await jobs.ask(session, "tests.look", hours, guild_id=None, at=START + timedelta(hours=hours))
        assert heard == []
    assert heard == [START + timedelta(hours=1)]


async def test_a_deed_that_fails_wakes_nobody(kit: Kit) -> None:
    heard: list[datetime] = []
    kit.store.asked = heard.append
    with pytest.raises(ZeroDivisionError):
        await ask_and_fail(kit.store)
    assert heard == []


async def ask_and_fail(store: Store) -> None:
    async with store.writing() as session:
        await jobs.ask(session, "tests.look", 1, guild_id=None, at=START)
        raise ZeroDivisionError


# Waiting, and giving up


async def test_whoever_waits_too_long_for_their_turn_to_write_is_told_so(impatient: Store) -> None:
    async with impatient.writing():
        with pytest.raises(StoreBusy):
            await remember(impatient, "gate", "open")
    await impatient.close()


async def test_whoever_waits_too_long_for_their_turn_to_read_is_told_so(impatient: Store) -> None:
    async with AsyncExitStack() as readers:
        for _ in range(engine.READERS):
            session = await readers.enter_async_context(impatient.reading())
            await session.execute(text("SELECT 1"))
        with pytest.raises(StoreBusy):
            await fact(impatient, "gate")
    await impatient.close()


async def test_a_file_locked_by_another_program_is_told_apart_from_a_mistake(impatient: Store, database: Path) -> None:
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        await remember(impatient, "gate", "open")
    other.execute("ROLLBACK")
    other.close()
    await remember(impatient, "gate", "open")
    assert await fact(impatient, "gate") == "open"
    await impatient.close()


async def test_a_full_disk_keeps_nothing_half_and_all_of_what_was_there(kit: Kit) -> None:
    await remember(kit.store, "before", "kept")
    await limit_pages(kit.store, 1)
    with pytest.raises(StoreFull):
        await remember_small_and_large(kit.store)
    assert await fact(kit.store, "small") is None
    assert await fact(kit.store, "before") == "kept"
    await limit_pages(kit.store, 1_000_000)
    await remember(kit.store, "after", "kept")
    assert await fact(kit.store, "after") == "kept"


async def remember_small_and_large(store: Store) -> None:
    async with store.writing() as session:
        await servers.remember(session, "small", "fits")
        await servers.remember(session, "large", "x" * 100_000)


async def limit_pages(store: Store, most: int) -> None:
    """Let the file hold no more than it does, or than `most` pages."""
    async with store.writing() as session:
        await session.execute(text(f"PRAGMA max_page_count={most}"))


# One process


def test_a_second_process_does_not_get_the_file(database: Path) -> None:
    first, second = Store(url_of(database)), Store(url_of(database))
    first.hold()
    with pytest.raises(AlreadyRunning):
        second.hold()
    first.let_go()
    second.hold()
    second.let_go()


async def test_a_store_that_is_closed_lets_another_process_in(database: Path) -> None:
    first, second = Store(url_of(database)), Store(url_of(database))
    first.hold()
    await first.close()
    second.hold()
    with pytest.raises(AlreadyRunning):
        first.hold()
    await second.close()


def test_taking_the_file_does_not_open_the_database_itself(tmp_path: Path) -> None:
    store = Store(url_of(tmp_path / "new.db"))
    store.hold()
    assert [file.name for file in tmp_path.iterdir()] == ["new.db.lock"]
    store.let_go()


@pytest.mark.parametrize(
    "url", ["sqlite+aiosqlite://", "sqlite+aiosqlite:///:memory:", "postgresql+asyncpg://host/db", "banyan.db"]
)
def test_only_a_file_is_taken_for_a_database(url: str) -> None:
    with pytest.raises(Exception, match=r"SQLite file|Could not parse"):
        engine.database_path(url)


# What was erased


async def test_what_was_erased_is_neither_in_the_file_nor_in_its_log(kit: Kit, database: Path) -> None:
    canary = "the-lantern-by-the-canal"
    await remember(kit.store, "words", canary)
    assert canary.encode() in everything_on_disk(database)
    async with kit.store.writing() as session:
        await session.execute(text("DELETE FROM facts"))
    assert await kit.store.emptied_log()
    assert canary.encode() not in everything_on_disk(database)


async def test_what_was_erased_is_not_said_to_be_gone_while_somebody_reads(kit: Kit) -> None:
    await remember(kit.store, "words", "something")
    async with kit.store.reading() as session:
        await session.execute(text("SELECT * FROM facts"))
        await remember(kit.store, "words", "something else")
        assert not await kit.store.emptied_log()
    assert await kit.store.emptied_log()


async def test_the_log_is_not_emptied_in_the_middle_of_a_deed(impatient: Store) -> None:
    async with impatient.writing():
        assert not await impatient.emptied_log()
    await impatient.close()


async def test_after_an_attempt_to_empty_the_log_writing_waits_for_the_file_as_before(kit: Kit) -> None:
    assert await kit.store.emptied_log()
    async with kit.store.writing() as session:
        waits = await session.scalar(text("PRAGMA busy_timeout"))
    assert waits == int(engine.WAIT_SECONDS * 1000)


def everything_on_disk(database: Path) -> bytes:
    return b"".join(file.read_bytes() for file in database.parent.glob(database.name + "*"))


# Moments and ids


async def test_a_moment_comes_back_as_it_was_whatever_zone_it_was_given_in(kit: Kit) -> None:
    given = datetime(2026, 5, 1, 8, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    async with kit.store.writing() as session:
        await jobs.ask(session, "tests.look", 1, guild_id=None, at=given)
    async with kit.store.reading() as session:
        found = await jobs.next_due_at(session)
    assert found == given
    assert found.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(kit: Kit) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        async with kit.store.writing() as session:
            await jobs.ask(session, "tests.look", 1, guild_id=None, at=datetime(2026, 5, 1))  # noqa: DTZ001


def test_ids_made_in_one_millisecond_are_all_different_and_fit_where_ids_are_kept() -> None:
    made = [new_id(START) for _ in range(10_000)]
    assert len(set(made)) == len(made)
    assert all(0 < each < 2**63 for each in made)


def test_an_id_made_a_millisecond_later_is_larger() -> None:
    assert new_id(START) >> 22 < new_id(START + timedelta(milliseconds=1)) >> 22
    assert new_id(datetime(2090, 1, 1, tzinfo=UTC)) < 2**63


# The process ends


async def test_what_was_kept_is_there_for_the_next_process(database: Path) -> None:
    first = kit_on(database, Clock())
    await remember(first.store, "gate", "open")
    await first.store.close()
    second = kit_on(database, Clock())
    assert await fact(second.store, "gate") == "open"
    await second.store.close()
