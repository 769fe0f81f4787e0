"""How a letter to somebody with a seat looks, and what stands behind its buttons."""

from discord.utils import escape_markdown, format_dt

from bot.answers import Call
from bot.ui import Drawing, Style, button
from cogs.circles import names
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming import join_actions
from cogs.circles.forming.join_views import waits, without_a_seat
from cogs.circles.forming.letter_facts import SeatLetterFacts
from cogs.circles.looks import ACCENT


def seat_letter(facts: SeatLetterFacts) -> Drawing:
    """Draw a letter: it says neither where nor about what."""
    spoken = facts.language
    if facts.starts_at is None:
        said = texts.LETTER_NO_SEAT.in_(spoken)
    else:
        said = texts.LETTER_SOON.in_(spoken, when=format_dt(facts.starts_at, "R"))
    return Drawing(
        parts=[said],
        buttons=[
            button(texts.LETTER_READ.in_(spoken), "circles:letter", facts.seat_id, style=Style.primary),
            button(texts.LETTER_NO_MORE.in_(spoken), "circles:letter_no_more", facts.seat_id),
        ],
    )


async def read(call: Call) -> None:
    """Say what the letter is about."""
    mine = await join_actions.letter_about(call.kit, user_id=call.person.user_id, seat_id=call.row_id)
    spoken = call.language
    if mine.waited:
        said = without_a_seat(mine, spoken)
    elif mine.part is None or not mine.gathers:
        said = texts.LETTER_OVER.in_(spoken)
    elif mine.waits_until is not None:
        said = waits(mine, spoken)
    else:
        title, room = escape_markdown(mine.title), f"<#{mine.room_id}>"
        when = texts.LIST_NOW.in_(spoken) if mine.starts_at is None else format_dt(mine.starts_at, "F")
        said = texts.LETTER_ABOUT.in_(spoken, title=title, when=when, room=room)
    await call.show(Drawing(accent=ACCENT, parts=[said]))


async def no_more(call: Call) -> None:
    """Take the letter back, and write no more about this."""
    await join_actions.no_more_letters(call.kit, user_id=call.person.user_id, seat_id=call.row_id)
    call.committed = True
    await call.bot.cards.now(names.SEAT_LETTER, call.row_id)
    await call.say(texts.LETTER_STOPPED)
