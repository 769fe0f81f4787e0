"""What a decision would do, shown before it is done (R24), and doing it."""

from collections.abc import Sequence

from bot.answers import Call
from bot.ui import Drawing, Style, button
from cogs.reports.casework.case_views import pages, quoted
from cogs.reports.deciding import measure_actions, measure_facts, measure_rules, outcome_views
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.measure_facts import Shown, ShownMeasure
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.outcome_views import viewer_for_decision
from cogs.reports.deciding.pieces import moment
from data.measures import Stage


def preview(shown: Shown, spoken: str) -> list[Drawing]:
    """Draw what would happen: to whom, what, until when, the exact words; in several messages where it is long."""
    parts = [texts.PREVIEW.in_(spoken, name=shown.name), *what_happens(shown, spoken)]
    if shown.needs_second:
        parts.append(texts.PREVIEW_SECOND.in_(spoken))
    if shown.talk_first and shown.measures:
        parts.append(texts.PREVIEW_TALK_FIRST.in_(spoken))
    asks_first = shown.talk_first and bool(shown.measures)
    first = [button(texts.ASK_FIRST.in_(spoken), "reports:ask", shown.case_id, style=Style.primary)]
    return pages(
        parts,
        [
            *(first if asks_first else []),
            button(
                texts.DO_IT.in_(spoken),
                "reports:do_it",
                shown.id,
                style=Style.secondary if asks_first else Style.primary,
            ),
            button(texts.CHANGE_IT.in_(spoken), "reports:change_decision", shown.id),
            button(texts.LEAVE_IT.in_(spoken), "reports:leave_decision", shown.id),
        ],
    )


async def show_all(call: Call, drawings: Sequence[Drawing]) -> None:
    """Show what may take several messages; the buttons stand under the last."""
    first, *others = drawings
    await call.replace(first)
    for each in others:
        await call.show(each)


def what_happens(shown: Shown, spoken: str) -> list[str]:
    """Say everything that a decision does, for whoever is to confirm it or to look at it again."""
    if shown.subject_id is None:
        parts = [texts.PREVIEW_NOBODY.in_(spoken)]
    else:
        lines = [texts.PREVIEW_PERSON.in_(spoken, user_id=shown.subject_id)]
        for measure in shown.measures:
            lines += _measure_lines(shown, measure, spoken)
        parts = ["\n".join(lines)]
    if shown.words is not None:
        asking = "" if shown.how_to_ask is None else f"\n{shown.how_to_ask}"
        parts.append(texts.PREVIEW_WORDS.in_(spoken, words=quoted(shown.words + asking)))
    elif shown.measures:
        parts.append(texts.PREVIEW_NO_LETTER.in_(spoken))
    if shown.to_reporter is None:
        parts.append(texts.PREVIEW_REPORTER_NOTHING.in_(spoken))
    else:
        parts.append(texts.PREVIEW_REPORTER.in_(spoken, words=quoted(shown.to_reporter)))
    return parts


def _measure_lines(shown: Shown, measure: ShownMeasure, spoken: str) -> list[str]:
    if measure.kind is Kind.REMOVE_MESSAGE:
        return [texts.PREVIEW_MESSAGE.in_(spoken, link=link) for link in shown.links]
    return [
        texts.PREVIEW_MEASURE.in_(spoken, measure=texts.KINDS[measure.kind].in_(spoken), until=_until(measure, spoken))
    ]


def _until(measure: ShownMeasure, spoken: str) -> str:
    if measure.ends_at is not None:
        return texts.PREVIEW_UNTIL.in_(spoken, end=moment(measure.ends_at))
    return texts.PREVIEW_NO_END.in_(spoken) if measure.kind in measure_rules.LASTS else ""


async def leave(call: Call) -> None:
    """Drop a draft."""
    await measure_actions.leave(call.kit, by=await viewer_for_decision(call), decision_id=call.row_id)
    await call.replace(Drawing(parts=[texts.LEFT.in_(call.language)]))


# Doing it


async def do_it(call: Call) -> None:
    """Carry out what the preview showed, if this person still may and nothing came between."""
    viewer = await viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    if shown.stage is Stage.DRAFTED:
        await outcome_views.guard_shown(call, viewer, shown, moderator_id=viewer.user_id)
    stage = await measure_actions.carry_out(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    if stage is Stage.NEEDS_SECOND:
        await call.replace(waiting(shown, call.language))
        return
    await outcome_views.show_outcome(call, viewer, call.row_id, goes_on=True)


def waiting(shown: Shown, spoken: str) -> Drawing:
    """Draw that a decision waits for a second person."""
    return Drawing(
        parts=[texts.NEEDS_SECOND.in_(spoken, name=shown.name)],
        buttons=[
            button(texts.IT_CANNOT_WAIT.in_(spoken), "reports:cannot_wait", shown.id),
            button(texts.TAKE_IT_BACK.in_(spoken), "reports:take_back_decision", shown.id),
        ],
    )
