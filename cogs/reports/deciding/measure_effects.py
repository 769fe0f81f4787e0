"""Makes Discord match a measure. May run twice, late, or again after a crash: it looks before it changes anything.

Kick and ban: first the letter, then the deed; everything else: the deed, then the letter (R37). A measure ends only
what it did itself, and only while no other holds (R27, R28, R30).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.worker import Later, WaitForReturn
from cogs.reports import names
from cogs.reports.deciding import measure_rules, notice_actions, pieces
from cogs.reports.deciding.measure_rules import Kind
from data import cards, jobs, measures
from data.cards import Fate
from data.jobs import Job
from data.measures import Decision, Measure, Outcome, Stage

if TYPE_CHECKING:
    from bot.app import Banyan

REASON = "Decided by the team of this server, through Banyan."  # the same for everybody: it names nobody
_LOOK_AGAIN = timedelta(seconds=5)
_LETTER_TAKES = 5.0  # seconds


async def bring_into_step(bot: "Banyan", job: Job) -> None:
    """Look whether Discord matches a measure: begin it, renew it, end it, or take it back."""
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    async with bot.kit.store.reading() as session:
        todo = await _todo(bot, session, job.subject_id)
    if todo is not None:
        await _Step(bot, job, guild, todo).take()


@dataclass(frozen=True, slots=True)
class _Todo:
    """A measure, as one look at the store found it."""

    id: int
    kind: Kind
    user_id: int
    outcome: Outcome
    why: str | None
    ends_at: datetime | None
    applied_until: datetime | None
    decided_at: datetime
    decision_id: int
    letter_id: int | None
    links: tuple[str, ...]
    others: tuple[datetime | None, ...]  # when others of this kind end that hold on this person


async def _todo(bot: "Banyan", session: AsyncSession, measure_id: int) -> _Todo | None:
    measure = await session.get(Measure, measure_id)
    decision = None if measure is None else await session.get(Decision, measure.decision_id)
    if measure is None or decision is None or decision.decided_at is None:
        return None
    if measure.outcome == Outcome.WAITING and decision.stage != Stage.DECIDED:
        return None
    seals = await bot.kit.seals.of(session, measure.guild_id)
    now = bot.kit.clock()
    same = await measures.of_person(session, measure.guild_id, measure.who, measure.kind)
    holding = [each for each in same if each.id != measure.id and each.why not in notice_actions.NO_CHANGE]
    letter = await pieces.letter_about(session, decision.case_id, names.NOTICE_LETTER, decision.id)
    return _Todo(
        id=measure.id,
        kind=Kind(measure.kind),
        user_id=int(seals.open(measure, "person")),
        outcome=Outcome(measure.outcome),
        why=measure.why,
        ends_at=measure.ends_at,
        applied_until=measure.applied_until,
        decided_at=decision.decided_at,
        decision_id=decision.id,
        letter_id=None if letter is None else letter.id,
        links=tuple(await pieces.links_of(session, seals, decision.case_id)),
        others=tuple(each.ends_at for each in holding if each.ends_at is None or each.ends_at > now),
    )


class _Step:
    """One measure, brought into step once."""

    def __init__(self, bot: "Banyan", job: Job, guild: discord.Guild, todo: _Todo) -> None:
        self._bot = bot
        self._job = job
        self._guild = guild
        self._todo = todo
        self._person = discord.Object(todo.user_id)

    async def take(self) -> None:
        """Do what is to be done now; what cannot be done ends as failed, and needs a person (R35)."""
        try:
            if self._todo.outcome == Outcome.WAITING:
                await self._begin()
            elif self._todo.outcome == Outcome.DONE:
                await self._go_on()
            elif self._todo.outcome == Outcome.UNDONE:
                await self._take_back()
        except discord.Forbidden:
            await self._fail("forbidden")
        except discord.NotFound:
            await self._fail("unknown")
        except discord.HTTPException:
            if self._job.attempts < jobs.TRIES:
                raise
            await self._fail("discord")

    # Beginning

    async def _begin(self) -> None:
        todo = self._todo
        if todo.ends_at is not None and todo.ends_at <= self._now():
            await self._record(Outcome.ENDED)
        elif todo.kind in (Kind.NOTE, Kind.WARN):
            await self._record(Outcome.DONE)
        elif todo.kind is Kind.REMOVE_MESSAGE:
            await self._remove_messages()
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
        removed = self._job.attempts > 1  # an earlier try may have
        for room_id, message_id in filter(None, map(pieces.message_in, self._todo.links)):
            try:
                room = self._guild.get_channel_or_thread(room_id) or await self._bot.fetch_channel(room_id)
                assert isinstance(room, discord.abc.Messageable)
                await room.get_partial_message(message_id).delete()
                removed = True
            except discord.NotFound:
                continue
        await self._acted()
        await self._record(Outcome.DONE, why=None if removed else "already")

    async def _time_out(self) -> None:
        member = await self._member()
        if member is None:
            await self._fail("absent")
            return
        assert self._todo.ends_at is not None
        wanted = measure_rules.applied_end(self._now(), self._todo.ends_at)
        current = self._time_out_of(member)
        if current is not None and current > wanted:  # R30: the latest end holds
            await self._record(Outcome.DONE, why="longer")
            return
        if current != wanted:
            await member.edit(timed_out_until=wanted, reason=REASON)
        await self._acted()
        await self._record(Outcome.DONE, applied_until=wanted)

    async def _lift(self) -> None:
        member = await self._member()
        if member is None:
            await self._fail("absent")
            return
        held = self._time_out_of(member) is not None
        if held:
            await member.edit(timed_out_until=None, reason=REASON)
        await self._acted()
        await self._record(Outcome.DONE, why=None if held else "already", replaces=Kind.TIMEOUT)

    async def _kick(self) -> None:
        if await self._member() is None:
            # With a letter, an earlier try has removed them, or they left in between.
            await (self._fail("absent") if self._todo.letter_id is None else self._record(Outcome.DONE, why="gone"))
            return
        await self._letter_first()
        await self._guild.kick(self._person, reason=REASON)
        await self._acted()
        await self._record(Outcome.DONE)

    async def _ban(self) -> None:
        reason = await self._ban_reason()
        if reason is not None and reason != REASON:
            await self._record(Outcome.DONE, why="already")
            return
        if reason is None:
            await self._letter_first()
            await self._guild.ban(self._person, reason=REASON, delete_message_seconds=0)
        await self._acted()
        await self._record(Outcome.DONE)

    async def _unban(self) -> None:
        held = await self._ban_reason() is not None
        if held:
            await self._guild.unban(self._person, reason=REASON)
        await self._acted()
        await self._record(Outcome.DONE, why=None if held else "already", replaces=Kind.BAN)

    async def _letter_first(self) -> None:
        """Let the letter arrive before somebody is gone; a closed door never stops the measure (R36)."""
        kit = self._bot.kit
        async with self._bot.jobs.recording(self._job) as session:
            decision = await session.get(Decision, self._todo.decision_id)
            assert decision is not None
            seals = await kit.seals.of(session, decision.guild_id)
            letter_id = await notice_actions.notice(kit, session, seals, decision, self._todo.user_id)
        if letter_id is None:
            return
        await self._bot.cards.now(names.LETTER_CARD, letter_id, within=_LETTER_TAKES)
        await kit.crashpoint("measure.letter_sent")
        async with kit.store.reading() as session:
            card = await cards.card_of(session, names.LETTER_CARD, letter_id)
        waits = card is not None and card.fate == Fate.WAITING
        if waits and self._now() < self._todo.decided_at + measure_rules.LETTER_WAIT:
            raise Later(self._now() + _LOOK_AGAIN)

    # While it holds

    async def _go_on(self) -> None:
        todo = self._todo
        if todo.ends_at is not None and todo.ends_at <= self._now():
            await self._end()
        elif todo.kind is Kind.TIMEOUT and todo.applied_until is not None:
            await self._renew()
        else:
            await self._plan(todo.ends_at)

    async def _renew(self) -> None:
        """Give Discord the end that is due by now: 28 days at most, so longer ones again and again (R31)."""
        todo, now = self._todo, self._now()
        assert todo.ends_at is not None
        assert todo.applied_until is not None
        wanted = measure_rules.applied_end(now, todo.ends_at)
        member = await self._member()
        if member is None:
            raise Later(min(now + measure_rules.RENEWED_BEFORE, todo.ends_at))
        current = self._time_out_of(member)
        if current is None and now < todo.applied_until:
            await self._record(Outcome.ENDED, why="by_hand")
        elif current is None or current == todo.applied_until:
            await member.edit(timed_out_until=wanted, reason=REASON)
            await self._acted()
            await self._record(Outcome.DONE, applied_until=wanted)
        else:
            await self._plan(todo.ends_at)  # another end holds; ours is looked at when it is over

    async def _end(self) -> None:
        if self._todo.others:
            await self._record(Outcome.REPLACED)
            return
        if self._todo.kind is not Kind.BAN or self._todo.why == "already":
            await self._record(Outcome.ENDED)
            return
        reason = await self._ban_reason()
        if reason == REASON:
            await self._guild.unban(self._person, reason=REASON)
        await self._acted()
        await self._record(Outcome.ENDED, why={REASON: None, None: "by_hand"}.get(reason, "other"))

    # Taking back

    async def _take_back(self) -> None:
        """Take away what this measure did, if it is still there and nothing else holds it (R27)."""
        todo, changed = self._todo, False
        if todo.why == "already":
            return
        if todo.kind is Kind.TIMEOUT:
            changed = await self._shorten()
        elif todo.kind is Kind.BAN:
            changed = not todo.others and await self._ban_reason() == REASON
            if changed:
                await self._guild.unban(self._person, reason=REASON)
        elif todo.kind is Kind.WARN:
            changed = todo.letter_id is not None
        await self._acted()
        if changed:
            async with self._bot.jobs.recording(self._job) as session:
                decision = await session.get(Decision, todo.decision_id)
                assert decision is not None
                seals = await self._bot.kit.seals.of(session, decision.guild_id)
                await notice_actions.undone(self._bot.kit, session, seals, decision, todo.user_id)

    async def _shorten(self) -> bool:
        """Take our end of a time-out away; where another measure holds, its end is the one that stays."""
        member = await self._member()
        if member is None:
            return False
        current = self._time_out_of(member)
        if current is None or current not in (self._todo.applied_until, self._todo.ends_at):
            return False
        until = max((end for end in self._todo.others if end is not None), default=None)
        left = None if until is None else measure_rules.applied_end(self._now(), until)
        if left == current:
            return False
        await member.edit(timed_out_until=left, reason=REASON)
        if left is not None:
            async with self._bot.jobs.recording(self._job) as session:
                await self._now_given(session, until, left)
        return True

    async def _now_given(self, session: AsyncSession, ends_at: datetime | None, left: datetime) -> None:
        mine = await session.get(Measure, self._todo.id)
        assert mine is not None
        for each in await measures.of_person(session, mine.guild_id, mine.who, mine.kind):
            if each.ends_at == ends_at:
                each.applied_until, each.why = left, None
                await self._ask(session, each.id, measure_rules.next_look(each.ends_at, left))

    # What is asked of Discord, and recorded

    def _now(self) -> datetime:
        return self._bot.kit.clock()

    async def _member(self) -> discord.Member | None:
        try:
            return await self._guild.fetch_member(self._todo.user_id)
        except discord.NotFound:
            return None

    def _time_out_of(self, member: discord.Member) -> datetime | None:
        until = member.timed_out_until
        return until if until is not None and until > self._now() else None

    async def _ban_reason(self) -> str | None:
        """Return why somebody is banned, an empty text without a reason, None when they are not."""
        try:
            return (await self._guild.fetch_ban(self._person)).reason or ""
        except discord.NotFound:
            return None

    async def _acted(self) -> None:
        await self._bot.kit.crashpoint("measure.acted")

    async def _plan(self, at: datetime | None) -> None:
        if at is not None:
            async with self._bot.jobs.recording(self._job) as session:
                await self._ask(session, self._todo.id, at)

    async def _ask(self, session: AsyncSession, measure_id: int, at: datetime | None) -> None:
        if at is not None:
            await jobs.ask(session, names.MEASURE, measure_id, guild_id=self._guild.id, at=at, move=True)

    async def _record(
        self,
        outcome: Outcome,
        *,
        why: str | None = None,
        applied_until: datetime | None = None,
        replaces: Kind | None = None,
    ) -> None:
        """Record what Discord did. Undone meanwhile it stays so, and is looked at again right away."""
        kit = self._bot.kit
        async with self._bot.jobs.recording(self._job) as session:
            measure = await session.get(Measure, self._todo.id)
            decision = await session.get(Decision, self._todo.decision_id)
            if measure is None or decision is None:
                return
            measure.why, measure.done_at = why, measure.done_at or kit.clock()
            measure.applied_until = applied_until or measure.applied_until
            if measure.outcome != self._todo.outcome:
                return
            measure.outcome = outcome
            await session.flush()
            if outcome == Outcome.DONE:
                look = measure_rules.next_look(measure.ends_at, measure.applied_until)
                await self._ask(session, measure.id, look)
            if replaces is not None:
                for each in await measures.of_person(session, measure.guild_id, measure.who, replaces):
                    each.outcome = Outcome.REPLACED
            seals = await kit.seals.of(session, measure.guild_id)
            if self._todo.outcome == Outcome.WAITING:
                await notice_actions.notice_if_due(kit, session, seals, decision)

    async def _fail(self, why: str) -> None:
        kit = self._bot.kit
        async with self._bot.jobs.recording(self._job) as session:
            measure = await session.get(Measure, self._todo.id)
            decision = await session.get(Decision, self._todo.decision_id)
            if measure is None or decision is None or measure.outcome != self._todo.outcome:
                return
            begun = self._todo.outcome == Outcome.DONE
            measure.outcome, measure.why = Outcome.FAILED, "not_lifted" if begun else why
            await session.flush()
            seals = await kit.seals.of(session, measure.guild_id)
            await notice_actions.failed(kit, session, seals, measure, decision)
            await notice_actions.notice_if_due(kit, session, seals, decision)
