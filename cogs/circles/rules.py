"""The circle engine: a circle, an event and a moment give the circle that follows. Pure.

`after` is the whole of it, a function for each event. `next_look` says when time alone changes something;
nothing is decided by a timer that somebody could miss: every deadline is looked at anew, one look moves a circle by
one step at most, and one that comes late moves nobody who was asked: while the machine slept they could not answer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.refusal import Refusal
from cogs.circles import texts
from cogs.circles.checks import (
    holder,
    host_awaited_until,
    host_is_gone,
    is_now,
    may_lead,
    not_in_a_pause,
    seat_here,
    takes_part,
)
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
    Part,
    Pass,
    Pause,
    PlaceGone,
    Seat,
    Shown,
    Stage,
    StillHere,
    StopHosting,
    TakeBack,
    TakeOver,
    TakeTime,
    Tell,
    Told,
    Volunteer,
)
from cogs.circles.going import A_TALK, begins_when_all_agree, ends, goes_on, new_step, next_turn, with_what_was_told
from cogs.circles.times import GRACE, LATE, LINGERS, LONGEST_PAUSE, REMINDS, STAYS, WAITS

FEWEST = 4  # of a circle, B1; two or three talk as a pair or a trio


def after(circle: Circle, event: Event, now: datetime) -> Circle:
    """Return the circle as it is after an event.

    Args:
        circle: The circle before.
        event: What happened.
        now: When, aware.

    Raises:
        Refusal: when this cannot be done by them, or not now; nothing has changed then.
    """
    if circle.is_over and not isinstance(event, Look | Leave | Shown | PlaceGone):
        raise Refusal(texts.IS_OVER)
    handler: Callable[[Circle, Any, datetime], Circle] = _HANDLERS[type(event)]
    return _host_was_seen(handler(circle, event, now), event, now)


def _host_was_seen(circle: Circle, event: Event, now: datetime) -> Circle:
    if isinstance(event, Pause | TakeTime):
        return circle  # who needed a pause leaves no trace; a wish for every circle is no deed in this one
    if circle.host is not None and getattr(event, "by", None) == circle.host:
        return replace(circle, host_seen_at=now, host_away=False)
    return circle


# Coming and going


def _join(circle: Circle, event: Join, now: datetime) -> Circle:
    part = event.part if circle.stage is Stage.GATHERING else Part.LISTENER  # whoever comes late listens
    if circle.stage is Stage.CONSENT:
        raise Refusal(texts.TOO_LATE)
    agreed = circle.stage is not Stage.GATHERING  # once it has begun, the press that lets them in says that they agree
    seat = circle.seat_of(event.by)
    if seat is None:
        fresh = Seat(event.seat_id, event.by, part, agreed=agreed, unhurried=event.unhurried)
        return replace(circle, seats=(*circle.seats, fresh))
    if not seat.gone and (circle.stage is not Stage.GATHERING or seat.part is part):
        raise Refusal(texts.HAS_A_SEAT)
    return circle.with_seat(seat.id, part=part, gone=False, agreed=agreed or seat.agreed)


def _leave(circle: Circle, event: Leave, now: datetime) -> Circle:
    if event.by == circle.host:
        circle = _without_host(circle, now)
    seat = circle.seat_of(event.by)
    if seat is None or seat.gone:
        return circle
    circle = circle.with_seat(seat.id, gone=True)
    circle = replace(circle, queue=tuple(each for each in circle.queue if each != seat.id))
    if circle.is_over or circle.stage is Stage.GATHERING:
        return circle
    if len(circle.present) < A_TALK or not circle.tellers:
        return ends(circle)
    if circle.stage is Stage.AGREEMENTS:
        return begins_when_all_agree(circle)
    if circle.holder == seat.id or (circle.stage in ROUNDS and circle.holder is None and not circle.queue):
        return next_turn(circle)
    return circle


def _without_host(circle: Circle, now: datetime) -> Circle:
    circle = replace(circle, host=None, host_seen_at=None, host_away=False)
    must_wait = circle.needs_facilitator and circle.stage is not Stage.GATHERING and not circle.is_over
    return replace(circle, paused_at=circle.paused_at or now) if must_wait else circle


# Beginning


def _begin(circle: Circle, event: Begin, now: datetime) -> Circle:
    if circle.stage is not Stage.GATHERING:
        raise Refusal(texts.HAS_BEGUN)
    if circle.needs_facilitator and circle.host is None:
        raise Refusal(texts.NEEDS_FACILITATOR)
    if len(circle.tellers) < (A_TALK if event.few else FEWEST):
        raise Refusal(texts.TOO_FEW)
    return new_step(replace(circle, stage=Stage.AGREEMENTS))


def _agree(circle: Circle, event: Agree, now: datetime) -> Circle:
    seat = seat_here(circle, event.by)
    if circle.stage is not Stage.AGREEMENTS:
        raise Refusal(texts.STEP_IS_OVER)
    not_in_a_pause(circle)
    return begins_when_all_agree(circle.with_seat(seat.id, agreed=True))


def _only_listen(circle: Circle, event: OnlyListen, now: datetime) -> Circle:
    seat = seat_here(circle, event.by)
    if circle.stage is not Stage.AGREEMENTS:
        raise Refusal(texts.STEP_IS_OVER)
    not_in_a_pause(circle)
    circle = circle.with_seat(seat.id, part=Part.LISTENER)
    return circle if circle.tellers else ends(circle)


# Turns


def _volunteer(circle: Circle, event: Volunteer, now: datetime) -> Circle:
    seat = seat_here(circle, event.by)
    is_now(circle, event.step)
    if circle.holder is not None or seat.id not in circle.queue:
        raise Refusal(texts.NOT_YOUR_TURN)
    rest = tuple(each for each in circle.queue if each != seat.id)
    return new_step(replace(circle, holder=seat.id, queue=rest))


def _tell(circle: Circle, event: Tell, now: datetime) -> Circle:
    return circle.with_seat(holder(circle, event.by, event.step).id, told=Told.TOLD)


def _take_back(circle: Circle, event: TakeBack, now: datetime) -> Circle:
    seat = circle.seat_of(event.by)
    if seat is None or seat.told is not Told.TOLD or seat.id not in (circle.holder, *circle.queue):
        return circle  # their turn is over, or never was
    return circle.with_seat(seat.id, told=Told.NOT_YET)


def _done(circle: Circle, event: Done, now: datetime) -> Circle:
    seat = holder(circle, event.by, event.step)
    return next_turn(circle.with_seat(seat.id, told=Told.TOLD))


def _pass(circle: Circle, event: Pass, now: datetime) -> Circle:
    seat = holder(circle, event.by, event.step)
    told = seat.told if seat.told is Told.TOLD else Told.PASSED  # what they sent through the form stands
    return next_turn(circle.with_seat(seat.id, told=told, passes=seat.passes or event.always))


def _ask_later(circle: Circle, event: AskLater, now: datetime) -> Circle:
    seat = holder(circle, event.by, event.step)
    if seat.came_back:
        raise Refusal(texts.ONCE_MORE_ALREADY)
    if not circle.queue:
        raise Refusal(texts.NOBODY_AFTER_YOU)
    circle = circle.with_seat(seat.id, came_back=True)
    return next_turn(replace(circle, queue=(*circle.queue, seat.id)))


def _still_here(circle: Circle, event: StillHere, now: datetime) -> Circle:
    holder(circle, event.by, event.step)
    return replace(circle, since=now, reminded_at=None)


def _take_time(circle: Circle, event: TakeTime, now: datetime) -> Circle:
    return circle.with_seat(seat_here(circle, event.by).id, unhurried=event.unhurried)


# Going on, pausing, ending


def _move_on(circle: Circle, event: MoveOn, now: datetime) -> Circle:
    is_now(circle, event.step)
    # Only who leads asks a teller later instead; and where a facilitator is in every circle, goes on at all.
    is_theirs_alone = circle.holder is not None or circle.needs_facilitator
    if not (event.leads or event.by == circle.host) and (is_theirs_alone or not may_lead(circle, event.by, False, now)):
        raise Refusal(texts.HOST_ALONE_GOES_ON if is_theirs_alone else texts.HOST_GOES_ON)
    return goes_on(circle)


def _pause(circle: Circle, event: Pause, now: datetime) -> Circle:
    if circle.stage is Stage.GATHERING:
        raise Refusal(texts.NOT_BEGUN)
    takes_part(circle, event.by, event.leads)
    return replace(circle, paused_at=circle.paused_at or now)


def _go_on(circle: Circle, event: GoOn, now: datetime) -> Circle:
    takes_part(circle, event.by, event.leads)
    if circle.paused_at is None:
        raise Refusal(texts.NO_PAUSE)
    if circle.needs_facilitator and circle.host is None:
        raise Refusal(texts.NEEDS_FACILITATOR)
    return _shifted(circle, circle.paused_at, now)


def _shifted(circle: Circle, paused_at: datetime, now: datetime) -> Circle:
    """Give back the time that a pause took."""

    def later(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment + (now - max(paused_at, moment))

    return replace(
        circle,
        paused_at=None,
        since=later(circle.since),
        reminded_at=later(circle.reminded_at),
        host_seen_at=later(circle.host_seen_at),
    )


def _take_over(circle: Circle, event: TakeOver, now: datetime) -> Circle:
    if not (event.at_once or host_is_gone(circle, now)):
        raise Refusal(texts.HAS_A_HOST)
    if not event.leads and event.by != circle.host:  # a host who was missed is here again by the same press
        seat_here(circle, event.by)
        if circle.needs_facilitator:
            raise Refusal(texts.NEEDS_FACILITATOR)
    return replace(circle, host=event.by, host_seen_at=now, host_away=False)


def _stop_hosting(circle: Circle, event: StopHosting, now: datetime) -> Circle:
    return _without_host(circle, now) if event.by == circle.host else circle


def _end(circle: Circle, event: End, now: datetime) -> Circle:
    if not may_lead(circle, event.by, event.leads, now):
        raise Refusal(texts.HOST_ENDS)
    return ends(circle)


def _place_gone(circle: Circle, event: PlaceGone, now: datetime) -> Circle:
    if circle.is_over or circle.stage is Stage.GATHERING:
        return circle
    told = with_what_was_told(circle)
    return new_step(replace(told, holder=None, queue=(), paused_at=None, stage=Stage.CLOSED))


# Time


def _shown(circle: Circle, event: Shown, now: datetime) -> Circle:
    is_new = event.step == circle.step and circle.since is None
    return replace(circle, since=now) if is_new else circle


def next_look(circle: Circle) -> datetime | None:
    """Return when time alone changes something next, None while only people can."""
    if circle.is_over or circle.stage is Stage.GATHERING:
        return None
    if circle.paused_at is not None:
        return circle.paused_at + LONGEST_PAUSE[circle.pace]
    moments = [moment for moment in (_step_due_at(circle), _host_missed_at(circle)) if moment is not None]
    return min(moments, default=None)


def _step_due_at(circle: Circle) -> datetime | None:
    """When the host or the holder is reminded of this step, or it ends by itself."""
    if circle.since is None or (circle.holder is not None and circle.seat(circle.holder).unhurried):
        return None
    if circle.stage in ROUNDS and circle.holder is None:
        return circle.since + WAITS[circle.pace]
    reminds, grace = (REMINDS, GRACE) if circle.stage in ROUNDS else (STAYS, LINGERS)
    if circle.reminded_at is None:
        return circle.since + reminds[circle.pace]
    return circle.reminded_at + grace[circle.pace]


def _host_missed_at(circle: Circle) -> datetime | None:
    if circle.host_away:
        return None
    return host_awaited_until(circle)


def _look(circle: Circle, event: Look, now: datetime) -> Circle:
    due_at, missed_at = _step_due_at(circle), _host_missed_at(circle)
    if circle.is_over or circle.stage is Stage.GATHERING:
        return circle
    if circle.paused_at is not None:
        return _pause_lasts(circle, circle.paused_at, now)
    if missed_at is not None and now >= missed_at:
        return replace(circle, host_away=True)
    if due_at is None or now < due_at:
        return circle
    if circle.stage in ROUNDS and circle.holder is None:
        return next_turn(circle)
    must_wait = circle.reminded_at is None or now >= due_at + LATE
    return replace(circle, reminded_at=now) if must_wait else goes_on(circle)


def _pause_lasts(circle: Circle, paused_at: datetime, now: datetime) -> Circle:
    ends_at = paused_at + LONGEST_PAUSE[circle.pace]
    if now < ends_at:
        return circle
    return ends(circle) if now < ends_at + LATE else replace(_shifted(circle, paused_at, now), paused_at=now)


# What follows


class Follow(StrEnum):
    """What follows from a change, each made good by an effect that may run twice."""

    NEW_STEP = "new_step"
    SAME_STEP = "same_step"
    REMINDER = "reminder"
    INVITATION = "invitation"
    PEOPLE = "people"
    END = "end"


def what_follows(before: Circle, now: Circle) -> frozenset[Follow]:
    """Return what has to be done outside for a circle that has changed."""
    follows = set()
    if before.stage is not now.stage or (now.stage is Stage.GATHERING and before != now):
        follows.add(Follow.INVITATION)
    if now.step != before.step:
        follows.add(Follow.NEW_STEP)
    elif before != now:
        follows.add(Follow.SAME_STEP)
    if now.reminded_at is not None and before.reminded_at is None:
        follows.add(Follow.REMINDER)
    if {seat.person for seat in now.present} != {seat.person for seat in before.present} or now.host != before.host:
        follows.add(Follow.PEOPLE)
    if now.is_over and not before.is_over:
        follows.add(Follow.END)
    return frozenset(follows)


_HANDLERS: dict[type[Event], Callable[[Circle, Any, datetime], Circle]] = {
    Join: _join,
    Begin: _begin,
    Agree: _agree,
    OnlyListen: _only_listen,
    Leave: _leave,
    Volunteer: _volunteer,
    Tell: _tell,
    TakeBack: _take_back,
    Done: _done,
    Pass: _pass,
    AskLater: _ask_later,
    StillHere: _still_here,
    TakeTime: _take_time,
    MoveOn: _move_on,
    Pause: _pause,
    GoOn: _go_on,
    TakeOver: _take_over,
    StopHosting: _stop_hosting,
    End: _end,
    Shown: _shown,
    PlaceGone: _place_gone,
    Look: _look,
}
