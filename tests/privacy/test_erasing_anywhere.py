"""Whatever a person left in however many servers: once erased, only safety records are left, until their own date."""

import asyncio
import contextlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.access import Person, Standing
from bot.app import Banyan, create_bot
from bot.kit import Kit
from bot.refusal import Refusal
from bot.setting_kinds import Here
from cogs.circles import keeping
from cogs.circles.circle import Agree, Begin, Event, Join
from cogs.circles.forming import apart_actions, new_circle
from cogs.reflections import actions as reflections
from cogs.reflections import names, rules
from cogs.reports import letters
from cogs.reports.records import record_actions, record_effects
from cogs.reports.telling import actions as reports
from cogs.reports.telling.actions import Named, Told
from cogs.server import actions as server
from data import circles, evidence_folder, prompts, roster, tables, trail
from data.base import Sealed, new_id, random_id
from data.case_papers import LETTER, Copy, Evidence
from data.cases import INVOLVED, REPORTER, Case
from data.circles import CircleRow, Story, Wish
from data.jobs import Job
from data.measures import SUBJECT
from data.reflections import JOURNAL, THEMES, Day
from data.sealing import CannotOpen, GuildSeals, master_key, new_master_key
from tests.builders import START, Clock, put_copy, settings_in

SERVERS = (11, 22, 33)
PEOPLE = (100_001, 200_002, 300_003)
ROOM = 44
ERASED = PEOPLE[0]
ORDINARY = (JOURNAL, THEMES, roster.ROSTER, circles.SEAT, circles.STORY, circles.WISH)
APART = "circle_apart"  # a list is its author's: whoever stands on somebody else's is no matter of their own erasure
SAFETY = (REPORTER, INVOLVED, LETTER, SUBJECT)
NO_JOB = Job("", 0, None, 0, 0, 0, 0, START)


@dataclass(frozen=True)
class Act:
    """One thing that somebody does somewhere."""

    person: int
    server: int
    what: str
    number: int


