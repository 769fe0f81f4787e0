"""Lists of cases. Each takes the condition under which its reader may read a case, and goes along an index.

Pages begin after the last row of the one before, never by counting rows: a list takes as long with a million
cases as with a thousand.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Select, and_, exists, literal, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from data.base import Moment
from data.case_papers import CaseLink
from data.cases import OPEN, Case, Involved, Part, State
from data.measures import Appeal, Decision, Stage, Verdict

_IS_OPEN = text("cases.state IN ('new', 'looking', 'waiting')")  # to the letter that of the index `ix_cases_open`
_MOST_CLAIMED = 100
_MOST_COUNTED = 100


class Listing(Protocol):
    """A list that goes on after its last case."""

    async def __call__(
        self,
        session: AsyncSession,
        guild_id: int,
        readable: ColumnElement[bool],
        /,
        *,
        after: Case | None,
        most: int,
    ) -> Sequence[Case]: ...


async def one(session: AsyncSession, case_id: int, readable: ColumnElement[bool]) -> Case | None:
    """Return one case, if the reader may read it."""
    return (await session.scalars(select(Case).where(Case.id == case_id, readable))).one_or_none()


async def open_cases(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, after: Case | None, most: int
) -> Sequence[Case]:
    """Return open cases, those due first.

    Args:
        session: A look.
        guild_id: The server.
        readable: The condition under which the reader may read one.
        after: The last case of the page before.
        most: How many at most.
    """
    return (await session.scalars(_by_due(guild_id, readable, after).limit(most))).all()


def _by_due(guild_id: int, readable: ColumnElement[bool], after: Case | None) -> Select[Case]:
    found = select(Case).where(Case.guild_id == guild_id, _IS_OPEN, readable).order_by(Case.due_at, Case.id)
    if after is None:
        return found
    if after.due_at is None:
        return found.where(or_(Case.due_at.is_not(None), Case.id > after.id))
    return found.where(tuple_(Case.due_at, Case.id) > tuple_(literal(after.due_at, Moment()), after.id))


async def next_free(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, now: datetime
) -> Case | None:
    """Return the case that is due first, which nobody is on and which waits for no answer, or has waited too long."""
    free = or_(Case.claim_ends_at.is_(None), Case.claim_ends_at <= now)
    theirs = or_(Case.state != State.WAITING, Case.due_at <= now)
    found = _by_due(guild_id, readable, None).where(free, theirs).limit(1)
    return (await session.scalars(found)).one_or_none()


async def ended_cases(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, after: Case | None, most: int
) -> Sequence[Case]:
    """Return decided, closed and taken back cases, the newest first; the arguments are those of `open_cases`."""
    ended = Case.state.in_((State.DECIDED, State.CLOSED, State.TAKEN_BACK))
    found = select(Case).where(Case.guild_id == guild_id, ended, readable)
    if after is not None and after.sent_at is not None:
        found = found.where(tuple_(Case.sent_at, Case.id) < tuple_(literal(after.sent_at, Moment()), after.id))
    return (await session.scalars(found.order_by(Case.sent_at.desc(), Case.id.desc()).limit(most))).all()


async def claimed(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, now: datetime
) -> Sequence[Case]:
    """Return the cases that somebody is on, whose claim ends first; whose claim it is, is sealed."""
    found = select(Case).where(Case.guild_id == guild_id, Case.claim_ends_at > now, readable)
    return (await session.scalars(found.order_by(Case.claim_ends_at).limit(_MOST_CLAIMED))).all()


async def by_name(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, begins: str, most: int
) -> Sequence[Case]:
    """Return the first cases whose code name begins like this, in the order of their names."""
    span = and_(Case.team_name >= begins, Case.team_name < begins + "\U0010ffff")
    found = select(Case).where(Case.guild_id == guild_id, span, readable)
    return (await session.scalars(found.order_by(Case.team_name).limit(most))).all()


async def named(session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, name: str) -> Case | None:
    """Return the case of this code name."""
    is_it = select(Case).where(Case.guild_id == guild_id, Case.team_name == name, readable)
    return (await session.scalars(is_it)).one_or_none()


async def about(
    session: AsyncSession, guild_id: int, readable: ColumnElement[bool], *, who: bytes, most: int
) -> Sequence[Case]:
    """Return the newest cases about somebody, by their digest in cases."""
    subject = aliased(Involved)  # the condition looks at the same table for the reader's own part
    found = (
        select(Case)
        .join(subject, subject.case_id == Case.id)
        .where(subject.guild_id == guild_id, subject.who == who, subject.part == Part.SUBJECT)
        .where(readable)
        .order_by(Case.sent_at.desc())
        .limit(most)
    )
    return (await session.scalars(found)).all()


async def linked(session: AsyncSession, case_id: int, readable: ColumnElement[bool]) -> Sequence[Case]:
    """Return the cases that somebody linked to one, as far as the reader may read them."""
    others = select(CaseLink.other_id).where(CaseLink.case_id == case_id)
    found = select(Case).where(Case.id.in_(others), readable).order_by(Case.team_name)
    return (await session.scalars(found)).all()


async def decided_about(session: AsyncSession, case: Case, readable: ColumnElement[bool]) -> int:
    """Return in how many other cases that the reader may read something was decided about the same person.

    A decision does not count where that person's own report about its reporter had reached the team before it was
    taken (R42). One that comes later changes no number, so nobody can find out by one who told about them.
    """
    subject, told = aliased(Involved), aliased(Involved)
    here = select(Involved.who).where(Involved.case_id == case.id, Involved.part == Part.SUBJECT)
    their_own, about_it, theirs = aliased(Involved), aliased(Involved), aliased(Case)
    told_back = exists().where(
        told.case_id == Case.id,
        told.part == Part.REPORTER,
        about_it.who == told.who,
        about_it.part == Part.SUBJECT,
        their_own.case_id == about_it.case_id,
        their_own.part == Part.REPORTER,
        their_own.who == subject.who,
        theirs.id == about_it.case_id,
        theirs.sent_at <= Decision.decided_at,
    )
    told_back = told_back.correlate(Case, subject, Decision)
    decided = exists().where(Decision.case_id == Case.id, Decision.stage == Stage.DECIDED, ~told_back)
    decided = decided.correlate(Case, subject)
    found = (
        select(Case.id)
        .distinct()
        .join(subject, subject.case_id == Case.id)
        .where(subject.guild_id == case.guild_id, subject.part == Part.SUBJECT, subject.who.in_(here))
        .where(Case.id != case.id, decided, readable)
    )
    return len((await session.scalars(found.limit(_MOST_COUNTED))).all())


async def with_a_card(session: AsyncSession, guild_id: int) -> Sequence[Case]:
    """Return the cases of a server about which something may stand in the team's room: open ones, open appeals."""
    appealed = exists().where(
        Decision.case_id == Case.id, Appeal.decision_id == Decision.id, Appeal.verdict == Verdict.OPEN
    )
    found = select(Case).where(Case.guild_id == guild_id, or_(Case.state.in_(OPEN), appealed))
    return (await session.scalars(found)).all()
