"""Who may do what in circles: facilitators and the team lead, members where the server allows."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person, Standing
from bot.kit import Kit
from bot.server_settings import Values, values_in
from cogs.circles import names
from data import circles


def leads(person: Person, values: Values) -> bool:
    """Return whether somebody leads circles here: a facilitator, or of the team."""
    role_id = values.id(names.FACILITATORS)
    return person.standing >= Standing.MODERATOR or (role_id is not None and role_id in person.role_ids)


async def leads_here(kit: Kit, session: AsyncSession, person: Person) -> bool:
    """Return whether somebody leads circles in their server now."""
    return leads(person, await values_in(session, kit.server_settings, person.server_id))


async def leads_in(kit: Kit, session: AsyncSession, person: Person, circle_id: int) -> bool:
    """Return whether somebody leads a circle now: who leads circles here, and may lead this one."""
    seals = await kit.seals.of(session, person.server_id)
    absent, now = seals.who(circles.ABSENT, person.user_id), kit.clock()
    absence = await circles.absence_of(session, person.server_id, absent, circle_id=circle_id, now=now, to_lead=True)
    return absence is None and await leads_here(kit, session, person)


def may_open(person: Person, values: Values) -> bool:
    """Return whether somebody may open a circle: who leads, and members where only adults are and the server allows."""
    open_to_members = values.text(names.MEMBERS_MAY_OPEN) == "on" and values.text(names.AGES) == "adults"
    return leads(person, values) or open_to_members
