"""How the cards of a circle's steps look. The newest card is what is asked now; an older one only says what was."""

from collections.abc import Callable, Iterable

from discord.utils import format_dt

from bot.language import Text
from bot.ui import Buttons, Drawing, Part, Style, button
from cogs.circles import circle as engine
from cogs.circles import texts
from cogs.circles.afterwards import after_texts
from cogs.circles.circle import OVER, ROUNDS, Pace, Seat, Stage
from cogs.circles.going import comes_again
from cogs.circles.hosting import host_texts
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import step_texts, ways_views
from cogs.circles.sitting.step_facts import ReminderFacts, StepFacts
from cogs.circles.times import LONGEST_PAUSE


def step_card(facts: StepFacts) -> Drawing:
    """Draw one step of a circle. It notifies whose turn it is, once, when it is first shown; nobody otherwise."""
    said = _SAID[facts.stage](facts)
    if not facts.is_now:
        return Drawing(accent=ACCENT, parts=said)
    if facts.stage in OVER:
        still: list[Part] = [Buttons(ways)] if (ways := ways_views.after_the_end(facts)) else []
        return Drawing(accent=ACCENT, parts=[*said, *still], buttons=ways_views.help_after(facts))
    spoken, circle = facts.language, facts.circle
    head = [host_texts.OTHER_HOST.in_(spoken)] if facts.new_host else []
    if circle.paused_at is not None:
        asked: list[Part] = [*_in_a_pause(facts)]
    else:
        asked = [*_more_said(facts), Buttons(ways_views.ways(facts))]
    if circle.host is None or circle.host_away:
        asked.append(Buttons(ways_views.without_host(facts)))
    return Drawing(
        accent=ACCENT,
        parts=[*head, *said, *asked],
        quiet=_quiet(facts),
        buttons=ways_views.safety(facts),
        pings=[] if facts.teller is None else [facts.teller],
    )


def pause_card(facts: StepFacts) -> Drawing:
    """Draw the pause: a card of its own, so that whoever is writing sees it. It goes when the circle goes on."""
    return Drawing(accent=ACCENT, parts=_in_a_pause(facts), buttons=ways_views.help_ways(facts))


def reminder_card(facts: ReminderFacts) -> Drawing:
    """Draw the one reminder of a step: it notifies whose turn it is, and it goes when the step is over."""
    spoken = facts.language
    if facts.is_turn:
        until = format_dt(facts.goes_on_at, "R")
        said = step_texts.REMIND_HOLDER.in_(spoken, person=f"<@{facts.person}>", when=until)
        way = button(step_texts.STILL_HERE.in_(spoken), "circles:still_here", facts.step_id)
    else:
        to_all = facts.person is None
        who = f"<@{facts.person}>"
        said = step_texts.REMIND_ALL.in_(spoken) if to_all else step_texts.REMIND_HOST.in_(spoken, person=who)
        way = button(step_texts.GO_ON.in_(spoken), "circles:go_on", facts.step_id)
    pings = [facts.person] if facts.is_turn and facts.person is not None else []
    return Drawing(accent=ACCENT, parts=[said], buttons=[way], pings=pings)


def named(seats: Iterable[Seat]) -> str:
    """Return people as a line of names."""
    return ", ".join(f"<@{seat.person}>" for seat in seats)


# What each step says, for as long as its card stands


def _agreements(facts: StepFacts) -> list[str]:
    return [step_texts.AGREEMENTS.in_(facts.language), step_texts.SIX_AGREEMENTS.in_(facts.language)]


def _round(facts: StepFacts) -> list[str]:
    spoken = facts.language
    name = step_texts.ROUNDS[facts.stage].in_(spoken)
    if facts.teller is None:
        title = step_texts.ROUND.in_(spoken, round=name)
    elif facts.is_now:
        title = step_texts.TURN.in_(spoken, round=name, person=f"<@{facts.teller}>")
    else:  # one line, the same whether they told or passed
        return [step_texts.TURN_OVER.in_(spoken, round=name, person=f"<@{facts.teller}>")]
    return [title, step_texts.PROMPT.in_(spoken, prompt=facts.asks)] if facts.asks else [title]


def _flashbacks(facts: StepFacts) -> list[str]:
    return _titled(facts, step_texts.FLASHBACKS, step_texts.FLASHBACKS_ABOUT)


def _talk(facts: StepFacts) -> list[str]:
    return _titled(facts, step_texts.TALK, step_texts.TALK_ABOUT)


def _titled(facts: StepFacts, title: Text, about: Text) -> list[str]:
    """What to do, as long as it can be done; afterwards the title alone."""
    return [each.in_(facts.language) for each in ((title, about) if facts.is_now else (title,))]


def _debrief(facts: StepFacts) -> list[str]:
    spoken = facts.language
    title = step_texts.DEBRIEF.in_(spoken, number=facts.number, all=facts.circle.questions)
    return [title, step_texts.PROMPT.in_(spoken, prompt=facts.asks)]


def _consent(facts: StepFacts) -> list[str]:
    return _titled(facts, step_texts.CONSENT, step_texts.CONSENT_ABOUT)


