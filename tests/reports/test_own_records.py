"""`/privacy` tells nobody whether there are safety records; a second step gives one's own reports, and only those."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import simcord
from sqlalchemy import event

from cogs.privacy import texts as privacy
from cogs.reports.records import record_actions, record_texts
from cogs.reports.telling.actions import Named, Told, tell
from data.base import new_id
from data.case_papers import Line, Said
from data.cases import State
from tests.reflections.doing import forge_press, says
from tests.reports.doing import WORDS, case_of, ready, roster, sent, told
from tests.reports.recording import picture, put, told_with
from tests.world import World, labels_of, newest_answer

PARTS = ("kavya", "rin", "tenzin")  # who told, whom it is about, who has no part in it


async def lived_in(world: World) -> None:
    """Two reports that the team has, one with a picture: Kavya told them, about Rin; Tenzin has no part in them."""
    await ready(world)
    await report(world)


async def report(world: World) -> None:
    await told_with(world, world.member, [put(world, "a.png", picture())], about=world.other)
    await told(world, world.member, about=world.other)
    await sent(world)


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    asked: list[str] = []

    def hear(connection: Any, cursor: Any, statement: str, *more: Any) -> None:
        asked.append(statement)

    engines = [world.bot.store._reader.sync_engine, world.bot.store._writer.sync_engine]
    for engine in engines:
        event.listen(engine, "before_cursor_execute", hear)
    yield asked
    for engine in engines:
        event.remove(engine, "before_cursor_execute", hear)


async def everything(world: World, actor: simcord.MemberActor) -> list[Any]:
    """All that somebody reads of `/privacy`, byte for byte, and what Banyan did for it."""
    before = len(world.env.http_requests)
    with statements(world) as asked:
        about = await actor.slash(world.general, "privacy about")
        exported = await actor.slash(world.general, "privacy export")
        asked_first = await actor.slash(world.general, "privacy erase")
        erased = await world.press(actor, asked_first, "Erase")
    answers = [about, exported, asked_first, erased]
    made = world.env.http_requests[before:]
    return [
        [world.said(answer) for answer in answers],
        [labels_of(answer) for answer in answers],
        [world.files(answer) for answer in answers],
        [each.json for each in made],
        [(each.method, len(each.path)) for each in made],
        asked,
    ]


async def test_whoever_told_whoever_it_is_about_and_whoever_has_no_part_read_the_same_to_the_byte(
    world: World,
) -> None:
    await lived_in(world)
    read = [await everything(world, world.person(key)) for key in PARTS]
    for other in read[1:]:
        for mine, theirs in zip(read[0], other, strict=True):
            assert mine == theirs
    assert privacy.SAFETY_RECORDS.in_("en") in read[0][0][1]


async def test_before_and_after_there_is_a_report_everything_reads_the_same(world: World) -> None:
    await ready(world)
    before = await everything(world, world.other)
    await report(world)
    assert (await everything(world, world.other))[:3] == before[:3]


async def test_about_says_in_one_paragraph_what_safety_records_are_how_long_and_who_reads_them(world: World) -> None:
    said = world.said(await world.member.slash(world.general, "privacy about"))
    assert said.count(record_texts.HELD_SAFETY.source) == 1
    assert "180 days" in said
    assert len([each for each in world.bot.privacy.holdings if each.safety]) > 8


async def test_erasing_leaves_safety_records_until_their_own_date(world: World) -> None:
    await lived_in(world)
    asked = await world.member.slash(world.general, "privacy erase")
    await world.press(world.member, asked, "Erase")
    case = await case_of(world)
    assert case.words is not None
    assert WORDS in json.dumps(await own(world, world.member))


async def test_whoever_takes_reports_finds_that_in_their_export_and_is_off_the_roster_once_erased(
    world: World,
) -> None:
    await roster(world, "batbayar")
    (content,) = world.files(await world.moderator.slash(world.general, "privacy export")).values()
    (held,) = json.loads(content)[record_texts.HELD_ROSTER.source]
    assert held["name"] == "Batbayar Ellis"
    assert set(held) == {"name", "named_at", "accepted_at"}
    await world.press(world.moderator, await world.moderator.slash(world.general, "privacy erase"), "Erase")
    (content,) = world.files(await world.moderator.slash(world.general, "privacy export")).values()
    assert json.loads(content)[record_texts.HELD_ROSTER.source] == []


# The second step


async def own(world: World, actor: simcord.MemberActor) -> list[dict[str, Any]]:
    """The file of one's own reports, asked for below an export."""
    exported = await actor.slash(world.general, "privacy export")
    answer = await world.press(actor, exported, "Add reports I made")
    assert says(world.said(answer), record_texts.OWN)
    ((name, content),) = world.files(answer).items()
    assert name == "reports-i-made.json"
    found: list[dict[str, Any]] = json.loads(content)
    return found


