"""Reminds the team of what waits for another look."""

from typing import TYPE_CHECKING

from cogs.reports import names
from cogs.reports.deciding import appeal_actions, second_actions
from data import jobs
from data.jobs import Job
from data.measures import Decision

if TYPE_CHECKING:
    from bot.app import Banyan


async def review(bot: "Banyan", job: Job) -> None:
    """Look whether a second person agreed, somebody looked again at what was done alone, an appeal was answered."""
    async with bot.jobs.recording(job) as session:
        decision = await session.get(Decision, job.subject_id)
        if decision is None:
            return
        reminders = (second_actions.remind_to_agree, second_actions.remind, appeal_actions.remind)
        looks = [await remind(bot.kit, session, decision) for remind in reminders]
        at = min((look for look in looks if look is not None), default=None)
        if at is not None:
            await jobs.ask(session, names.REVIEW, decision.id, guild_id=decision.guild_id, at=at, move=True)
