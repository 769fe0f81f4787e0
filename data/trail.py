"""The trail: who did or read what in which case, append-only and chained.

Each entry's chain value is a hash of the one before it and of what the entry says, so that a changed, removed
or added entry shows. Whoever runs the bot holds the file and the keys and could write the whole chain anew;
`/case audit` shows its latest value, for others to note down.
"""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed, new_id
from data.sealing import GuildSeals

_BEGINNING = bytes(32)


class TrailEntry(Base):
    """One thing done or read. When its case is deleted, who and why go, and its hashes stay."""

    __tablename__ = "trail"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    number: Mapped[int]  # 1, 2, 3 … in each server
    case_id: Mapped[int | None]
    at: Mapped[datetime]
    what: Mapped[str]  # a word of ours
    actor: Mapped[bytes | None] = mapped_column(Sealed)  # a user id, or empty for Banyan itself
    why: Mapped[bytes | None] = mapped_column(Sealed)  # a reason, in the actor's words
    salt: Mapped[bytes | None] = mapped_column(Sealed)  # so that nobody can guess what a hash was made of
    content: Mapped[bytes] = mapped_column(LargeBinary)  # the hash of what it says
    chain: Mapped[bytes] = mapped_column(LargeBinary)
    __table_args__ = (UniqueConstraint("guild_id", "number"), Index("ix_trail_case_id", "case_id"))


async def append(
    session: AsyncSession,
    seals: GuildSeals,
    what: str,
    *,
    case_id: int | None,
    actor_id: int | None,
    now: datetime,
    why: str = "",
) -> TrailEntry:
    """Add an entry in the deed that it is about.

    Args:
        session: The deed; deeds go one after the other, so no entry comes between.
        seals: The server's.
        what: A word of ours.
        case_id: The case, if it is about one.
        actor_id: Who did it, None for Banyan itself.
        now: The current moment.
        why: A reason, in the actor's words.
    """
    await session.flush()
    last = select(TrailEntry).where(TrailEntry.guild_id == seals.guild_id).order_by(TrailEntry.number.desc()).limit(1)
    before = (await session.scalars(last)).one_or_none()
    entry = TrailEntry(
        id=new_id(now),
        guild_id=seals.guild_id,
        number=1 if before is None else before.number + 1,
        case_id=case_id,
        at=now,
        what=what,
    )
    actor, salt = "" if actor_id is None else str(actor_id), secrets.token_hex(16)
    entry.actor, entry.why, entry.salt = (
        seals.seal(entry, "actor", actor),
        seals.seal(entry, "why", why),
        seals.seal(entry, "salt", salt),
    )
    entry.content = _content(entry, actor, why, salt)
    entry.chain = _link(_BEGINNING if before is None else before.chain, entry)
    session.add(entry)
    await session.flush()
    return entry


def _content(entry: TrailEntry, actor: str, why: str, salt: str) -> bytes:
    said = [salt, entry.case_id, entry.at.isoformat(), entry.what, actor, why]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).digest()


def _link(before: bytes, entry: TrailEntry) -> bytes:
    return hashlib.sha256(before + entry.number.to_bytes(8, "big") + entry.content).digest()


async def broken_at(session: AsyncSession, seals: GuildSeals) -> int | None:
    """Return the number of the first entry of a server that does not fit the ones before it, None if all do."""
    before, expected = _BEGINNING, 1
    async for entry in _in_order(session, seals.guild_id):
        if entry.number != expected or entry.chain != _link(before, entry) or not _says_what_it_said(entry, seals):
            return entry.number
        before, expected = entry.chain, expected + 1
    return None


def _says_what_it_said(entry: TrailEntry, seals: GuildSeals) -> bool:
    if entry.actor is None or entry.why is None or entry.salt is None:
        return True  # deleted with its case
    opened = [seals.open(entry, field) for field in ("actor", "why", "salt")]
    return entry.content == _content(entry, *opened)


async def _in_order(session: AsyncSession, guild_id: int) -> AsyncIterator[TrailEntry]:
    mine = select(TrailEntry).where(TrailEntry.guild_id == guild_id).order_by(TrailEntry.number)
    async for entry in await session.stream_scalars(mine.execution_options(yield_per=500)):
        yield entry


async def of_case(session: AsyncSession, guild_id: int, case_id: int) -> Sequence[TrailEntry]:
    """Return the entries of one case, oldest first."""
    found = select(TrailEntry).where(TrailEntry.guild_id == guild_id, TrailEntry.case_id == case_id)
    return (await session.scalars(found.order_by(TrailEntry.number))).all()
