"""Where the buttons under a report lead: send, keep, take back, danger, add, whom it is about, changing one's mind."""

from bot.answers import Call
from bot.language import Text
from bot.ui import Choice, Drawing, Form, Style, Words, button
from cogs.reports import names
from cogs.reports.telling import after_actions, mine_actions, rules, servers_of, talk_actions, texts
from cogs.reports.telling.form_views import (
    ACCENT,
    about,
    also_part,
    boxes,
    has_boxes,
    left_out,
    line_instead_of_boxes,
    who_part,
)
from cogs.reports.telling.told_views import page

_UNSAID = "unsaid"
_HAND_OVER_SECONDS = 2.0


async def look(call: Call) -> None:
    """Show how one of one's own reports stands."""
    await call.replace(await page(call, call.row_id))


async def send_now(call: Call) -> None:
    """Let the team read it at once."""
    case_id = await after_actions.send_now(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    await _handed_over(call, case_id)


async def private(call: Call) -> None:
    """Keep it only for whoever told it."""
    await after_actions.keep_private(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    await _done(call)


async def danger(call: Call) -> None:
    """Say that somebody may be in danger: it goes at once."""
    case_id = await after_actions.danger(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    await _handed_over(call, case_id)


async def note(call: Call) -> None:
    """Allow Banyan to write first about this one."""
    await _may(call, may=True)


async def no_note(call: Call) -> None:
    """Let Banyan not write first about this one."""
    await _may(call, may=False)


async def _may(call: Call, *, may: bool) -> None:
    await after_actions.may_write(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id, may=may)
    call.committed = True
    await call.replace(await page(call, call.row_id, said=None if may else texts.MAY_WRITE_NO, asks=may))


async def _handed_over(call: Call, case_id: int, said: Text | None = None) -> None:
    """Let the job that hands it over run at once, so that the page says how it stands then."""
    call.committed = True
    await call.bot.jobs.run_now(names.SEND, case_id, within=_HAND_OVER_SECONDS)
    await _done(call, said)


async def _done(call: Call, said: Text | None = None) -> None:
    call.committed = True
    await call.replace(await page(call, call.row_id, said=said))


async def take_back(call: Call) -> None:
    """Ask once more before it is taken back."""
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    spoken = call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.TAKE_BACK_ASK.in_(spoken, name=mine.name)],
            buttons=[
                button(texts.KEEP_IT.in_(spoken), "reports:look", call.row_id, style=Style.primary),
                button(texts.TAKE_BACK_NOW.in_(spoken), "reports:take_back_now", call.row_id),
            ],
        )
    )


