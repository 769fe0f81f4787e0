"""What the cards of stories and of shown lines show, read from their rows."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.server_settings import LANGUAGE, values_in
from bot.showing import Place, Room
from data.circles import CircleRow, Flashback, SeatRow, Story


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """What a story shows in the thread; with a content note its words open only by a press."""

    story_id: int
    teller: int
    words: str
    note: str | None
    language: str
    places: tuple[Place, ...]


async def story_facts(kit: Kit, session: AsyncSession, story_id: int) -> StoryFacts | None:
    """Return what a story shows, None once it was taken back or its thread is gone."""
    story = await session.get(Story, story_id)
    row = None if story is None else await session.get(CircleRow, story.circle_id)
    if story is None or story.told_at is None or row is None or row.thread_gone_at is not None:
        return None
    seals = await kit.seals.of(session, row.guild_id)
    return StoryFacts(
        story_id=story.id,
        teller=int(seals.open(story, "teller")),
        words=seals.open(story, "words"),
        note=None if story.note is None else seals.open(story, "note"),
        language=(await values_in(session, kit.server_settings, row.guild_id)).text(LANGUAGE),
        places=(Room(row.thread_id),),
    )


@dataclass(frozen=True, slots=True)
class LineFacts:
    """What a line shows that its teller chose to show."""

    giver: int
    teller: int
    words: str
    language: str
    places: tuple[Place, ...]


async def line_facts(kit: Kit, session: AsyncSession, line_id: int) -> LineFacts | None:
    """Return what a line shows, None unless its teller shows it."""
    line = await session.get(Flashback, line_id)
    row = None if line is None else await session.get(CircleRow, line.circle_id)
    if line is None or line.shown_at is None or row is None or row.thread_gone_at is not None:
        return None
    seals = await kit.seals.of(session, row.guild_id)
    giver, teller = await session.get(SeatRow, line.giver_seat), await session.get(SeatRow, line.teller_seat)
    if giver is None or teller is None:
        return None
    return LineFacts(
        giver=int(seals.open(giver, "person")),
        teller=int(seals.open(teller, "person")),
        words=seals.open(line, "words"),
        language=(await values_in(session, kit.server_settings, row.guild_id)).text(LANGUAGE),
        places=(Room(row.thread_id),),
    )
