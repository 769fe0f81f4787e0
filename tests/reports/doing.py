"""What the tests of reports do often: naming who takes them, telling, waiting, and looking into the tables."""

import contextlib
import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from data import cases
from data.base import Base, random_id
from data.cases import Case
from data.roster import ROSTER, RosterPerson
from tests.world import Message, World, custom_ids, fields_of, labels_of, newest_answer

TEN_MINUTES = timedelta(minutes=10, seconds=5)
WORDS = "He read my messages to my aunt out loud in the voice room, and laughed."
TELL, TELL_ABOUT = "Tell the team", "Tell the team about…"


# Who takes reports


async def roster(world: World, *keys: str) -> None:
    """Let these people of the cast be named and have accepted. They have to be of the team: `batbayar`, `shirin`."""
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        for place, key in enumerate(keys):
            actor = world.person(key)
            row = RosterPerson(
                id=random_id(),
                guild_id=world.guild.id,
                who=seals.who(ROSTER, actor.id),
                named_at=world.now() - timedelta(minutes=len(keys) - place),
                accepted_at=world.now(),
            )
            row.person = seals.seal(row, "person", str(actor.id))
            row.name = seals.seal(row, "name", shown_name(world, actor))
            row.handle = seals.seal(row, "handle", f"@{actor.name}")
            session.add(row)


async def team_room(world: World) -> None:
    """Let the admin choose #team as the team's room."""
    await world.set(world.admin, "server.team_room", "#team")


async def ready(world: World, *keys: str) -> None:
    """A server in which the team has a room, and Batbayar and Shirin take reports unless others are named."""
    await team_room(world)
    await roster(world, *(keys or ("batbayar", "shirin")))


def shown_name(world: World, actor: simcord.MemberActor) -> str:
    """The name that the server shows."""
    return world.env.backend.get_user(actor.id).global_name or actor.name


# Telling


async def message_of(world: World, actor: simcord.MemberActor, words: str, **how: Any) -> discord.Message:
    """Let somebody write a message in #general."""
    return await actor.send(world.general, words, **how)


async def hold(world: World, actor: simcord.MemberActor, what: Any) -> InteractionResult:
    """Hold a message or a person, Apps, *Tell the team*: the form that opens."""
    name = TELL_ABOUT if isinstance(what, simcord.MemberActor) else TELL
    return await actor.context_menu(world.general, name, what)


async def open_report(world: World, actor: simcord.MemberActor, *, in_letters: bool = False) -> InteractionResult:
    """Use `/report open`, in #general or in a direct message: the form that opens."""
    if not in_letters:
        return await actor.slash(world.general, "report open")
    opened: InteractionResult = await actor.user.slash("report open", server=str(world.guild.id))
    return opened


async def send(
    actor: simcord.MemberActor, opened: InteractionResult, *, in_letters: bool = False, **values: Any
) -> InteractionResult:
    """Send a form; boxes take lists of values, a people picker takes a person."""
    assert opened.modal is not None, "no form was opened"
    sent: dict[str, Any] = {}
    for field in fields_of(opened):
        name = field["custom_id"].partition(":")[0]
        chosen = [option["value"] for option in field.get("options", ()) if option.get("default")]
        before = chosen if field["type"] == 22 else chosen[0] if chosen else field.get("value")  # 22: boxes
        value = values.pop(name, before)
        if value is not None:
            sent[field["custom_id"]] = value
    assert not values, f"the form has no field {', '.join(values)}"
    answer: InteractionResult = await (actor.user if in_letters else actor).submit_modal(opened, sent)
    return answer


async def told(
    world: World,
    actor: simcord.MemberActor,
    *,
    words: str = WORDS,
    about: simcord.MemberActor | None = None,
    left_out: Sequence[simcord.MemberActor] = (),
    shown: bool = False,
) -> str:
    """Let somebody tell the team by `/report open`, and return the code name that they were given."""
    return receipt_of(await tell(world, actor, words=words, about=about, left_out=left_out, shown=shown))


async def tell(
    world: World,
    actor: simcord.MemberActor,
    *,
    words: str = WORDS,
    about: simcord.MemberActor | None = None,
    left_out: Sequence[simcord.MemberActor] = (),
    shown: bool = False,
) -> InteractionResult:
    """Let somebody tell the team by `/report open`, and return what they are answered."""
    values: dict[str, Any] = {"words": words, "name": "shown" if shown else "not_shown"}
    if about is not None:
        values["who"] = [about]
    if left_out:
        values["left_out"] = [str(each.id) for each in left_out]
    return await send(actor, await open_report(world, actor), **values)


def receipt_of(answer: InteractionResult) -> str:
    """The code name in an answer to a report."""
    first = "\n".join(str(part["content"]) for part in _texts(newest_answer(answer)))
    return first.partition("*")[2].strip("*").partition("*")[0]


def _texts(message: Message) -> list[dict[str, Any]]:
    from tests.world import TEXT, parts_of

    return [part for part in parts_of(message) if part["type"] == TEXT]


async def opened_from_mine(world: World, actor: simcord.MemberActor) -> InteractionResult:
    """Use `/report mine` and open the first that it lists."""
    listed = await actor.slash(world.general, "report mine")
    first = next(label for label in labels_of(listed) if label.startswith("Open "))
    return await world.press(actor, listed, first)


async def sent(world: World) -> None:
    """Let the ten minutes pass after which the team can read a report."""
    await world.env.advance_time(TEN_MINUTES.total_seconds())


# Looking into the tables


async def cases_of(world: World) -> list[Case]:
    """Every case there is, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Case).order_by(Case.kept_at, Case.id)))


async def case_of(world: World, receipt_name: str | None = None) -> Case:
    """The case of this code name; the newest without one."""
    found = [each for each in await cases_of(world) if receipt_name in (None, each.receipt_name)]
    assert found, "no such case"
    return found[-1]


async def opened(world: World, row: Base, field: str) -> str:
    """What a sealed column holds."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.known(session, world.guild.id)
        assert seals is not None
        return seals.open(row, field)


async def parts_in(world: World, case: Case) -> set[tuple[str, str]]:
    """Who has which part in a case: (part, user id or handle)."""
    async with world.bot.store.reading() as session:
        seals = await world.bot.kit.seals.known(session, world.guild.id)
        assert seals is not None
        return {(each.part, seals.open(each, "person")) for each in await cases.people(session, case.id)}


def row_of(answer: Message, label: str) -> int:
    """The row that a button is about."""
    return int(custom_ids(answer)[label].rpartition(":")[2])


def rows(world: World, table: str) -> list[tuple[Any, ...]]:
    """Everything that stands in a table."""
    with contextlib.closing(sqlite3.connect(world.bot.store.path)) as connection:
        return connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
