"""What the tests of afterwards do often: a circle in which something was told, its end, and what is kept of it."""

import contextlib
import sqlite3
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.circles import keeping
from cogs.circles.circle import Agree, Done, End, Event, Pass, Volunteer
from data import circles
from data.circles import SeatRow, Story
from tests.circles.doing import HOST, a_circle, a_moment, now_asked, press_now, row_of, thread_of, value_of
from tests.reports.doing import send
from tests.world import World

FOUR = ("kavya", "rin", "farid", "mei")
OUTSIDER = "tenzin"
STORY = "My grandmother kept the key of a house that is gone."
SAVE = "Save my story"


async def happen(world: World, circle_id: int, *events: Event) -> None:
    """Let things happen in a circle, one after the other, in one deed."""
    async with world.deed() as session:
        for event in events:
            await keeping.happens_in(world.bot.kit, session, world.guild.id, circle_id, event)
    await a_moment(world)


async def agreed(world: World, *keys: str) -> int:
    """A circle of four in which everybody has agreed, or of those named; its first round begins."""
    circle_id = await a_circle(world, *(keys or FOUR))
    everybody = (await value_of(world, circle_id)).present
    await happen(world, circle_id, *(Agree(seat.person) for seat in everybody))
    return circle_id


async def tell(world: World, circle_id: int, key: str, words: str = STORY, *, note: str = "") -> None:
    """Let somebody begin the round and tell something through the form."""
    actor = world.person(key)
    await happen(world, circle_id, Volunteer(actor.id, (await value_of(world, circle_id)).step))
    form = await press_now(world, actor, circle_id, "Tell through a form")
    await world.fill(actor, form, words=words, note=note)
    await happen(world, circle_id, Done(actor.id, (await value_of(world, circle_id)).step))


async def others_pass(world: World, circle_id: int) -> None:
    """Let everybody who is still asked in the round that is on pass."""
    circle = await value_of(world, circle_id)
    async with world.deed() as session:
        while circle.holder is not None:
            event = Pass(circle.seat(circle.holder).person, circle.step)
            circle = await keeping.happens_in(world.bot.kit, session, world.guild.id, circle_id, event)
    await a_moment(world)


async def asks_for_consent(world: World, *keys: str, words: str = STORY, note: str = "") -> int:
    """A circle in which Kavya told something, and in which each teller is asked what becomes of it."""
    circle_id = await agreed(world, *keys)
    await tell(world, circle_id, "kavya", words, note=note)
    await happen(world, circle_id, End(world.person(HOST).id))
    return circle_id


async def close(world: World, circle_id: int) -> None:
    """Let the host close a circle."""
    await happen(world, circle_id, End(world.person(HOST).id))
    assert (await row_of(world, circle_id)).closed_at is not None


async def closed(world: World, *, keep: str = "", **how: Any) -> int:
    """A circle that has ended, in which Kavya told something and pressed this button for it."""
    circle_id = await asks_for_consent(world, **how)
    if keep:
        await world.press(world.member, await my_stories(world, world.member, circle_id), keep)
    await close(world, circle_id)
    return circle_id


async def until_thread_goes(world: World) -> None:
    """Let the two days pass after which the thread goes."""
    await world.pass_time(hours=48, seconds=30)


# One's own stories


async def my_stories(world: World, actor: simcord.MemberActor, circle_id: int) -> InteractionResult:
    """Press *My stories* on the card that asks for consent."""
    return await world.press(actor, await now_asked(world, circle_id), "My stories")


async def archive(world: World, actor: simcord.MemberActor) -> InteractionResult:
    """Use `/circle archive`."""
    return await actor.slash(world.general, "circle archive")


async def story_in_archive(world: World, actor: simcord.MemberActor, number: int = 1) -> InteractionResult:
    """Open a story of the archive."""
    return await world.press(actor, await archive(world, actor), f"Read {number}")


async def withdraw(world: World, actor: simcord.MemberActor, shown: InteractionResult) -> InteractionResult:
    """Press *Keep nothing*, and again when asked."""
    return await world.press(actor, await world.press(actor, shown, "Keep nothing"), "Keep nothing")


async def write(world: World, circle_id: int, actor: simcord.MemberActor, words: str, **how: Any) -> discord.Message:
    """Let somebody write a message in a circle's thread."""
    return await actor.send(await thread_of(world, circle_id), words, **how)


async def hold(world: World, actor: simcord.MemberActor, message: discord.Message) -> InteractionResult:
    """Hold a message, Apps, *Save my story*."""
    room = next(each for each in [*world.guild.channels.values(), *_threads(world)] if each.id == message.channel.id)
    return await actor.context_menu(room, SAVE, message)


def _threads(world: World) -> list[simcord.ChannelHandle]:
    return [thread for room in world.guild.channels.values() for thread in room.threads]


async def save(world: World, actor: simcord.MemberActor, message: discord.Message, **values: Any) -> InteractionResult:
    """Hold a message of one's own, fill in the form, submit."""
    return await send(actor, await hold(world, actor, message), **values)


# Looking


async def stories(world: World) -> list[Story]:
    """Every story there is, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Story).order_by(Story.made_at, Story.id)))


async def words_of(world: World, story: Story) -> str:
    """What a story says."""
    async with world.bot.store.reading() as session:
        return (await world.bot.kit.seals.of(session, world.guild.id)).open(story, "words")


async def seat_row(world: World, circle_id: int, key: str) -> SeatRow | None:
    """The row of somebody's seat."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        return await circles.seat_of(session, circle_id, seals.who(circles.SEAT, world.person(key).id))


async def thread_text(world: World, circle_id: int) -> str:
    """Everything that stands in a circle's thread."""
    return world.room_text(await thread_of(world, circle_id))


def rows(world: World, table: str) -> list[tuple[Any, ...]]:
    """Everything that stands in a table."""
    with contextlib.closing(sqlite3.connect(world.bot.store.path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
