"""What the tests of hosting do often: roles, the page of those who lead, cases about somebody in a circle."""

import discord
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from data.circles import ABSENT, Absence, CircleRow
from tests.circles.doing import row_of, thread_of
from tests.reflections.doing import forge_press
from tests.world import World

LED = "Circle keeper"


async def facilitators(world: World, *keys: str) -> None:
    """Let the admin choose a role for facilitators, and let these people have it."""
    role = world.guild.create_role(LED, permissions=discord.Permissions(manage_threads=True))
    for key in keys:
        world.env.backend.add_member_role(world.guild.id, world.person(key).id, role.id)
    await world.set(world.admin, "circles.facilitators", LED)


def no_longer_leads(world: World, key: str) -> None:
    """Take the facilitators' role from somebody."""
    role = world.guild.roles[LED]
    world.env.backend.remove_member_role(world.guild.id, world.person(key).id, role.id)


async def manage(world: World, actor: simcord.MemberActor, circle_id: int) -> InteractionResult:
    """Use `/circles manage`."""
    return await actor.slash(world.general, "circles manage", circle=str(circle_id))


async def take_out(
    world: World, actor: simcord.MemberActor, circle_id: int, person: simcord.MemberActor, reason: str = "Shouting"
) -> InteractionResult:
    """Press *Take somebody out* on the page of a circle, pick somebody, give the reason, submit."""
    from tests.reports.doing import send

    opened = await world.press(actor, await manage(world, actor, circle_id), "Take somebody out")
    return await send(actor, opened, who=[person], words=reason)


async def press(world: World, actor: simcord.MemberActor, verb: str, row_id: int) -> InteractionResult:
    """Press a button by where it leads."""
    return await forge_press(world, actor, f"{verb}:{row_id}")


async def step_of(world: World, circle_id: int) -> int:
    """The row of what a circle asks now."""
    step_id = (await row_of(world, circle_id)).step_id
    assert step_id is not None
    return step_id


async def absences(world: World) -> list[Absence]:
    """Whoever cannot sit in circles, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Absence).order_by(Absence.id)))


async def circles_now(world: World) -> list[CircleRow]:
    """Every circle."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(CircleRow).order_by(CircleRow.id)))


async def absent_who(world: World, actor: simcord.MemberActor) -> bytes:
    """The digest under which somebody's absence is kept."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        return seals.who(ABSENT, actor.id)


async def thread_people(world: World, circle_id: int) -> set[int]:
    """Whom Discord has in a circle's thread."""
    thread = await thread_of(world, circle_id)
    return set(world.env.backend.get_channel(thread.id).thread_members)
