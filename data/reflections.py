"""Daily reflections: one day's prompt in a server, what members wrote, and which themes they set aside."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    bindparam,
    delete,
    func,
    select,
    text,
)
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data.base import Base, Sealed

JOURNAL = "journal"  # the purpose under which `who` of an entry is made
THEMES = "themes"  # the purpose under which `who` of a set-aside theme is made


class Plan(Base):
    """How far a server's days have been looked at: everything due up to then is settled."""

    __tablename__ = "reflection_plans"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    looked_at: Mapped[datetime]


class Day(Base):
    """One server's prompt on one local date; there is never a second."""

    __tablename__ = "reflection_days"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    local_on: Mapped[date]
    prompt_id: Mapped[str]
    theme: Mapped[str]
    opened_at: Mapped[datetime | None]  # None: it came too late and was skipped
    channel_id: Mapped[int | None]
    wants_thread: Mapped[bool]
    thread_id: Mapped[int | None]
    role_id: Mapped[int | None]  # the role that its card mentions
    __table_args__ = (UniqueConstraint("guild_id", "local_on"),)


class Entry(Base):
    """What one member wrote. Private until its author shares it, and again when they take it back."""

    __tablename__ = "reflection_entries"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    day_id: Mapped[int | None] = mapped_column(ForeignKey("reflection_days.id"))
    prompt_id: Mapped[str]
    gentler: Mapped[bool]  # written to the gentler wording of the prompt
    who: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[bytes] = mapped_column(Sealed)
    author: Mapped[bytes | None] = mapped_column(Sealed)  # a user id, only while it is shared
    kept_at: Mapped[datetime]
    shared_at: Mapped[datetime | None]
    __table_args__ = (
        Index("ix_reflection_entries_who", "guild_id", "who", "kept_at"),
        Index("ix_reflection_entries_shared", "day_id", sqlite_where=text("shared_at IS NOT NULL")),
    )


class AsideTheme(Base):
    """A theme that one member does not want to be given."""

    __tablename__ = "reflection_aside_themes"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    who: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    theme: Mapped[str] = mapped_column(primary_key=True)


def readable(guild_id: int, who: bytes | None) -> ColumnElement[bool]:
    """The one condition under which an entry may be read; every list, count and export passes it (P17).

    Args:
        guild_id: The server.
        who: The reader, for their own journal; None for what stands in the room.
    """
    if who is None:
        return (Entry.guild_id == guild_id) & Entry.shared_at.is_not(None)
    return (Entry.guild_id == guild_id) & (Entry.who == who)


async def looked_at(session: AsyncSession, guild_id: int) -> datetime | None:
    """Return up to when a server's days are settled, None where reflections were never on."""
    return await session.scalar(select(Plan.looked_at).where(Plan.guild_id == guild_id))


async def settle(session: AsyncSession, guild_id: int, moment: datetime) -> None:
    """Record that everything due up to `moment` is settled."""
    fresh = insert(Plan).values(guild_id=guild_id, looked_at=moment)
    await session.execute(fresh.on_conflict_do_update(index_elements=["guild_id"], set_={"looked_at": moment}))


_DAY = select(Day).where(Day.id == bindparam("day"), Day.guild_id == bindparam("guild"))


async def day(session: AsyncSession, guild_id: int, day_id: int) -> Day | None:
    """Return a day of this server."""
    return (await session.scalars(_DAY, {"guild": guild_id, "day": day_id})).one_or_none()


async def day_on(session: AsyncSession, guild_id: int, local_on: date) -> Day | None:
    """Return the day of a local date."""
    is_it = (Day.guild_id == guild_id, Day.local_on == local_on)
    return (await session.scalars(select(Day).where(*is_it))).one_or_none()


async def newest_day(session: AsyncSession, guild_id: int, *, since: datetime) -> Day | None:
    """Return the newest day that was opened after `since`."""
    found = select(Day).where(Day.guild_id == guild_id, Day.opened_at > since).order_by(Day.local_on.desc())
    return (await session.scalars(found.limit(1))).one_or_none()


async def history(session: AsyncSession, guild_id: int) -> Sequence[tuple[date, str]]:
    """Return which prompt was given on which date, oldest first."""
    given = select(Day.local_on, Day.prompt_id).where(Day.guild_id == guild_id, Day.opened_at.is_not(None))
    return [(on, prompt) for on, prompt in await session.execute(given.order_by(Day.local_on))]


async def entry(session: AsyncSession, guild_id: int, entry_id: int, who: bytes | None) -> Entry | None:
    """Return an entry that the reader may read; missing and forbidden are the same."""
    is_it = select(Entry).where(Entry.id == entry_id, readable(guild_id, who))
    return (await session.scalars(is_it)).one_or_none()


async def entries(
    session: AsyncSession, guild_id: int, who: bytes, *, skip: int = 0, most: int | None
) -> Sequence[Entry]:
    """Return a page of someone's own entries, newest first."""
    mine = select(Entry).where(readable(guild_id, who)).order_by(Entry.kept_at.desc(), Entry.id)
    return (await session.scalars(mine.offset(skip).limit(most))).all()


async def entry_ids(session: AsyncSession, guild_id: int, who: bytes) -> Sequence[int]:
    """Return the ids of all of someone's own entries."""
    return (await session.scalars(select(Entry.id).where(readable(guild_id, who)))).all()


async def how_many(session: AsyncSession, guild_id: int, who: bytes) -> int:
    """Return how many entries someone has."""
    return await session.scalar(select(func.count()).select_from(Entry).where(readable(guild_id, who))) or 0


async def shared_in_day(session: AsyncSession, guild_id: int, day_id: int) -> Sequence[int]:
    """Return the entries that stand in a day's room."""
    shared = select(Entry.id).where(Entry.day_id == day_id, readable(guild_id, None))
    return (await session.scalars(shared)).all()


_ASIDE = select(AsideTheme.theme).where(AsideTheme.guild_id == bindparam("guild"), AsideTheme.who == bindparam("who"))


async def aside_themes(session: AsyncSession, guild_id: int, who: bytes) -> frozenset[str]:
    """Return the themes that someone set aside."""
    return frozenset(await session.scalars(_ASIDE, {"guild": guild_id, "who": who}))


async def set_aside(session: AsyncSession, guild_id: int, who: bytes, theme: str) -> None:
    """Set a theme aside for someone."""
    await session.execute(insert(AsideTheme).values(guild_id=guild_id, who=who, theme=theme).on_conflict_do_nothing())


async def take_up(session: AsyncSession, guild_id: int, who: bytes, theme: str) -> None:
    """Give someone a theme again."""
    await session.execute(
        delete(AsideTheme).where(AsideTheme.guild_id == guild_id, AsideTheme.who == who, AsideTheme.theme == theme)
    )
