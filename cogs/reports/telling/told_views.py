"""What a reporter sees of one report, and where its buttons lead. One page, after submitting and in /report mine."""

from collections import Counter

import discord

from bot.answers import Call
from bot.language import Text
from bot.ui import Buttons, Drawing, Style, button
from cogs.reports.casework import case_texts
from cogs.reports.records import record_texts
from cogs.reports.telling import mine_actions, texts
from cogs.reports.telling.form_views import ACCENT
from cogs.reports.telling.mine_actions import Mine, Spoken
from data.case_papers import Said
from data.cases import State

_STATES = {
    State.NEW: texts.STATE_NEW,
    State.LOOKING: texts.STATE_LOOKING,
    State.WAITING: texts.STATE_WAITING,
    State.DECIDED: texts.STATE_DECIDED,
    State.CLOSED: texts.STATE_CLOSED,
    State.TAKEN_BACK: texts.STATE_TAKEN_BACK,
}
_LINES = {Said.ANSWER: texts.YOU_ANSWERED, Said.SKIPPED: texts.YOU_SKIPPED, Said.ADDITION: texts.YOU_ADDED}


# The page


async def page(
    call: Call, receipt_id: int, *, said: Text | None = None, remark: Text | None = None, asks: bool = True
) -> Drawing:
    """Draw how a report stands, never what was sent.

    Args:
        call: Who looks.
        receipt_id: Which.
        said: A sentence that comes first.
        remark: What there is to say of whom it is about.
        asks: Whether they are asked if Banyan may write, where they have not said yes.
    """
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=receipt_id)
    return drawn(call, mine, said=said, remark=remark, asks=asks)


def drawn(
    call: Call, mine: Mine, *, said: Text | None = None, remark: Text | None = None, asks: bool = True
) -> Drawing:
    """Draw the page; the arguments are those of `page`, with how the report stands."""
    spoken = call.language
    parts: list[str | Buttons] = []
    if said is not None:
        parts.append(said.in_(spoken, name=mine.name))
    parts.append(_head(mine, spoken))
    if remark is not None:
        parts.append(remark.in_(spoken, operator=call.bot.operator))
    if _is_urgent(mine):
        parts.append(_danger(mine).in_(spoken, name=mine.name))
    if mine.state == State.TAKEN_BACK:
        return Drawing(accent=ACCENT, parts=parts, quiet=texts.ONLY_YOU.in_(spoken))
    parts += [Buttons(row) for row in [_first_row(call, mine)] if row]
    if mine.not_copied:
        parts.append(texts.NOT_COPIED.in_(spoken))
    for why, count in Counter(mine.failed).items():
        parts.append(record_texts.FAILED.in_(spoken, count=count, why=record_texts.WHY[why].in_(spoken)))
    if mine.is_unsure:
        parts.append((texts.UNFOUND_WHO if mine.is_unfound else texts.UNSURE_WHO).in_(spoken))
    if mine.asks_if_stopped:
        parts += _has_it_stopped(mine, spoken)
    parts += _talk(mine, spoken)
    parts += _if_wanted(mine, spoken, asks=asks)
    return Drawing(accent=ACCENT, parts=parts, quiet=texts.ONLY_YOU.in_(spoken))


def _head(mine: Mine, spoken: str) -> str:
    if mine.state == State.KEPT:
        assert mine.sends_at is not None
        when = discord.utils.format_dt(mine.sends_at, "f" if mine.is_late else "t")
        head = texts.KEPT_LATER if mine.is_late else texts.KEPT
        return f"{head.in_(spoken, name=mine.name, when=when)}\n{texts.THANKS.in_(spoken)}"
    if mine.state == State.PRIVATE:
        return texts.KEPT_PRIVATE.in_(spoken, name=mine.name)
    if mine.state == State.NOBODY:
        return (texts.KEPT_SOMEBODY_NOW if mine.can_be_sent else texts.KEPT_NOBODY).in_(spoken, name=mine.name)
    asked = mine.owner_asked and mine.state == State.NEW
    parts = [(texts.STATE_OWNER if asked else _STATES[State(mine.state)]).in_(spoken, name=mine.name)]
    if mine.due_at is not None and mine.state in (State.NEW, State.LOOKING):  # while they are asked it is their turn
        parts.append(texts.NEXT_WORD.in_(spoken, when=discord.utils.format_dt(mine.due_at, "D")))
    return "\n".join(parts)


def _is_urgent(mine: Mine) -> bool:
    """Whether danger is said and unread, and they neither took that back nor keep it for themself."""
    return mine.in_danger and mine.state not in (State.PRIVATE, State.TAKEN_BACK)


