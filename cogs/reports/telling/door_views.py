"""The ways in, and the one form: what is held, who can read it, what happened."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import Call
from bot.kit import Kit
from bot.language import Text
from bot.refusal import Refusal
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from bot.ui import Choice, Drawing, Field, Form, Picks, Style, Words, button, link_to
from cogs.circles import actions as circle_actions
from cogs.reports import names
from cogs.reports.casework import case_rules
from cogs.reports.gate import Reader
from cogs.reports.telling import actions, mine_actions, rules, texts, told_views
from cogs.reports.telling.actions import Circle, HeldFile, HeldMessage, Named, Told
from cogs.reports.telling.form_views import (
    ACCENT,
    about,
    boxes,
    left_out,
    line_instead_of_boxes,
    listed,
    named,
    someone,
    who_part,
)
from data import cards

NAME_SHOWN, NAME_NOT_SHOWN = "shown", "not_shown"
COPY = "copy"
_MOST_HELD = 1000  # forms that are open at once, the oldest forgotten first


# The card "Something happened"


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What the card shows."""

    language: str
    places: tuple[Place, ...]


async def door_facts(kit: Kit, session: AsyncSession, room_id: int) -> DoorFacts | None:
    """Return the card for a room, or None where it is not the room that the admins chose."""
    card = await cards.card_of(session, names.DOOR_CARD, room_id)
    if card is None or card.guild_id is None:
        return None
    values = await values_in(session, kit.server_settings, card.guild_id)
    if values.id(names.DOOR_ROOM) != room_id:
        return None
    return DoorFacts(language=values.text(LANGUAGE), places=(Room(room_id),))


def door_card(facts: DoorFacts) -> Drawing:
    """Draw the card."""
    spoken = facts.language
    return Drawing(
        accent=ACCENT,
        parts=[texts.DOOR_TITLE.in_(spoken), texts.DOOR_WORDS.in_(spoken)],
        quiet=texts.DOOR_QUIET.in_(spoken),
        buttons=[button(texts.DOOR_BUTTON.in_(spoken), "reports:tell", 0, style=Style.primary)],
    )


