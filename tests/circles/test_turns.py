"""Turns, pauses, hosts and time, one sentence at a time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.refusal import Refusal
from cogs.circles import rules, texts
from cogs.circles.circle import (
    Agree,
    AskLater,
    Begin,
    Circle,
    Done,
    End,
    Event,
    GoOn,
    Join,
    Leave,
    Look,
    MoveOn,
    OnlyListen,
    Pace,
    Part,
    Pass,
    Pause,
    Shown,
    Stage,
    StillHere,
    TakeBack,
    TakeOver,
    TakeTime,
    Tell,
    Told,
    Volunteer,
)
from cogs.circles.times import GRACE, HOST_GONE, LONGEST_PAUSE, REMINDS, WAITS

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
HOST, PEOPLE = 100, (1, 2, 3, 4, 5)
MINUTE = timedelta(minutes=1)


def play(circle: Circle, *events: Event, now: datetime = NOW) -> Circle:
    for event in events:
        circle = rules.after(circle, event, now)
    return circle


def refused(circle: Circle, event: Event, *, now: datetime = NOW) -> str:
    with pytest.raises(Refusal) as no:
        rules.after(circle, event, now)
    return no.value.in_("en")


@pytest.fixture
def invited() -> Circle:
    """Five who said yes, and a host who has no seat."""
    circle = Circle(1, Pace.LIVE, Stage.GATHERING, None, host=HOST, host_seen_at=NOW, questions=2)
    return play(circle, *(Join(person, 10 + person) for person in PEOPLE))


@pytest.fixture
def round_one(invited: Circle) -> Circle:
    """The first round, in which somebody may offer to begin."""
    circle = play(invited, Begin(), *(Agree(person) for person in PEOPLE))
    return play(circle, Shown(circle.step))


@pytest.fixture
def first_turn(round_one: Circle) -> Circle:
    """The third of five began."""
    circle = play(round_one, Volunteer(3, round_one.step))
    return play(circle, Shown(circle.step))


def holder(circle: Circle) -> int | None:
    return None if circle.holder is None else circle.seat(circle.holder).person


def done(circle: Circle) -> Circle:
    person = holder(circle)
    assert person is not None
    return play(circle, Shown(circle.step), Done(person, circle.step))


def test_three_are_no_circle_but_may_talk_all_the_same(invited: Circle) -> None:
    three = play(invited, Leave(1), Leave(2))
    assert refused(three, Begin()) == texts.TOO_FEW.in_("en")
    assert play(three, Begin(few=True)).stage is Stage.AGREEMENTS


def test_it_begins_when_everybody_has_agreed_and_whoever_does_not_gives_up_the_seat(invited: Circle) -> None:
    circle = play(invited, Begin(), *(Agree(person) for person in PEOPLE[:4]))
    assert circle.stage is Stage.AGREEMENTS
    assert play(circle, Leave(5)).stage is Stage.ROUND_ONE
    went_on = play(circle, MoveOn(HOST, circle.step))
    assert went_on.stage is Stage.ROUND_ONE
    assert [seat.person for seat in went_on.present] == [1, 2, 3, 4]


def test_whoever_wishes_listens_while_agreements_are_read_and_is_asked_for_no_story(invited: Circle) -> None:
    circle = play(invited, Begin(), OnlyListen(2), *(Agree(person) for person in PEOPLE))
    assert circle.seat(12).part is Part.LISTENER
    assert circle.queue == (11, 13, 14, 15)
    assert refused(circle, OnlyListen(3)) == texts.STEP_IS_OVER.in_("en")
    assert refused(invited, OnlyListen(3)) == texts.STEP_IS_OVER.in_("en")


def test_where_nobody_is_left_to_tell_it_does_not_begin(invited: Circle) -> None:
    circle = play(invited, Begin(), *(OnlyListen(person) for person in PEOPLE[:4]))
    assert circle.stage is Stage.AGREEMENTS
    assert play(circle, OnlyListen(5)).stage is Stage.CALLED_OFF


def test_a_volunteer_begins_and_then_the_order_is_the_one_that_was_shown(first_turn: Circle) -> None:
    heard = []
    circle = first_turn
    while circle.stage is Stage.ROUND_ONE:
        heard.append(holder(circle))
        circle = done(circle)
    assert heard == [3, 1, 2, 4, 5]
    assert circle.stage is Stage.ROUND_TWO


def test_without_a_volunteer_the_first_in_the_order_is_asked(round_one: Circle) -> None:
    assert holder(play(round_one, Look(), now=NOW + WAITS[Pace.LIVE] - MINUTE)) is None
    assert holder(play(round_one, Look(), now=NOW + WAITS[Pace.LIVE])) == 1


def test_who_would_like_to_come_later_is_asked_once_more_at_the_end_of_the_round(first_turn: Circle) -> None:
    circle = play(first_turn, AskLater(3, first_turn.step))
    for _ in range(4):
        circle = done(circle)
    assert holder(circle) == 3
    assert refused(circle, AskLater(3, circle.step)) == texts.ONCE_MORE_ALREADY.in_("en")


def test_who_comes_later_cannot_come_later_without_end(first_turn: Circle) -> None:
    circle = play(first_turn, AskLater(3, first_turn.step))
    circle = play(circle, *(Leave(person) for person in (1, 2)))
    circle = play(circle, AskLater(4, circle.step))
    circle = play(circle, AskLater(5, circle.step))
    assert holder(circle) == 3
    assert refused(circle, AskLater(3, circle.step)) == texts.ONCE_MORE_ALREADY.in_("en")


def test_the_last_of_a_round_cannot_come_later(first_turn: Circle) -> None:
    circle = play(first_turn, Join(6, 16, Part.TELLER), *(Leave(person) for person in (1, 2, 4, 5)))
    assert refused(circle, AskLater(3, circle.step)) == texts.NOBODY_AFTER_YOU.in_("en")


def test_whoever_passes_for_good_is_not_asked_in_the_second_round(first_turn: Circle) -> None:
    circle = play(first_turn, Pass(3, first_turn.step, always=True))
    for _ in range(4):
        circle = done(circle)
    assert circle.stage is Stage.ROUND_TWO
    assert refused(circle, Volunteer(3, circle.step)) == texts.NOT_YOUR_TURN.in_("en")
    assert 13 not in circle.queue


def test_whoever_told_is_noted_as_told_and_whoever_passed_as_passed(first_turn: Circle) -> None:
    circle = done(first_turn)
    assert circle.seat(13).told is Told.TOLD
    assert play(circle, Pass(1, circle.step)).seat(11).told is Told.PASSED


def test_a_second_press_on_a_turn_that_is_over_changes_nothing(first_turn: Circle) -> None:
    circle = play(first_turn, Done(3, first_turn.step))
    assert refused(circle, Done(3, first_turn.step)) == texts.STEP_IS_OVER.in_("en")
    assert refused(circle, MoveOn(HOST, first_turn.step)) == texts.STEP_IS_OVER.in_("en")


def test_whoever_is_away_is_reminded_once_asked_again_at_the_end_and_then_passed_over(first_turn: Circle) -> None:
    now = NOW + REMINDS[Pace.LIVE]
    circle = play(replace(first_turn, host_away=True), Look(), now=now)
    assert (holder(circle), circle.reminded_at) == (3, now)
    assert play(circle, Look(), now=now + MINUTE) == circle
    circle = play(circle, Look(), now=now + GRACE[Pace.LIVE])
    assert (holder(circle), circle.queue[-1]) == (1, 13)
    for _ in range(4):
        circle = done(circle)
    assert holder(circle) == 3
    circle = replace(circle, since=now, reminded_at=now)
    circle = play(circle, Look(), now=now + GRACE[Pace.LIVE])
    assert circle.seat(13).told is not Told.TOLD
    assert circle.stage is Stage.ROUND_TWO


def test_a_clock_that_jumps_a_day_reminds_and_moves_nobody_yet(first_turn: Circle) -> None:
    circle = replace(first_turn, host_away=True)
    tomorrow = NOW + timedelta(days=1)
    circle = play(circle, Look(), Look(), Look(), now=tomorrow)
    assert (holder(circle), circle.reminded_at) == (3, tomorrow)


@pytest.mark.parametrize("pace", Pace)
def test_a_look_that_comes_late_gives_the_time_once_more_and_moves_nobody(first_turn: Circle, pace: Pace) -> None:
    circle = replace(first_turn, pace=pace, host_away=True)
    circle = play(circle, Look(), now=NOW + REMINDS[pace])
    back = NOW + REMINDS[pace] + GRACE[pace] + timedelta(hours=9)
    circle = play(circle, Look(), Look(), now=back)
    assert (holder(circle), circle.reminded_at, rules.next_look(circle)) == (3, back, back + GRACE[pace])
    assert holder(play(circle, Look(), now=back + GRACE[pace])) == 1


@pytest.mark.parametrize("pace", Pace)
def test_a_look_that_comes_late_ends_no_pause_and_no_time_is_lost(first_turn: Circle, pace: Pace) -> None:
    circle = play(replace(first_turn, pace=pace), Pause(2), now=NOW + MINUTE)
    back = NOW + MINUTE + LONGEST_PAUSE[pace] + timedelta(hours=1)
    circle = play(circle, Look(), Look(), now=back)
    assert (circle.stage, rules.next_look(circle)) == (Stage.ROUND_ONE, back + LONGEST_PAUSE[pace])
    assert play(circle, GoOn(2), now=back + MINUTE).since == back
    assert play(circle, Look(), now=back + LONGEST_PAUSE[pace]).is_over


def test_whoever_takes_all_the_time_they_need_is_neither_reminded_nor_moved(first_turn: Circle) -> None:
    circle = replace(play(first_turn, TakeTime(3, unhurried=True)), host=None)
    assert rules.next_look(circle) is None
    assert play(circle, Look(), now=NOW + timedelta(days=30)) == circle


def test_still_here_begins_the_time_anew(first_turn: Circle) -> None:
    later = NOW + REMINDS[Pace.LIVE]
    circle = play(first_turn, Look(), StillHere(3, first_turn.step), now=later)
    assert (circle.since, circle.reminded_at) == (later, None)


def test_no_time_runs_until_what_is_asked_is_shown(round_one: Circle) -> None:
    circle = replace(play(round_one, Volunteer(3, round_one.step)), host=None)
    assert circle.since is None
    assert rules.next_look(circle) is None


def test_a_pause_gives_its_time_back_and_any_of_them_ends_it(first_turn: Circle) -> None:
    circle = play(first_turn, Pause(2), now=NOW + MINUTE)
    assert refused(circle, Done(3, circle.step)) == texts.IN_A_PAUSE.in_("en")
    assert refused(circle, GoOn(999)) == texts.NO_SEAT.in_("en")
    circle = play(circle, GoOn(5), now=NOW + 61 * MINUTE)
    assert circle.since == NOW + 60 * MINUTE
    assert holder(circle) == 3


def test_a_pause_of_the_host_leaves_no_trace_of_the_host(first_turn: Circle) -> None:
    by_host = play(first_turn, Pause(HOST), now=NOW + MINUTE)
    assert by_host == play(first_turn, Pause(2), now=NOW + MINUTE)


def test_a_turn_that_begins_in_a_pause_does_not_begin_in_the_future(first_turn: Circle) -> None:
    circle = play(first_turn, Pause(2), now=NOW + MINUTE)
    circle = play(circle, Leave(3), now=NOW + 2 * MINUTE)
    circle = play(circle, Shown(circle.step), now=NOW + 3 * MINUTE)
    circle = play(circle, GoOn(2), now=NOW + 10 * MINUTE)
    assert circle.since == NOW + 10 * MINUTE


def test_whoever_leaves_in_their_turn_hands_it_on_and_the_order_stays(first_turn: Circle) -> None:
    circle = play(first_turn, Leave(3))
    assert (holder(circle), circle.queue) == (1, (12, 14, 15))
    assert play(circle, Leave(4)).queue == (12, 15)


def test_when_one_is_left_it_ends_and_what_was_told_is_asked_about(first_turn: Circle) -> None:
    circle = done(first_turn)
    nobody_told = play(first_turn, *(Leave(person) for person in (1, 2, 3, 4)))
    assert nobody_told.stage is Stage.CLOSED
    somebody_told = play(circle, *(Leave(person) for person in (1, 2, 4, 5)))
    assert somebody_told.stage is Stage.CONSENT
    assert play(somebody_told, End(HOST)).stage is Stage.CLOSED


def test_when_only_listeners_are_left_it_ends(invited: Circle) -> None:
    circle = play(invited, Join(6, 16, Part.LISTENER), Join(7, 17, Part.LISTENER), Begin())
    circle = play(circle, *(Agree(person) for person in (*PEOPLE, 6, 7)))
    assert play(circle, *(Leave(person) for person in PEOPLE)).is_over


def test_when_everybody_passes_there_is_nothing_to_give_back_and_they_talk(first_turn: Circle) -> None:
    circle = first_turn
    while circle.stage in (Stage.ROUND_ONE, Stage.ROUND_TWO):
        person = holder(circle)
        circle = play(circle, Volunteer(2, circle.step) if person is None else Pass(person, circle.step))
    assert circle.stage is Stage.TALK


def test_whoever_comes_late_listens_and_is_not_asked(first_turn: Circle) -> None:
    circle = play(first_turn, Join(6, 16, Part.TELLER))
    late = circle.seat(16)
    assert (late.part, late.agreed) == (Part.LISTENER, True)
    assert 16 not in circle.queue


def test_only_who_leads_goes_on_while_the_host_is_there(first_turn: Circle) -> None:
    assert refused(first_turn, MoveOn(1, first_turn.step)) == texts.HOST_ALONE_GOES_ON.in_("en")
    assert holder(play(first_turn, MoveOn(HOST, first_turn.step))) == 1
    assert holder(play(first_turn, MoveOn(999, first_turn.step, leads=True))) == 1


def test_nobody_but_who_leads_moves_a_teller_back_also_when_the_host_is_gone(first_turn: Circle) -> None:
    later = NOW + timedelta(days=1)
    assert refused(first_turn, MoveOn(1, first_turn.step), now=later) == texts.HOST_ALONE_GOES_ON.in_("en")


def test_a_host_who_is_gone_can_be_followed_by_anybody_with_a_seat(first_turn: Circle) -> None:
    assert refused(first_turn, TakeOver(1, leads=False)) == texts.HAS_A_HOST.in_("en")
    later = NOW + HOST_GONE[Pace.LIVE]
    assert play(first_turn, Look(), now=later).host_away
    assert refused(first_turn, TakeOver(999, leads=False), now=later) == texts.NO_SEAT.in_("en")
    assert play(first_turn, TakeOver(1, leads=False), now=later).host == 1
    assert play(first_turn, End(1), now=later).is_over


def test_where_ages_are_mixed_it_waits_for_a_facilitator(invited: Circle) -> None:
    circle = replace(invited, needs_facilitator=True)
    assert refused(play(circle, Leave(HOST)), Begin()) == texts.NEEDS_FACILITATOR.in_("en")
    circle = play(circle, Begin(), *(Agree(person) for person in PEOPLE), Leave(HOST))
    assert circle.paused_at is not None
    assert refused(circle, GoOn(1)) == texts.NEEDS_FACILITATOR.in_("en")
    assert refused(circle, TakeOver(1, leads=False)) == texts.NEEDS_FACILITATOR.in_("en")
    assert play(circle, TakeOver(7, leads=True), GoOn(7)).paused_at is None


def test_a_host_who_was_missed_is_here_again_by_one_press(first_turn: Circle) -> None:
    later = NOW + HOST_GONE[Pace.LIVE]
    missed = play(first_turn, Look(), now=later)
    here = play(missed, TakeOver(HOST, leads=False), now=later)
    assert (here.host, here.host_away, here.host_seen_at) == (HOST, False, later)


def test_where_ages_are_mixed_those_with_a_seat_end_it_while_the_host_is_away_and_do_not_go_on(
    invited: Circle,
) -> None:
    circle = play(replace(invited, needs_facilitator=True), Begin())
    circle = play(circle, Shown(circle.step))
    later = NOW + HOST_GONE[Pace.LIVE]
    assert refused(circle, MoveOn(1, circle.step), now=later) == texts.HOST_ALONE_GOES_ON.in_("en")
    assert play(circle, End(1), now=later).is_over


def test_what_the_form_sent_counts_as_told_however_the_turn_ends(first_turn: Circle) -> None:
    sent = play(first_turn, Tell(3, first_turn.step))
    assert holder(sent) == 3
    assert play(sent, End(HOST)).stage is Stage.CONSENT
    paused = play(sent, Pause(2))
    assert play(paused, Look(), now=NOW + LONGEST_PAUSE[Pace.LIVE]).stage is Stage.CONSENT
    for ends_turn in (Done(3, sent.step), Pass(3, sent.step), MoveOn(HOST, sent.step)):
        over = play(sent, ends_turn)
        assert (holder(over), over.seat(13).has_told) == (1, True)
        assert 13 not in over.queue


def test_what_the_form_sent_and_was_taken_back_in_the_turn_was_not_told(first_turn: Circle) -> None:
    circle = play(first_turn, Tell(3, first_turn.step), TakeBack(3))
    assert play(circle, End(HOST)).stage is Stage.CLOSED
    assert play(circle, MoveOn(HOST, circle.step)).queue[-1] == 13
