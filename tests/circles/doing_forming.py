"""What the tests of forming do often: a server in which circles are open, an invitation, people who join."""

import discord
import simcord
from simcord.results import InteractionResult

from cogs.circles import keeping, names
from cogs.circles.circle import Circle
from data import cards, circles
from data.circles import CircleRow, SeatRow
from tests.circles.doing import ROOM, a_moment
from tests.world import World

TITLE = "Words we carried"
TELLERS = ("kavya", "rin", "aizhan", "farid", "mei", "tenzin", "dilan", "batbayar", "shirin", "amihan", "mehwish")
"""Eleven of the cast, whoever may host left out."""


async def ready(world: World, *, ages: str = "adults") -> None:
    """Let the admin choose a room for circles and a role for facilitators, which Linh has."""
    await world.create_room(ROOM)
    await world.set(world.admin, "circles.room", f"#{ROOM}")
    await world.set(world.admin, "circles.facilitators", "Facilitator")
    await world.set(world.admin, "circles.ages", ages)


def host(world: World) -> simcord.MemberActor:
    """Linh, a facilitator."""
    return world.person("linh")


async def opened(world: World, actor: simcord.MemberActor | None = None, **fields: str) -> InteractionResult:
    """Use `/circle open`, fill in the form, submit: what the host reads."""
    actor = actor or host(world)
    form = await actor.slash(world.general, "circle open")
    return await world.fill(actor, form, **{"title": TITLE, **fields})


async def invited(world: World, actor: simcord.MemberActor | None = None, **fields: str) -> int:
    """Open a circle, and return its id."""
    before = {row.id for row in await rows(world)}
    answer = await opened(world, actor, **fields)
    fresh = [row.id for row in await rows(world) if row.id not in before]
    assert len(fresh) == 1, world.said(answer)
    await a_moment(world)
    return fresh[0]


async def join(world: World, circle_id: int, *keys: str, label: str = "Join") -> InteractionResult:
    """Let people press a button of the invitation, one after the other; what the last of them reads."""
    for key in keys:
        answer = await press(world, key, circle_id, label)
    await a_moment(world)
    return answer


async def press(world: World, key: str, circle_id: int, label: str) -> InteractionResult:
    """Let somebody press a button of an invitation."""
    return await world.press(world.person(key), await card(world, circle_id), label)


async def begun(world: World, circle_id: int, key: str = "linh") -> InteractionResult:
    """Let the host press *Begin*."""
    answer = await press(world, key, circle_id, "Begin")
    await a_moment(world)
    return answer


async def card(world: World, circle_id: int) -> discord.Message:
    """The invitation of a circle."""
    async with world.bot.store.reading() as session:
        kept = await cards.card_of(session, names.INVITATION_CARD, circle_id)
    assert kept is not None
    (found,) = [message for message in world.messages(world.room(ROOM)) if message.id == kept.message_id]
    return found


async def rows(world: World) -> list[CircleRow]:
    """Every circle that has not ended, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await circles.open_circles(session, world.guild.id))


async def values(world: World) -> list[Circle]:
    """Every circle that has not ended, as the engine sees it, oldest first."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        return [await keeping.load(session, seals, row) for row in await circles.open_circles(session, world.guild.id)]


async def seat_row(world: World, circle_id: int, key: str) -> SeatRow:
    """The row of somebody's seat."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        found = await circles.seat_of(session, circle_id, seals.who(circles.SEAT, world.person(key).id))
    assert found is not None
    return found


def keys_in(world: World, circle: Circle) -> list[str]:
    """Who sits in a circle, in its order."""
    of_id = {actor.id: key for key, actor in world._people.items()}
    return [of_id[seat.person] for seat in circle.present]


async def kept_apart(world: World, key: str, other: str) -> InteractionResult:
    """Let somebody put another on their list, by `/circle keep-apart`."""
    from tests.reports.doing import send

    actor = world.person(key)
    listed = await actor.slash(world.general, "circle keep-apart")
    return await send(actor, await world.press(actor, listed, "Add somebody"), who=[world.person(other)])


def events(world: World) -> list[simcord.backend.models.ScheduledEvent]:
    """The events of the server."""
    return list(world.env.backend.get_guild(world.guild.id).scheduled_events.values())
