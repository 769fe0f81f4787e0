"""The guide for whoever takes reports, and saying yes to it."""

from bot.answers import Call
from bot.language import Text
from bot.ui import Drawing, Style, button
from cogs.reports.roster import roster_actions, roster_texts


def _about_size(size: int) -> Text:
    few = {0: roster_texts.GUIDE_NOBODY, 1: roster_texts.GUIDE_ONE, 2: roster_texts.GUIDE_TWO}
    return few.get(size, roster_texts.GUIDE_MORE)


async def show_guide(call: Call) -> None:
    """Show the one page, and until they have said yes, ask."""
    place = await roster_actions.place_of(call.kit, by=call.person)
    spoken = call.language
    parts = [text.in_(spoken) for text in (roster_texts.GUIDE, roster_texts.GUIDE_KEPT, roster_texts.GUIDE_REST)]
    parts.append(_about_size(place.size).in_(spoken, count=place.size))
    if place.accepted:
        await call.show(Drawing(parts=parts, quiet=roster_texts.TAKEN_ON_ALREADY.in_(spoken)))
        return
    yes = button(roster_texts.TAKE_ON.in_(spoken), "reports:accept", 0, style=Style.primary)
    await call.show(Drawing(parts=parts, buttons=[yes, button(roster_texts.NOT_NOW.in_(spoken), "reports:not_yet", 0)]))


async def accept(call: Call) -> None:
    """Take it on."""
    user = call.interaction.user
    await roster_actions.accept(call.kit, by=call.person, name=user.display_name, handle=user.name)
    call.committed = True
    await call.replace(Drawing(parts=[roster_texts.TAKEN_ON.in_(call.language)]))


async def not_yet(call: Call) -> None:
    """Leave it: nothing is kept."""
    await call.replace(Drawing(parts=[roster_texts.NOT_TAKEN_ON.in_(call.language)]))
