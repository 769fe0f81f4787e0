"""When a circle begins, what it may be called, who is reminded when: the pure decisions of forming."""

import contextlib
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusal import Refusal
from bot.setting_kinds import NOT_A_TIME, NOT_A_ZONE
from cogs.circles.circle import Pace
from cogs.circles.forming import form_rules
from cogs.circles.forming import form_texts as texts
from data import circle_prompts

NOW = datetime(2026, 3, 20, 17, 0, tzinfo=UTC)  # 18:00 in Paris
PARIS = "Europe/Paris"


def when(typed: str, *, now: datetime = NOW, zone: str = PARIS) -> datetime | None:
    return form_rules.read_when(typed, zone=zone, now=now, language="en").at


def refused(typed: str, **how: object) -> Refusal:
    with pytest.raises(Refusal) as no:
        when(typed, **how)  # type: ignore[arg-type]
    return no.value


@pytest.mark.parametrize("typed", ["now", "", "  Now "])
def test_now_is_as_soon_as_people_are_there(typed: str) -> None:
    assert when(typed) is None


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("19:30", "2026-03-20T19:30"),
        ("today 19.30", "2026-03-20T19:30"),
        ("tomorrow 9:05", "2026-03-21T09:05"),
        ("2026-04-05 19:30", "2026-04-05T19:30"),
        ("2026-04-05, 19:30", "2026-04-05T19:30"),
        ("tomorrow ١٩:٣٠", "2026-03-21T19:30"),  # digits of any script are digits
    ],
)
def test_a_time_is_read_in_the_servers_zone(typed: str, local: str) -> None:
    assert when(typed) == datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(PARIS)).astimezone(UTC)


def test_a_zone_may_be_named() -> None:
    read = form_rules.read_when("tomorrow 19:30 Asia/Manila", zone=PARIS, now=NOW, language="en")
    assert read == form_rules.When(datetime(2026, 3, 22, 11, 30, tzinfo=UTC), "Asia/Manila")  # there it is the 21st
    assert when("tomorrow 19:30 America/New York") == datetime(2026, 3, 21, 23, 30, tzinfo=UTC)


def test_today_is_the_day_in_that_zone() -> None:
    """At 17:00 UTC it is the next day in Manila already."""
    assert when("08:00 Asia/Manila") == datetime(2026, 3, 21, 0, 0, tzinfo=UTC)


def test_what_cannot_be_read_is_refused_with_what_would_do() -> None:
    for typed in ("soon", "tomorrow", "next friday 19:30", "2026-13-05 19:30", "19h30"):
        no = refused(typed)
        assert no.text is texts.NOT_A_WHEN, typed
        assert typed in no.in_("en")
    assert refused("24:00").text is NOT_A_TIME
    assert refused("19:30 Asia/Manilla").text is NOT_A_ZONE


def test_a_time_that_does_not_exist_that_night_is_refused_with_the_next_one() -> None:
    """C11: in Paris the clocks go from 02:00 to 03:00 on 29 March 2026."""
    no = refused("2026-03-29 02:30")
    assert no.text is texts.DOES_NOT_EXIST
    assert "02:30 does not exist on 2026-03-29 in Europe/Paris" in no.in_("en")
    assert "The next time is 03:00." in no.in_("en")
    assert when("2026-03-29 03:00") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_a_day_that_does_not_exist_is_refused_with_the_next_one() -> None:
    """Samoa had no 30 December 2011."""
    no = refused("2011-12-30 12:00", zone="Pacific/Apia", now=datetime(2011, 12, 20, tzinfo=UTC))
    assert "The next time is 2011-12-31 00:00." in no.in_("en")