def _danger(mine: Mine) -> Text:
    """Return what is known of whom Banyan reached, for somebody who said that somebody may be in danger."""
    if mine.state == State.NOBODY:
        return texts.IN_DANGER_NOBODY
    if mine.is_unreached:
        return texts.IN_DANGER_UNREACHED
    return case_texts.UNSEEN if mine.is_unseen else texts.IN_DANGER


def _first_row(call: Call, mine: Mine) -> list[discord.ui.Button[Drawing]]:
    spoken, row_id = call.language, mine.receipt_id
    send = button(texts.SEND_NOW.in_(spoken), "reports:send_now", row_id, style=Style.primary)
    private = button(texts.KEEP_PRIVATE.in_(spoken), "reports:private", row_id)
    back = button(texts.TAKE_BACK.in_(spoken), "reports:take_back", row_id)
    if mine.state == State.KEPT:
        return [private, back] if mine.is_late else [send, private, back]
    if mine.state == State.PRIVATE:
        return [send, back]
    if mine.can_be_sent:
        return [send, private, back]
    if mine.state == State.NOBODY:
        owner = button(texts.ASK_OWNER.in_(spoken), "reports:ask_owner", row_id)
        return [
            button(texts.KEEP_PRIVATE.in_(spoken), "reports:private", row_id, style=Style.primary),
            *([] if _owner_has_part(call, mine) else [owner]),
            button(texts.DISCORDS_OWN.in_(spoken), "reports:discord", row_id),
            button(texts.HELP_OUTSIDE.in_(spoken), "support:page", 0),
            back,
        ]
    change = button(texts.CHANGE.in_(spoken), "reports:change", row_id)
    return [change, back]


def _owner_has_part(call: Call, mine: Mine) -> bool:
    guild = call.bot.get_guild(mine.guild_id)
    return guild is None or guild.owner_id in mine.with_a_part


def _has_it_stopped(mine: Mine, spoken: str) -> list[str | Buttons]:
    stopped = button(case_texts.STOPPED.in_(spoken), "reports:it_stopped", mine.receipt_id)
    goes_on = button(case_texts.GOES_ON.in_(spoken), "reports:goes_on", mine.receipt_id)
    return [case_texts.HAS_IT_STOPPED.in_(spoken), Buttons([stopped, goes_on])]


def _talk(mine: Mine, spoken: str) -> list[str | Buttons]:
    shown = mine.question or mine.newest
    if shown is None:
        return []
    parts: list[str | Buttons] = [line(shown, spoken)] if mine.question is None else asked(shown, spoken)
    if mine.is_more:
        parts.append(Buttons([button(texts.EARLIER.in_(spoken), "reports:earlier", shown.id)]))
    return parts


def asked(question: Spoken, spoken: str) -> list[str | Buttons]:
    """Draw the open question with its three answers."""
    return [
        line(question, spoken),
        texts.ASK_ABOUT.in_(spoken),
        Buttons(
            [
                button(texts.ANSWER.in_(spoken), "reports:answer", question.id, style=Style.primary),
                button(texts.SKIP.in_(spoken), "reports:skip", question.id),
                button(texts.NOT_NOW.in_(spoken), "reports:not_now", question.id),
            ]
        ),
    ]


def line(each: Spoken, spoken: str) -> str:
    """Draw one line of the talk; the reporter's own words are not among them."""
    when = discord.utils.format_dt(each.at, "R")
    if each.words is None:
        return _LINES[Said(each.said)].in_(spoken, when=when)
    text = texts.ASKED if each.said == Said.QUESTION else texts.TEAM_SAYS
    return text.in_(spoken, when=when, words=each.words)


def _if_wanted(mine: Mine, spoken: str, *, asks: bool) -> list[str | Buttons]:
    row_id = mine.receipt_id
    wanted = [] if _is_urgent(mine) else [button(texts.DANGER.in_(spoken), "reports:danger", row_id)]
    wanted.append(button(texts.ADD_MORE.in_(spoken), "reports:add", row_id))
    if mine.is_unsure:
        wanted.append(button(texts.WHO_BUTTON.in_(spoken), "reports:who", row_id))
    if mine.state != State.NOBODY:
        wanted.append(button(texts.SUPPORT.in_(spoken), "support:page", 0))
    return [texts.IF_WANTED.in_(spoken), Buttons(wanted), *_may_write(mine, spoken, asks=asks)]


def _may_write(mine: Mine, spoken: str, *, asks: bool) -> list[str | Buttons]:
    if mine.may_write:
        no = button(texts.I_LOOK.in_(spoken), "reports:no_note", mine.receipt_id)
        return [texts.MAY_WRITE_YES.in_(spoken), Buttons([no])]
    if not asks:
        return []
    note = button(texts.A_NOTE.in_(spoken), "reports:note", mine.receipt_id)
    look = button(texts.I_LOOK.in_(spoken), "reports:no_note", mine.receipt_id)
    return [texts.MAY_WRITE_ASK.in_(spoken), Buttons([note, look])]
