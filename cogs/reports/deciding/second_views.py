"""A second person, as the team meets it: agreeing, acting alone, and looking at that again."""

from bot.answers import Call
from bot.ui import Drawing
from cogs.reports.deciding import measure_facts, measure_views, second_actions
from cogs.reports.deciding import measure_texts as texts
from data.measures import Stage


async def agree(call: Call) -> None:
    """Agree to what somebody else decided: it is carried out."""
    viewer = await measure_views.viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    if shown.stage is Stage.NEEDS_SECOND:
        await measure_views.guard_shown(call, viewer, shown, moderator_id=shown.drafted_by)
    await second_actions.agree(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await measure_views.show_outcome(call, viewer, call.row_id)


async def disagree(call: Call) -> None:
    """Do not agree: nothing is done."""
    await second_actions.disagree(call.kit, by=await measure_views.viewer_for_decision(call), decision_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(parts=[texts.NOT_AGREED.in_(call.language)]))


async def cannot_wait(call: Call) -> None:
    """Act alone; somebody else looks at it within 24 hours."""
    viewer = await measure_views.viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    if shown.stage is Stage.NEEDS_SECOND:
        await measure_views.guard_shown(call, viewer, shown, moderator_id=viewer.user_id)
    await second_actions.do_not_wait(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await measure_views.show_outcome(call, viewer, call.row_id)


async def it_stands(call: Call) -> None:
    """Look again at what somebody did alone, and let it stand."""
    await second_actions.it_stands(call.kit, by=await measure_views.viewer_for_decision(call), decision_id=call.row_id)
    await call.replace(Drawing(parts=[texts.LOOKED_AT.in_(call.language)]))
