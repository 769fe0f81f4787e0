"""What the team does with a case besides deciding: asking, noting, handing over, linking, closing."""

from bot.answers import Call
from bot.language import Text
from bot.refusal import Refusal
from bot.ui import Buttons, Choice, Drawing, Form, Style, Words, button, in_rows
from cogs.reports import gate
from cogs.reports.casework import (
    case_list_views,
    case_reading,
    case_rules,
    case_texts,
    case_views,
    case_work_actions,
    host_actions,
    identity_actions,
)
from cogs.reports.casework.case_reading import CasePage
from cogs.reports.viewing import viewer_for
from data.cases import OPEN, State

_NOBODY = "0"
_MOST_OTHERS = 9  # a group of choices holds ten
_MOST_FILES = 10  # of a message


async def _page(call: Call) -> CasePage:
    viewer = await viewer_for(call, call.row_id)
    async with call.kit.store.reading() as session:
        seals, case = await gate.case_for(call.kit, session, viewer, call.row_id)
        return await case_reading.page(call.kit, session, seals, case, viewer)


# More


async def more(call: Call) -> None:
    """Show what else can be done with a case."""
    page, spoken = await _page(call), call.language
    is_open, is_decided = page.state in OPEN, page.state == State.DECIDED
    work = [
        button(case_texts.NOTE.in_(spoken), "reports:team_note", page.id),
        button(case_texts.LINK.in_(spoken), "reports:link", page.id),
        button(case_texts.FILES_BUTTON.in_(spoken), "reports:files", page.id),
    ]
    if is_open:
        work.insert(0, button(case_texts.HAND_OVER.in_(spoken), "reports:hand_over", page.id))
    ends = [button(case_texts.ASK_NAME.in_(spoken), "reports:ask_name", page.id)]
    if page.held_for is None:
        ends.append(button(case_texts.HOLD.in_(spoken), "reports:hold", page.id))
    else:
        ends.append(button(case_texts.RELEASE.in_(spoken), "reports:release", page.id))
    if is_open and await host_actions.hosted(call.kit, by=await viewer_for(call, page.id), case_id=page.id):
        ends.append(button(case_texts.OTHER_HOST.in_(spoken), "reports:other_host", page.id))
    if is_open:
        ends.append(button(case_texts.CLOSE.in_(spoken), "reports:close", page.id))
    elif is_decided:
        ends.append(button(case_texts.CLOSE_DECIDED.in_(spoken), "reports:close", page.id))
    if not is_open and page.state != State.TAKEN_BACK:
        ends.append(button(case_texts.REOPEN.in_(spoken), "reports:reopen", page.id))
    back = [
        button(case_texts.BACK.in_(spoken), "reports:show", page.id, style=Style.primary),
        button(case_texts.NOT_ME.in_(spoken), "reports:not_me", page.id),
    ]
    title = case_texts.MORE_TITLE.in_(spoken, name=page.name)
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[title, Buttons(work), Buttons(ends)], buttons=back))


async def _done(call: Call, said: str) -> None:
    back = button(case_texts.BACK.in_(call.language), "reports:show", call.row_id)
    await call.show(Drawing(accent=case_views.ACCENT, parts=[said], buttons=[back]))


# Asking, and noting


async def ask(call: Call) -> None:
    """Open the form for one question."""
    await _open(call, "reports:asked", case_texts.ASK_TITLE, case_texts.ASK_FIELD, case_texts.ASK_ABOUT)


async def asked(call: Call) -> None:
    """Ask the reporter."""
    viewer = await viewer_for(call, call.row_id)
    name = await case_work_actions.ask(
        call.kit, viewer, call.row_id, words=call.values.get("words", ""), form=call.form
    )
    call.committed = True
    said = case_texts.ASKED.in_(call.language, name=name)
    await call.show(await case_list_views.after_one(call, viewer, [said]))


async def note(call: Call) -> None:
    """Open the form for a note."""
    await _open(call, "reports:noted", case_texts.NOTE_TITLE, case_texts.NOTE_FIELD, case_texts.NOTE_ABOUT)


async def noted(call: Call) -> None:
    """Keep a note."""
    viewer = await viewer_for(call, call.row_id)
    await case_work_actions.note(call.kit, viewer, call.row_id, words=call.values.get("words", ""), form=call.form)
    call.committed = True
    await _done(call, case_texts.NOTED.in_(call.language))


async def _open(
    call: Call,
    feature_verb: str,
    title: Text,
    label: Text,
    about: Text,
    *,
    required: bool = True,
) -> None:
    """Open a form of one field, once it is sure that the case is theirs to read."""
    viewer = await viewer_for(call, call.row_id)
    async with call.kit.store.reading() as session:
        await gate.case_for(call.kit, session, viewer, call.row_id)
    spoken = call.language
    words = Words("words", label.in_(spoken), about.in_(spoken), longest=case_rules.LONGEST_WORDS, required=required)
    await call.open(Form(title.in_(spoken), feature_verb, call.row_id, [words]))


# Handing over


async def hand_over(call: Call) -> None:
    """Open the form that asks to whom."""
    viewer = await viewer_for(call, call.row_id)
    found, spoken = await case_work_actions.who_may_take(call.kit, viewer, call.row_id), call.language
    nobody = case_texts.HAND_OVER_NOBODY.in_(spoken), case_texts.HAND_OVER_NOBODY_ABOUT.in_(spoken)
    others = [(str(each.user_id), each.name, None) for each in found.others[:_MOST_OTHERS]]
    if not others:
        name, _ = await case_work_actions.hand_over(call.kit, viewer, call.row_id, to=None)
        await _done(call, case_texts.SET_FREE.in_(spoken, name=name))
        return
    to = Choice("to", case_texts.HAND_OVER_TO.in_(spoken), [*others, (_NOBODY, *nobody)], chosen=others[0][0])
    await call.open(Form(case_texts.HAND_OVER_TITLE.in_(spoken), "reports:handed", call.row_id, [to]))


