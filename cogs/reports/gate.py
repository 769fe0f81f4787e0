"""Who may read a case. One place: every list, count, search, card, letter and press passes here.

Whoever has a part in a case (whom it is about, a witness named, the reporter, whom the reporter left out, who
said *Not me*) may not read it, and for them a case that is not theirs to read and one that does not exist are
the same. What somebody has read before a conflict came up they have read; nothing here claims otherwise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


async def readers(
    kit: Kit, session: AsyncSession, seals: GuildSeals, *, without: Iterable[bytes], sent_at: datetime | None = None
) -> list[Reader]:
    """Return who of the roster takes reports now.

    Args:
        kit: What actions need.
        session: A look or a deed.
        seals: The server's.
        without: The digests, as of people in cases, of those who do not count.
        sent_at: When the case reached the team: whoever took this on later does not count either.
    """
    left_out = frozenset(without)
    found = []
    for row in await roster.taking_reports(session, seals.guild_id, kit.clock()):
        if sent_at is not None and (row.accepted_at is None or row.accepted_at > sent_at):
            continue
        reader = reader_of(seals, row)
        if seals.who(INVOLVED, reader.user_id) not in left_out:
            found.append(reader)
    return found


def reader_of(seals: GuildSeals, row: roster.RosterPerson) -> Reader:
    """Return somebody of the roster; their id stands for a name until they have accepted."""
    person = seals.open(row, "person")
    return Reader(int(person), seals.open(row, "name") if row.name is not None else person)


async def eligible(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> list[Reader]:
    """Return who of the roster may take a case now. The owner, where asked, is not among them.

    Once it has reached the team these are among the people of then; nobody joins them.
    """
    sent_at = case.sent_at if case.state in cases.WITH_THE_TEAM else None
    return await readers(kit, session, seals, without=await with_a_part(session, case), sent_at=sent_at)


async def with_a_part(session: AsyncSession, case: Case) -> list[bytes]:
    """Return the digests of everybody who has a part in a case."""
    return [each.who for each in await cases.people(session, case.id)]


async def somebody_is_left(kit: Kit, session: AsyncSession, seals: GuildSeals, case: Case) -> bool:
    """Whether somebody may take a case now: of the roster, or the owner who was asked."""
    if case.owner_who is not None and case.owner_who not in await with_a_part(session, case):
        return True
    return bool(await eligible(kit, session, seals, case))
