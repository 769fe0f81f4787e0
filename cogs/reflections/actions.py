"""Deeds of members: what they keep, share, take back, change, delete, and which themes they set aside.

Each is one transaction, committed before anybody is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import ZONE, values_in
from cogs.reflections import day_actions, names, rules, texts
from data import cards, prompts, reflections
from data.cards import CardRow
from data.reflections import JOURNAL, Day, Entry
from data.sealing import GuildSeals

PAGE = 5  # entries on a page of the journal


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as its author reads it."""

    id: int
    kept_on: date
    prompt: str
    words: str
    shared: bool
    place: int | None  # the room or thread where its message stands
    going: bool  # taken back, and its message not yet confirmed gone


# Entries


async def keep(
    kit: Kit,
    *,
    by: Person,
    form: int,
    words: str,
    share: bool,
    day_id: int | None = None,
    prompt_number: int | None = None,
    gentler: bool = False,
) -> tuple[int, bool]:
    """Keep what a member wrote, and share it if they say so. Returns the entry's id, and whether it is shared.

    Args:
        kit: What actions need.
        by: Who wrote, and where.
        form: The form's random number: the same form sent twice is kept once.
        words: What they wrote.
        share: Whether everyone may read it, with the author's name.
        day_id: The day whose prompt they answered.
        prompt_number: Or the prompt of their own.
        gentler: Whether they answered the gentler wording.

    Raises:
        Refusal: when there are no words or too many, or the card is unknown or too old.
    """
    kept = rules.words_to_keep(words)
    now = kit.clock()
    async with kit.store.writing() as session:
        day, prompt_id = await _what_was_answered(kit, session, by.server_id, day_id, prompt_number)
        seals = await kit.seals.of(session, by.server_id)
        entry_id = int.from_bytes(seals.who(f"form:{day_id}:{form}", by.user_id)[:8], "big") >> 1
        who = seals.who(JOURNAL, by.user_id)
        earlier = await reflections.entry(session, by.server_id, entry_id, who)
        if earlier is not None:
            return entry_id, earlier.shared_at is not None
        entry = Entry(
            id=entry_id,
            guild_id=by.server_id,
            day_id=day.id if day else None,
            prompt_id=prompt_id,
            gentler=gentler,
            who=who,
            kept_at=now,
        )
        entry.words = seals.seal(entry, "words", kept)
        session.add(entry)
        if share:
            await _share(kit, session, seals, entry, by.user_id)
    await kit.crashpoint("reflections.kept")
    return entry_id, share


async def _what_was_answered(
    kit: Kit, session: AsyncSession, guild_id: int, day_id: int | None, prompt_number: int | None
) -> tuple[Day | None, str]:
    if day_id is not None:
        day = await day_actions.answerable_day(kit, session, guild_id, day_id)
        return day, day.prompt_id
    for prompt in prompts.bank():
        if rules.number(prompt.id) == prompt_number:
            since = kit.clock() - rules.TODAY_LASTS
            return await reflections.newest_day(session, guild_id, since=since), prompt.id
    raise Refusal(texts.UNKNOWN_DAY)


async def share(kit: Kit, *, by: Person, entry_id: int) -> None:
    """Show an entry to everyone here, with its author's name.

    Raises:
        Refusal: when it is not this member's, or the server has no room for it.
    """
    async with kit.store.writing() as session:
        seals, entry = await _own(kit, session, by, entry_id)
        await _share(kit, session, seals, entry, by.user_id)


async def _share(kit: Kit, session: AsyncSession, seals: GuildSeals, entry: Entry, user_id: int) -> None:
    values = await values_in(session, kit.server_settings, entry.guild_id)
    if values.id(names.ROOM) is None:  # also for a card of earlier: what is switched off takes nothing more (P13)
        raise Refusal(texts.NOT_ON)
    now = kit.clock()
    entry.shared_at = now
    entry.author = seals.seal(entry, "author", str(user_id))
    await session.flush()
    await cards.show(session, names.SHARE_CARD, entry.id, guild_id=entry.guild_id, now=now, again=True)


async def take_back(kit: Kit, *, by: Person, entry_id: int) -> None:
    """Close an entry again: its message goes, its words stay with their author.

    Raises:
        Refusal: when it is not this member's.
    """
    async with kit.store.writing() as session:
        _, entry = await _own(kit, session, by, entry_id)
        entry.shared_at = entry.author = None
        await session.flush()
        await cards.show(session, names.SHARE_CARD, entry.id, guild_id=by.server_id, now=kit.clock())


async def change(kit: Kit, *, by: Person, entry_id: int, words: str) -> bool:
    """Put other words in an entry's place; where it is shared, its message follows. Returns whether it is.

    Raises:
        Refusal: when it is not this member's, or there are no words or too many.
    """
    kept = rules.words_to_keep(words)
    async with kit.store.writing() as session:
        seals, entry = await _own(kit, session, by, entry_id)
        entry.words = seals.seal(entry, "words", kept)
        if entry.shared_at is not None:
            await session.flush()
            await cards.show(session, names.SHARE_CARD, entry.id, guild_id=by.server_id, now=kit.clock())
        return entry.shared_at is not None


async def delete(kit: Kit, *, by: Person, entry_id: int) -> None:
    """Delete an entry; if it was shared, its message goes too.

    Raises:
        Refusal: when it is not this member's.
    """
    async with kit.store.writing() as session:
        _, entry = await _own(kit, session, by, entry_id)
        await _delete(kit, session, [entry])


