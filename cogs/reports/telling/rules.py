"""What a reporter meets, decided without data, clock or Discord: who is meant, and when a report reaches the team."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.language import Text
from bot.refusal import Refusal

TOO_LONG = Text("That is more than {longest} characters. Please leave some of it out; you can add more afterwards.")

LONGEST_WORDS = 4000  # what one field of a form holds
THINK_AGAIN = timedelta(minutes=10)  # between "Kept" and the moment the team can read it
LIMITS = ((timedelta(hours=1), 5), (timedelta(days=1), 20))
"""How many reports of one person reach the team within a span; later ones wait their turn (R43)."""

_DIGITS = re.compile(r"\d{15,20}", re.ASCII)
_MENTION = re.compile(r"<@!?(\d{15,20})>", re.ASCII)
_PROFILE = re.compile(r"(?:https?://)?(?:\w+\.)?discord(?:app)?\.com/users/(\d{15,20})/?", re.ASCII)
_HANDLE = re.compile(r"@?([\w.]{2,32})(?:#\d{1,4})?")


def identifier(typed: str) -> int | str | None:
    """Return whom a typed id, mention, profile address or handle means, in one form for all spellings (R47).

    Returns a user id, or a handle as `@name`, or None when it is neither.
    """
    plain = unicodedata.normalize("NFKC", typed).strip().casefold()
    for pattern in (_DIGITS, _MENTION, _PROFILE):
        found = pattern.fullmatch(plain)
        if found:
            return int(found[found.lastindex or 0])
    handle = _HANDLE.fullmatch(plain)
    return f"@{handle[1]}" if handle else None


def identifiers(typed: str) -> list[int | str]:
    """Return everybody whom a typed line names, each in one form (R44): ids, handles, or else names as typed."""
    pieces = [piece for piece in re.split(r"[,;\n]", typed) if piece.strip()]
    named = [identifier(piece) or handle_of(piece) for piece in pieces]
    return list(dict.fromkeys(named))


def handle_of(name: str) -> str:
    """Return a name or handle in the form in which it is compared: `@name`, whatever its width, case or blanks."""
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return f"@{plain.removeprefix('@')}"


def words_to_keep(words: str) -> str | None:
    """Return the words without blank edges, None where there are none: nobody has to write anything.

    Raises:
        Refusal: when they are longer than a form takes.
    """
    kept = words.strip()
    if len(kept) > LONGEST_WORDS:
        raise Refusal(TOO_LONG, longest=LONGEST_WORDS)
    return kept or None


def sends_at(now: datetime, earlier: Iterable[datetime]) -> datetime:
    """Return when a report kept now reaches the team.

    In ten minutes; where many others of the same person came before it, when it is its turn. Never refused: a
    limit only makes it later, and danger has none (R43).

    Args:
        now: The current moment.
        earlier: When that person's other reports of the last days reach the team, or did.
    """
    at = now + THINK_AGAIN
    others = sorted(earlier)
    for span, most in LIMITS:
        while len([each for each in others if at - span < each <= at]) >= most:
            at = min(each for each in others if at - span < each <= at) + span
    return at
