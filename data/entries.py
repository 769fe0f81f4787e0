"""Content files: TOML that holds entries of one kind and nothing else. A mistake names the file and the entry."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any


def entries(path: Path, kind: str, problem_of: Callable[[dict[str, Any]], str | None]) -> list[dict[str, Any]]:
    """Read the entries of one file, each without a problem and each id once.

    Args:
        path: The file.
        kind: What its entries are called.
        problem_of: What keeps an entry from being one, in words; nothing when it is one.

    Raises:
        ValueError: naming the file and the entry, when something in it is missing, unknown or wrong.
    """
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
    except ValueError as error:
        raise ValueError(f"{path.name}: this is not readable as TOML: {error}") from error
    found = content.pop(kind, None)
    if content or not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"{path.name}: a file holds [[{kind}]] entries and nothing else")

    used: set[str] = set()
    for number, entry in enumerate(found, start=1):
        problem = problem_of(entry)
        if problem is None and entry["id"] in used:
            problem = "this id is used twice"
        if problem is not None:
            raise ValueError(f"{path.name}, {kind} {number} ({entry.get('id', 'without an id')}): {problem}")
        used.add(entry["id"])
    return found


def shape_problem(entry: dict[str, Any], kind: str, *, needed: Sequence[str], known: Sequence[str]) -> str | None:
    """What is missing, unknown or not text in this entry, in words; nothing when all is there."""
    for key in needed:
        if key not in entry:
            return f"{key} is missing"
    for key, value in entry.items():
        if key not in known:
            return f"{key} is not something a {kind} has"
        if key != "depth" and (not isinstance(value, str) or value != value.strip() or not value):
            return f"{key} must be text, with no blanks around it"
    return None
