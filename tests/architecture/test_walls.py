"""The walls of the house: which room may know of which."""

import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parent.parent.parent
PURE = (
    "cogs/**/*rules.py",
    "cogs/**/*actions.py",
    "cogs/**/*texts.py",
    "cogs/*/names.py",
    "cogs/circles/checks.py",
    "cogs/circles/circle.py",
    "cogs/circles/going.py",
    "cogs/circles/keeping.py",
    "cogs/circles/seating.py",
    "cogs/reports/gate.py",
    "cogs/reports/letters.py",
    "data/*.py",
)
PURE_IN_BOT = ("bot/access.py", "bot/kit.py", "bot/language.py", "bot/refusal.py", "bot/server_settings.py")
WITHOUT_DISCORD = sorted(file.relative_to(HOUSE) for pattern in (*PURE, *PURE_IN_BOT) for file in HOUSE.glob(pattern))
LONGEST_FILE = 400  # lines; past that a file answers two questions


def in_a_fresh_python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=HOUSE, capture_output=True, text=True, check=False)


def test_what_decides_and_what_keeps_loads_without_discord() -> None:
    modules = [".".join(file.with_suffix("").parts) for file in WITHOUT_DISCORD]
    ended = in_a_fresh_python(
        f"import importlib, sys\n"
        f"for module in {modules}:\n"
        f"    importlib.import_module(module)\n"
        f"    if {{'discord', 'simcord'}} & sys.modules.keys(): sys.exit(module)\n"
    )
    assert ended.returncode == 0, ended.stderr  # the first that loads it is named


def test_the_list_above_is_not_empty_for_any_feature() -> None:
    features = {folder.parent.name for folder in (HOUSE / "cogs").glob("*/__init__.py")}
    assert {file.parts[1] for file in WITHOUT_DISCORD if file.parts[0] == "cogs"} == features


def test_imports_go_one_way() -> None:
    ended = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout


def test_starting_the_bot_loads_neither_the_terminals_tables_nor_the_migrations_nor_the_demo() -> None:
    ended = in_a_fresh_python(
        "import sys, bot.app; late = {'alembic', 'typer', 'simcord', 'PIL', 'babel'} & sys.modules.keys(); "
        "sys.exit(' '.join(late) or 0)"
    )
    assert ended.returncode == 0, ended.stderr


def test_no_file_has_grown_past_one_question() -> None:
    grown = {
        str(file.relative_to(HOUSE)): lines
        for folder in ("bot", "cogs", "data")
        for file in (HOUSE / folder).rglob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert not grown


def test_the_time_is_read_in_one_place() -> None:
    readers = [
        str(file.relative_to(HOUSE))
        for folder in ("bot", "cogs", "data")
        for file in (HOUSE / folder).rglob("*.py")
        if "demo" not in file.parts
        and any(word in file.read_text("utf-8") for word in ("datetime.now(", "utcnow(", "time.time(", "func.now("))
    ]
    assert readers == ["bot/app.py"]


def test_features_and_tests_do_not_sleep() -> None:
    sleepers = [
        str(file.relative_to(HOUSE)) for file in (HOUSE / "cogs").rglob("*.py") if "sleep(" in file.read_text("utf-8")
    ]
    assert not sleepers
