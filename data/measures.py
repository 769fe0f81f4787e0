"""Decisions on a case, the measures they are made of, and appeals against them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed, random_id

SUBJECT = "measure"  # the purpose under which `who` of a measure is made: to find overlapping ones
APPEAL = "appeal"  # the purpose under which the digest of an appeal code is made


class Stage(StrEnum):
    """Where a decision stands."""

    DRAFTED = "drafted"  # shown to whoever drafted it
    NEEDS_SECOND = "needs_second"  # a second person has to agree
    DECIDED = "decided"
    UNDONE = "undone"
    LEFT = "left"  # not carried out: the draft was dropped, or the second person did not agree


class Decision(Base):
    """What the team decided in a case. Its ids are random: the team's buttons carry one, the subject's the other."""

    __tablename__ = "decisions"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    notice_id: Mapped[int] = mapped_column(unique=True, default=random_id)  # what the subject's buttons carry
    subject_name: Mapped[str]  # the code name that the subject knows
    case_changed: Mapped[int]  # what the case's `changed` was when it was drafted (R33)
    stage: Mapped[str]
    rule: Mapped[bytes | None] = mapped_column(Sealed)  # which rule, in the team's words
    to_subject: Mapped[bytes | None] = mapped_column(Sealed)  # the exact words they get
    to_reporter: Mapped[bytes | None] = mapped_column(Sealed)
    drafted_by: Mapped[bytes] = mapped_column(Sealed)  # a user id
    agreed_by: Mapped[bytes | None] = mapped_column(Sealed)  # the second person
    emergency: Mapped[bool]  # done alone, to be looked at again within 24 hours
    drafted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    review_by: Mapped[datetime | None]
    reviewed_at: Mapped[datetime | None]
    appeal_code: Mapped[bytes | None] = mapped_column(LargeBinary)  # a digest (R38, R48)
    appeal_until: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("guild_id", "subject_name"),)


class Outcome(StrEnum):
    """What became of a measure in Discord."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"  # it needs a person
    ENDED = "ended"  # its time is over
    REPLACED = "replaced"  # a later or longer one holds instead (R28, R30)
    TO_UNDO = "to_undo"  # taken back; Discord is still to be asked, or keeps it until they are back
    UNDONE = "undone"


class Measure(Base):
    """One measure of a decision, on one person."""

    __tablename__ = "measures"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # a user id
    ends_at: Mapped[datetime | None]
    applied_until: Mapped[datetime | None]  # the end that Discord was given: 28 days at most, then renewed (R31)
    outcome: Mapped[str]
    why: Mapped[str | None]  # why it failed: a word of ours
    done_at: Mapped[datetime | None]
    __table_args__ = (Index("ix_measures_who", "guild_id", "who", "kind"),)


class Verdict(StrEnum):
    """What became of an appeal."""

    OPEN = "open"
    UPHELD = "upheld"  # the decision stands
    CHANGED = "changed"
    REVERSED = "reversed"


class Appeal(Base):
    """One appeal against one decision; there is never a second (R39)."""

    __tablename__ = "appeals"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id", ondelete="CASCADE"), unique=True)
    words: Mapped[bytes] = mapped_column(Sealed)
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    verdict: Mapped[str]
    heard_by: Mapped[bytes | None] = mapped_column(Sealed)  # who looked at it again: a user id
    heard_at: Mapped[datetime | None]
    answer: Mapped[bytes | None] = mapped_column(Sealed)  # what the subject is told of it


async def decisions(session: AsyncSession, case_id: int) -> Sequence[Decision]:
    """Return the decisions of a case, oldest first."""
    found = select(Decision).where(Decision.case_id == case_id).order_by(Decision.drafted_at, Decision.id)
    return (await session.scalars(found)).all()


async def measures_of(session: AsyncSession, decision_id: int) -> Sequence[Measure]:
    """Return the measures of a decision, in the order in which they are carried out."""
    found = select(Measure).where(Measure.decision_id == decision_id).order_by(Measure.id)
    return (await session.scalars(found)).all()


async def appeals(session: AsyncSession, case_id: int) -> Sequence[Appeal]:
    """Return the appeals against the decisions of a case."""
    of_case = select(Decision.id).where(Decision.case_id == case_id)
    return (await session.scalars(select(Appeal).where(Appeal.decision_id.in_(of_case)))).all()


async def run_until(session: AsyncSession, case_id: int) -> datetime | None:
    """Return when the last of a case's measures that end, and of its open appeals, ends; None where there are none."""
    of_case = select(Decision.id).where(Decision.case_id == case_id)
    running = select(func.max(Measure.ends_at)).where(
        Measure.decision_id.in_(of_case), Measure.outcome.in_((Outcome.WAITING, Outcome.DONE, Outcome.TO_UNDO))
    )
    appealed = select(func.max(Appeal.due_at)).where(Appeal.decision_id.in_(of_case), Appeal.verdict == Verdict.OPEN)
    ends = [await session.scalar(running), await session.scalar(appealed)]
    return max((end for end in ends if end is not None), default=None)


async def of_person(session: AsyncSession, guild_id: int, who: bytes, kind: str) -> Sequence[Measure]:
    """Return the measures of one kind that were carried out on a person, whichever case they belong to."""
    done = select(Measure).where(
        Measure.guild_id == guild_id, Measure.who == who, Measure.kind == kind, Measure.outcome == Outcome.DONE
    )
    return (await session.scalars(done.order_by(Measure.id))).all()


async def is_about(session: AsyncSession, decision_id: int, who: bytes) -> bool:
    """Whether a decision has a measure on this person, by the digest of measures."""
    about = select(Measure.id).where(Measure.decision_id == decision_id, Measure.who == who)
    return await session.scalar(about.limit(1)) is not None


async def decision_by_code(session: AsyncSession, guild_id: int, digest: bytes) -> Decision | None:
    """Return the decision whose appeal code has this digest."""
    is_it = select(Decision).where(Decision.guild_id == guild_id, Decision.appeal_code == digest)
    return (await session.scalars(is_it)).one_or_none()


async def by_notice(session: AsyncSession, notice_id: int) -> Decision | None:
    """Return the decision that the letters and buttons of its subject carry."""
    return (await session.scalars(select(Decision).where(Decision.notice_id == notice_id))).one_or_none()


async def appeal_of(session: AsyncSession, decision_id: int) -> Appeal | None:
    """Return the appeal against a decision, if there is one."""
    return (await session.scalars(select(Appeal).where(Appeal.decision_id == decision_id))).one_or_none()


async def step(session: AsyncSession, decision_id: int, before: Stage, after: Stage) -> bool:
    """Move a decision on; say whether it stood where it was to stand. Of two who try, one does (R33)."""
    moved = await session.execute(
        update(Decision).where(Decision.id == decision_id, Decision.stage == before).values(stage=after)
    )
    return bool(moved.rowcount)  # type: ignore[attr-defined]  # an UPDATE counts its rows
