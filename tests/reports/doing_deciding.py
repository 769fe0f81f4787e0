"""What the tests of decisions do often: a case that can be decided, form, preview, and what Discord was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.reports.deciding import measure_texts as texts
from data.cases import Case
from data.measures import Decision, Measure
from tests.reports import doing
from tests.world import Message, World, custom_ids, labels_of, newest_answer, text_of

RULE = "No slurs"
FULL = discord.Permissions(
    moderate_members=True, manage_messages=True, kick_members=True, ban_members=True, view_channel=True
)


@dataclass
class Ready:
    """A case that can be decided.

    Attributes:
        case: It.
        subject: Whom it is about.
    """

    case: Case
    subject: simcord.MemberActor


async def ready(
    world: World,
    *,
    about: simcord.MemberActor | None = None,
    teller: simcord.MemberActor | None = None,
    takers: Sequence[str] = ("batbayar", "shirin"),
    message: str | None = None,
) -> Ready:
    """A server in which moderators may kick and ban, and a case about Rin (or another) that the team can read."""
    may_all(world, *takers)
    await doing.ready(world, *takers)
    return await another(world, about=about or world.other, teller=teller or world.member, message=message)


async def another(
    world: World, *, about: simcord.MemberActor, teller: simcord.MemberActor, message: str | None = None
) -> Ready:
    """One more case."""
    if message is None:
        await doing.told(world, teller, about=about)
    else:
        held = await doing.message_of(world, about, message)
        await doing.send(teller, await doing.hold(world, teller, held))
    await doing.sent(world)
    return Ready(await doing.case_of(world), about)


def may_all(world: World, *keys: str) -> None:
    """Let people of the team time out, kick and ban."""
    role = world.guild.create_role("Keeper", permissions=FULL)
    for key in keys:
        world.env.backend.add_member_role(world.guild.id, world.person(key).id, role.id)


async def press(world: World, actor: simcord.MemberActor, verb: str, row: int) -> InteractionResult:
    """Press a button of ours by where it leads, in the server."""
    from tests.reflections.doing import forge_press

    return await forge_press(world, actor, f"reports:{verb}:{row}")


async def form(world: World, actor: simcord.MemberActor, case: Case) -> InteractionResult:
    """Press *Decide* at a case: the form that opens."""
    return await press(world, actor, "decide", case.id)


async def preview(
    world: World,
    actor: simcord.MemberActor,
    case: Case,
    *measures: str,
    until: str = "none",
    rule: str = RULE,
    **others: Any,
) -> InteractionResult:
    """Press *Decide*, choose, submit: the preview, or what is in the way."""
    opened = await form(world, actor, case)
    return await doing.send(actor, opened, measures=list(measures), until=until, rule=rule, **others)


async def decide(world: World, actor: simcord.MemberActor, case: Case, *measures: str, **how: Any) -> InteractionResult:
    """Decide: form, preview, *Do it*."""
    shown = await preview(world, actor, case, *measures, **how)
    return await world.press(actor, shown, "Do it")


async def decisions(world: World) -> list[Decision]:
    """Every decision, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Decision).order_by(Decision.drafted_at, Decision.id)))


async def decision(world: World) -> Decision:
    """The newest decision."""
    async with world.bot.store.reading() as session:
        newest = select(Decision).where(Decision.stage != "left").order_by(Decision.drafted_at.desc()).limit(1)
        return (await session.scalars(newest)).one()


async def measures(world: World) -> list[Measure]:
    """Every measure, oldest first."""
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Measure).order_by(Measure.id)))


async def outcomes(world: World) -> list[str]:
    """What became of every measure, oldest first."""
    return [str(each.outcome) for each in await measures(world)]


def letters_to(world: World, actor: simcord.MemberActor) -> list[discord.Message]:
    """Banyan's letters to somebody, oldest first."""
    return world.messages(world.letters(actor))


def asked(world: World, method: str, *, about: simcord.MemberActor, what: str) -> list[Any]:
    """The requests about somebody that Banyan made: `members` or `bans`."""
    path = f"/guilds/{world.guild.id}/{what}/{about.id}"
    return [each for each in world.env.http_requests if each.method == method and each.path.endswith(path)]


def timed_out_until(world: World, actor: simcord.MemberActor) -> Any:
    """Until when Discord has somebody in a time-out."""
    member = world.env.backend.get_member(world.guild.id, actor.id)
    if member.timed_out_until is None:
        return None
    from datetime import datetime

    return datetime.fromisoformat(member.timed_out_until)


def is_banned(world: World, actor: simcord.MemberActor) -> bool:
    """Whether somebody is banned."""
    return world.guild.get_ban(actor) is not None


def is_here(world: World, actor: simcord.MemberActor) -> bool:
    """Whether somebody is in the server."""
    return actor.id in world.guild.member_ids()


def lines(answer: InteractionResult) -> str:
    """What an answer says."""
    return text_of(newest_answer(answer))


def buttons(answer: InteractionResult | Message) -> list[str]:
    """The labels of an answer's buttons."""
    return labels_of(answer)


def row(answer: InteractionResult, label: str) -> int:
    """The row of a button of an answer."""
    return int(custom_ids(newest_answer(answer))[label].rpartition(":")[2])


def says(said: str, text: Any) -> bool:
    """Whether a sentence stands in what was said, whatever was filled in."""
    from tests.reflections.doing import says as it_says

    return it_says(said, text)


DONE = texts.DONE
