"""How a case is shown: its card, what it contains, the whole of it. The words of people are never cut (R50)."""

from collections.abc import Sequence
from datetime import datetime

import discord

from bot.answers import Call
from bot.ui import Drawing, Style, button, without_disguise
from cogs.reports.casework import case_actions, case_texts
from cogs.reports.casework.case_reading import CaseLine, CasePage, Piece, Someone
from cogs.reports.casework.desk import CaseFacts
from cogs.reports.deciding import measure_texts
from cogs.reports.telling import texts
from cogs.reports.viewing import viewer_for
from data.case_papers import Said
from data.cases import OPEN, State

ACCENT = discord.Colour(0x4C5F8A)
_ONE_MESSAGE = 3500  # of the 4,000 units that Discord takes, as UTF-16 counts them
_MOST_PARTS = 25


# The card in the team's room


def case_card(facts: CaseFacts) -> Drawing:
    """Draw the card of a case: a code name, since when, and how urgent. No person, no kind, no word."""
    spoken, since = facts.language, discord.utils.format_dt(facts.since, "R")
    by_state = {State.LOOKING: case_texts.CARD_LOOKING, State.WAITING: case_texts.CARD_WAITING}
    text = by_state.get(State(facts.state), case_texts.CARD_NEW)
    if facts.is_overdue:
        text = case_texts.CARD_OVERDUE
    parts = [text.in_(spoken, name=facts.name, since=since)]
    if facts.has_news:
        parts = [case_texts.CARD_NEWS.in_(spoken, name=facts.name)]
    if facts.is_urgent:
        parts.insert(0, case_texts.CARD_DANGER.in_(spoken))
    opens = button(case_texts.OPEN.in_(spoken), "reports:open", facts.case_id, style=Style.primary)
    return Drawing(accent=ACCENT, parts=parts, quiet=case_texts.CARD_QUIET.in_(spoken), buttons=[opens])


# Before it is shown


async def open_case(call: Call) -> None:
    """Say what a case contains, before it is shown."""
    await call.show(await before_showing(call, call.row_id))


async def before_showing(call: Call, case_id: int) -> Drawing:
    """Draw what a case contains, with a way to look and a way not to."""
    viewer = await viewer_for(call, case_id)
    found = await case_actions.peek(call.kit, viewer, case_id)
    spoken, kind = call.language, texts.KINDS.get(found.kind or "")
    if found.taken_back:
        first = case_texts.TAKEN_BACK.in_(spoken, name=found.name)
    elif kind is None:
        first = case_texts.CONTAINS_UNSAID.in_(spoken, name=found.name)
    else:
        first = case_texts.CONTAINS.in_(spoken, name=found.name, kind=kind.in_(spoken))
    danger = [case_texts.MAY_BE_DANGER.in_(spoken)] if found.in_danger else []
    return Drawing(
        accent=ACCENT,
        parts=[first, *danger],
        quiet=case_texts.BEFORE_SHOWING.in_(spoken),
        buttons=[
            button(case_texts.SHOW.in_(spoken), "reports:show", case_id, style=Style.primary),
            button(case_texts.NOT_ME.in_(spoken), "reports:not_me", case_id),
        ],
    )


# The whole of it


async def show(call: Call) -> None:
    """Show a whole case; that is noted, and the case is theirs for a day if it was free."""
    viewer = await viewer_for(call, call.row_id)
    page = await case_actions.show(call.kit, viewer, call.row_id)
    call.committed = True
    drawings = pages(parts_of(page, call.language), page_buttons(page, call.language))
    await call.replace(drawings[0])
    for drawing in drawings[1:]:
        await call.show(drawing)


def page_buttons(page: CasePage, spoken: str) -> list[discord.ui.Button[Drawing]]:
    """Return the ways on from a case."""
    buttons = []
    if page.state in OPEN:
        buttons.append(button(case_texts.ASK.in_(spoken), "reports:ask", page.id))
        buttons.append(button(case_texts.DECIDE.in_(spoken), "reports:decide", page.id, style=Style.primary))
    elif page.state in (State.DECIDED, State.CLOSED):
        buttons.append(button(measure_texts.WHAT_WAS_DECIDED.in_(spoken), "reports:what_decided", page.id))
    if page.appeal_id is not None:
        buttons.append(button(measure_texts.APPEAL.in_(spoken), "reports:open_appeal", page.appeal_id))
    if page.asking is not None and not page.asking.is_yours:
        buttons.append(button(case_texts.AGREE.in_(spoken), "reports:agree_name", page.id))
    return [*buttons, button(case_texts.MORE.in_(spoken), "reports:more_case", page.id)]


