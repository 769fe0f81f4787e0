"""Taking a seat, one's own seat, and the list of circles."""

from collections.abc import Sequence

from discord import app_commands
from discord.utils import escape_markdown, format_dt

from bot.answers import Call
from bot.presses import row_typed
from bot.refusal import Refusal
from bot.ui import Buttons, Drawing, Part, Style, button, in_rows, link_to
from cogs.circles import texts as shared
from cogs.circles.circle import Pace
from cogs.circles.circle import Part as For
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming import join_actions
from cogs.circles.forming.join_actions import Listed, MySeat
from cogs.circles.forming.open_views import here_since
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import step_texts, turn_texts

_CHOICES = 25
_LINES = 15
_ROWS = 5  # of buttons; with its text and frame a message holds no more than 40 parts


# Joining


async def join(call: Call) -> None:
    """Take a seat to tell and listen."""
    await _take(call, call.row_id, For.TELLER)


async def listen(call: Call) -> None:
    """Take a seat to listen."""
    await _take(call, call.row_id, For.LISTENER)


async def join_by_command(call: Call, circle: str) -> None:
    """Take a seat in a circle picked from the list."""
    circle_id = row_typed(circle)
    if circle_id is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    await _take(call, circle_id, For.TELLER)


async def _take(call: Call, circle_id: int, part: For) -> None:
    since = here_since(call)
    try:
        mine = await join_actions.join(call.kit, by=call.person, circle_id=circle_id, part=part, here_since=since)
    except Refusal as no:
        if no.text is not shared.HAS_BEGUN:
            raise
        await _ask_late(call, circle_id)
        return
    call.committed = True
    await call.show(seat_drawing(mine, call.language))


async def _ask_late(call: Call, circle_id: int) -> None:
    """Show what the others agreed to, before somebody comes in to listen."""
    await join_actions.may_come_late(call.kit, by=call.person, circle_id=circle_id, here_since=here_since(call))
    spoken = call.language
    said = texts.COME_IN.in_(spoken, agreements=step_texts.SIX_AGREEMENTS.in_(spoken))
    come_in = button(texts.COME_IN_BUTTON.in_(spoken), "circles:come_in", circle_id, style=Style.primary)
    await call.show(Drawing(accent=ACCENT, parts=[said], buttons=[come_in]))


async def come_in(call: Call) -> None:
    """Come in to listen, having read what the others agreed to."""
    mine = await join_actions.come_late(call.kit, by=call.person, circle_id=call.row_id, here_since=here_since(call))
    call.committed = True
    await call.replace(seat_drawing(mine, call.language))


# One's own seat


async def seat(call: Call) -> None:
    """Show somebody their seat."""
    mine = await join_actions.my_seat(call.kit, by=call.person, circle_id=call.row_id)
    await call.show(seat_drawing(mine, call.language))


def seat_drawing(mine: MySeat, spoken: str) -> Drawing:
    """Draw somebody's own seat: when it begins, and what they can wish."""
    parts: list[Part] = [_says(mine, spoken)]
    if mine.may_remind and mine.gathers and mine.waits_until is None:
        parts.append(texts.REMINDS.in_(spoken))
    if mine.unhurried:
        parts.append(texts.UNHURRIED.in_(spoken))
    row = mine.circle_id
    buttons = []
    if mine.may_remind and mine.gathers:
        buttons.append(button(texts.REMIND_OFF.in_(spoken), "circles:remind_off", row))
    elif mine.part is not None and mine.can_be_reminded:
        buttons.append(button(texts.REMIND.in_(spoken), "circles:remind", row))
    if mine.part is For.TELLER and mine.gathers:
        if mine.unhurried:
            buttons.append(button(texts.MORE_TIME_OFF.in_(spoken), "circles:more_time_off", row))
        else:
            buttons.append(button(texts.MORE_TIME.in_(spoken), "circles:more_time", row))
    if mine.part is not None and not mine.called_off:
        buttons.append(button(texts.LEAVE.in_(spoken), "circles:leave", row))
    if buttons:
        parts.append(Buttons(buttons))
    if mine.hosts:
        parts.append(Buttons([button(texts.HOST_PAGE_BUTTON.in_(spoken), "circles:host_page", row)]))
    return Drawing(accent=ACCENT, parts=parts)


def _says(mine: MySeat, spoken: str) -> str:
    if mine.waited:
        return without_a_seat(mine, spoken)
    if mine.part is None:
        return texts.NO_SEAT_HERE.in_(spoken)
    if mine.called_off:
        return texts.CARD_CALLED_OFF.in_(spoken)
    head = texts.SEATED if mine.part is For.TELLER else texts.SEATED_LISTENER
    title, room = escape_markdown(mine.title), f"<#{mine.room_id}>"
    if not mine.gathers:
        about = texts.SEATED_BEGUN.in_(spoken, title=title, room=room)
    elif mine.waits_until is not None:
        about = waits(mine, spoken)
    elif mine.starts_at is not None:
        about = texts.SEATED_WHEN.in_(spoken, title=title, when=format_dt(mine.starts_at, "F"))
    else:
        about = texts.SEATED_NOW.in_(spoken, title=title, room=room)
    return f"{head.in_(spoken)}\n{about}"


