"""The prompts that ship with Banyan: ten for each theme, read from data/content/prompts/<theme>.toml."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.entries import entries, shape_problem

THEMES: tuple[str, ...] = (
    "experiences",
    "learning",
    "safety",
    "intersections",
    "stereotypes",
    "bridges",
    "voices",
    "reflection",
)
"""The eight ways in which exchange builds understanding, in the order in which they take turns."""

FORMS: tuple[str, ...] = ("memory", "object", "wish", "list", "sense", "question")
"""What a prompt asks a person to reach for."""

DEPTHS = (1, 2, 3)
"""1 is light, 2 asks for a moment of one's own, 3 may stay with a person after the day."""

FOLDER = Path(__file__).parent / "content" / "prompts"

_NEEDED = ("id", "text", "depth", "form", "gentler")
_KNOWN = (*_NEEDED, "note")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt as its file has it.

    `note` is one line that says what the prompt touches, where that is needed; `gentler` is a lighter
    wording of the same door, shown to whoever asks for another angle.
    """

    id: str
    theme: str
    text: str
    depth: int
    form: str
    note: str | None
    gentler: str


@cache
def bank() -> tuple[Prompt, ...]:
    """All prompts, by theme in the order of THEMES and then as their file lists them.

    Raises ValueError, naming the file and the prompt, when a file is malformed.
    """
    return tuple(prompt for theme in THEMES for prompt in read_theme(FOLDER / f"{theme}.toml"))


def prompt(prompt_id: str) -> Prompt | None:
    """The prompt with this id; nothing when the bank has no such prompt."""
    return _by_id().get(prompt_id)


@cache
def _by_id() -> dict[str, Prompt]:
    return {each.id: each for each in bank()}


def read_theme(path: Path) -> tuple[Prompt, ...]:
    """Read one file; its name is the theme.

    Raises ValueError, naming the file and the prompt, when something in it is missing, unknown or wrong.
    """
    found = entries(path, "prompt", lambda entry: _problem(entry, theme=path.stem))
    return tuple(Prompt(**{"note": None, **entry}, theme=path.stem) for entry in found)


def _problem(entry: dict[str, Any], *, theme: str) -> str | None:
    """What keeps this entry from being a prompt, in words; nothing when it is one."""
    problem = shape_problem(entry, "prompt", needed=_NEEDED, known=_KNOWN)
    if problem is not None:
        return problem
    if not entry["id"].startswith(f"{theme}-"):
        return f"the id must begin with {theme}-"
    if type(entry["depth"]) is not int or entry["depth"] not in DEPTHS:  # true is an int and would pass as 1
        return "depth must be 1, 2 or 3"
    if entry["form"] not in FORMS:
        return f"form must be one of {', '.join(FORMS)}"
    return None