def parts_of(page: CasePage, spoken: str) -> list[str]:
    """Return everything that a case says, top to bottom: what happened first."""
    title = case_texts.TITLE.in_(spoken, name=page.name, state=case_texts.STATES[page.state].in_(spoken))
    wish = texts.WISHES.get(page.wish or "")
    parts = [f"{title}\n{_standing(page, spoken)}"]
    if page.danger_at is not None:
        parts.append(case_texts.DANGER_SHOWN.in_(spoken, when=_when(page.danger_at)))
    if page.state == State.TAKEN_BACK:
        parts.append(case_texts.TAKEN_BACK.in_(spoken, name=page.name))
    else:
        parts.append(case_texts.WHAT_HAPPENED.in_(spoken))
        parts.append(quoted(page.words) if page.words else case_texts.NO_WORDS.in_(spoken))
        parts.append(
            case_texts.WISH_UNSAID.in_(spoken) if wish is None else case_texts.WISH.in_(spoken, wish=wish.in_(spoken))
        )
    for piece in page.evidence:
        parts += _evidence(piece, spoken)
    parts.append(_people(page, spoken))
    for line in page.spoken:
        parts += _said(line, spoken)
    return [*parts, *_around(page, spoken)]


def _standing(page: CasePage, spoken: str) -> str:
    lines = [case_texts.CAME_AT.in_(spoken, when=_when(page.came_at))]
    if page.due_at is not None and page.state in OPEN:
        lines.append(case_texts.DUE.in_(spoken, when=_when(page.due_at)))
    if page.claim is not None:
        text = case_texts.YOURS if page.claim.is_yours else case_texts.SOMEBODYS
        name = page.claim.name or case_texts.SOMEBODY.in_(spoken)
        lines.append(text.in_(spoken, name=name, when=_when(page.claim.ends_at)))
    elif page.state in OPEN:
        lines.append(case_texts.FREE.in_(spoken))
    return "\n".join(f"-# {line}" for line in lines)


def _people(page: CasePage, spoken: str) -> str:
    lines = []
    if page.about:
        lines.append(case_texts.ABOUT.in_(spoken, people=", ".join(_person(each, spoken) for each in page.about)))
        history = case_texts.HISTORY if page.earlier else case_texts.HISTORY_NONE
        lines.append(history.in_(spoken, count=page.earlier))
    else:
        lines.append(case_texts.ABOUT_NOBODY.in_(spoken))
    if page.witnesses:
        people = ", ".join(_person(each, spoken) for each in page.witnesses)
        lines.append(case_texts.WITNESSES.in_(spoken, people=people))
    if page.reporter is None:
        lines.append(case_texts.REPORTER_NOT_SHOWN.in_(spoken))
    elif page.opened_for is None:
        lines.append(case_texts.REPORTER_SHOWN.in_(spoken, person=_person(page.reporter, spoken)))
    else:
        person, reason = _person(page.reporter, spoken), plain(page.opened_for)
        lines.append(case_texts.REPORTER_OPENED.in_(spoken, person=person, reason=reason))
    return "\n".join(lines)


def _around(page: CasePage, spoken: str) -> list[str]:
    parts = []
    if page.linked:
        parts.append(case_texts.LINKED.in_(spoken, names=", ".join(f"*{name}*" for name in page.linked)))
    if page.held_for is not None:
        parts.append(case_texts.HELD.in_(spoken, reason=plain(page.held_for)))
    if page.asking is not None:
        text = case_texts.NAME_WAITS_YOURS if page.asking.is_yours else case_texts.NAME_WAITS
        name = page.asking.by or case_texts.SOMEBODY.in_(spoken)
        parts.append(text.in_(spoken, name=name, reason=plain(page.asking.reason)))
    return parts


