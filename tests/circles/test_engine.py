"""The engine alone: whatever people press and whatever time does, a circle keeps its promises."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.refusal import Refusal
from cogs.circles import rules
from cogs.circles.circle import (
    ROUNDS,
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
    PlaceGone,
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
from cogs.circles.times import LATE

BEGAN = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
HOST, PEOPLE, OUTSIDER = 100, tuple(range(1, 8)), 200
ANYBODY = st.sampled_from((*PEOPLE, HOST, OUTSIDER))
SELDOM = st.integers(0, 7).map(lambda drawn: drawn == 7)
SPANS = st.sampled_from((1, 60, 400, 1_000, 4_000, 90_000, 700_000)).map(lambda seconds: timedelta(seconds=seconds))
FURTHEST = 200  # looks and presses after which every circle has ended


class ACircle(RuleBasedStateMachine):
    """A circle, people who press anything at any time, and a clock that jumps."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BEGAN
        self.circle = Circle(1, Pace.LIVE, Stage.GATHERING, None, host=HOST, host_seen_at=BEGAN, questions=3)
        self.asked: dict[Stage, set[int]] = {stage: set() for stage in ROUNDS}
        self.told: dict[Stage, list[int]] = {stage: [] for stage in ROUNDS}
        self.came: dict[Stage, set[int]] = {stage: set() for stage in ROUNDS}
        self.turns: dict[tuple[Stage, int], int] = {}

    @initialize(pace=st.sampled_from(Pace), mixed=st.booleans(), how_far=st.integers(0, 9))
    def it_is_invited_to(self, pace: Pace, mixed: bool, how_far: int) -> None:
        """Most histories start where the first round does: long ones from the beginning are few."""
        self.circle = replace(self.circle, pace=pace, needs_facilitator=mixed)
        if how_far > 0:
            self.four_come_and_it_begins()
        if how_far > 1:
            self.everybody_agrees()

    def happens(self, event: Event) -> None:
        before = self.circle
        try:
            self.circle = rules.after(before, event, self.now)
        except Refusal:
            return
        self._note(before, event)

    def _note(self, before: Circle, event: Event) -> None:
        now = self.circle
        for stage in ROUNDS:
            if now.stage is stage and before.stage is not stage:
                self.came[stage] = {seat.id for seat in now.tellers if not seat.passes}
        if now.holder is not None and now.stage in ROUNDS:
            self.asked[now.stage].add(now.holder)
        if now.holder is not None and now.step != before.step:
            self.turns[now.stage, now.holder] = self.turns.get((now.stage, now.holder), 0) + 1
        if isinstance(event, Done) and before.stage in ROUNDS and before.holder is not None:
            self.told[before.stage].append(before.holder)
            assert now.seat(before.holder).has_told

    @rule(person=ANYBODY, part=st.sampled_from(Part), unhurried=st.booleans())
    def joins(self, person: int, part: Part, unhurried: bool) -> None:
        self.happens(Join(person, 1_000 + person, part, unhurried))

    @rule()
    @precondition(lambda self: self.circle.stage is Stage.GATHERING)
    def four_come_and_it_begins(self) -> None:
        for person in PEOPLE[:5]:
            self.happens(Join(person, 1_000 + person))
        self.happens(Begin())

    @rule(few=st.booleans())
    def begins(self, few: bool) -> None:
        self.happens(Begin(few))

    @rule(person=ANYBODY)
    def agrees(self, person: int) -> None:
        self.happens(Agree(person))

    @rule(person=ANYBODY)
    def only_listens(self, person: int) -> None:
        self.happens(OnlyListen(person))

    @rule()
    def everybody_agrees(self) -> None:
        for seat in self.circle.present:
            self.happens(Agree(seat.person))

    @rule(person=ANYBODY, really=SELDOM)
    def leaves(self, person: int, really: bool) -> None:
        if not really:
            return
        order = [seat.id for seat in self.circle.present if seat.person != person]
        self.happens(Leave(person))
        assert [seat.id for seat in self.circle.present if seat.person != person][: len(order)] in (order, [])

    @rule(person=ANYBODY, late=st.booleans())
    def volunteers(self, person: int, late: bool) -> None:
        self.happens(Volunteer(person, self.circle.step - late))

    @rule(way=st.sampled_from(("done", "form", "pass", "always", "later", "here", "slowly")), late=st.booleans())
    @precondition(lambda self: self.circle.holder is not None)
    def the_holder_answers(self, way: str, late: bool) -> None:
        assert self.circle.holder is not None
        self._answers(self.circle.seat(self.circle.holder).person, way, self.circle.step - late)

    @rule(person=ANYBODY, way=st.sampled_from(("done", "pass", "later", "here")))
    def somebody_answers(self, person: int, way: str) -> None:
        holder, step = self.circle.holder, self.circle.step
        is_theirs = holder is not None and self.circle.seat(holder).person == person
        self._answers(person, way, step)
        assert is_theirs or (self.circle.holder, self.circle.step) == (holder, step)

    def _answers(self, person: int, way: str, step: int) -> None:
        events: dict[str, Event] = {
            "done": Done(person, step),
            "form": Tell(person, step),
            "pass": Pass(person, step),
            "always": Pass(person, step, always=True),
            "later": AskLater(person, step),
            "here": StillHere(person, step),
            "slowly": TakeTime(person, unhurried=True),
        }
        self.happens(events[way])

    @rule(person=ANYBODY)
    def takes_back_what_the_form_sent(self, person: int) -> None:
        holder = self.circle.holder
        self.happens(TakeBack(person))
        assert self.circle.holder == holder

    @rule(person=ANYBODY, leads=st.booleans(), late=st.booleans())
    def goes_on(self, person: int, leads: bool, late: bool) -> None:
        step = self.circle.step
        for _ in range(2):  # two at once are one step
            self.happens(MoveOn(person, step - late, leads))
        assert self.circle.step <= step + 1

    @rule(person=ANYBODY)
    def needs_a_pause(self, person: int) -> None:
        seen_at = self.circle.host_seen_at
        self.happens(Pause(person))
        assert self.circle.host_seen_at == seen_at  # no trace of who it was

    @rule(person=ANYBODY, leads=st.booleans())
    def ends_the_pause(self, person: int, leads: bool) -> None:
        self.happens(GoOn(person, leads))

    @rule(person=ANYBODY, leads=st.booleans(), at_once=st.booleans())
    def takes_over(self, person: int, leads: bool, at_once: bool) -> None:
        self.happens(TakeOver(person, leads, at_once and leads))

    @rule(person=ANYBODY, leads=SELDOM)
    def wants_to_end(self, person: int, leads: bool) -> None:
        self.happens(End(person, leads))

    @rule(late=st.booleans())
    def what_is_asked_is_shown(self, late: bool) -> None:
        self.happens(Shown(self.circle.step - late))

    @rule(really=SELDOM)
    def the_thread_is_deleted(self, really: bool) -> None:
        if really:
            self.happens(PlaceGone())

    @rule(span=SPANS)
    def time_passes(self, span: timedelta) -> None:
        self.now += span
        before, due_at = self.circle, rules.next_look(self.circle)
        self.happens(Look())
        assert self.circle.step <= before.step + 1  # one look is one step, also after a jump of a day
        is_late = due_at is not None and self.now >= due_at + LATE
        if is_late and (before.paused_at is not None or before.holder is not None):
            assert self.circle.step == before.step  # whoever could not press is not moved, and no pause ends

    @invariant()
    def one_holder_or_none(self) -> None:
        circle = self.circle
        if circle.holder is None:
            return
        seat = circle.seat(circle.holder)
        assert circle.stage in ROUNDS
        assert seat.part is Part.TELLER
        assert not seat.gone
        assert circle.holder not in circle.queue

    @invariant()
    def nobody_twice_in_the_queue_and_nobody_who_is_gone(self) -> None:
        queue = self.circle.queue
        assert len(queue) == len(set(queue))
        assert not any(self.circle.seat(seat_id).gone for seat_id in queue)

    @invariant()
    def nobody_is_heard_twice_in_a_round(self) -> None:
        for told in self.told.values():
            assert len(told) == len(set(told))

    @invariant()
    def nobody_is_skipped_unasked(self) -> None:
        circle = self.circle
        for stage, following in zip(ROUNDS, (Stage.ROUND_TWO, Stage.FLASHBACKS), strict=True):
            if circle.stage is not stage or not self.came[stage]:
                continue
            waiting = {*circle.queue, circle.holder}
            for seat in circle.tellers:
                if seat.id in self.came[stage] and not seat.passes:
                    assert seat.id in waiting or seat.id in self.asked[stage], following

    @invariant()
    def whoever_told_or_passed_is_not_asked_again_in_this_round(self) -> None:
        waiting = {*self.circle.queue, self.circle.holder}
        for seat in self.circle.seats:
            is_open = seat.told is Told.NOT_YET or seat.came_back or seat.id == self.circle.holder
            assert is_open or seat.id not in waiting

    @invariant()
    def whoever_told_is_known_as_a_teller_once_their_turn_is_over(self) -> None:
        for seat in self.circle.seats:
            assert seat.told is not Told.TOLD or seat.has_told or seat.id == self.circle.holder

    @invariant()
    def nobody_is_asked_without_end(self) -> None:
        assert max(self.turns.values(), default=0) <= 3  # once, once more by their wish, once more after they were away

    @invariant()
    def a_circle_that_goes_on_has_somebody_in_it(self) -> None:
        circle = self.circle
        if circle.stage in ROUNDS:
            assert len(circle.present) >= 2
            assert circle.holder is not None or circle.queue

    @invariant()
    def the_team_can_always_end_it(self) -> None:
        circle, now = self.circle, self.now
        for _ in range(2):  # what was told is asked about first
            if not circle.is_over:
                circle = rules.after(circle, End(by=999, leads=True), now)
        assert circle.is_over

    @rule()
    def it_ends_by_itself_when_nobody_does_anything(self) -> None:
        """Looked at now and then and at the end of each history: it plays the circle to its end each time."""
        circle, now = self.circle, self.now
        if circle.stage is Stage.GATHERING or any(seat.unhurried for seat in circle.present):
            return
        for _ in range(FURTHEST):
            circle = rules.after(circle, Shown(circle.step), now)
            at = rules.next_look(circle)
            if at is None:
                break
            now = max(now, at)
            circle = rules.after(circle, Look(), now)
        assert circle.is_over

    def teardown(self) -> None:
        """A history has ended, and with it the circle."""
        self.it_ends_by_itself_when_nobody_does_anything()


ACircle.TestCase.settings = settings(max_examples=2_000, stateful_step_count=40)
TestACircle = ACircle.TestCase
