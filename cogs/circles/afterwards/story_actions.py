"""What tellers let become of their stories: keep, offer, edit, save, withdraw. Each is one deed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.privacy import EMPTY_LOG
from bot.refusal import Refusal
from cogs.circles import actions, keeping, names
from cogs.circles.afterwards import after_rules, after_texts
from cogs.circles.afterwards.after_rules import Keep
from cogs.circles.circle import TakeBack
from cogs.circles.sitting import telling_rules
from data import cards, circle_archive, circles, jobs
from data.circle_archive import Reader
from data.circles import CircleRow, Story
from data.jobs import Urgency
from data.sealing import GuildSeals

PAGE = 4  # stories on a page of the archive


@dataclass(frozen=True, slots=True)
class Read:
    """One story as somebody reads it.

    Attributes:
        id: The story.
        circle_id: Where it was told.
        title: That circle's title.
        teller: Who told it, a Discord id.
        words: The exact text that is kept.
        note: The teller's content note.
        made_at: When it was told or saved.
        keep: What its teller chose.
        ends_at: When it ends by itself, None where it goes with the thread.
        is_mine: Whether the reader told it.
        is_posted: Whether Banyan posted it in a thread that is still there.
        is_saved: Whether it was saved of a message in a thread that is still there.
    """

    id: int
    circle_id: int
    title: str
    teller: int
    words: str
    note: str | None
    made_at: datetime
    keep: Keep
    ends_at: datetime | None
    is_mine: bool
    is_posted: bool
    is_saved: bool


# Reading


async def archive(kit: Kit, *, by: Person, page: int) -> tuple[list[Read], int]:
    """Return a page of what somebody may read, their own first, and how many stories there are in all."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return [], 0
        reader = _reader(kit, seals, by)
        found = await circle_archive.stories(session, reader, skip=page * PAGE, most=PAGE)
        return await _read(session, seals, reader, found), await circle_archive.how_many(session, reader)


async def mine_of_step(kit: Kit, *, by: Person, step_id: int) -> list[Read]:
    """Return somebody's own stories in the circle to which a step belongs, in the order of telling."""
    async with kit.store.reading() as session:
        step = await circles.step(session, by.server_id, step_id)
        seals = await kit.seals.known(session, by.server_id)
        if step is None or seals is None:
            return []
        reader = _reader(kit, seals, by)
        mine = await circles.stories_of(session, step.circle_id, reader.teller)
        return await _read(session, seals, reader, mine)


async def read(kit: Kit, *, by: Person, story_id: int) -> Read:
    """Return one story.

    Raises:
        Refusal: when there is none for them; missing and forbidden read the same.
    """
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        reader = None if seals is None else _reader(kit, seals, by)
        story = None if reader is None else await circle_archive.story(session, reader, story_id)
        if seals is None or reader is None or story is None:
            raise Refusal(after_texts.UNKNOWN_STORY)
        return (await _read(session, seals, reader, [story]))[0]


async def read_own(kit: Kit, *, by: Person, story_id: int) -> Read:
    """Return one of somebody's own stories.

    Raises:
        Refusal: when there is none of theirs.
    """
    story = await read(kit, by=by, story_id=story_id)
    if not story.is_mine:
        raise Refusal(after_texts.UNKNOWN_STORY)
    return story


def _reader(kit: Kit, seals: GuildSeals, by: Person) -> Reader:
    now = kit.clock()
    return circle_archive.reader(seals, by.user_id, since=now - after_rules.YEAR, now=now)


async def _read(session: AsyncSession, seals: GuildSeals, reader: Reader, stories: Sequence[Story]) -> list[Read]:
    rows = {story.circle_id: await session.get_one(CircleRow, story.circle_id) for story in stories}
    return [_as_read(seals, reader, story, rows[story.circle_id]) for story in stories]


