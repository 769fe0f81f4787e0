"""All features at once: what holds for every command, button, card, text, table and setting there is."""

import ast
import importlib
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from babel.messages.pofile import read_po
from sqlalchemy import LargeBinary

from bot import language
from bot.app import Banyan
from bot.language import Text
from bot.presses import BUTTON
from data import tables
from data.base import Sealed
from tests import documents

HOUSE = Path(__file__).parent.parent.parent
ABOUT_NOBODY = {
    "guild_keys": {"wrapped", "master_key_id"},  # a server's key
}
LONGEST_DESCRIPTION = 100  # of a command, as Discord allows
LONGEST_LABEL = 80  # of a button


def refers_to_a_person(column: Any) -> bool:
    """Return whether a column looks as if it were about a person: sealed, a digest, or somebody's id."""
    named = column.name in ("who", "user_id", "author_id", "owner_id") or column.name.endswith("_by")
    return named or isinstance(column.type, Sealed | LargeBinary)


@pytest_asyncio.fixture
async def bot(tmp_path: Path) -> Banyan:
    """Every feature, registered; nothing opened."""
    return await documents.whole_bot(tmp_path)


def texts() -> Iterator[tuple[str, str, Text]]:
    """Every text of the house: module, name, text."""
    for folder in ("bot", "cogs"):
        for file in sorted((HOUSE / folder).rglob("*.py")):
            if "demo" in file.parts or file.name in ("demo.py", "__main__.py"):
                continue
            module = importlib.import_module(".".join(file.relative_to(HOUSE).with_suffix("").parts))
            for name, value in vars(module).items():
                found = value.items() if isinstance(value, dict) else [("", value)]
                yield from (
                    (module.__name__, f"{name} {key}".strip(), each) for key, each in found if isinstance(each, Text)
                )


EVERY_TEXT = {text.source: text for _, _, text in texts()}


def strings_in(pattern: str) -> Iterator[str]:
    for file in sorted((HOUSE / "cogs").rglob(pattern)):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


async def test_the_pages_made_from_code_are_up_to_date(bot: Banyan) -> None:
    assert (documents.DOCS / "who-may-do-what.md").read_text("utf-8") == documents.who_may_do_what(bot)
    assert (documents.DOCS / "settings.md").read_text("utf-8") == documents.settings_page(bot)


async def test_every_button_that_is_drawn_leads_somewhere(bot: Banyan) -> None:
    doors = {verb for verb, _ in bot.presses.doors()}
    drawn = {text for text in strings_in("*views.py") if re.fullmatch(r"[a-z]+:[a-z_]+", text)}
    drawn |= {text for text in strings_in("*cog.py") if re.fullmatch(r"[a-z]+:[a-z_]+", text)}
    assert drawn
    assert drawn == doors


async def test_every_custom_id_has_the_grammar_and_fits(bot: Banyan) -> None:
    for verb, _ in bot.presses.doors():
        longest = f"{verb}:{2**63 - 1}"
        assert BUTTON.fullmatch(longest)
        assert len(f"{longest}:{2**32 - 1}") <= 100


async def test_every_command_is_described_within_discords_limits(bot: Banyan) -> None:
    for command in documents.commands_of(bot):
        assert 1 <= len(command.description) <= LONGEST_DESCRIPTION
        for parameter in command.parameters:
            assert 1 <= len(str(parameter.description)) <= LONGEST_DESCRIPTION
            assert parameter.description != "…"


async def test_every_command_says_who_may_use_it(bot: Banyan) -> None:
    unsaid = [each.qualified_name for each in documents.commands_of(bot) if not hasattr(each.callback, "least")]
    assert not unsaid


async def test_what_discord_hides_is_checked_by_banyan_too(bot: Banyan) -> None:
    for command in documents.commands_of(bot):
        root: Any = command.root_parent or command
        if root.default_permissions is not None:
            callback: Any = command.callback  # both are set by `answered`
            assert callback.least > 0 or callback.facilitators


async def test_every_command_outside_a_server_is_meant_to_be(bot: Banyan) -> None:
    anywhere = {each.name for each in bot.tree.get_commands() if not each.guild_only}
    assert anywhere == {"support", "report"}


async def test_every_column_about_a_person_is_declared(bot: Banyan) -> None:
    declared = {(each.table.__tablename__, column) for each in bot.privacy.holdings for column in each.columns}
    undeclared = [
        f"{table.name}.{column.name}"
        for table in tables.Base.metadata.sorted_tables
        for column in table.columns
        if refers_to_a_person(column)
        and (table.name, column.name) not in declared
        and column.name not in ABOUT_NOBODY.get(table.name, set())
    ]
    assert not undeclared


async def test_every_declaration_names_columns_that_exist(bot: Banyan) -> None:
    for holding in bot.privacy.holdings:
        names = {column.name for column in holding.table.__table__.columns}
        assert {*holding.columns, *holding.exported, *holding.blanked} <= names


async def test_every_setting_reads_back_its_own_default(bot: Banyan) -> None:
    from bot.setting_kinds import Here

    for entry in bot.server_settings:
        assert entry.kind.read(entry.default, Here()) == entry.default
        for _, value in entry.kind.offer(Here()):
            entry.kind.read(value, Here())


def test_texts_speak_without_exclamation_marks_and_to_nobody_in_particular() -> None:
    loud = [source for source in EVERY_TEXT if "!" in source or re.search(r"\b(guys|he|she|his|her)\b", source)]
    assert not loud


def test_button_labels_leave_room_for_other_languages() -> None:
    labels = [text for module, name, text in texts() if module.endswith("texts") and name in _labels(module)]
    assert labels
    assert all(len(text.source) * 1.4 <= LONGEST_LABEL for text in labels)


def _labels(module: str) -> set[str]:
    """The names of texts that a feature's views put on buttons."""
    folder = HOUSE / Path(*module.split(".")[:-1])
    found = set()
    for file in (*folder.glob("*views.py"), *folder.glob("*cog.py")):
        found |= set(re.findall(r"button\(\s*\w*texts\.([A-Z_]+)", file.read_text("utf-8")))
    return found


def test_every_translation_keeps_the_names_to_fill_in() -> None:
    def names(words: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(words) if name}

    for file in language.LOCALE.glob("*/banyan.po"):
        with file.open("rb") as source:
            for message in read_po(source):
                if message.id and message.string:
                    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
                    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
                    assert ids[0] in EVERY_TEXT
                    assert all(names(words) <= names(ids[0]) | names(ids[-1]) for words in strings)


@pytest.mark.parametrize("folder", ["bot", "cogs", "data"])
def test_every_public_function_says_what_it_does(folder: str) -> None:
    silent = []
    for file in (HOUSE / folder).rglob("*.py"):
        if "versions" in file.parts or "demo" in file.parts:
            continue
        for node in ast.parse(file.read_text("utf-8")).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{file.name}:{node.lineno} {node.name}")
    assert not silent


def test_nothing_about_reports_is_ever_skipped() -> None:
    ways = re.compile(r"pytest\.skip|importorskip|mark\.(skip|xfail)")
    files = (HOUSE / "tests" / "reports").glob("*.py")
    assert not [file.name for file in files if ways.search(file.read_text("utf-8"))]  # R46
