"""What the team meets, decided without data, clock or Discord."""

import contextlib
import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.language import Text
from bot.refusal import Refusal
from cogs.reports.casework import case_texts
from cogs.reports.roster import roster_texts

LOOK_DAYS = ("1", "2", "3", "5", "7")
"""How often somebody of the team looks, in days: what `reports.look` offers."""
USUAL_LOOK = "3"
CLAIM_LASTS = timedelta(hours=24)  # R34: it ends by itself
UNSEEN_AFTER = timedelta(hours=6)  # after that, whoever told of danger hears that nobody has read it
LONGEST_WORDS = 2000  # of a question, a note, a word to the reporter
LONGEST_NAME = 60
LONGEST_AWAY = timedelta(days=366)
SLOWED_BY = timedelta(days=1)  # how much later what a slowed code name tells reaches the team (R42)
CARDS_GO_WITHIN = timedelta(minutes=1)  # from a room that is the team's no more, before the next one may have them
CLOSES_AFTER = timedelta(days=7)  # a decided case closes by itself, when nothing more was done with it
STOPPED_AFTER = timedelta(days=7)  # after closing, the reporter is asked whether it stopped


class Watched(Protocol):
    """What decides when a case is to be looked at."""

    @property
    def state(self) -> str: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def danger_at(self) -> datetime | None: ...
    @property
    def danger_seen_at(self) -> datetime | None: ...
    @property
    def closed_at(self) -> datetime | None: ...


_OPEN = ("new", "looking", "waiting")
_OWES_A_WORD = ("new", "looking")


def look_span(kept: str) -> timedelta:
    """Return within which time somebody looks, from the kept text of `reports.look`."""
    return timedelta(days=int(kept))


def due_at(case: Watched, now: datetime, span: timedelta) -> datetime:
    """Return by when somebody is to look at a case, when the team hears of it: sooner where there is danger.

    Args:
        case: The case.
        now: The current moment.
        span: Within which time somebody looks here.
    """
    due = case.due_at or now + span
    return min(due, case.danger_at + UNSEEN_AFTER) if case.danger_at is not None and danger_waits(case) else due


def danger_waits(case: Watched) -> bool:
    """Whether danger was told of, and nobody of the team has read the case since."""
    return case.danger_at is not None and case.danger_seen_at is None


def is_overdue(case: Watched, now: datetime) -> bool:
    """Whether the time by which a word was promised is over. While the reporter is asked, it is their turn."""
    return case.state in _OWES_A_WORD and case.due_at is not None and case.due_at <= now


def is_unseen(case: Watched, now: datetime) -> bool:
    """Whether danger was told of, and nobody has read it for six hours."""
    waits = case.state in _OPEN and danger_waits(case)
    return waits and case.danger_at is not None and case.danger_at + UNSEEN_AFTER <= now


def closes_by_itself(case: Watched, decided_at: datetime | None, now: datetime) -> bool:
    """Whether a case was decided a week ago, and nothing more was done with it."""
    return case.state == "decided" and decided_at is not None and decided_at + CLOSES_AFTER <= now


def asks_whether_it_stopped(case: Watched, now: datetime) -> bool:
    """Whether the reporter is to be asked whether it stopped."""
    return case.state == "closed" and case.closed_at is not None and case.closed_at + STOPPED_AFTER <= now


def next_look(case: Watched, now: datetime) -> datetime | None:
    """Return the next moment at which a case has to be looked at, None when there is none."""
    moments = []
    if case.state in _OWES_A_WORD:
        moments.append(case.due_at)
    if case.state in _OPEN and case.danger_at is not None and danger_waits(case):
        moments.append(case.danger_at + UNSEEN_AFTER)
    if case.state == "decided":
        moments.append(now + CLOSES_AFTER)
    if case.state == "closed" and case.closed_at is not None:
        moments.append(case.closed_at + STOPPED_AFTER)
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


# Two people, by how many take reports


def may_open_identity(eligible: int) -> bool:
    """Whether two of those who may read a case could agree to see who told it (R17)."""
    return eligible >= 2


# Words


def words_to_keep(words: str, *, nothing: Text) -> str:
    """Return what somebody of the team wrote, without blank edges.

    Raises:
        Refusal: when there is nothing, saying `nothing`, or more than a form takes.
    """
    kept = words.strip()
    if not kept:
        raise Refusal(nothing)
    if len(kept) > LONGEST_WORDS:
        raise Refusal(case_texts.TOO_LONG, longest=LONGEST_WORDS)
    return kept


def code_name(typed: str) -> str:
    """Return a code name as it is kept, however it was typed: `quiet  river`, `*Quiet River*`."""
    plain = unicodedata.normalize("NFKC", typed).strip(" *_`\"'“”„‘’")
    return " ".join(word.capitalize() for word in plain.split())[:LONGEST_NAME]


# Being away


def away_until(typed: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return until when somebody is away, None when they are back.

    Args:
        typed: A number of days, a date, or `off`.
        now: The current moment.
        zone: The server's time zone: a date means its end there.

    Raises:
        Refusal: when it is none of these, or too far off.
    """
    wanted = unicodedata.normalize("NFKC", typed).strip().casefold()
    if wanted in ("off", "back", "no"):
        return None
    until = None
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 5:
        until = now + timedelta(days=int(wanted))
    else:
        with contextlib.suppress(ValueError):
            day = date.fromisoformat(wanted)
            until = datetime.combine(day, time.max, tzinfo=zone).astimezone(UTC)
    if until is None or not now < until <= now + LONGEST_AWAY:
        raise Refusal(roster_texts.WHEN, typed=typed[:80], most=LONGEST_AWAY.days)
    return until
