"""What the tests of circles do often: a circle that has begun, what it asks now, and whose turn it is."""

from collections.abc import Sequence

import discord
import simcord
from simcord.results import InteractionResult

from cogs.circles import keeping, names
from cogs.circles.circle import Agree, Begin, Circle, Done, Event, Join, MoveOn, Pace, Part, Seat, Stage, Volunteer
from data import cards, circle_prompts, circles
from data.base import new_id
from data.circles import CircleRow
from tests.reflections.doing import forge_press
from tests.world import World

FIVE = ("kavya", "rin", "aizhan", "farid", "mei")
HOST, OUTSIDER = "linh", "dilan"
PAIR = "bridges-one-word-two-meanings"
ROOM = "circles"
MOMENT = 3  # seconds: longer than a burst of changes waits to become one edit


async def a_circle(
    world: World,
    *tellers: str,
    listeners: Sequence[str] = (),
    host: str | None = HOST,
    pace: Pace = Pace.LIVE,
    mixed: bool = False,
    begun: bool = True,
) -> int:
    """Let these people of the cast sit in a circle, five unless named, and return its id.

    Args:
        world: Where.
        tellers: Who came to tell.
        listeners: Who came to listen.
        host: Who hosts.
        pace: Live or slow.
        mixed: Whether it goes on only with a facilitator as its host.
        begun: Whether the agreements are asked already.
    """
    if ROOM not in world.guild.channels:
        await world.create_room(ROOM)
    async with world.deed() as session:
        seals, now = await world.bot.kit.seals.of(session, world.guild.id), world.now()
        circle_id = new_id(now)
        row = CircleRow(
            id=circle_id,
            guild_id=world.guild.id,
            origin_id=circle_id,
            name=f"quiet lantern {circle_id % 1000}",
            theme="bridges",
            pair_id=PAIR,
            pace=pace,
            most=6,
            room_id=world.room(ROOM).id,
            zone="UTC",
            starts_at=now,
            made_at=now,
            stage=Stage.GATHERING,
            step=0,
            question=0,
            questions=len(circle_prompts.questions(circle_id)),
            host_seen_at=now,
            host_away=False,
            host_let_in=False,
            needs_facilitator=mixed,
        )
        row.title = seals.seal(row, "title", "Words we carried")
        keeping.host(seals, row, None if host is None else world.person(host).id)
        session.add(row)
        await session.flush()
        for part, keys in ((Part.TELLER, tellers or FIVE), (Part.LISTENER, listeners)):
            for key in keys:
                event = Join(world.person(key).id, keeping.new_seat_id(), part)
                await keeping.happens_in(world.bot.kit, session, world.guild.id, circle_id, event)
        if begun:
            few = len(tellers or FIVE) < 4
            await keeping.happens_in(world.bot.kit, session, world.guild.id, circle_id, Begin(few))
    await a_moment(world)
    return circle_id


async def a_moment(world: World) -> None:
    """Let what was changed in a burst be shown."""
    await world.pass_time(seconds=MOMENT)


# Looking


async def row_of(world: World, circle_id: int) -> CircleRow:
    """A circle's row."""
    async with world.bot.store.reading() as session:
        row = await circles.circle(session, world.guild.id, circle_id)
        assert row is not None
        return row


