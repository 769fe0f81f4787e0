"""What other features may ask of circles: who cannot sit in one, another host, where a report came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import keeping, names, who
from cogs.circles.circle import Leave, TakeOver
from cogs.circles.hosting import host_texts as texts
from data import circles, jobs
from data.base import random_id
from data.circles import ABSENT, SEAT, Absence, CircleRow
from data.sealing import GuildSeals

# Who cannot sit in a circle


async def may_sit(
    session: AsyncSession, seals: GuildSeals, guild_id: int, user_id: int, circle_id: int, now: datetime
) -> None:
    """Refuse a seat to whom the team removed from this circle, or from all for now.

    Args:
        session: A look or a deed.
        seals: The server's.
        guild_id: The server.
        user_id: Who wants to sit.
        circle_id: In which circle.
        now: The current moment.

    Raises:
        Refusal: saying until when.
    """
    absence = await circles.absence_of(session, guild_id, seals.who(ABSENT, user_id), circle_id=circle_id, now=now)
    if absence is None:
        return
    if absence.circle_id is not None:
        raise Refusal(texts.OUT_OF_THIS)
    if absence.until is None:
        raise Refusal(texts.OUT)
    raise Refusal(texts.OUT_UNTIL, when=f"<t:{int(absence.until.timestamp())}:f>")


async def may_host(
    session: AsyncSession, seals: GuildSeals, guild_id: int, user_id: int, circle_id: int, now: datetime
) -> None:
    """Refuse to let somebody host or lead a circle who may not sit in it, or in whose place the team hosted it.

    Args:
        session: A look or a deed.
        seals: The server's.
        guild_id: The server.
        user_id: Who wants to host or lead.
        circle_id: Which circle.
        now: The current moment.

    Raises:
        Refusal: saying until when, or that others look after it.
    """
    await may_sit(session, seals, guild_id, user_id, circle_id, now)
    absent = seals.who(ABSENT, user_id)
    if await circles.absence_of(session, guild_id, absent, circle_id=circle_id, now=now, to_lead=True) is not None:
        raise Refusal(texts.OTHERS_LEAD)


async def keep_out(
    kit: Kit, session: AsyncSession, guild_id: int, *, user_id: int, until: datetime | None, measure_id: int
) -> None:
    """Keep somebody out of all circles, in the deed that begins or changes a measure. May be done again.

    Args:
        kit: What actions need.
        session: The deed.
        guild_id: The server.
        user_id: Who.
        until: Until when, None for good; another end than before takes its place.
        measure_id: The measure it belongs to.
    """
    seals = await kit.seals.of(session, guild_id)
    absence = await circles.absence_of_measure(session, guild_id, measure_id)
    if absence is not None:
        absence.until = until
        return
    absence = new_absence(kit, seals, user_id)
    absence.measure_id, absence.until = measure_id, until
    running = await circles.open_with(session, guild_id, seals.who(SEAT, user_id))
    await take_out(kit, session, absence, user_id, running)


async def let_in(session: AsyncSession, guild_id: int, *, measure_id: int) -> bool:
    """End what a measure kept somebody out of, in the deed that ends or takes back the measure. May be done again.

    Returns whether it kept them out.
    """
    absence = await circles.absence_of_measure(session, guild_id, measure_id)
    if absence is not None:
        await session.delete(absence)
    return absence is not None


def new_absence(kit: Kit, seals: GuildSeals, user_id: int) -> Absence:
    """Return a new row that keeps somebody out, of all circles and for good unless it is told more."""
    now = kit.clock()
    absence = Absence(id=random_id(), guild_id=seals.guild_id, who=seals.who(ABSENT, user_id), made_at=now)
    absence.person = seals.seal(absence, "person", str(user_id))
    return absence


async def take_out(kit: Kit, session: AsyncSession, absence: Absence, user_id: int, rows: Sequence[CircleRow]) -> None:
    """Keep an absence: somebody's seats are free at once, and they are to leave the threads."""
    session.add(absence)
    await session.flush()
    for row in rows:
        await keeping.happens_in(kit, session, row.guild_id, row.id, Leave(by=user_id))
    now, safety = kit.clock(), jobs.Urgency.SAFETY
    await jobs.ask(session, names.LEAVE_THREAD, absence.id, guild_id=absence.guild_id, at=now, urgency=safety)


