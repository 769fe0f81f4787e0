"""Lists of cases: what waits, what is decided, what is found; the next one, and stopping for the day."""

import contextlib
from collections.abc import Sequence

import discord
from discord import app_commands

from bot.access import Person
from bot.answers import Call
from bot.language import Text
from bot.refusal import Refusal
from bot.ui import Drawing, Part, Style, button, in_rows
from cogs.reports.casework import case_actions, case_list_actions, case_texts, case_views
from cogs.reports.casework.case_list_actions import Listed, Page
from cogs.reports.viewing import viewer_for, viewer_of
from data.cases import OPEN


async def waiting(call: Call) -> None:
    """Show the cases that wait, from the start or after the last one shown."""
    await call.replace(await waiting_drawing(call, after=call.row_id))


async def waiting_drawing(call: Call, *, after: int) -> Drawing:
    """Draw a page of the cases that wait."""
    page = await case_list_actions.waiting(call.kit, call.person, after=after)
    other = button(case_texts.LIST_ENDED.in_(call.language), "reports:list_ended", 0)
    return drawn(call, case_texts.LIST_TITLE, page, more="reports:list", others=[other])


async def ended(call: Call) -> None:
    """Show the decided and closed cases, newest first."""
    page = await case_list_actions.ended(call.kit, call.person, after=call.row_id)
    other = button(case_texts.LIST_OPEN.in_(call.language), "reports:list", 0)
    await call.replace(drawn(call, case_texts.LIST_ENDED_TITLE, page, more="reports:list_ended", others=[other]))


def drawn(
    call: Call,
    title: Text,
    page: Page,
    *,
    more: str | None = None,
    others: Sequence[discord.ui.Button[Drawing]] = (),
) -> Drawing:
    """Draw a list: a line and a button for each case.

    Args:
        call: Who looks.
        title: What the list is of.
        page: The cases.
        more: Where the next page is, `feature:verb`, if it has any.
        others: Other lists.
    """
    spoken = call.language
    if not page.cases:
        return Drawing(accent=case_views.ACCENT, parts=[case_texts.LIST_EMPTY.in_(spoken)], buttons=others)
    opens = [button(each.name, "reports:open_here", each.id) for each in page.cases]
    rows = in_rows(opens)
    ways = list(others)
    if page.goes_on and more is not None:
        ways.insert(0, button(case_texts.LIST_MORE.in_(spoken), more, page.cases[-1].id))
    lines = "\n".join(_line(each, spoken) for each in page.cases)
    quiet = None if page.goes_on else case_texts.LIST_END.in_(spoken)
    return Drawing(accent=case_views.ACCENT, parts=[title.in_(spoken), lines, *rows], quiet=quiet, buttons=ways)


def _line(listed: Listed, spoken: str) -> str:
    came = discord.utils.format_dt(listed.came_at, "R")
    said = [
        case_texts.LIST_LINE.in_(spoken, name=listed.name, state=case_texts.STATES[listed.state].in_(spoken), came=came)
    ]
    if listed.due_at is not None and listed.state in OPEN:
        said.append(case_texts.LIST_DUE.in_(spoken, due=discord.utils.format_dt(listed.due_at, "R")))
    if listed.claim is not None:
        text = case_texts.LIST_YOU_ON_IT if listed.claim.is_yours else case_texts.LIST_ON_IT
        said.append(text.in_(spoken, name=listed.claim.name or case_texts.SOMEBODY.in_(spoken)))
    return " · ".join(said)


async def open_here(call: Call) -> None:
    """Say what a case of a list contains, in the list's place."""
    await call.replace(await case_views.before_showing(call, call.row_id))


# After one case


async def after_one(call: Call, viewer: Person, said: Sequence[Part]) -> Drawing:
    """Draw what follows when one case is dealt with: what was done, when the next is due, and stopping for the day.

    Args:
        call: Who works.
        viewer: The same, in the case's server.
        said: What was done, with the buttons that belong to it.
    """
    spoken = call.language
    following = await case_list_actions.next_for(call.kit, viewer)
    if following is None:
        return Drawing(accent=case_views.ACCENT, parts=[*said, case_texts.AFTER_ONE_LAST.in_(spoken)])
    due = following.due_at
    when = "?" if due is None else discord.utils.format_dt(due, "R")
    return Drawing(
        accent=case_views.ACCENT,
        parts=[*said, case_texts.AFTER_ONE_NEXT.in_(spoken, when=when)],
        buttons=[
            button(case_texts.NEXT.in_(spoken), "reports:next", viewer.server_id),
            button(case_texts.ENOUGH.in_(spoken), "reports:enough", viewer.server_id, style=Style.primary),
        ],
    )


async def not_me(call: Call) -> None:
    """Close a case for whoever says so. No reason is asked."""
    viewer = await viewer_for(call, call.row_id)
    await case_actions.not_me(call.kit, viewer, call.row_id)
    call.committed = True
    await call.replace(await after_one(call, viewer, [case_texts.NOT_ME_DONE.in_(call.language)]))


async def next_case(call: Call) -> None:
    """Say what the case contains that is due next."""
    viewer = await viewer_of(call, call.row_id)
    await call.replace(await next_drawing(call, viewer))


async def next_drawing(call: Call, viewer: Person) -> Drawing:
    """Draw the case that is due next, before it is shown."""
    following = await case_list_actions.next_for(call.kit, viewer)
    if following is None:
        return Drawing(accent=case_views.ACCENT, parts=[case_texts.NEXT_NONE.in_(call.language)])
    return await case_views.before_showing(call, following.id)


async def enough(call: Call) -> None:
    """Stop for the day."""
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[case_texts.ENOUGH_SAID.in_(call.language)]))


# The trail of a case


def audit_drawings(found: case_list_actions.Audit, spoken: str) -> list[Drawing]:
    """Draw what was done in a case, and by whom."""
    parts = [case_texts.AUDIT_TITLE.in_(spoken, name=found.name)]
    for number, each in enumerate(found.done, 1):
        who = case_texts.BANYAN.in_(spoken) if each.by is None else each.by or case_texts.SOMEBODY.in_(spoken)
        what = case_texts.AUDIT_WORDS.get(each.what)
        line = case_texts.AUDIT_LINE.in_(
            spoken,
            number=number,
            when=discord.utils.format_dt(each.at, "f"),
            who=who,
            what=each.what.replace("_", " ") if what is None else what.in_(spoken),
        )
        why = f"\n{case_texts.AUDIT_WHY.in_(spoken, why=case_views.plain(each.why))}" if each.why else ""
        parts.append(line + why)
    chain = case_texts.AUDIT_CHAIN.in_(spoken, chain=found.chain.hex())
    return case_views.pages([*parts, chain], ())


async def name_choices(call: Call, typed: str, *, most: int) -> list[app_commands.Choice[str]]:
    """Offer code names as somebody types, only of cases that they may read."""
    with contextlib.suppress(Refusal):
        if call.person.guild_id is not None:
            found = await case_list_actions.begins_with(call.kit, call.person, typed, most=most)
            return [app_commands.Choice(name=each.name, value=each.name) for each in found.cases]
    return []
