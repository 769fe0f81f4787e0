"""What the engine asks before anything changes: who has a seat, whose turn it is, who leads at this moment. Pure."""

from datetime import datetime

from bot.refusal import Refusal
from cogs.circles import texts
from cogs.circles.circle import Circle, Seat, Stage
from cogs.circles.times import HOST_GONE


def seat_here(circle: Circle, person: int) -> Seat:
    """Return the seat that somebody has now.

    Raises:
        Refusal: when they have none.
    """
    seat = circle.seat_of(person)
    if seat is None or seat.gone:
        raise no_seat(circle, person)
    return seat


def no_seat(circle: Circle, person: int) -> Refusal:
    """Return what somebody without a seat reads, who may have had one when the circle began without them."""
    seat = circle.seat_of(person)
    began_without = seat is not None and not seat.agreed and circle.stage not in (Stage.GATHERING, Stage.AGREEMENTS)
    return Refusal(texts.BEGAN_WITHOUT if began_without else texts.NO_SEAT)


def takes_part(circle: Circle, person: int, leads: bool) -> None:
    """Refuse whoever neither sits in a circle, nor hosts it, nor leads circles here.

    Raises:
        Refusal: saying for whom it is.
    """
    if not leads and person != circle.host:
        seat_here(circle, person)


def is_now(circle: Circle, step: int) -> None:
    """Refuse a press on something that is not asked any more, or while there is a pause (C2).

    Raises:
        Refusal: saying what is the case.
    """
    if circle.step != step or circle.stage is Stage.GATHERING:
        raise Refusal(texts.STEP_IS_OVER)
    not_in_a_pause(circle)


def not_in_a_pause(circle: Circle) -> None:
    """Refuse what waits until a pause is over.

    Raises:
        Refusal: when there is one.
    """
    if circle.paused_at is not None:
        raise Refusal(texts.IN_A_PAUSE)


def holder(circle: Circle, person: int, step: int) -> Seat:
    """Return the seat of somebody whose turn it is.

    Raises:
        Refusal: when it is not their turn in this step.
    """
    seat = seat_here(circle, person)
    is_now(circle, step)
    if circle.holder != seat.id:
        raise Refusal(texts.NOT_YOUR_TURN)
    return seat


def host_is_gone(circle: Circle, now: datetime) -> bool:
    """Whether nobody hosts, or the host has done nothing in this step for ten minutes (a day in a slow circle)."""
    if circle.host is None or circle.host_away:
        return True
    awaited_until = host_awaited_until(circle)
    return awaited_until is not None and now >= awaited_until


def may_lead(circle: Circle, person: int, leads: bool, now: datetime) -> bool:
    """The host and the team always; somebody with a seat while the host is gone, so that nobody is left waiting."""
    has_a_seat = circle.seat_of(person) in circle.present
    return leads or person == circle.host or (has_a_seat and host_is_gone(circle, now))


def host_awaited_until(circle: Circle) -> datetime | None:
    """Until when the host is waited for, who may listen through turns that go on without them."""
    if circle.host is None or circle.host_seen_at is None:
        return None
    if circle.stage is Stage.GATHERING:
        return circle.host_seen_at + HOST_GONE[circle.pace]
    return None if circle.since is None else max(circle.host_seen_at, circle.since) + HOST_GONE[circle.pace]
