"""Takes away what a measure did, if it is still there and nothing else holds it (R27). Until then it still holds."""

from datetime import datetime, timedelta

from cogs.circles import actions as circle_actions
from cogs.reports.deciding import measure_rules, notice_actions
from cogs.reports.deciding.measure_rules import Kind
from cogs.reports.deciding.measure_step import REASON, Step
from data import measures
from data.measures import Decision, Measure, Outcome

_LOOK_AGAIN = timedelta(days=1)


class TakingBack(Step):
    """A measure that was taken back."""

    async def take(self) -> None:
        """End it in Discord, and say so to whom it is about and to the reporter once that worked."""
        todo, changed = self.todo, False
        if todo.why == "already":
            await self._taken_back(changed=False)
            return
        if todo.kind is Kind.TIMEOUT:
            if await self._waits_for_their_return():
                return
            changed = await self._shorten()
        elif todo.kind is Kind.BAN:
            changed = not todo.others and await self.ban_reason() == REASON
            if changed:
                await self.guild.unban(self.person, reason=REASON)
        elif todo.kind is Kind.WARN:
            changed = todo.letter_id is not None
        await self.acted()
        await self._taken_back(changed=changed)

    async def _taken_back(self, *, changed: bool) -> None:
        kit = self.bot.kit
        async with self.bot.jobs.recording(self.job) as session:
            measure = await session.get(Measure, self.todo.id)
            decision = await session.get(Decision, self.todo.decision_id)
            if measure is None or decision is None or measure.outcome != Outcome.TO_UNDO:
                return
            if self.todo.kind is Kind.CIRCLES:
                was_out = await circle_actions.let_in(session, self.guild.id, measure_id=measure.id)
                changed = was_out and not self.todo.others
            measure.outcome = Outcome.UNDONE
            measure.why = None if measure.why in measure_rules.STILL_HOLDS else measure.why
            await session.flush()
            if changed:
                seals = await kit.seals.of(session, decision.guild_id)
                await notice_actions.undone(kit, session, seals, measure, decision)

    async def _waits_for_their_return(self) -> bool:
        """Whether they are gone, so that Discord keeps the time-out until its end: then look again each day."""
        until, now = self.todo.applied_until, self.now()
        if until is None or until <= now or await self.member() is not None:
            return False
        async with self.bot.jobs.recording(self.job) as session:
            measure = await session.get(Measure, self.todo.id)
            if measure is not None and measure.outcome == Outcome.TO_UNDO:
                measure.why = measure_rules.AWAY
                await self.ask(session, measure.id, min(now + _LOOK_AGAIN, until))
        return True

    async def _shorten(self) -> bool:
        """Take our end of a time-out away; where another measure holds, its end is the one that stays."""
        member = await self.member()
        if member is None:
            return False
        current = self.time_out_of(member)
        if current is None or current not in (self.todo.applied_until, self.todo.ends_at):
            return False
        until = max((end for end in self.todo.others if end is not None), default=None)
        left = None if until is None else measure_rules.applied_end(self.now(), until)
        if left == current:
            return False
        await member.edit(timed_out_until=left, reason=REASON)
        if left is not None:
            await self._now_given(until, left)
        return True

    async def _now_given(self, ends_at: datetime | None, left: datetime) -> None:
        async with self.bot.jobs.recording(self.job) as session:
            mine = await session.get(Measure, self.todo.id)
            assert mine is not None
            for each in await measures.of_person(session, mine.guild_id, mine.who, mine.kind):
                if each.ends_at == ends_at:
                    each.applied_until, each.why = left, None
                    await self.ask(session, each.id, measure_rules.next_look(each.ends_at, left))
