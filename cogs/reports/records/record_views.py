"""What is drawn of records: a file of evidence, why a case stays, and the file of one's own reports."""

import io
import json

import discord

from bot.answers import Call, file_part, picture_part
from bot.refusal import Refusal
from bot.ui import Drawing, Form, Style, Words, button
from cogs.reports import gate
from cogs.reports.records import evidence_files, record_actions, record_rules, record_texts
from cogs.reports.viewing import viewer_for
from data.case_papers import Copy, Evidence
from data.sealing import GuildSeals

_PICTURE = "picture.jpg"  # the file's own name may name somebody (R14)


# A file of evidence: its buttons carry the row of the file


async def view_file(call: Call) -> None:
    """Show the viewing copy of a file, or say why there is none."""
    viewer = await viewer_for(call, await _case_of_file(call))
    seals, row = await record_actions.look_at_file(call.kit, viewer, call.row_id)
    if row.copy != Copy.KEPT:
        why = record_texts.WHY[row.why].in_(call.language) if row.why else ""
        await call.say(record_texts.NO_FILE[row.copy], why=why)
        return
    looked = await evidence_files.look(call.bot.settings.state_dir, seals, row)
    if looked is None:
        await call.say(record_texts.UNREADABLE)
        return
    parts = [_about(call, seals, row)]
    destroy = button(record_texts.DESTROY.in_(call.language), "reports:destroy_file", row.id)
    if looked.picture is None:
        parts.append(record_texts.NO_PICTURE.in_(call.language))
        await call.show(Drawing(parts=parts, buttons=[destroy]))
        return
    file = discord.File(io.BytesIO(looked.picture), _PICTURE)
    quiet = record_texts.FIRST_FRAME if looked.moves else record_texts.DRAWN_ANEW
    gallery = picture_part(file, alt=record_texts.PICTURE.in_(call.language))
    await call.show(Drawing(parts=[*parts, gallery], quiet=quiet.in_(call.language), buttons=[destroy]), file=file)


def _about(call: Call, seals: GuildSeals, row: Evidence) -> str:
    assert row.sha256 is not None
    return record_texts.FILE.in_(
        call.language,
        name=discord.utils.escape_markdown(seals.open(row, "file_name")),
        size=-(-(row.file_bytes or 0) // 1024),
        hash=row.sha256.hex(),
    )


async def destroy_file(call: Call) -> None:
    """Ask before a file goes for good."""
    viewer = await viewer_for(call, await _case_of_file(call))
    async with call.kit.store.reading() as session:
        await record_actions.file_for(call.kit, session, viewer, call.row_id)
    buttons = [
        button(record_texts.KEEP_FILE.in_(call.language), "reports:keep_file", call.row_id, style=Style.primary),
        button(record_texts.DESTROY.in_(call.language), "reports:destroy_file_now", call.row_id, style=Style.danger),
    ]
    await call.show(Drawing(parts=[record_texts.DESTROY_ASK.in_(call.language)], buttons=buttons))


async def keep_file(call: Call) -> None:
    """Leave the file."""
    await call.replace(Drawing(parts=[record_texts.FILE_STAYS.in_(call.language)]))


async def destroy_file_now(call: Call) -> None:
    """Let the file go."""
    viewer = await viewer_for(call, await _case_of_file(call))
    await record_actions.destroy_file(call.kit, viewer, call.row_id)
    call.committed = True
    await call.replace(Drawing(parts=[record_texts.DESTROYED.in_(call.language)]))


async def _case_of_file(call: Call) -> int:
    async with call.kit.store.reading() as session:
        row = await session.get(Evidence, call.row_id)
    if row is None:
        raise Refusal(gate.NO_SUCH_CASE)
    return row.case_id


# Why a case stays: its buttons carry the case


async def hold(call: Call) -> None:
    """Open the form that asks why a case is to stay, once it is sure that the case is theirs to read."""
    viewer = await viewer_for(call, call.row_id)
    async with call.kit.store.reading() as session:
        await gate.case_for(call.kit, session, viewer, call.row_id)
    reason = Words(
        "words",
        record_texts.HOLD_LABEL.in_(call.language),
        record_texts.HOLD_ABOUT.in_(call.language),
        longest=record_rules.LONGEST_REASON,
    )
    await call.open(Form(record_texts.HOLD_TITLE.in_(call.language), "reports:held", call.row_id, [reason]))


async def held(call: Call) -> None:
    """Let the case stay."""
    viewer = await viewer_for(call, call.row_id)
    await record_actions.hold(call.kit, viewer, call.row_id, call.values.get("words", ""))
    call.committed = True
    await call.say(record_texts.HELD)


async def release(call: Call) -> None:
    """Let the case go by its date again."""
    viewer = await viewer_for(call, call.row_id)
    await record_actions.release(call.kit, viewer, call.row_id)
    call.committed = True
    await call.say(record_texts.RELEASED)


# The second step of an export


async def own_reports(call: Call) -> None:
    """Give one's own reports as a file, whether there are any or not."""
    told = await record_actions.own_reports(call.kit, guild_id=call.person.server_id, user_id=call.person.user_id)
    written = json.dumps(told, ensure_ascii=False, indent=2)
    file = discord.File(io.BytesIO(written.encode()), record_texts.OWN_FILE.in_(call.language))
    await call.show(Drawing(parts=[record_texts.OWN.in_(call.language), file_part(file)]), file=file)