async def value_of(world: World, circle_id: int) -> Circle:
    """A circle as the engine sees it."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        row = await circles.circle(session, world.guild.id, circle_id)
        assert row is not None
        return await keeping.load(session, seals, row)


async def thread_of(world: World, circle_id: int) -> simcord.ChannelHandle:
    """The thread in which a circle meets."""
    row = await row_of(world, circle_id)
    (found,) = [thread for thread in world.room(ROOM).threads if thread.id == row.thread_id]
    return found


async def now_asked(world: World, circle_id: int) -> discord.Message:
    """The card of what is asked now."""
    row, thread = await row_of(world, circle_id), await thread_of(world, circle_id)
    async with world.bot.store.reading() as session:
        card = await cards.card_of(session, names.STEP_CARD, row.step_id or 0)
    assert card is not None
    (found,) = [message for message in world.messages(thread) if message.id == card.message_id]
    return found


async def seat_of(world: World, circle_id: int, key: str) -> Seat:
    """The seat of somebody of the cast."""
    seat = (await value_of(world, circle_id)).seat_of(world.person(key).id)
    assert seat is not None
    return seat


async def holder(world: World, circle_id: int) -> simcord.MemberActor | None:
    """Whose turn it is."""
    circle = await value_of(world, circle_id)
    if circle.holder is None:
        return None
    return who(world, circle.seat(circle.holder).person)


def who(world: World, person: int) -> simcord.MemberActor:
    """The actor with this Discord id."""
    return next(actor for key, actor in world._people.items() if actor.id == person)


# Doing


async def press_now(world: World, actor: simcord.MemberActor, circle_id: int, label: str) -> InteractionResult:
    """Press a button of what is asked now."""
    return await world.press(actor, await now_asked(world, circle_id), label)


async def press_blind(world: World, actor: simcord.MemberActor, verb: str, row_id: int) -> InteractionResult:
    """Press a button that this person does not see."""
    return await forge_press(world, actor, f"{verb}:{row_id}")


async def all_agree(world: World, circle_id: int) -> None:
    """Let everybody who has a seat agree."""
    for seat in (await value_of(world, circle_id)).present:
        await press_now(world, who(world, seat.person), circle_id, "I agree")
    await a_moment(world)


async def begin_round(world: World, circle_id: int, key: str | None = None) -> simcord.MemberActor:
    """Let somebody begin the round, the first in the order unless named, and return them."""
    circle = await value_of(world, circle_id)
    actor = who(world, circle.seat(circle.queue[0]).person) if key is None else world.person(key)
    await press_now(world, actor, circle_id, "I begin")
    await a_moment(world)
    return actor


async def take_turns(world: World, circle_id: int, label: str = "I’m done") -> None:
    """Let the round that is on come to its end, everybody pressing the same."""
    stage = (await value_of(world, circle_id)).stage
    while (circle := await value_of(world, circle_id)).stage is stage:
        if circle.holder is None:
            await begin_round(world, circle_id)
        else:
            await press_now(world, who(world, circle.seat(circle.holder).person), circle_id, label)
            await a_moment(world)


async def brought_to(world: World, circle_id: int, stage: Stage) -> None:
    """Bring a circle to a later stage at once: everybody has agreed and told, and the host went on."""
    async with world.deed() as session:
        kit, guild_id = world.bot.kit, world.guild.id
        row = await circles.circle(session, guild_id, circle_id)
        assert row is not None
        circle = await keeping.load(session, await kit.seals.of(session, guild_id), row)
        while circle.stage is not stage:
            for event in _next_events(circle):
                circle = await keeping.happens_in(kit, session, guild_id, circle_id, event)
    await a_moment(world)


def _next_events(circle: Circle) -> list[Event]:
    if circle.stage is Stage.AGREEMENTS:
        return [Agree(seat.person) for seat in circle.present if not seat.agreed]
    if circle.stage not in (Stage.ROUND_ONE, Stage.ROUND_TWO):
        assert circle.host is not None
        return [MoveOn(circle.host, circle.step)]
    if circle.holder is None:
        return [Volunteer(circle.seat(circle.queue[0]).person, circle.step)]
    return [Done(circle.seat(circle.holder).person, circle.step)]


async def lived_through(world: World, circle_id: int, stage: Stage) -> None:
    """Bring a circle to a later stage press by press: everybody agrees and tells, and the host goes on."""
    while (circle := await value_of(world, circle_id)).stage is not stage:
        if circle.stage is Stage.AGREEMENTS:
            await all_agree(world, circle_id)
        elif circle.stage in (Stage.ROUND_ONE, Stage.ROUND_TWO):
            await take_turns(world, circle_id)
        else:
            assert circle.host is not None
            label = "Close the circle" if circle.stage is Stage.CONSENT else "Go on"
            await press_now(world, who(world, circle.host), circle_id, label)
            await a_moment(world)
