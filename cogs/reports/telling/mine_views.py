"""`/report mine`: everything that somebody told, and the talk about it. Never the words that were sent."""

import discord

from bot.answers import Call
from bot.language import Text
from bot.ui import Buttons, Drawing, Form, Style, Words, button
from cogs.reports.telling import mine_actions, rules, talk_actions, texts
from cogs.reports.telling.form_views import ACCENT
from cogs.reports.telling.mine_actions import Listed
from cogs.reports.telling.told_views import line, page

_LAST_PAGE = 10**6  # a forged page may be any number


async def mine_page(call: Call, number: int, *, said: Text | None = None) -> Drawing:
    """Draw a page of what somebody told: code name, where it stands, and a button that opens it."""
    spoken = call.language
    found, is_more = await mine_actions.mine(
        call.kit, reporter_id=call.person.user_id, guild_id=call.person.guild_id, page=number
    )
    if not found and number == 0:
        return Drawing(accent=ACCENT, parts=[texts.MINE_EMPTY.in_(spoken)])
    parts: list[str | Buttons] = [] if said is None else [said.in_(spoken)]
    parts.append(texts.MINE_TITLE.in_(spoken))
    for each in found:
        parts.append(_listed(call, each))
        parts.append(Buttons([button(texts.OPEN.in_(spoken, name=each.name), "reports:look", each.receipt_id)]))
    buttons = []
    if number > 0:
        buttons.append(button(texts.NEWER.in_(spoken), "reports:mine", number - 1))
    if is_more:
        buttons.append(button(texts.OLDER.in_(spoken), "reports:mine", number + 1))
    buttons.append(button(texts.DELETE_LETTERS.in_(spoken), "reports:delete_letters", 0))
    return Drawing(accent=ACCENT, parts=parts, quiet=texts.ONLY_YOU.in_(spoken), buttons=buttons)


def _listed(call: Call, each: Listed) -> str:
    spoken = call.language
    state = texts.LINE_STATES[each.state].in_(spoken)
    when = discord.utils.format_dt(each.kept_at, "D")
    guild = call.bot.get_guild(each.guild_id)
    if call.person.guild_id is None and guild is not None:
        server = discord.utils.escape_markdown(guild.name)
        said = texts.MINE_LINE_IN.in_(spoken, name=each.name, server=server, state=state, when=when)
    else:
        said = texts.MINE_LINE.in_(spoken, name=each.name, state=state, when=when)
    remarks = [texts.MINE_QUESTION] if each.is_asked else []
    remarks += [texts.MINE_UNSEEN] if each.is_unseen else []
    return "\n".join([said, *(remark.in_(spoken) for remark in remarks)])


async def mine(call: Call) -> None:
    """Show a page of what one told, in place of the message that led here."""
    await call.replace(await mine_page(call, min(call.row_id, _LAST_PAGE)))


async def quiet(call: Call) -> None:
    """Let Banyan write first about none of it any more."""
    await mine_actions.quiet(call.kit, reporter_id=call.person.user_id)
    call.committed = True
    await call.say(texts.QUIET_NOW)


async def delete_letters(call: Call) -> None:
    """Delete what Banyan wrote to somebody about what they told."""
    await mine_actions.delete_letters(call.kit, reporter_id=call.person.user_id)
    call.committed = True
    await call.replace(await mine_page(call, 0, said=texts.LETTERS_DELETED))


# The talk


async def earlier(call: Call) -> None:
    """Show what was said before a line of the talk."""
    spoken = call.language
    receipt_id, before = await mine_actions.earlier(call.kit, reporter_id=call.person.user_id, line_id=call.row_id)
    back = button(texts.BACK.in_(spoken), "reports:look", receipt_id, style=Style.primary)
    if not before:
        await call.replace(Drawing(accent=ACCENT, parts=[texts.NOTHING_EARLIER.in_(spoken)], buttons=[back]))
        return
    more = [button(texts.EARLIER.in_(spoken), "reports:earlier", before[-1].id)] if len(before) > 1 else []
    await call.replace(Drawing(accent=ACCENT, parts=[line(before[-1], spoken)], buttons=[back, *more]))


async def answer(call: Call) -> None:
    """Open the form for an answer."""
    spoken = call.language
    words = Words("words", texts.ANSWER_WORDS.in_(spoken), None, longest=rules.LONGEST_WORDS)
    await call.open(Form(texts.ANSWER_TITLE.in_(spoken), "reports:answered", call.row_id, [words]))


async def answered(call: Call) -> None:
    """Keep an answer, and let the team read it."""
    await talk_actions.answer(
        call.kit,
        reporter_id=call.person.user_id,
        line_id=call.row_id,
        form=call.form,
        words=call.values.get("words", ""),
    )
    call.committed = True
    await _back_to_it(call, texts.ANSWERED)


async def skip(call: Call) -> None:
    """Skip the question, which is an answer too."""
    await talk_actions.answer(call.kit, reporter_id=call.person.user_id, line_id=call.row_id, form=0, words=None)
    call.committed = True
    await _back_to_it(call, texts.SKIPPED)


async def not_now(call: Call) -> None:
    """Leave the question open."""
    await _back_to_it(call, texts.LATER)


async def _back_to_it(call: Call, said: Text) -> None:
    receipt_id = await mine_actions.receipt_of(call.kit, reporter_id=call.person.user_id, line_id=call.row_id)
    await call.replace(await page(call, receipt_id, said=said))