def _as_read(seals: GuildSeals, reader: Reader, story: Story, circle: CircleRow) -> Read:
    has_thread = circle.thread_id is not None and circle.thread_gone_at is None
    return Read(
        id=story.id,
        circle_id=circle.id,
        title=seals.open(circle, "title"),
        teller=int(seals.open(story, "teller")),
        words=seals.open(story, "words"),
        note=None if story.note is None else seals.open(story, "note"),
        made_at=story.made_at,
        keep=Keep(story.keep),
        ends_at=after_rules.ends_at(story.keep, story.decided_at),
        is_mine=story.who == reader.teller,
        is_posted=has_thread and story.told_at is not None,
        is_saved=has_thread and story.told_at is None,
    )


# Choosing


async def keep(kit: Kit, *, by: Person, story_id: int, choice: Keep) -> None:
    """Keep a story for its circle, or offer it to the library: for a year from now (K1).

    Raises:
        Refusal: when it is not theirs, or not for this circle.
    """
    async with kit.store.writing() as session:
        seals, story = await _own(kit, session, by, story_id)
        await _may_keep(kit, session, seals, by, story.circle_id, choice)
        await _choose(kit, session, story, choice)


async def edit(kit: Kit, *, by: Person, story_id: int, words: str, note: str) -> None:
    """Put other words in a story's place. From then on nobody else reads it, until it is looked at and kept anew (K3).

    Raises:
        Refusal: when it is not theirs, they were taken out of the circle, or there are no words or too many.
    """
    kept, noted = telling_rules.story_to_keep(words), telling_rules.note_to_keep(note)
    async with kit.store.writing() as session:
        seals, story = await _own(kit, session, by, story_id)
        await put_other_words(kit, session, seals, story, kept, noted)


async def put_other_words(
    kit: Kit, session: AsyncSession, seals: GuildSeals, story: Story, words: str, note: str | None
) -> None:
    """Put other words in a story's place within a deed: what was kept of the ones before is kept no more (K3).

    Raises:
        Refusal: when the team took its teller out of the circle, who can only take it back.
    """
    teller = int(seals.open(story, "teller"))
    await actions.may_sit(session, seals, story.guild_id, teller, story.circle_id, kit.clock())
    _put(seals, story, words, note)
    if story.decided_at is not None:
        await _choose(kit, session, story, Keep.NOTHING)
    await session.flush()
    await _follow_in_thread(kit, session, story)
    await _empty_log(kit, session)


async def withdraw(kit: Kit, *, by: Person, story_id: int) -> None:
    """Keep nothing of a story: it goes everywhere, at once (K2).

    Raises:
        Refusal: when it is not theirs.
    """
    async with kit.store.writing() as session:
        _, story = await _own(kit, session, by, story_id)
        await take_away(kit, session, story)
    await kit.crashpoint("circles.withdrawn")


async def take_away(kit: Kit, session: AsyncSession, story: Story) -> None:
    """Delete a story within its teller's deed, on the disk too."""
    circle = await session.get_one(CircleRow, story.circle_id)
    if story.told_at is not None and story.stage == circle.stage:  # it may still be their turn
        seals = await kit.seals.of(session, story.guild_id)
        teller = int(seals.open(story, "teller"))
        await keeping.happens_in(kit, session, story.guild_id, circle.id, TakeBack(teller))
    await remove(kit, session, story)
    await _empty_log(kit, session)


async def remove(kit: Kit, session: AsyncSession, story: Story) -> None:
    """Delete a story within a deed; its message follows, and so does what was kept only for its sake."""
    await session.delete(story)
    await session.flush()
    await _follow_in_thread(kit, session, story)
    circle = await session.get_one(CircleRow, story.circle_id)
    if circle.closed_at is not None:
        at = max(circle.closed_at + keeping.REMEMBERED, kit.clock())
        await jobs.ask(session, names.FORGET, circle.id, guild_id=circle.guild_id, at=at, urgency=Urgency.SCHEDULE)


async def _choose(kit: Kit, session: AsyncSession, story: Story, choice: Keep) -> None:
    story.keep, story.decided_at = choice, kit.clock()
    ends_at = after_rules.ends_at(choice, story.decided_at)
    assert ends_at is not None
    await end_at(session, story, ends_at)


