"""`/circles list` and `/circles manage`: every circle, and what can be done for one. Only who presses sees it."""

from collections.abc import Iterable

import discord
from discord import app_commands

from bot.answers import Call
from bot.presses import row_typed
from bot.refusal import Refusal
from bot.ui import Buttons, Drawing, Form, Someone, Words, button
from cogs.circles.circle import Circle, Stage
from cogs.circles.forming import form_texts
from cogs.circles.hosting import host_actions, host_facts
from cogs.circles.hosting import host_texts as texts
from cogs.circles.hosting.host_facts import Listed, Page
from cogs.circles.looks import ACCENT
from cogs.circles.sitting import turn_texts, turn_views

_ON_A_PAGE = 15
_CHOICES = 25


# The list


async def show_list(call: Call) -> None:
    """Show every circle that has not ended."""
    await call.show(await _list(call, after=0))


async def list_again(call: Call) -> None:
    """Show the list in place of a page; its row is the last circle that was shown before."""
    await call.replace(await _list(call, after=call.row_id))


async def _list(call: Call, *, after: int) -> Drawing:
    found, spoken = await host_facts.open_circles(call.kit, by=call.person), call.language
    if not found:
        return Drawing(accent=ACCENT, parts=[texts.LIST_NONE.in_(spoken)])
    ids = [each.id for each in found]
    start = ids.index(after) + 1 if after in ids else 0
    shown = found[start : start + _ON_A_PAGE]
    more = []
    if start + _ON_A_PAGE < len(found):
        more.append(button(texts.LIST_MORE.in_(spoken), "circles:team_list", shown[-1].id))
    return Drawing(
        accent=ACCENT,
        parts=[texts.LIST_TITLE.in_(spoken), "\n".join(_line(each, spoken) for each in shown)],
        quiet=texts.LIST_QUIET.in_(spoken),
        buttons=more,
    )


def _line(listed: Listed, spoken: str) -> str:
    circle = listed.circle
    host = texts.NO_HOST.in_(spoken) if circle.host is None else texts.HOSTED_BY.in_(spoken, host=circle.host)
    return texts.LIST_LINE.in_(
        spoken,
        name=listed.name,
        title=discord.utils.escape_markdown(listed.title),
        stage=_stage(circle, spoken),
        pace=texts.PACES[circle.pace].in_(spoken),
        people=texts.PEOPLE.in_(spoken, tellers=listed.tellers, listeners=len(listed.listeners)),
        host=host,
        since=discord.utils.format_dt(listed.moved_at, "R"),
    )


def _stage(circle: Circle, spoken: str) -> str:
    stage = texts.STAGES[circle.stage].in_(spoken)
    return stage if circle.paused_at is None else texts.IN_A_PAUSE.in_(spoken, stage=stage)


async def choices(call: Call, typed: str) -> list[app_commands.Choice[str]]:
    """Return the circles that can be managed; none for whoever does not lead circles here."""
    wanted = typed.strip().casefold()
    try:
        found = await host_facts.open_circles(call.kit, by=call.person)
    except Refusal:
        return []
    named = [(f"{each.name}: {each.title}"[:100], each.id) for each in found]
    near = [(name, circle_id) for name, circle_id in named if wanted in name.casefold()]
    return [app_commands.Choice(name=name, value=str(circle_id)) for name, circle_id in near[:_CHOICES]]


# One circle


async def manage(call: Call, circle: str) -> None:
    """Show one circle and what can be done for it."""
    circle_id = row_typed(circle)
    if circle_id is None:
        circle_id = await host_facts.named(call.kit, by=call.person, typed=circle)
    await call.show(await _page(call, circle_id))


async def again(call: Call) -> None:
    """Show the circle as it is now."""
    await call.replace(await _page(call, call.row_id))


async def host(call: Call) -> None:
    """Host the circle."""
    await host_actions.host(call.kit, by=call.person, circle_id=call.row_id)
    await _done(call, call.row_id)


async def pause(call: Call) -> None:
    """Pause the circle."""
    await host_actions.pause(call.kit, by=call.person, circle_id=call.row_id)
    await _done(call, call.row_id)


async def go_on(call: Call) -> None:
    """End the pause."""
    await host_actions.go_on(call.kit, by=call.person, circle_id=call.row_id)
    await _done(call, call.row_id)


async def move_on(call: Call) -> None:
    """Go on to what comes next; while not everybody has agreed, ask first."""
    missing = await host_actions.before_moving_on(call.kit, by=call.person, step_id=call.row_id)
    if missing is not None:
        await call.replace(turn_views.without_them(missing, call.row_id, call.language))
        return
    circle_id = await host_actions.move_on(call.kit, by=call.person, step_id=call.row_id)
    await _done(call, circle_id)


async def end(call: Call) -> None:
    """Ask whether they are sure."""
    page, spoken = await host_facts.page(call.kit, by=call.person, circle_id=call.row_id), call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.END_FIRST.in_(spoken, name=page.listed.name)],
            buttons=[
                button(texts.NOT_NOW.in_(spoken), "circles:team_show", call.row_id),
                button(texts.END_IT.in_(spoken), "circles:team_end_now", call.row_id),
            ],
        )
    )


