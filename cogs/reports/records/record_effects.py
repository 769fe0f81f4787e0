"""Jobs on what is kept of a case: copying its files, sweeping files that no row names, its date."""

import asyncio
from typing import TYPE_CHECKING

import aiohttp
import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot import logs
from bot.worker import Later
from cogs.reports import names
from cogs.reports.records import evidence_files, record_actions, record_rules
from cogs.reports.records.record_rules import Why
from data import case_papers, evidence_folder, jobs
from data.case_papers import Copy, Evidence
from data.cases import Case
from data.jobs import Job
from data.sealing import GuildSeals

if TYPE_CHECKING:
    from bot.app import Banyan

log = logs.get(__name__)

_ONE_FILE = 15.0  # seconds to fetch one
_ENOUGH = 20.0  # seconds after which the rest is for the next run: a handler ends before its lease


async def copy_files(bot: "Banyan", job: Job) -> None:
    """Copy the files of a case that wait for it. Each is recorded by itself, so an interruption loses none (R10)."""
    until = bot.loop.time() + _ENOUGH
    async with bot.kit.store.reading() as session:
        case = await session.get(Case, job.subject_id)
        seals = None if case is None else await bot.kit.seals.known(session, case.guild_id)
        rows = await case_papers.evidence(session, job.subject_id)
    if case is None or seals is None:
        return
    copied = sum(row.file_bytes or 0 for row in rows if row.is_file and row.copy == Copy.KEPT)
    waiting = [row for row in rows if row.is_file and row.copy == Copy.WAITING]
    out_of_reach = False
    while waiting:
        try:
            copied += await _copy(bot, job, seals, waiting.pop(0), copied=copied)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as trouble:  # a TimeoutError is an OSError
            log.warning("evidence.out_of_reach", kind=type(trouble).__name__)
            out_of_reach = True
        if bot.loop.time() > until:
            break
    if out_of_reach:
        at = record_rules.try_again_at(bot.kit.clock(), kept_at=case.kept_at)
        if at is not None:
            raise Later(at)
        await _give_up(bot, job)
    elif waiting:
        raise Later(bot.kit.clock())


async def _copy(bot: "Banyan", job: Job, seals: GuildSeals, row: Evidence, *, copied: int) -> int:
    """Copy one file and return how many bytes it takes; 0 where it is not to be had."""
    why = record_rules.too_large(row.file_bytes or 0, copied=copied)
    if why is None:
        try:
            async with asyncio.timeout(_ONE_FILE):
                content = await bot.http.get_from_cdn(seals.open(row, "source"))
        except (discord.NotFound, discord.Forbidden):
            why = Why.GONE
        else:
            why = record_rules.too_large(len(content), copied=copied)
    if why is not None:
        await _record_failed(bot, job, row.id, why)
        return 0
    row.stored_as = await _name_it(bot, job, row.id)
    if row.stored_as is None:
        return 0
    await bot.kit.crashpoint("evidence.named")
    digest = await evidence_files.keep(bot.settings.state_dir, seals, row, content)
    await bot.kit.crashpoint("evidence.written")
    return await _record_kept(bot, job, row.id, digest, len(content))


async def _name_it(bot: "Banyan", job: Job, evidence_id: int) -> str | None:
    """Give a file its name before it is written; None when it is no longer wanted."""
    async with bot.jobs.recording(job) as session:
        row = await session.get(Evidence, evidence_id)
        if row is None or row.copy != Copy.WAITING:
            return None
        row.stored_as = row.stored_as or evidence_folder.new_name()
        return row.stored_as


async def _record_kept(bot: "Banyan", job: Job, evidence_id: int, digest: bytes, size: int) -> int:
    async with bot.jobs.recording(job) as session:
        row = await session.get(Evidence, evidence_id)
        if row is not None and row.copy == Copy.WAITING:
            row.copy, row.sha256, row.file_bytes, row.source = Copy.KEPT, digest, size, None
            return size
        # Taken back or destroyed while it was copied.
        await _sweep(bot, session)
    return 0


async def _sweep(bot: "Banyan", session: AsyncSession) -> None:
    await jobs.ask(session, names.SWEEP_FILES, 0, guild_id=None, at=bot.kit.clock())


async def _record_failed(bot: "Banyan", job: Job, evidence_id: int, why: Why) -> None:
    async with bot.jobs.recording(job) as session:
        row = await session.get(Evidence, evidence_id)
        if row is None or row.copy != Copy.WAITING:
            return
        if row.stored_as is not None:  # an earlier try may have got as far as the disk
            await _sweep(bot, session)
        row.copy, row.why, row.source, row.stored_as = Copy.FAILED, why, None, None


async def _give_up(bot: "Banyan", job: Job) -> None:
    async with bot.kit.store.reading() as session:
        rows = await case_papers.evidence(session, job.subject_id)
    for row in rows:
        if row.is_file and row.copy == Copy.WAITING:
            await _record_failed(bot, job, row.id, Why.OUT_OF_REACH)


async def sweep_files(bot: "Banyan", job: Job) -> None:
    """Remove evidence files that no row names.

    The folder is read first: a file's name is committed before the file is written, so one that is being copied
    just now is named by then.
    """
    standing = await asyncio.to_thread(evidence_folder.files, bot.settings.state_dir)
    async with bot.kit.store.reading() as session:
        named = await case_papers.stored_files(session)
    await asyncio.to_thread(evidence_folder.remove, bot.settings.state_dir, set(standing) - named)


async def forget_if_due(bot: "Banyan", job: Job) -> None:
    """Forget who did what belongs to no case of a server, once its time has come."""
    async with bot.jobs.recording(job) as session:
        await record_actions.forget_if_due(bot.kit, session, job.subject_id)


async def delete_if_due(bot: "Banyan", job: Job) -> None:
    """Remove a case whose date has come."""
    async with bot.jobs.recording(job) as session:
        case = await session.get(Case, job.subject_id)
        if case is not None:
            await record_actions.remove_if_due(bot.kit, session, case)
