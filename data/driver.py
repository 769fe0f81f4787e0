"""The way to SQLite: a statement, its rows and its end in one trip to the connection's thread.

aiosqlite makes a trip each to open a cursor, to run the statement, to fetch its rows and to close the cursor, and a
trip takes longer than most of our statements do. SQLAlchemy asks a cursor for no more than stands here.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import aiosqlite


class Connection(aiosqlite.Connection):
    """A connection whose transactions begin with their first statement, in the same trip.

    Args:
        opened: Called in the connection's own thread; gives the connection with `isolation_level=None`.
        begin: The statement that begins a transaction.
    """

    def __init__(self, opened: Callable[[], sqlite3.Connection], *, begin: str) -> None:
        super().__init__(opened, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy has it: a connection left open keeps no process alive
        self._begin = begin
        self._used = False  # whether anything was sent since the last end of a transaction

    def cursor(self) -> Any:
        """Return a cursor."""
        return Cursor(self)

    async def in_transaction_do(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Do something in the connection's thread, and begin a transaction for it if there is none."""
        self._used = True
        return await self._execute(self._do, work)  # type: ignore[no-untyped-call]  # aiosqlite does not type it

    def _do(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        if not self._conn.in_transaction:
            self._conn.execute(self._begin)
        return work(self._conn)

    async def commit(self) -> None:
        """Commit."""
        await super().commit()
        self._used = False

    async def rollback(self) -> None:
        """Roll back, if anything happened: the pool asks for it again after every end."""
        if self._used:
            await super().rollback()
            self._used = False


class Cursor:
    """One statement; it has ended, and its rows are here, when it was run."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Run a statement and fetch its rows."""
        await self._connection.in_transaction_do(lambda sqlite: self._take(sqlite.execute(statement, parameters)))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> "Cursor":
        """Run a statement once for each set of parameters."""
        await self._connection.in_transaction_do(lambda sqlite: self._take(sqlite.executemany(statement, parameters)))
        return self

    def _take(self, done: sqlite3.Cursor) -> None:
        self.description = done.description
        self._rows = done.fetchall() if done.description else []
        self.rowcount, self.lastrowid = done.rowcount, done.lastrowid  # right only once the rows are fetched
        done.close()

    async def fetchall(self) -> list[Any]:
        """Return the rows."""
        return self._rows

    async def close(self) -> None:
        """Do nothing: the statement has ended."""
