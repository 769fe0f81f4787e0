"""What the team's room tells of: asked anew when it, or who may look into it, becomes another."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from cogs.reports import names
from cogs.reports.casework import case_actions, case_rules
from data import cards, case_lists, measures


async def team_changed(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Ask of every case whether the team's room may still tell of it, in the deed after which others may look there."""
    for case in await case_lists.with_a_card(session, guild_id):
        await case_actions.reach_team_again(kit, session, case)


async def room_changed(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Take every card out of the room that was the team's, in the deed that chose another; then ask who looks there."""
    now = kit.clock()
    for case in await case_lists.with_a_card(session, guild_id):
        case.by_letter = True
        await case_actions.bring_card_into_step(kit, session, case)
        for appeal in await measures.appeals(session, case.id):
            await cards.show(session, names.APPEAL_CARD, appeal.id, guild_id=guild_id, now=now)
        await case_actions.ask_to_send(session, case, at=now + case_rules.CARDS_GO_WITHIN)
