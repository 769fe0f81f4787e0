"""Which prompt, when, and what may be kept: pure decisions."""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.refusal import Refusal
from cogs.reflections import texts
from data.prompts import Prompt

LONGEST_WORDS = 1500  # characters
CATCH_UP = timedelta(hours=6)  # after downtime, a day is still posted this late (P3)
ANSWERED_FOR = timedelta(days=30)  # a card's buttons work this long (P14)
TODAY_LASTS = timedelta(hours=24)  # `/reflect` answers a day this long after it was opened
NO_REPEAT = timedelta(days=180)  # P9
NO_REPEAT_SHARE = 0.9  # of what is enabled, P9
WARN_AT = (14, 3)  # prompts left that the server has not seen, P11
DEEP = 3
# Kept: the joiners U+200C and U+200D, which Persian, Hindi and others, and many emoji, are written with.
_OVERRIDES = dict.fromkeys(
    [0x200B, 0x2060, 0xFEFF, 0x061C, *range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Letters and signs by their category, and yet nothing to see: Hangul fillers and the empty Braille pattern.
_BLANK = "\u115f\u1160\u3164\uffa0\u2800"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a server's reflections come.

    Attributes:
        at: The local time of day.
        zone: An IANA name.
        weekdays: Monday is 0.
    """

    at: time
    zone: str
    weekdays: frozenset[int]

    def due_at(self, local_on: date) -> datetime:
        """Return the UTC moment of one local date.

        A local time that the clocks skip comes at the first instant after the gap; one that comes twice
        counts the first time (P6).
        """
        zone = ZoneInfo(self.zone)
        local = datetime.combine(local_on, self.at, tzinfo=zone)
        utc = local.astimezone(UTC)
        if utc.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
            return utc
        return _first_instant_after_gap(local, zone)

    def next_after(self, moment: datetime) -> tuple[date, datetime]:
        """Return the first local date, and its UTC moment, that is due after `moment`."""
        local_on = moment.astimezone(ZoneInfo(self.zone)).date() - timedelta(days=1)
        while True:
            if local_on.weekday() in self.weekdays and self.due_at(local_on) > moment:
                return local_on, self.due_at(local_on)
            local_on += timedelta(days=1)

    def missed(self, since: datetime, now: datetime) -> list[tuple[date, datetime]]:
        """Return what came due after `since` and not after `now`, oldest first, a fortnight back at most."""
        due = []
        local_on, due_at = self.next_after(max(since, now - timedelta(days=14)))
        while due_at <= now:
            due.append((local_on, due_at))
            local_on, due_at = self.next_after(due_at)
        return due


def _first_instant_after_gap(local: datetime, zone: ZoneInfo) -> datetime:
    """Find where the clocks jump over a local time: what lies before still has the old offset."""
    low = (local - timedelta(days=1)).astimezone(UTC)
    high = (local + timedelta(days=1)).astimezone(UTC)
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


def is_still_welcome(due_at: datetime, now: datetime) -> bool:
    """Return whether a day that is late is posted still, or skipped (P3)."""
    return now - due_at <= CATCH_UP


def choose(
    bank: Sequence[Prompt],
    themes: AbstractSet[str],
    given: Sequence[tuple[date, str]],
    *,
    guild_id: int,
    on: date,
) -> Prompt:
    """Return the prompt of one server and date: the same whenever it is asked.

    The theme that rested longest comes first, and in it the prompt that rested longest. No prompt returns
    within 180 days or, in a small bank, before 90 % of what is enabled has been given (P9); what counts is
    what was given, not what was answered (P10). Depth 3 never comes two days running.

    Args:
        bank: All prompts.
        themes: The enabled themes, at least one.
        given: What was given on which date, oldest first.
        guild_id: The server.
        on: The local date.
    """
    enabled = [prompt for prompt in bank if prompt.theme in themes]
    of_id = {prompt.id: prompt for prompt in bank}
    last_given = {prompt_id: day for day, prompt_id in given}
    theme_given = {of_id[prompt_id].theme: day for day, prompt_id in given if prompt_id in of_id}
    resting = _resting(enabled, given, on)
    yesterday = of_id.get(given[-1][1]) if given else None
    after_a_deep_one = yesterday is not None and yesterday.depth == DEEP and given[-1][0] >= on - timedelta(days=1)

    def order(prompt: Prompt) -> tuple[bool, date, date, date, str]:
        return (
            after_a_deep_one and prompt.depth == DEEP,
            last_given[prompt.id] if prompt.id in resting else date.min,  # if one must return, the longest rested
            theme_given.get(prompt.theme, date.min),
            last_given.get(prompt.id, date.min),
            _shuffled(guild_id, prompt),
        )

    return min(enabled, key=order)


def _resting(enabled: Sequence[Prompt], given: Sequence[tuple[date, str]], on: date) -> set[str]:
    """Return the prompts that may not come yet."""
    ids = {prompt.id for prompt in enabled}
    lately = [prompt_id for day, prompt_id in given if prompt_id in ids and on - day < NO_REPEAT]
    return set(lately[-int(len(enabled) * NO_REPEAT_SHARE) :]) if enabled else set()


def _shuffled(guild_id: int, prompt: Prompt) -> str:
    """Give every server an order of its own, in themes and in prompts, and always the same."""
    theme = hashlib.sha256(f"{guild_id}:{prompt.theme}".encode()).hexdigest()
    return theme + hashlib.sha256(f"{guild_id}:{prompt.id}".encode()).hexdigest()


def unseen(bank: Sequence[Prompt], themes: AbstractSet[str], given: Sequence[tuple[date, str]]) -> int:
    """Return how many enabled prompts a server has not been given yet."""
    seen = {prompt_id for _, prompt_id in given}
    return sum(1 for prompt in bank if prompt.theme in themes and prompt.id not in seen)


def warning(left: int) -> int | None:
    """Return the last mark that the number of unseen prompts has passed, None while there are enough (P11)."""
    return min((at for at in WARN_AT if left <= at), default=None)


def instead(
    bank: Sequence[Prompt], themes: AbstractSet[str], aside: AbstractSet[str], *, guild_id: int, on: date
) -> Prompt:
    """Return a prompt for someone to whom the day gives none: a light one, of a theme they did not set aside.

    Args:
        bank: All prompts.
        themes: The themes enabled in the server.
        aside: The themes this person set aside; if that is all of them, any enabled theme will do.
        guild_id: The server.
        on: The local date.
    """
    wanted = [prompt for prompt in bank if prompt.theme in themes - aside and prompt.depth < DEEP]
    light = wanted or [prompt for prompt in bank if prompt.theme in themes and prompt.depth < DEEP] or list(bank)
    return min(light, key=lambda prompt: hashlib.sha256(f"{guild_id}:{on}:{prompt.id}".encode()).digest())


def mark(entry_ids: Iterable[int]) -> int:
    """Return a number that says "these very entries": what was asked about is what is deleted (P16)."""
    told = ",".join(str(entry_id) for entry_id in sorted(entry_ids))
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:7], "big")


def number(prompt_id: str) -> int:
    """Return the number by which custom ids name a prompt: they carry digits, never words."""
    return int.from_bytes(hashlib.sha256(prompt_id.encode()).digest()[:7], "big")


def words_to_keep(words: str) -> str:
    """Return the words as they will be kept.

    Marks that turn the reading direction around, and spaces without width, are taken out: they make a text
    look like another one.

    Raises:
        Refusal: when nothing readable is left, or it is longer than 1,500 characters.
    """
    kept = words.translate(_OVERRIDES).replace("\r\n", "\n").strip()
    if all(_is_blank(letter) for letter in kept):
        raise Refusal(texts.NO_WORDS)
    if len(kept) > LONGEST_WORDS:
        raise Refusal(texts.TOO_LONG, count=len(kept), longest=LONGEST_WORDS)
    return kept


def _is_blank(letter: str) -> bool:
    return letter.isspace() or letter in _BLANK or unicodedata.category(letter) in ("Cf", "Cc", "Mn")


def may_answer(opened_at: datetime | None, now: datetime) -> None:
    """Refuse an answer to a card that is too old.

    Raises:
        Refusal: naming what still works.
    """
    if opened_at is None or now - opened_at > ANSWERED_FOR:
        raise Refusal(texts.CARD_TOO_OLD)
