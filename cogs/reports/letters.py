"""Letters: Banyan writes to one person about a case. What a letter looks like stands in `letter_views.py`."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from cogs.reports import names
from data import cards, case_papers
from data.base import random_id
from data.cases import Case
from data.jobs import Urgency
from data.sealing import GuildSeals


async def write(
    kit: Kit,
    session: AsyncSession,
    seals: GuildSeals,
    case: Case,
    about: str,
    *,
    about_id: int,
    to: int,
    urgency: Urgency = Urgency.SOMEBODY_WAITS,
) -> case_papers.Letter:
    """Write to one person, in the deed that gives the reason. Whether they said yes is for the caller to know.

    Args:
        kit: What actions need.
        session: The deed.
        seals: The server's.
        case: The case that it is about.
        about: Which kind of letter.
        about_id: The row that its button carries.
        to: To whom, a user id.
        urgency: Who goes first when much is due.
    """
    now = kit.clock()
    letter = case_papers.Letter(
        id=random_id(),
        guild_id=case.guild_id,
        case_id=case.id,
        about=about,
        about_id=about_id,
        who=seals.who(case_papers.LETTER, to),
        written_at=now,
    )
    letter.person = seals.seal(letter, "person", str(to))
    session.add(letter)
    await session.flush()
    await cards.show(session, names.LETTER_CARD, letter.id, guild_id=case.guild_id, now=now, urgency=urgency)
    return letter


async def withdraw(kit: Kit, session: AsyncSession, letter: case_papers.Letter) -> None:
    """Take a letter back: its message goes."""
    letter.withdrawn_at = kit.clock()
    await session.flush()
    await cards.show(session, names.LETTER_CARD, letter.id, guild_id=letter.guild_id, now=kit.clock())