async def end_now(call: Call) -> None:
    """End the circle."""
    await host_actions.end(call.kit, by=call.person, circle_id=call.row_id)
    await _done(call, call.row_id)


async def _done(call: Call, circle_id: int) -> None:
    call.committed = True
    await call.replace(await _page(call, circle_id))


async def _page(call: Call, circle_id: int) -> Drawing:
    page, spoken = await host_facts.page(call.kit, by=call.person, circle_id=circle_id), call.language
    last = [button(texts.ALL_CIRCLES.in_(spoken), "circles:team_list", 0)]
    if page.listed.step_id is not None and not page.listed.circle.is_over:
        last.append(button(turn_texts.ASK_AGAIN.in_(spoken), "circles:ask_again", page.listed.id))
    elif page.listed.circle.stage is Stage.GATHERING:
        last.append(button(form_texts.INVITE_AGAIN.in_(spoken), "circles:invite_again", page.listed.id))
    return Drawing(
        accent=ACCENT,
        parts=[
            *_parts(page, spoken),
            *([Buttons(_deeds(page.listed, spoken))] if not page.listed.circle.is_over else []),
        ],
        quiet=texts.PAGE_QUIET.in_(spoken),
        buttons=last,
    )


def _parts(page: Page, spoken: str) -> list[str]:
    listed, circle = page.listed, page.listed.circle
    title = texts.PAGE.in_(
        spoken,
        title=discord.utils.escape_markdown(listed.title),
        name=listed.name,
        stage=_stage(circle, spoken),
        pace=texts.PACES[circle.pace].in_(spoken),
        since=discord.utils.format_dt(listed.moved_at, "R"),
    )
    lines = [texts.PAGE_NO_HOST.in_(spoken) if circle.host is None else texts.PAGE_HOST.in_(spoken, host=circle.host)]
    if circle.tellers:
        lines.append(texts.PAGE_TELLERS.in_(spoken, people=_people(seat.person for seat in circle.tellers)))
    if listed.listeners:
        lines.append(texts.PAGE_LISTENERS.in_(spoken, people=_people(listed.listeners)))
    if not circle.present:
        lines.append(texts.PAGE_NOBODY.in_(spoken))
    if listed.thread_id is not None:
        lines.append(texts.PAGE_THREAD.in_(spoken, thread_id=listed.thread_id))
    taken_out = [
        texts.PAGE_TAKEN_OUT.in_(spoken, person=each.person, reason=discord.utils.escape_markdown(each.reason))
        for each in page.taken_out
    ]
    return [title, "\n".join(lines), *(["\n".join(taken_out)] if taken_out else [])]


def _people(ids: Iterable[int]) -> str:
    return ", ".join(f"<@{each}>" for each in ids)


def _deeds(listed: Listed, spoken: str) -> list[discord.ui.Button[Drawing]]:
    circle = listed.circle
    deeds = [button(texts.HOST_IT.in_(spoken), "circles:team_host", listed.id)]
    if circle.stage is not Stage.GATHERING and circle.paused_at is None:
        deeds.append(button(texts.PAUSE.in_(spoken), "circles:team_pause", listed.id))
        if listed.step_id is not None:
            deeds.append(button(texts.MOVE_ON.in_(spoken), "circles:team_next", listed.step_id))
    elif circle.paused_at is not None:
        deeds.append(button(texts.GO_ON.in_(spoken), "circles:team_go_on", listed.id))
    deeds.append(button(texts.END.in_(spoken), "circles:team_end", listed.id))
    deeds.append(button(texts.TAKE_OUT.in_(spoken), "circles:team_remove", listed.id))
    return deeds


# Taking somebody out


async def remove(call: Call) -> None:
    """Open the form that asks who, and why; it says first what everybody in the thread can see."""
    await host_facts.page(call.kit, by=call.person, circle_id=call.row_id)
    spoken = call.language
    who = Someone("who", texts.TAKE_OUT_WHO.in_(spoken), texts.TAKE_OUT_WHO_ABOUT.in_(spoken))
    why = Words(
        "words",
        texts.TAKE_OUT_WHY.in_(spoken),
        texts.TAKE_OUT_WHY_ABOUT.in_(spoken),
        longest=host_actions.LONGEST_REASON,
    )
    first = texts.TAKE_OUT_FIRST.in_(spoken)
    await call.open(Form(texts.TAKE_OUT_TITLE.in_(spoken), "circles:team_removed", call.row_id, [first, who, why]))


async def removed(call: Call) -> None:
    """Take them out."""
    picked = call.picked.get("who", ())
    name = await host_actions.remove(
        call.kit,
        by=call.person,
        circle_id=call.row_id,
        person_id=int(picked[0]) if picked else None,
        reason=call.values.get("words", ""),
    )
    call.committed = True
    spoken = call.language
    back = button(texts.BACK.in_(spoken), "circles:team_show", call.row_id)
    await call.show(Drawing(accent=ACCENT, parts=[texts.TAKEN_OUT.in_(spoken, name=name)], buttons=[back]))