async def end_at(session: AsyncSession, story: Story, at: datetime) -> None:
    """Ask that a story be looked at when its time is over."""
    schedule = Urgency.SCHEDULE
    job = names.END_STORY
    await jobs.ask(session, job, story.id, guild_id=story.guild_id, at=at, urgency=schedule, move=True)


async def _may_keep(
    kit: Kit, session: AsyncSession, seals: GuildSeals, by: Person, circle_id: int, choice: Keep
) -> None:
    """Only those who may read what is kept for a circle keep something for it."""
    if choice is Keep.CIRCLE and not await circle_archive.may_keep_for(session, _reader(kit, seals, by), circle_id):
        raise Refusal(after_texts.NOT_FOR_THIS_CIRCLE)


async def _own(kit: Kit, session: AsyncSession, by: Person, story_id: int) -> tuple[GuildSeals, Story]:
    seals = await kit.seals.known(session, by.server_id)
    story = await session.get(Story, story_id)
    if seals is None or story is None or story.guild_id != by.server_id:
        raise Refusal(after_texts.UNKNOWN_STORY)
    if story.who != seals.who(circles.STORY, by.user_id):
        raise Refusal(after_texts.UNKNOWN_STORY)
    return seals, story


def _put(seals: GuildSeals, story: Story, words: str, note: str | None) -> None:
    story.words = seals.seal(story, "words", words)
    story.note = None if note is None else seals.seal(story, "note", note)


async def _follow_in_thread(kit: Kit, session: AsyncSession, story: Story) -> None:
    if await cards.card_of(session, names.STORY_CARD, story.id) is not None:
        await cards.show(session, names.STORY_CARD, story.id, guild_id=story.guild_id, now=kit.clock())


async def _empty_log(kit: Kit, session: AsyncSession) -> None:
    await jobs.ask(session, EMPTY_LOG, 0, guild_id=None, at=kit.clock())


# Saving a message of one's own


async def circle_of_thread(kit: Kit, *, by: Person, thread_id: int) -> int:
    """Return the circle in whose thread somebody holds a message.

    Raises:
        Refusal: when it is no circle's, or they do not sit in it; both read the same.
    """
    async with kit.store.reading() as session:
        circle = await circles.circle_in_thread(session, by.server_id, thread_id)
        await _sat_in(kit, session, by, circle)
        assert circle is not None
        return circle.id


async def save(kit: Kit, *, by: Person, circle_id: int, form: int, words: str, note: str, choice: Keep) -> int:
    """Keep somebody's own words, saved of a message; the same form sent twice is kept once. Returns the story.

    Raises:
        Refusal: when they did not sit in this circle, or there are no words or too many.
    """
    kept, noted = telling_rules.story_to_keep(words), telling_rules.note_to_keep(note)
    now = kit.clock()
    async with kit.store.writing() as session:
        circle = await circles.circle(session, by.server_id, circle_id)
        seals = await _sat_in(kit, session, by, circle)
        assert circle is not None
        await _may_keep(kit, session, seals, by, circle_id, choice)
        story_id = int.from_bytes(seals.who(f"saved:{circle_id}:{form}", by.user_id)[:8], "big") >> 1
        if await session.get(Story, story_id) is not None:
            return story_id
        story = Story(
            id=story_id,
            guild_id=by.server_id,
            circle_id=circle_id,
            who=seals.who(circles.STORY, by.user_id),
            stage=circle.stage,
            made_at=now,
        )
        story.teller = seals.seal(story, "teller", str(by.user_id))
        _put(seals, story, kept, noted)
        await _choose(kit, session, story, choice)
        session.add(story)
    await kit.crashpoint("circles.saved")
    return story_id


async def _sat_in(kit: Kit, session: AsyncSession, by: Person, circle: CircleRow | None) -> GuildSeals:
    seals = await kit.seals.known(session, by.server_id)
    if seals is None or circle is None:
        raise Refusal(after_texts.OUTSIDE)
    seat = await circles.seat_of(session, circle.id, seals.who(circles.SEAT, by.user_id))
    if seat is None or not seat.agreed:
        raise Refusal(after_texts.OUTSIDE)
    return seals
