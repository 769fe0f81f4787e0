"""What is kept of a story, how long, and when somebody is asked how they are. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

YEAR = timedelta(days=365)
LOOKED_AT = timedelta(days=7)
"""How long somebody has to look at what they changed, before it goes where nobody chose it anew."""
LETTER_AT_ONCE = timedelta(days=3)
"""How late a letter of the day after may come, where Banyan was away; after that it would only surprise."""


class Keep(StrEnum):
    """What a teller lets become of a story."""

    NOTHING = "nothing"
    CIRCLE = "circle"
    LIBRARY = "library"


def ends_at(keep: str, decided_at: datetime | None) -> datetime | None:
    """Return when a story ends by itself: a year after it was kept, or some days after it was changed (K1).

    None where nothing was ever chosen: then it goes with the thread.
    """
    if decided_at is None:
        return None
    return decided_at + (LOOKED_AT if keep == Keep.NOTHING else YEAR)


def goes_with_thread(keep: str, decided_at: datetime | None, now: datetime) -> bool:
    """Return whether a story goes when the thread goes: nobody kept it, and nobody is about to look at it anew."""
    ends = ends_at(keep, decided_at)
    return ends is None or ends <= now
