"""When a circle begins, what it may be called, and who sits where at its beginning: pure decisions."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.language import Text
from bot.refusal import Refusal
from bot.setting_kinds import TIME, ZONE_NAME, Here
from cogs.circles.circle import Pace
from cogs.circles.forming import form_texts as texts
from data.circle_prompts import Pair

LONGEST_TITLE = 80
FURTHEST = timedelta(days=60)  # how far ahead a circle is announced
LASTS = {Pace.LIVE: timedelta(hours=2), Pace.SLOW: timedelta(days=7)}  # about, for Discord's event
WAITS = {Pace.LIVE: timedelta(minutes=30), Pace.SLOW: timedelta(days=1)}  # when more people are waited for
UNBEGUN = {Pace.LIVE: timedelta(days=1), Pace.SLOW: timedelta(days=3)}
"""After how long a circle that could not begin is called off, so that nobody is left waiting (C8)."""
DAY_BEFORE, HOUR_BEFORE = timedelta(days=1), timedelta(hours=1)
TAKEN_BACK = timedelta(minutes=2)  # before the second reminder the first one goes: two letters would only pile up
LATE = timedelta(minutes=30)  # a reminder that is later than this is not sent
PAIR_OR_TRIO = 3
FEW_LISTENERS = 4  # so many stay in one circle before others go to the next
MOST_LISTENERS = 6  # who come to listen find a seat up to here: a circle stays small
DEEP = 3
_JOINERS = "\u200c\u200d"  # Persian, Hindi and others, and many emoji, are written with them
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"  # letters by their category, and yet nothing to see
_A_TIME = re.compile(r"\d{1,2}[:.]\d{2}")


@dataclass(frozen=True, slots=True)
class When:
    """When a circle is to begin: a moment, or None for as soon as people are there; and in whose zone it was said."""

    at: datetime | None
    zone: str


def title_to_keep(typed: str) -> str:
    """Return a title in one line, without signs that cannot be seen or turn the reading direction around.

    Raises:
        Refusal: when nothing is left, or it is longer than 80 characters.
    """
    line = " ".join(typed.split())
    kept = "".join(sign for sign in line if sign in _JOINERS or unicodedata.category(sign) not in ("Cf", "Cc")).strip()
    if all(sign.isspace() or sign in _BLANK + _JOINERS or unicodedata.category(sign) == "Mn" for sign in kept):
        raise Refusal(texts.NO_TITLE)
    if len(kept) > LONGEST_TITLE:
        raise Refusal(texts.TITLE_TOO_LONG, longest=LONGEST_TITLE)
    return kept


# When


def read_when(typed: str, *, zone: str, now: datetime, language: str) -> When:
    """Return when a circle is to begin.

    Args:
        typed: Now, or a day, a time and a zone; the day and the zone may be left out.
        zone: The server's, an IANA name.
        now: The current moment.
        language: In which "now", "today" and "tomorrow" may be written too.

    Raises:
        Refusal: when it cannot be read, has passed, is too far ahead, or does not exist that night (C11).
    """
    parts = typed.replace(",", " ").split()
    if len(parts) == 0 or (len(parts) == 1 and _means(parts[0], texts.WORD_NOW, language)):
        return When(None, zone)
    at = next((place for place, part in enumerate(parts) if _A_TIME.fullmatch(part)), None)
    if at is None or at > 1:
        raise Refusal(texts.NOT_A_WHEN, typed=typed.strip()[:80])
    if parts[at + 1 :]:
        zone = ZONE_NAME.read(" ".join(parts[at + 1 :]), Here())
    of_day = time.fromisoformat(TIME.read(parts[at], Here()))
    today = now.astimezone(ZoneInfo(zone)).date()
    local = datetime.combine(_day(parts[:at], today, typed, language), of_day)
    moment = _moment(local, zone)
    if moment <= now:
        raise Refusal(texts.IS_PAST, zone=zone, time=f"{of_day:%H:%M}")
    if moment > now + FURTHEST:
        latest = (now + FURTHEST).astimezone(ZoneInfo(zone)).date()
        raise Refusal(texts.TOO_FAR, days=FURTHEST.days, latest=latest.isoformat())
    return When(moment, zone)


def _means(typed: str, word: Text, language: str) -> bool:
    return typed.casefold() in (word.source, word.in_(language).casefold())


def _day(parts: Sequence[str], today: date, typed: str, language: str) -> date:
    if not parts or _means(parts[0], texts.WORD_TODAY, language):
        return today
    if _means(parts[0], texts.WORD_TOMORROW, language):
        return today + timedelta(days=1)
    try:
        return date.fromisoformat(parts[0])
    except ValueError:
        raise Refusal(texts.NOT_A_WHEN, typed=typed.strip()[:80]) from None


def _moment(local: datetime, zone: str) -> datetime:
    """Return the UTC moment of a local time; one that comes twice counts the first time."""
    if _exists(local, zone):
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    later = local
    while not _exists(later, zone):
        later += timedelta(minutes=1)
    says_day = "" if later.date() == local.date() else f"{later:%Y-%m-%d} "
    raise Refusal(
        texts.DOES_NOT_EXIST,
        time=f"{local:%H:%M}",
        date=f"{local:%Y-%m-%d}",
        zone=zone,
        next=f"{says_day}{later:%H:%M}",
    )


def _exists(local: datetime, zone: str) -> bool:
    aware = local.replace(tzinfo=ZoneInfo(zone))
    return aware.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


# Reminders


def next_reminder(starts_at: datetime, now: datetime) -> datetime | None:
    """Return when to look at the reminders next, None when their moments have passed."""
    moments = (starts_at - DAY_BEFORE, starts_at - HOUR_BEFORE - TAKEN_BACK, starts_at - HOUR_BEFORE)
    return min((moment for moment in moments if moment > now), default=None)


def is_reminder(starts_at: datetime, now: datetime) -> bool:
    """Return whether a reminder is due at this moment; of one that has passed nobody hears."""
    return any(starts_at - before <= now < starts_at - before + LATE for before in (DAY_BEFORE, HOUR_BEFORE))


def reminder_stands(starts_at: datetime, now: datetime) -> bool:
    """Return whether a reminder that was given is still of use."""
    first_goes_at = starts_at - HOUR_BEFORE - TAKEN_BACK
    return starts_at - DAY_BEFORE <= now < first_goes_at or starts_at - HOUR_BEFORE <= now


# The pair of questions


def first_pair(pairs: Sequence[Pair], circle_id: int) -> Pair:
    """Return which of a theme's pairs a new circle asks: never one that goes deepest."""
    light = [pair for pair in pairs if pair.depth < DEEP]
    return light[circle_id % len(light)]