async def handed(call: Call) -> None:
    """Let somebody else be on the case, or nobody."""
    viewer, chosen = await viewer_for(call, call.row_id), call.values.get("to", _NOBODY)
    if not chosen.isascii() or not chosen.isdigit():
        raise Refusal(case_texts.NOT_TO_THEM)
    to = None if chosen == _NOBODY else int(chosen)
    name, taker = await case_work_actions.hand_over(call.kit, viewer, call.row_id, to=to)
    call.committed = True
    spoken = call.language
    free = case_texts.SET_FREE.in_(spoken, name=name)
    said = free if taker is None else case_texts.HANDED_OVER.in_(spoken, name=taker)
    await call.show(await case_list_views.after_one(call, viewer, [said]))


# Linking


async def link(call: Call) -> None:
    """Open the form that asks for the other case."""
    viewer = await viewer_for(call, call.row_id)
    async with call.kit.store.reading() as session:
        await gate.case_for(call.kit, session, viewer, call.row_id)
    name = Words("name", case_texts.LINK_FIELD.in_(call.language), longest=case_rules.LONGEST_NAME, short=True)
    await call.open(Form(case_texts.LINK_TITLE.in_(call.language), "reports:linked", call.row_id, [name]))


async def linked(call: Call) -> None:
    """Link the two."""
    viewer = await viewer_for(call, call.row_id)
    other = await case_work_actions.link(call.kit, viewer, call.row_id, typed=call.values.get("name", ""))
    call.committed = True
    await _done(call, case_texts.LINKED_NOW.in_(call.language, name=other))


# Closing, and opening again


async def close(call: Call) -> None:
    """Open the form that asks what the reporter is told."""
    about, field = case_texts.CLOSE_WORDS_ABOUT, case_texts.CLOSE_WORDS
    await _open(call, "reports:closed", case_texts.CLOSE_TITLE, field, about, required=False)


async def closed(call: Call) -> None:
    """Close the case."""
    viewer = await viewer_for(call, call.row_id)
    words = call.values.get("words", "")
    name = await case_work_actions.close(call.kit, viewer, call.row_id, words=words, form=call.form)
    call.committed = True
    said = case_texts.CLOSED.in_(call.language, name=name)
    await call.show(await case_list_views.after_one(call, viewer, [said]))


async def reopen(call: Call) -> None:
    """Open a decided or closed case again."""
    viewer = await viewer_for(call, call.row_id)
    name = await case_work_actions.reopen(call.kit, viewer, call.row_id)
    call.committed = True
    back = button(case_texts.BACK.in_(call.language), "reports:show", call.row_id, style=Style.primary)
    said = case_texts.REOPENED.in_(call.language, name=name)
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[said], buttons=[back]))


# Files: what they hold, and destroying one, stands in `record_views.py`


async def files(call: Call) -> None:
    """List the files of a case."""
    page, spoken = await _page(call), call.language
    found = [piece for piece in page.evidence if piece.is_file][:_MOST_FILES]
    back = button(case_texts.BACK.in_(spoken), "reports:show", page.id, style=Style.primary)
    if not found:
        said = case_texts.NO_FILES.in_(spoken, name=page.name)
        await call.replace(Drawing(accent=case_views.ACCENT, parts=[said], buttons=[back]))
        return
    lines = [f"{number}. {case_views.file_line(piece, spoken)}" for number, piece in enumerate(found, 1)]
    looks = [
        button(case_texts.LOOK_AT.in_(spoken, number=number), "reports:view_file", piece.id)
        for number, piece in enumerate(found, 1)
    ]
    destroys = [
        button(case_texts.DESTROY.in_(spoken, number=number), "reports:destroy_file", piece.id)
        for number, piece in enumerate(found, 1)
        if piece.copy != "destroyed"
    ]
    rows = [*in_rows(looks), *in_rows(destroys)]
    title = case_texts.FILES_TITLE.in_(spoken, name=page.name)
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[title, "\n".join(lines), *rows], buttons=[back]))


# The name of whoever told (R17)


async def ask_name(call: Call) -> None:
    """Open the form that asks why."""
    await _open(call, "reports:asked_name", case_texts.NAME_TITLE, case_texts.NAME_REASON, case_texts.NAME_ABOUT)


async def asked_name(call: Call) -> None:
    """Ask to see the name; the answer is the same whether it is shown or not."""
    viewer = await viewer_for(call, call.row_id)
    await identity_actions.ask(call.kit, viewer, call.row_id, reason=call.values.get("words", ""))
    call.committed = True
    await _done(call, case_texts.NAME_ASKED.in_(call.language))


async def agree_name(call: Call) -> None:
    """Agree, as the second person, that the name is shown."""
    viewer = await viewer_for(call, call.row_id)
    await identity_actions.agree(call.kit, viewer, call.row_id)
    call.committed = True
    back = button(case_texts.BACK.in_(call.language), "reports:show", call.row_id, style=Style.primary)
    await call.replace(Drawing(accent=case_views.ACCENT, parts=[case_texts.AGREED.in_(call.language)], buttons=[back]))
