"""The store: one writer, four readers, one process on one SQLite file.

A deed is one `async with store.writing() as session`: it begins with the write lock, so a look and the
write that follows it cannot be parted, and ends with one commit. Nothing of Discord is awaited inside.
"""

import asyncio
import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from data.driver import Connection

# For this process's own turn, and then for the file: twice this is the longest a person waits for "not kept".
WAIT_SECONDS = 0.75
LOG_WAIT_MS = 250  # our own looks end well within it; for somebody else's long one the log is emptied later
READERS = 4
WAKE = "wake"  # key in session.info: the earliest moment that `jobs.ask` asked for


class StoreBusy(Exception):
    """The file stayed locked for `WAIT_SECONDS`. Nothing was kept."""


class StoreFull(Exception):
    """There is no room left on the disk. Nothing was kept."""


class AlreadyRunning(Exception):
    """Another process holds this database file."""


class Store:
    """The open database of one process.

    Args:
        url: A SQLAlchemy address, `sqlite+aiosqlite:///path/to/file.db`.
    """

    def __init__(self, url: str) -> None:
        self.path = database_path(url)
        self.asked: Callable[[datetime], None] = lambda at: None  # told after a commit that asked for a job
        self._lock_file: int | None = None
        self._one_writer = asyncio.Lock()
        self._one_in_background = asyncio.Lock()
        self._writer = _engine(url, connections=1, read_only=False)
        self._reader = _engine(url, connections=READERS, read_only=True)
        self._write = async_sessionmaker(self._writer, expire_on_commit=False)
        self._read = async_sessionmaker(self._reader, expire_on_commit=False)

    def hold(self) -> None:
        """Take the file for this process.

        Raises:
            AlreadyRunning: when another process has it.
        """
        self._lock_file = hold_file(self.path)

    @asynccontextmanager
    async def writing(self, *, in_background: bool = False) -> AsyncIterator[AsyncSession]:
        """One deed: everything inside is kept together, or nothing is.

        Args:
            in_background: Nobody waits for it. Such deeds wait for each other first, as long as it takes, so that
                a person's deed has at most two of them before it, whatever is due.

        Raises:
            StoreBusy: when the file could not be had within `WAIT_SECONDS`.
            StoreFull: when the disk is full.
        """
        with _telling_apart():
            async with self._one_in_background if in_background else nullcontext():
                try:
                    async with asyncio.timeout(None if in_background else WAIT_SECONDS):
                        await self._one_writer.acquire()
                except TimeoutError:
                    raise StoreBusy from None
                try:
                    async with self._write.begin() as session:
                        yield session
                finally:
                    self._one_writer.release()
        wake = session.info.get(WAKE)
        if wake is not None:
            self.asked(wake)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Look without changing anything; long looks go in pages.

        Raises:
            StoreBusy: when the file could not be read within `WAIT_SECONDS`.
        """
        with _telling_apart():
            async with self._read() as session:
                yield session

    async def emptied_log(self) -> bool:
        """Fold the write-ahead log into the file and cut it to nothing; say whether that succeeded.

        It fails while somebody reads for long; what was erased may then still stand in the log.
        """
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._one_writer.acquire()
        except TimeoutError:
            return False
        try:
            async with self._writer.connect() as connection:
                raw = await connection.get_raw_connection()
                driver: Any = raw.driver_connection
                # On the driver itself: a checkpoint inside a transaction reports success and does nothing.
                await driver.execute(f"PRAGMA busy_timeout={LOG_WAIT_MS}")
                try:
                    cursor = await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    busy, _, _ = await cursor.fetchone()
                    await cursor.close()
                finally:
                    await driver.execute(f"PRAGMA busy_timeout={int(WAIT_SECONDS * 1000)}")
                return bool(busy == 0)
        finally:
            self._one_writer.release()

    async def close(self) -> None:
        """Close the file and let another process have it."""
        await self._reader.dispose()
        await self._writer.dispose()
        self.let_go()

    def let_go(self) -> None:
        """Give the file's lock back."""
        if self._lock_file is not None:
            os.close(self._lock_file)
            self._lock_file = None


def database_path(url: str) -> Path:
    """Return the SQLite file that an address names.

    Raises:
        ValueError: when the address is not SQLite's, or names no file.
    """
    parsed = make_url(url)
    if parsed.drivername != "sqlite+aiosqlite" or not parsed.database or parsed.database == ":memory:":
        raise ValueError("only a SQLite file is supported for now")
    return Path(parsed.database)


def hold_file(database: Path) -> int:
    """Take the lock that stands beside a database file, and return its descriptor.

    The database itself is never opened for this: closing it would drop SQLite's own locks.

    Raises:
        AlreadyRunning: when another process holds it.
    """
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(f"{database}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise AlreadyRunning(database) from None
    return descriptor


def _engine(url: str, *, connections: int, read_only: bool) -> AsyncEngine:
    database = database_path(url)

    async def connect() -> Connection:
        begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
        connection = Connection(lambda: _opened(database, read_only=read_only), begin=begin)
        await connection
        return connection

    return create_async_engine(
        url,
        async_creator=connect,
        poolclass=AsyncAdaptedQueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        hide_parameters=True,  # an error must not quote what somebody wrote
    )


def _opened(database: Path, *, read_only: bool) -> sqlite3.Connection:
    sqlite = sqlite3.connect(database, timeout=WAIT_SECONDS, isolation_level=None)
    sqlite.execute("PRAGMA journal_mode=WAL")
    sqlite.execute("PRAGMA synchronous=FULL")
    sqlite.execute("PRAGMA foreign_keys=ON")
    sqlite.execute("PRAGMA secure_delete=ON")
    sqlite.execute(f"PRAGMA journal_size_limit={4 * 1024 * 1024}")
    sqlite.execute(f"PRAGMA query_only={read_only}")
    return sqlite


class _telling_apart:
    """Turn the driver's words for 'locked' and 'full' into errors of our own."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, NoneFree):  # every reader was taken for all of that time
            raise StoreBusy from None
        cause = error.orig if isinstance(error, DBAPIError) else error
        if not isinstance(cause, sqlite3.OperationalError):
            return
        said = str(cause)
        if "locked" in said or "busy" in said:
            raise StoreBusy from None
        if "full" in said:
            raise StoreFull from None
