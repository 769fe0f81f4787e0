"""Deeds of days: planning them, opening them, and what a member is offered to write to."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person
from bot.kit import Kit
from bot.refusal import Refusal
from bot.server_settings import ZONE, Values, values_in
from bot.setting_kinds import WEEKDAYS
from cogs.reflections import names, rules, texts
from data import cards, jobs, prompts, reflections, servers
from data.base import new_id
from data.prompts import Prompt
from data.reflections import Day


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


def schedule_of(values: Values) -> rules.Schedule:
    """Return when a server's reflections come."""
    weekdays = frozenset(WEEKDAYS.index(name) for name in values.several(names.WEEKDAYS))
    return rules.Schedule(at=values.time(names.TIME), zone=values.text(ZONE), weekdays=weekdays)


async def plan_again(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Plan a server's next day anew, in the deed that changed when or where it comes."""
    now = kit.clock()
    values = await values_in(session, kit.server_settings, guild_id)
    if values.id(names.ROOM) is None:
        return
    await reflections.settle(session, guild_id, now)
    _, due_at = schedule_of(values).next_after(now)
    await jobs.ask(
        session, names.OPEN_DAY, guild_id, guild_id=guild_id, at=due_at, urgency=jobs.Urgency.SCHEDULE, move=True
    )


async def open_due_day(kit: Kit, session: AsyncSession, guild_id: int) -> None:
    """Open the day that is due in a server, note what came too late, and plan the next: one deed.

    Safe to run twice, late, or for nothing: a local date has one row, ever (P1).
    """
    now = kit.clock()
    since = await reflections.looked_at(session, guild_id)
    values = await values_in(session, kit.server_settings, guild_id)
    if since is None or values.id(names.ROOM) is None:
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
    await jobs.ask(session, names.OPEN_DAY, guild_id, guild_id=guild_id, at=due_at, urgency=jobs.Urgency.SCHEDULE)


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
    bank, themes = prompts.bank(), frozenset(values.several(names.THEMES))
    given = await reflections.history(session, guild_id)
    prompt = rules.choose(bank, themes, given, guild_id=guild_id, on=local_on)
    day = Day(
        id=new_id(now),
        guild_id=guild_id,
        local_on=local_on,
        prompt_id=prompt.id,
        theme=prompt.theme,
        opened_at=now if in_time else None,
        channel_id=values.id(names.ROOM),
        wants_thread=values.is_on(names.THREAD),
        role_id=values.id(names.ROLE),
    )
    session.add(day)
    await session.flush()
    if not in_time:
        await servers.tell_admins(session, guild_id, names.SKIPPED, about=str(local_on), now=now)
        return
    await cards.show(session, names.DAY_CARD, day.id, guild_id=guild_id, now=now, urgency=jobs.Urgency.SCHEDULE)
    left = rules.unseen(bank, themes, [*given, (local_on, prompt.id)])
    await _warn(session, guild_id, left, now)


async def _warn(session: AsyncSession, guild_id: int, left: int, now: datetime) -> None:
    """Let the team hear once at each mark how many unseen prompts are left, and once when there are enough again."""
    told = await servers.open_matters(session, guild_id, names.FEW_LEFT)
    passed = rules.warning(left)
    if passed is None:
        for about in told:
            await servers.mended(session, guild_id, names.FEW_LEFT, about=about, now=now)
    elif passed not in {rules.warning(int(about)) for about in told}:
        await servers.tell_admins(session, guild_id, names.FEW_LEFT, about=str(left), now=now)


async def next_days(kit: Kit, guild_id: int, most: int = 3) -> list[datetime]:
    """Return when a server's next reflections come (P8); empty where they are off."""
    async with kit.store.reading() as session:
        values = await values_in(session, kit.server_settings, guild_id)
        if values.id(names.ROOM) is None:
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
        await cards.show(session, names.SHARE_CARD, entry_id, guild_id=day.guild_id, now=now)


# What to write to


async def prompt_of_day(kit: Kit, *, by: Person, day_id: int) -> Asked:
    """Return what a member is offered who answers a day's card.

    Raises:
        Refusal: when the card is unknown or too old.
    """
    async with kit.store.reading() as session:
        day = await answerable_day(kit, session, by.server_id, day_id)
        return await _asked(kit, session, by, day)


async def prompt_of_now(kit: Kit, *, by: Person) -> Asked:
    """Return what a member is offered who wants to write: today's prompt, or one of their own."""
    async with kit.store.reading() as session:
        day = await reflections.newest_day(session, by.server_id, since=kit.clock() - rules.TODAY_LASTS)
        return await _asked(kit, session, by, day)


async def _asked(kit: Kit, session: AsyncSession, by: Person, day: Day | None) -> Asked:
    seals = await kit.seals.known(session, by.server_id)
    aside = (
        await reflections.aside_themes(session, by.server_id, seals.who(reflections.THEMES, by.user_id))
        if seals
        else frozenset()
    )
    shown = None if day is None else prompts.prompt(day.prompt_id)
    if day is not None and shown is not None and day.theme not in aside:
        return Asked(shown, day.id)
    values = await values_in(session, kit.server_settings, by.server_id)
    on = kit.clock().astimezone(ZoneInfo(values.text(ZONE))).date() if day is None else day.local_on
    themes = frozenset(values.several(names.THEMES))
    other = rules.instead(prompts.bank(), themes, aside, guild_id=by.server_id, on=on)
    return Asked(other, None, instead=day is not None and day.theme in aside)


async def answerable_day(kit: Kit, session: AsyncSession, guild_id: int, day_id: int) -> Day:
    """Return a day whose card still takes answers.

    Raises:
        Refusal: when it is unknown or too old.
    """
    day = await reflections.day(session, guild_id, day_id)
    if day is None:
        raise Refusal(texts.UNKNOWN_DAY)
    rules.may_answer(day.opened_at, kit.clock())
    return day


def wording(prompt_id: str, *, gentler: bool) -> str:
    """Return the words of a prompt, also of one that has left the bank."""
    prompt = prompts.prompt(prompt_id)
    if prompt is None:
        return prompt_id
    return prompt.gentler if gentler else prompt.text
