"""Cards: one message that shows one row, in a room or to a person, kept in step by `bot/showing.py`."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data import jobs
from data.base import Base

JOB = "card:"  # a card's job is of this kind followed by the card's own
_SMALLEST_NUMBER = 1000
_LARGEST_NUMBER = 2**31 - 1


class Fate(StrEnum):
    """What became of a card's message."""

    WAITING = "waiting"
    SHOWN = "shown"
    TAKEN_DOWN = "taken_down"  # somebody deleted it by hand; respected until asked again
    REFUSED = "refused"  # the person takes no messages from Banyan


class CardRow(Base):
    """Where the message of one row stands."""

    __tablename__ = "cards"
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int | None]
    channel_id: Mapped[int | None]
    message_id: Mapped[int | None]
    tried_at: Mapped[datetime | None]  # committed before every first send
    edited_at: Mapped[datetime | None]
    incarnation: Mapped[int]
    fate: Mapped[str]


async def show(
    session: AsyncSession,
    kind: str,
    subject_id: int,
    *,
    guild_id: int | None,
    now: datetime,
    urgency: jobs.Urgency = jobs.Urgency.SOMEBODY_WAITS,
    again: bool = False,
) -> None:
    """Ask, within the deed that changes a row, that its message be brought into step.

    Args:
        session: The deed.
        kind: The kind of card, `feature.noun`.
        subject_id: The row it shows.
        guild_id: The server it belongs to, if any.
        now: The current moment.
        urgency: Who goes first when much is due.
        again: Show it anew even if it was taken down by hand or refused.
    """
    await begin(session, kind, subject_id, guild_id=guild_id)
    if again:
        ended = or_(CardRow.fate == Fate.TAKEN_DOWN, CardRow.fate == Fate.REFUSED)
        await session.execute(update(CardRow).where(*_is(kind, subject_id), ended).values(_anew()))
    await jobs.ask(session, JOB + kind, subject_id, guild_id=guild_id, at=now, urgency=urgency)


async def begin(session: AsyncSession, kind: str, subject_id: int, *, guild_id: int | None) -> None:
    """Make sure that a card's row is there.

    Where a row was forgotten and is shown again, the incarnation must be another: within two minutes Discord
    takes a repeated nonce for the earlier message, even for one that was deleted.
    """
    fresh = insert(CardRow).values(
        kind=kind, subject_id=subject_id, guild_id=guild_id, incarnation=secrets.randbits(31), fate=Fate.WAITING
    )
    await session.execute(fresh.on_conflict_do_nothing())


_CARD = select(CardRow).where(CardRow.kind == bindparam("card_kind"), CardRow.subject_id == bindparam("subject"))


async def card_of(session: AsyncSession, kind: str, subject_id: int) -> CardRow | None:
    """Return where a row's message stands, or None when the row was never shown or its message is gone."""
    found = await session.scalars(_CARD, {"card_kind": kind, "subject": subject_id})
    return found.one_or_none()


async def cards_of(session: AsyncSession, kind: str, subject_ids: Sequence[int]) -> dict[int, CardRow]:
    """Return where the messages of several rows stand, by row."""
    found = await session.scalars(select(CardRow).where(CardRow.kind == kind, CardRow.subject_id.in_(subject_ids)))
    return {card.subject_id: card for card in found}


async def record(session: AsyncSession, kind: str, subject_id: int, **values: object) -> None:
    """Record what became of a card's message."""
    await session.execute(update(CardRow).where(*_is(kind, subject_id)).values(**values))


async def forget(session: AsyncSession, kind: str, subject_id: int) -> None:
    """Forget a card whose message is gone for good."""
    await session.execute(delete(CardRow).where(*_is(kind, subject_id)))


async def start_anew(session: AsyncSession, kind: str, subject_id: int) -> None:
    """Forget the message: its place is gone. The next one has a number of its own."""
    await session.execute(update(CardRow).where(*_is(kind, subject_id)).values(_anew()))


def _is(kind: str, subject_id: int) -> list[ColumnElement[bool]]:
    return [CardRow.kind == kind, CardRow.subject_id == subject_id]


def _anew() -> dict[str, object]:
    return {
        "incarnation": CardRow.incarnation + 1,
        "fate": Fate.WAITING,
        "channel_id": None,
        "message_id": None,
        "tried_at": None,
        "edited_at": None,
    }


def number(card: CardRow) -> int:
    """Return the number that the card's message carries as its container's id, by which it is recognised."""
    span = _LARGEST_NUMBER - _SMALLEST_NUMBER
    return _SMALLEST_NUMBER + int.from_bytes(_digest(card)[:8], "big") % span


def nonce(card: CardRow) -> str:
    """Return the 24 characters under which Discord itself refuses a second message for about two minutes."""
    return _digest(card).hex()[:24]


def _digest(card: CardRow) -> bytes:
    return hashlib.sha256(f"{card.kind}:{card.subject_id}:{card.incarnation}".encode()).digest()
