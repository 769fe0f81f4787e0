"""Deciding, as the team meets it: one form, the preview, and what became of it."""

from collections.abc import Sequence

import discord

from bot.access import Person
from bot.answers import Call
from bot.language import Text
from bot.refusal import Refusal
from bot.ui import Buttons, Choice, Drawing, Field, Form, Picks, Someone, Style, Words, button
from cogs.reports import gate, names
from cogs.reports.casework.case_list_views import after_one
from cogs.reports.casework.case_views import pages, quoted
from cogs.reports.deciding import measure_actions, measure_facts, measure_rules
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.guarding import guard_all
from cogs.reports.deciding.measure_facts import Shown, ShownMeasure, Start
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.pieces import moment
from cogs.reports.viewing import viewer_for, viewer_of
from data.cards import Fate
from data.measures import Decision, Outcome, Stage

_TAKES = 2.5  # seconds that somebody waits for each measure


async def viewer_for_decision(call: Call) -> Person:
    """Return who presses a button whose row is a decision, in its server and as what they are there now.

    Raises:
        Refusal: when there is none, or they are not there: both read as a missing case.
    """
    async with call.kit.store.reading() as session:
        decision = await session.get(Decision, call.row_id)
    if decision is None:
        raise Refusal(gate.NO_SUCH_CASE)
    return await viewer_of(call, decision.guild_id)


# The form


async def decide(call: Call) -> None:
    """Open the form of a decision, with one suggestion ticked; first what waits for a second person."""
    viewer = await viewer_for(call, call.row_id)
    waits = await measure_facts.to_look_at(call.kit, by=viewer, case_id=call.row_id)
    if waits is not None:
        await show_decision(call, viewer, waits)
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
        whom = Someone("whom", texts.WHOM.in_(spoken), texts.WHOM_ABOUT.in_(spoken))
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
    whom = await measure_actions.whom(
        call.kit, by=viewer, case_id=call.row_id, picked=int(picked[0]) if picked else None
    )
    kinds = [Kind(kind) for kind in ticked if kind in set(Kind)]
    await guard_all(_guild(call, viewer), kinds, moderator_id=viewer.user_id, subject_id=whom)
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
    await show_all(call, preview(shown, call.language))


async def _to_subject(call: Call, viewer: Person) -> str:
    """Return the words that were written, or the usual ones where the form had no place for them."""
    if "words" in call.values:
        return call.values["words"]
    start = await measure_facts.start(call.kit, by=viewer, case_id=call.row_id)
    return texts.DEFAULT_TO_SUBJECT.in_(start.language)


def _guild(call: Call, viewer: Person) -> discord.Guild | None:
    return call.bot.get_guild(viewer.guild_id or 0)


# The preview (R24)


