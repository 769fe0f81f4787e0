"""A decision as it stands for somebody of the team; a second person: agreeing, acting alone, looking again."""

from bot.access import Person
from bot.answers import Call
from bot.refusal import Refusal
from bot.ui import Drawing, Style, button
from cogs.reports.casework.case_views import pages
from cogs.reports.deciding import measure_actions, measure_facts, outcome_views, second_actions
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_facts import Shown
from cogs.reports.deciding.outcome_views import viewer_for_decision
from cogs.reports.deciding.preview_views import waiting, what_happens
from cogs.reports.viewing import viewer_for
from data.measures import Stage


async def open_decision(call: Call) -> None:
    """Show a decision to whoever was written to about it: to agree, to look again, or to see what became of it."""
    await show_decision(call, await viewer_for_decision(call), call.row_id)


async def what_was_decided(call: Call) -> None:
    """Show the last decision on a case that is not open any more."""
    viewer = await viewer_for(call, call.row_id)
    last = await measure_facts.to_look_at(call.kit, by=viewer, case_id=call.row_id)
    if last is None:
        raise Refusal(texts.NOTHING_DECIDED)
    await show_decision(call, viewer, last)


async def show_decision(call: Call, viewer: Person, decision_id: int) -> None:
    """Show a decision as it stands for this person; that is noted."""
    shown = await measure_actions.look_at(call.kit, by=viewer, decision_id=decision_id)
    for drawing in _decision(shown, viewer, call.language):
        await call.show(drawing)


def _decision(shown: Shown, viewer: Person, spoken: str) -> list[Drawing]:
    own, who = shown.drafted_by == viewer.user_id, f"<@{shown.drafted_by}>"
    if shown.stage is Stage.NEEDS_SECOND and own:
        return [waiting(shown, spoken)]
    if shown.stage is Stage.NEEDS_SECOND:
        parts = [texts.SECOND_ASKED.in_(spoken, who=who), *what_happens(shown, spoken)]
        agree_to = button(texts.AGREE.in_(spoken), "reports:agree", shown.id, style=Style.primary)
        do_not = button(texts.DO_NOT_AGREE.in_(spoken), "reports:disagree", shown.id)
        if shown.went_on:
            return pages([*parts, texts.SECOND_STALE.in_(spoken)], [do_not])
        return pages(parts, [agree_to, do_not])
    if shown.stage is Stage.DECIDED and shown.emergency and not shown.reviewed and not own:
        return pages(
            [texts.DECIDED_ALONE.in_(spoken, who=who), *what_happens(shown, spoken)],
            [
                button(texts.IT_STANDS.in_(spoken), "reports:it_stands", shown.id, style=Style.primary),
                button(texts.UNDO.in_(spoken), "reports:undo", shown.id),
            ],
        )
    return [outcome_views.outcome(shown, spoken)]


# A second person


async def agree(call: Call) -> None:
    """Agree to what somebody else decided: it is carried out."""
    viewer = await viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    if shown.stage is Stage.NEEDS_SECOND:
        for moderator_id in (shown.drafted_by, viewer.user_id):  # both of them carry it
            await outcome_views.guard_shown(call, viewer, shown, moderator_id=moderator_id)
    await second_actions.agree(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await outcome_views.show_outcome(call, viewer, call.row_id)


async def disagree(call: Call) -> None:
    """Do not agree: nothing is done."""
    await second_actions.disagree(call.kit, by=await viewer_for_decision(call), decision_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(parts=[texts.NOT_AGREED.in_(call.language)]))


async def take_back(call: Call) -> None:
    """Take back what waits for a second person."""
    await second_actions.take_back(call.kit, by=await viewer_for_decision(call), decision_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(parts=[texts.LEFT.in_(call.language)]))


async def cannot_wait(call: Call) -> None:
    """Act alone; somebody else looks at it within 24 hours."""
    viewer = await viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    if shown.stage is Stage.NEEDS_SECOND:
        await outcome_views.guard_shown(call, viewer, shown, moderator_id=viewer.user_id)
    await second_actions.do_not_wait(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await outcome_views.show_outcome(call, viewer, call.row_id)


async def it_stands(call: Call) -> None:
    """Look again at what somebody did alone, and let it stand."""
    await second_actions.it_stands(call.kit, by=await viewer_for_decision(call), decision_id=call.row_id)
    await call.replace(Drawing(parts=[texts.LOOKED_AT.in_(call.language)]))
