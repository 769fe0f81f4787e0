"""How an invitation looks, and where its buttons lead that are not about one's own seat."""

from collections.abc import Sequence

import discord
from discord import ui
from discord.utils import escape_markdown, format_dt

from bot.answers import Call
from bot.refusal import Refusal
from bot.ui import Buttons, Drawing, Part, Style, button
from cogs.circles import texts as shared
from cogs.circles.circle import Pace, Stage
from cogs.circles.forming import begin_actions, begin_effects, join_actions, open_actions
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.invitation_facts import InvitationFacts
from cogs.circles.looks import ACCENT

_NAMED = 40  # people that a card names: with two hundred it would be longer than Discord takes
Button = ui.Button[Drawing]


def invitation_card(facts: InvitationFacts) -> Drawing:
    """Draw an invitation. It notifies nobody, although it names people."""
    spoken = facts.language
    parts: list[Part] = [
        texts.CARD_HEAD.in_(spoken, theme=texts.THEMES[facts.theme].in_(spoken)),
        texts.CARD_TITLE.in_(spoken, title=escape_markdown(facts.title)),
    ]
    if facts.is_over:
        over = texts.CARD_CALLED_OFF if facts.stage is Stage.CALLED_OFF else texts.CARD_ENDED
        return Drawing(accent=ACCENT, parts=[*parts, over.in_(spoken)])
    if facts.note and (facts.gathers or facts.can_listen):
        parts.append(texts.CARD_NOTE.in_(spoken, note=facts.note))
    parts.append("\n".join(_gathering(facts) if facts.gathers else _begun(facts)))
    parts.append(Buttons(_row_for_all(facts)))
    leading = _row_for_few(facts)
    if leading:
        parts.append(Buttons(leading))
    return Drawing(accent=ACCENT, parts=parts, quiet=texts.CARD_QUIET.in_(spoken))


def _gathering(facts: InvitationFacts) -> list[str]:
    spoken = facts.language
    if facts.starts_at is None:
        when = texts.CARD_SLOW_NOW if facts.pace == Pace.SLOW else texts.CARD_LIVE_NOW
        lines = [when.in_(spoken)]
    else:
        when = texts.CARD_SLOW_AT if facts.pace == Pace.SLOW else texts.CARD_LIVE_AT
        named = {"when": format_dt(facts.starts_at, "F"), "soon": format_dt(facts.starts_at, "R")}
        lines = [when.in_(spoken, **named)]
    if facts.wants_facilitator:
        lines.append(texts.CARD_FACILITATOR.in_(spoken))
    elif facts.host is None:
        lines.append(texts.CARD_NO_HOST.in_(spoken))
    else:
        lines.append(texts.CARD_HOST.in_(spoken, host=f"<@{facts.host}>"))
    if facts.tellers:
        lines.append(texts.CARD_TELL.in_(spoken, people=_people(facts.tellers, spoken)))
    else:
        lines.append(texts.CARD_NOBODY.in_(spoken))
    if facts.listeners:
        lines.append(texts.CARD_LISTEN.in_(spoken, people=_people(facts.listeners, spoken)))
    if _asks_few(facts):
        lines.append(texts.CARD_FEW.in_(spoken))
    return lines


def _begun(facts: InvitationFacts) -> list[str]:
    spoken = facts.language
    lines = [texts.CARD_BEGUN.in_(spoken, count=facts.begun)]
    if facts.can_listen:
        lines.append(texts.CARD_LATE.in_(spoken))
    if facts.waiting:
        lines.append(texts.CARD_WAITS.in_(spoken, count=len(facts.waiting)))
    return lines


def _people(people: Sequence[int], spoken: str) -> str:
    named = ", ".join(f"<@{person}>" for person in people[:_NAMED])
    more = len(people) - _NAMED
    return texts.CARD_MORE.in_(spoken, people=named, count=more) if more > 0 else named


def _asks_few(facts: InvitationFacts) -> bool:
    return facts.gathers and facts.is_time and facts.is_few and len(facts.tellers) > 1


def _row_for_all(facts: InvitationFacts) -> list[Button]:
    spoken, row = facts.language, facts.circle_id
    shown = []
    if facts.gathers:
        shown.append(button(texts.JOIN.in_(spoken), "circles:join", row, style=Style.primary))
    if facts.gathers or facts.can_listen:
        shown.append(button(texts.LISTEN.in_(spoken), "circles:listen", row))
    shown.append(button(texts.ABOUT.in_(spoken), "circles:about", row))
    shown.append(button(texts.MY_SEAT.in_(spoken), "circles:seat", row))
    shown.append(button(texts.LEAVE.in_(spoken), "circles:leave", row))
    return shown