# Another host


async def hosted_by(session: AsyncSession, seals: GuildSeals, user_ids: Sequence[int]) -> list[str]:
    """Return the code names of the circles that have not ended and that one of these people hosts."""
    return [row.name for row in await _hosted_by(session, seals, user_ids)]


async def replace_host(kit: Kit, session: AsyncSession, by: Person, *, host_ids: Sequence[int]) -> list[str]:
    """Let somebody host, from now on, every circle that one of these people hosts, in the deed of whoever may say so.

    Whether they may is asked before. Nothing that is kept says why: it is a change of host like any other.

    Returns the circles' code names.

    Raises:
        Refusal: when they may not host one of them themselves.
    """
    seals, now = await kit.seals.of(session, by.server_id), kit.clock()
    rows = await _hosted_by(session, seals, host_ids)
    for row in rows:
        await may_host(session, seals, by.server_id, by.user_id, row.id, now)
        await host_instead(kit, session, by, row)
    return [row.name for row in rows]


async def host_instead(kit: Kit, session: AsyncSession, by: Person, row: CircleRow) -> None:
    """Let somebody of the team host a circle at once, in the deed of whoever may say so.

    Whoever hosted it until now takes part like everybody else and leads it no more. It is so for every reason: were
    it so only while a case is about them, they could tell from it that there is one.
    """
    seals = await kit.seals.of(session, row.guild_id)
    before = None if row.host is None else int(seals.open(row, "host"))
    await keeping.happens_in(kit, session, row.guild_id, row.id, TakeOver(by.user_id, leads=True, at_once=True))
    if before is not None and before != by.user_id:
        await _leads_no_more(kit, session, seals, before, row.id)


async def split_off(kit: Kit, session: AsyncSession, seals: GuildSeals, row: CircleRow, other_id: int) -> None:
    """Let whoever may sit in a circle but not lead it not lead one that is split off from it either."""
    for absence in await circles.absences_from(session, row.guild_id, row.id):
        if absence.sits:
            await _leads_no_more(kit, session, seals, int(seals.open(absence, "person")), other_id)


async def _leads_no_more(kit: Kit, session: AsyncSession, seals: GuildSeals, user_id: int, circle_id: int) -> None:
    absence = new_absence(kit, seals, user_id)
    absence.circle_id, absence.sits = circle_id, True
    session.add(absence)
    await session.flush()


async def _hosted_by(session: AsyncSession, seals: GuildSeals, user_ids: Sequence[int]) -> list[CircleRow]:
    hosts = {seals.who(SEAT, user_id) for user_id in user_ids}
    return [row for row in await circles.open_circles(session, seals.guild_id) if row.host_who in hosts]


# Where a report came from


@dataclass(frozen=True, slots=True)
class Context:
    """A circle, as a report that was told from it names it."""

    name: str
    thread_id: int | None


async def context_of(kit: Kit, by: Person, step_id: int) -> Context | None:
    """Return the circle whose button somebody pressed, None where they have no part in it."""
    async with kit.store.reading() as session:
        step = await circles.step(session, by.server_id, step_id)
        row = None if step is None else await circles.circle(session, by.server_id, step.circle_id)
        seals = await kit.seals.known(session, by.server_id)
        if row is None or seals is None:
            return None
        person = seals.who(SEAT, by.user_id)
        has_a_part = row.host_who == person or await circles.seat_of(session, row.id, person) is not None
        if not has_a_part and not await who.leads_here(kit, session, by):
            return None
        return Context(row.name, row.thread_id)
