"""Bring a database file up to date: alone, only when its revision is another, with a copy made first."""

import contextlib
import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from data import copies

_VERSIONS = Path(__file__).parent / "migrations" / "versions"


class BrokenReferences(Exception):
    """The change would leave rows that point at rows that are not there. Nothing was changed."""


class TooNew(Exception):
    """The file was last changed by a newer Banyan, whose tables this one does not know. Nothing was changed."""


def newest() -> str:
    """Return the revision that this code expects: the highest number among the migrations."""
    return max(file.name.partition("_")[0] for file in _VERSIONS.glob("[0-9]*_*.py"))


def stored(database: Path) -> str | None:
    """Return the revision of a file, None where there is none."""
    if not database.exists():
        return None
    with contextlib.closing(sqlite3.connect(database)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            return None
    return None if row is None else str(row[0])


def bring_up_to_date(database: Path, state_dir: Path, now: datetime) -> None:
    """Change the tables of a file to what this code expects. Blocks: call it in a thread.

    Args:
        database: The file; made if it is not there, readable by its owner only.
        state_dir: Where the copy goes.
        now: The current moment.

    Raises:
        BrokenReferences: when the change would leave dangling references.
        TooNew: when a newer Banyan made the file.
    """
    before = stored(database)
    if before == newest():
        return
    if before is not None and before > newest():
        raise TooNew
    if before is None:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    else:
        copies.make(database, state_dir, now)
        copies.remove_old(state_dir, now)
    _upgrade(database)


def _upgrade(database: Path) -> None:
    from alembic import command  # late: most starts need no change
    from alembic.config import Config
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(_VERSIONS.parent))
    engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy begins; the driver would commit before every change of a table
        connection.execute("PRAGMA foreign_keys=OFF")  # a rebuilt table must not drop what points at it

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    with engine.begin() as connection:  # one transaction: a change that fails leaves the file as it was
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
            raise BrokenReferences
