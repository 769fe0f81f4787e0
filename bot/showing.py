"""Cards in step: one message for one row, never two, whatever breaks in between.

A feature says for a kind of card which facts it shows (`facts`, from the row), how they look (`draw`, pure) and
what follows once it stands (`shown`). The card's job sends, edits or removes the message.

Never twice: that a send is tried is committed before it is tried. Whoever finds a try without a message looks
back in the room for the card's own number before anything is sent; where that cannot be read, the card waits.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeAlias, TypeVar

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.language import Text
from bot.ui import Drawing
from bot.worker import Later, WaitForReturn
from data import cards, jobs, servers
from data.cards import CardRow, Fate
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan

STILL_SHOWN = Text("Some of your messages in the room are still shown; Banyan keeps trying to remove them.")

BETWEEN_EDITS = timedelta(seconds=2)
BEFORE_THE_TRY = timedelta(seconds=60)
CANNOT_REACH = "server.cannot_reach_room"
CANNOT_LOOK_BACK = "server.cannot_look_back"
_UNKNOWN_CHANNEL = 10003
_TAKES_NO_MESSAGES = 50007


@dataclass(frozen=True, slots=True)
class Room:
    """A room or thread, by its id; None where it does not exist yet."""

    channel_id: int | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A direct message to a person."""

    user_id: int


@dataclass(frozen=True, slots=True)
class Owner:
    """A direct message to the server's owner."""


class Whereabouts(StrEnum):
    """How a card's message stands, as far as Discord has confirmed it."""

    STANDS = "stands"
    UNSURE = "unsure"  # a send was tried, and nobody knows yet whether it arrived
    TAKEN_DOWN = "taken_down"  # by hand
    NOWHERE = "nowhere"


Place: TypeAlias = Room | Letter | Owner


class Facts(Protocol):
    """What a card shows. `places` are tried in order; the first that can be reached has the card."""

    @property
    def places(self) -> tuple[Place, ...]: ...


