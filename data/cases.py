"""Cases: what somebody told the team, who may not read it, and where it stands. One report is one case (R42)."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    Row,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data import roster
from data.base import Base, Sealed
from data.case_papers import Evidence

REPORTER = "report"  # the purpose under which `who` of a case is made: only for the reporter's own list
INVOLVED = "case"  # the purpose under which `who` of a person in a case is made


class State(StrEnum):
    """Where a case stands."""

    KEPT = "kept"  # until `sends_at`; only the reporter knows of it
    PRIVATE = "private"  # only for the reporter, for as long as they wish
    NOBODY = "nobody"  # kept, not sent: nobody here can take it
    NEW = "new"
    LOOKING = "looking"
    WAITING = "waiting"  # for an answer of the reporter
    DECIDED = "decided"
    CLOSED = "closed"
    TAKEN_BACK = "taken_back"  # by the reporter, after somebody had read it: its words are gone


WITH_THE_TEAM = (State.NEW, State.LOOKING, State.WAITING, State.DECIDED, State.CLOSED, State.TAKEN_BACK)
OPEN = (State.NEW, State.LOOKING, State.WAITING)


class Part(StrEnum):
    """What somebody is in a case. Whoever has any part in it may not read it."""

    SUBJECT = "subject"
    WITNESS = "witness"
    REPORTER = "reporter"
    LEFT_OUT = "left_out"
    NOT_ME = "not_me"


class Case(Base):
    """One report and what became of it. Its id is random, and only the team's buttons carry it."""

    __tablename__ = "cases"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    receipt_id: Mapped[int]  # random; what the reporter's buttons carry
    form: Mapped[int]  # the number of the form that was sent: sent twice, kept once (R8)
    who: Mapped[bytes] = mapped_column(LargeBinary)  # the reporter
    reporter: Mapped[bytes] = mapped_column(Sealed)  # a user id
    reporter_called: Mapped[bytes] = mapped_column(Sealed)  # their name, for where they show it
    receipt_name: Mapped[str]  # the code name that the reporter knows
    team_name: Mapped[str]  # the code name that the team knows
    words: Mapped[bytes | None] = mapped_column(Sealed)
    names_reporter: Mapped[bool]  # the reporter chose to show their name, or it was opened (R17)
    may_write: Mapped[bool]  # Banyan may write to the reporter first
    kind: Mapped[str | None]
    wish: Mapped[str | None]
    state: Mapped[str]
    kept_at: Mapped[datetime]
    sends_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    danger_at: Mapped[datetime | None]
    danger_seen_at: Mapped[datetime | None]  # when somebody of the team first read it after that was said
    opened_at: Mapped[datetime | None]  # when somebody of the team first read it
    news_at: Mapped[datetime | None]  # when the reporter last said something that nobody of the team has looked at
    owner_who: Mapped[bytes | None] = mapped_column(LargeBinary)  # the owner whom the reporter asked, as a digest
    by_letter: Mapped[bool]  # no card in the team's room: somebody with a part in it may look there
    claimed_by: Mapped[bytes | None] = mapped_column(Sealed)  # a user id
    claim_ends_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]  # the next word is promised by then
    closed_at: Mapped[datetime | None]
    delete_at: Mapped[datetime | None]
    held_for: Mapped[bytes | None] = mapped_column(Sealed)  # why it is not deleted by its date (R6)
    changed: Mapped[int]  # one more with every change that a decision must know of (R33)
    __table_args__ = (
        UniqueConstraint("receipt_id"),
        UniqueConstraint("guild_id", "who", "form"),
        UniqueConstraint("guild_id", "team_name"),
        UniqueConstraint("guild_id", "receipt_name"),
        Index("ix_cases_who", "guild_id", "who", "kept_at"),
        Index("ix_cases_open", "guild_id", "due_at", "id", sqlite_where=text("state IN ('new', 'looking', 'waiting')")),
        Index("ix_cases_sent", "guild_id", "sent_at", "id"),
        Index("ix_cases_claimed", "guild_id", "claim_ends_at", sqlite_where=text("claim_ends_at IS NOT NULL")),
    )


class Involved(Base):
    """Somebody who has a part in a case, by each name or id that they go by (R44)."""

    __tablename__ = "case_people"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    part: Mapped[str]
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # a user id, or a handle with an @
    called: Mapped[bytes | None] = mapped_column(Sealed)  # the name they had
    __table_args__ = (
        UniqueConstraint("case_id", "part", "who"),
        Index("ix_case_people_who", "guild_id", "who", "part"),
    )


class Slowed(Base):
    """A code name whose reports reach the team later, without anybody learning whose it is (R42)."""

    __tablename__ = "slowed_reporters"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    who: Mapped[bytes] = mapped_column(LargeBinary)  # as in `Case.who`
    since: Mapped[datetime]
    __table_args__ = (UniqueConstraint("guild_id", "who"),)


