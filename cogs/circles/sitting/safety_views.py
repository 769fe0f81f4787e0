"""Pausing, leaving, help: at every moment of a circle, and nobody else is told."""

from bot.answers import Call
from bot.ui import Drawing, button, in_rows
from cogs.circles.circle import Circle, Stage
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import sit_actions, step_texts, turn_texts

_ROWS = 5  # of buttons; with its text and frame a message holds no more than 40 parts


async def pause(call: Call) -> None:
    """Let there be a pause."""
    await sit_actions.pause(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.say(turn_texts.PAUSED)


async def resume(call: Call) -> None:
    """End a pause."""
    await sit_actions.resume(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.say(turn_texts.RESUMED)


async def leave(call: Call) -> None:
    """Give up one's seat."""
    circle = await sit_actions.leave(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.replace(_left(call, circle, turn_texts.LEFT.in_(call.language)))


async def not_today(call: Call) -> None:
    """Not agree to the agreements: the seat is given up."""
    circle = await sit_actions.leave(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.show(_left(call, circle, turn_texts.SEAT_GIVEN_UP.in_(call.language)))


def _left(call: Call, circle: Circle, said: str) -> Drawing:
    parts = [said]
    if circle.stage is not Stage.GATHERING:
        how = step_texts.HOW_TO_LEAVE.in_(call.language)
        parts.append(turn_texts.LEFT_WORDS.in_(call.language))
        parts.append(turn_texts.LEFT_THREAD.in_(call.language, how=how))
    return Drawing(accent=ACCENT, parts=parts)


async def leave_by_command(call: Call) -> None:
    """Give up the one seat that somebody has; with several they choose."""
    sitting = await sit_actions.circles_of(call.kit, by=call.person)
    if not sitting:
        await call.say(turn_texts.NO_CIRCLE)
        return
    if len(sitting) == 1:
        circle = await sit_actions.leave(call.kit, by=call.person, circle_id=sitting[0].circle_id)
        call.committed = True
        await call.show(_left(call, circle, turn_texts.LEFT.in_(call.language)))
        return
    spoken = call.language
    ways = [
        button(turn_texts.LEAVE_ONE.in_(spoken, title=each.title, name=each.name), "circles:leave", each.circle_id)
        for each in sitting
    ]
    await call.show(Drawing(accent=ACCENT, parts=[turn_texts.LEAVE_WHICH.in_(spoken), *in_rows(ways)[:_ROWS]]))
