"""Makes Discord match a measure. May run twice, late, or again after a crash: it looks before it changes anything."""

from typing import TYPE_CHECKING

import discord

from bot.worker import WaitForReturn
from cogs.reports.deciding.beginning_effects import Beginning
from cogs.reports.deciding.holding_effects import Holding
from cogs.reports.deciding.measure_step import Step, todo_of
from cogs.reports.deciding.taking_back_effects import TakingBack
from data import jobs
from data.jobs import Job
from data.measures import Outcome

if TYPE_CHECKING:
    from bot.app import Banyan

_STEPS: dict[Outcome, type[Step]] = {Outcome.WAITING: Beginning, Outcome.DONE: Holding, Outcome.TO_UNDO: TakingBack}


async def bring_into_step(bot: "Banyan", job: Job) -> None:
    """Look whether Discord matches a measure: begin it, renew it, end it, or take it back.

    What cannot be done ends as failed, and needs a person (R35).
    """
    guild = bot.get_guild(job.guild_id or 0)
    if guild is None:
        raise WaitForReturn
    async with bot.kit.store.reading() as session:
        todo = await todo_of(bot, session, job.subject_id)
    if todo is None or todo.outcome not in _STEPS:
        return
    step = _STEPS[todo.outcome](bot, job, guild, todo)
    try:
        await step.take()
    except discord.Forbidden:
        await step.fail("forbidden")
    except discord.NotFound:
        await step.fail("unknown")
    except discord.HTTPException:
        if job.attempts < jobs.TRIES:
            raise
        await step.fail("discord")