async def take_back_now(call: Call) -> None:
    """Take it back."""
    said = await after_actions.take_back(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    call.committed = True
    await call.replace(Drawing(accent=ACCENT, parts=[said.in_(call.language)]))


async def discord_report(call: Call) -> None:
    """Say how to tell Discord itself."""
    await call.say(texts.DISCORD_SAYS)


async def ask_owner(call: Call) -> None:
    """Ask the server's owner to take it."""
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    guild = call.bot.get_guild(mine.guild_id)
    if guild is None or guild.owner_id is None:  # Discord does not say who that is at this moment
        await call.replace(await page(call, call.row_id))
        return
    case_id = await after_actions.ask_owner(
        call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id, owner_id=guild.owner_id
    )
    await _handed_over(call, case_id, texts.OWNER_ASKED)


# Adding


async def add(call: Call) -> None:
    """Open the form that adds: words, what it was, what would help."""
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    spoken = call.language
    kinds: list[tuple[str, str, str | None]] = [(_UNSAID, texts.KIND_UNSAID.in_(spoken), None)]
    kinds += [(kind, text.in_(spoken), None) for kind, text in texts.KINDS.items()]
    wishes: list[tuple[str, str, str | None]] = [(_UNSAID, texts.KIND_UNSAID.in_(spoken), None)]
    wishes += [(wish, text.in_(spoken), None) for wish, text in texts.WISHES.items()]
    await call.open(
        Form(
            texts.ADD_TITLE.in_(spoken),
            "reports:added",
            call.row_id,
            [
                texts.WISH_ABOUT.in_(spoken),
                Words("words", texts.ADD_WORDS.in_(spoken), None, longest=rules.LONGEST_WORDS, required=False),
                Choice("kind", texts.KIND.in_(spoken), kinds, chosen=mine.kind or _UNSAID, required=False),
                Choice("wish", texts.WISH.in_(spoken), wishes, chosen=mine.wish or _UNSAID, required=False),
            ],
        )
    )


async def added(call: Call) -> None:
    """Keep what was added."""
    await talk_actions.add(
        call.kit,
        reporter_id=call.person.user_id,
        receipt_id=call.row_id,
        form=call.form,
        words=call.values.get("words", ""),
        kind=_one_of(texts.KINDS, call.values.get("kind")),
        wish=_one_of(texts.WISHES, call.values.get("wish")),
    )
    await _done(call, texts.ADDED)


def _one_of(known: dict[str, Text], chosen: str | None) -> str | None:
    return chosen if chosen in known else None


# Whom it is about


async def who(call: Call) -> None:
    """Open the form that asks whom it is about, who else is named in it, and who is not to read it."""
    guild_id, found = await mine_actions.who_is_named(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    parts = [who_part(call), also_part(call)]
    if not await servers_of.is_in(call, guild_id):
        parts.append(line_instead_of_boxes(texts.LEFT_OUT_ALSO, call.language))
    elif found:
        chosen = [reader.user_id for reader, is_left_out in found if is_left_out]
        parts.append(boxes([reader for reader, _ in found], chosen, texts.LEFT_OUT_ALSO, call.language))
    await call.open(Form(texts.WHO_TITLE.in_(call.language), "reports:who_is", call.row_id, parts))


async def who_is(call: Call) -> None:
    """Keep whom it is about, who else is named in it, and who is not to read it."""
    named = after_actions.Parts(
        about=about(call), also=about(call, "also"), left_out=left_out(call), has_boxes=has_boxes(call)
    )
    await after_actions.name_people(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id, named=named)
    await _done(call, texts.WHO_KEPT)


# Changing one's mind


async def change(call: Call) -> None:
    """Show what can be changed about a report that the team has."""
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    spoken = call.language
    name = texts.NAME_SHOWN if mine.shows_name else texts.NAME_NOT_SHOWN
    show = [] if mine.shows_name else [button(texts.SHOW_NAME.in_(spoken), "reports:show_name", call.row_id)]
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.CHANGE_SAYS.in_(spoken, name=mine.name), name.in_(spoken)],
            buttons=[
                button(texts.BACK.in_(spoken), "reports:look", call.row_id, style=Style.primary),
                button(texts.ADD_MORE.in_(spoken), "reports:add", call.row_id),
                button(texts.WHO_BUTTON.in_(spoken), "reports:who", call.row_id),
                *show,
            ],
        )
    )


async def show_name(call: Call) -> None:
    """Ask once more before a name is shown: it cannot be hidden again."""
    mine = await mine_actions.see(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    spoken = call.language
    await call.replace(
        Drawing(
            accent=ACCENT,
            parts=[texts.SHOW_NAME_ASK.in_(spoken, name=mine.name)],
            buttons=[
                button(texts.KEEP_IT.in_(spoken), "reports:change", call.row_id, style=Style.primary),
                button(texts.SHOW_NAME_NOW.in_(spoken), "reports:show_name_now", call.row_id),
            ],
        )
    )


async def show_name_now(call: Call) -> None:
    """Let those who read it see one's name."""
    await after_actions.show_name(call.kit, reporter_id=call.person.user_id, receipt_id=call.row_id)
    await change(call)
