"""*Host this circle*, *End* and *For the host*, as they stand in the thread."""

from bot.answers import Call
from bot.ui import Drawing, button
from cogs.circles.hosting import host_actions
from cogs.circles.hosting import host_texts as texts
from cogs.circles.looks import ACCENT


async def host(call: Call) -> None:
    """Let whoever presses host the circle."""
    name = await host_actions.host_this(call.kit, by=call.person, step_id=call.row_id)
    call.committed = True
    await call.say(texts.YOU_HOST, name=name)


async def tools(call: Call) -> None:
    """Show what the host can do now."""
    found = await host_actions.tools(call.kit, by=call.person, step_id=call.row_id)
    spoken = call.language
    about, on = texts.TOOLS, texts.MOVE_ON
    if found.in_a_turn:
        about, on = (texts.TOOLS_TURN, texts.ASK_LATER) if found.asks_later else (texts.TOOLS_LAST_TURN, texts.MOVE_ON)
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=[about.in_(spoken, name=found.name)],
            buttons=[
                button(on.in_(spoken), "circles:go_on", found.step_id),
                button(texts.END_IT.in_(spoken), "circles:end", found.step_id),
            ],
        )
    )


async def end(call: Call) -> None:
    """Ask whether they are sure."""
    name, spoken = await host_actions.may_end(call.kit, by=call.person, step_id=call.row_id), call.language
    await call.show(
        Drawing(
            accent=ACCENT,
            parts=[texts.END_FIRST.in_(spoken, name=name)],
            buttons=[
                button(texts.NOT_NOW.in_(spoken), "circles:goes_on", call.row_id),
                button(texts.END_IT.in_(spoken), "circles:end_now", call.row_id),
            ],
        )
    )


async def end_now(call: Call) -> None:
    """End the circle."""
    name = await host_actions.end_this(call.kit, by=call.person, step_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(accent=ACCENT, parts=[texts.ENDED.in_(call.language, name=name)]))


async def goes_on(call: Call) -> None:
    """Leave everything as it is."""
    await call.replace(Drawing(accent=ACCENT, parts=[texts.NOTHING_ENDED.in_(call.language)]))
