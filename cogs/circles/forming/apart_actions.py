"""Deeds of who would rather not sit with somebody. Each is one transaction, and nobody else ever reads it."""

from dataclasses import dataclass

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles.forming import form_texts as texts
from data import circles
from data.base import random_id
from data.circles import APART, Apart

MOST = 5  # names on one list


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on a list: its row, and how they were called when they were put on it."""

    row_id: int
    name: str


async def listed(kit: Kit, *, by: Person) -> list[Named]:
    """Return somebody's own list."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return []
        rows = await circles.apart_of(session, by.server_id, seals.who(APART, by.user_id))
        return [Named(row.id, seals.open(row, "other").partition(" ")[2]) for row in rows]


async def add(kit: Kit, *, by: Person, other_id: int, name: str, is_bot: bool) -> None:
    """Put somebody on one's own list; whoever stands on it stays.

    Raises:
        Refusal: when it is oneself or a bot, or the list is full.
    """
    if other_id == by.user_id:
        raise Refusal(texts.APART_SELF)
    if is_bot:
        raise Refusal(texts.APART_BOT)
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, by.server_id)
        mine, other = seals.who(APART, by.user_id), seals.who(APART, other_id)
        rows = await circles.apart_of(session, by.server_id, mine)
        if any(row.other_who == other for row in rows):
            return
        if len(rows) >= MOST:
            raise Refusal(texts.APART_FULL, most=MOST)
        row = Apart(id=random_id(), guild_id=by.server_id, who=mine, other_who=other, made_at=kit.clock())
        row.other = seals.seal(row, "other", f"{other_id} {name}")
        session.add(row)


async def take_off(kit: Kit, *, by: Person, row_id: int) -> None:
    """Take somebody off one's own list; what stands on another's list, or nowhere, is left as it is."""
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, by.server_id)
        for row in await circles.apart_of(session, by.server_id, seals.who(APART, by.user_id)):
            if row.id == row_id:
                await session.delete(row)