def waits(mine: MySeat, spoken: str) -> str:
    """Say that somebody's circle waits for a facilitator, and until when."""
    assert mine.waits_until is not None
    when = format_dt(mine.waits_until, "F")
    return texts.SEATED_WAITS.in_(spoken, title=escape_markdown(mine.title), when=when)


def without_a_seat(mine: MySeat, spoken: str) -> str:
    """Say that there was no seat for somebody, to them only."""
    return (texts.WAITED_IN_VAIN if mine.called_off else texts.NO_SEAT_THIS_TIME).in_(spoken)


async def remind(call: Call) -> None:
    """Say yes to reminders."""
    await _remind(call, on=True)


async def remind_off(call: Call) -> None:
    """Say no to reminders."""
    await _remind(call, on=False)


async def _remind(call: Call, *, on: bool) -> None:
    mine = await join_actions.remind(call.kit, by=call.person, circle_id=call.row_id, on=on)
    call.committed = True
    await call.replace(seat_drawing(mine, call.language))


async def more_time(call: Call) -> None:
    """Take all the time one needs, in every circle."""
    await _more_time(call, on=True)


async def more_time_off(call: Call) -> None:
    """Keep the usual time again."""
    await _more_time(call, on=False)


async def _more_time(call: Call, *, on: bool) -> None:
    mine = await join_actions.take_time(call.kit, by=call.person, circle_id=call.row_id, on=on)
    call.committed = True
    await call.replace(seat_drawing(mine, call.language))


# The list


async def show_list(call: Call) -> None:
    """Show the circles of a server that have not ended."""
    spoken = call.language
    found, may_open = await join_actions.listed(call.kit, by=call.person)
    if not found:
        how = texts.LIST_OPEN_ONE if may_open else texts.LIST_ASK
        await call.show(Drawing(accent=ACCENT, parts=[texts.LIST_EMPTY.in_(spoken, how=how.in_(spoken))]))
        return
    lines = [_line(call, each) for each in found[:_LINES]]
    if len(found) > _LINES:
        lines.append(texts.LIST_MORE.in_(spoken, count=len(found) - _LINES))
    parts: list[Part] = [texts.LIST_TITLE.in_(spoken), "\n".join(lines), *_asked(found, spoken)]
    await call.show(Drawing(accent=ACCENT, parts=parts, quiet=texts.LIST_QUIET.in_(spoken)))


def _line(call: Call, each: Listed) -> str:
    spoken = call.language
    when = texts.LIST_NOW.in_(spoken) if each.starts_at is None else format_dt(each.starts_at, "F")
    state = [*([when] if each.gathers else []), _state(each, spoken)]
    if each.hosts:
        state.append(texts.LIST_HOST.in_(spoken))
    if each.mine:
        state.append(texts.LIST_MINE.in_(spoken))
    if each.message is not None:
        room_id, message_id = each.message
        state.append(texts.LIST_LINK.in_(spoken, link=link_to(call.person.server_id, room_id, message_id)))
    return texts.LIST_LINE.in_(
        spoken,
        title=escape_markdown(each.title),
        theme=texts.THEMES[each.theme].in_(spoken),
        pace=(texts.PACE_SLOW if each.pace == Pace.SLOW else texts.PACE_LIVE).in_(spoken),
        state=" · ".join(state),
    )


def _asked(found: Sequence[Listed], spoken: str) -> list[Buttons]:
    """Draw a way to what stands for one's own circles, since somebody may have deleted it: an invitation, a step."""
    own = [each for each in found if each.hosts or (each.mine and not each.gathers)]
    ways = []
    for each in own:
        if each.gathers:
            verb, label, named = "circles:invite_again", texts.INVITE_AGAIN, texts.INVITE_AGAIN_OF
        else:
            verb, label, named = "circles:ask_again", turn_texts.ASK_AGAIN, turn_texts.ASK_AGAIN_OF
        says = label.in_(spoken) if len(own) == 1 else named.in_(spoken, title=each.title)
        ways.append(button(says, verb, each.circle_id))
    return in_rows(ways)[:_ROWS]


def _state(each: Listed, spoken: str) -> str:
    if each.gathers:
        return texts.LIST_GATHERING.in_(spoken, count=each.people)
    return (texts.LIST_BEGUN if each.can_listen else texts.LIST_RUNNING).in_(spoken)


async def choices(call: Call, typed: str) -> list[app_commands.Choice[str]]:
    """Offer the circles that somebody can join now, by their title."""
    if call.person.guild_id is None:
        return []
    found, _ = await join_actions.listed(call.kit, by=call.person)
    shown = [each for each in found if not each.mine and (each.gathers or each.can_listen)]
    fitting = [each for each in shown if typed.casefold() in each.title.casefold()]
    return [app_commands.Choice(name=each.title[:100], value=str(each.circle_id)) for each in fitting[:_CHOICES]]
