"""The trail: who did or read what in which case, append-only and chained.

Each entry's chain value is a hash of the one before it and of what the entry says, so that a changed, removed
or added entry shows. When an entry's date comes, which is that of its case, who and why go from it, and one entry more
says from which; so an entry that was emptied otherwise shows too. Two things do not show without help from outside:
the last entries cut off, and the whole chain written anew, which whoever runs the bot could do. For that `/case audit`
and `python -m bot audit verify` show the latest number and value, for others to note down.
"""

import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Index, LargeBinary, UniqueConstraint, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed, new_id
from data.sealing import CannotOpen, GuildSeals

_BEGINNING = bytes(32)
_PAGE = 500  # entries read in one look
_WITHOUT_CASE = "case_id IS NULL AND actor IS NOT NULL AND what != 'deleted'"
DELETED = "deleted"  # what an entry says that tells which others were emptied at their date


class TrailEntry(Base):
    """One thing done or read. When its date comes, who and why go, and its hashes stay."""

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
    __table_args__ = (
        UniqueConstraint("guild_id", "number"),
        Index("ix_trail_case_id", "case_id"),
        Index("ix_trail_without_case", "guild_id", "number", sqlite_where=text(_WITHOUT_CASE)),
    )


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


async def blank(session: AsyncSession, seals: GuildSeals, entries: Sequence[TrailEntry], *, now: datetime) -> None:
    """Take who, why and which case from entries whose date has come, and note from which, in the same deed."""
    for entry in entries:
        entry.case_id = entry.actor = entry.why = entry.salt = None
    if entries:
        which = ",".join(str(entry.number) for entry in entries)
        await append(session, seals, DELETED, case_id=None, actor_id=None, now=now, why=which)


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of looking through a server's trail.

    Attributes:
        entries: How many were looked through.
        latest: The chain's value after the last that fits, nothing when there are none.
        broken_at: The number of the first entry that does not fit, None if all do.
    """

    entries: int
    latest: bytes
    broken_at: int | None


async def verify(session: AsyncSession, seals: GuildSeals) -> Verified:
    """Look through a server's trail, from its first entry to its latest."""
    before, count = _BEGINNING, 0
    emptied: set[int] = set()  # until a later entry tells that their date had come
    async for entry in _in_order(session, seals.guild_id):
        count += 1
        try:
            why = _reason_in(entry, seals)
        except CannotOpen:
            return Verified(count, before, entry.number)
        if entry.number != count or entry.chain != _link(before, entry):
            return Verified(count, before, entry.number)
        if why is None:
            emptied.add(entry.number)
        elif entry.what == DELETED:
            emptied -= {int(number) for number in why.split(",")}
        before = entry.chain
    return Verified(count, before if count else b"", min(emptied, default=None))


def _reason_in(entry: TrailEntry, seals: GuildSeals) -> str | None:
    """Return the reason that an entry gives, None where it was emptied.

    Raises:
        CannotOpen: when it does not say what it said.
    """
    sealed = (entry.case_id, entry.actor, entry.why, entry.salt)
    if sealed == (None, None, None, None):
        return None
    if None in sealed[1:]:
        raise CannotOpen
    actor, why, salt = (seals.open(entry, field) for field in ("actor", "why", "salt"))
    if entry.content != _content(entry, actor, why, salt):
        raise CannotOpen
    return why


async def _in_order(session: AsyncSession, guild_id: int) -> AsyncIterator[TrailEntry]:
    page = select(TrailEntry).where(TrailEntry.guild_id == guild_id).order_by(TrailEntry.number).limit(_PAGE)
    last = None
    while True:
        found = (await session.scalars(page if last is None else page.where(TrailEntry.number > last))).all()
        for entry in found:
            yield entry
            last = entry.number
        if len(found) < _PAGE:
            return


async def of_case(session: AsyncSession, guild_id: int, case_id: int) -> Sequence[TrailEntry]:
    """Return the entries of one case, oldest first."""
    found = select(TrailEntry).where(TrailEntry.guild_id == guild_id, TrailEntry.case_id == case_id)
    return (await session.scalars(found.order_by(TrailEntry.number))).all()


async def without_case(session: AsyncSession, guild_id: int) -> Sequence[TrailEntry]:
    """Return the entries that name somebody and belong to no case, oldest first."""
    found = select(TrailEntry).where(TrailEntry.guild_id == guild_id, text(_WITHOUT_CASE))
    return (await session.scalars(found.order_by(TrailEntry.number))).all()


async def place_of(session: AsyncSession, value: str) -> tuple[int, int] | None:
    """Return the server and the number of the entry with this chain value, None where no entry has it.

    Args:
        session: A look.
        value: The value in hexadecimal, as somebody noted it down.
    """
    try:
        chain = bytes.fromhex(value.strip())
    except ValueError:
        return None
    found = select(TrailEntry.guild_id, TrailEntry.number).where(TrailEntry.chain == chain)
    row = (await session.execute(found)).first()
    return None if row is None else (row.guild_id, row.number)
