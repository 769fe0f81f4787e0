"""How long a case stays, and which files are copied, decided without data, clock or Discord."""

from datetime import datetime, timedelta
from enum import StrEnum

from bot.language import Text
from bot.refusal import Refusal

NEEDS_A_REASON = Text("Please write why it is to stay: whoever looks at it later decides by that.")
REASON_TOO_LONG = Text("That is more than {longest} characters. A sentence or two is enough.")

KEPT_AFTER_CLOSING = timedelta(days=180)
MOVED_BY_REPORTER = timedelta(days=14)
TIME_TO_END = timedelta(days=1)  # for what ends a measure in Discord
LONGEST_REASON = 500

MOST_OF_A_FILE = 25 * 1024 * 1024  # bytes
MOST_OF_A_CASE = 100 * 1024 * 1024  # bytes, of all its files
TRIED_FOR = timedelta(hours=24)  # Discord's address of a file works for about that long
FIRST_TRY_AGAIN = timedelta(minutes=1)


class Why(StrEnum):
    """Why a file was not copied: the words that stand in the row."""

    TOO_BIG = "too_big"
    TOO_MUCH = "too_much"  # with the other files of the case
    GONE = "gone"
    OUT_OF_REACH = "out_of_reach"  # tried for a day


def too_large(size: int, *, copied: int) -> Why | None:
    """Return why a file of this size is not copied, None when it may be.

    Args:
        size: Of the file, in bytes.
        copied: What the other files of the case take, in bytes.
    """
    if size > MOST_OF_A_FILE:
        return Why.TOO_BIG
    return Why.TOO_MUCH if copied + size > MOST_OF_A_CASE else None


def try_again_at(now: datetime, *, kept_at: datetime) -> datetime | None:
    """Return when to try again to copy a file that could not be reached, None when there is no use any more.

    Each wait is as long as everything before it.
    """
    tried_for = now - kept_at
    return None if tried_for >= TRIED_FOR else now + max(FIRST_TRY_AGAIN, tried_for)


def delete_at(closed_at: datetime) -> datetime:
    """Return the date of a case that is closed."""
    return closed_at + KEPT_AFTER_CLOSING


def moved(date: datetime) -> datetime:
    """Return the date of a case after its reporter was heard from (R6)."""
    return date + MOVED_BY_REPORTER


def goes_at(date: datetime | None, *, held: bool, runs_until: datetime | None) -> datetime | None:
    """Return when a case goes, None while nothing says so.

    Args:
        date: Its date; it has none while it is open.
        held: Whether somebody stopped that with a reason (R6).
        runs_until: When the last of its measures and open appeals ends: without the case nothing would end them.
    """
    if date is None or held:
        return None
    return date if runs_until is None else max(date, runs_until + TIME_TO_END)


def reason_to_keep(reason: str) -> str:
    """Return why a case is to stay, without blank edges.

    Raises:
        Refusal: when there is none, or it is too long.
    """
    kept = reason.strip()
    if not kept:
        raise Refusal(NEEDS_A_REASON)
    if len(kept) > LONGEST_REASON:
        raise Refusal(REASON_TOO_LONG, longest=LONGEST_REASON)
    return kept