async def test_everybody_is_offered_it_and_without_a_report_the_list_is_empty(world: World) -> None:
    await lived_in(world)
    for key in PARTS[1:]:
        assert await own(world, world.person(key)) == []
    assert len(await own(world, world.member)) == 2


async def test_it_holds_ones_own_words_and_answers_and_what_one_was_told_and_nothing_else(world: World) -> None:
    await ready(world)
    name = await told(world, world.member, about=world.other)
    await sent(world)
    case = await case_of(world)
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        for said in Said:
            line = Line(
                id=new_id(world.now()), guild_id=world.guild.id, case_id=case.id, said=said, said_at=world.now()
            )
            line.words = seals.seal(line, "words", f"words of a {said}")
            line.author = seals.seal(line, "author", str(world.moderator.id))
            if said == Said.QUESTION:
                line.ended_at = world.now()
            session.add(line)
    (given,) = await own(world, world.member)
    assert given.keys() == {"name", "kept_at", "state", "words", "said"}
    assert (given["name"], given["words"]) == (name, WORDS)
    assert given["state"] == (await case_of(world)).state
    theirs = [Said.ANSWER, Said.SKIPPED, Said.ADDITION, Said.WORD, Said.PLACE]
    assert [line["what"] for line in given["said"]] == theirs
    written = json.dumps(given, ensure_ascii=False)
    secrets = (str(world.moderator.id), str(world.other.id), case.team_name, str(case.id), "a question", "a note")
    assert not any(secret in written for secret in secrets)


async def test_what_was_taken_back_after_it_was_read_gives_no_words(world: World) -> None:
    await ready(world)
    await told(world, world.member)
    await sent(world)
    async with world.deed() as session:
        case = await session.merge(await case_of(world))
        case.state, case.words = State.TAKEN_BACK, None
    (given,) = await own(world, world.member)
    assert given["words"] is None


async def test_reports_made_in_another_server_stay_there(world: World) -> None:
    await lived_in(world)
    elsewhere = world.env.create_guild("Another grove")
    there = elsewhere.add_member(world.member.user)
    lobby = elsewhere.create_text_channel("lobby")
    exported = await there.slash(lobby, "privacy export")
    answer = await there.click(newest_answer(exported), label="Add reports I made")
    (content,) = world.files(answer).values()
    assert json.loads(content) == []


async def test_more_reports_than_are_read_at_once_are_all_there_once(world: World) -> None:
    forms = range(1, 122)
    for form in forms:
        await tell(
            world.bot.kit,
            guild_id=world.guild.id,
            told=Told(form=form, reporter=Named(world.member.id), words=f"Number {form}."),
        )
    await world.env.settle()
    given = await record_actions.own_reports(world.bot.kit, guild_id=world.guild.id, user_id=world.member.id)
    assert sorted(str(each["words"]) for each in given) == sorted(f"Number {form}." for form in forms)


@pytest.mark.parametrize("row", [0, 1, 12345])
async def test_a_forged_press_gives_ones_own_and_nobody_elses(world: World, row: int) -> None:
    await lived_in(world)
    answer = await forge_press(world, world.other, f"reports:own_reports:{row}")
    (content,) = world.files(answer).values()
    assert json.loads(content) == []
