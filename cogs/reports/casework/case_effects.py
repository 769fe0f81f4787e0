"""What happens to cases by themselves: each may run twice, late, or for nothing."""

from typing import TYPE_CHECKING

from cogs.reports.casework import case_actions, case_watch_actions
from data.cases import Case
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan


async def look_after(bot: "Banyan", job: Job) -> None:
    """Look whether a case is overdue, unseen in danger, or closed for a week."""
    async with bot.jobs.recording(job) as session:
        case = await session.get(Case, job.subject_id)
        if case is not None:
            guild = bot.get_guild(case.guild_id)
            if guild is not None and guild.owner_id is not None:
                await case_actions.forget_former_owner(bot.kit, session, case, owner_id=guild.owner_id)
            await case_watch_actions.look_after(bot.kit, session, case)