def test_a_time_that_comes_twice_is_the_first() -> None:
    """In Paris the clocks go back on 25 October 2026."""
    assert when("2026-10-25 02:30", now=datetime(2026, 10, 1, tzinfo=UTC)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_what_has_passed_or_is_far_ahead_is_refused() -> None:
    assert refused("17:59").text is texts.IS_PAST
    assert "tomorrow 17:59" in refused("17:59").in_("en")
    assert refused("2026-03-19 19:30").text is texts.IS_PAST
    assert "2026-05-19" in refused("2026-05-20 19:30").in_("en")


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    at: datetime | None = None
    with contextlib.suppress(Refusal):
        at = when(typed)
    assert at is None or NOW < at <= NOW + form_rules.FURTHEST


# Titles


def test_a_title_is_one_line_without_what_cannot_be_seen() -> None:
    assert form_rules.title_to_keep("  Words\nwe \u202ecarried\u200b ") == "Words we carried"
    assert form_rules.title_to_keep("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("typed", ["", " \n ", "\u200b\u202e", "\u3164\u2800", "\u200d"])
def test_a_title_of_nothing_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as no:
        form_rules.title_to_keep(typed)
    assert no.value.text is texts.NO_TITLE


def test_a_title_of_4000_characters_is_refused() -> None:
    with pytest.raises(Refusal) as no:
        form_rules.title_to_keep("x" * 4000)
    assert "80" in no.value.in_("en")


# Reminders


def test_reminders_come_a_day_and_an_hour_before_and_never_late() -> None:
    start = NOW + timedelta(days=3)
    moments = []
    at = form_rules.next_reminder(start, NOW)
    while at is not None:
        if form_rules.is_reminder(start, at):
            moments.append(start - at)
        at = form_rules.next_reminder(start, at)
    assert moments == [timedelta(days=1), timedelta(hours=1)]
    assert not form_rules.is_reminder(start, start - timedelta(hours=20))
    assert form_rules.next_reminder(start, start - timedelta(minutes=30)) is None


def test_the_first_reminder_goes_before_the_second_comes() -> None:
    start = NOW + timedelta(days=3)
    stands = [
        minutes
        for minutes in range(24 * 60 + 2)
        if form_rules.reminder_stands(start, start - timedelta(minutes=minutes))
    ]
    assert set(range(24 * 60 + 1)) - set(stands) == {61, 62}


# Questions


def test_a_new_circle_asks_no_pair_that_goes_deepest() -> None:
    for theme in texts.THEMES:
        pairs = circle_prompts.pairs(theme)
        assert {form_rules.first_pair(pairs, circle_id).depth for circle_id in range(50)} == {2}


def test_another_pair_comes_round_through_all_and_the_deepest_only_where_it_may() -> None:
    pairs = circle_prompts.pairs("bridges")
    for deep in (True, False):
        seen = [pairs[0].id]
        for _ in range(8):
            after = form_rules.next_pair(pairs, seen[-1], deep=deep)
            assert after is not None
            seen.append(after.id)
        assert set(seen) == {pair.id for pair in pairs if deep or pair.depth < 3}
    assert form_rules.next_pair(pairs[:1], pairs[0].id, deep=False) is None


# Who sits where


PEOPLE = st.lists(st.integers(1, 40), unique=True, max_size=12)
APART = st.frozensets(st.frozensets(st.integers(1, 40), min_size=2, max_size=2), max_size=30)


@given(PEOPLE, APART)
def test_pairs_and_trios_are_of_everybody_once_and_of_nobody_kept_apart(
    people: list[int], apart: frozenset[frozenset[int]]
) -> None:
    talks = form_rules.talks(people, apart)
    assert sorted(person for talk in talks for person in talk) == sorted(people)
    assert all(len(talk) <= 3 for talk in talks)
    assert not [pair for pair in apart for talk in talks if pair <= set(talk)]


@given(PEOPLE, APART)
def test_listeners_sit_in_one_place_and_with_nobody_kept_apart(
    people: list[int], apart: frozenset[frozenset[int]]
) -> None:
    circles = [[101, 102, 103, 104], [1, 2, 3, 4]]
    ears = [person for person in people if person > 4]
    found, rest = form_rules.listeners(ears, circles, apart)
    assert sorted([*found[0], *found[1], *rest]) == sorted(ears)
    for circle, listening in zip(circles, found, strict=True):
        assert not [pair for pair in apart if pair <= {*circle, *listening} and pair & set(listening)]


def test_the_first_four_listeners_stay_together() -> None:
    found, _ = form_rules.listeners([11, 12, 13, 14, 15, 16], [[1, 2, 3, 4], [5, 6, 7, 8]], [])
    assert found == [[11, 12, 13, 14], [15, 16]]


def test_a_slow_circle_waits_longer_than_a_live_one() -> None:
    assert form_rules.WAITS[Pace.SLOW] > form_rules.WAITS[Pace.LIVE]
    assert form_rules.UNBEGUN[Pace.SLOW] > form_rules.UNBEGUN[Pace.LIVE]
