"""What somebody in a circle does with what is asked now: agree, begin, tell, pass, go on, pause, leave."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import checks, keeping, names, rules, texts, who
from cogs.circles.circle import (
    Agree,
    AskLater,
    Circle,
    Done,
    GoOn,
    Leave,
    MoveOn,
    OnlyListen,
    Pass,
    Pause,
    Stage,
    StillHere,
    TakeTime,
    Volunteer,
)
from data import cards, circles
from data.circles import CircleRow, StepRow


async def agree(kit: Kit, *, by: Person, step_id: int) -> Circle:
    """Agree to the agreements."""
    return await keeping.step_happens(kit, by, step_id, lambda person, _: Agree(person))


async def only_listen(kit: Kit, *, by: Person, step_id: int) -> Circle:
    """Listen in this circle, and not be asked to tell."""
    return await keeping.step_happens(kit, by, step_id, lambda person, _: OnlyListen(person))


async def begin_round(kit: Kit, *, by: Person, step_id: int) -> None:
    """Be the first to tell in a round."""
    await keeping.step_happens(kit, by, step_id, Volunteer)


async def done(kit: Kit, *, by: Person, step_id: int) -> None:
    """Have told."""
    await keeping.step_happens(kit, by, step_id, Done)


async def pass_on(kit: Kit, *, by: Person, step_id: int, always: bool = False) -> None:
    """Pass, in this round or in the whole circle. Nobody asks why."""
    await keeping.step_happens(kit, by, step_id, partial(Pass, always=always))


async def ask_later(kit: Kit, *, by: Person, step_id: int) -> None:
    """Be asked at the end of the round."""
    await keeping.step_happens(kit, by, step_id, AskLater)


async def still_here(kit: Kit, *, by: Person, step_id: int) -> None:
    """Take more time in one's turn."""
    await keeping.step_happens(kit, by, step_id, StillHere)


async def take_all_time(kit: Kit, *, by: Person, step_id: int) -> None:
    """Take all the time one needs, in this circle and in every other from now on."""
    async with kit.store.writing() as session:
        step, row = await asked_now(session, by, step_id)
        await keeping.happens_in(kit, session, row.guild_id, row.id, StillHere(by.user_id, step.number))
        await wish_time(kit, session, by, unhurried=True)
    await kit.crashpoint("circles.kept")


async def take_usual_time(kit: Kit, *, by: Person) -> None:
    """Take the usual time again, from the next circle on."""
    async with kit.store.writing() as session:
        await wish_time(kit, session, by, unhurried=False)


@dataclass(frozen=True, slots=True)
class MyTurn:
    """What somebody whose turn it is can see of it."""

    takes_all_time: bool


async def my_turn(kit: Kit, *, by: Person, step_id: int) -> MyTurn:
    """Return what somebody whose turn it is can see of it.

    Raises:
        Refusal: when it is not their turn.
    """
    async with kit.store.reading() as session:
        step, row = await asked_now(session, by, step_id)
        seals = await kit.seals.of(session, row.guild_id)
        circle = await keeping.load(session, seals, row)
        checks.holder(circle, by.user_id, step.number)
        wishes = await circles.is_unhurried(session, row.guild_id, seals.who(circles.WISH, by.user_id))
        return MyTurn(takes_all_time=wishes)


@dataclass(frozen=True, slots=True)
class NotAgreed:
    """What going on would mean while not everybody has agreed.

    Attributes:
        count: How many would lose their seats.
        calls_off: Whether too few would be left to begin.
    """

    count: int
    calls_off: bool


async def before_going_on(kit: Kit, *, by: Person, step_id: int) -> NotAgreed | None:
    """Return what somebody who may go on is asked first, None where there is nothing to ask.

    Raises:
        Refusal: when they may not go on, or something else is asked now.
    """
    async with kit.store.reading() as session:
        step = await circles.step(session, by.server_id, step_id)
        row = None if step is None else await circles.circle(session, by.server_id, step.circle_id)
        if step is None or row is None:
            raise Refusal(texts.STEP_IS_OVER)
        circle = await keeping.load(session, await kit.seals.of(session, row.guild_id), row)
        event = MoveOn(by.user_id, step.number, leads=await who.leads_in(kit, session, by, row.id))
        then = rules.after(circle, event, kit.clock())
        if circle.stage is not Stage.AGREEMENTS:
            return None
        return NotAgreed(sum(not seat.agreed for seat in circle.present), calls_off=then.is_over)


async def go_on(kit: Kit, *, by: Person, step_id: int) -> Circle:
    """Go on to what comes next, for everybody."""
    async with kit.store.reading() as session:
        step = await circles.step(session, by.server_id, step_id)
        leads = step is not None and await who.leads_in(kit, session, by, step.circle_id)
    return await keeping.step_happens(kit, by, step_id, partial(MoveOn, leads=leads))


