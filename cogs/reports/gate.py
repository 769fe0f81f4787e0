"""Who may read a case. One place: every list, count, search, card, letter and press passes here.

Whoever has a part in a case (whom it is about, a witness named, the reporter, whom the reporter left out, who
said *Not me*) may not read it, and for them a case that is not theirs to read and one that does not exist are
the same. What somebody has read before a conflict came up they have read; nothing here claims otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person, Standing
from bot.kit import Kit
from bot.language import Text
from bot.refusal import Refusal
from data import cases, roster
from data.cases import INVOLVED, Case
from data.sealing import GuildSeals

NO_SUCH_CASE = Text("There is no such case for you to look at.")
LEAST = Standing.MODERATOR
"""The role that somebody of the roster has to have at the moment they read."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who takes reports.

    Attributes:
        user_id: Who.
        name: Their name, as the server showed it when they accepted.
    """

    user_id: int
    name: str


def may_read(kit: Kit, seals: GuildSeals, viewer: Person) -> ColumnElement[bool]:
    """Return the condition under which a viewer may read a case, for lists, counts and searches.

    Raises:
        Refusal: when their role does not let them read any.
    """
    if viewer.guild_id != seals.guild_id or (viewer.standing < LEAST and not viewer.owns_server):
        raise Refusal(NO_SUCH_CASE)
    return cases.readable(
        seals.guild_id,
        roster_who=seals.who(roster.ROSTER, viewer.user_id),
        involved_who=seals.who(INVOLVED, viewer.user_id),
        owner=viewer.owns_server,
        now=kit.clock(),
    )


async def case_for(kit: Kit, session: AsyncSession, viewer: Person, case_id: int) -> tuple[GuildSeals, Case]:
    """Return a case that this viewer may read.

    Args:
        kit: What actions need.
        session: A look or a deed.
        viewer: Who wants to read it, in its server and as what they are there now.
        case_id: Which.

    Raises:
        Refusal: when there is none, or not for them: both read the same.
    """
    seals = await kit.seals.known(session, viewer.guild_id or 0)
    if seals is None:
        raise Refusal(NO_SUCH_CASE)
    is_it = select(Case).where(Case.id == case_id, may_read(kit, seals, viewer))
    case = (await session.scalars(is_it)).one_or_none()
    if case is None:
        raise Refusal(NO_SUCH_CASE)
    return seals, case


async def readers(kit: Kit, session: AsyncSession, seals: GuildSeals, *, without: Iterable[bytes]) -> list[Reader]:
    """Return who of the roster takes reports now, without those of these digests of people in cases."""
    left_out = frozenset(without)
    found = []
    for row in await roster.taking_reports(session, seals.guild_id, kit.clock()):
        user_id = int(seals.open(row, "person"))
        if seals.who(INVOLVED, user_id) not in left_out:
            found.append(Reader(user_id, seals.open(row, "name") if row.name is not None else str(user_id)))
    return found


async def eligible(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> list[Reader]:
    """Return who of the roster may take a case now. The owner, where asked, is not among them."""
    return await readers(kit, session, seals, without=[each.who for each in await cases.people(session, case.id)])
