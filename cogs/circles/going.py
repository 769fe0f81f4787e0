"""How a circle goes forward: its steps, its turns, its stages, its end. Pure; `rules.py` says when and for whom."""

from dataclasses import replace

from cogs.circles.circle import ROUNDS, Circle, Seat, Stage, Told

A_TALK = 2  # people, below which there is nobody left to talk with
_NEXT = {
    Stage.AGREEMENTS: Stage.ROUND_ONE,
    Stage.ROUND_ONE: Stage.ROUND_TWO,
    Stage.ROUND_TWO: Stage.FLASHBACKS,
    Stage.FLASHBACKS: Stage.TALK,
    Stage.TALK: Stage.DEBRIEF,
    Stage.DEBRIEF: Stage.CONSENT,
    Stage.CONSENT: Stage.CLOSED,
}


def new_step(circle: Circle) -> Circle:
    """Something new is asked: no time runs until it is shown (C3)."""
    return replace(circle, step=circle.step + 1, since=None, reminded_at=None)


def next_stage(circle: Circle) -> Circle:
    """Begin what comes next, and leave out what there is nothing to do for."""
    stage = _NEXT[circle.stage]
    circle = replace(circle, stage=stage, holder=None, queue=(), question=0)
    nothing_to_say_to = stage is Stage.FLASHBACKS and not any(seat.has_told for seat in circle.present)
    if nothing_to_say_to or (stage is Stage.DEBRIEF and not circle.questions):
        return next_stage(circle)
    if stage not in ROUNDS:
        return new_step(circle)
    seats = tuple(replace(seat, told=Told.NOT_YET, came_back=False, was_away=False) for seat in circle.seats)
    circle = replace(circle, seats=seats)
    asked = tuple(seat.id for seat in circle.tellers if not seat.passes)
    circle = replace(circle, queue=asked)
    return new_step(circle) if asked else next_stage(circle)


def next_turn(circle: Circle) -> Circle:
    """Ask the next in the queue who is there and wants to be asked; after the last, the next stage begins."""
    circle = with_what_was_told(circle)
    for place, seat_id in enumerate(circle.queue):
        if circle.seat(seat_id).passes:
            circle = circle.with_seat(seat_id, told=Told.PASSED)
        else:
            return new_step(replace(circle, holder=seat_id, queue=circle.queue[place + 1 :]))
    return next_stage(replace(circle, holder=None, queue=()))


def with_what_was_told(circle: Circle) -> Circle:
    """Words that stand when a turn is over were told, however it came to be over."""
    seats = tuple(replace(seat, has_told=seat.has_told or seat.told is Told.TOLD) for seat in circle.seats)
    return replace(circle, seats=seats)


def moved_back(circle: Circle) -> Circle:
    """Whoever does not answer is asked at the end of the round, once, and then passed over (C9); not who has told."""
    assert circle.holder is not None
    seat = circle.seat(circle.holder)
    if comes_again(circle, seat):
        return next_turn(replace(circle.with_seat(seat.id, was_away=True), queue=(*circle.queue, seat.id)))
    return next_turn(circle if seat.told is Told.TOLD else circle.with_seat(seat.id, told=Told.PASSED))


def comes_again(circle: Circle, holder: Seat) -> bool:
    """Whether the holder, moved back now, is asked once more in this round."""
    return bool(circle.queue) and not holder.was_away and holder.told is not Told.TOLD


def goes_on(circle: Circle) -> Circle:
    """Go on to what comes after this step, whoever or whatever asked for it."""
    if circle.stage is Stage.AGREEMENTS:
        return without_who_did_not_agree(circle)
    if circle.stage in ROUNDS:
        return moved_back(circle) if circle.holder is not None else next_turn(circle)
    if circle.stage is Stage.DEBRIEF and circle.question + 1 < circle.questions:
        return new_step(replace(circle, question=circle.question + 1))
    return next_stage(circle)


def without_who_did_not_agree(circle: Circle) -> Circle:
    """Begin with those who agreed; the others give up their seats."""
    seats = tuple(seat if seat.agreed else replace(seat, gone=True) for seat in circle.seats)
    circle = replace(circle, seats=seats)
    if len(circle.present) < A_TALK or not circle.tellers:
        return ends(circle)
    return next_stage(circle)


def begins_when_all_agree(circle: Circle) -> Circle:
    """Begin the first round once everybody who is here has agreed."""
    return next_stage(circle) if all(seat.agreed for seat in circle.present) else circle


def ends(circle: Circle) -> Circle:
    """End early: where something was told, each teller is still asked what becomes of it."""
    circle = replace(with_what_was_told(circle), holder=None, queue=(), paused_at=None)
    if circle.stage in (Stage.GATHERING, Stage.AGREEMENTS):
        return new_step(replace(circle, stage=Stage.CALLED_OFF))
    has_stories = any(seat.has_told for seat in circle.present)
    is_last = circle.stage is Stage.CONSENT or not has_stories
    return new_step(replace(circle, stage=Stage.CLOSED if is_last else Stage.CONSENT))