F = TypeVar("F", bound=Facts)
Shown = Callable[[Kit, AsyncSession, CardRow], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _CardKind:
    facts: Callable[[Kit, AsyncSession, int], Awaitable[Any]]
    draw: Callable[[Any], Drawing]
    shown: Shown | None


class Showing:
    """Keeps every card in step with its row.

    Args:
        bot: The running bot.
    """

    def __init__(self, bot: "Banyan") -> None:
        self._bot = bot
        self._kinds: dict[str, _CardKind] = {}

    def on(
        self,
        kind: str,
        *,
        facts: Callable[[Kit, AsyncSession, int], Awaitable[F | None]],
        draw: Callable[[F], Drawing],
        shown: Shown | None = None,
    ) -> None:
        """Say how a kind of card looks.

        Args:
            kind: `feature.noun`.
            facts: Kit, session, row id -> a plain value with its places, or None when nothing is to be shown.
            draw: The facts -> the message. Pure.
            shown: Called in the deed that records a new message, for what must follow.
        """
        self._kinds[kind] = _CardKind(facts, draw, shown)
        self._bot.jobs.on(cards.JOB + kind, self._bring_into_step)

    async def now(self, kind: str, subject_id: int, *, within: float = 2.0) -> Whereabouts:
        """Bring one card into step for a person who waits, and say how its message stands.

        Args:
            kind: The kind of card.
            subject_id: The row.
            within: How many seconds to wait at most.
        """
        await self._bot.jobs.run_now(cards.JOB + kind, subject_id, within=within)
        async with self._bot.kit.store.reading() as session:
            card = await cards.card_of(session, kind, subject_id)
        if card is None:
            return Whereabouts.NOWHERE
        if card.message_id is not None:
            return Whereabouts.STANDS
        if card.fate == Fate.TAKEN_DOWN:
            return Whereabouts.TAKEN_DOWN
        return Whereabouts.NOWHERE if card.tried_at is None else Whereabouts.UNSURE

    async def may_be_seen(self, *which: tuple[str, int], within: float = 2.0) -> bool:
        """Bring cards into step for a person who waits, and say whether a message of theirs may still be read.

        Args:
            which: The kinds of card, each with its row.
            within: How many seconds to wait for each at most.
        """
        found = [await self.now(kind, subject_id, within=within) for kind, subject_id in which]
        return Whereabouts.STANDS in found or Whereabouts.UNSURE in found

    async def _bring_into_step(self, bot: "Banyan", job: Job) -> None:
        await _Step(bot, job, self._kinds[job.kind.removeprefix(cards.JOB)]).take()


class _Step:
    """One card, brought into step once."""

    def __init__(self, bot: "Banyan", job: Job, kind: _CardKind) -> None:
        self._bot = bot
        self._job = job
        self._kind = kind
        self._name = job.kind.removeprefix(cards.JOB)

    async def take(self) -> None:
        async with self._bot.kit.store.reading() as session:
            card = await cards.card_of(session, self._name, self._job.subject_id)
            facts = await self._kind.facts(self._bot.kit, session, self._job.subject_id)
        if card is None:
            if facts is None:
                return
            # An earlier look forgot the row just when the card was asked for again.
            card = await self._begin()
        if card.message_id is None and card.tried_at is not None:
            card = await self._look_back(card)
        if card.message_id is not None:
            await self._edit_or_remove(card, facts)
        elif facts is None:
            await self._forget()
        elif card.fate == Fate.WAITING:
            await self._send(card, facts)

    # A first message

    async def _send(self, card: CardRow, facts: Facts) -> None:
        drawing = self._kind.draw(facts).numbered(cards.number(card))
        for place in facts.places:
            if isinstance(place, Room) and place.channel_id is None:
                continue
            try:
                channel = await self._channel(place)
                if channel is None:
                    continue
                await self._send_to(channel, card, drawing)
            except discord.Forbidden as no:
                await self._record(tried_at=None, channel_id=None)
                if no.code == _TAKES_NO_MESSAGES and len(facts.places) == 1:
                    await self._record(fate=Fate.REFUSED)
                    return
            except discord.NotFound:
                await self._record(tried_at=None, channel_id=None)
            else:
                await self._mended(channel)
                return
        if facts.places == (Room(None),):
            return  # the place does not exist yet; whoever makes it asks again
        await self._wait_for_return(facts)

    async def _send_to(self, channel: discord.abc.Messageable, card: CardRow, drawing: Drawing) -> None:
        kit = self._bot.kit
        place = await channel._get_channel()  # a thread, a room, or the conversation with a person
        await self._record(tried_at=kit.clock(), channel_id=place.id)
        await kit.crashpoint("card.tried")
        message = await channel.send(view=drawing, nonce=cards.nonce(card), allowed_mentions=drawing.allowed_mentions)
        await kit.crashpoint("card.sent")
        await self._record_message(message.id)
        await kit.crashpoint("card.recorded")

    async def _look_back(self, card: CardRow) -> CardRow:
        """Find out what became of a try that recorded nothing."""
        assert card.tried_at is not None
        channel = await self._room_of(card)
        if channel is None:
            await self._record(tried_at=None, channel_id=None)
        else:
            await self._may_look_back(channel)
            found = await self._own_message(channel, card, card.tried_at)
            if found is None:
                await self._record(tried_at=None, channel_id=None)
            else:
                await self._record_message(found)
        async with self._bot.kit.store.reading() as session:
            again = await cards.card_of(session, self._name, self._job.subject_id)
        assert again is not None
        return again

    async def _may_look_back(self, channel: Any) -> None:
        guild = getattr(channel, "guild", None)
        if guild is None or channel.permissions_for(guild.me).read_message_history:
            return
        await self._tell(CANNOT_LOOK_BACK, channel.id)
        raise WaitForReturn

    async def _own_message(self, channel: Any, card: CardRow, tried_at: datetime) -> int | None:
        wanted = cards.number(card)
        history = channel.history(
            after=tried_at - BEFORE_THE_TRY, before=tried_at + jobs.LEASE, limit=None, oldest_first=False
        )
        async for message in history:
            if message.author == self._bot.user and any(part.id == wanted for part in message.components):
                return int(message.id)
        return None

    # A message that stands

    async def _edit_or_remove(self, card: CardRow, facts: Facts | None) -> None:
        assert card.message_id is not None
        channel = await self._room_of(card)
        if channel is None:
            await self._place_is_gone(facts)
            return
        message = channel.get_partial_message(card.message_id)
        if facts is not None:
            self._not_too_often(card)
        try:
            async with _unarchived(channel):
                if facts is None:
                    await message.delete()
                else:
                    drawing = self._kind.draw(facts).numbered(cards.number(card))
                    await message.edit(view=drawing, allowed_mentions=discord.AllowedMentions.none())
        except discord.NotFound as gone:
            if gone.code == _UNKNOWN_CHANNEL:
                await self._place_is_gone(facts)
            elif facts is None:
                await self._forget()
            else:
                await self._record(fate=Fate.TAKEN_DOWN, message_id=None, tried_at=None)
        except discord.Forbidden as no:
            if no.code != _TAKES_NO_MESSAGES:
                await self._cannot_reach(card)
            if facts is None:
                await self._forget()  # whoever closed their letters has this one still, and can delete it
            else:
                await self._record(fate=Fate.REFUSED)  # a letter stays as it is, and nobody hears of it
        else:
            if facts is None:
                await self._forget()
            else:
                await self._record(edited_at=self._bot.kit.clock())
                await self._mended(channel)

    def _not_too_often(self, card: CardRow) -> None:
        """Let a burst of changes become one edit."""
        if card.edited_at is not None and self._bot.kit.clock() < card.edited_at + BETWEEN_EDITS:
            raise Later(card.edited_at + BETWEEN_EDITS)

    async def _place_is_gone(self, facts: Facts | None) -> None:
        if facts is None:
            await self._forget()
            return
        async with self._bot.jobs.recording(self._job) as session:
            await cards.start_anew(session, self._name, self._job.subject_id)
        raise Later(self._bot.kit.clock())  # there may be another place for it

    # Records, and what the admins hear

    async def _record(self, **values: object) -> None:
        async with self._bot.jobs.recording(self._job) as session:
            await cards.record(session, self._name, self._job.subject_id, **values)

    async def _record_message(self, message_id: int) -> None:
        async with self._bot.jobs.recording(self._job) as session:
            subject_id, now = self._job.subject_id, self._bot.kit.clock()
            await cards.record(session, self._name, subject_id, message_id=message_id, fate=Fate.SHOWN, edited_at=now)
            card = await cards.card_of(session, self._name, subject_id)
            if self._kind.shown is not None and card is not None:
                await self._kind.shown(self._bot.kit, session, card)

    async def _begin(self) -> CardRow:
        async with self._bot.jobs.recording(self._job) as session:
            subject_id = self._job.subject_id
            await cards.begin(session, self._name, subject_id, guild_id=self._job.guild_id)
            card = await cards.card_of(session, self._name, subject_id)
        assert card is not None
        return card

    async def _forget(self) -> None:
        async with self._bot.jobs.recording(self._job) as session:
            await cards.forget(session, self._name, self._job.subject_id)

    async def _wait_for_return(self, facts: Facts) -> None:
        for place in facts.places:
            if isinstance(place, Room) and place.channel_id is not None and self._name != servers.NOTICE_CARD:
                await self._tell(CANNOT_REACH, place.channel_id)
        raise WaitForReturn

    async def _tell(self, what: str, channel_id: int) -> None:
        guild_id = self._job.guild_id
        if guild_id is None or self._bot.get_guild(guild_id) is None:
            return
        async with self._bot.kit.store.writing(in_background=True) as session:
            now = self._bot.kit.clock()
            await servers.tell_admins(session, guild_id, what, about=str(channel_id), now=now)

    async def _mended(self, channel: Any) -> None:
        """Where the admins heard that this room cannot be reached, say that it can."""
        guild_id = self._job.guild_id
        if guild_id is None:
            return
        async with self._bot.kit.store.reading() as session:
            known = await servers.open_notices(session, guild_id, str(channel.id))
        if not known:
            return
        async with self._bot.kit.store.writing(in_background=True) as session:
            for what in known:
                await servers.mended(session, guild_id, what, about=str(channel.id), now=self._bot.kit.clock())

    async def _room_of(self, card: CardRow) -> Any:
        """Return where a card's message stands or was tried, None when that is gone for good.

        Where Banyan merely may not look it waits: to forget the message would mean to send it twice.
        """
        try:
            return await self._channel(Room(card.channel_id))
        except discord.Forbidden:
            return await self._cannot_reach(card)

    async def _cannot_reach(self, card: CardRow) -> NoReturn:
        await self._tell(CANNOT_REACH, card.channel_id or 0)
        raise WaitForReturn

    async def _channel(self, place: Place) -> Any:
        """Return the channel of a place, or None when there is none.

        Raises:
            discord.Forbidden: when Banyan may not see it.
        """
        try:
            if isinstance(place, Room):
                assert place.channel_id is not None
                known = self._bot.get_channel(place.channel_id)
                return known or await self._bot.fetch_channel(place.channel_id)
            if isinstance(place, Letter):
                return await self._bot.fetch_user(place.user_id)
            guild = self._bot.get_guild(self._job.guild_id or 0)
            return None if guild is None or guild.owner_id is None else await self._bot.fetch_user(guild.owner_id)
        except discord.NotFound:
            return None


class _unarchived:
    """Wake an archived thread for a moment: Discord refuses changes in it."""

    def __init__(self, channel: Any) -> None:
        self._thread = channel if isinstance(channel, discord.Thread) and channel.archived else None

    async def __aenter__(self) -> None:
        if self._thread is not None:
            self._thread = await self._thread.edit(archived=False)

    async def __aexit__(self, *error: object) -> None:
        if self._thread is not None:
            await self._thread.edit(archived=True)