def _person(someone: Someone, spoken: str) -> str:
    if not someone.person.isdigit():
        return f"`{someone.person}`"
    if someone.called is None:
        return case_texts.PERSON_UNCALLED.in_(spoken, id=someone.person)
    return case_texts.PERSON.in_(spoken, id=someone.person, called=plain(someone.called))


def _evidence(piece: Piece, spoken: str) -> list[str]:
    if piece.is_file:
        return [file_line(piece, spoken)]
    link = piece.link or case_texts.NO_LINK.in_(spoken)
    when = "?" if piece.said_at is None else _when(piece.said_at)
    by = case_texts.SAID_BY if piece.author else case_texts.SAID_BY_UNKNOWN
    head = f"{case_texts.EVIDENCE.in_(spoken)}\n-# {by.in_(spoken, author=f'<@{piece.author}>', when=when, link=link)}"
    if piece.copy == "destroyed":
        return [case_texts.MESSAGE_DESTROYED.in_(spoken)]
    if piece.words is None:
        return [head, case_texts.NOT_COPIED.in_(spoken)]
    return [head, quoted(piece.words) if piece.words.strip() else case_texts.MESSAGE_WITHOUT_WORDS.in_(spoken)]


def file_line(piece: Piece, spoken: str) -> str:
    """Return what became of one file."""
    name = plain(piece.name) if piece.name else case_texts.NAMELESS_FILE.in_(spoken)
    return case_texts.FILES[piece.copy].in_(spoken, name=name, size=-(-(piece.size or 0) // 1024))


def _said(line: CaseLine, spoken: str) -> list[str]:
    if line.said == Said.PLACE:
        name, _, link = (line.words or "").partition("\n")
        return [case_texts.IN_CIRCLE.in_(spoken, name=name, link=link)] if line.words else []
    author = case_texts.BANYAN.in_(spoken) if line.author is None else line.author
    author = author or case_texts.SOMEBODY.in_(spoken)
    head = case_texts.LINES[line.said].in_(spoken, author=author, when=_when(line.said_at))
    return [head] if line.words is None else [head, quoted(line.words)]


def _when(moment: datetime) -> str:
    return discord.utils.format_dt(moment, "R")


# Words of people


def plain(words: str) -> str:
    """Return words in one line, as they were written and not as Markdown."""
    return discord.utils.escape_markdown(" ".join(words.split()))


def quoted(words: str) -> str:
    """Return words as a quotation; a link in them cannot hide behind another text."""
    return "\n".join(f"> {line}" for line in without_disguise(words).splitlines())


def pages(parts: Sequence[str], buttons: Sequence[discord.ui.Button[Drawing]]) -> list[Drawing]:
    """Draw parts as one message, or as several where one cannot hold them; the buttons stand under the last."""
    messages: list[list[str]] = [[]]
    for part in parts:
        for piece in _pieces(part):
            so_far = messages[-1]
            if so_far and (_units("".join(so_far)) + _units(piece) > _ONE_MESSAGE or len(so_far) == _MOST_PARTS):
                messages.append([])
            messages[-1].append(piece)
    last = len(messages) - 1
    return [
        Drawing(accent=ACCENT, parts=message, buttons=buttons if number == last else ())
        for number, message in enumerate(messages)
    ]


def _units(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def _pieces(part: str) -> list[str]:
    """Cut a part that no message can hold, after a line or a word where there is one; a quotation stays one."""
    mark = "> " if part.startswith("> ") else ""
    pieces, rest = [], part
    while _units(rest) > _ONE_MESSAGE:
        head = rest[: _ONE_MESSAGE // 2] if _units(rest[:_ONE_MESSAGE]) > _ONE_MESSAGE else rest[:_ONE_MESSAGE]
        at = max(head.rfind("\n"), head.rfind(" "))
        at = at if at > len(head) // 2 else len(head)
        pieces.append(rest[:at])
        rest = rest[at:].lstrip("\n")
        rest = rest if rest.startswith(mark) else f"{mark}{rest.lstrip(' ')}"
    return [*pieces, rest]
