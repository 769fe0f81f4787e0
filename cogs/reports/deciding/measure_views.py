"""Deciding, as the team meets it: one form, which leads to the preview."""

from bot.access import Person
from bot.answers import Call
from bot.ui import Choice, Field, Form, Picks, Someone, Words
from cogs.reports.deciding import measure_actions, measure_facts, measure_rules, preview_views, second_views
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.guarding import guard_all
from cogs.reports.deciding.measure_facts import Start
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.outcome_views import viewer_for_decision
from cogs.reports.viewing import viewer_for


async def decide(call: Call) -> None:
    """Open the form of a decision, with one suggestion ticked; first what waits for a second person."""
    viewer = await viewer_for(call, call.row_id)
    waits = await measure_facts.to_look_at(call.kit, by=viewer, case_id=call.row_id)
    if waits is not None:
        await second_views.show_decision(call, viewer, waits)
        return
    start = await measure_facts.start(call.kit, by=viewer, case_id=call.row_id)
    await call.open(_form(call.row_id, start, call.language))


async def change(call: Call) -> None:
    """Open the form again with what was chosen; what is sent is a new draft, so the old preview no longer works."""
    viewer = await viewer_for_decision(call)
    case_id, start = await measure_facts.start_again(call.kit, by=viewer, decision_id=call.row_id)
    await call.open(_form(case_id, start, call.language))


def _form(case_id: int, start: Start, spoken: str) -> Form:
    kinds: list[tuple[str, str, str | None]] = [
        (kind, texts.KINDS[kind].in_(spoken), texts.KINDS_ABOUT[kind].in_(spoken)) for kind in Kind
    ]
    nothing = measure_rules.NOTHING
    kinds.append((nothing, texts.NO_MEASURE.in_(spoken), texts.KINDS_ABOUT[nothing].in_(spoken)))
    lengths = [(key, texts.LENGTHS[key].in_(spoken), None) for key in measure_rules.LENGTHS]
    what = Picks("measures", texts.WHAT_TO_DO.in_(spoken), kinds, texts.SUGGESTED.in_(spoken), chosen=start.kinds)
    until = Choice("until", texts.UNTIL_WHEN.in_(spoken), lengths, chosen=start.length)
    rule = Words(
        "rule", texts.RULE.in_(spoken), value=start.rule, longest=measure_rules.LONGEST_RULE, required=False, short=True
    )
    said = texts.DEFAULT_TO_REPORTER.in_(start.language) if start.to_reporter is None else start.to_reporter
    to_reporter = Words(
        "to_reporter",
        texts.TO_REPORTER.in_(spoken),
        texts.TO_REPORTER_ABOUT.in_(spoken),
        value=said,
        longest=measure_rules.LONGEST_TO_REPORTER,
        required=False,
    )
    parts: list[Field]
    if start.subject_id is None:
        about = texts.WHOM_ABOUT_SEVERAL if start.is_one_of_several else texts.WHOM_ABOUT
        whom = Someone("whom", texts.WHOM.in_(spoken), about.in_(spoken))
        parts = [whom, what, until, rule, to_reporter]
    else:
        to_subject = Words(
            "words",
            texts.TO_SUBJECT.in_(spoken),
            texts.TO_SUBJECT_ABOUT.in_(spoken),
            value=start.to_subject or texts.DEFAULT_TO_SUBJECT.in_(start.language),
            longest=measure_rules.LONGEST_TO_SUBJECT,
            required=False,
        )
        parts = [what, until, rule, to_subject, to_reporter]
    return Form(texts.DECIDE_TITLE.in_(spoken, name=start.name), "reports:decided", case_id, parts)


async def decided(call: Call) -> None:
    """Keep what was chosen as a draft, and show exactly what would happen."""
    viewer = await viewer_for(call, call.row_id)
    picked = call.picked.get("whom", ())
    ticked = call.picked.get("measures", ())
    whom, links = await measure_actions.whom(
        call.kit, by=viewer, case_id=call.row_id, picked=int(picked[0]) if picked else None
    )
    kinds = [Kind(kind) for kind in ticked if kind in set(Kind)]
    await guard_all(
        call.bot.get_guild(viewer.server_id), kinds, moderator_id=viewer.user_id, subject_id=whom, links=links
    )
    form = measure_actions.Form(
        kinds=ticked,
        length=call.values.get("until", ""),
        rule=call.values.get("rule", ""),
        to_subject=await _to_subject(call, viewer),
        to_reporter=call.values.get("to_reporter", ""),
        picked=whom,
    )
    decision_id = await measure_actions.draft(call.kit, by=viewer, case_id=call.row_id, form=form)
    call.committed = True
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    await preview_views.show_all(call, preview_views.preview(shown, call.language))


async def _to_subject(call: Call, viewer: Person) -> str:
    """Return the words that were written, or the usual ones where the form had no place for them."""
    if "words" in call.values:
        return call.values["words"]
    start = await measure_facts.start(call.kit, by=viewer, case_id=call.row_id)
    return texts.DEFAULT_TO_SUBJECT.in_(start.language)
