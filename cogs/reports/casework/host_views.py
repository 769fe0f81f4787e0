"""*Someone else hosts the circle*: what it does is said before it is done."""

from bot.answers import Call
from bot.refusal import Refusal
from bot.ui import Drawing, Style, button
from cogs.reports.casework import case_texts, case_views, host_actions
from cogs.reports.viewing import viewer_for


async def other_host(call: Call) -> None:
    """Say what would happen."""
    viewer, spoken = await viewer_for(call, call.row_id), call.language
    names = await host_actions.hosted(call.kit, by=viewer, case_id=call.row_id)
    if not names:
        raise Refusal(case_texts.NO_CIRCLE)
    buttons = [
        button(case_texts.BACK.in_(spoken), "reports:show", call.row_id),
        button(case_texts.HOST_NOW.in_(spoken), "reports:other_host_now", call.row_id, style=Style.primary),
    ]
    said = case_texts.OTHER_HOST_FIRST.in_(spoken, circles=_listed(names))
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[said], buttons=buttons))


async def other_host_now(call: Call) -> None:
    """Let whoever presses host the circles."""
    viewer, spoken = await viewer_for(call, call.row_id), call.language
    names = await host_actions.replace(call.kit, by=viewer, case_id=call.row_id)
    call.committed = True
    back = button(case_texts.BACK.in_(spoken), "reports:show", call.row_id, style=Style.primary)
    said = case_texts.YOU_HOST.in_(spoken, circles=_listed(names))
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[said], buttons=[back]))


def _listed(names: list[str]) -> str:
    return ", ".join(f"*{name}*" for name in names)
