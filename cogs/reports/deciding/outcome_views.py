"""What became of a decision, as the team meets it: each measure and the letter, truly; undoing, and trying again."""

import discord

from bot.access import Person
from bot.answers import Call
from bot.language import Text
from bot.refusal import Refusal
from bot.ui import Buttons, Drawing, button
from cogs.reports import gate, names
from cogs.reports.casework.case_list_views import after_one
from cogs.reports.deciding import measure_actions, measure_facts
from cogs.reports.deciding import measure_texts as texts
from cogs.reports.deciding.guarding import guard_all
from cogs.reports.deciding.measure_facts import Shown, ShownMeasure
from cogs.reports.deciding.pieces import moment
from cogs.reports.viewing import viewer_of
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


async def guard_shown(call: Call, viewer: Person, shown: Shown, *, moderator_id: int, undoing: bool = False) -> None:
    """Ask the one guard anew, with what everybody is in the server at this moment (R25)."""
    kinds = [measure.kind for measure in shown.measures]
    await guard_all(
        call.bot.get_guild(viewer.server_id),
        kinds,
        moderator_id=moderator_id,
        subject_id=shown.subject_id,
        links=shown.links,
        undoing=undoing,
    )


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
    parts, buttons = what_became(shown, call.language)
    await call.replace(await after_one(call, viewer, [*parts, *([Buttons(buttons)] if buttons else [])]))


async def bring_into_step(call: Call, viewer: Person, decision_id: int) -> None:
    """Let Discord match every measure of a decision, as far as a moment allows."""
    shown = await measure_facts.shown(call.kit, by=viewer, decision_id=decision_id)
    for measure in shown.measures:
        await call.bot.jobs.run_now(names.MEASURE, measure.id, within=_TAKES)


# What became of it


def outcome(shown: Shown, spoken: str) -> Drawing:
    """Draw what became of each measure and of the letter, truly (R36)."""
    parts, buttons = what_became(shown, spoken)
    return Drawing(parts=parts, buttons=buttons)


def what_became(shown: Shown, spoken: str) -> tuple[list[str], list[discord.ui.Button[Drawing]]]:
    """Say what became of each measure and of the letter, and what can be done about it."""
    found = {measure.outcome for measure in shown.measures}
    head = texts.DONE if shown.measures else texts.DECIDED_NOTHING
    if shown.stage is Stage.UNDONE:
        head = texts.NOT_UNDONE_YET if found & {Outcome.FAILED, Outcome.TO_UNDO} else texts.UNDONE
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
    if Outcome.FAILED in found:
        buttons.append(button(texts.TRY_AGAIN.in_(spoken), "reports:try_again", shown.id))
    if shown.letter is Fate.REFUSED:
        buttons.append(button(texts.SEND_AGAIN.in_(spoken), "reports:send_again", shown.id))
    return parts, buttons


def _outcome_line(measure: ShownMeasure, spoken: str) -> str:
    end = "" if measure.ends_at is None else moment(measure.ends_at)
    if measure.why is not None and measure.outcome is not Outcome.UNDONE:
        said = _why(measure.why).in_(spoken, end=moment(measure.applied_until) if measure.applied_until else "")
        if measure.outlasted_until is not None:
            said = texts.LONGER_UNTIL.in_(spoken, end=moment(measure.outlasted_until))
    else:
        said = texts.OUTCOMES[measure.outcome].in_(spoken)
    name = texts.KINDS[measure.kind].in_(spoken)
    until = texts.PREVIEW_UNTIL.in_(spoken, end=end) if end and measure.outcome is Outcome.DONE else ""
    return texts.OUTCOME.in_(spoken, measure=name + until, outcome=said)


def _why(why: str) -> Text:
    return texts.WHYS_AFTER[why] if why in texts.WHYS_AFTER else texts.WHYS[why]


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
