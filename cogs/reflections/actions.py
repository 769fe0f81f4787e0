"""Deeds of daily reflections: each one transaction, committed before anybody is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import WEEKDAYS as DAY_NAMES
from bot.server_settings import ZONE, Values, values_in
from cogs.reflections import rules, texts
from data import cards, jobs, prompts, reflections, servers
from data.base import new_id
from data.prompts import Prompt
from data.reflections import JOURNAL, Day, Entry
from data.sealing import GuildSeals

ROOM = "reflections.room"
TIME = "reflections.time"
WEEKDAYS = "reflections.weekdays"
THEMES = "reflections.themes"
THREAD = "reflections.thread_a_day"
ROLE = "reflections.role"

OPEN_DAY = "reflections.open_day"  # a job: look whether a server's next day is due
OPEN_THREAD = "reflections.open_thread"  # a job: give a day's card its thread
DAY_CARD = "reflections.day"
SHARE_CARD = "reflections.share"
SKIPPED = "reflections.skipped"
FEW_LEFT = "reflections.few_left"
PAGE = 5  # entries on a page of the journal


@dataclass(frozen=True, slots=True)
class Asked:
    """What a member is offered to write to.

    Attributes:
        prompt: The prompt.
        day_id: The day whose own prompt it is, None for a prompt of one's own.
        instead: Whether it stands in for a day whose theme this member set aside.
    """

    prompt: Prompt
    day_id: int | None
    instead: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as its author reads it."""

    id: int
    day_id: int | None
    kept_on: date
    prompt: str
    words: str
    shared: bool
    going: bool  # taken back, and its message not yet confirmed gone


def schedule_of(values: Values) -> rules.Schedule:
    """Return when a server's reflections come."""
    weekdays = frozenset(DAY_NAMES.index(name) for name in values.several(WEEKDAYS))
    return rules.Schedule(at=values.time(TIME), zone=values.text(ZONE), weekdays=weekdays)


# Days


