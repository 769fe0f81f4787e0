"""What the tests of reflections, privacy and settings do often: turning on, writing, forging, what breaks."""

import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.backend.models import Overwrite
from simcord.enums import OverwriteType
from simcord.results import InteractionResult
from sqlalchemy import text

from bot.language import Text
from data import prompts
from data.prompts import Prompt
from tests import seams
from tests.builders import START
from tests.world import Message, World, custom_ids, fields_of, newest_answer

NINE = START + timedelta(hours=9)  # the first card is due then, in UTC
COMPONENT, FORM_SENT = 3, 5  # Discord's numbers of what an interaction is
_LABEL, _TEXT_INPUT = 18, 4


# Turning reflections on, and waiting


async def turn_on(world: World) -> None:
    """Let the admin choose the team's room and the room for reflections."""
    await world.set(world.admin, "server.team_room", "#team")
    await world.set(world.admin, "reflections.room", "#daily-reflection")


async def first_card(world: World) -> discord.Message:
    """Turn reflections on, and return the card of the first morning."""
    await turn_on(world)
    await world.pass_until(NINE)
    return world.card(world.daily)


def at(days: float = 0, *, hours: float = 0) -> datetime:
    """A moment some days and hours after the first card is due."""
    return NINE + timedelta(days=days, hours=hours)


async def pass_days(world: World, days: int) -> None:
    """Let days pass in which little happens, in long strides."""
    for _ in range(days):
        await world.env.advance_time(timedelta(days=1).total_seconds())


async def down_for(world: World, **span: float) -> None:
    """Let the bot be stopped for a while, and started again."""
    await world.bot.close()
    await world.env.advance_time(timedelta(**span).total_seconds())
    await world.restart()


# Writing


async def write(
    world: World, actor: simcord.MemberActor, card: Message, words: str, *, readers: str = "me"
) -> InteractionResult:
    """Answer a card: Reflect, words, submit."""
    return await world.fill(actor, await world.press(actor, card, "Reflect"), words=words, readers=readers)


async def shared(world: World, actor: simcord.MemberActor, card: Message, words: str) -> InteractionResult:
    """Answer a card for everyone."""
    return await write(world, actor, card, words, readers="everyone")


async def reflect(world: World, actor: simcord.MemberActor, words: str, *, readers: str = "me") -> InteractionResult:
    """Use /reflect, fill in the form, submit."""
    return await world.fill(actor, await actor.slash(world.general, "reflect"), words=words, readers=readers)


def says(said: str, text: Text) -> bool:
    """Whether a sentence stands in what was said, in English, whatever was filled into it."""
    forms = [form for form in (text.source, text.plural) if form is not None]
    patterns = [".*?".join(map(re.escape, re.split(r"\{\w+\}", form))) for form in forms]
    return any(re.search(pattern, said, re.DOTALL) for pattern in patterns)


def entry_of(answer: InteractionResult) -> int:
    """The entry that a private answer is about, from its buttons."""
    numbers = {custom_id.rpartition(":")[2] for custom_id in custom_ids(newest_answer(answer)).values()}
    assert len(numbers) == 1, numbers
    return int(numbers.pop())


def form_text(opened: InteractionResult) -> str:
    """What an opened form says above its fields."""
    assert opened.modal is not None
    return "\n".join(str(part["content"]) for part in opened.modal["components"] if "content" in part)


def prompt_in(said: str) -> Prompt:
    """The prompt whose wording stands in a text."""
    (found,) = [each for each in prompts.bank() if each.text in said]
    return found


def first_sends(world: World, room: simcord.ChannelHandle) -> list[dict[str, Any]]:
    """The bodies of the messages that Banyan sent, or tried to send, in a room."""
    return world.sent("POST", f"/channels/{room.id}/messages")


# What no real client would send


async def send_form(
    world: World, actor: simcord.MemberActor, opened: InteractionResult, **values: str
) -> InteractionResult:
    """Send a form with values that a client would not let through."""
    assert opened.modal is not None
    parts = [
        {
            "type": _LABEL,
            "component": {
                "type": field["type"],
                "custom_id": field["custom_id"],
                "value": values.get(field["custom_id"].partition(":")[0], "me"),
            },
        }
        for field in fields_of(opened)
    ]
    data = {"custom_id": opened.modal["custom_id"], "components": parts}
    return await forge(world, actor, FORM_SENT, data)


async def forge_press(world: World, actor: simcord.MemberActor, custom_id: str) -> InteractionResult:
    """Press a button that this person was never shown."""
    return await forge(world, actor, COMPONENT, {"custom_id": custom_id, "component_type": 2})


async def forge_form(world: World, actor: simcord.MemberActor, custom_id: str, words: str) -> InteractionResult:
    """Send a form that this person never opened."""
    field = {"type": _TEXT_INPUT, "custom_id": "words:1", "value": words}
    return await forge(
        world, actor, FORM_SENT, {"custom_id": custom_id, "components": [{"type": _LABEL, "component": field}]}
    )


async def forge(world: World, actor: simcord.MemberActor, kind: int, data: dict[str, Any]) -> InteractionResult:
    """Send an interaction of one's own making."""
    result = await seams.forge(actor, world.general, kind, data)
    assert isinstance(result, InteractionResult)
    return result


# What happens to rooms


async def forbid(world: World, room: simcord.ChannelHandle, *permissions: str) -> None:
    """Take permissions from Banyan in a room; without any named, give all back."""
    denied = discord.Permissions(**dict.fromkeys(permissions, True)).value
    me = world.env.backend.bot_user.id
    world.env.backend.set_overwrite(room.id, Overwrite(target_id=me, type=OverwriteType.MEMBER, allow=0, deny=denied))
    await world.env.settle()


async def remove(world: World, room: simcord.ChannelHandle) -> None:
    """Delete a room or thread, as somebody with Manage Channels does."""
    world.env.backend.delete_channel(room.id)
    await world.env.settle()


async def archive(world: World, thread: simcord.ChannelHandle) -> None:
    """Let a thread be archived, as Discord does after a quiet day."""
    world.env.backend.edit_channel(thread.id, {}, thread_metadata={"archived": True})
    await world.env.settle()


# The file


def rows(world: World, table: str) -> list[tuple[Any, ...]]:
    """Everything that stands in a table."""
    with contextlib.closing(sqlite3.connect(world.bot.store.path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608


def bytes_on_disk(database: Path) -> bytes:
    """What stands in the file and in its write-ahead log, byte for byte."""
    log = database.with_name(database.name + "-wal")
    return database.read_bytes() + (log.read_bytes() if log.exists() else b"")


@contextlib.contextmanager
def locked(world: World) -> Iterator[None]:
    """Let another program hold the file's write lock."""
    with contextlib.closing(sqlite3.connect(world.bot.store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextlib.contextmanager
def read_by_another(world: World) -> Iterator[None]:
    """Let another program be in the middle of reading the file."""
    with contextlib.closing(sqlite3.connect(world.bot.store.path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT * FROM jobs").fetchall()
        yield
        other.execute("ROLLBACK")


@contextlib.asynccontextmanager
async def full_disk(world: World) -> AsyncIterator[None]:
    """Let the file not grow by a single page."""
    async with world.bot.store._writer.connect() as connection:
        pages = (await connection.execute(text("PRAGMA page_count"))).scalar_one()
        await connection.execute(text(f"PRAGMA max_page_count={pages}"))
    yield
    async with world.bot.store._writer.connect() as connection:
        await connection.execute(text("PRAGMA max_page_count=1073741823"))
