"""What tests build on: a clock moved by hand, a migrated file, and the kit that actions take."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import language
from bot.kit import Kit
from bot.server_settings import Registry
from bot.settings import Settings
from data.engine import Store
from data.sealing import Seals, master_key, new_master_key

START = datetime(2026, 1, 1, tzinfo=UTC)  # when simcord's clock starts, too
OPERATOR = "Noor (noor@example.org)"


class Clock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **span: float) -> None:
        """Move it on, by `hours=`, `seconds=` and so on."""
        self.now += timedelta(**span)


def forget_languages() -> None:
    """Let the translations be read anew: a test puts others in their place."""
    language.languages.cache_clear()
    language._catalog.cache_clear()


def url_of(database: Path) -> str:
    """The address of a SQLite file."""
    return f"sqlite+aiosqlite:///{database}"


def settings_in(folder: Path, **others: object) -> Settings:
    """An operator's settings for a file `banyan.db` in a folder."""
    given = {"database_url": url_of(folder / "banyan.db"), "state_dir": folder, "operator_contact": OPERATOR}
    return Settings.model_validate({**given, **others})


def put_copy(template: Path, folder: Path) -> Path:
    """Put a migrated file into a folder, and return it."""
    database = folder / "banyan.db"
    shutil.copyfile(template, database)
    return database


def kit_on(database: Path, clock: Clock, *, keys: list[bytes] | None = None) -> Kit:
    """The kit of a process on a migrated file, without Discord."""
    return Kit(
        clock=clock,
        store=Store(url_of(database)),
        seals=Seals(keys or [master_key(new_master_key())]),
        server_settings=Registry(defaults={}, locked=frozenset(), operator=OPERATOR),
    )
