"""Whatever a person left in however many servers: once erased, nothing that is declared is left of them."""

import asyncio
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.access import Person, Standing
from bot.app import Banyan, create_bot, features
from bot.setting_kinds import Here
from cogs.reflections import actions as reflections
from cogs.reflections import names, rules
from cogs.server import actions as server
from data import prompts
from data.reflections import Day
from data.sealing import master_key, new_master_key
from tests.builders import START, Clock, put_copy, settings_in

SERVERS = (11, 22, 33)
PEOPLE = (101, 202, 303)
ROOM = 44
ERASED = PEOPLE[0]


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
        what=st.sampled_from(["keep", "share", "change", "take back", "set aside", "set"]),
        number=st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=25,
)


async def whole_bot(database: Path) -> Banyan:
    """A bot that knows every feature and runs on a file, without Discord."""
    bot = create_bot(settings_in(database.parent), clock=Clock(), shard_count=1)
    bot.kit.seals.use([master_key(new_master_key())])
    for feature in features():
        await bot.load_extension(feature)
    async with bot.store.writing() as session:
        for guild_id in SERVERS:
            session.add(a_day(guild_id))
    for guild_id in SERVERS:
        await choose_room(bot, Person(guild_id, 404, Standing.ADMIN))
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
        assert await digests_left(bot) == []
        await bot.store.close()


async def digests_left(bot: Banyan) -> list[bytes]:
    """The erased person's digests that still stand anywhere in the file, in any table, as bytes."""
    on_disk = bot.store.path.read_bytes()
    left = []
    async with bot.store.reading() as session:
        for guild_id in SERVERS:
            seals = await bot.kit.seals.of(session, guild_id)
            left += [seals.who(purpose, ERASED) for purpose in ("journal", "themes")]
    return [digest for digest in left if digest in on_disk]


@settings(max_examples=25, deadline=None)
@given(lived=acts)
def test_after_erasing_in_every_server_nothing_of_the_person_is_left_and_everything_of_others(
    template: Path, lived: list[Act]
) -> None:
    """P16."""
    asyncio.run(live_and_erase(template, lived))