# What is held


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody held when they opened a form: a message, or a person, and what to say about who it is."""

    message: HeldMessage | None = None
    person: Named | None = None
    remark: Text | None = None


class Doors:
    """The ways in. What is held is remembered here between opening a form and sending it, and nowhere else."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[int, int], Held] = OrderedDict()

    async def on_message(self, call: Call, message: discord.Message) -> None:
        """Open the form on a message: everything of it comes with the press itself."""
        remark = None if message.webhook_id else _remark(call, message.author)
        held = Held(message=_held_message(message), remark=remark)
        await self._open(call, "reports:keep_message", message.id, call.person.server_id, held)

    async def on_person(self, call: Call, person: discord.User | discord.Member) -> None:
        """Open the form on a person."""
        held = Held(person=named(person), remark=_remark(call, person))
        await self._open(call, "reports:keep_person", 0, call.person.server_id, held)

    async def tell(self, call: Call) -> None:
        """Open the form, from the card "Something happened"."""
        await self.open_for(call, call.person.server_id)

    async def open_for(self, call: Call, guild_id: int, *, is_member: bool = True) -> None:
        """Open the form for a server, with nothing held. Who takes reports there is only for members to know."""
        await self._open(call, "reports:keep", guild_id, guild_id, None, is_member=is_member)

    async def in_circle(self, call: Call) -> None:
        """Open the form in a circle, whose name and thread are kept with it; its row is what the circle asks."""
        circle = await _circle(call)
        verb, row_id = (
            ("reports:keep", call.person.server_id) if circle is None else ("reports:keep_circle", call.row_id)
        )
        await self._open(call, verb, row_id, call.person.server_id, None, circle=circle)

    async def _open(
        self,
        call: Call,
        verb: str,
        row_id: int,
        guild_id: int,
        held: Held | None,
        *,
        is_member: bool = True,
        circle: Circle | None = None,
    ) -> None:
        known = [] if held is None else [each.person for each in _about(held)]
        async with call.kit.store.reading() as session:
            values = await values_in(session, call.kit.server_settings, guild_id)
            readers = await mine_actions.who_reads(call.kit, session, guild_id, without=[call.person.user_id, *known])
        days = case_rules.look_span(values.text(names.LOOK)).days
        parts = [*_first_parts(call, readers, days, is_member=is_member, circle=circle), *_last_part(call, held)]
        form = Form(_title(call, guild_id), verb, row_id, parts)
        if held is not None:
            self._remember(call, form, held)
        await call.open(form)

    def _remember(self, call: Call, form: Form, held: Held) -> None:
        self._held[(call.person.user_id, int(form.custom_id.rpartition(":")[2]))] = held
        while len(self._held) > _MOST_HELD:
            self._held.popitem(last=False)

    # What is sent

    async def keep_message(self, call: Call) -> None:
        """Keep what somebody told about a message."""
        held = self._held.get((call.person.user_id, call.form))
        if held is None:  # Banyan was restarted meanwhile, and may not read messages
            held = Held(message=_message_by_id(call))
        await self._keep(call, call.person.server_id, held)

    async def keep_person(self, call: Call) -> None:
        """Keep what somebody told about a person."""
        held = self._held.get((call.person.user_id, call.form), Held())
        await self._keep(call, call.person.server_id, held)

    async def keep(self, call: Call) -> None:
        """Keep what somebody told, with nothing held."""
        guild_id = call.person.guild_id
        if guild_id is None and call.bot.get_guild(call.row_id) is None:
            raise Refusal(texts.NO_SUCH_SERVER)
        picked, named_in_form = someone(call, "who"), about(call)
        remark = _remark_on_ids(call, named_in_form) if picked is None else _remark(call, picked)
        await self._keep(call, guild_id or call.row_id, Held(remark=remark), named_in_form)

    async def keep_circle(self, call: Call) -> None:
        """Keep what somebody told in a circle. Nothing is held for it: the circle is looked up again."""
        picked = someone(call, "who")
        held = Held(remark=None if picked is None else _remark(call, picked))
        await self._keep(call, call.person.server_id, held, about(call), circle=await _circle(call))

    async def _keep(
        self,
        call: Call,
        guild_id: int,
        held: Held,
        named_in_form: Sequence[Named] = (),
        *,
        circle: Circle | None = None,
    ) -> None:
        told = Told(
            form=call.form,
            reporter=named(call.interaction.user),
            words=call.values.get("words", ""),
            shows_name=call.values.get("name") == NAME_SHOWN,
            about=named_in_form or _about(held),
            left_out=left_out(call),
            message=held.message,
            copies_files=COPY in call.picked.get("pictures", ()),
            circle=circle,
        )
        receipt = await actions.tell(call.kit, guild_id=guild_id, told=told)
        call.committed = True
        self._held.pop((call.person.user_id, call.form), None)
        await call.kit.crashpoint("report.kept")
        if receipt.rows is None:
            await call.show(await told_views.page(call, receipt.id, remark=held.remark))
        else:
            mine = mine_actions.just_told(call.kit, receipt.rows)
            await call.show(told_views.drawn(call, mine, remark=held.remark))
        if held.message is not None and held.message.author is None:
            await call.bot.jobs.run_now(names.SEND, receipt.case_id, within=0)


async def _circle(call: Call) -> Circle | None:
    """Return the circle whose button was pressed, None where whoever presses has no part in it."""
    found = await circle_actions.context_of(call.kit, call.person, call.row_id)
    if found is None:
        return None
    link = "" if found.thread_id is None else link_to(call.person.server_id, found.thread_id)
    return Circle(found.name, link)


def _about(held: Held) -> Sequence[Named]:
    author = held.message.author if held.message is not None else None
    return [each for each in (held.person, author) if each is not None]


def _remark_on_ids(call: Call, people: Sequence[Named]) -> Text | None:
    ids = [each.person for each in people]
    if call.person.user_id in ids:
        return texts.ABOUT_YOURSELF
    return texts.ABOUT_BANYAN if call.bot.user is not None and call.bot.user.id in ids else None