def next_pair(pairs: Sequence[Pair], current: str, *, deep: bool) -> Pair | None:
    """Return the pair after this one, the deepest last; None when there is no other.

    Args:
        pairs: Those of the theme.
        current: The id of the pair that is asked now.
        deep: Whether a pair that goes deepest may come too.
    """
    offered = sorted((pair for pair in pairs if pair.depth < DEEP or deep), key=lambda pair: pair.depth)
    ids = [pair.id for pair in offered]
    after = offered[(ids.index(current) + 1) % len(ids)] if current in ids else offered[0]
    return None if after.id == current else after


# Who sits where


def talks(people: Sequence[int], apart: Collection[frozenset[int]]) -> list[list[int]]:
    """Split people who found no circle into pairs and trios, in their order; who fits into none is alone."""
    found: list[list[int]] = []
    for person in people:
        fits = (group for group in found if len(group) < PAIR_OR_TRIO and not against(person, group, apart))
        group = next(fits, None)
        if group is None:
            found.append([person])
        else:
            group.append(person)
    return found


def listeners(
    people: Sequence[int], circles: Sequence[Sequence[int]], apart: Collection[frozenset[int]]
) -> tuple[list[list[int]], list[int]]:
    """Give each listener a circle: the first one, others where many listen or somebody is kept apart.

    Returns:
        The listeners of each circle, and who fits into none.
    """
    found: list[list[int]] = [[] for _ in circles]
    rest = []
    for person in people:
        fits = [at for at, circle in enumerate(circles) if not against(person, (*circle, *found[at]), apart)]
        if fits:
            found[min(fits, key=lambda at: len(found[at]) // FEW_LISTENERS)].append(person)
        else:
            rest.append(person)
    return found, rest


def against(person: int, others: Collection[int], apart: Collection[frozenset[int]]) -> bool:
    """Return whether somebody is kept apart from one of these people."""
    return any(frozenset((person, other)) in apart for other in others)