def _end(facts: StepFacts) -> list[str]:
    spoken = facts.language
    said = (step_texts.CLOSED if facts.stage is Stage.CLOSED else step_texts.CALLED_OFF).in_(spoken)
    if facts.thread_goes_at is None:
        return [said]
    about = after_texts.THREAD_GOES.in_(spoken, roles=step_texts.WHO_LOOKS_IN.in_(spoken))
    goes = step_texts.THREAD_UNTIL.in_(spoken, when=format_dt(facts.thread_goes_at, "R"), about=about)
    sooner = step_texts.LEAVE_SOONER.in_(spoken, how=step_texts.HOW_TO_LEAVE.in_(spoken))
    if any(seat.has_told for seat in facts.circle.seats):
        return [said, step_texts.STORIES_LATER.in_(spoken), goes, sooner]
    return [said, goes, sooner]


_SAID: dict[Stage, Callable[[StepFacts], list[str]]] = {
    Stage.AGREEMENTS: _agreements,
    Stage.ROUND_ONE: _round,
    Stage.ROUND_TWO: _round,
    Stage.FLASHBACKS: _flashbacks,
    Stage.TALK: _talk,
    Stage.DEBRIEF: _debrief,
    Stage.CONSENT: _consent,
    Stage.CLOSED: _end,
    Stage.CALLED_OFF: _end,
}


# What it says besides while it is asked


def _more_said(facts: StepFacts) -> list[str]:
    if facts.stage is Stage.AGREEMENTS:
        return _who_is_here(facts)
    if facts.stage not in ROUNDS:
        return []
    return _who_begins(facts) if facts.teller is None else _guide(facts)


def _who_is_here(facts: StepFacts) -> list[str]:
    spoken, circle = facts.language, facts.circle
    lines = [step_texts.TELLERS.in_(spoken, people=named(circle.tellers))]
    listeners = [seat for seat in circle.present if seat.part is engine.Part.LISTENER]
    if listeners:
        lines.append(step_texts.LISTENERS.in_(spoken, people=named(listeners)))
    if circle.host is not None:
        lines.append(step_texts.HOST.in_(spoken, person=f"<@{circle.host}>"))
    agreed = sum(seat.agreed for seat in circle.present)
    return ["\n".join(lines), step_texts.AGREED.in_(spoken, count=agreed, all=len(circle.present))]


def _who_begins(facts: StepFacts) -> list[str]:
    spoken = facts.language
    order = [
        step_texts.ORDER_LINE.in_(spoken, place=place, person=f"<@{facts.circle.seat(seat_id).person}>")
        for place, seat_id in enumerate(facts.circle.queue, 1)
    ]
    return [step_texts.WHO_BEGINS.in_(spoken), "\n".join(order)]


def _guide(facts: StepFacts) -> list[str]:
    spoken, circle = facts.language, facts.circle
    is_live = circle.pace is Pace.LIVE
    began = step_texts.TURN_BEGAN.in_(spoken, when=format_dt(facts.began_at, "R"))
    lasts = step_texts.GUIDE_LIVE[facts.stage] if is_live else step_texts.GUIDE_SLOW
    silent = step_texts.IF_SILENT if is_live else step_texts.IF_SILENT_SLOW
    if circle.holder is not None and not comes_again(circle, circle.seat(circle.holder)):
        silent = step_texts.IF_SILENT_AGAIN
    guide = " ".join([lasts.in_(spoken), *([began] if is_live else []), silent.in_(spoken)])
    after = [circle.seat(seat_id) for seat_id in circle.queue]
    then = step_texts.NEXT.in_(spoken, people=named(after)) if after else step_texts.LAST.in_(spoken)
    return [guide, f"{step_texts.WRITE_OR_FORM.in_(spoken)}\n{then}"]


def _in_a_pause(facts: StepFacts) -> list[Part]:
    spoken, circle = facts.language, facts.circle
    if circle.needs_facilitator and circle.host is None:
        return [texts.NEEDS_FACILITATOR.in_(spoken)]
    assert circle.paused_at is not None
    ends = format_dt(circle.paused_at + LONGEST_PAUSE[circle.pace], "R")
    resume = button(step_texts.GO_ON.in_(spoken), "circles:resume", circle.id, style=Style.primary)
    return [f"{step_texts.IN_A_PAUSE.in_(spoken)} {step_texts.PAUSE_ENDS.in_(spoken, when=ends)}", Buttons([resume])]


def _quiet(facts: StepFacts) -> str:
    spoken = facts.language
    if facts.stage is Stage.AGREEMENTS:
        lines = [step_texts.BEGINS_WITH_ALL, step_texts.NO_MESSAGES_READ]
    elif facts.stage in ROUNDS and facts.teller is None:
        lines = [step_texts.FIRST_IS_ASKED, step_texts.ORDER_IS_SHOWN]
    elif facts.stage in ROUNDS:
        lines = [step_texts.ORDER_IS_SHOWN]
    else:
        lines = [step_texts.DEBRIEF_QUIET] if facts.stage is Stage.DEBRIEF else [step_texts.NO_MESSAGES_READ]
    return "\n".join(line.in_(spoken) for line in lines)
