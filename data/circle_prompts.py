"""What story circles ask: four pairs for each theme and a debrief, read from data/content/circles."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from data.entries import entries, shape_problem
from data.prompts import THEMES

DEPTHS = (2, 3)
"""Of a second round: 2 asks for a moment of one's own, 3 may stay with a person after the day."""

INTENTS: tuple[str, ...] = ("shared", "surprised", "hard", "self", "mattered", "next")
"""What the questions of a debrief are for, in the order in which they are asked."""

FOLDER = Path(__file__).parent / "content" / "circles"

_PAIR = ("id", "one", "two", "depth")
_QUESTION = ("id", "intent", "text")


@dataclass(frozen=True, slots=True)
class Pair:
    """What the two rounds of one circle ask.

    `one` is light and for two minutes; `two` goes deeper, as deep as `depth` says. `note` is one line that
    says what the second round touches; the invitation shows it, and a pair of depth 3 always has it.
    """

    id: str
    theme: str
    one: str
    two: str
    depth: int
    note: str | None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a debrief, and what it is for."""

    id: str
    intent: str
    text: str


@cache
def bank() -> tuple[Pair, ...]:
    """All pairs, by theme in the order of THEMES and then as their file lists them.

    Raises ValueError, naming the file and the pair, when a file is malformed.
    """
    return tuple(pair for theme in THEMES for pair in read_theme(FOLDER / f"{theme}.toml"))


def pairs(theme: str) -> tuple[Pair, ...]:
    """The pairs of one theme, as its file lists them; none when there is no such theme."""
    return tuple(each for each in bank() if each.theme == theme)


def pair(pair_id: str) -> Pair | None:
    """The pair with this id; nothing when the bank has no such pair."""
    return _by_id().get(pair_id)


@cache
def _by_id() -> dict[str, Pair]:
    return {each.id: each for each in bank()}


@cache
def debrief() -> tuple[Question, ...]:
    """All questions of the debrief, as the file lists them.

    Raises ValueError, naming the file and the question, when the file is malformed.
    """
    return read_debrief(FOLDER / "debrief.toml")


def questions(seed: int) -> tuple[Question, ...]:
    """One question for each intent, in the order of INTENTS; the same for the same seed.

    Seeds that follow one another give every combination once before one comes back.
    """
    chosen = []
    for intent in INTENTS:
        choices = [each for each in debrief() if each.intent == intent]
        seed, index = divmod(seed, len(choices))
        chosen.append(choices[index])
    return tuple(chosen)


def read_theme(path: Path) -> tuple[Pair, ...]:
    """Read the pairs of one file; its name is the theme.

    Raises ValueError, naming the file and the pair, when something in it is missing, unknown or wrong.
    """
    found = entries(path, "pair", lambda entry: _pair_problem(entry, theme=path.stem))
    return tuple(Pair(**{"note": None, **entry}, theme=path.stem) for entry in found)


def read_debrief(path: Path) -> tuple[Question, ...]:
    """Read the questions of a debrief.

    Raises ValueError, naming the file and the question, when something in it is missing, unknown or wrong.
    """
    read = tuple(Question(**entry) for entry in entries(path, "question", _question_problem))
    for intent in INTENTS:
        if all(each.intent != intent for each in read):
            raise ValueError(f"{path.name}: no question has the intent {intent}")
    return read


def _pair_problem(entry: dict[str, Any], *, theme: str) -> str | None:
    """What keeps this entry from being a pair, in words; nothing when it is one."""
    problem = shape_problem(entry, "pair", needed=_PAIR, known=(*_PAIR, "note"))
    if problem is not None:
        return problem
    if not entry["id"].startswith(f"{theme}-"):
        return f"the id must begin with {theme}-"
    if type(entry["depth"]) is not int or entry["depth"] not in DEPTHS:  # 2.0 equals 2 and would pass
        return "depth must be 2 or 3"
    if entry["depth"] == 3 and "note" not in entry:
        return "a pair of depth 3 needs a note"
    return None


def _question_problem(entry: dict[str, Any]) -> str | None:
    """What keeps this entry from being a question, in words; nothing when it is one."""
    problem = shape_problem(entry, "question", needed=_QUESTION, known=_QUESTION)
    if problem is not None:
        return problem
    if entry["intent"] not in INTENTS:
        return f"intent must be one of {', '.join(INTENTS)}"
    if not entry["id"].startswith(f"{entry['intent']}-"):
        return f"the id must begin with {entry['intent']}-"
    return None
