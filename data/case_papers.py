"""What belongs to a case: evidence, what was asked and answered, and letters to one person about it."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint, delete, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed

LETTER = "case letter"  # the purpose under which `who` of a letter is made


class Copy(StrEnum):
    """What became of a piece of evidence."""

    KEPT = "kept"
    WAITING = "waiting"  # to be copied
    FAILED = "failed"
    NOT_COPIED = "not_copied"  # a message whose text could no longer be read, or pictures nobody asked for
    DESTROYED = "destroyed"


class Evidence(Base):
    """A message, or a file of it, as it was when it was reported."""

    __tablename__ = "case_evidence"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    copy: Mapped[str]
    words: Mapped[bytes | None] = mapped_column(Sealed)  # of a message
    author: Mapped[bytes | None] = mapped_column(Sealed)  # who wrote the message: a user id
    link: Mapped[bytes | None] = mapped_column(Sealed)  # to the message
    said_at: Mapped[datetime | None]
    source: Mapped[bytes | None] = mapped_column(Sealed)  # where a file is, until it is copied
    file_name: Mapped[bytes | None] = mapped_column(Sealed)  # as it was called
    stored_as: Mapped[str | None]  # its random name in the evidence folder (R14)
    file_bytes: Mapped[int | None]
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary)
    why: Mapped[str | None]  # why a copy failed: a word of ours

    @property
    def is_file(self) -> bool:
        """Whether it is a file of a message; otherwise it is the message."""
        return self.said_at is None


class Said(StrEnum):
    """What a line of a case is."""

    QUESTION = "question"  # of the team to the reporter, one open at a time
    ANSWER = "answer"
    SKIPPED = "skipped"  # the reporter skipped the question, which is an answer too (R41)
    ADDITION = "addition"  # the reporter added something
    WORD = "word"  # the team tells the reporter what came of it
    NOTE = "note"  # only for the team
    PLACE = "place"  # the circle from which it was told: its code name, and a link in a line of its own


class Line(Base):
    """One thing that was said in a case, in order."""

    __tablename__ = "case_lines"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    said: Mapped[str]
    words: Mapped[bytes | None] = mapped_column(Sealed)
    author: Mapped[bytes | None] = mapped_column(Sealed)  # of the team: a user id; None for the reporter
    said_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # of a question: answered, skipped, or taken back
    form: Mapped[int | None]  # the number of the form that was sent: sent twice, kept once
    __table_args__ = (
        UniqueConstraint("case_id", "form"),
        Index(
            "uq_case_lines_open_question",
            "case_id",
            unique=True,
            sqlite_where=text("said = 'question' AND ended_at IS NULL"),
        ),
    )


class Letter(Base):
    """Something that Banyan writes to one person about a case. What it says is `about`; its words are elsewhere."""

    __tablename__ = "case_letters"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    about: Mapped[str]
    about_id: Mapped[int]  # the row it is about: a receipt, a case, a decision
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # to whom: a user id
    written_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # its message is to go
    __table_args__ = (Index("ix_case_letters_who", "guild_id", "who"),)


class IdentityRequest(Base):
    """One of the team asks to see who told; another has to agree (R17)."""

    __tablename__ = "case_identity_requests"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    asked_by: Mapped[bytes] = mapped_column(Sealed)  # a user id
    reason: Mapped[bytes] = mapped_column(Sealed)
    asked_at: Mapped[datetime]
    agreed_by: Mapped[bytes | None] = mapped_column(Sealed)  # the second person
    agreed_at: Mapped[datetime | None]
    __table_args__ = (
        Index("uq_case_identity_requests_open", "case_id", unique=True, sqlite_where=text("agreed_at IS NULL")),
    )


class CaseLink(Base):
    """Two cases that belong together in somebody's eyes. Each is decided by itself (R26)."""

    __tablename__ = "case_links"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("cases.id", ondelete="CASCADE"), index=True)
    __table_args__ = (UniqueConstraint("case_id", "other_id"),)


async def evidence(session: AsyncSession, case_id: int) -> Sequence[Evidence]:
    """Return the evidence of a case, in the order in which it was kept."""
    return (await session.scalars(select(Evidence).where(Evidence.case_id == case_id).order_by(Evidence.id))).all()


async def stored_files(session: AsyncSession) -> set[str]:
    """Return the names under which files stand, or are about to stand, in the evidence folder."""
    named = await session.scalars(select(Evidence.stored_as).where(Evidence.stored_as.is_not(None)))
    return {name for name in named if name is not None}


async def lines(session: AsyncSession, case_id: int) -> Sequence[Line]:
    """Return everything said in a case, oldest first."""
    found = select(Line).where(Line.case_id == case_id).order_by(Line.said_at, Line.id)
    return (await session.scalars(found)).all()


async def open_question(session: AsyncSession, case_id: int) -> Line | None:
    """Return the question that waits for the reporter, if one does."""
    waiting = select(Line).where(Line.case_id == case_id, Line.said == Said.QUESTION, Line.ended_at.is_(None))
    return (await session.scalars(waiting)).one_or_none()


async def was_sent(session: AsyncSession, case_id: int, form: int) -> bool:
    """Return whether a form was kept in a case before: sent twice, kept once."""
    before = select(Line.id).where(Line.case_id == case_id, Line.form == form)
    return (await session.scalars(before)).first() is not None


async def letters(session: AsyncSession, case_id: int) -> Sequence[Letter]:
    """Return every letter about a case."""
    return (await session.scalars(select(Letter).where(Letter.case_id == case_id))).all()


async def identity_request(session: AsyncSession, case_id: int) -> IdentityRequest | None:
    """Return the request to see who told that waits for a second person, if one does."""
    waiting = select(IdentityRequest).where(IdentityRequest.case_id == case_id, IdentityRequest.agreed_at.is_(None))
    return (await session.scalars(waiting)).one_or_none()


async def identity_opened(session: AsyncSession, case_id: int) -> IdentityRequest | None:
    """Return the newest request to see who told that a second person agreed to, if one did."""
    agreed = select(IdentityRequest).where(IdentityRequest.case_id == case_id, IdentityRequest.agreed_at.is_not(None))
    return (await session.scalars(agreed.order_by(IdentityRequest.agreed_at.desc()).limit(1))).one_or_none()


async def drop_identity_request(session: AsyncSession, case_id: int) -> None:
    """Let the request to see who told go that waits for a second person, if one does."""
    waiting = (IdentityRequest.case_id == case_id, IdentityRequest.agreed_at.is_(None))
    await session.execute(delete(IdentityRequest).where(*waiting))
