"""Who somebody would rather not sit with: a list that only they see."""

from collections.abc import Sequence
from typing import Any

from discord.utils import escape_markdown

from bot.answers import Call
from bot.refusal import Refusal
from bot.ui import Buttons, Drawing, Form, Part, Someone, Style, button
from cogs.circles.forming import apart_actions
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.apart_actions import Named
from cogs.circles.looks import ACCENT


async def show_list(call: Call) -> None:
    """Show one's own list."""
    await call.show(_drawing(await apart_actions.listed(call.kit, by=call.person), call.language))


def _drawing(named: Sequence[Named], spoken: str) -> Drawing:
    names = "\n".join(f"- {escape_markdown(each.name)}" for each in named) or texts.APART_NOBODY.in_(spoken)
    parts: list[Part] = [texts.APART_TITLE.in_(spoken), names]
    if named:
        parts.append(
            Buttons(
                [
                    button(texts.APART_OFF.in_(spoken, name=each.name), "circles:apart_off", each.row_id)
                    for each in named
                ]
            )
        )
    add = button(texts.APART_ADD.in_(spoken), "circles:apart_add", 0, style=Style.primary)
    shown = [add] if len(named) < apart_actions.MOST else []
    return Drawing(accent=ACCENT, parts=parts, quiet=texts.APART_ABOUT.in_(spoken), buttons=shown)


async def add(call: Call) -> None:
    """Open the form in which somebody is chosen."""
    spoken = call.language
    field = Someone("who", texts.APART_WHO.in_(spoken), texts.APART_WHO_ABOUT.in_(spoken))
    await call.open(Form(texts.APART_FORM.in_(spoken), "circles:apart_added", 0, [field]))


async def added(call: Call) -> None:
    """Put whoever was chosen on the list."""
    picked = call.picked.get("who", ())
    if not picked or not picked[0].isdigit():
        raise Refusal(texts.APART_NONE)
    name, is_bot = _called(call, picked[0])
    await apart_actions.add(call.kit, by=call.person, other_id=int(picked[0]), name=name, is_bot=is_bot)
    call.committed = True
    await call.replace(_drawing(await apart_actions.listed(call.kit, by=call.person), call.language))


def _called(call: Call, picked: str) -> tuple[str, bool]:
    """Return how the chosen person is called here, and whether they are a bot: the form brings both along."""
    data: Any = call.interaction.data or {}
    resolved = data.get("resolved", {})
    user, member = resolved.get("users", {}).get(picked, {}), resolved.get("members", {}).get(picked, {})
    name = member.get("nick") or user.get("global_name") or user.get("username") or picked
    return str(name), bool(user.get("bot"))


async def take_off(call: Call) -> None:
    """Take a name off the list."""
    await apart_actions.take_off(call.kit, by=call.person, row_id=call.row_id)
    call.committed = True
    await call.replace(_drawing(await apart_actions.listed(call.kit, by=call.person), call.language))
