"""What a reporter is asked once a case has been closed for a week: whether it stopped."""

from bot.answers import Call
from bot.ui import Drawing, button
from cogs.reports.casework import case_texts, case_watch_actions


async def stopped(call: Call) -> None:
    """Ask whether it stopped."""
    name = await case_watch_actions.name_of(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    spoken = call.language
    buttons = [
        button(case_texts.STOPPED.in_(spoken), "reports:it_stopped", call.row_id),
        button(case_texts.GOES_ON.in_(spoken), "reports:goes_on", call.row_id),
        button(case_texts.RATHER_NOT.in_(spoken), "reports:rather_not", call.row_id),
    ]
    await call.show(Drawing(parts=[case_texts.STOPPED_ASK.in_(spoken, name=name)], buttons=buttons))


async def it_stopped(call: Call) -> None:
    """Keep that it has stopped."""
    await case_watch_actions.it_stopped(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(parts=[case_texts.STOPPED_THANKS.in_(call.language)]))


async def goes_on(call: Call) -> None:
    """Keep that it goes on, and let the team look again."""
    name = await case_watch_actions.it_goes_on(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    call.committed = True
    add = button(case_texts.ADD_MORE.in_(call.language), "reports:add", call.row_id)
    said = case_texts.GOES_ON_THANKS.in_(call.language, name=name)
    await call.replace(Drawing(parts=[said], buttons=[add]))


async def rather_not(call: Call) -> None:
    """Leave it unanswered."""
    await call.replace(Drawing(parts=[case_texts.RATHER_NOT_SAID.in_(call.language)]))
