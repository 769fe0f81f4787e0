"""Servers: their settings, who last changed them, and what their admins have yet to hear."""

from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from data import cards
from data.base import Base, Sealed, new_id

NOTICE_CARD = "server.notice"


class Server(Base):
    """One server that Banyan is in."""

    __tablename__ = "servers"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # the guild's own id
    changed_by: Mapped[bytes | None] = mapped_column(Sealed)  # who last changed a setting: a user id
    changed_at: Mapped[datetime | None]


class SettingValue(Base):
    """One setting that differs from its default."""

    __tablename__ = "server_settings"
    guild_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Notice(Base):
    """Something the admins of a server hear once, until it is mended."""

    __tablename__ = "notices"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    guild_id: Mapped[int]
    what: Mapped[str]  # which sentence, `feature.name`
    about: Mapped[str]  # what it is about: a room's id, a date, a number; never a person
    noticed_at: Mapped[datetime]
    mended_at: Mapped[datetime | None]
    __table_args__ = (UniqueConstraint("guild_id", "what", "about"),)


class Fact(Base):
    """One thing Banyan remembers about itself."""

    __tablename__ = "facts"
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


_VALUES = select(SettingValue.key, SettingValue.value).where(SettingValue.guild_id == bindparam("guild"))


async def values_of(session: AsyncSession, guild_id: int) -> dict[str, str]:
    """Return the settings of a server that differ from the defaults."""
    return {row.key: row.value for row in await session.execute(_VALUES, {"guild": guild_id})}


async def set_value(session: AsyncSession, guild_id: int, key: str, value: str | None) -> None:
    """Keep one setting, or with None go back to its default."""
    if value is None:
        await session.execute(delete(SettingValue).where(SettingValue.guild_id == guild_id, SettingValue.key == key))
        return
    fresh = insert(SettingValue).values(guild_id=guild_id, key=key, value=value)
    await session.execute(fresh.on_conflict_do_update(index_elements=["guild_id", "key"], set_={"value": value}))


async def server(session: AsyncSession, guild_id: int) -> Server:
    """Return a server's row, made if it is new."""
    row = await session.get(Server, guild_id)
    if row is None:
        row = Server(id=guild_id)
        session.add(row)
    return row


async def tell_admins(session: AsyncSession, guild_id: int, what: str, *, about: str, now: datetime) -> None:
    """Let the admins of a server hear something, once until it is mended.

    Args:
        session: The deed.
        guild_id: The server.
        what: Which sentence, `feature.name`, as the feature registered it.
        about: What it is about, shown in the sentence; never a person, never words of one.
        now: The current moment.
    """
    is_it = (Notice.guild_id == guild_id, Notice.what == what, Notice.about == about)
    notice = (await session.scalars(select(Notice).where(*is_it))).one_or_none()
    if notice is not None and notice.mended_at is None:
        return
    if notice is None:
        notice = Notice(id=new_id(now), guild_id=guild_id, what=what, about=about, noticed_at=now)
        session.add(notice)
    notice.noticed_at, notice.mended_at = now, None
    await session.flush()
    await cards.show(session, NOTICE_CARD, notice.id, guild_id=guild_id, now=now, again=True)


async def mended(session: AsyncSession, guild_id: int, what: str, *, about: str, now: datetime) -> None:
    """Say, where the admins heard of it, that something is in order again."""
    ended = await session.execute(
        update(Notice)
        .where(
            Notice.guild_id == guild_id,
            Notice.what == what,
            Notice.about == about,
            Notice.mended_at.is_(None),
        )
        .values(mended_at=now)
        .returning(Notice.id)
    )
    for (notice_id,) in ended.all():
        await cards.show(session, NOTICE_CARD, notice_id, guild_id=guild_id, now=now)


async def open_notices(session: AsyncSession, guild_id: int, about: str) -> list[str]:
    """Return what the admins heard about something and has not been mended."""
    still = select(Notice.what).where(Notice.guild_id == guild_id, Notice.about == about, Notice.mended_at.is_(None))
    return list(await session.scalars(still))


async def open_matters(session: AsyncSession, guild_id: int, what: str) -> list[str]:
    """Return what one sentence was told about and has not been mended."""
    still = select(Notice.about).where(Notice.guild_id == guild_id, Notice.what == what, Notice.mended_at.is_(None))
    return list(await session.scalars(still))


async def fact(session: AsyncSession, key: str) -> str | None:
    """Return what Banyan remembers under a key."""
    return await session.scalar(select(Fact.value).where(Fact.key == key))


async def remember(session: AsyncSession, key: str, value: str) -> None:
    """Remember one thing."""
    fresh = insert(Fact).values(key=key, value=value)
    await session.execute(fresh.on_conflict_do_update(index_elements=["key"], set_={"value": value}))
