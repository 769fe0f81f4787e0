"""The one guard of all measures (R25), the one suggestion, and what fits together."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.refusal import Refusal
from cogs.reports.deciding import measure_rules as rules
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_rules import Itself, Kind, Moderator, Step, Subject

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
ALL = frozenset({"manage_messages", "moderate_members", "kick_members", "ban_members"})
RANKS = {"member": 0, "moderator": 2, "lead": 4, "owner": 1}  # an owner's roles may be low
MODERATOR_ID, SUBJECT_ID, BANYAN_ID = 11, 22, 33
BANYAN = Itself(BANYAN_ID, ALL, 10)


def moderator(rank: str, permissions: frozenset[str] = ALL) -> Moderator:
    return Moderator(MODERATOR_ID, permissions, RANKS[rank], owns_server=rank == "owner")


def subject(rank: str, *, present: bool = True) -> Subject:
    if not present:
        return Subject(SUBJECT_ID, is_present=False, owns_server=rank == "owner")
    return Subject(SUBJECT_ID, is_present=True, rank=RANKS[rank], owns_server=rank == "owner")


def refusal(kind: Kind, who: Moderator, whom: Subject, banyan: Itself = BANYAN) -> str | None:
    try:
        rules.guard(kind, moderator=who, subject=whom, banyan=banyan)
    except Refusal as no:
        no.in_("en")
        return no.text.source
    return None


@pytest.mark.parametrize("present", [True, False], ids=["present", "absent"])
@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("whom", list(RANKS))
@pytest.mark.parametrize("who", list(RANKS))
def test_a_measure_needs_a_higher_rank_and_somebody_who_is_there(
    who: str, whom: str, kind: Kind, present: bool
) -> None:
    said = refusal(kind, moderator(who), subject(whom, present=present))
    by_id = kind in (Kind.NOTE, Kind.REMOVE_MESSAGE, Kind.CIRCLES, Kind.BAN, Kind.UNBAN)
    if kind is Kind.NOTE:
        expected = None
    elif whom == "owner":
        expected = texts.NOT_ON_THE_OWNER.source
    elif not present and not by_id:
        expected = texts.NOT_HERE.source
    elif present and who != "owner" and RANKS[whom] >= RANKS[who]:
        expected = texts.RANKED_ABOVE_YOU.source
    else:
        expected = None
    assert said == expected


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NOTE])
def test_a_measure_needs_the_moderators_own_permission(kind: Kind) -> None:
    assert refusal(kind, moderator("lead", frozenset()), subject("member")) == texts.YOU_LACK.source
    assert refusal(kind, moderator("owner", frozenset()), subject("member")) == texts.YOU_LACK.source


@pytest.mark.parametrize("kind", [Kind.TIMEOUT, Kind.LIFT, Kind.KICK, Kind.BAN, Kind.UNBAN])
def test_a_measure_needs_banyans_permission_and_rank(kind: Kind) -> None:
    without, low = Itself(BANYAN_ID, frozenset(), 10), Itself(BANYAN_ID, ALL, 0)
    assert refusal(kind, moderator("lead"), subject("member"), without) == texts.BANYAN_LACKS.source
    assert refusal(kind, moderator("lead"), subject("member"), low) == texts.RANKED_ABOVE_BANYAN.source


@pytest.mark.parametrize("kind", list(Kind))
def test_nobody_decides_about_themselves(kind: Kind) -> None:
    own = Subject(MODERATOR_ID, is_present=True)
    assert refusal(kind, moderator("owner"), own) == texts.NOT_ON_YOURSELF.source


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.NOTE])
def test_no_measure_is_taken_on_a_bot_or_on_banyan(kind: Kind) -> None:
    bot = Subject(SUBJECT_ID, is_present=True, is_bot=True)
    banyan = Subject(BANYAN_ID, is_present=True, is_bot=True)
    assert refusal(kind, moderator("owner"), bot) == texts.NOT_ON_A_BOT.source
    assert refusal(kind, moderator("owner"), banyan) == texts.NOT_ON_BANYAN.source


def test_an_administrator_takes_no_time_out_since_discord_gives_none() -> None:
    admin = Subject(SUBJECT_ID, is_present=True, is_admin=True)
    assert refusal(Kind.TIMEOUT, moderator("owner"), admin) == texts.ADMINS_TAKE_NO_TIME_OUT.source
    assert refusal(Kind.KICK, moderator("owner"), admin) is None


def test_a_guards_refusal_names_the_measure_in_the_readers_language() -> None:
    with pytest.raises(Refusal) as no:
        rules.guard(Kind.BAN, moderator=moderator("lead", frozenset()), subject=subject("member"), banyan=BANYAN)
    assert no.value.in_("en").startswith("Ban: you would need the permission “Ban Members”")


# The suggestion


@given(
    wish=st.sampled_from([None, "record", "talk", "act", "unsure"]),
    kind=st.sampled_from([None, "insult", "threat", "outing", "other"]),
    earlier=st.integers(0, 50),
    has_message=st.booleans(),
)
def test_a_suggestion_can_be_sent_as_it_is_and_never_is_the_last_step(
    wish: str | None, kind: str | None, earlier: int, has_message: bool
) -> None:
    suggested = rules.suggestion(wish=wish, kind=kind, earlier=earlier, has_message=has_message)
    assert suggested.step is not Step.PERMANENT
    chosen = rules.chosen(
        NOW,
        kinds=suggested.kinds,
        length=suggested.length,
        rule="Be kind",
        to_subject="Words",
        to_reporter="",
        has_message=has_message,
    )
    assert chosen.kinds == suggested.kinds
    if wish == "record":
        assert chosen.kinds == (Kind.NOTE,)


@given(kind=st.sampled_from([None, "insult", "threat"]), earlier=st.integers(0, 6))
def test_with_each_earlier_decision_the_suggestion_is_a_step_further_or_the_same(
    kind: str | None, earlier: int
) -> None:
    now, then = (rules.suggestion(wish="act", kind=kind, earlier=n, has_message=False) for n in (earlier, earlier + 1))
    assert rules.LADDER.index(now.step) <= rules.LADDER.index(then.step) <= rules.LADDER.index(now.step) + 1


def test_every_step_has_a_way_to_repair() -> None:
    assert set(texts.REPAIRS) == set(Step)


def test_every_measure_that_is_told_has_words_for_whom_it_is_about() -> None:
    assert set(texts.AS_TOLD) == set(Kind) - set(rules.INTERNAL)
    assert set(texts.KINDS) == set(Kind)
    assert set(texts.LENGTHS) == set(rules.LENGTHS)


# What fits together


def choose(
    *kinds: str, length: str = "none", rule: str = "Be kind", words: str = "Words", has_message: bool = True
) -> rules.Chosen:
    return rules.chosen(
        NOW, kinds=kinds, length=length, rule=rule, to_subject=words, to_reporter="", has_message=has_message
    )


@pytest.mark.parametrize(
    ("kinds", "how", "expected"),
    [
        ((), {}, texts.CHOOSE_ONE),
        (("nothing", "ban"), {}, texts.NOTHING_AND_SOMETHING),
        (("kick", "ban"), {}, texts.NOT_TOGETHER),
        (("timeout", "lift"), {"length": "day"}, texts.NOT_TOGETHER),
        (("timeout",), {}, texts.TIME_OUT_NEEDS_AN_END),
        (("remove_message",), {"has_message": False}, texts.NO_MESSAGE_TO_REMOVE),
        (("warn",), {"rule": " "}, texts.WHICH_RULE),
        (("warn",), {"words": "\n"}, texts.NEEDS_WORDS),
        (("warn",), {"words": "x" * 1501}, texts.TOO_LONG),
    ],
)
def test_what_does_not_fit_together_gets_a_sentence(
    kinds: tuple[str, ...], how: dict[str, str], expected: object
) -> None:
    with pytest.raises(Refusal) as no:
        choose(*kinds, **how)  # type: ignore[arg-type]  # one of them is a yes or no
    assert no.value.text is expected


def test_a_note_and_no_measure_need_neither_rule_nor_words() -> None:
    assert choose("note", rule="", words="").to_subject is None
    assert choose("nothing", rule="", words="").kinds == ()


@given(st.sets(st.sampled_from(["warn", "remove_message", "ban", "note"]), min_size=1))
def test_measures_are_carried_out_in_one_order_whatever_was_ticked_first(kinds: set[str]) -> None:
    assert choose(*kinds).kinds == choose(*sorted(kinds, reverse=True)).kinds


@given(st.sampled_from(sorted(set(rules.LENGTHS) - {"none"})))
def test_a_time_out_of_any_length_gives_discord_28_days_at_most_and_is_looked_at_before_it_runs_out(
    length: str,
) -> None:
    """R31"""
    ends_at = choose("timeout", length=length).ends_at
    assert ends_at is not None
    given_end = rules.applied_end(NOW, ends_at)
    assert given_end - NOW <= timedelta(days=28)
    look = rules.next_look(ends_at, given_end)
    assert look == ends_at if given_end == ends_at else look is not None and NOW < look < given_end


# Codes (R48)


def test_an_appeal_code_has_80_bits_and_is_read_in_every_spelling() -> None:
    code = rules.code_from(bytes(range(16)))
    assert len(code.replace("-", "")) * 5 == 80
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", ""), f"  {code}\n"):
        assert rules.code_typed(typed) == code


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_two_codes_are_the_same_only_where_their_80_bits_are(one: bytes, other: bytes) -> None:
    assert (rules.code_from(one) == rules.code_from(other)) == (one[:10] == other[:10])


# Who hears an appeal (R39)


def test_whoever_decided_does_not_hear_the_appeal_while_somebody_else_could() -> None:
    how = {"deciders": {1}, "eligible": {1, 2}, "made_at": NOW}
    assert rules.may_hear(NOW, user_id=2, **how) is False  # type: ignore[arg-type]
    with pytest.raises(Refusal) as no:
        rules.may_hear(NOW + timedelta(days=9), user_id=1, **how)  # type: ignore[arg-type]
    assert no.value.text is texts.SOMEBODY_ELSE


def test_whoever_is_alone_hears_the_appeal_after_72_hours_and_not_before() -> None:
    how = {"deciders": {1}, "eligible": {1}, "made_at": NOW}
    with pytest.raises(Refusal) as no:
        rules.may_hear(NOW + timedelta(hours=71), user_id=1, **how)  # type: ignore[arg-type]
    assert no.value.text is texts.ALONE_LATER
    assert rules.may_hear(NOW + timedelta(hours=72), user_id=1, **how) is True  # type: ignore[arg-type]
