"""One measure and Discord: what every step on it needs. A step looks before it changes anything."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from cogs.circles import actions as circle_actions
from cogs.reports import names
from cogs.reports.deciding import measure_rules, notice_actions, pieces
from cogs.reports.deciding.measure_rules import Kind
from data import jobs, measures
from data.jobs import Job
from data.measures import Decision, Measure, Outcome, Stage

if TYPE_CHECKING:
    from bot.app import Banyan

REASON = "Decided by the team of this server, through Banyan."  # the same for everybody: it names nobody


@dataclass(frozen=True, slots=True)
class Todo:
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


async def todo_of(bot: "Banyan", session: AsyncSession, measure_id: int) -> Todo | None:
    """Return a measure as it is to be looked at, None where there is nothing to do."""
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
    letter = await pieces.letter_about(session, decision.case_id, names.NOTICE_LETTER, decision.notice_id)
    return Todo(
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


class Step(ABC):
    """One measure, for one look."""

    def __init__(self, bot: "Banyan", job: Job, guild: discord.Guild, todo: Todo) -> None:
        self.bot = bot
        self.job = job
        self.guild = guild
        self.todo = todo
        self.person = discord.Object(todo.user_id)

    @abstractmethod
    async def take(self) -> None:
        """Do what is to be done now."""

    def now(self) -> datetime:
        """Return the current moment."""
        return self.bot.kit.clock()

    async def member(self) -> discord.Member | None:
        """Return the person in the server, None where they are not there."""
        try:
            return await self.guild.fetch_member(self.todo.user_id)
        except discord.NotFound:
            return None

    def time_out_of(self, member: discord.Member) -> datetime | None:
        """Return until when somebody is in a time-out, None where they are in none."""
        until = member.timed_out_until
        return until if until is not None and until > self.now() else None

    async def ban_reason(self) -> str | None:
        """Return why somebody is banned, an empty text without a reason, None when they are not."""
        try:
            return (await self.guild.fetch_ban(self.person)).reason or ""
        except discord.NotFound:
            return None

    async def keep_out_of_circles(self) -> None:
        """Keep the person out of circles until the measure ends; their seats are free at once."""
        todo, kit = self.todo, self.bot.kit
        async with self.bot.jobs.recording(self.job) as session:
            await circle_actions.keep_out(
                kit, session, self.guild.id, user_id=todo.user_id, until=todo.ends_at, measure_id=todo.id
            )

    async def acted(self) -> None:
        """Pass the point after which Discord has done it and the store does not know yet."""
        await self.bot.kit.crashpoint("measure.acted")

    async def plan(self, at: datetime | None) -> None:
        """Look at this measure again at a moment."""
        if at is not None:
            async with self.bot.jobs.recording(self.job) as session:
                await self.ask(session, self.todo.id, at)

    async def ask(self, session: AsyncSession, measure_id: int, at: datetime | None) -> None:
        """Ask in a deed that a measure be looked at."""
        if at is not None:
            await jobs.ask(session, names.MEASURE, measure_id, guild_id=self.guild.id, at=at, move=True)

    async def record(
        self,
        outcome: Outcome,
        *,
        why: str | None = None,
        applied_until: datetime | None = None,
        replaces: Kind | None = None,
    ) -> None:
        """Record what Discord did. Undone meanwhile it stays so, and is looked at again right away."""
        kit = self.bot.kit
        async with self.bot.jobs.recording(self.job) as session:
            measure = await session.get(Measure, self.todo.id)
            decision = await session.get(Decision, self.todo.decision_id)
            if measure is None or decision is None:
                return
            measure.why, measure.done_at = why, measure.done_at or kit.clock()
            measure.applied_until = applied_until or measure.applied_until
            if measure.outcome != self.todo.outcome:
                return
            measure.outcome = outcome
            await session.flush()
            if outcome == Outcome.DONE:
                look = measure_rules.next_look(measure.ends_at, measure.applied_until)
                await self.ask(session, measure.id, look)
            if replaces is not None:
                for each in await measures.of_person(session, measure.guild_id, measure.who, replaces):
                    each.outcome = Outcome.REPLACED
            seals = await kit.seals.of(session, measure.guild_id)
            if self.todo.outcome == Outcome.WAITING:
                await notice_actions.notice_if_due(kit, session, seals, decision)

    async def fail(self, why: str) -> None:
        """Record that Discord did not carry it out: it needs a person (R35)."""
        kit = self.bot.kit
        async with self.bot.jobs.recording(self.job) as session:
            measure = await session.get(Measure, self.todo.id)
            decision = await session.get(Decision, self.todo.decision_id)
            if measure is None or decision is None or measure.outcome != self.todo.outcome:
                return
            holds = {Outcome.DONE: measure_rules.NOT_LIFTED, Outcome.TO_UNDO: measure_rules.NOT_UNDONE}
            measure.outcome, measure.why = Outcome.FAILED, holds.get(self.todo.outcome, why)
            await session.flush()
            seals = await kit.seals.of(session, measure.guild_id)
            await notice_actions.failed(kit, session, seals, measure, decision)
            await notice_actions.notice_if_due(kit, session, seals, decision)
