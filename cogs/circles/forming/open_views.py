"""The form for a new circle, and what its host reads and can change until it begins."""

from datetime import datetime
from zoneinfo import ZoneInfo

import discord
from discord.utils import escape_markdown, format_dt

from bot.answers import Call
from bot.membership import lacking
from bot.refusal import Refusal
from bot.showing import Whereabouts
from bot.ui import Choice, Drawing, Field, Form, Words, button
from cogs.circles import names
from cogs.circles.circle import Pace
from cogs.circles.forming import form_rules, open_actions
from cogs.circles.forming import form_texts as texts
from cogs.circles.forming.open_actions import Asked, HostPage
from cogs.circles.looks import ACCENT
from cogs.circles.settings import ENTRIES

_FEWEST_SEATS = 4


def here_since(call: Call) -> datetime | None:
    """Return since when somebody is in the server, as Discord tells it along with what they do."""
    member = call.interaction.user
    return member.joined_at if isinstance(member, discord.Member) else None


async def open_form(call: Call) -> None:
    """Open the form for a new circle."""
    door = await open_actions.door(call.kit, by=call.person, here_since=here_since(call))
    _room_is_ready(call, door.room_id)
    await call.open(_form(call.language, zone=door.zone, largest=door.largest))


def _room_is_ready(call: Call, room_id: int) -> None:
    guild = call.interaction.guild
    room = None if guild is None else guild.get_channel(room_id)
    if room is None:
        raise Refusal(texts.ROOM_GONE)
    lacks = lacking(room, ENTRIES[0].needs)
    if lacks:
        raise Refusal(texts.ROOM_LACKS, room=room.mention, missing=", ".join(lacks))


def _form(spoken: str, *, zone: str, largest: int) -> Form:
    themes = [(theme, name.in_(spoken), None) for theme, name in texts.THEMES.items()]
    paces = [
        (Pace.LIVE, texts.PACE_LIVE.in_(spoken), texts.PACE_LIVE_ABOUT.in_(spoken)),
        (Pace.SLOW, texts.PACE_SLOW.in_(spoken), texts.PACE_SLOW_ABOUT.in_(spoken)),
    ]
    fields: list[Field] = [
        _title_field(spoken),
        Choice("theme", texts.FIELD_THEME.in_(spoken), themes, chosen=themes[0][0]),
        _when_field(spoken, zone=zone, value=texts.WORD_NOW.in_(spoken)),
        Choice("pace", texts.FIELD_PACE.in_(spoken), paces, chosen=Pace.LIVE),
    ]
    if largest > _FEWEST_SEATS:
        about = texts.SEATS_ABOUT.in_(spoken)
        seats = [
            (str(count), texts.SEATS.in_(spoken, count=count), about) for count in range(_FEWEST_SEATS, largest + 1)
        ]
        fields.append(Choice("seats", texts.FIELD_SEATS.in_(spoken), seats, chosen=str(largest)))
    return Form(texts.FORM_TITLE.in_(spoken), "circles:open", 0, fields)


def _title_field(spoken: str, value: str = "") -> Words:
    label, about = texts.FIELD_TITLE.in_(spoken), texts.FIELD_TITLE_ABOUT.in_(spoken)
    return Words("title", label, about, value=value, longest=form_rules.LONGEST_TITLE, short=True)


def _when_field(spoken: str, *, zone: str, value: str) -> Words:
    about = texts.FIELD_WHEN_ABOUT.in_(spoken, zone=zone)
    return Words("when", texts.FIELD_WHEN.in_(spoken), about, value=value, longest=80, short=True)


async def opened(call: Call) -> None:
    """Open the circle that was asked for, and show its host how it stands."""
    values = call.values
    circle_id = await open_actions.open_circle(
        call.kit,
        by=call.person,
        form=call.form,
        asked=Asked(
            title=values.get("title", ""),
            theme=values.get("theme", ""),
            when=values.get("when", ""),
            pace=values.get("pace", ""),
            most=values.get("seats", ""),
        ),
        here_since=here_since(call),
        language=call.language,
    )
    call.committed = True
    stands = await call.bot.cards.now(names.INVITATION_CARD, circle_id) is Whereabouts.STANDS
    page = await open_actions.host_page(call.kit, by=call.person, circle_id=circle_id)
    await call.show(_opened(page, call.language, stands=stands))