async def journal_mark(kit: Kit, *, by: Person) -> tuple[int, int]:
    """Return how many entries a member has, and the number that says which."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return 0, 0
        mine = await reflections.entry_ids(session, by.server_id, seals.who(JOURNAL, by.user_id))
        return len(mine), rules.mark(mine)


async def delete_all(kit: Kit, *, by: Person, mark: int) -> tuple[int, list[int]]:
    """Delete a member's whole journal in one server (P16).

    Returns how many entries that were, and those whose messages have yet to follow.

    Args:
        kit: What actions need.
        by: Whose journal, and where.
        mark: What `journal_mark` gave when they were asked.

    Raises:
        Refusal: when the journal has changed since they were asked.
    """
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, by.server_id)
        who = seals.who(JOURNAL, by.user_id)
        mine = await reflections.entries(session, by.server_id, who, most=None)
        if not mine or rules.mark(entry.id for entry in mine) != mark:
            raise Refusal(texts.COUNT_CHANGED)
        return len(mine), await _delete(kit, session, mine)


async def _delete(kit: Kit, session: AsyncSession, entries: Sequence[Entry]) -> list[int]:
    """Delete entries; return those whose messages have yet to follow."""
    following = []
    for entry in entries:
        await session.delete(entry)
        if await cards.card_of(session, names.SHARE_CARD, entry.id) is not None:
            await cards.show(session, names.SHARE_CARD, entry.id, guild_id=entry.guild_id, now=kit.clock())
            following.append(entry.id)
    return following


async def _own(kit: Kit, session: AsyncSession, by: Person, entry_id: int) -> tuple[GuildSeals, Entry]:
    """Return someone's own entry; what is missing and what is another's read the same."""
    seals = await kit.seals.known(session, by.server_id)
    if seals is None:
        raise Refusal(texts.UNKNOWN_ENTRY)
    entry = await reflections.entry(session, by.server_id, entry_id, seals.who(JOURNAL, by.user_id))
    if entry is None:
        raise Refusal(texts.UNKNOWN_ENTRY)
    return seals, entry


async def rooms_of(kit: Kit, session: AsyncSession, entry: Entry) -> list[int | None]:
    """Return where a shared entry may stand, the best place first; None where its thread is yet to be made.

    Its day's thread, and where that is gone the room where the day's card stands, in which its author pressed
    Reflect; never another room, which others may read.
    """
    day = await session.get(Day, entry.day_id) if entry.day_id is not None else None
    if day is None:
        now_set = (await values_in(session, kit.server_settings, entry.guild_id)).id(names.ROOM)
        return [] if now_set is None else [now_set]
    if day.wants_thread and day.thread_id is None:
        return [None]
    card = await cards.card_of(session, names.DAY_CARD, day.id)
    room = day.channel_id if card is None or card.channel_id is None else card.channel_id
    return [room] if day.thread_id is None else [day.thread_id, room]


# The journal


async def read(kit: Kit, *, by: Person, entry_id: int) -> Written:
    """Return one of a member's own entries.

    Raises:
        Refusal: when it is not theirs.
    """
    async with kit.store.reading() as session:
        seals, entry = await _own(kit, session, by, entry_id)
        return (await _written(kit, session, seals, [entry]))[0]


async def journal(kit: Kit, *, by: Person, page: int, size: int = PAGE) -> tuple[list[Written], int]:
    """Return one page of a member's journal, newest first, and how many entries there are in all."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return [], 0
        who = seals.who(JOURNAL, by.user_id)
        found = await reflections.entries(session, by.server_id, who, skip=page * size, most=size)
        written = await _written(kit, session, seals, found)
        return written, await reflections.how_many(session, by.server_id, who)


async def _written(kit: Kit, session: AsyncSession, seals: GuildSeals, entries: Sequence[Entry]) -> list[Written]:
    """Return entries of one server as their author reads them."""
    zone = ZoneInfo((await values_in(session, kit.server_settings, seals.guild_id)).text(ZONE))
    shown = await cards.cards_of(session, names.SHARE_CARD, [entry.id for entry in entries])
    return [_as_read(seals, entry, shown.get(entry.id), zone) for entry in entries]


def _as_read(seals: GuildSeals, entry: Entry, card: CardRow | None, zone: ZoneInfo) -> Written:
    shared = entry.shared_at is not None
    return Written(
        id=entry.id,
        kept_on=entry.kept_at.astimezone(zone).date(),
        prompt=day_actions.wording(entry.prompt_id, gentler=entry.gentler),
        words=seals.open(entry, "words"),
        shared=shared,
        place=card.channel_id if card is not None else None,
        going=not shared and card is not None and card.message_id is not None,
    )


# Themes set aside


async def set_theme_aside(kit: Kit, *, by: Person, day_id: int, aside: bool) -> str:
    """Stop, or begin again, giving a member the theme of a day's card. Returns the theme.

    Raises:
        Refusal: when there is no such card.
    """
    async with kit.store.writing() as session:
        day = await reflections.day(session, by.server_id, day_id)
        if day is None:
            raise Refusal(texts.UNKNOWN_DAY)
        who = (await kit.seals.of(session, by.server_id)).who(reflections.THEMES, by.user_id)
        change_it = reflections.set_aside if aside else reflections.take_up
        await change_it(session, by.server_id, who, day.theme)
        return day.theme


async def is_set_aside(kit: Kit, *, by: Person, day_id: int) -> bool:
    """Return whether a member set the theme of a day's card aside.

    Raises:
        Refusal: when there is no such card.
    """
    async with kit.store.reading() as session:
        day = await reflections.day(session, by.server_id, day_id)
        if day is None:
            raise Refusal(texts.UNKNOWN_DAY)
        seals = await kit.seals.known(session, by.server_id)
        if seals is None:
            return False
        return day.theme in await reflections.aside_themes(
            session, by.server_id, seals.who(reflections.THEMES, by.user_id)
        )
