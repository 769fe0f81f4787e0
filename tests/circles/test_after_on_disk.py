"""What stands on the disk of a circle: no words, no title, no note, no line, no person; nor in the log."""

import json

import pytest_asyncio

from data import copies
from tests.circles.doing_after import asks_for_consent, close, my_stories, save, stories, words_of, write
from tests.circles.test_after_end import LINE, line_given
from tests.circles.test_after_erasing import keep_apart
from tests.reports.doing import shown_name
from tests.reports.test_on_disk import on_disk, spellings
from tests.world import World

TOLD, NOTE, SAVED = "a-key-without-a-house", "about-the-border", "three-languages-at-one-table"
TITLE = "Words we carried"
WORDS = (TOLD, NOTE, SAVED, TITLE, LINE)


@pytest_asyncio.fixture
async def lived_in(world: World) -> World:
    """A circle in which something was told, saved, kept and given, and a copy of the database."""
    circle_id = await asks_for_consent(world, words=TOLD, note=NOTE)
    await save(world, world.other, await write(world, circle_id, world.other, SAVED), keep="library")
    await world.press(world.member, await my_stories(world, world.member, circle_id), "Keep for this circle")
    await line_given(world, circle_id)
    await keep_apart(world, world.member, world.person("dilan"))
    await close(world, circle_id)
    copies.make(world.bot.store.path, world.settings.state_dir, world.now())
    return world


async def test_everything_that_the_next_tests_do_not_find_was_there_to_be_found(lived_in: World) -> None:
    assert {await words_of(lived_in, story) for story in await stories(lived_in)} == {TOLD, SAVED}
    names = [name for name, _ in on_disk(lived_in)]
    assert any(name.startswith("copies/") for name in names)
    assert any(name.endswith("-wal") for name in names)


async def test_no_word_of_a_circle_is_on_the_disk(lived_in: World) -> None:
    for name, content in on_disk(lived_in):
        for words in WORDS:
            assert words.encode() not in content, (name, words)
            assert words.encode("utf-16-le") not in content, (name, words)


async def test_nobody_who_sat_there_or_stands_on_a_list_is_on_the_disk(lived_in: World) -> None:
    for name, content in on_disk(lived_in):
        for key in ("kavya", "rin", "farid", "mei", "linh", "dilan"):
            person = lived_in.person(key)
            for spelling in [*spellings(person.id), shown_name(lived_in, person).encode()]:
                assert spelling not in content, (name, key, spelling)


async def test_neither_words_nor_people_are_in_the_log(lived_in: World) -> None:
    """K5."""
    told = json.dumps(lived_in.logged, ensure_ascii=False)
    people = [str(lived_in.person(key).id) for key in ("kavya", "rin", "farid", "mei", "linh", "dilan")]
    for secret in (*WORDS, *people):
        assert secret not in told


async def test_no_audit_reason_and_no_custom_id_says_a_word_or_names_anybody(lived_in: World) -> None:
    await lived_in.pass_time(hours=49)
    reasons = [each.reason for each in lived_in.env.http_requests if each.reason]
    ids = [part for each in lived_in.env.http_requests for part in custom_ids_in(each.json)]
    assert ids
    people = [str(lived_in.person(key).id) for key in ("kavya", "rin", "farid", "mei", "linh", "dilan")]
    for said in (*reasons, *ids):
        assert not [secret for secret in (*WORDS, *people) if secret in said]


def custom_ids_in(body: object) -> list[str]:
    """Every custom id in the body of a request."""
    if isinstance(body, dict):
        own = [str(body["custom_id"])] if "custom_id" in body else []
        return [*own, *(found for value in body.values() for found in custom_ids_in(value))]
    return [found for each in body for found in custom_ids_in(each)] if isinstance(body, list) else []