def readable(
    guild_id: int, *, roster_who: bytes, involved_who: bytes, owner: bool, now: datetime
) -> ColumnElement[bool]:
    """The one condition under which somebody may read a case; every list, count and search passes it.

    Their role in the server is checked before, by whoever asks: the table does not know it.

    Args:
        guild_id: The server.
        roster_who: The reader, as the roster's digest.
        involved_who: The reader, as the digest of people in cases.
        owner: Whether the reader owns the server; then they read what they were asked to take, and nothing else.
        now: The current moment.
    """
    has_no_part = ~exists().where(Involved.case_id == Case.id, Involved.who == involved_who)
    since = roster.takes_since(guild_id, roster_who, now)
    takes_it = func.likely(Case.sent_at >= since)  # so that lists in another order keep to their own index
    return and_(
        Case.guild_id == guild_id,
        Case.state.in_(WITH_THE_TEAM),
        has_no_part,
        Case.owner_who == involved_who if owner else takes_it,
    )


_BY_RECEIPT = select(Case).where(Case.receipt_id == bindparam("receipt"))


async def by_receipt(session: AsyncSession, receipt_id: int) -> Case | None:
    """Return the case of a receipt, whosever it is."""
    return (await session.scalars(_BY_RECEIPT, {"receipt": receipt_id})).one_or_none()


async def told_by(session: AsyncSession, whos: Sequence[tuple[int, bytes]], *, skip: int, most: int) -> Sequence[Case]:
    """Return what somebody told, newest first.

    Args:
        session: A look.
        whos: Each server with the reporter's digest there.
        skip: How many to leave out first.
        most: How many at most.
    """
    theirs = tuple_(Case.guild_id, Case.who).in_(whos)
    newest = select(Case).where(theirs).order_by(Case.kept_at.desc(), Case.id).offset(skip).limit(most)
    return (await session.scalars(newest)).all()


# Whoever tells something waits for these: they are built once, and on the tables, since looks for rows take longer.
_CASES = Case.__table__.c
_THEIRS = (_CASES.guild_id == bindparam("guild"), _CASES.who == bindparam("reporter"))
_TOLD = select(_CASES.form, _CASES.id, _CASES.receipt_id, _CASES.receipt_name, _CASES.sends_at).where(
    *_THEIRS, or_(_CASES.form == bindparam("sent"), _CASES.kept_at > bindparam("since"))
)
_SENDS_AT = select(_CASES.sends_at).where(*_THEIRS, _CASES.kept_at > bindparam("since"))
_SLOWED = Slowed.__table__.c
_IS_SLOWED = select(_SLOWED.id).where(_SLOWED.guild_id == bindparam("guild"), _SLOWED.who == bindparam("reporter"))
_PEOPLE = select(Involved).where(Involved.case_id == bindparam("in_case")).order_by(Involved.id)


async def told_before(
    session: AsyncSession, guild_id: int, who: bytes, *, form: int, since: datetime
) -> Sequence[Row[int, int, int, str, datetime | None]]:
    """Return what a reporter told since a moment, and what a form was kept as whenever it was sent.

    Of each, the form, the id, the receipt's id and name, and when it is to reach the team, or did.
    """
    bound = {"guild": guild_id, "reporter": who, "sent": form, "since": since}
    return (await session.execute(_TOLD, bound)).all()


# In this order: the others refer to the case.
_KEEP = [insert(table.metadata.tables[table.__tablename__]) for table in (Case, Involved, Evidence)]


async def keep(session: AsyncSession, case: Case, people: Sequence[Involved], evidence: Sequence[Evidence]) -> None:
    """Keep a new case with what belongs to it. The rows stay outside of the session: nothing is to change in them."""
    for statement, rows in zip(_KEEP, ([case], people, evidence), strict=True):
        if rows:
            await session.execute(statement, [_values(row) for row in rows])


def _values(row: Base) -> dict[str, object]:
    return {column.key: getattr(row, column.key) for column in row.__table__.columns}


async def kept_since(session: AsyncSession, guild_id: int, who: bytes, since: datetime) -> Sequence[datetime]:
    """Return when a reporter's reports since a moment are to reach the team, or did."""
    bound = {"guild": guild_id, "reporter": who, "since": since}
    return [at for at in await session.scalars(_SENDS_AT, bound) if at is not None]


async def is_slowed(session: AsyncSession, guild_id: int, who: bytes) -> bool:
    """Return whether somebody of the team slowed a reporter down."""
    return await session.scalar(_IS_SLOWED, {"guild": guild_id, "reporter": who}) is not None


async def people(session: AsyncSession, case_id: int) -> Sequence[Involved]:
    """Return everybody who has a part in a case."""
    return (await session.scalars(_PEOPLE, {"in_case": case_id})).all()


async def known_as(session: AsyncSession, guild_id: int, whos: Sequence[bytes]) -> Sequence[Involved]:
    """Return every part in a case of a server that these digests of ids, handles or names have."""
    theirs = select(Involved).where(Involved.guild_id == guild_id, Involved.who.in_(whos))
    return (await session.scalars(theirs.order_by(Involved.case_id, Involved.id))).all()


async def forget_slowed(session: AsyncSession, guild_id: int, who: bytes) -> None:
    """Forget that a reporter is slowed down once nothing that they told is left."""
    theirs = exists().where(Case.guild_id == guild_id, Case.who == who)
    await session.execute(delete(Slowed).where(Slowed.guild_id == guild_id, Slowed.who == who, ~theirs))


async def slowed(session: AsyncSession, guild_id: int, who: bytes) -> Slowed | None:
    """Return the row that slows a reporter down, if there is one."""
    is_it = select(Slowed).where(Slowed.guild_id == guild_id, Slowed.who == who)
    return (await session.scalars(is_it)).one_or_none()
