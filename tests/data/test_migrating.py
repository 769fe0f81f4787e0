"""Tables change alone, with a copy made first, and never half."""

import ast
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from data import migrating
from data.migrating import BrokenReferences, bring_up_to_date, newest, stored
from data.tables import Base
from tests.builders import START

VERSIONS = migrating._VERSIONS
NEXT = f"{int(newest()) + 1:04}"


@pytest.fixture
def next_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Put one more migration, with this body, after those that there are."""
    migrations = tmp_path / "migrations"
    shutil.copytree(VERSIONS.parent, migrations, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "_VERSIONS", migrations / "versions")

    def add(body: str) -> None:
        head = f'from alembic import op\nrevision, down_revision = "{NEXT}", "{int(NEXT) - 1:04}"\n'
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (migrations / "versions" / f"{NEXT}_next.py").write_text(f"{head}def upgrade():\n{lines}")

    return add


def ask(database: Path, question: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(question).fetchall()


def write(database: Path, *statements: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def copies_in(folder: Path) -> list[Path]:
    return sorted((folder / "copies").glob("*.db"))


def schema(database: Path) -> dict[str, str]:
    """Every table and index as SQLite has it, without line breaks."""
    made = ask(database, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
    return {name: " ".join(sql.split()) for name, sql in made}


# What the migrations make


def test_the_migrations_make_what_the_models_say(database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert differences == []


def test_the_migrations_make_the_same_indexes_word_for_word(database: Path, tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'models.db'}")
    Base.metadata.create_all(engine)
    engine.dispose()
    indexes = {name for name in schema(database) if name.startswith("ix_")}
    assert indexes
    by_models = schema(tmp_path / "models.db")
    assert {name: schema(database)[name] for name in indexes} == {
        name: sql for name, sql in by_models.items() if name.startswith("ix_")
    }


def test_a_new_file_is_made_at_the_newest_revision_for_its_owner_only(tmp_path: Path) -> None:
    database = tmp_path / "state" / "banyan.db"
    bring_up_to_date(database, tmp_path, START)
    assert stored(database) == newest()
    assert database.stat().st_mode & 0o777 == 0o600
    assert copies_in(tmp_path) == []


def test_a_file_that_is_up_to_date_is_left_alone(database: Path, tmp_path: Path) -> None:
    before = database.read_bytes()
    bring_up_to_date(database, tmp_path, START)
    assert database.read_bytes() == before
    assert copies_in(tmp_path) == []


def test_migrations_are_numbered_without_gaps_have_a_title_and_import_nothing_of_ours() -> None:
    files = sorted(VERSIONS.glob("[0-9]*_*.py"))
    assert [file.name[:4] for file in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
    for file in files:
        tree = ast.parse(file.read_text())
        assert ast.get_docstring(tree)
        imported = {
            name.partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            )
        }
        assert imported <= {"sqlalchemy", "alembic"}


# A change of a file that is in use


def test_a_copy_is_made_before_the_tables_change_and_it_is_whole(
    database: Path, tmp_path: Path, next_migration: Callable[[str], None]
) -> None:
    write(database, "INSERT INTO facts VALUES ('gate', 'open')")
    next_migration('op.drop_table("facts")')
    bring_up_to_date(database, tmp_path, START)
    assert stored(database) == NEXT
    (copy,) = copies_in(tmp_path)
    assert stored(copy) == newest_before()
    assert ask(copy, "SELECT value FROM facts") == [("open",)]
    assert ask(copy, "PRAGMA integrity_check") == [("ok",)]
    assert copy.stat().st_mode & 0o777 == 0o600
    assert copy.parent.stat().st_mode & 0o777 == 0o700


def test_a_change_may_rebuild_a_table_that_others_point_at(
    database: Path, tmp_path: Path, next_migration: Callable[[str], None]
) -> None:
    write(database, *A_DAY_AND_AN_ENTRY)
    next_migration(
        'with op.batch_alter_table("reflection_days", recreate="always") as table:\n'
        '    table.alter_column("theme", nullable=True)'
    )
    bring_up_to_date(database, tmp_path, START)
    assert ask(database, "SELECT day_id FROM reflection_entries") == [(1,)]


def test_a_change_that_fails_leaves_the_file_as_it_was(
    database: Path, tmp_path: Path, next_migration: Callable[[str], None]
) -> None:
    before = schema(database)
    next_migration('op.drop_table("facts")\nop.drop_table("cards")\nraise ZeroDivisionError')
    with pytest.raises(ZeroDivisionError):
        bring_up_to_date(database, tmp_path, START)
    assert schema(database) == before
    assert stored(database) == newest_before()


def test_a_change_that_leaves_dangling_references_is_refused_every_time_it_is_tried(
    database: Path, tmp_path: Path, next_migration: Callable[[str], None]
) -> None:
    write(database, *A_DAY_AND_AN_ENTRY)
    next_migration('op.execute("DELETE FROM reflection_days")')
    for _ in range(2):
        with pytest.raises(BrokenReferences):
            bring_up_to_date(database, tmp_path, START)
    assert stored(database) == newest_before()
    assert ask(database, "SELECT count(*) FROM reflection_days") == [(1,)]
    assert ask(copies_in(tmp_path)[0], "SELECT count(*) FROM reflection_days") == [(1,)]


def test_a_file_of_a_newer_banyan_is_refused_and_left_alone(database: Path, tmp_path: Path) -> None:
    write(database, "UPDATE alembic_version SET version_num = '9999'")
    before = database.read_bytes()
    with pytest.raises(migrating.TooNew):
        bring_up_to_date(database, tmp_path, START)
    assert database.read_bytes() == before


A_DAY_AND_AN_ENTRY = (
    "INSERT INTO reflection_days (id, guild_id, local_on, prompt_id, theme, wants_thread)"
    " VALUES (1, 7, '2026-01-01', 'bridges-1', 'bridges', 0)",
    "INSERT INTO reflection_entries (id, guild_id, day_id, prompt_id, gentler, who, words, kept_at)"
    " VALUES (2, 7, 1, 'bridges-1', 0, x'00', x'00', '2026-01-01 09:00:00')",
)


def newest_before() -> str:
    return f"{int(NEXT) - 1:04}"
