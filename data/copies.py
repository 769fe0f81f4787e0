"""Copies of the database, made before its tables change: the two newest, and none longer than 30 days."""

import contextlib
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

KEPT_FOR = timedelta(days=30)
KEPT = 2
_STAMP = "%Y%m%dT%H%M%SZ"
_OURS = f"banyan-{'[0-9]' * 8}T{'[0-9]' * 6}Z.db"


def make(database: Path, state_dir: Path, now: datetime) -> Path:
    """Copy a database by SQLite's own backup call, which is whole even while somebody writes.

    Args:
        database: The file.
        state_dir: Where copies stand, in a folder of their own.
        now: The current moment; it names the copy.
    """
    folder = _folder(state_dir)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy = folder / f"banyan-{now.astimezone(UTC).strftime(_STAMP)}.db"
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600))
    with (
        contextlib.closing(sqlite3.connect(database)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def remove_old(state_dir: Path, now: datetime) -> datetime | None:
    """Remove what is too old or too many; return when the oldest that is left has to go."""
    dated = sorted((_made_at(copy), copy) for copy in _folder(state_dir).glob(_OURS))
    staying = []
    for place, (made_at, copy) in enumerate(reversed(dated)):
        if place >= KEPT or now - made_at >= KEPT_FOR:
            copy.unlink(missing_ok=True)
        else:
            staying.append(made_at + KEPT_FOR)
    return min(staying, default=None)


def _folder(state_dir: Path) -> Path:
    return state_dir / "copies"


def _made_at(copy: Path) -> datetime:
    return datetime.strptime(copy.stem.removeprefix("banyan-"), _STAMP).replace(tzinfo=UTC)