async def ask_again(kit: Kit, *, by: Person, circle_id: int) -> int:
    """Ask that what a circle asks now be shown again if somebody deleted it. Returns the step.

    Raises:
        Refusal: when they have no part in it and do not lead circles here, or it asks nothing.
    """
    async with kit.store.writing() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(texts.UNKNOWN_CIRCLE)
        circle = await keeping.load(session, await kit.seals.of(session, row.guild_id), row)
        sits = circle.seat_of(by.user_id) in circle.present
        if not (sits or circle.host == by.user_id or await who.leads_in(kit, session, by, row.id)):
            raise checks.no_seat(circle, by.user_id)
        if circle.is_over:
            raise Refusal(texts.IS_OVER)
        if row.step_id is None:
            raise Refusal(texts.NOT_BEGUN)
        now = kit.clock()
        await cards.show(session, names.STEP_CARD, row.step_id, guild_id=row.guild_id, now=now, again=True)
        return row.step_id


async def where_it_stands(kit: Kit, *, step_id: int) -> tuple[int, int] | None:
    """Return where the card of a step stands, its thread and its message; None while it does not."""
    async with kit.store.reading() as session:
        card = await cards.card_of(session, names.STEP_CARD, step_id)
    if card is None or card.channel_id is None or card.message_id is None:
        return None
    return card.channel_id, card.message_id


async def pause(kit: Kit, *, by: Person, circle_id: int) -> None:
    """Let there be a pause. Who asked for it is kept nowhere."""
    async with kit.store.writing() as session:
        event = Pause(by.user_id, await who.leads_in(kit, session, by, circle_id))
        await keeping.happens_in(kit, session, by.server_id, circle_id, event)
    await kit.crashpoint("circles.kept")


async def resume(kit: Kit, *, by: Person, circle_id: int) -> None:
    """End a pause."""
    async with kit.store.writing() as session:
        event = GoOn(by.user_id, await who.leads_in(kit, session, by, circle_id))
        await keeping.happens_in(kit, session, by.server_id, circle_id, event)
    await kit.crashpoint("circles.kept")


async def leave(kit: Kit, *, by: Person, circle_id: int) -> Circle:
    """Give up one's seat, or stop hosting; nobody is told.

    Args:
        kit: What actions need.
        by: Who leaves.
        circle_id: The circle, or another one of the same invitation, which may have been split since.

    Raises:
        Refusal: when they have no part in it.
    """
    async with kit.store.writing() as session:
        row = await circles.circle(session, by.server_id, circle_id)
        if row is None:
            raise Refusal(texts.UNKNOWN_CIRCLE)
        seals = await kit.seals.of(session, row.guild_id)
        for each in [row, *await circles.of_invitation(session, row.origin_id)]:
            before = await keeping.load(session, seals, each)
            if before.host == by.user_id or before.seat_of(by.user_id) in before.present:
                circle = await keeping.happens_in(kit, session, row.guild_id, each.id, Leave(by.user_id))
                break
        else:
            raise checks.no_seat(await keeping.load(session, seals, row), by.user_id)
    await kit.crashpoint("circles.kept")
    return circle


@dataclass(frozen=True, slots=True)
class Sitting:
    """A circle in which somebody has a seat, as they read it."""

    circle_id: int
    title: str
    name: str


async def circles_of(kit: Kit, *, by: Person) -> list[Sitting]:
    """Return the circles in which somebody sits or which they host, and which have not ended."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return []
        rows = await circles.open_with(session, by.server_id, seals.who(circles.SEAT, by.user_id))
        return [Sitting(row.id, seals.open(row, "title"), row.name) for row in rows]


async def asked_now(session: AsyncSession, by: Person, step_id: int) -> tuple[StepRow, CircleRow]:
    """Return a step that is asked now, and its circle.

    Raises:
        Refusal: when something else is asked now, or the circle has ended.
    """
    step = await circles.step(session, by.server_id, step_id)
    row = None if step is None else await circles.circle(session, by.server_id, step.circle_id)
    if row is not None and row.closed_at is not None:
        raise Refusal(texts.IS_OVER)
    if step is None or row is None or row.step_id != step_id:
        raise Refusal(texts.STEP_IS_OVER)
    return step, row


async def wish_time(kit: Kit, session: AsyncSession, by: Person, *, unhurried: bool) -> None:
    """Keep whether somebody takes all the time they need in every circle, also where they have a seat already.

    The usual time comes again only where it has not begun: nobody is hurried in the middle of a circle.
    """
    seals = await kit.seals.of(session, by.server_id)
    await circles.wish_time(session, by.server_id, seals.who(circles.WISH, by.user_id), unhurried=unhurried)
    mine = seals.who(circles.SEAT, by.user_id)
    for row in await circles.open_with(session, by.server_id, mine):
        seat = await circles.seat_of(session, row.id, mine)
        if seat is not None and not seat.gone and (unhurried or row.stage == Stage.GATHERING):
            await keeping.happens_in(kit, session, by.server_id, row.id, TakeTime(by.user_id, unhurried))
