"""Renews a measure while it holds, and ends it: only what it did, and only while no other holds (R27, R28, R30)."""

from bot.worker import Later
from cogs.circles import actions as circle_actions
from cogs.reports.deciding import measure_rules
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.measure_step import REASON, Step
from data.measures import Outcome


class Holding(Step):
    """A measure that was carried out."""

    async def take(self) -> None:
        """Renew it or end it, if that is due."""
        todo = self.todo
        if todo.ends_at is not None and todo.ends_at <= self.now():
            await self._end()
        elif todo.kind is Kind.TIMEOUT and todo.applied_until is not None:
            await self._renew()
        elif todo.kind is Kind.CIRCLES:
            await self.keep_out_of_circles()  # its end may be another by now
            await self.plan(todo.ends_at)
        else:
            await self.plan(todo.ends_at)

    async def _renew(self) -> None:
        """Give Discord the end that is due by now: 28 days at most, so longer ones again and again (R31)."""
        todo, now = self.todo, self.now()
        assert todo.ends_at is not None
        assert todo.applied_until is not None
        wanted = measure_rules.applied_end(now, todo.ends_at)
        member = await self.member()
        if member is None:
            raise Later(min(now + measure_rules.RENEWED_BEFORE, todo.ends_at))
        current = self.time_out_of(member)
        if current is None and now < todo.applied_until:
            await self.record(Outcome.ENDED, why="by_hand")
        elif current is None or current == todo.applied_until:
            await member.edit(timed_out_until=wanted, reason=REASON)
            await self.acted()
            await self.record(Outcome.DONE, applied_until=wanted)
        else:
            await self.plan(todo.ends_at)  # another end holds; ours is looked at when it is over

    async def _end(self) -> None:
        if self.todo.kind is Kind.CIRCLES:
            async with self.bot.jobs.recording(self.job) as session:
                await circle_actions.let_in(session, self.guild.id, measure_id=self.todo.id)
        if self.todo.others:
            await self.record(Outcome.REPLACED)
            return
        if self.todo.kind is not Kind.BAN or self.todo.why == "already":
            await self.record(Outcome.ENDED)
            return
        reason = await self.ban_reason()
        if reason == REASON:
            await self.guild.unban(self.person, reason=REASON)
        await self.acted()
        await self.record(Outcome.ENDED, why={REASON: None, None: "by_hand"}.get(reason, "other"))
