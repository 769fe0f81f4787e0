"""Deeds of those who look after a circle. The same events as everyone's buttons; who may is asked anew each time."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person, Standing
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import actions, going, keeping, rules, who
from cogs.circles import texts as shared
from cogs.circles.circle import Circle, End, Event, GoOn, MoveOn, Pause, Stage, TakeOver
from cogs.circles.forming import begin_actions
from cogs.circles.forming.open_actions import call_off_in
from cogs.circles.hosting import host_texts as texts
from cogs.circles.sitting import sit_actions
from cogs.circles.sitting.sit_actions import NotAgreed
from data import circles
from data.circles import SEAT, CircleRow

LONGEST_REASON = 500


async def must_lead(kit: Kit, session: AsyncSession, by: Person, circle_id: int = 0) -> None:
    """Refuse whoever does not lead circles here, or may not lead this one.

    Raises:
        Refusal: saying for whom it is, until when they are kept out, or that others look after it.
    """
    if not await who.leads_here(kit, session, by):
        raise Refusal(texts.ONLY_FOR_LEADS)
    await _may_host(kit, session, by, circle_id)


# In the thread, by the step whose button was pressed


async def host_this(kit: Kit, *, by: Person, step_id: int) -> str:
    """Let somebody host a circle that nobody hosts at this moment. Of two who try, one does (C2).

    Returns the circle's code name.

    Raises:
        Refusal: when somebody who is there hosts it, this person may not, or the circle has gone on since.
    """
    async with kit.store.writing() as session:
        row = await _row_of_step(session, by, step_id)
        if row.step_id != step_id:
            raise Refusal(shared.STEP_IS_OVER)
        await _may_host(kit, session, by, row.id)
        leads = await who.leads_here(kit, session, by)
        await keeping.happens_in(kit, session, by.server_id, row.id, TakeOver(by=by.user_id, leads=leads))
        name = row.name
    await kit.crashpoint("circles.kept")
    return name


async def may_end(kit: Kit, *, by: Person, step_id: int) -> str:
    """Return the code name of a circle that somebody may end now, before they are asked whether they are sure.

    Raises:
        Refusal: when they may not, or it has ended.
    """
    async with kit.store.reading() as session:
        row = await _row_of_step(session, by, step_id)
        await _may_host(kit, session, by, row.id)
        seals = await kit.seals.known(session, by.server_id)
        assert seals is not None  # a circle's title is sealed
        event = End(by=by.user_id, leads=await who.leads_here(kit, session, by))
        rules.after(await keeping.load(session, seals, row), event, kit.clock())
        return row.name


@dataclass(frozen=True, slots=True)
class Tools:
    """What the host reads of a circle at this moment.

    Attributes:
        name: Its code name.
        step_id: What it asks.
        in_a_turn: Whether somebody has the turn.
        asks_later: Whether they are asked once more in this round if the host goes on.
    """

    name: str
    step_id: int
    in_a_turn: bool
    asks_later: bool


async def tools(kit: Kit, *, by: Person, step_id: int) -> Tools:
    """Return what whoever hosts, or leads circles here, can do in a circle now.

    Raises:
        Refusal: when they do neither, or it has ended.
    """
    async with kit.store.reading() as session:
        row = await _row_of_step(session, by, step_id)
        await _may_host(kit, session, by, row.id)
        seals = await kit.seals.known(session, by.server_id)
        assert seals is not None  # a circle's title is sealed
        circle = await keeping.load(session, seals, row)
        if circle.is_over or row.step_id is None:
            raise Refusal(shared.IS_OVER)
        if by.user_id != circle.host and not await who.leads_here(kit, session, by):
            raise Refusal(texts.ONLY_FOR_HOST)
        holder = None if circle.holder is None else circle.seat(circle.holder)
        asks_later = holder is not None and going.comes_again(circle, holder)
        return Tools(row.name, row.step_id, in_a_turn=holder is not None, asks_later=asks_later)


async def end_this(kit: Kit, *, by: Person, step_id: int) -> str:
    """End a circle, whatever it asks by now. Returns its code name.

    Raises:
        Refusal: when they may not, or it has ended.
    """
    async with kit.store.writing() as session:
        row = await _row_of_step(session, by, step_id)
        await _may_host(kit, session, by, row.id)
        event = End(by=by.user_id, leads=await who.leads_here(kit, session, by))
        await keeping.happens_in(kit, session, by.server_id, row.id, event)
        name = row.name
    await kit.crashpoint("circles.kept")
    return name


async def _row_of_step(session: AsyncSession, by: Person, step_id: int) -> CircleRow:
    step = await circles.step(session, by.server_id, step_id)
    row = None if step is None else await circles.circle(session, by.server_id, step.circle_id)
    if row is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    return row


async def _may_host(kit: Kit, session: AsyncSession, by: Person, circle_id: int) -> None:
    seals = await kit.seals.known(session, by.server_id)
    if seals is not None:
        await actions.may_host(session, seals, by.server_id, by.user_id, circle_id, kit.clock())


# From the page of those who lead


async def host(kit: Kit, *, by: Person, circle_id: int) -> None:
    """Let somebody who leads host a circle; the team does so at once, a facilitator once its host is gone (C8).

    Raises:
        Refusal: when they do not lead circles, are kept out of them, or somebody who is there hosts it.
    """
    async with kit.store.writing() as session:
        await must_lead(kit, session, by, circle_id)
        row = await _row(session, by, circle_id)
        if by.standing >= Standing.MODERATOR:
            await actions.host_instead(kit, session, by, row)
        else:
            await keeping.happens_in(kit, session, by.server_id, row.id, TakeOver(by.user_id, leads=True))
        await begin_actions.has_its_host(kit, session, row)


async def pause(kit: Kit, *, by: Person, circle_id: int) -> None:
    """Pause a circle. Who did is not kept.

    Raises:
        Refusal: when they do not lead circles, or it cannot be paused.
    """
    await _happens(kit, by, circle_id, Pause(by=by.user_id, leads=True))


async def go_on(kit: Kit, *, by: Person, circle_id: int) -> None:
    """End a pause.

    Raises:
        Refusal: when they do not lead circles, or it cannot go on.
    """
    await _happens(kit, by, circle_id, GoOn(by=by.user_id, leads=True))


async def before_moving_on(kit: Kit, *, by: Person, step_id: int) -> NotAgreed | None:
    """Return what somebody who leads is asked before they move on, None where there is nothing to ask.

    Raises:
        Refusal: when they do not lead circles, or the circle has gone on since.
    """
    async with kit.store.reading() as session:
        step = await circles.step(session, by.server_id, step_id)
        await must_lead(kit, session, by, 0 if step is None else step.circle_id)
    return await sit_actions.before_going_on(kit, by=by, step_id=step_id)


async def move_on(kit: Kit, *, by: Person, step_id: int) -> int:
    """Go on to what comes next, once for each thing that is asked (C2). Returns the circle.

    Raises:
        Refusal: when they do not lead circles, or the circle has gone on since.
    """
    async with kit.store.writing() as session:
        step = await circles.step(session, by.server_id, step_id)
        await must_lead(kit, session, by, 0 if step is None else step.circle_id)
        if step is None:
            raise Refusal(shared.UNKNOWN_CIRCLE)
        event = MoveOn(by=by.user_id, step=step.number, leads=True)
        await keeping.happens_in(kit, session, by.server_id, step.circle_id, event)
        return step.circle_id


async def end(kit: Kit, *, by: Person, circle_id: int) -> str:
    """End a circle. Returns its code name.

    Raises:
        Refusal: when they do not lead circles, or it has ended.
    """
    async with kit.store.writing() as session:
        await must_lead(kit, session, by, circle_id)
        row = await _row(session, by, circle_id)
        if row.stage == Stage.GATHERING:
            await call_off_in(kit, session, row, by.user_id)
        else:
            await keeping.happens_in(kit, session, by.server_id, row.id, End(by=by.user_id, leads=True))
        return row.name


async def remove(kit: Kit, *, by: Person, circle_id: int, person_id: int | None, reason: str) -> str:
    """Take somebody out of a circle, for good and with a reason that is kept. Returns its code name.

    Raises:
        Refusal: when they do not lead circles, nobody is picked, the reason is missing or too long, or this person
            cannot be taken out by them.
    """
    why = reason.strip()
    async with kit.store.writing() as session:
        await must_lead(kit, session, by, circle_id)
        row = await _row(session, by, circle_id)
        if person_id is None:
            raise Refusal(texts.PICK_SOMEBODY)
        if not why:
            raise Refusal(texts.WRITE_WHY)
        if len(why) > LONGEST_REASON:
            raise Refusal(texts.WHY_TOO_LONG, longest=LONGEST_REASON)
        if person_id == by.user_id:
            raise Refusal(texts.NOT_YOURSELF)
        if row.closed_at is not None:
            raise Refusal(shared.IS_OVER)
        seals = await kit.seals.of(session, by.server_id)
        person = seals.who(SEAT, person_id)
        is_host = row.host_who == person
        if is_host and by.standing < Standing.MODERATOR:
            raise Refusal(texts.NOT_THE_HOST)
        if not is_host and await circles.seat_of(session, row.id, person) is None:
            raise Refusal(texts.NOT_IN_IT)
        absence = actions.new_absence(kit, seals, person_id)
        absence.circle_id = row.id
        absence.reason = seals.seal(absence, "reason", why)
        absence.made_by = seals.seal(absence, "made_by", str(by.user_id))
        await actions.take_out(kit, session, absence, person_id, [row])
        name = row.name
    await kit.crashpoint("circles.kept")
    return name


async def _happens(kit: Kit, by: Person, circle_id: int, event: Event) -> Circle:
    async with kit.store.writing() as session:
        await must_lead(kit, session, by, circle_id)
        return await keeping.happens_in(kit, session, by.server_id, circle_id, event)


async def _row(session: AsyncSession, by: Person, circle_id: int) -> CircleRow:
    row = await circles.circle(session, by.server_id, circle_id)
    if row is None:
        raise Refusal(shared.UNKNOWN_CIRCLE)
    return row
