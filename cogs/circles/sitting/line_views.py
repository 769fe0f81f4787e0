"""Flashbacks: giving a line to somebody who told, and reading the lines that one was given."""

from bot.answers import Call
from bot.ui import Buttons, Drawing, Form, Part, Words, button, without_disguise
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import line_actions, telling_rules, telling_texts
from cogs.circles.sitting.line_actions import Line
from cogs.circles.sitting.telling_facts import LineFacts

_ON_A_PAGE = 12  # Discord's limit of parts in one message


def line_card(facts: LineFacts) -> Drawing:
    """Draw a line that its teller shows. It notifies nobody."""
    words = without_disguise(facts.words)
    said = telling_texts.LINE_CARD.in_(
        facts.language, giver=f"<@{facts.giver}>", teller=f"<@{facts.teller}>", line=words
    )
    return Drawing(accent=ACCENT, parts=[said])


# Giving


async def give(call: Call) -> None:
    """Show everybody who told something, each with a way to give a line."""
    people = await line_actions.whom_to_give(call.kit, by=call.person, step_id=call.row_id)
    spoken = call.language
    if not people:
        await call.say(telling_texts.NOBODY_TO_GIVE)
        return
    parts: list[Part] = [telling_texts.GIVE_TO.in_(spoken)]
    for each in people:
        person = f"<@{each.person}>"
        if each.words:
            words = without_disguise(each.words)
            parts.append(telling_texts.LINE_GIVEN.in_(spoken, person=person, line=words))
        else:
            parts.append(telling_texts.LINE_TO.in_(spoken, person=person))
        if not each.shown:
            label = telling_texts.CHANGE_LINE if each.words else telling_texts.WRITE_LINE
            parts.append(Buttons([button(label.in_(spoken), "circles:line_to", each.seat_id)]))
    await call.show(Drawing(accent=ACCENT, parts=parts))


async def line_to(call: Call) -> None:
    """Open the form for one line."""
    given = await line_actions.given_to(call.kit, by=call.person, seat_id=call.row_id)
    spoken = call.language
    words = Words(
        "words",
        telling_texts.LINE_LABEL.in_(spoken),
        telling_texts.LINE_ABOUT.in_(spoken),
        value=given.words,
        longest=telling_rules.LONGEST_LINE,
        short=True,
    )
    person = telling_texts.LINE_TO.in_(spoken, person=f"<@{given.person}>")
    await call.open(Form(telling_texts.LINE_TITLE.in_(spoken), "circles:line", call.row_id, [person, words]))


async def line(call: Call) -> None:
    """Keep a line for the teller."""
    words = call.values.get("words", "")
    given = await line_actions.give(call.kit, by=call.person, seat_id=call.row_id, words=words)
    call.committed = True
    await call.say(telling_texts.LINE_KEPT, person=f"<@{given.person}>")


# Reading


async def lines(call: Call) -> None:
    """Show somebody the lines that they were given."""
    given = await line_actions.lines_for(call.kit, by=call.person, circle_id=call.row_id)
    if not given:
        await call.say(telling_texts.NO_LINES)
    for page in _pages(given):
        await call.show(_drawn(page, call.language))


async def show_line(call: Call) -> None:
    """Show a line in the circle."""
    await _decide(call, shown=True)


async def keep_line(call: Call) -> None:
    """Keep a line to oneself again: its message goes."""
    await _decide(call, shown=False)


async def _decide(call: Call, *, shown: bool) -> None:
    circle_id = await line_actions.show(call.kit, by=call.person, line_id=call.row_id, shown=shown)
    call.committed = True
    given = await line_actions.lines_for(call.kit, by=call.person, circle_id=circle_id)
    (page,) = [page for page in _pages(given) if any(each.id == call.row_id for each in page)]
    await call.replace(_drawn(page, call.language))


def _pages(given: list[Line]) -> list[list[Line]]:
    return [given[start : start + _ON_A_PAGE] for start in range(0, len(given), _ON_A_PAGE)]


def _drawn(page: list[Line], spoken: str) -> Drawing:
    parts: list[Part] = [telling_texts.LINES_TITLE.in_(spoken)]
    for each in page:
        words = without_disguise(each.words)
        said = telling_texts.LINE_FROM_SHOWN if each.shown else telling_texts.LINE_FROM
        parts.append(said.in_(spoken, person=f"<@{each.giver}>", line=words))
        if each.shown:
            parts.append(Buttons([button(telling_texts.KEEP_LINE.in_(spoken), "circles:keep_line", each.id)]))
        else:
            parts.append(Buttons([button(telling_texts.SHOW_LINE.in_(spoken), "circles:show_line", each.id)]))
    return Drawing(accent=ACCENT, parts=parts)
