"""What decides on the team's side: when to look again, names as typed, being away."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusal import Refusal
from cogs.reports.casework import case_rules
from data import code_names
from data.cases import State
from tests.builders import START

WORDS = tomllib.loads(code_names._FILE.read_text("utf-8"))
ZONES = st.sampled_from([ZoneInfo(name) for name in ("UTC", "Asia/Kathmandu", "America/Lima", "Asia/Manila")])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
MAYBE = st.none() | MOMENTS


@dataclass
class Watched:
    """A case, as far as it decides when to look."""

    state: str
    due_at: datetime | None = None
    danger_at: datetime | None = None
    danger_seen_at: datetime | None = None
    closed_at: datetime | None = None


WATCHED = st.builds(Watched, st.sampled_from([str(state) for state in State]), MAYBE, MAYBE, MAYBE, MAYBE)


@given(WATCHED, MOMENTS)
def test_the_next_look_is_never_past_and_nothing_comes_true_before_it(case: Watched, now: datetime) -> None:
    at = case_rules.next_look(case, now)
    assert at is None or at > now
    questions = (case_rules.is_overdue, case_rules.is_unseen, case_rules.asks_whether_it_stopped)
    between = [now, *([at - timedelta(microseconds=1)] if at else [now + timedelta(days=900)])]
    for asks in questions:
        assert asks(case, between[0]) == asks(case, between[1])


@given(WATCHED, MOMENTS, st.integers(1, 7))
def test_danger_is_due_within_six_hours_and_what_was_promised_is_never_moved_away(
    case: Watched, now: datetime, days: int
) -> None:
    """R43."""
    due = case_rules.due_at(case, now, timedelta(days=days))
    if case.due_at is not None:
        assert due <= case.due_at
    if case.danger_at is not None and case.danger_seen_at is None:
        assert due <= case.danger_at + case_rules.UNSEEN_AFTER


@given(
    st.sampled_from(WORDS["first"]),
    st.sampled_from(WORDS["second"]),
    st.sampled_from(["{}", " *{}* ", "“{}”", "`{}`"]),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_a_code_name_is_read_however_it_is_typed(first: str, second: str, around: str, said: Any) -> None:
    """R47."""
    assert case_rules.code_name(around.format(said(f"{first}  {second}"))) == f"{first} {second}"


@given(st.integers(1, 366), MOMENTS, ZONES)
def test_days_are_counted_from_now(days: int, now: datetime, zone: ZoneInfo) -> None:
    assert case_rules.away_until(str(days), now, zone) == now + timedelta(days=days)


@given(st.dates(START.date(), (START + timedelta(days=360)).date()), ZONES)
def test_a_date_means_its_end_where_the_server_is(day: object, zone: ZoneInfo) -> None:
    until = case_rules.away_until(str(day), START, zone) if str(day) > "2026-01-01" else None
    if until is not None:
        assert str(until.astimezone(zone).date()) == str(day)
        assert (until + timedelta(seconds=1)).astimezone(zone).date() > until.astimezone(zone).date()


@given(st.text(max_size=40), MOMENTS)
def test_whatever_is_typed_is_a_moment_ahead_or_back_or_refused(typed: str, now: datetime) -> None:
    try:
        until = case_rules.away_until(typed, now, ZoneInfo("UTC"))
    except Refusal:
        return
    assert until is None or now < until <= now + case_rules.LONGEST_AWAY


@pytest.mark.parametrize(("eligible", "may"), [(0, False), (1, False), (2, True), (3, True), (10, True)])
def test_a_name_is_opened_by_two_and_never_by_one(eligible: int, may: bool) -> None:
    """R17."""
    assert case_rules.may_open_identity(eligible) is may
