"""What stands on the disk after a report was told, talked about and decided: no words, no picture, no person."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest_asyncio
import simcord

from data import copies
from tests.reports.doing import case_of, hold, message_of, opened, send, shown_name
from tests.reports.doing_deciding import decide, may_all
from tests.reports.doing_deciding import ready as ready_to_decide
from tests.reports.recording import evidence_of, picture, standing, view
from tests.world import World

MESSAGE, TOLD, MORE = "you-have-no-country", "marigold-by-the-gate", "a-second-thing-happened"
QUESTION, ANSWER, NOTE = "who-else-was-there", "only-my-grandmother", "ask-shirin-as-well"
RULE, NOTICE, TO_REPORTER = "no-slurs-rule-four", "these-are-the-exact-words", "we-took-a-step-for-you"
APPEAL, HELD_FOR = "it-was-a-line-of-a-song", "a-letter-of-a-court"
WORDS = (MESSAGE, TOLD, MORE, QUESTION, ANSWER, NOTE, RULE, NOTICE, TO_REPORTER, HELD_FOR)
FILE_NAME = "screenshot-of-rin.png"
PICTURE = picture("olive", size=(300, 200))


async def live(world: World) -> None:
    """Tell with a picture, be asked and answer, note, hold, decide, appeal as far as there are doors; then copy."""
    reporter, subject, moderator = world.member, world.other, world.moderator
    may_all(world, "batbayar", "shirin")
    await ready_to_decide(world)
    message = await message_of(world, subject, MESSAGE, attachments=[(FILE_NAME, PICTURE)])
    answer = await send(reporter, await hold(world, reporter, message), words=TOLD, pictures=["copy"])
    await world.press(reporter, answer, "A short neutral note")
    await world.press(reporter, answer, "Send now")
    await world.pass_time(minutes=1)
    case = await case_of(world)
    (row,) = await evidence_of(world, case)
    assert world.files(await view(world, moderator, row))
    page = await world.press(
        moderator, await world.press(moderator, world.card(world.team), "Open the case"), "Show the case"
    )
    await send(moderator, await world.press(moderator, page, "Ask one question"), words=QUESTION)
    await world.pass_time(seconds=10)
    letter = world.card(world.letters(reporter))
    form = await world.press(reporter, await world.press(reporter, letter, "See what is new"), "Answer")
    await send(reporter, form, in_letters=True, words=ANSWER)
    await press(world, moderator, f"reports:show:{case.id}")
    form = await press(world, moderator, f"reports:hold:{case.id}")
    await world.fill(moderator, form, words=HELD_FOR)
    await decide(
        world, moderator, case, "warn", "timeout", until="day", rule=RULE, words=NOTICE, to_reporter=TO_REPORTER
    )
    await world.pass_time(minutes=1)
    copies.make(world.bot.store.path, world.settings.state_dir, world.now())


async def press(world: World, actor: simcord.MemberActor, custom_id: str) -> simcord.results.InteractionResult:
    from tests.reflections.doing import forge_press

    return await forge_press(world, actor, custom_id)


@pytest_asyncio.fixture
async def lived_in(world: World) -> World:
    await live(world)
    return world


def on_disk(world: World) -> Iterator[tuple[str, bytes]]:
    """Every file that Banyan keeps, except the key that opens them."""
    folder: Path = world.settings.state_dir
    for file in folder.rglob("*"):
        if file.is_file() and file.name != "master.key":
            yield str(file.relative_to(folder)), file.read_bytes()


def spellings(number: int) -> list[bytes]:
    return [str(number).encode(), number.to_bytes(8, "big"), number.to_bytes(8, "little"), f"{number:x}".encode()]


async def test_the_story_left_everything_it_was_meant_to(lived_in: World) -> None:
    """So that what the next tests do not find was there to be found."""
    case = await case_of(lived_in)
    assert await opened(lived_in, case, "words") == TOLD
    assert await opened(lived_in, case, "held_for") == HELD_FOR
    assert len(standing(lived_in)) == 1
    names = [name for name, _ in on_disk(lived_in)]
    assert any(name.startswith("copies/") for name in names)
    assert any(name.startswith("evidence/") for name in names)
    assert any(name.endswith("-wal") for name in names)
    sent = json.dumps([each.json for each in lived_in.env.http_requests], default=str)
    assert all(words in sent for words in (MESSAGE, QUESTION, NOTICE))


async def test_no_word_of_a_report_a_talk_or_a_decision_is_on_the_disk(lived_in: World) -> None:
    for name, content in on_disk(lived_in):
        for words in (*WORDS, FILE_NAME):
            assert words.encode() not in content, (name, words)
            assert words.encode("utf-16-le") not in content, (name, words)


async def test_no_piece_of_a_picture_is_on_the_disk(lived_in: World) -> None:
    pieces = [PICTURE[start : start + 24] for start in range(16, len(PICTURE) - 24, 24)]
    assert len(pieces) > 5
    for name, content in on_disk(lived_in):
        assert not [piece for piece in pieces if piece in content], name


async def test_neither_who_told_nor_whom_it_is_about_nor_who_worked_on_it_is_on_the_disk(lived_in: World) -> None:
    people = [lived_in.member, lived_in.other, lived_in.moderator, lived_in.person("shirin")]
    for name, content in on_disk(lived_in):
        for person in people:
            named = [name.encode() for name in (person.name, shown_name(lived_in, person)) if len(name) > 4]
            for spelling in [*spellings(person.id), *named]:
                assert spelling not in content, (name, person.name, spelling)


async def test_neither_words_nor_people_are_in_the_log(lived_in: World) -> None:
    """R19."""
    told = json.dumps(lived_in.logged, ensure_ascii=False)
    for secret in (*WORDS, FILE_NAME, str(lived_in.member.id), str(lived_in.other.id), str(lived_in.moderator.id)):
        assert secret not in told


async def test_no_audit_reason_says_more_than_a_constant_sentence(lived_in: World) -> None:
    reasons = {each.reason for each in lived_in.env.http_requests if each.reason is not None}
    assert reasons  # the time-out
    for reason in reasons:
        assert not any(character.isdigit() for character in reason)
        assert not any(words in reason for words in WORDS)