def _row_for_few(facts: InvitationFacts) -> list[Button]:
    """What the host decides, and who leads circles; everybody sees it, Banyan asks for whom it is."""
    spoken, row = facts.language, facts.circle_id
    if not facts.gathers:
        return [button(texts.HOST_IT.in_(spoken), "circles:host_gathering", each) for each in facts.waiting[:5]]
    shown = [button(texts.HOST_IT.in_(spoken), "circles:host_gathering", row)] if facts.host is None else []
    if not facts.is_few:
        shown.append(button(texts.BEGIN.in_(spoken), "circles:begin", row, style=Style.primary))
    elif _asks_few(facts):
        shown += choices(spoken, row)
    return shown


def choices(spoken: str, row: int) -> list[Button]:
    """Return the three ways on where there are too few for a circle (C8)."""
    return [
        button(texts.WAIT.in_(spoken), "circles:wait", row),
        button(texts.FEW.in_(spoken), "circles:few", row),
        button(texts.CALL_OFF.in_(spoken), "circles:call_off", row),
    ]


# Presses


async def about(call: Call) -> None:
    """Say what happens in a circle, and who can look in."""
    mine = await join_actions.my_seat(call.kit, by=call.person, circle_id=call.row_id)
    spoken = call.language
    readers = texts.ABOUT_READERS.in_(spoken, roles=_who_can_look_in(call, mine.room_id), operator=call.bot.operator)
    slow = [texts.ABOUT_SLOW.in_(spoken)] if mine.pace == Pace.SLOW else []
    await call.show(Drawing(accent=ACCENT, parts=[texts.ABOUT_ALL.in_(spoken), *slow, readers]))


def _who_can_look_in(call: Call, room_id: int) -> str:
    """Name the roles that can open every thread of a room."""
    guild = call.interaction.guild
    room = None if guild is None else guild.get_channel(room_id)
    if guild is None or room is None:
        return texts.ROLES_NOBODY.in_(call.language)
    able = [role for role in guild.roles if role != guild.self_role and _can_look_in(room.permissions_for(role))]
    return ", ".join(role.mention for role in able) or texts.ROLES_NOBODY.in_(call.language)


def _can_look_in(may: discord.Permissions) -> bool:
    return may.view_channel and may.manage_threads and not may.administrator


async def begin(call: Call) -> None:
    """Begin; where the seats make no circle, ask the host what they would like."""
    await _begin(call, few=False)


async def few(call: Call) -> None:
    """Begin with two or three."""
    await _begin(call, few=True)


async def _begin(call: Call, *, few: bool) -> None:
    try:
        await begin_effects.only_a_facilitator_hosts(call.bot, call.person.server_id, call.row_id)
        await begin_actions.begin(call.kit, by=call.person, circle_id=call.row_id, few=few)
    except Refusal as no:
        if no.text not in (shared.TOO_FEW, texts.NOT_WITH_THESE):
            raise
        ways = choices(call.language, call.row_id)
        await call.show(Drawing(accent=ACCENT, parts=[no.in_(call.language)], buttons=ways))
        return
    call.committed = True
    await call.say(texts.BEGINS)


async def wait(call: Call) -> None:
    """Wait for more people."""
    at = await begin_actions.wait_for_more(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.say(texts.WAITS, when=format_dt(at, "R"))


async def host(call: Call) -> None:
    """Host a circle that waits for somebody who does."""
    begun = await begin_actions.host(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    said = [texts.HOSTED.in_(call.language), *([texts.BEGINS.in_(call.language)] if begun else [])]
    await call.show(Drawing(accent=ACCENT, parts=said))


async def call_off(call: Call) -> None:
    """Ask once more before a circle is called off."""
    page = await open_actions.host_page(call.kit, by=call.person, circle_id=call.row_id)
    spoken = call.language
    if not page.gathers:
        raise Refusal(shared.HAS_BEGUN)
    asked = Drawing(
        accent=ACCENT,
        parts=[texts.CALL_OFF_ASK.in_(spoken, title=escape_markdown(page.title))],
        buttons=[
            button(texts.KEEP_IT.in_(spoken), "circles:host_page", page.circle_id, style=Style.primary),
            button(texts.CALL_OFF.in_(spoken), "circles:call_off_now", page.circle_id),
        ],
    )
    await call.replace(asked)


async def call_off_now(call: Call) -> None:
    """Call a circle off."""
    await open_actions.call_off(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(accent=ACCENT, parts=[texts.CALLED_OFF_NOW.in_(call.language)]))
