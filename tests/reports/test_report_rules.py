"""What a reporter meets, decided: who is meant, and when a report reaches the team."""

import unicodedata
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusal import Refusal
from cogs.reports.telling import rules
from tests.builders import START

IDS = st.integers(min_value=10**14, max_value=10**20 - 1).filter(lambda each: len(str(each)) >= 15)
HANDLES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_.", min_size=2, max_size=32).filter(
    lambda each: not each.isdigit()
)
EDGES = st.sampled_from(["", " ", "  ", "\t", "\u3000"])
MOMENTS = st.lists(st.timedeltas(timedelta(days=-2), timedelta(minutes=10)).map(lambda ago: START + ago), max_size=60)


def full_width(plain: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in plain)


@given(user_id=IDS, before=EDGES, after=EDGES)
def test_one_id_in_every_spelling_is_one_person(user_id: int, before: str, after: str) -> None:
    """R47."""
    spellings = [
        str(user_id),
        f"<@{user_id}>",
        f"<@!{user_id}>",
        f"https://discord.com/users/{user_id}",
        f"discord.com/users/{user_id}/",
        f"https://ptb.discord.com/users/{user_id}",
        full_width(str(user_id)),
    ]
    assert {rules.identifier(f"{before}{each}{after}") for each in spellings} == {user_id}


@given(handle=HANDLES, before=EDGES, after=EDGES)
def test_one_handle_in_every_spelling_is_one_person(handle: str, before: str, after: str) -> None:
    """R47."""
    spellings = [handle, f"@{handle}", handle.upper(), full_width(handle), f"{handle}#0", f"@{handle}#0042"]
    assert {rules.identifier(f"{before}{each}{after}") for each in spellings} == {f"@{handle}"}
    assert rules.handle_of(handle) == f"@{handle}"


@given(first=IDS, second=IDS)
def test_two_ids_are_two_people(first: int, second: int) -> None:
    assert (rules.identifier(str(first)) == rules.identifier(str(second))) == (first == second)


@given(ids=st.lists(IDS, max_size=4), handles=st.lists(HANDLES, max_size=4))
def test_each_identifier_of_a_line_is_kept_by_itself(ids: list[int], handles: list[str]) -> None:
    """R44: none overwrites another."""
    typed = ", ".join([*(f"<@{each}>" for each in ids), *handles])
    assert set(rules.identifiers(typed)) == {*ids, *(f"@{each}" for each in handles)}


@given(name=st.text(min_size=1, max_size=40))
def test_a_name_is_compared_whatever_its_width_case_and_blanks(name: str) -> None:
    once = rules.handle_of(name)
    assert rules.handle_of(once) == once
    assert rules.handle_of(f"  {name}\n") == rules.handle_of(name)
    assert rules.handle_of(unicodedata.normalize("NFKC", name)) == once


@given(typed=st.text(max_size=100))
def test_whatever_is_typed_names_somebody_or_nobody_and_never_fails(typed: str) -> None:
    assert len(rules.identifiers(typed)) <= typed.count(",") + typed.count(";") + typed.count("\n") + 1


@given(words=st.text(max_size=4000))
def test_words_are_kept_whole_but_for_blank_edges(words: str) -> None:
    """R50."""
    assert rules.words_to_keep(words) == (words.strip() or None)


def test_more_than_a_form_holds_is_refused_and_not_cut() -> None:
    with pytest.raises(Refusal):
        rules.words_to_keep("语" * 4001)


@given(earlier=MOMENTS)
def test_a_report_reaches_the_team_in_ten_minutes_or_when_it_is_its_turn(earlier: list[datetime]) -> None:
    """R43: later, never refused, and never more than a limit within its span."""
    others = sorted(earlier)
    at = rules.sends_at(START, others)
    assert at >= START + rules.THINK_AGAIN
    for span, most in rules.LIMITS:
        assert len([each for each in others if at - span < each <= at]) < most


@given(earlier=MOMENTS)
def test_a_few_reports_never_wait(earlier: list[datetime]) -> None:
    few = sorted(earlier)[:4]
    assert rules.sends_at(START, few) == START + rules.THINK_AGAIN


def test_the_sixth_of_an_hour_waits_for_its_turn_and_a_day_later_nothing_does() -> None:
    ten_minutes = START + rules.THINK_AGAIN
    assert rules.sends_at(START, [ten_minutes] * 5) == ten_minutes + timedelta(hours=1)
    assert (
        rules.sends_at(START + timedelta(days=1, hours=2), [ten_minutes] * 20)
        == START + timedelta(days=1, hours=2) + rules.THINK_AGAIN
    )