def _opened(page: HostPage, spoken: str, *, stands: bool) -> Drawing:
    room = f"<#{page.room_id}>"
    if not stands:
        said = texts.OPENED_SOON.in_(spoken, room=room)
    elif page.starts_at is None:
        said = texts.OPENED.in_(spoken, room=room)
    else:
        said = texts.OPENED_SCHEDULED.in_(spoken, room=room, when=format_dt(page.starts_at, "F"))
    return host_drawing(page, spoken, said)


async def invite_again(call: Call) -> None:
    """Show an invitation again, where somebody deleted it."""
    origin_id = await open_actions.invite_again(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    found = await call.bot.cards.now(names.INVITATION_CARD, origin_id)
    if found is Whereabouts.TAKEN_DOWN:  # only this look found that out
        await open_actions.invite_again(call.kit, by=call.person, circle_id=call.row_id)
        found = await call.bot.cards.now(names.INVITATION_CARD, origin_id)
    page = await open_actions.host_page(call.kit, by=call.person, circle_id=call.row_id)
    said = texts.INVITED_AGAIN if found is Whereabouts.STANDS else texts.INVITED_SOON
    await call.say(said, room=f"<#{page.room_id}>")


def host_drawing(page: HostPage, spoken: str, *said: str) -> Drawing:
    """Draw what a host reads of a circle that gathers: what it asks, and what can still be changed."""
    pair = page.pair
    parts = [*said, texts.HOST_PAGE.in_(spoken, title=escape_markdown(page.title), one=pair.one, two=pair.two)]
    if pair.note:
        parts.append(texts.HOST_PAGE_NOTE.in_(spoken, note=pair.note))
    row = page.circle_id
    buttons = [
        button(texts.ANOTHER_PAIR.in_(spoken), "circles:pair", row),
        button(texts.CHANGE.in_(spoken), "circles:plan_change", row),
        button(texts.CALL_OFF.in_(spoken), "circles:call_off", row),
    ]
    quiet = texts.HOST_PAGE_QUIET.in_(spoken)
    return Drawing(accent=ACCENT, parts=parts, quiet=quiet, buttons=buttons if page.gathers else [])


async def host_page(call: Call) -> None:
    """Show a host their circle again."""
    page = await open_actions.host_page(call.kit, by=call.person, circle_id=call.row_id)
    await call.replace(host_drawing(page, call.language))


async def another_pair(call: Call) -> None:
    """Let a circle ask something else."""
    page = await open_actions.another_pair(call.kit, by=call.person, circle_id=call.row_id)
    call.committed = True
    await call.replace(host_drawing(page, call.language))


async def change(call: Call) -> None:
    """Open the form that changes title and time."""
    page = await open_actions.host_page(call.kit, by=call.person, circle_id=call.row_id)
    spoken = call.language
    when = texts.WORD_NOW.in_(spoken)
    if page.starts_at is not None and page.starts_at > call.kit.clock():
        when = f"{page.starts_at.astimezone(ZoneInfo(page.zone)):%Y-%m-%d %H:%M} {page.zone}"
    fields = [_title_field(spoken, page.title), _when_field(spoken, zone=page.zone, value=when)]
    await call.open(Form(texts.CHANGE_TITLE.in_(spoken), "circles:plan_changed", page.circle_id, fields))


async def changed(call: Call) -> None:
    """Change title and time."""
    page = await open_actions.change(
        call.kit,
        by=call.person,
        circle_id=call.row_id,
        title=call.values.get("title", ""),
        when=call.values.get("when", ""),
        language=call.language,
    )
    call.committed = True
    await call.replace(host_drawing(page, call.language, texts.CHANGED.in_(call.language)))