async def plan_again(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Plan a server's next day anew, in the deed that changed when or where it comes."""
    now = kit.clock()
    values = await values_in(session, kit.server_settings, guild_id)
    if values.id(ROOM) is None:
        await reflections.forget_plan(session, guild_id)
        return
    await reflections.settle(session, guild_id, now)
    _, due_at = schedule_of(values).next_after(now)
    await jobs.ask(session, OPEN_DAY, guild_id, guild_id=guild_id, at=due_at, urgency=jobs.Urgency.SCHEDULE, move=True)


async def open_due_day(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Open the day that is due in a server, note what came too late, and plan the next: one deed.

    Safe to run twice, late, or for nothing: a local date has one row, ever (P1).
    """
    now = kit.clock()
    since = await reflections.looked_at(session, guild_id)
    values = await values_in(session, kit.server_settings, guild_id)
    if since is None or values.id(ROOM) is None:
        return
    schedule = schedule_of(values)
    missed = schedule.missed(since, now)
    for local_on, due_at in missed:
        if await reflections.day_on(session, guild_id, local_on) is not None:
            continue
        in_time = (local_on, due_at) == missed[-1] and rules.is_still_welcome(due_at, now)
        await _open(kit, session, guild_id, local_on, values, now, in_time=in_time)
    await reflections.settle(session, guild_id, now)
    _, due_at = schedule.next_after(now)
    await jobs.ask(session, OPEN_DAY, guild_id, guild_id=guild_id, at=due_at, urgency=jobs.Urgency.SCHEDULE)


async def _open(
    kit: Kit,
    session: AsyncSession,
    guild_id: int,
    local_on: date,
    values: Values,
    now: datetime,
    *,
    in_time: bool,
) -> None:
    bank, themes = prompts.bank(), frozenset(values.several(THEMES))
    given = await reflections.history(session, guild_id)
    prompt = rules.choose(bank, themes, given, guild_id=guild_id, on=local_on)
    day = Day(
        id=new_id(now),
        guild_id=guild_id,
        local_on=local_on,
        prompt_id=prompt.id,
        theme=prompt.theme,
        opened_at=now if in_time else None,
        channel_id=values.id(ROOM),
        wants_thread=values.is_on(THREAD),
        role_id=values.id(ROLE),
    )
    session.add(day)
    await session.flush()
    if not in_time:
        await servers.tell_admins(session, guild_id, SKIPPED, about=str(local_on), now=now)
        return
    await cards.show(session, DAY_CARD, day.id, guild_id=guild_id, now=now, urgency=jobs.Urgency.SCHEDULE)
    left = rules.unseen(bank, themes, [*given, (local_on, prompt.id)])
    if left in rules.WARN_AT:
        await servers.tell_admins(session, guild_id, FEW_LEFT, about=str(left), now=now)


async def next_days(kit: Kit, guild_id: int, most: int = 3) -> list[datetime]:
    """Return when a server's next reflections come (P8); empty where they are off."""
    async with kit.store.reading() as session:
        values = await values_in(session, kit.server_settings, guild_id)
        if values.id(ROOM) is None:
            return []
        moments: list[datetime] = []
        moment = kit.clock()
        while len(moments) < most:
            local_on, moment = schedule_of(values).next_after(moment)
            if await reflections.day_on(session, guild_id, local_on) is None:
                moments.append(moment)
        return moments


async def record_thread(session: AsyncSession, day: Day, thread_id: int, *, now: datetime) -> None:
    """Record a day's thread, and show in it what waits for it."""
    day.thread_id = thread_id
    for entry_id in await reflections.shared_in_day(session, day.guild_id, day.id):
        await cards.show(session, SHARE_CARD, entry_id, guild_id=day.guild_id, now=now)


# What to write to


async def prompt_of_day(kit: Kit, *, guild_id: int, day_id: int, user_id: int) -> Asked:
    """Return what a member is offered who answers a day's card.

    Raises:
        Refusal: when the card is unknown or too old.
    """
    async with kit.store.reading() as session:
        day = await _answerable_day(kit, session, guild_id, day_id)
        return await _asked(kit, session, guild_id, day, user_id)


async def prompt_of_now(kit: Kit, *, guild_id: int, user_id: int) -> Asked:
    """Return what a member is offered who wants to write: today's prompt, or one of their own."""
    async with kit.store.reading() as session:
        day = await reflections.newest_day(session, guild_id, since=kit.clock() - rules.TODAY_LASTS)
        return await _asked(kit, session, guild_id, day, user_id)


async def _asked(kit: Kit, session: AsyncSession, guild_id: int, day: Day | None, user_id: int) -> Asked:
    seals = await kit.seals.known(session, guild_id)
    aside = (
        await reflections.aside_themes(session, guild_id, seals.who(reflections.THEMES, user_id))
        if seals
        else frozenset()
    )
    shown = None if day is None else prompts.prompt(day.prompt_id)
    if day is not None and shown is not None and day.theme not in aside:
        return Asked(shown, day.id)
    values = await values_in(session, kit.server_settings, guild_id)
    on = kit.clock().astimezone(ZoneInfo(values.text(ZONE))).date() if day is None else day.local_on
    themes = frozenset(values.several(THEMES))
    other = rules.instead(prompts.bank(), themes, aside, guild_id=guild_id, on=on)
    return Asked(other, None, instead=day is not None)


async def _answerable_day(kit: Kit, session: AsyncSession, guild_id: int, day_id: int) -> Day:
    day = await reflections.day(session, guild_id, day_id)
    if day is None:
        raise Refusal(texts.UNKNOWN_DAY)
    rules.may_answer(day.opened_at, kit.clock())
    return day


# Entries


async def keep(
    kit: Kit,
    *,
    guild_id: int,
    user_id: int,
    form: int,
    words: str,
    share: bool,
    day_id: int | None = None,
    prompt_number: int | None = None,
    gentler: bool = False,
) -> int:
    """Keep what a member wrote, and share it if they say so. Returns the entry's id.

    Args:
        kit: What actions need.
        guild_id: The server.
        user_id: Who wrote.
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
        day, prompt_id = await _what_was_answered(kit, session, guild_id, day_id, prompt_number)
        seals = await kit.seals.of(session, guild_id)
        entry_id = int.from_bytes(seals.who(f"form:{day_id}:{form}", user_id)[:8], "big") >> 1
        who = seals.who(JOURNAL, user_id)
        if await reflections.entry(session, guild_id, entry_id, who) is not None:
            return entry_id
        entry = Entry(
            id=entry_id,
            guild_id=guild_id,
            day_id=day.id if day else None,
            prompt_id=prompt_id,
            gentler=gentler,
            who=who,
            kept_at=now,
        )
        entry.words = seals.seal(entry, "words", kept)
        session.add(entry)
        if share:
            await _share(kit, session, seals, entry, user_id)
    await kit.crashpoint("reflections.kept")
    return entry_id


async def _what_was_answered(
    kit: Kit, session: AsyncSession, guild_id: int, day_id: int | None, prompt_number: int | None
) -> tuple[Day | None, str]:
    if day_id is not None:
        day = await _answerable_day(kit, session, guild_id, day_id)
        return day, day.prompt_id
    for prompt in prompts.bank():
        if rules.number(prompt.id) == prompt_number:
            since = kit.clock() - rules.TODAY_LASTS
            return await reflections.newest_day(session, guild_id, since=since), prompt.id
    raise Refusal(texts.UNKNOWN_DAY)


async def share(kit: Kit, *, guild_id: int, user_id: int, entry_id: int) -> None:
    """Show an entry to everyone here, with its author's name.

    Raises:
        Refusal: when it is not this member's, or the server has no room for it.
    """
    async with kit.store.writing() as session:
        seals, entry = await _own(kit, session, guild_id, user_id, entry_id)
        await _share(kit, session, seals, entry, user_id)


async def _share(kit: Kit, session: AsyncSession, seals: GuildSeals, entry: Entry, user_id: int) -> None:
    if await room_of(kit, session, entry) is None:
        values = await values_in(session, kit.server_settings, entry.guild_id)
        if values.id(ROOM) is None:
            raise Refusal(texts.NOT_ON)
    now = kit.clock()
    entry.shared_at = now
    entry.author = seals.seal(entry, "author", str(user_id))
    await session.flush()
    await cards.show(session, SHARE_CARD, entry.id, guild_id=entry.guild_id, now=now, again=True)


async def take_back(kit: Kit, *, guild_id: int, user_id: int, entry_id: int) -> None:
    """Close an entry again: its message goes, its words stay with their author.

    Raises:
        Refusal: when it is not this member's.
    """
    async with kit.store.writing() as session:
        _, entry = await _own(kit, session, guild_id, user_id, entry_id)
        entry.shared_at = entry.author = None
        await session.flush()
        await cards.show(session, SHARE_CARD, entry.id, guild_id=guild_id, now=kit.clock())


async def change(kit: Kit, *, guild_id: int, user_id: int, entry_id: int, words: str) -> None:
    """Put other words in an entry's place; where it is shared, its message follows.

    Raises:
        Refusal: when it is not this member's, or there are no words or too many.
    """
    kept = rules.words_to_keep(words)
    async with kit.store.writing() as session:
        seals, entry = await _own(kit, session, guild_id, user_id, entry_id)
        entry.words = seals.seal(entry, "words", kept)
        if entry.shared_at is not None:
            await session.flush()
            await cards.show(session, SHARE_CARD, entry.id, guild_id=guild_id, now=kit.clock())


async def delete(kit: Kit, *, guild_id: int, user_id: int, entry_id: int) -> None:
    """Delete an entry; if it was shared, its message goes too.

    Raises:
        Refusal: when it is not this member's.
    """
    async with kit.store.writing() as session:
        _, entry = await _own(kit, session, guild_id, user_id, entry_id)
        await _delete(kit, session, [entry])


async def delete_all(kit: Kit, *, guild_id: int, user_id: int, newest: int) -> int:
    """Delete a member's whole journal in one server (P16). Returns how many entries that were.

    Args:
        kit: What actions need.
        guild_id: The server.
        user_id: Whose journal.
        newest: The newest entry when they were asked.

    Raises:
        Refusal: when the journal has changed since they were asked.
    """
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, guild_id)
        who = seals.who(JOURNAL, user_id)
        mine = await reflections.entries(session, guild_id, who, most=None)
        if not mine or mine[0].id != newest:
            raise Refusal(texts.COUNT_CHANGED)
        await _delete(kit, session, mine)
        return len(mine)


async def _delete(kit: Kit, session: AsyncSession, entries: Sequence[Entry]) -> None:
    for entry in entries:
        await session.delete(entry)
        if await cards.card_of(session, SHARE_CARD, entry.id) is not None:
            await cards.show(session, SHARE_CARD, entry.id, guild_id=entry.guild_id, now=kit.clock())


async def _own(kit: Kit, session: AsyncSession, guild_id: int, user_id: int, entry_id: int) -> tuple[GuildSeals, Entry]:
    """Return someone's own entry; what is missing and what is another's read the same."""
    seals = await kit.seals.known(session, guild_id)
    if seals is None:
        raise Refusal(texts.UNKNOWN_ENTRY)
    entry = await reflections.entry(session, guild_id, entry_id, seals.who(JOURNAL, user_id))
    if entry is None:
        raise Refusal(texts.UNKNOWN_ENTRY)
    return seals, entry


async def room_of(kit: Kit, session: AsyncSession, entry: Entry) -> int | None:
    """Return where a shared entry stands: its day's thread or room, else the server's room."""
    day = await session.get(Day, entry.day_id) if entry.day_id is not None else None
    if day is not None:
        return day.thread_id if day.wants_thread else day.channel_id
    return (await values_in(session, kit.server_settings, entry.guild_id)).id(ROOM)


# The journal


async def read(kit: Kit, *, guild_id: int, user_id: int, entry_id: int) -> Written:
    """Return one of a member's own entries.

    Raises:
        Refusal: when it is not theirs.
    """
    async with kit.store.reading() as session:
        seals, entry = await _own(kit, session, guild_id, user_id, entry_id)
        return await _written(kit, session, seals, entry)


async def journal(kit: Kit, *, guild_id: int, user_id: int, page: int, size: int = PAGE) -> tuple[list[Written], int]:
    """Return one page of a member's journal, newest first, and how many entries there are in all."""
    async with kit.store.reading() as session:
        seals = await kit.seals.known(session, guild_id)
        if seals is None:
            return [], 0
        who = seals.who(JOURNAL, user_id)
        found = await reflections.entries(session, guild_id, who, skip=page * size, most=size)
        written = [await _written(kit, session, seals, entry) for entry in found]
        return written, await reflections.how_many(session, guild_id, who)


async def _written(kit: Kit, session: AsyncSession, seals: GuildSeals, entry: Entry) -> Written:
    values = await values_in(session, kit.server_settings, entry.guild_id)
    shared = entry.shared_at is not None
    card = None if shared else await cards.card_of(session, SHARE_CARD, entry.id)
    return Written(
        id=entry.id,
        day_id=entry.day_id,
        kept_on=entry.kept_at.astimezone(ZoneInfo(values.text(ZONE))).date(),
        prompt=wording(entry.prompt_id, gentler=entry.gentler),
        words=seals.open(entry, "words"),
        shared=shared,
        going=card is not None and card.message_id is not None,
    )


def wording(prompt_id: str, *, gentler: bool) -> str:
    """Return the words of a prompt, also of one that has left the bank."""
    prompt = prompts.prompt(prompt_id)
    if prompt is None:
        return prompt_id
    return prompt.gentler if gentler else prompt.text


# Themes set aside


async def set_theme_aside(kit: Kit, *, guild_id: int, user_id: int, day_id: int, aside: bool) -> str:
    """Stop, or begin again, giving a member the theme of a day's card. Returns the theme.

    Raises:
        Refusal: when there is no such card.
    """
    async with kit.store.writing() as session:
        day = await reflections.day(session, guild_id, day_id)
        if day is None:
            raise Refusal(texts.UNKNOWN_DAY)
        who = (await kit.seals.of(session, guild_id)).who(reflections.THEMES, user_id)
        change_it = reflections.set_aside if aside else reflections.take_up
        await change_it(session, guild_id, who, day.theme)
        return day.theme


async def is_set_aside(kit: Kit, *, guild_id: int, user_id: int, day_id: int) -> bool:
    """Return whether a member set the theme of a day's card aside.

    Raises:
        Refusal: when there is no such card.
    """
    async with kit.store.reading() as session:
        day = await reflections.day(session, guild_id, day_id)
        if day is None:
            raise Refusal(texts.UNKNOWN_DAY)
        seals = await kit.seals.known(session, guild_id)
        if seals is None:
            return False
        return day.theme in await reflections.aside_themes(session, guild_id, seals.who(reflections.THEMES, user_id))
