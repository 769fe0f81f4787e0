"""What the cards of a circle's steps show, read from their rows."""

from dataclasses import dataclass
from datetime import datetime

import discord
from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from cogs.circles import keeping, names
from cogs.circles.circle import Circle, Shown, Stage
from cogs.circles.sitting.prompts import asked_in
from cogs.circles.times import GRACE
from data import cards
from data.cards import CardRow
from data.circles import CircleRow, StepRow


@dataclass(frozen=True, slots=True)
class StepFacts:
    """What the card of a step shows.

    Attributes:
        step_id: The step.
        circle: The circle as it is now.
        stage: Of the step, which may be long over.
        teller: Whose turn it is or was, a Discord id.
        asks: The prompt of a round, or the question.
        number: Of the question, from 1.
        is_now: Whether this is what the circle asks now.
        began_at: When it was first shown; asking for more time does not move it, so that nobody sees it.
        new_host: Whether somebody else began to host in this step.
        thread_goes_at: When the thread of an ended circle goes.
        offers_letter: Whether it has ended and the letter of the day after can still be asked for.
        language: What the server reads.
        places: The thread.
    """

    step_id: int
    circle: Circle
    stage: Stage
    teller: int | None
    asks: str
    number: int
    is_now: bool
    began_at: datetime
    new_host: bool
    thread_goes_at: datetime | None
    offers_letter: bool
    language: str
    places: tuple[Place, ...]


async def step_facts(kit: Kit, session: AsyncSession, step_id: int) -> StepFacts | None:
    """Return what the card of a step shows, None when there is no thread any more, or never will be."""
    step = await session.get(StepRow, step_id)
    row = None if step is None else await session.get(CircleRow, step.circle_id)
    if step is None or row is None or row.thread_gone_at is not None:
        return None
    if row.thread_id is None and row.closed_at is not None:
        return None
    card = await cards.card_of(session, names.STEP_CARD, step_id)
    is_now, stands = row.step_id == step_id, card is not None and card.message_id is not None
    if not is_now and not stands:
        return None  # what was over before anybody saw it need not be seen
    circle = await keeping.load(session, await kit.seals.of(session, row.guild_id), row)
    stage = Stage(step.stage)
    persons = {seat.id: seat.person for seat in circle.seats}  # an erased seat is none of them
    return StepFacts(
        step_id=step.id,
        circle=circle,
        stage=stage,
        teller=None if step.seat_id is None else persons.get(step.seat_id),
        asks=asked_in(row, stage, step.question),
        number=step.question + 1,
        is_now=is_now,
        began_at=_began_at(card) or kit.clock(),
        new_host=row.host_step == step.number,
        thread_goes_at=None if row.closed_at is None else row.closed_at + keeping.THREAD_STAYS,
        offers_letter=_offers_letter(row, stage, kit.clock()),
        language=(await values_in(session, kit.server_settings, row.guild_id)).text(LANGUAGE),
        places=(Room(row.thread_id),),
    )


def _offers_letter(row: CircleRow, stage: Stage, now: datetime) -> bool:
    return stage is Stage.CLOSED and row.closed_at is not None and now < row.closed_at + keeping.ASKED_AFTER


def _began_at(card: CardRow | None) -> datetime | None:
    if card is None or card.message_id is None:
        return None  # it is about to be shown
    return discord.utils.snowflake_time(card.message_id)


async def pause_facts(kit: Kit, session: AsyncSession, step_id: int) -> StepFacts | None:
    """Return what says below a step, where people write, that there is a pause; None when there is none."""
    facts = await step_facts(kit, session, step_id)
    if facts is None or not facts.is_now or facts.circle.paused_at is None or facts.circle.is_over:
        return None
    return facts


async def step_shown(kit: Kit, session: AsyncSession, card: CardRow) -> None:
    """Once a step's card stands, time runs (C3)."""
    step = await session.get(StepRow, card.subject_id)
    if step is not None:
        await keeping.happens_in(kit, session, step.guild_id, step.circle_id, Shown(step.number))


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What the one reminder of a step shows.

    Attributes:
        step_id: The step.
        is_turn: Whether it is somebody's turn; else the host can go on.
        person: To whom it is said, a Discord id; None where nobody hosts.
        goes_on_at: When a turn is over by itself.
        language: What the server reads.
        places: The thread.
    """

    step_id: int
    is_turn: bool
    person: int | None
    goes_on_at: datetime
    language: str
    places: tuple[Place, ...]


async def reminder_facts(kit: Kit, session: AsyncSession, step_id: int) -> ReminderFacts | None:
    """Return what a step's reminder shows, None once nobody needs it."""
    step = await session.get(StepRow, step_id)
    row = None if step is None else await session.get(CircleRow, step.circle_id)
    if row is None or row.step_id != step_id or row.reminded_at is None or row.thread_gone_at is not None:
        return None
    circle = await keeping.load(session, await kit.seals.of(session, row.guild_id), row)
    return ReminderFacts(
        step_id=step_id,
        is_turn=circle.holder is not None,
        person=circle.host if circle.holder is None else circle.seat(circle.holder).person,
        goes_on_at=row.reminded_at + GRACE[circle.pace],
        language=(await values_in(session, kit.server_settings, row.guild_id)).text(LANGUAGE),
        places=(Room(row.thread_id),),
    )