def _remark(call: Call, person: Any) -> Text | None:
    """Return what to say where it is about oneself, a bot, Banyan itself, or an account that was deleted."""
    if person.id == call.person.user_id:
        return texts.ABOUT_YOURSELF
    if call.bot.user is not None and person.id == call.bot.user.id:
        return texts.ABOUT_BANYAN
    if person.bot:
        return texts.ABOUT_A_BOT
    deleted = person.name.startswith("deleted_user") or person.name == "Deleted User"
    return texts.ABOUT_DELETED if deleted else None


def _held_message(message: discord.Message) -> HeldMessage:
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    files = [file for part in parts for file in part.attachments]
    return HeldMessage(
        link=message.jump_url,
        said_at=message.created_at,
        author=None if message.webhook_id else named(message.author),  # under a webhook anybody may have written
        words="\n".join(each for part in parts for each in _words_of(part) if each),
        files=tuple(HeldFile(each.url, each.filename, each.size) for each in files),
    )


def _words_of(part: discord.Message | discord.MessageSnapshot) -> list[str | None]:
    """Return all that somebody could read in a message, or in one that it passes on."""
    stickers = [each.name for each in part.stickers]
    return [part.content, *stickers, *(words for each in part.embeds for words in (each.title, each.description))]


def _message_by_id(call: Call) -> HeldMessage:
    link = link_to(call.person.server_id, call.interaction.channel_id or 0, call.row_id)
    return HeldMessage(link=link, said_at=_said_at(call.row_id), author=None, words=None)


def _said_at(message_id: int) -> datetime:
    return discord.utils.snowflake_time(message_id)


# The form


def _title(call: Call, guild_id: int) -> str:
    """Return the title; in a direct message it names the server, so that nobody tells the wrong team."""
    guild = call.bot.get_guild(guild_id)
    if call.person.guild_id is not None or guild is None:
        return texts.FORM_TITLE.in_(call.language)
    return texts.FORM_TITLE_OF.in_(call.language, server=guild.name)


def _first_parts(
    call: Call, readers: Sequence[Reader], days: int, *, is_member: bool, circle: Circle | None
) -> list[Field]:
    spoken = call.language
    parts: list[Field] = []
    if readers:
        who = listed(readers, spoken) if is_member else texts.PEOPLE.in_(spoken, count=len(readers))
        promise = texts.DAYS.in_(spoken, count=days)
        parts.append(texts.READERS.in_(spoken, names=who, days=promise, operator=call.bot.operator))
        instead = line_instead_of_boxes(texts.LEFT_OUT, spoken)
        parts.append(boxes(readers, (), texts.LEFT_OUT, spoken) if is_member else instead)
    else:
        parts.append(texts.NOBODY_YET.in_(spoken, operator=call.bot.operator))
    shown = [
        (NAME_NOT_SHOWN, texts.NOT_SHOWN.in_(spoken), texts.NOT_SHOWN_ABOUT.in_(spoken)),
        (NAME_SHOWN, texts.SHOWN.in_(spoken), texts.SHOWN_ABOUT.in_(spoken)),
    ]
    parts.append(Choice("name", texts.MY_NAME.in_(spoken), shown, chosen=NAME_NOT_SHOWN, required=False))
    about = texts.WORDS_ABOUT.in_(spoken)
    if circle is not None:
        about = texts.WORDS_ABOUT_CIRCLE.in_(spoken, circle=circle.name)
    longest = rules.LONGEST_WORDS
    parts.append(Words("words", texts.WORDS.in_(spoken), about, longest=longest, required=False))
    return parts


def _last_part(call: Call, held: Held | None) -> list[Field]:
    spoken = call.language
    if held is None:
        return [who_part(call)]
    if held.message is None or not held.message.files:
        return []
    copy = (COPY, texts.COPY_PICTURES.in_(spoken), texts.COPY_PICTURES_ABOUT.in_(spoken))
    return [Picks("pictures", texts.PICTURES.in_(spoken), [copy])]
