"""When somebody may give a line, and what is kept of what people send. Pure."""

from bot.refusal import Refusal
from cogs.circles import checks
from cogs.circles.circle import Circle, Seat, Stage
from cogs.circles.sitting import telling_texts

LONGEST_STORY = 2_000
LONGEST_NOTE = 100
LONGEST_LINE = 140


def story_to_keep(words: str) -> str:
    """Return the words of a story as they are kept.

    Raises:
        Refusal: when there are none, or too many.
    """
    return _to_keep(words, LONGEST_STORY)


def note_to_keep(note: str) -> str | None:
    """Return a content note as it is kept, None where there is none.

    Raises:
        Refusal: when it is too long.
    """
    return _to_keep(" ".join(note.split()), LONGEST_NOTE) if note.strip() else None


def line_to_keep(words: str) -> str:
    """Return the one line of a flashback as it is kept.

    Raises:
        Refusal: when it is empty or too long.
    """
    return _to_keep(" ".join(words.split()), LONGEST_LINE)


def _to_keep(words: str, longest: int) -> str:
    kept = words.strip()
    if not kept:
        raise Refusal(telling_texts.NO_WORDS)
    if len(kept) > longest:
        raise Refusal(telling_texts.TOO_LONG, longest=f"{longest:,}", length=f"{len(kept):,}")
    return kept


def must_be_giving(circle: Circle, giver: int) -> Seat:
    """Return the seat of somebody who may give a line now: only after the last story (C12).

    Raises:
        Refusal: when they have no seat, or it is not the time.
    """
    seat = checks.seat_here(circle, giver)
    if circle.stage is not Stage.FLASHBACKS:
        raise Refusal(telling_texts.NOT_THE_TIME)
    checks.not_in_a_pause(circle)
    return seat


def may_be_given(circle: Circle, giver: Seat) -> list[Seat]:
    """Return those who told something, to whom somebody may give a line."""
    return [seat for seat in circle.present if seat.has_told and seat.id != giver.id]
