"""A server that was lived in: whatever was done there, nothing private stands where it must not.

Whoever adds a kind of card, or a table with a person's words, adds to `live` what brings it about.
"""

import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import simcord
from sqlalchemy import func, select

from bot.answers import Call
from bot.presses import BUTTON, FIELD, FORM
from cogs.circles.circle import Stage
from data import cards, copies
from data.cards import CardRow
from data.circles import StepRow
from tests import cast, seams
from tests.builders import put_copy, settings_in
from tests.circles import doing as doing_circles
from tests.circles import doing_forming
from tests.conftest import held_to_the_contract, listening_to_logs
from tests.reflections.doing import first_card, reflect, shared, write
from tests.reports import doing, doing_deciding
from tests.world import World

KEPT, SHARED, CHANGED, REFUSED, LOST, TOLD, IN_CIRCLE = CANARIES = (
    "lantern-by-the-canal",  # kept for oneself
    "kite-over-the-market",  # shared with everyone
    "rain-on-a-tin-roof",  # put in another's place
    "salt-of-the-inland-sea",  # refused, and given back
    "letter-never-posted",  # lost in a mistake of ours
    "umbrella-left-at-noon",  # told the team, and decided and appealed with
    "ladder-against-the-wall",  # told in a circle, and given as a line
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
LONG_ENOUGH = 4  # letters of a handle; shorter ones stand in other words, and in what is sealed, by chance
NEW_MESSAGE, THINKING, EPHEMERAL = 4, 5, 64  # as Discord numbers them


async def live(world: World) -> None:
    """Let members write, share, change, take back, be refused, tell the team; let things break, and a copy be made."""
    card = await first_card(world)
    for person in (world.member, world.other):
        await write(world, person, card, KEPT)
        await shared(world, person, card, SHARED)
        await world.press(person, await world.press(person, card, "More"), "Not this theme for me")
    mine = await write(world, world.member, card, "Something else.")
    await world.fill(world.member, await world.press(world.member, mine, "Change"), words=CHANGED)
    await world.press(world.member, await shared(world, world.member, card, SHARED), "Take back")
    await send(world, "reflections:keep:5:1", REFUSED)
    await reflect(world, world.other, KEPT)
    await world.member.slash(world.general, "journal export")
    await world.member.slash(world.general, "privacy export")
    await tell_the_team(world)
    await world.forbid(world.daily, "send_messages")
    await world.pass_time(days=1)
    await world.permit(world.daily)
    await sit_in_circles(world)
    copies.make(world.bot.store.path, world.settings.state_dir, world.now())
    await break_something(world)
    await world.restart()


async def tell_the_team(world: World) -> None:
    """Let one case be decided and appealed, and another wait."""
    await world.set(world.admin, "reports.room", "#general")
    ready = await doing_deciding.ready(world, message=TOLD)
    await doing_deciding.decide(world, world.moderator, ready.case, "warn", to_reporter=TOLD)
    notice = await doing_deciding.press(
        world, ready.subject, "notice", (await doing_deciding.decision(world)).notice_id
    )
    await world.fill(ready.subject, await world.press(ready.subject, notice, "Ask for another look"), words=TOLD)
    await doing.told(world, world.member, words=TOLD, about=world.person("dilan"))
    await doing.sent(world)


async def sit_in_circles(world: World) -> None:
    """Let one circle be lived through to the day after, one stand in a turn, and one be announced."""
    await doing_forming.ready(world)
    first = await doing_circles.a_circle(world)
    await doing_circles.brought_to(world, first, Stage.ROUND_ONE)
    teller = await doing_circles.begin_round(world, first)
    form = await doing_circles.press_now(world, teller, first, "Tell through a form")
    await world.fill(teller, form, words=IN_CIRCLE, note=IN_CIRCLE)
    await doing_circles.brought_to(world, first, Stage.FLASHBACKS)
    await give_a_line(world, first, teller)
    await doing_circles.brought_to(world, first, Stage.CONSENT)
    await doing_circles.press_now(world, teller, first, "Write to me tomorrow")
    await doing_circles.brought_to(world, first, Stage.CLOSED)
    soon = await doing_forming.invited(world, when="tomorrow 23:00")
    await world.press(world.other, await doing_forming.join(world, soon, "rin"), "Remind me a day and an hour before")
    await world.pass_time(hours=24, minutes=1)
    third = await doing_circles.a_circle(world)
    await doing_circles.press_now(world, world.other, third, "I need a pause")
    second = await doing_circles.a_circle(world)
    await doing_circles.brought_to(world, second, Stage.ROUND_ONE)
    await doing_circles.begin_round(world, second)
    await world.pass_time(minutes=11)


async def give_a_line(world: World, circle_id: int, teller: simcord.MemberActor) -> None:
    """Let somebody give the teller a line, which the teller shows."""
    giver = world.person("mei")
    seat = (await doing_circles.value_of(world, circle_id)).seat_of(teller.id)
    assert seat is not None
    form = await doing_circles.press_blind(world, giver, "circles:line_to", seat.id)
    await world.fill(giver, form, words=IN_CIRCLE)
    lines = await doing_circles.press_now(world, teller, circle_id, "Lines for me")
    await world.press(teller, lines, "Show in the circle")


async def send(world: World, custom_id: str, words: str) -> None:
    """Send a form that nobody opened just now; the words come back."""
    field = {"type": 18, "component": {"type": 4, "custom_id": "words:1", "value": words}}
    sent = {"custom_id": custom_id, "components": [field]}
    answer = await seams.forge(world.member, world.general, 5, sent)
    assert list(world.files(answer).values()) == [words.encode()]


async def break_something(world: World) -> None:
    """Let mistakes of ours happen while somebody's words are at hand: in a press, a job and a task."""

    async def fail(*anything: Any) -> None:
        raise RuntimeError(LOST)

    async def fail_beside(call: Call) -> None:
        call.bot.loop.create_task(fail())
        raise RuntimeError(LOST)

    world.equip(lambda bot: bot.presses.on_form("tests:break", fail_beside))
    await send(world, "tests:break:1:1", LOST)
    assert set(world.errors()) >= {"answer.failed"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def lived_in(template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    """One world for all tests of this file, which only look at it."""
    database = put_copy(template, tmp_path_factory.mktemp("lived_in"))
    world = World(settings_in(database.parent))
    with listening_to_logs() as world.logged, held_to_the_contract():
        await world.begin()
        with world.env.time_context():
            await live(world)
        yield world
        await world.end()


def everything_sent(world: World) -> Iterator[tuple[str, Any]]:
    """Every key and value, however deep, of every request that the bot made."""
    waiting: list[Any] = [each.json for each in world.env.http_requests]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            yield from found.items()
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def on_disk(folder: Path) -> dict[str, bytes]:
    """Every file that the bot keeps: the database, its log, copies, key and lock."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def people(world: World) -> list[simcord.MemberActor]:
    return [world.person(each.key) for each in cast.CAST]


async def test_nobodys_words_are_in_a_file_as_they_were_written(lived_in: World) -> None:
    files = on_disk(lived_in.settings.state_dir)
    assert any(name.startswith("copies") for name in files)
    assert any(name.endswith("-wal") for name in files)
    for name, content in files.items():
        for words in CANARIES:
            assert words.encode() not in content, name
            assert words.encode("utf-16-le") not in content, name


async def test_nobody_is_named_in_a_file(lived_in: World) -> None:
    for name, content in on_disk(lived_in.settings.state_dir).items():
        for person in people(lived_in):
            assert str(person.id).encode() not in content, name
            assert person.id.to_bytes(8, "big") not in content, name
            if len(person.name) > LONG_ENOUGH:
                assert person.name.encode() not in content, name

    names = [each.name for each in cast.CAST]
    assert not [
        name for content in on_disk(lived_in.settings.state_dir).values() for name in names if name.encode() in content
    ]


async def test_neither_words_nor_people_are_in_the_log(lived_in: World) -> None:
    told = json.dumps(lived_in.logged, ensure_ascii=False)
    assert "answer.failed" in told
    for secret in (*CANARIES, *[str(person.id) for person in people(lived_in)]):
        assert secret not in told


async def test_no_reason_in_the_audit_log_says_more_than_a_constant_sentence(lived_in: World) -> None:
    reasons = {each.reason for each in lived_in.env.http_requests if each.reason is not None}
    for reason in reasons:
        assert not any(secret in reason for secret in CANARIES)
        assert not any(character.isdigit() for character in reason)


async def test_words_stand_only_in_what_is_drawn_and_in_forms_and_never_in_an_id_or_a_name(lived_in: World) -> None:
    places = {key for key, value in everything_sent(lived_in) if any(words in str(value) for words in CANARIES)}
    texts = {key for key, value in everything_sent(lived_in) if isinstance(value, str) and SHARED in value}
    assert texts == {"content"}
    assert not places & {"custom_id", "name", "nonce", "id"}


async def test_every_id_that_was_drawn_leads_somewhere_and_names_nobody(lived_in: World) -> None:
    doors = {verb for verb, _ in lived_in.bot.presses.doors()}
    drawn = {value for key, value in everything_sent(lived_in) if key == "custom_id"}
    assert drawn
    for custom_id in drawn:
        found = BUTTON.fullmatch(custom_id) or FORM.fullmatch(custom_id)
        assert found or FIELD.fullmatch(custom_id), custom_id
        assert not found or found["verb"] in doors, custom_id
        assert not any(str(person.id) in custom_id for person in people(lived_in))


async def test_every_kind_of_card_there_is_was_drawn_and_stands(lived_in: World) -> None:
    kinds = {kind.removeprefix(cards.JOB) for kind in lived_in.bot.jobs._handlers if kind.startswith(cards.JOB)}
    async with lived_in.bot.store.reading() as session:
        standing = await session.scalars(select(CardRow.kind).where(CardRow.message_id.is_not(None)))
        assert set(standing) == kinds


async def test_nothing_that_the_bot_sent_notifies_anybody_but_whose_turn_it_is(lived_in: World) -> None:
    notified: list[int] = []
    for key, value in everything_sent(lived_in):
        if key == "allowed_mentions":
            assert value.get("parse") == []
            assert not value.get("roles")
            notified += value.get("users") or []
    async with lived_in.bot.store.reading() as session:
        turns = await session.scalar(select(func.count()).where(StepRow.seat_id.is_not(None))) or 0
    assert 0 < len(notified) <= turns


async def test_every_answer_is_for_one_person_only(lived_in: World) -> None:
    answers = [each.json for each in lived_in.env.http_requests if each.path.endswith("/callback")]
    new = [answer for answer in answers if answer is not None and answer["type"] in (NEW_MESSAGE, THINKING)]
    assert len(new) > 10
    assert all(answer["data"]["flags"] & EPHEMERAL for answer in new)
