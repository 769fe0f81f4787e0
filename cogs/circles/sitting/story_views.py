"""Telling through a form, what the teller can do with it, and how it stands in the thread."""

from datetime import datetime

from discord.utils import format_dt

from bot.answers import Call
from bot.showing import Whereabouts
from bot.ui import Drawing, Form, Style, Words, button, without_disguise
from cogs.circles import names
from cogs.circles.afterwards import after_texts
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import step_texts, story_actions, telling_rules, telling_texts
from cogs.circles.sitting.story_actions import Told
from cogs.circles.sitting.telling_facts import StoryFacts


def story_card(facts: StoryFacts) -> Drawing:
    """Draw a story: who tells, and the words, or the content note that they stand behind."""
    spoken, person = facts.language, f"<@{facts.teller}>"
    step_out = button(telling_texts.STEP_OUT.in_(spoken), "circles:step_out", facts.story_id)
    if facts.note is None:
        words = without_disguise(facts.words)
        return Drawing(accent=ACCENT, parts=[telling_texts.TELLS.in_(spoken, person=person), words])
    note = without_disguise(facts.note)
    return Drawing(
        accent=ACCENT,
        parts=[telling_texts.TELLS_WITH_NOTE.in_(spoken, person=person, note=note)],
        buttons=[button(telling_texts.OPEN.in_(spoken), "circles:open_story", facts.story_id), step_out],
    )


# Telling


async def open_form(call: Call) -> None:
    """Open the form of a turn."""
    told = await story_actions.form_of_turn(call.kit, by=call.person, step_id=call.row_id)
    await call.open(_form("circles:told", call.row_id, told, call.language))


async def told(call: Call) -> None:
    """Keep what was told in a turn, and say how it stands."""
    story_id = await story_actions.tell(
        call.kit,
        by=call.person,
        step_id=call.row_id,
        words=call.values.get("words", ""),
        note=call.values.get("note", ""),
    )
    call.committed = True
    told = await story_actions.mine(call.kit, by=call.person, story_id=story_id)
    await _say_how_it_stands(call, story_id, step_id=call.row_id, goes_at=told.goes_at)


async def change(call: Call) -> None:
    """Open the form that changes a story."""
    told = await story_actions.mine(call.kit, by=call.person, story_id=call.row_id)
    await call.open(_form("circles:changed", call.row_id, told, call.language))


async def changed(call: Call) -> None:
    """Keep other words in a story's place."""
    told = await story_actions.change(
        call.kit,
        by=call.person,
        story_id=call.row_id,
        words=call.values.get("words", ""),
        note=call.values.get("note", ""),
    )
    call.committed = True
    step_id = told.step_id if told.is_turn else None
    await _say_how_it_stands(call, call.row_id, step_id=step_id, goes_at=told.goes_at)


async def take_back(call: Call) -> None:
    """Take a story back, and say whether its message is gone."""
    is_turn = await story_actions.take_back(call.kit, by=call.person, story_id=call.row_id)
    call.committed = True
    if await call.bot.cards.may_be_seen((names.STORY_CARD, call.row_id)):
        said = telling_texts.TAKEN_BACK_SOON
    else:
        said = telling_texts.TAKEN_BACK if is_turn else telling_texts.TAKEN_BACK_AFTER
    await call.replace(Drawing(accent=ACCENT, parts=[said.in_(call.language)]))


def _form(feature_verb: str, row_id: int, told: Told, spoken: str) -> Form:
    return Form(
        telling_texts.FORM_TITLE.in_(spoken),
        feature_verb,
        row_id,
        [
            telling_texts.FORM_HEAD.in_(spoken, prompt=told.prompt or step_texts.FORM.in_(spoken)),
            Words(
                "words",
                telling_texts.YOUR_WORDS.in_(spoken),
                telling_texts.YOUR_WORDS_ABOUT.in_(spoken),
                value=told.words,
                longest=telling_rules.LONGEST_STORY,
            ),
            Words(
                "note",
                telling_texts.NOTE.in_(spoken),
                telling_texts.NOTE_ABOUT.in_(spoken),
                value=told.note or "",
                longest=telling_rules.LONGEST_NOTE,
                required=False,
                short=True,
            ),
        ],
    )


async def _say_how_it_stands(call: Call, story_id: int, *, step_id: int | None, goes_at: datetime | None) -> None:
    stands = await call.bot.cards.now(names.STORY_CARD, story_id) is Whereabouts.STANDS
    spoken = call.language
    if step_id is None:
        said = telling_texts.STANDS_CHANGED if stands else telling_texts.STANDS_CHANGED_SOON
    else:
        said = telling_texts.STANDS if stands else telling_texts.STANDS_SOON
    done = (
        [] if step_id is None else [button(step_texts.DONE.in_(spoken), "circles:done", step_id, style=Style.primary)]
    )
    parts, choose = [said.in_(spoken)], []
    if goes_at is not None:  # it was kept before, and is looked at anew (K3)
        parts.append(after_texts.STANDS_CHANGED.in_(spoken, when=format_dt(goes_at, "D")))
        choose.append(button(after_texts.WHAT_BECOMES.in_(spoken), "circles:read_story", story_id))
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=parts,
            buttons=[
                *done,
                *choose,
                button(telling_texts.CHANGE.in_(spoken), "circles:change", story_id),
                button(telling_texts.TAKE_BACK.in_(spoken), "circles:take_back", story_id),
            ],
        )
    )


# Listening


async def open_story(call: Call) -> None:
    """Show the words behind a content note, only to whoever opened them."""
    told = await story_actions.opened(call.kit, by=call.person, story_id=call.row_id)
    parts = [without_disguise(told.words)]
    step_out = button(telling_texts.STEP_OUT.in_(call.language), "circles:step_out", call.row_id)
    await call.show(Drawing(accent=ACCENT, parts=parts, buttons=[step_out]))


async def step_out(call: Call) -> None:
    """Say how to look away for a while. Nothing is kept of it."""
    await call.replace(Drawing(accent=ACCENT, parts=[telling_texts.STEP_OUT_ABOUT.in_(call.language)]))
