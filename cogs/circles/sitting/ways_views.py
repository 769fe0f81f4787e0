"""The buttons on the cards of a circle's steps: what can be done now, and what can be done at every moment."""

from collections.abc import Callable

import discord

from bot.ui import Drawing, Style, button
from cogs.circles.circle import Stage
from cogs.circles.sitting import step_texts
from cogs.circles.sitting.step_facts import StepFacts

_Button = discord.ui.Button[Drawing]


def ways(facts: StepFacts) -> list[_Button]:
    """Return what can be done with what is asked now."""
    return _WAYS[facts.stage](facts)


def _agreements_row(facts: StepFacts) -> list[_Button]:
    spoken = facts.language
    return [
        button(step_texts.AGREE.in_(spoken), "circles:agree", facts.step_id, style=Style.primary),
        button(step_texts.ONLY_LISTEN.in_(spoken), "circles:only_listen", facts.step_id),
        button(step_texts.NOT_TODAY.in_(spoken), "circles:not_today", facts.circle.id),
        _go_on(facts),
    ]


def _round_row(facts: StepFacts) -> list[_Button]:
    spoken, step_id = facts.language, facts.step_id
    if facts.teller is None:
        return [
            button(step_texts.I_BEGIN.in_(spoken), "circles:begin_round", step_id, style=Style.primary),
            _go_on(facts),
        ]
    return [
        button(step_texts.DONE.in_(spoken), "circles:done", step_id, style=Style.primary),
        button(step_texts.PASS.in_(spoken), "circles:pass", step_id),
        button(step_texts.LATER.in_(spoken), "circles:later", step_id),
        button(step_texts.FORM.in_(spoken), "circles:tell_form", step_id),
        button(step_texts.MORE.in_(spoken), "circles:more", step_id),
    ]


def _flashbacks_row(facts: StepFacts) -> list[_Button]:
    give = button(step_texts.GIVE.in_(facts.language), "circles:give", facts.step_id, style=Style.primary)
    return [give, _lines(facts), _go_on(facts)]


def _talk_row(facts: StepFacts) -> list[_Button]:
    return [_lines(facts), _go_on(facts)]


def _debrief_row(facts: StepFacts) -> list[_Button]:
    return [_go_on(facts)]


def _consent_row(facts: StepFacts) -> list[_Button]:
    spoken, step_id = facts.language, facts.step_id
    return [
        button(step_texts.MY_STORIES.in_(spoken), "circles:my_stories", step_id, style=Style.primary),
        _tomorrow(facts),
        _lines(facts),
        button(step_texts.CLOSE.in_(spoken), "circles:go_on", step_id),
    ]


def _go_on(facts: StepFacts) -> _Button:
    return button(step_texts.GO_ON.in_(facts.language), "circles:go_on", facts.step_id)


def _lines(facts: StepFacts) -> _Button:
    return button(step_texts.LINES.in_(facts.language), "circles:lines", facts.circle.id)


def _tomorrow(facts: StepFacts) -> _Button:
    return button(step_texts.TOMORROW.in_(facts.language), "circles:after_yes", facts.step_id)


_WAYS: dict[Stage, Callable[[StepFacts], list[_Button]]] = {
    Stage.AGREEMENTS: _agreements_row,
    Stage.ROUND_ONE: _round_row,
    Stage.ROUND_TWO: _round_row,
    Stage.FLASHBACKS: _flashbacks_row,
    Stage.TALK: _talk_row,
    Stage.DEBRIEF: _debrief_row,
    Stage.CONSENT: _consent_row,
}


def without_host(facts: StepFacts) -> list[_Button]:
    """Return what can be done while nobody hosts, or the host is away."""
    spoken = facts.language
    return [
        button(step_texts.HOST_IT.in_(spoken), "circles:host", facts.step_id),
        button(step_texts.END_IT.in_(spoken), "circles:end", facts.step_id),
    ]


def after_the_end(facts: StepFacts) -> list[_Button]:
    """Return what is still there for each of them while the thread of an ended circle stands."""
    told = any(seat.has_told for seat in facts.circle.seats)
    return [*([_lines(facts)] if told else []), *([_tomorrow(facts)] if facts.offers_letter else [])]


def help_after(facts: StepFacts) -> list[_Button]:
    """Help while the thread of an ended circle stands; there is nothing left to pause or to leave."""
    spoken = facts.language
    return [
        button(step_texts.TELL.in_(spoken), "reports:tell_circle", facts.step_id),
        button(step_texts.SUPPORT.in_(spoken), "support:page", 0),
    ]


def safety(facts: StepFacts) -> list[_Button]:
    """At every moment, whatever is asked. They are about the circle: none of them is ever too late."""
    spoken, circle_id = facts.language, facts.circle.id
    return [
        button(step_texts.PAUSE.in_(spoken), "circles:pause", circle_id),
        *help_ways(facts),
        button(step_texts.FOR_HOST.in_(spoken), "circles:tools", facts.step_id),
    ]


def help_ways(facts: StepFacts) -> list[_Button]:
    """What helps whoever needs to go, to tell, or to talk with somebody outside."""
    return [button(step_texts.LEAVE.in_(facts.language), "circles:leave", facts.circle.id), *help_after(facts)]
