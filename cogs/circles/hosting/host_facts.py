"""What those who look after circles see of them: what everybody in the circle sees, and nothing more. Only reads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import keeping
from cogs.circles.circle import Circle, Part
from cogs.circles.hosting import host_texts as texts
from cogs.circles.hosting.host_actions import must_lead
from data import circles
from data.circles import CircleRow
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Listed:
    """One circle in the list.

    Attributes:
        id: The circle.
        name: Its code name.
        title: What its invitation is called.
        circle: The circle as a value.
        moved_at: When it last went on.
        step_id: What it asks now, None before it has begun.
        thread_id: Its thread, None while there is none.
    """

    id: int
    name: str
    title: str
    circle: Circle
    moved_at: datetime
    step_id: int | None
    thread_id: int | None

    @property
    def tellers(self) -> int:
        """How many came to tell."""
        return len(self.circle.tellers)

    @property
    def listeners(self) -> tuple[int, ...]:
        """Who came to listen."""
        return tuple(seat.person for seat in self.circle.present if seat.part is Part.LISTENER)


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody whom the team took out of the circle, and why."""

    person: int
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One circle for those who look after circles."""

    listed: Listed
    taken_out: tuple[TakenOut, ...]


async def open_circles(kit: Kit, *, by: Person) -> list[Listed]:
    """Return every circle of the server that has not ended, the oldest first.

    Raises:
        Refusal: when they do not lead circles here.
    """
    async with kit.store.reading() as session:
        await must_lead(kit, session, by)
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return []
        return [await _listed(session, seals, row) for row in await circles.open_circles(session, by.server_id)]


async def page(kit: Kit, *, by: Person, circle_id: int) -> Page:
    """Return one circle, whether it has ended or not.

    Raises:
        Refusal: when they do not lead circles here, or there is none.
    """
    async with kit.store.reading() as session:
        await must_lead(kit, session, by, circle_id)
        row = await circles.circle(session, by.server_id, circle_id)
        seals = await kit.seals.known(session, by.server_id)
        if row is None or seals is None:
            raise Refusal(texts.PICK_ONE)
        listed = await _listed(session, seals, row)
        return Page(listed, await _taken_out(session, seals, row.id))


async def named(kit: Kit, *, by: Person, typed: str) -> int:
    """Return the one circle that has this code name or title.

    Raises:
        Refusal: when they do not lead circles here, or none is meant.
    """
    wanted = typed.strip().casefold()
    found = [
        each.id for each in await open_circles(kit, by=by) if wanted in (each.name.casefold(), each.title.casefold())
    ]
    if len(found) != 1:
        raise Refusal(texts.PICK_ONE)
    return found[0]


async def _listed(session: AsyncSession, seals: GuildSeals, row: CircleRow) -> Listed:
    step = None if row.step_id is None else await circles.step(session, row.guild_id, row.step_id)
    return Listed(
        id=row.id,
        name=row.name,
        title=seals.open(row, "title"),
        circle=await keeping.load(session, seals, row),
        moved_at=row.made_at if step is None else step.made_at,
        step_id=row.step_id,
        thread_id=None if row.thread_gone_at is not None else row.thread_id,
    )


async def _taken_out(session: AsyncSession, seals: GuildSeals, circle_id: int) -> tuple[TakenOut, ...]:
    """Return whom the team took out of this circle. What a decision of the team keeps them out of is not for here."""
    return tuple(
        TakenOut(int(seals.open(each, "person")), seals.open(each, "reason"))
        for each in await circles.absences_from(session, seals.guild_id, circle_id)
        if each.reason is not None
    )
