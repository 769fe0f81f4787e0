"""Pins the card "Something happened", where Banyan may."""

from typing import TYPE_CHECKING

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from cogs.reports import names
from data import cards, jobs
from data.cards import CardRow
from data.jobs import Job

if TYPE_CHECKING:
    from bot.app import Banyan


async def door_shown(kit: Kit, session: AsyncSession, card: CardRow) -> None:
    """Once the card stands, ask that it be pinned: a step of its own, since the card is useful without."""
    await jobs.ask(session, names.PIN_DOOR, card.subject_id, guild_id=card.guild_id, at=kit.clock())


async def pin(bot: "Banyan", job: Job) -> None:
    """Pin the card. Without the permission, or with the room or card gone, it stays as it is."""
    async with bot.kit.store.reading() as session:
        card = await cards.card_of(session, names.DOOR_CARD, job.subject_id)
    room = bot.get_channel(job.subject_id)
    if card is None or card.message_id is None or not isinstance(room, discord.TextChannel):
        return
    may = room.permissions_for(room.guild.me)
    if not (may.manage_messages or may.pin_messages):
        return
    try:
        await room.get_partial_message(card.message_id).pin()
    except (discord.Forbidden, discord.NotFound):
        return
