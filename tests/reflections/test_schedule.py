"""When a day comes: once a local date, at the local time, whatever the clocks and the process did meanwhile."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusal import Refusal
from bot.setting_kinds import TIME, WEEKDAY_SET, WEEKDAYS, Here
from cogs.reflections import rules
from cogs.reflections.rules import Schedule

EVERY_DAY = frozenset(range(7))
CHANGING = ("America/New_York", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe", "Africa/Cairo")
STEADY = ("Asia/Kolkata", "Asia/Kathmandu")
MINUTE = timedelta(minutes=1)
QUARTER = 15 * MINUTE
BEFORE, AT, AFTER = -1, 0, -2  # looks just around the moment that is due
YEAR = 2027

moments = st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
times = st.builds(time, hour=st.integers(0, 23), minute=st.integers(0, 59))
weekday_sets = st.frozensets(st.integers(0, 6), min_size=1)
schedules = st.builds(Schedule, at=times, zone=st.sampled_from((*CHANGING, *STEADY)), weekdays=weekday_sets)


@cache
def clock_on_the_wall(zone: str) -> list[tuple[datetime, datetime]]:
    """What somebody sees who looks at the wall every quarter of an hour for a year: (UTC, local)."""
    moment, end = datetime(YEAR, 1, 1, tzinfo=UTC), datetime(YEAR + 1, 1, 1, tzinfo=UTC)
    seen = []
    while moment < end:
        seen.append((moment, moment.astimezone(ZoneInfo(zone))))
        moment += QUARTER
    return seen


def first_sightings(zone: str, at: time) -> dict[date, datetime]:
    """When each local date first showed `at` or, where that was skipped, a later time of the same date."""
    sighted: dict[date, datetime] = {}
    for moment, local in clock_on_the_wall(zone):
        if local.time() >= at:
            sighted.setdefault(local.date(), moment)
    return sighted


def days_of_a_year(schedule: Schedule) -> list[tuple[date, datetime]]:
    """Every day that a bot comes to which always plans the next one only."""
    local_on, due_at = schedule.next_after(datetime(YEAR, 1, 2, tzinfo=UTC))
    days = []
    while local_on < date(YEAR, 12, 31):
        days.append((local_on, due_at))
        local_on, due_at = schedule.next_after(due_at)
    return days


@pytest.mark.parametrize("at", [time(0), time(0, 30), time(1, 30), time(2), time(2, 15), time(2, 30), time(3), time(9)])
@pytest.mark.parametrize("zone", [*CHANGING, *STEADY])
def test_over_a_year_each_local_date_has_one_day_at_its_local_time(zone: str, at: time) -> None:
    """P6, against a clock on the wall that knows nothing of our arithmetic."""
    days = days_of_a_year(Schedule(at=at, zone=zone, weekdays=EVERY_DAY))
    sighted = first_sightings(zone, at)
    assert [local_on for local_on, _ in days] == [days[0][0] + timedelta(days=n) for n in range(len(days))]
    assert len(days) >= 362
    assert days == [(local_on, sighted[local_on]) for local_on, _ in days]


@pytest.mark.parametrize(
    ("zone", "at", "local_on", "utc"),
    [
        ("America/New_York", time(2, 30), date(2027, 3, 14), datetime(2027, 3, 14, 7, 0, tzinfo=UTC)),
        ("Europe/London", time(1, 30), date(2027, 3, 28), datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("Australia/Sydney", time(2, 30), date(2027, 10, 3), datetime(2027, 10, 2, 16, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", time(2, 15), date(2027, 10, 3), datetime(2027, 10, 2, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_the_clocks_skip_comes_at_the_first_instant_after_the_gap(
    zone: str, at: time, local_on: date, utc: datetime
) -> None:
    """P6."""
    assert Schedule(at=at, zone=zone, weekdays=EVERY_DAY).due_at(local_on) == utc


@pytest.mark.parametrize(
    ("zone", "at", "local_on", "utc"),
    [
        ("America/New_York", time(1, 30), date(2027, 11, 7), datetime(2027, 11, 7, 5, 30, tzinfo=UTC)),
        ("Europe/London", time(1, 30), date(2027, 10, 31), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
        ("Australia/Sydney", time(2, 30), date(2027, 4, 4), datetime(2027, 4, 3, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_time_that_comes_twice_counts_the_first_time_only(zone: str, at: time, local_on: date, utc: datetime) -> None:
    """P6."""
    schedule = Schedule(at=at, zone=zone, weekdays=EVERY_DAY)
    assert schedule.due_at(local_on) == utc
    assert schedule.next_after(utc)[0] == local_on + timedelta(days=1)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("Asia/Kolkata", datetime(2027, 6, 1, 3, 30, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2027, 6, 1, 3, 15, tzinfo=UTC)),
    ],
)
def test_zones_with_half_and_quarter_hours_are_met_to_the_minute(zone: str, utc: datetime) -> None:
    """P6."""
    assert Schedule(at=time(9), zone=zone, weekdays=EVERY_DAY).due_at(date(2027, 6, 1)) == utc


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    at=times,
    local_on=st.dates(date(2026, 1, 1), date(2030, 12, 31)),
)
def test_in_every_zone_a_day_falls_on_its_own_date_and_not_before_its_time(zone: str, at: time, local_on: date) -> None:
    """P6."""
    local = Schedule(at=at, zone=zone, weekdays=EVERY_DAY).due_at(local_on).astimezone(ZoneInfo(zone))
    assert local.date() == local_on
    assert local.time() >= at


@given(schedule=schedules, moment=moments)
def test_the_next_day_is_on_a_chosen_weekday_and_none_was_passed_over(schedule: Schedule, moment: datetime) -> None:
    """P3: computed from what is set and the moment alone."""
    local_on, due_at = schedule.next_after(moment)
    assert due_at > moment
    assert local_on.weekday() in schedule.weekdays
    passed_over = [local_on - timedelta(days=n) for n in range(1, 8)]
    assert all(schedule.due_at(day) <= moment for day in passed_over if day.weekday() in schedule.weekdays)


@given(
    schedule=schedules,
    start=moments,
    steps=st.lists(st.integers(1, 2 * 24 * 60) | st.sampled_from([BEFORE, AT, AFTER]), min_size=1, max_size=4),
)
def test_however_often_one_looks_nothing_is_lost_and_nothing_comes_twice(
    schedule: Schedule, start: datetime, steps: list[int]
) -> None:
    """P1 and P3: a look at any moment, also at the very one, and another later find what one look finds."""
    looks, found = [start], []
    for step in steps:
        due_at = schedule.next_after(looks[-1])[1]
        near = {BEFORE: due_at - MINUTE, AT: due_at, AFTER: due_at + MINUTE}
        looks.append(max(near.get(step, looks[-1] + step * MINUTE), looks[-1]))
        found += schedule.missed(looks[-2], looks[-1])
    lately = [day for day in found if day[1] > looks[-1] - timedelta(days=14)]
    assert lately == schedule.missed(start, looks[-1])
    assert len({local_on for local_on, _ in found}) == len(found)


def test_a_server_that_was_away_for_a_year_is_asked_about_a_fortnight_only() -> None:
    """P3: nobody is told of 365 days."""
    now = datetime(2027, 6, 1, 12, tzinfo=UTC)
    missed = Schedule(at=time(9), zone="UTC", weekdays=EVERY_DAY).missed(now - timedelta(days=365), now)
    assert [local_on for local_on, _ in missed] == [date(2027, 5, 19) + timedelta(days=n) for n in range(14)]


@pytest.mark.parametrize(
    ("late", "welcome"),
    [
        (timedelta(), True),
        (timedelta(hours=3), True),
        (timedelta(hours=6), True),
        (timedelta(hours=6, seconds=1), False),
        (timedelta(hours=7), False),
    ],
)
def test_a_day_is_posted_late_within_six_hours_and_skipped_after(late: timedelta, welcome: bool) -> None:
    """P3."""
    due_at = datetime(2027, 6, 1, 9, tzinfo=UTC)
    assert rules.is_still_welcome(due_at, due_at + late) is welcome


# What may be typed as a time and as weekdays


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:00", "09:00"),
        ("9:00", "09:00"),
        ("9.30", "09:30"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        (" 18:30 ", "18:30"),
        ("٠٩:٣٠", "09:30"),
        ("۰۹:۳۰", "09:30"),
        ("०९:३०", "09:30"),
        ("０９:３０", "09:30"),
    ],
)
def test_a_time_of_day_is_read_in_the_digits_of_any_script(typed: str, read: str) -> None:
    """P8."""
    assert TIME.read(typed, Here()) == read


@pytest.mark.parametrize(
    "typed",
    ["24:00", "24:05", "25:10", "7:5", "", "   ", "9", "9:60", "9:00:00", "9:30 pm", "-1:00", "noon", "٢٤:٠٠", "²:30"],
)
def test_what_is_no_time_of_day_is_refused_with_an_example(typed: str) -> None:
    """P8: refused, never guessed."""
    with pytest.raises(Refusal) as no:
        TIME.read(typed, Here())
    assert "Write it like 09:00" in no.value.in_("en")


def kept_or_refused(read: Callable[[str, Here], str], typed: str) -> str | None:
    try:
        return read(typed, Here())
    except Refusal:
        return None


@given(
    typed=st.text(max_size=8)
    | st.from_regex(r"\A\s?\d{1,2}[:.]\d{1,2}\Z")
    | st.builds("{}:{:02}".format, st.integers(22, 26), st.integers(55, 62))
)
def test_whatever_is_typed_either_becomes_a_time_that_exists_or_is_refused(typed: str) -> None:
    """P8."""
    kept = kept_or_refused(TIME.read, typed)
    assert kept is None or re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", kept)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mon,wed,fri", "mon,wed,fri"),
        ("Friday, monday", "mon,fri"),
        ("sun sat", "sat,sun"),
        ("every day", ",".join(WEEKDAYS)),
        ("tues", "tue"),
    ],
)
def test_weekdays_are_read_in_any_order_and_length(typed: str, read: str) -> None:
    """P8."""
    assert WEEKDAY_SET.read(typed, Here()) == read


@pytest.mark.parametrize("typed", ["", "someday", "mon-fri", "monkey", "mon, someday", "1,2,3"])
def test_what_names_no_weekday_is_refused_and_not_guessed(typed: str) -> None:
    """P8: “mon-fri” must not quietly become Monday."""
    with pytest.raises(Refusal) as no:
        WEEKDAY_SET.read(typed, Here())
    assert "mon, wed, fri" in no.value.in_("en")
