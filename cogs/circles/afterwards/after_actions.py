"""What happens after a circle by itself: a letter on the day after, what goes with the thread, what is forgotten."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.privacy import EMPTY_LOG
from bot.refusal import Refusal
from cogs.circles import keeping, names, texts
from cogs.circles.afterwards import after_rules, after_texts, story_actions
from data import cards, circle_archive, circles, jobs
from data.circles import CircleRow, SeatRow, Story

# The letter of the day after


async def wish_letter(kit: Kit, *, by: Person, step_id: int) -> bool:
    """Say yes to the letter of the day after, or no again. Returns whether Banyan writes.

    Raises:
        Refusal: when it is not their circle, or that day has passed.
    """
    async with kit.store.writing() as session:
        step = await circles.step(session, by.server_id, step_id)
        if step is None:
            raise Refusal(texts.UNKNOWN_CIRCLE)
        seals = await kit.seals.of(session, by.server_id)
        seat = await circles.seat_of(session, step.circle_id, seals.who(circles.SEAT, by.user_id))
        if seat is None or not seat.agreed:
            raise Refusal(texts.NO_SEAT)
        circle = await session.get_one(CircleRow, step.circle_id)
        has_passed = circle.closed_at is not None and kit.clock() >= circle.closed_at + keeping.ASKED_AFTER
        if has_passed and not seat.may_ask_after:
            raise Refusal(after_texts.TOO_LATE_TO_ASK)
        seat.may_ask_after = not seat.may_ask_after
        await session.flush()
        await _follow(kit, session, names.AFTER_LETTER, [seat.id], seat.guild_id)
        return seat.may_ask_after


async def write_letters(kit: Kit, session: AsyncSession, circle: CircleRow) -> None:
    """Write to those who said yes, in the deed of the day after."""
    assert circle.closed_at is not None
    now = kit.clock()
    if now > circle.closed_at + keeping.ASKED_AFTER + after_rules.LETTER_AT_ONCE:
        return
    for seat in await circles.seats(session, circle.id):
        if seat.may_ask_after:
            await cards.show(session, names.AFTER_LETTER, seat.id, guild_id=circle.guild_id, now=now)


async def open_letter(kit: Kit, *, by: Person, seat_id: int) -> None:
    """Make sure that a letter is somebody's own; it is opened in a direct message, which belongs to no server.

    Raises:
        Refusal: when there is none for them.
    """
    async with kit.store.reading() as session:
        await _seat_of_letter(kit, session, by, seat_id)


async def no_more(kit: Kit, *, by: Person, seat_id: int) -> None:
    """Write no more of a circle, and take the letter back.

    Raises:
        Refusal: when there is none for them.
    """
    async with kit.store.writing() as session:
        seat = await _seat_of_letter(kit, session, by, seat_id)
        seat.may_ask_after = False
        await session.flush()
        await _follow(kit, session, names.AFTER_LETTER, [seat.id], seat.guild_id)


async def _seat_of_letter(kit: Kit, session: AsyncSession, by: Person, seat_id: int) -> SeatRow:
    seat = await session.get(SeatRow, seat_id)
    seals = None if seat is None else await kit.seals.known(session, seat.guild_id)
    if seat is None or seals is None or seat.who != seals.who(circles.SEAT, by.user_id):
        raise Refusal(after_texts.NO_LETTER)
    return seat


# What goes


async def let_words_go(kit: Kit, session: AsyncSession, circle: CircleRow) -> None:
    """Let go what nobody kept, and how the turns went, when the thread goes or was to go.

    Here it is gone even where Discord still holds it.
    """
    now = kit.clock()
    lines = await circle_archive.flashbacks_in(session, circle.id)
    for line in lines:
        await session.delete(line)
    await session.flush()
    await _follow(kit, session, names.FLASHBACK_CARD, [line.id for line in lines], circle.guild_id)
    for story in await circle_archive.stories_in(session, circle.id):
        if after_rules.goes_with_thread(story.keep, story.decided_at, now):
            await story_actions.remove(kit, session, story)
    await circle_archive.forget_turns(session, circle.id)
    await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=now)


async def end_story(kit: Kit, session: AsyncSession, story: Story) -> None:
    """Let a story end whose time is over, or ask to look again when it will be."""
    ends_at = after_rules.ends_at(story.keep, story.decided_at)
    if ends_at is None:
        return
    if ends_at > kit.clock():
        await story_actions.end_at(session, story, ends_at)
        return
    await story_actions.remove(kit, session, story)
    await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=kit.clock())


async def forget(kit: Kit, session: AsyncSession, circle: CircleRow) -> None:
    """Forget a circle: what it asked, who sat there, who was removed from it.

    While a story is kept for it, who sat there stays: it says who may read the story.
    """
    guild_id = circle.guild_id
    steps = await circle_archive.steps_in(session, circle.id)
    lines = await circle_archive.flashbacks_in(session, circle.id)
    for line in lines:
        await session.delete(line)
    await circle_archive.delete_steps(session, circle.id)
    circle.step_id = None
    for kind in (names.STEP_CARD, names.PAUSE_CARD, names.REMINDER_CARD):
        await _follow(kit, session, kind, steps, guild_id)
    await _follow(kit, session, names.FLASHBACK_CARD, [line.id for line in lines], guild_id)
    if not await circle_archive.stories_in(session, circle.id):
        seats = [seat.id for seat in await circles.seats(session, circle.id)]
        await circle_archive.delete_people(session, circle.id)
        await session.delete(circle)
        await session.flush()
        for kind in (names.SEAT_LETTER, names.AFTER_LETTER):
            await _follow(kit, session, kind, seats, guild_id)
        await _follow(kit, session, names.INVITATION_CARD, [circle.id], guild_id)
    await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=kit.clock())


async def _follow(kit: Kit, session: AsyncSession, kind: str, subject_ids: Sequence[int], guild_id: int) -> None:
    """Let messages follow their rows, where there are any."""
    for subject_id in await cards.cards_of(session, kind, subject_ids):
        await cards.show(session, kind, subject_id, guild_id=guild_id, now=kit.clock())
