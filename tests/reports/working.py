"""What the tests of the team's side do often: letting a case wait, opening it, showing it."""

from datetime import timedelta

import discord
import simcord
from simcord.results import InteractionResult

from cogs.reports.gate import NO_SUCH_CASE
from data import roster, trail
from data.cases import Case
from tests.reports import doing
from tests.world import World, newest_answer, text_of

REFUSED = NO_SUCH_CASE.in_("en")


async def waiting(world: World, *keys: str, words: str = doing.WORDS, by: str = "kavya") -> Case:
    """Let somebody (Kavya) tell the team about Rin, and ten minutes pass; the first time, make the server ready."""
    async with world.bot.store.reading() as session:
        is_ready = bool(await roster.everyone(session, world.guild.id))
    if not is_ready:
        await doing.ready(world, *keys)
    name = await doing.told(world, world.person(by), about=world.other, words=words)
    await doing.sent(world)
    return await doing.case_of(world, name)


def cards_of(world: World, case: Case) -> list[discord.Message]:
    """The messages about a case in the team's room."""
    return [card for card in world.messages(world.team) if f"*{case.team_name}*" in text_of(card)]


async def opened(world: World, actor: simcord.MemberActor, case: Case) -> InteractionResult:
    """Let somebody press Open on the card of a case."""
    (card,) = cards_of(world, case)
    return await world.press(actor, card, "Open the case")


async def shown(world: World, actor: simcord.MemberActor, case: Case) -> InteractionResult:
    """Let somebody open a case, and press Show."""
    return await world.press(actor, await opened(world, actor, case), "Show the case")


async def more(world: World, actor: simcord.MemberActor, case: Case) -> InteractionResult:
    """Let somebody open a case, show it, and press More."""
    return await world.press(actor, await shown(world, actor, case), "More")


def newest(answer: InteractionResult) -> str:
    """What the newest message of an answer says."""
    return text_of(newest_answer(answer))


async def may_write(world: World, case: Case) -> None:
    """Let the reporter have said that Banyan may write."""
    async with world.deed() as session:
        row = await session.get(Case, case.id)
        assert row is not None
        row.may_write = True


async def again(world: World, case: Case) -> Case:
    """The case as it stands now."""
    return await doing.case_of(world, case.receipt_name)


async def done_in(world: World, case: Case) -> list[str]:
    """What the trail says of a case, oldest first."""
    async with world.bot.store.reading() as session:
        return [entry.what for entry in await trail.of_case(session, world.guild.id, case.id)]


async def loses_the_role(world: World, actor: simcord.MemberActor) -> None:
    """Take every role from somebody."""
    world.env.backend.edit_member(world.guild.id, actor.id, {"role_ids": []})
    await world.env.settle()


async def later(world: World, **span: float) -> None:
    """Let time pass in which little happens, in strides of a day."""
    left = timedelta(**span)
    while left > timedelta():
        stride = min(left, timedelta(days=1))
        await world.env.advance_time(stride.total_seconds())
        left -= stride


async def has_the_role(world: World, actor: simcord.MemberActor) -> None:
    """Make somebody a moderator."""
    role = world.guild.roles["Moderator"]
    world.env.backend.add_member_role(world.guild.id, actor.id, role.id)
    await world.env.settle()


def owns_the_server(world: World, actor: simcord.MemberActor) -> None:
    """Let the server have passed to somebody."""
    world.env.backend.guilds[world.guild.id].owner_id = actor.id
    guild = world.bot.get_guild(world.guild.id)
    assert guild is not None
    guild.owner_id = actor.id
