"""Jobs: a row says only *look at this subject at that time*.

Whoever looks reads the subject's own row and lets a rule decide, so a late, doubled or stale job does no
harm. Run by `bot/worker.py`. Docs: docs/decisions/0001-own-job-table.md.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    and_,
    bindparam,
    case,
    delete,
    func,
    literal,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Moment
from data.engine import WAKE

LEASE = timedelta(seconds=60)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)
TRIES = 10


class Urgency(IntEnum):
    """Who goes first when much is due."""

    SAFETY = 0
    SOMEBODY_WAITS = 1
    SCHEDULE = 2


class LostClaim(Exception):
    """The lease ran out and somebody else may have the job: nothing more may be recorded for it."""


class JobRow(Base):
    """Look at this subject at that time."""

    __tablename__ = "jobs"
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int | None]
    # While somebody has the job, `due_at` equals `leased_until` unless it was asked for again meanwhile.
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    claim: Mapped[int | None] = mapped_column(BigInteger)
    urgency: Mapped[int]
    asked: Mapped[int]
    attempts: Mapped[int]
    given_up_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_jobs_due", "due_at", sqlite_where=text("given_up_at IS NULL")),
        Index("ix_jobs_leased", "leased_until", sqlite_where=text("leased_until IS NOT NULL")),
        Index("ix_jobs_given_up", "guild_id", sqlite_where=text("given_up_at IS NOT NULL")),
    )


@dataclass(frozen=True, slots=True)
class Job:
    """A job that this process has claimed."""

    kind: str
    subject_id: int
    guild_id: int | None
    urgency: int
    asked: int
    attempts: int
    claim: int
    leased_until: datetime


_fresh = insert(JobRow.metadata.tables[JobRow.__tablename__])  # on the table: quicker than on the class
_given = _fresh.excluded
_asked_meanwhile = or_(JobRow.leased_until.is_(None), JobRow.due_at != JobRow.leased_until)
_earlier = case(
    (and_(_asked_meanwhile, JobRow.given_up_at.is_(None)), func.min(JobRow.due_at, _given.due_at)),
    else_=_given.due_at,
)
_on_conflict = {
    "asked": JobRow.asked + 1,
    "urgency": func.min(JobRow.urgency, _given.urgency),
    "guild_id": _given.guild_id,
    "attempts": case((JobRow.given_up_at.is_(None), JobRow.attempts), else_=0),
    "given_up_at": None,
}
_key = ["kind", "subject_id"]
_ASK = _fresh.on_conflict_do_update(index_elements=_key, set_={**_on_conflict, "due_at": _earlier})
_MOVE = _fresh.on_conflict_do_update(index_elements=_key, set_={**_on_conflict, "due_at": _given.due_at})


async def ask(
    session: AsyncSession,
    kind: str,
    subject_id: int,
    *,
    guild_id: int | None,
    at: datetime,
    urgency: Urgency = Urgency.SOMEBODY_WAITS,
    move: bool = False,
) -> None:
    """Ask, within the deed that changes the subject, that it be looked at.

    Args:
        session: The deed.
        kind: What kind of look, `feature.verb`.
        subject_id: The row to look at.
        guild_id: The server it belongs to, if any.
        at: When, aware. If the job was asked for already, the earlier time is kept.
        urgency: Who goes first when much is due.
        move: Take `at` even when it is later than what was asked before.
    """
    values = {
        "kind": kind,
        "subject_id": subject_id,
        "guild_id": guild_id,
        "due_at": at,
        "urgency": int(urgency),
        "asked": 1,
        "attempts": 0,
    }
    await session.execute(_MOVE if move else _ASK, values)
    session.info[WAKE] = min(at, session.info.get(WAKE, at))


_MAY_WAIT = or_(JobRow.given_up_at.is_not(None), JobRow.leased_until.is_not(None))


async def guilds_given_up(session: AsyncSession) -> set[int]:
    """Return the servers in which something was given up, or is about to be."""
    waiting = select(JobRow.guild_id).where(_MAY_WAIT).distinct()
    return {guild_id for guild_id in await session.scalars(waiting) if guild_id is not None}


async def ask_given_up(session: AsyncSession, guild_id: int, *, now: datetime) -> None:
    """Try again what was given up in a server, or is about to be: something there has come back."""
    found = await session.execute(
        update(JobRow)
        .where(JobRow.guild_id == guild_id, _MAY_WAIT)
        .values(given_up_at=None, attempts=0, due_at=now, asked=JobRow.asked + 1)
        .returning(JobRow.kind)
    )
    if found.first() is not None:
        session.info[WAKE] = now


_ready = (
    select(JobRow.kind, JobRow.subject_id)
    .where(
        JobRow.given_up_at.is_(None),
        JobRow.due_at <= bindparam("now"),
        or_(JobRow.leased_until.is_(None), JobRow.leased_until <= bindparam("now")),
        JobRow.urgency <= bindparam("least_urgent"),
    )
    .order_by(JobRow.urgency, JobRow.due_at, JobRow.subject_id)
    .limit(bindparam("most"))
)
_take = {
    "claim": bindparam("new_claim"),
    "due_at": bindparam("lease_end"),
    "leased_until": bindparam("lease_end"),
    "attempts": JobRow.attempts + 1,
}
_CLAIM = (
    update(JobRow)
    .where(tuple_(JobRow.kind, JobRow.subject_id).in_(_ready))
    .values(_take)
    .returning(JobRow)
    .execution_options(synchronize_session=False)
)
_CLAIM_ONE = (
    update(JobRow)
    .where(
        JobRow.kind == bindparam("one_kind"),
        JobRow.subject_id == bindparam("one_subject"),
        JobRow.given_up_at.is_(None),
        or_(JobRow.leased_until.is_(None), JobRow.leased_until <= bindparam("now")),
    )
    .values(_take)
    .returning(JobRow)
    .execution_options(synchronize_session=False)
)


async def claim(
    session: AsyncSession, *, now: datetime, most: int, least_urgent: Urgency = Urgency.SCHEDULE
) -> Sequence[Job]:
    """Take up to `most` jobs that are due, the most urgent first.

    Args:
        session: A deed of its own.
        now: The current moment.
        most: How many at most.
        least_urgent: Leave what is less urgent than this.
    """
    bound = {"now": now, "most": most, "least_urgent": int(least_urgent), **_lease(now)}
    return _claimed((await session.execute(_CLAIM, bound)).scalars().all())


async def claim_one(session: AsyncSession, kind: str, subject_id: int, *, now: datetime) -> Job | None:
    """Take one job, due or not, unless somebody has it already."""
    bound = {"one_kind": kind, "one_subject": subject_id, "now": now, **_lease(now)}
    taken = _claimed((await session.execute(_CLAIM_ONE, bound)).scalars().all())
    return taken[0] if taken else None


def _lease(now: datetime) -> dict[str, object]:
    return {"new_claim": secrets.randbits(63), "lease_end": now + LEASE}


def _claimed(rows: Sequence[JobRow]) -> list[Job]:
    taken = []
    for row in rows:
        assert row.claim is not None
        assert row.leased_until is not None
        taken.append(
            Job(
                kind=row.kind,
                subject_id=row.subject_id,
                guild_id=row.guild_id,
                urgency=row.urgency,
                asked=row.asked,
                attempts=row.attempts,
                claim=row.claim,
                leased_until=row.leased_until,
            )
        )
    return sorted(taken, key=lambda job: (job.urgency, job.subject_id))


_is_it = (JobRow.kind == bindparam("one_kind"), JobRow.subject_id == bindparam("one_subject"))
_CLAIM_OF = select(JobRow.claim).where(*_is_it)
_DONE = (
    delete(JobRow)
    .where(*_is_it, JobRow.claim == bindparam("our_claim"), JobRow.asked == bindparam("asked_then"))
    .execution_options(synchronize_session=False)
)


def _bound(job: Job) -> dict[str, object]:
    return {"one_kind": job.kind, "one_subject": job.subject_id, "our_claim": job.claim, "asked_then": job.asked}


async def hold_claim(session: AsyncSession, job: Job) -> None:
    """Make sure, inside a deed that records something for a job, that the job is still ours.

    Raises:
        LostClaim: when it is not.
    """
    ours = await session.scalar(_CLAIM_OF, _bound(job))
    if ours != job.claim:
        raise LostClaim


def _mine(job: Job) -> list[ColumnElement[bool]]:
    return [JobRow.kind == job.kind, JobRow.subject_id == job.subject_id, JobRow.claim == job.claim]


async def done(session: AsyncSession, job: Job) -> bool:
    """Record that the look is over: the row goes, unless the job was asked for again meanwhile."""
    gone = await session.execute(_DONE, _bound(job))
    if gone.rowcount:  # type: ignore[attr-defined]  # a DELETE counts its rows; the declared result does not say so
        return True
    return await _release(session, job, attempts=0)


async def retry(session: AsyncSession, job: Job, *, at: datetime) -> bool:
    """Record that the look failed or came too soon, and when to look again."""
    return await _release(session, job, due_at=_then(job, at))


async def later(session: AsyncSession, job: Job, *, at: datetime) -> bool:
    """Record that nothing was wrong, only too soon: look again at `at`, and forget the tries."""
    return await _release(session, job, due_at=_then(job, at), attempts=0)


async def give_up(session: AsyncSession, job: Job, *, now: datetime) -> bool:
    """Record that nothing more is tried until something in the server comes back, or it is asked for anew."""
    given_up_at = case((JobRow.asked == job.asked, literal(now, Moment())), else_=None)
    return await _release(session, job, due_at=_then(job, now), given_up_at=given_up_at)


def _then(job: Job, at: datetime) -> ColumnElement[datetime]:
    """At `at`, or when the job was asked for meanwhile, if that is earlier."""
    when = literal(at, Moment())
    return case((JobRow.asked == job.asked, when), else_=func.min(JobRow.due_at, when))


async def _release(session: AsyncSession, job: Job, **values: object) -> bool:
    released = await session.execute(update(JobRow).where(*_mine(job)).values(claim=None, leased_until=None, **values))
    return bool(released.rowcount)  # type: ignore[attr-defined]  # as above, of an UPDATE


async def release_all(session: AsyncSession, *, now: datetime) -> None:
    """Release, at start-up, what an earlier process held: it is gone, or it would hold the file.

    What was given up and belongs to no server begins anew: nothing there could come back.
    """
    await session.execute(
        update(JobRow)
        .where(JobRow.leased_until.is_not(None))
        .values(
            due_at=case((JobRow.due_at == JobRow.leased_until, now), else_=JobRow.due_at),
            claim=None,
            leased_until=None,
        )
    )
    await session.execute(
        update(JobRow)
        .where(JobRow.given_up_at.is_not(None), JobRow.guild_id.is_(None))
        .values(given_up_at=None, attempts=0, due_at=now)
    )


_NEXT_FREE = select(func.min(JobRow.due_at)).where(JobRow.given_up_at.is_(None), JobRow.leased_until.is_(None))
_NEXT_LEASE = select(func.min(func.max(JobRow.leased_until, JobRow.due_at))).where(JobRow.leased_until.is_not(None))


async def next_due_at(session: AsyncSession) -> datetime | None:
    """Return the nearest moment at which there may be something to claim."""
    moments = [await session.scalar(_NEXT_FREE), await session.scalar(_NEXT_LEASE)]
    return min((moment for moment in moments if moment is not None), default=None)


def retry_after(attempts: int) -> timedelta:
    """Return how long to wait after a failed try: 5 s, then four times as long each time, an hour at most."""
    factor: int = 4 ** min(attempts - 1, 8)
    return min(FIRST_RETRY * factor, LONGEST_RETRY)
