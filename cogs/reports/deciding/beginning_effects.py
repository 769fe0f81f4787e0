"""Begins a measure. Kick and ban: first the letter, then the deed; everything else: the deed, then the letter (R37)."""

from datetime import timedelta

import discord

from bot.worker import Later
from cogs.reports import names
from cogs.reports.deciding import measure_rules, notice_actions, pieces
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.measure_step import REASON, Step
from data import cards
from data.cards import Fate
from data.measures import Decision, Outcome

_LOOK_AGAIN = timedelta(seconds=5)
_LETTER_TAKES = 5.0  # seconds


class Beginning(Step):
    """A measure that has not been carried out."""

    async def take(self) -> None:
        """Carry it out."""
        todo = self.todo
        if todo.ends_at is not None and todo.ends_at <= self.now():
            await self.record(Outcome.ENDED)
        elif todo.kind in (Kind.NOTE, Kind.WARN):
            await self.record(Outcome.DONE)
        elif todo.kind is Kind.REMOVE_MESSAGE:
            await self._remove_messages()
        elif todo.kind is Kind.CIRCLES:
            await self._out_of_circles()
        elif todo.kind is Kind.TIMEOUT:
            await self._time_out()
        elif todo.kind is Kind.LIFT:
            await self._lift()
        elif todo.kind is Kind.KICK:
            await self._kick()
        elif todo.kind is Kind.BAN:
            await self._ban()
        else:
            await self._unban()

    async def _remove_messages(self) -> None:
        removed = self.job.attempts > 1  # an earlier try may have
        for room_id, message_id in filter(None, map(pieces.message_in, self.todo.links)):
            try:
                room = self.guild.get_channel_or_thread(room_id) or await self.bot.fetch_channel(room_id)
                assert isinstance(room, discord.abc.Messageable)
                await room.get_partial_message(message_id).delete()
                removed = True
            except discord.NotFound:
                continue
        await self.acted()
        await self.record(Outcome.DONE, why=None if removed else "already")

    async def _out_of_circles(self) -> None:
        await self.keep_out_of_circles()
        await self.acted()
        ends_at = self.todo.ends_at
        outlasted = any(end is None or (ends_at is not None and end > ends_at) for end in self.todo.others)
        await self.record(Outcome.DONE, why="longer" if outlasted else None)

    async def _time_out(self) -> None:
        member = await self.member()
        if member is None:
            await self.fail("absent")
            return
        assert self.todo.ends_at is not None
        wanted = measure_rules.applied_end(self.now(), self.todo.ends_at)
        current = self.time_out_of(member)
        if current is not None and current > wanted:  # R30: the latest end holds
            await self.record(Outcome.DONE, why="longer")
            return
        if current != wanted:
            await member.edit(timed_out_until=wanted, reason=REASON)
        await self.acted()
        await self.record(Outcome.DONE, applied_until=wanted)

    async def _lift(self) -> None:
        member = await self.member()
        if member is None:
            await self.fail("absent")
            return
        held = self.time_out_of(member) is not None
        if held:
            await member.edit(timed_out_until=None, reason=REASON)
        await self.acted()
        await self.record(Outcome.DONE, why=None if held else "already", replaces=Kind.TIMEOUT)

    async def _kick(self) -> None:
        if await self.member() is None:
            # With a letter, an earlier try has removed them, or they left in between.
            await (self.fail("absent") if self.todo.letter_id is None else self.record(Outcome.DONE, why="gone"))
            return
        await self._letter_first()
        await self.guild.kick(self.person, reason=REASON)
        await self.acted()
        await self.record(Outcome.DONE)

    async def _ban(self) -> None:
        reason = await self.ban_reason()
        if reason is not None and reason != REASON:
            await self.record(Outcome.DONE, why="already")
            return
        if reason is None:
            await self._letter_first()
            await self.guild.ban(self.person, reason=REASON, delete_message_seconds=0)
        await self.acted()
        await self.record(Outcome.DONE)

    async def _unban(self) -> None:
        held = await self.ban_reason() is not None
        if held:
            await self.guild.unban(self.person, reason=REASON)
        await self.acted()
        await self.record(Outcome.DONE, why=None if held else "already", replaces=Kind.BAN)

    async def _letter_first(self) -> None:
        """Let the letter arrive before somebody is gone; a closed door never stops the measure (R36)."""
        kit = self.bot.kit
        async with self.bot.jobs.recording(self.job) as session:
            decision = await session.get(Decision, self.todo.decision_id)
            assert decision is not None
            seals = await kit.seals.of(session, decision.guild_id)
            letter_id = await notice_actions.notice(kit, session, seals, decision, self.todo.user_id)
        if letter_id is None:
            return
        await self.bot.cards.now(names.LETTER_CARD, letter_id, within=_LETTER_TAKES)
        await kit.crashpoint("measure.letter_sent")
        async with kit.store.reading() as session:
            card = await cards.card_of(session, names.LETTER_CARD, letter_id)
        waits = card is not None and card.fate == Fate.WAITING
        if waits and self.now() < self.todo.decided_at + measure_rules.LETTER_WAIT:
            raise Later(self.now() + _LOOK_AGAIN)
