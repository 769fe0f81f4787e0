"""The letter of the day after: who wishes it, how it looks, and what stands behind its button."""

from bot.answers import Call
from bot.ui import Drawing, Style, button
from cogs.circles import names
from cogs.circles.afterwards import after_actions, after_texts
from cogs.circles.afterwards.after_facts import LetterFacts
from cogs.circles.looks import ACCENT


def letter_card(facts: LetterFacts) -> Drawing:
    """Draw a letter: it says only that something is there."""
    spoken = facts.language
    see = button(after_texts.LETTER_LABEL.in_(spoken), "circles:after", facts.seat_id, style=Style.primary)
    return Drawing(parts=[after_texts.LETTER_SAYS.in_(spoken)], buttons=[see])


async def after_yes(call: Call) -> None:
    """Say yes to a letter of the day after, or no again."""
    writes = await after_actions.wish_letter(call.kit, by=call.person, step_id=call.row_id)
    call.committed = True
    await call.say(after_texts.WILL_ASK if writes else after_texts.WILL_NOT_ASK)


async def open_letter(call: Call) -> None:
    """Ask how somebody is."""
    await after_actions.open_letter(call.kit, by=call.person, seat_id=call.row_id)
    spoken, seat_id = call.language, call.row_id
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=[after_texts.HOW_ARE_YOU.in_(spoken)],
            quiet=after_texts.NOBODY_LEARNS.in_(spoken),
            buttons=[
                button(after_texts.FINE.in_(spoken), "circles:after_fine", seat_id),
                button(after_texts.SUPPORT.in_(spoken), "support:page", 0),
                button(after_texts.TELL.in_(spoken), "circles:after_tell", seat_id),
                button(after_texts.NO_MORE.in_(spoken), "circles:after_no_more", seat_id),
            ],
        )
    )


async def fine(call: Call) -> None:
    """Thank them. It is kept nowhere."""
    await call.say(after_texts.FINE_SAYS)


async def tell(call: Call) -> None:
    """Say how to tell the team."""
    await call.say(after_texts.TELL_SAYS)


async def no_more(call: Call) -> None:
    """Take the letter back, and write no more of this circle."""
    await after_actions.no_more(call.kit, by=call.person, seat_id=call.row_id)
    call.committed = True
    still_there = await call.bot.cards.may_be_seen((names.AFTER_LETTER, call.row_id))
    said = after_texts.NO_MORE_SOON if still_there else after_texts.NO_MORE_SAYS
    await call.replace(Drawing(accent=ACCENT, parts=[said.in_(call.language)]))