acts = st.lists(
    st.builds(
        Act,
        person=st.sampled_from(PEOPLE),
        server=st.sampled_from(SERVERS),
        what=st.sampled_from(
            [
                *("keep", "share", "change", "take back", "set aside", "set", "tell", "tell", "take on", "read"),
                *("open circle", "sit", "sit", "sit", "begin", "story", "apart", "wish"),
            ]
        ),
        number=st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=30,
)


async def whole_bot(database: Path) -> Banyan:
    """A bot that knows every feature and runs on a file, without Discord."""
    bot = create_bot(settings_in(database.parent), clock=Clock(), shard_count=1)
    bot.kit.seals.use([master_key(new_master_key())])
    await bot.add_features()
    async with bot.store.writing() as session:
        for guild_id in SERVERS:
            session.add(a_day(guild_id))
    for guild_id in SERVERS:
        await choose_room(bot, Person(guild_id, 400_004, Standing.ADMIN))
    return bot


def a_day(guild_id: int) -> Day:
    first = prompts.bank()[0]
    return Day(
        id=guild_id,
        guild_id=guild_id,
        local_on=START.date(),
        prompt_id=first.id,
        theme=first.theme,
        opened_at=START,
        channel_id=ROOM,
        wants_thread=False,
    )


async def choose_room(bot: Banyan, by: Person) -> None:
    here = Here(rooms={ROOM: "daily"})
    await server.change_setting(bot.kit, by=by, key=names.ROOM, typed="daily", here=here)


async def do(bot: Banyan, act: Act) -> None:
    by = Person(act.server, act.person, Standing.ADMIN)
    if act.what == "set":
        await choose_room(bot, by)
    elif act.what in ("tell", "take on", "read"):
        await do_of_reports(bot, act)
    elif act.what in ("open circle", "sit", "begin", "story", "apart", "wish"):
        await do_of_circles(bot, act)
    elif act.what == "set aside":
        await reflections.set_theme_aside(bot.kit, by=by, day_id=act.server, aside=True)
    else:
        number = rules.number(prompts.bank()[act.number % 80].id)
        entry_id, _ = await reflections.keep(
            bot.kit, by=by, form=act.number, words="Words.", share=act.what != "keep", prompt_number=number
        )
        if act.what == "change":
            await reflections.change(bot.kit, by=by, entry_id=entry_id, words="Other words.")
        if act.what == "take back":
            await reflections.take_back(bot.kit, by=by, entry_id=entry_id)


async def do_of_reports(bot: Banyan, act: Act) -> None:
    """Tell about somebody, with a file and a letter; take on to take reports; or read everything there is."""
    now = bot.kit.clock()
    if act.what == "tell":
        about = Named(PEOPLE[act.number % len(PEOPLE)], "Somebody")
        told = Told(form=act.number, reporter=Named(act.person, "Their name"), words="Words.", about=[about])
        receipt = await reports.tell(bot.kit, guild_id=act.server, told=told)
        await put_file(bot, receipt.case_id, about)
        return
    async with bot.store.writing() as session:
        seals = await bot.kit.seals.of(session, act.server)
        who = seals.who(roster.ROSTER, act.person)
        if act.what == "take on" and await roster.person(session, act.server, who) is None:
            row = roster.RosterPerson(id=random_id(), guild_id=act.server, who=who, named_at=now, accepted_at=now)
            row.person, row.name = seals.seal(row, "person", str(act.person)), seals.seal(row, "name", "Their name")
            session.add(row)
        if act.what == "read":
            for case in await session.scalars(select(Case).where(Case.guild_id == act.server)):
                await trail.append(session, seals, "opened", case_id=case.id, actor_id=act.person, now=now)
                case.claimed_by = seals.seal(case, "claimed_by", str(act.person))


async def do_of_circles(bot: Banyan, act: Act) -> None:
    """List somebody, wish for time, open a circle, or do something in one that is open."""
    by, kit = Person(act.server, act.person, Standing.ADMIN), bot.kit
    other = PEOPLE[act.number % len(PEOPLE)]
    if act.what == "apart":
        if other != act.person:
            await apart_actions.add(kit, by=by, other_id=other, name="Somebody", is_bot=False)
        return
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, act.server)
        found = await circles.open_circles(session, act.server)
        if act.what == "wish":
            wish = Wish(guild_id=act.server, who=seals.who(circles.WISH, act.person), unhurried=True)
            await session.merge(wish)
        elif act.what == "open circle":
            await open_circle(session, seals, host=act.person)
        elif found:
            await do_in_circle(kit, session, seals, act, found[act.number % len(found)])


async def open_circle(session: AsyncSession, seals: GuildSeals, *, host: int) -> None:
    """Let somebody open a circle."""
    circle_id = new_id(START)
    await new_circle.new_circle(
        session,
        seals,
        circle_id=circle_id,
        origin_id=circle_id,
        title="Words",
        theme="bridges",
        pair_id="bridges-one-word-two-meanings",
        pace="live",
        most=6,
        room_id=ROOM,
        zone="UTC",
        starts_at=START,
        host=host,
        needs_facilitator=False,
        now=START,
    )


async def do_in_circle(kit: Kit, session: AsyncSession, seals: GuildSeals, act: Act, row: CircleRow) -> None:
    """Sit in a circle, let it begin with everybody's yes, or tell something, where that is possible."""
    if act.what == "story":
        story = Story(id=random_id(), guild_id=act.server, circle_id=row.id, stage=row.stage, made_at=START)
        story.who, story.keep = seals.who(circles.STORY, act.person), "nothing"
        story.teller, story.words = seals.seal(story, "teller", str(act.person)), seals.seal(story, "words", "Words.")
        session.add(story)
        return
    sits: list[Event] = [Join(act.person, random_id())]
    begins: list[Event] = [Begin(few=True), *(Agree(person) for person in PEOPLE)]
    for event in sits if act.what == "sit" else begins:
        with contextlib.suppress(Refusal):
            await keeping.happens_in(kit, session, act.server, row.id, event)


async def put_file(bot: Banyan, case_id: int, author: Named) -> None:
    """Let a case have a file as it is once it was copied, and a letter to its reporter."""
    async with bot.store.writing() as session:
        case = await session.get_one(Case, case_id)
        seals = await bot.kit.seals.of(session, case.guild_id)
        row = Evidence(id=random_id(), guild_id=case.guild_id, case_id=case_id, copy=Copy.KEPT)
        row.stored_as = evidence_folder.new_name()
        row.author = seals.seal(row, "author", str(author.person))
        session.add(row)
        evidence_folder.put(bot.settings.state_dir, row.stored_as, b"sealed")
        await letters.write(
            bot.kit, session, seals, case, "news", about_id=case.receipt_id, to=int(seals.open(case, "reporter"))
        )


