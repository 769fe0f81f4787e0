"""What is kept of a person: every table that refers to one is declared by its feature.

`/privacy about, export, erase` are made from these declarations, and a test fails on a column that refers to a
person and is in none of them.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.language import Text
from data import cards, jobs
from data.base import Base, Sealed
from data.sealing import GuildSeals

EMPTY_LOG = "privacy.empty_log"  # a job: clear the database's log of what was erased

Mine = Callable[[AsyncSession, GuildSeals, int], Awaitable[Sequence[Any]]]
Leaving = Callable[[Kit, AsyncSession, int, int], Awaitable[None]]  # kit, the deed, server id, user id


@dataclass(frozen=True, slots=True)
class Holding:
    """One table, as far as it is about a person.

    Attributes:
        table: The table.
        columns: Its columns that refer to a person.
        meaning: What it is, as the person reads it.
        kept: How long.
        readers: Who can read it, besides whoever runs this bot.
        mine: Session, seals, user id -> the rows about that person.
        exported: The columns that an export gives, by name.
        blanked: Columns that an erasure empties; without any, it deletes the row.
        card: The kind of card that shows the row, if one does.
        safety: Whether it is a safety record: it stays until its own date, and exports and erasures are the same
            whether there are any or not.
    """

    table: type[Base]
    columns: tuple[str, ...]
    meaning: Text
    kept: Text
    readers: Text
    mine: Mine
    exported: tuple[str, ...]
    blanked: tuple[str, ...] = ()
    card: str | None = None
    safety: bool = False


def by_who(table: Any, purpose: str) -> Mine:
    """Find a person's rows by the digest that a purpose gives them."""

    async def mine(session: AsyncSession, seals: GuildSeals, user_id: int) -> Sequence[Any]:
        rows = select(table).where(table.guild_id == seals.guild_id, table.who == seals.who(purpose, user_id))
        return (await session.scalars(rows)).all()

    return mine


@dataclass(frozen=True, slots=True)
class SecondStep:
    """A button below an export, shown to everybody alike, for what an export leaves out.

    Attributes:
        label: What the button says.
        leads_to: Where it leads, `feature:verb`.
    """

    label: Text
    leads_to: str


class Privacy:
    """All declarations, in the order in which features added them.

    Attributes:
        second_steps: What can be asked for after an export.
    """

    def __init__(self) -> None:
        self._holdings: list[Holding] = []
        self._before: list[Leaving] = []
        self.second_steps: list[SecondStep] = []

    def declare(self, *holdings: Holding) -> None:
        """Add a feature's declarations."""
        self._holdings += holdings

    def before_erasing(self, leaves: Leaving) -> None:
        """Say what must happen in the deed of an erasure, before it: what goes on goes on without the person."""
        self._before.append(leaves)

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Every declaration."""
        return tuple(self._holdings)

    @property
    def _ordinary(self) -> list[Holding]:
        return [holding for holding in self._holdings if not holding.safety]

    async def export(self, kit: Kit, *, guild_id: int, user_id: int) -> list[tuple[Holding, list[dict[str, str]]]]:
        """Return everything that one server's tables hold about a person, opened."""
        async with kit.store.reading() as session:
            seals = await kit.seals.known(session, guild_id)
            if seals is None:
                return [(holding, []) for holding in self._ordinary]
            return [
                (
                    holding,
                    [_opened(seals, holding, row) for row in await holding.mine(session, seals, user_id)],
                )
                for holding in self._ordinary
            ]

    async def erase(self, kit: Kit, *, guild_id: int, user_id: int) -> list[tuple[str, int]]:
        """Erase what one server's tables hold about a person: one deed, and a job that clears the log after it.

        Returns the kind and row of every card whose message has yet to follow.
        """
        following = []
        async with kit.store.writing() as session:
            seals = await kit.seals.known(session, guild_id)
            if seals is None:
                return []
            for leaves in self._before:
                await leaves(kit, session, guild_id, user_id)
            for holding in self._ordinary:
                for row in await holding.mine(session, seals, user_id):
                    for column in holding.blanked:
                        setattr(row, column, None)
                    if not holding.blanked:
                        await session.delete(row)
                    if holding.card and await cards.card_of(session, holding.card, row.id) is not None:
                        following.append((holding.card, row.id))
                        await session.flush()
                        await cards.show(session, holding.card, row.id, guild_id=guild_id, now=kit.clock())
            await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=kit.clock())
        return following


def _opened(seals: GuildSeals, holding: Holding, row: Any) -> dict[str, str]:
    given = {}
    for name in holding.exported:
        column = holding.table.__table__.c[name]
        value = getattr(row, name)
        if value is not None:
            given[name] = seals.open(row, name) if isinstance(column.type, Sealed) else _plain(value)
    return given


def _plain(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
