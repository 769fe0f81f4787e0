"""The roster: the people of a server who take reports, each named by an admin and each having accepted."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, LargeBinary, ScalarSelect, UniqueConstraint, bindparam, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed

ROSTER = "roster"  # the purpose under which `who` of a roster's person is made
MOST = 10  # a form's group of boxes holds one to ten


class RosterPerson(Base):
    """Somebody an admin named. They take reports once they have accepted."""

    __tablename__ = "roster"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    who: Mapped[bytes] = mapped_column(LargeBinary)
    person: Mapped[bytes] = mapped_column(Sealed)  # a user id
    name: Mapped[bytes | None] = mapped_column(Sealed)  # as the server showed it when they accepted
    handle: Mapped[bytes | None] = mapped_column(Sealed)  # in its canonical form, to know them when one is typed
    named_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    away_until: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]  # Banyan found that they left, or are no longer of the team
    __table_args__ = (UniqueConstraint("guild_id", "who"),)


def takes_reports(guild_id: int | BindParameter[int], now: datetime | BindParameter[datetime]) -> ColumnElement[bool]:
    """The one condition under which somebody of the roster takes reports at a moment."""
    here = (RosterPerson.guild_id == guild_id) & RosterPerson.accepted_at.is_not(None) & RosterPerson.gone_at.is_(None)
    return here & or_(RosterPerson.away_until.is_(None), RosterPerson.away_until <= now)


def takes_since(guild_id: int, who: bytes, now: datetime) -> ScalarSelect[datetime | None]:
    """Since when a person, by their digest, takes reports, if they do at a moment; for the condition of another table.

    Nobody reads what reached the team before they were of it: whoever told it chose among the people of then.
    """
    theirs = select(RosterPerson.accepted_at).where(takes_reports(guild_id, now), RosterPerson.who == who)
    return theirs.scalar_subquery()


_NAMED = (RosterPerson.named_at, RosterPerson.id)
_EVERYONE = select(RosterPerson).where(RosterPerson.guild_id == bindparam("guild")).order_by(*_NAMED)
_TAKING = select(RosterPerson).where(takes_reports(bindparam("guild"), bindparam("now"))).order_by(*_NAMED)


async def everyone(session: AsyncSession, guild_id: int) -> Sequence[RosterPerson]:
    """Return everybody named in a server, in the order in which they were named."""
    return (await session.scalars(_EVERYONE, {"guild": guild_id})).all()


async def taking_reports(session: AsyncSession, guild_id: int, now: datetime) -> Sequence[RosterPerson]:
    """Return who takes reports in a server at a moment, in the order in which they were named."""
    return (await session.scalars(_TAKING, {"guild": guild_id, "now": now})).all()


async def person(session: AsyncSession, guild_id: int, who: bytes) -> RosterPerson | None:
    """Return somebody of a server's roster by their digest."""
    is_it = select(RosterPerson).where(RosterPerson.guild_id == guild_id, RosterPerson.who == who)
    return (await session.scalars(is_it)).one_or_none()
