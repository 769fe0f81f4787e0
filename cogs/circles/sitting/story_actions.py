"""Telling through the form: kept first, then shown in the thread. It is the teller's to change and to take back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from cogs.circles import checks, keeping, names, who
from cogs.circles.afterwards import after_rules
from cogs.circles.afterwards import story_actions as kept_stories
from cogs.circles.afterwards.after_rules import Keep
from cogs.circles.circle import Stage, Tell
from cogs.circles.sitting import sit_actions, telling_rules, telling_texts
from cogs.circles.sitting.prompts import asked_in
from data import cards, circles
from data.base import random_id
from data.circles import CircleRow, Story
from data.sealing import GuildSeals


@dataclass(frozen=True, slots=True)
class Told:
    """A story as its teller or somebody in its circle reads it.

    Attributes:
        words: What was told.
        note: The content note, if there is one.
        prompt: What was asked.
        step_id: What the circle asks now.
        is_turn: Whether it is still the teller's turn.
        goes_at: When it goes unless its teller keeps it anew; None where they had not kept what they changed.
    """

    words: str
    note: str | None
    prompt: str
    step_id: int
    is_turn: bool
    goes_at: datetime | None = None


async def form_of_turn(kit: Kit, *, by: Person, step_id: int) -> Told:
    """Return what the form of a turn begins with: the prompt, and what was told already.

    Raises:
        Refusal: when it is not their turn.
    """
    async with kit.store.reading() as session:
        step, row = await sit_actions.asked_now(session, by, step_id)
        seals = await kit.seals.of(session, row.guild_id)
        checks.holder(await keeping.load(session, seals, row), by.user_id, step.number)
        story = await _told_now(session, seals, row, by)
        prompt = asked_in(row, Stage(row.stage))
        if story is None:
            return Told("", None, prompt, step_id, is_turn=True)
        return Told(seals.open(story, "words"), _note(seals, story), prompt, step_id, is_turn=True)


async def tell(kit: Kit, *, by: Person, step_id: int, words: str, note: str) -> int:
    """Keep what somebody tells in their turn, and show it in the circle. Sent again, it replaces what was sent.

    Args:
        kit: What actions need.
        by: Whose turn it is.
        step_id: Their turn.
        words: What they tell.
        note: A content note, or nothing.

    Returns:
        The story.

    Raises:
        Refusal: when the turn is over, or the words are none or too many; nothing is kept then.
    """
    kept, noted = telling_rules.story_to_keep(words), telling_rules.note_to_keep(note)
    async with kit.store.writing() as session:
        now = kit.clock()
        step, row = await sit_actions.asked_now(session, by, step_id)
        seals = await kit.seals.of(session, row.guild_id)
        await keeping.happens_in(kit, session, row.guild_id, row.id, Tell(by.user_id, step.number))
        story = await _told_now(session, seals, row, by)
        if story is None:
            story = Story(
                id=random_id(),
                guild_id=row.guild_id,
                circle_id=row.id,
                who=seals.who(circles.STORY, by.user_id),
                stage=row.stage,
                made_at=now,
                told_at=now,
                keep=Keep.NOTHING,
            )
            story.teller = seals.seal(story, "teller", str(by.user_id))
            story.words = seals.seal(story, "words", kept)
            story.note = None if noted is None else seals.seal(story, "note", noted)
            session.add(story)
            await session.flush()
            await cards.show(session, names.STORY_CARD, story.id, guild_id=story.guild_id, now=now)
        else:
            await kept_stories.put_other_words(kit, session, seals, story, kept, noted)
    await kit.crashpoint("circles.story_kept")
    return story.id


async def mine(kit: Kit, *, by: Person, story_id: int) -> Told:
    """Return a story of one's own.

    Raises:
        Refusal: when there is none.
    """
    async with kit.store.reading() as session:
        row, seals, story = await _mine(kit, session, by, story_id)
        return await _as_told(session, seals, row, story, by)


async def change(kit: Kit, *, by: Person, story_id: int, words: str, note: str) -> Told:
    """Keep other words in a story's place, as long as its circle has not ended. Kept before, it is kept no more (K3).

    Raises:
        Refusal: when it is not theirs, they were taken out of the circle, or it has ended.
    """
    kept, noted = telling_rules.story_to_keep(words), telling_rules.note_to_keep(note)
    async with kit.store.writing() as session:
        row, seals, story = await _mine(kit, session, by, story_id)
        if row.closed_at is not None:
            raise Refusal(telling_texts.NOT_CHANGED_NOW)
        await kept_stories.put_other_words(kit, session, seals, story, kept, noted)
        told = await _as_told(session, seals, row, story, by)
    await kit.crashpoint("circles.story_kept")
    return told


async def take_back(kit: Kit, *, by: Person, story_id: int) -> bool:
    """Take a story back: it is kept no more, and its message goes. Returns whether it is still the teller's turn.

    Raises:
        Refusal: when it is not theirs.
    """
    async with kit.store.writing() as session:
        row, seals, story = await _mine(kit, session, by, story_id)
        told = await _as_told(session, seals, row, story, by)
        await kept_stories.take_away(kit, session, story)
    await kit.crashpoint("circles.story_kept")
    return told.is_turn


async def opened(kit: Kit, *, by: Person, story_id: int) -> Told:
    """Return a story that stands behind a content note, for somebody in its circle.

    Raises:
        Refusal: when it is gone, or they have no part in the circle.
    """
    async with kit.store.reading() as session:
        story = await _story(session, by, story_id)
        row = None if story is None else await circles.circle(session, by.server_id, story.circle_id)
        if story is None or row is None or story.told_at is None:
            raise Refusal(telling_texts.NOT_YOURS)
        seals = await kit.seals.of(session, row.guild_id)
        circle = await keeping.load(session, seals, row)
        sits = circle.seat_of(by.user_id) in circle.present
        if not (sits or circle.host == by.user_id or await who.leads_in(kit, session, by, row.id)):
            raise checks.no_seat(circle, by.user_id)
        return await _as_told(session, seals, row, story, by)


async def _told_now(session: AsyncSession, seals: GuildSeals, row: CircleRow, by: Person) -> Story | None:
    """Return what somebody has told through the form in the round that is on."""
    theirs = await circles.stories_of(session, row.id, seals.who(circles.STORY, by.user_id))
    return next((story for story in theirs if story.stage == row.stage and story.told_at is not None), None)


async def _story(session: AsyncSession, by: Person, story_id: int) -> Story | None:
    story = await session.get(Story, story_id)
    return story if story is not None and story.guild_id == by.server_id else None


async def _mine(kit: Kit, session: AsyncSession, by: Person, story_id: int) -> tuple[CircleRow, GuildSeals, Story]:
    story = await _story(session, by, story_id)
    row = None if story is None else await circles.circle(session, by.server_id, story.circle_id)
    if story is None or row is None:
        raise Refusal(telling_texts.NOT_YOURS)
    seals = await kit.seals.of(session, row.guild_id)
    if story.who != seals.who(circles.STORY, by.user_id):
        raise Refusal(telling_texts.NOT_YOURS)
    return row, seals, story


async def _as_told(session: AsyncSession, seals: GuildSeals, row: CircleRow, story: Story, by: Person) -> Told:
    circle = await keeping.load(session, seals, row)
    seat = circle.seat_of(by.user_id)
    is_turn = seat is not None and circle.holder == seat.id and row.stage == story.stage
    prompt = asked_in(row, Stage(story.stage))
    return Told(
        words=seals.open(story, "words"),
        note=_note(seals, story),
        prompt=prompt,
        step_id=row.step_id or 0,
        is_turn=is_turn,
        goes_at=after_rules.ends_at(story.keep, story.decided_at),
    )


def _note(seals: GuildSeals, story: Story) -> str | None:
    return None if story.note is None else seals.open(story, "note")
