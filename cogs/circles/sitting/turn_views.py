"""Presses on what a circle asks now: agreeing, a turn, going on. Each answer is for the one who pressed."""

from bot.answers import Call
from bot.language import Text
from bot.showing import Whereabouts
from bot.ui import Buttons, Drawing, Style, button, link_to
from cogs.circles import names
from cogs.circles.circle import Stage
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import sit_actions, step_texts, turn_texts
from cogs.circles.sitting.sit_actions import NotAgreed


async def agree(call: Call) -> None:
    """Agree to the agreements."""
    await sit_actions.agree(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.AGREED)


async def only_listen(call: Call) -> None:
    """Listen in this circle; whoever has not agreed yet can do so at once."""
    circle = await sit_actions.only_listen(call.kit, by=call.person, step_id=call.row_id)
    call.committed = True
    if circle.is_over:
        await _say(call, turn_texts.NOBODY_TELLS)
        return
    seat, spoken = circle.seat_of(call.person.user_id), call.language
    agree_too = [button(step_texts.AGREE.in_(spoken), "circles:agree", call.row_id, style=Style.primary)]
    has_agreed = seat is not None and seat.agreed
    said = turn_texts.LISTENS if has_agreed else turn_texts.LISTENS_AND_AGREES
    await call.show(Drawing(accent=ACCENT, parts=[said.in_(spoken)], buttons=[] if has_agreed else agree_too))


async def begin_round(call: Call) -> None:
    """Begin the round."""
    await sit_actions.begin_round(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.YOU_BEGIN)


async def done(call: Call) -> None:
    """Have told."""
    await sit_actions.done(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.THANKS)


async def pass_on(call: Call) -> None:
    """Pass, this once."""
    await sit_actions.pass_on(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.PASSED)


async def pass_always(call: Call) -> None:
    """Pass, and be asked no more in this circle."""
    await sit_actions.pass_on(call.kit, by=call.person, step_id=call.row_id, always=True)
    await _say(call, turn_texts.PASSED_ALWAYS)


async def later(call: Call) -> None:
    """Be asked at the end of the round."""
    await sit_actions.ask_later(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.ASKED_LATER)


async def more(call: Call) -> None:
    """Show what is rarer in a turn, only to whose turn it is."""
    turn = await sit_actions.my_turn(call.kit, by=call.person, step_id=call.row_id)
    spoken, step_id = call.language, call.row_id
    time = (
        button(turn_texts.USUAL_TIME_BUTTON.in_(spoken), "circles:usual_time", step_id)
        if turn.takes_all_time
        else button(turn_texts.ALL_TIME_BUTTON.in_(spoken), "circles:all_time", step_id)
    )
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=[
                turn_texts.MORE.in_(spoken),
                Buttons([button(turn_texts.MORE_TIME_BUTTON.in_(spoken), "circles:still_here", step_id), time]),
            ],
            buttons=[button(turn_texts.PASS_ALWAYS_BUTTON.in_(spoken), "circles:pass_always", step_id)],
        )
    )


async def still_here(call: Call) -> None:
    """Take more time."""
    await sit_actions.still_here(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.MORE_TIME)


async def all_time(call: Call) -> None:
    """Take all the time one needs, from now on."""
    await sit_actions.take_all_time(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.ALL_TIME)


async def usual_time(call: Call) -> None:
    """Take the usual time again."""
    await sit_actions.take_usual_time(call.kit, by=call.person)
    await _say(call, turn_texts.USUAL_TIME)


async def go_on(call: Call) -> None:
    """Go on to what comes next; while not everybody has agreed, ask first."""
    missing = await sit_actions.before_going_on(call.kit, by=call.person, step_id=call.row_id)
    if missing is None:
        await go_on_now(call)
    else:
        await call.replace(without_them(missing, call.row_id, call.language))


def without_them(missing: NotAgreed, step_id: int, spoken: str) -> Drawing:
    """Draw the question whether to go on without those who have not agreed."""
    if missing.calls_off:
        said, way = turn_texts.TOO_FEW_AGREED.in_(spoken), turn_texts.CALL_OFF
    else:
        said, way = turn_texts.NOT_ALL_AGREED.in_(spoken, count=missing.count), turn_texts.GO_ON_WITHOUT
    return Drawing(accent=ACCENT, parts=[said], buttons=[button(way.in_(spoken), "circles:go_on_now", step_id)])


async def go_on_now(call: Call) -> None:
    """Go on to what comes next, whoever has agreed by now."""
    circle = await sit_actions.go_on(call.kit, by=call.person, step_id=call.row_id)
    await _say(call, turn_texts.CALLED_OFF if circle.stage is Stage.CALLED_OFF else turn_texts.WENT_ON)


async def ask_again(call: Call) -> None:
    """Show what a circle asks now, where somebody deleted it, and say where it stands."""
    step_id = await sit_actions.ask_again(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    if await call.bot.cards.now(names.STEP_CARD, step_id) is Whereabouts.TAKEN_DOWN:  # only this look found that out
        step_id = await sit_actions.ask_again(call.kit, by=call.person, circle_id=call.row_id)
        await call.bot.cards.now(names.STEP_CARD, step_id)
    stands = await sit_actions.where_it_stands(call.kit, step_id=step_id)
    if stands is None:
        await _say(call, turn_texts.ASKED_SOON)
        return
    await _say(call, turn_texts.ASKED_HERE, link=link_to(call.person.server_id, *stands))


async def _say(call: Call, text: Text, **names_in_it: object) -> None:
    call.committed = True
    await call.replace(Drawing(accent=ACCENT, parts=[text.in_(call.language, **names_in_it)]))