async def let_their_date_come(bot: Banyan) -> None:
    """Close every case, and let the half year pass."""
    async with bot.store.reading() as session:
        found = list(await session.scalars(select(Case.id)))
    for case_id in found:
        async with bot.store.writing() as session:
            await record_actions.closing(bot.kit, session, await session.get_one(Case, case_id))
    assert isinstance(bot.kit.clock, Clock)
    bot.kit.clock.pass_time(days=180)
    for case_id in found:
        async with bot.store.writing() as session:
            await record_actions.remove_if_due(bot.kit, session, await session.get_one(Case, case_id))
    await record_effects.sweep_files(bot, NO_JOB)


async def held(bot: Banyan, person: int) -> list[Any]:
    """Everything that any server's tables hold of a person, opened."""
    found = [await bot.privacy.export(bot.kit, guild_id=guild_id, user_id=person) for guild_id in SERVERS]
    return [(holding.table, rows) for each in found for holding, rows in each]


async def live_and_erase(template: Path, lived: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bot = await whole_bot(put_copy(template, Path(folder)))
        for act in lived:
            await do(bot, act)
        others = [await held(bot, person) for person in PEOPLE[1:]]
        for guild_id in SERVERS:
            await bot.privacy.erase(bot.kit, guild_id=guild_id, user_id=ERASED)
        assert not any(rows for _, rows in await held(bot, ERASED))
        assert [await held(bot, person) for person in PEOPLE[1:]] == others
        assert await bot.store.emptied_log()
        assert await digests_left(bot, ORDINARY) == []
        safety = {holding.table.__tablename__ for holding in bot.privacy.holdings if holding.safety}
        assert await places_of(bot, ERASED) <= safety | {APART}
        await let_their_date_come(bot)
        assert await places_of(bot, ERASED) <= {APART}
        assert evidence_folder.files(bot.settings.state_dir) == []
        assert await bot.store.emptied_log()
        assert await digests_left(bot, (*ORDINARY, *SAFETY)) == []
        await bot.store.close()


async def places_of(bot: Banyan, person: int) -> set[str]:
    """The tables in which somebody's id stands, in clear or sealed, or in which a row is theirs by a digest."""
    found = set()
    async with bot.store.reading() as session:
        seals = [await bot.kit.seals.of(session, guild_id) for guild_id in SERVERS]
        for mapper in tables.Base.registry.mappers:
            for row in await session.scalars(select(mapper.class_)):
                if any(stands_in(row, column, each, person) for column in mapper.columns for each in seals):
                    found.add(str(mapper.class_.__tablename__))
    return found


def stands_in(row: Any, column: Any, seals: GuildSeals, person: int) -> bool:
    value = getattr(row, column.key)
    if isinstance(column.type, Sealed) and value is not None:
        try:
            return str(person) in seals.open(row, column.key)
        except CannotOpen:  # another server's
            return False
    if isinstance(value, bytes):
        return value in [seals.who(purpose, person) for purpose in (*ORDINARY, *SAFETY)]
    return value == person or str(person) in str(value).split()


async def digests_left(bot: Banyan, purposes: tuple[str, ...]) -> list[bytes]:
    """The erased person's digests that still stand anywhere in the file, in any table, as bytes."""
    on_disk = bot.store.path.read_bytes()
    left = []
    async with bot.store.reading() as session:
        for guild_id in SERVERS:
            seals = await bot.kit.seals.of(session, guild_id)
            left += [seals.who(purpose, ERASED) for purpose in purposes]
    return [digest for digest in left if digest in on_disk]


@settings(max_examples=25)
@given(lived=acts)
def test_after_erasing_only_safety_records_are_left_and_after_their_date_nothing_and_everything_of_others(
    template: Path, lived: list[Act]
) -> None:
    """P16, R5."""
    asyncio.run(live_and_erase(template, lived))