def preview(shown: Shown, spoken: str) -> list[Drawing]:
    """Draw what would happen: to whom, what, until when, the exact words; in several messages where it is long."""
    parts = [texts.PREVIEW.in_(spoken, name=shown.name), *what_happens(shown, spoken)]
    if shown.needs_second:
        parts.append(texts.PREVIEW_SECOND.in_(spoken))
    if shown.talk_first and shown.measures:
        parts.append(texts.PREVIEW_TALK_FIRST.in_(spoken))
    return pages(
        parts,
        [
            button(texts.DO_IT.in_(spoken), "reports:do_it", shown.id, style=Style.primary),
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
        await guard_shown(call, viewer, shown, moderator_id=viewer.user_id)
    stage = await measure_actions.carry_out(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    if stage is Stage.NEEDS_SECOND:
        await call.replace(waiting(shown, call.language))
        return
    await show_outcome(call, viewer, call.row_id, goes_on=True)


async def guard_shown(call: Call, viewer: Person, shown: Shown, *, moderator_id: int, undoing: bool = False) -> None:
    """Ask the one guard anew, with what everybody is in the server at this moment (R25)."""
    kinds = [measure.kind for measure in shown.measures]
    guild, subject_id = _guild(call, viewer), shown.subject_id
    await guard_all(guild, kinds, moderator_id=moderator_id, subject_id=subject_id, undoing=undoing)


async def show_outcome(call: Call, viewer: Person, decision_id: int, *, goes_on: bool = False) -> None:
    """Bring every measure and the letter into step, as far as a moment allows, and say what is true of them.

    Args:
        call: Who waits for it.
        viewer: The same, in the server of the decision.
        decision_id: Which.
        goes_on: Whether what comes next is said below it.
    """
    await bring_into_step(call, viewer, decision_id)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    if shown.letter_id is not None:
        await call.bot.cards.now(names.LETTER_CARD, shown.letter_id)
        shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    if not goes_on:
        await call.replace(outcome(shown, call.language))
        return
    parts, buttons = _outcome(shown, call.language)
    await call.replace(await after_one(call, viewer, [*parts, *([Buttons(buttons)] if buttons else [])]))


async def bring_into_step(call: Call, viewer: Person, decision_id: int) -> None:
    """Let Discord match every measure of a decision, as far as a moment allows."""
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    for measure in shown.measures:
        await call.bot.jobs.run_now(names.MEASURE, measure.id, within=_TAKES)


def waiting(shown: Shown, spoken: str) -> Drawing:
    """Draw that a decision waits for a second person."""
    return Drawing(
        parts=[texts.NEEDS_SECOND.in_(spoken, name=shown.name)],
        buttons=[button(texts.IT_CANNOT_WAIT.in_(spoken), "reports:cannot_wait", shown.id)],
    )


# What became of it


def outcome(shown: Shown, spoken: str) -> Drawing:
    """Draw what became of each measure and of the letter, truly (R36)."""
    parts, buttons = _outcome(shown, spoken)
    return Drawing(parts=parts, buttons=buttons)


def _outcome(shown: Shown, spoken: str) -> tuple[list[str], list[discord.ui.Button[Drawing]]]:
    found = {measure.outcome for measure in shown.measures}
    head = texts.DONE if shown.measures else texts.DECIDED_NOTHING
    if shown.stage is Stage.UNDONE:
        head = texts.UNDONE
    elif shown.stage is Stage.LEFT or found == {Outcome.FAILED}:
        head = texts.NOT_CARRIED_OUT
    parts = [head.in_(spoken, name=shown.name)]
    if shown.measures:
        parts.append("\n".join(_outcome_line(measure, spoken) for measure in shown.measures))
        parts.append(_letter_line(shown).in_(spoken))
    if shown.stage is Stage.UNDONE:
        parts += [
            texts.CANNOT_BE_UNDONE[each.kind].in_(spoken)
            for each in shown.measures
            if each.kind in texts.CANNOT_BE_UNDONE and each.outcome is Outcome.DONE
        ]
    buttons = []
    if shown.stage is Stage.DECIDED and shown.measures:
        buttons.append(button(texts.UNDO.in_(spoken), "reports:undo", shown.id))
    if shown.stage is Stage.DECIDED and Outcome.FAILED in found:
        buttons.append(button(texts.TRY_AGAIN.in_(spoken), "reports:try_again", shown.id))
    if shown.letter is Fate.REFUSED:
        buttons.append(button(texts.SEND_AGAIN.in_(spoken), "reports:send_again", shown.id))
    return parts, buttons


def _outcome_line(measure: ShownMeasure, spoken: str) -> str:
    end = "" if measure.ends_at is None else moment(measure.ends_at)
    if measure.why is not None and measure.outcome is not Outcome.UNDONE:
        said = texts.WHYS[measure.why].in_(spoken)
        if measure.outlasted_until is not None:
            said = texts.LONGER_UNTIL.in_(spoken, end=moment(measure.outlasted_until))
    else:
        said = texts.OUTCOMES[measure.outcome].in_(spoken)
    name = texts.KINDS[measure.kind].in_(spoken)
    until = texts.PREVIEW_UNTIL.in_(spoken, end=end) if end and measure.outcome is Outcome.DONE else ""
    return texts.OUTCOME.in_(spoken, measure=name + until, outcome=said)


def _letter_line(shown: Shown) -> Text:
    if shown.words is None:
        return texts.LETTER_NONE
    if shown.letter in (Fate.SHOWN, Fate.TAKEN_DOWN):
        return texts.LETTER_SENT
    if shown.letter is Fate.REFUSED:
        return texts.LETTER_REFUSED
    waits = shown.letter is Fate.WAITING or any(each.outcome is Outcome.WAITING for each in shown.measures)
    return texts.LETTER_WAITING if waits else texts.LETTER_NOT_TRIED


async def undo(call: Call) -> None:
    """Undo what a decision did, and say what could not be undone."""
    viewer = await viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    await guard_shown(call, viewer, shown, moderator_id=viewer.user_id, undoing=True)
    await measure_actions.undo(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await show_outcome(call, viewer, call.row_id)


async def try_again(call: Call) -> None:
    """Let Discord be asked anew for what it did not carry out."""
    viewer = await viewer_for_decision(call)
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=call.row_id)
    await guard_shown(call, viewer, shown, moderator_id=viewer.user_id, undoing=shown.stage is not Stage.DECIDED)
    await measure_actions.try_again(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await show_outcome(call, viewer, call.row_id)


async def send_again(call: Call) -> None:
    """Send the person's letter anew."""
    viewer = await viewer_for_decision(call)
    await measure_actions.send_again(call.kit, by=viewer, decision_id=call.row_id)
    call.committed = True
    await show_outcome(call, viewer, call.row_id)


# A decision, as it stands for somebody of the team


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
        return pages(
            [texts.SECOND_ASKED.in_(spoken, who=who), *what_happens(shown, spoken)],
            [
                button(texts.AGREE.in_(spoken), "reports:agree", shown.id, style=Style.primary),
                button(texts.DO_NOT_AGREE.in_(spoken), "reports:disagree", shown.id),
            ],
        )
    if shown.stage is Stage.DECIDED and shown.emergency and not shown.reviewed and not own:
        return pages(
            [texts.DECIDED_ALONE.in_(spoken, who=who), *what_happens(shown, spoken)],
            [
                button(texts.IT_STANDS.in_(spoken), "reports:it_stands", shown.id, style=Style.primary),
                button(texts.UNDO.in_(spoken), "reports:undo", shown.id),
            ],
        )
    return [outcome(shown, spoken)]
