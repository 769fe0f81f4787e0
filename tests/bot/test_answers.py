"""What a person reads: the answer, a kind no, or an apology; and their words back when they were not kept."""

import re
import sqlite3
from pathlib import Path

import pytest
from simcord.results import InteractionResult
from sqlalchemy import text

from bot.answers import BUSY, DONE_ALL_THE_SAME, FULL, NOT_KEPT, YOUR_WORDS_FILE, Call, Defer
from bot.app import Banyan
from bot.language import Text
from bot.presses import Handler
from bot.refusal import Refusal
from bot.server_settings import Setting
from bot.setting_kinds import Here, Kind
from bot.ui import Choice, Drawing, Form, Words
from data import servers
from tests import seams
from tests.builders import OPERATOR
from tests.world import World, newest_answer, text_of

CANARY = "the-lantern-by-the-canal"
WORDS = "சொற்கள், слова, 言葉, “words” \N{MANGO} and\na second line"
NO = Text("Not today, {name}.")
DEFERS: tuple[Defer, ...] = (None, "private", "update")


def equip(world: World, handler: Handler, *, defer: Defer = None) -> None:
    """Let this handler stand behind a button and behind a form."""

    def fit(bot: Banyan) -> None:
        bot.presses.on("tests:press", handler, defer=defer)
        bot.presses.on_form("tests:send", handler, defer=defer)
        bot.presses.on("tests:open", open_form)

    world.equip(fit)


async def open_form(call: Call) -> None:
    await call.open(Form("Yours", "tests:send", 1, [Words("words", "Your words", longest=4000)]))


async def press(world: World) -> InteractionResult:
    return await seams.forge(world.member, world.general, 3, {"custom_id": "tests:press:1", "component_type": 2})


async def send(world: World, words: str = WORDS) -> InteractionResult:
    opened = await seams.forge(world.member, world.general, 3, {"custom_id": "tests:open:1", "component_type": 2})
    return await world.fill(world.member, opened, words=words)


async def refuse(call: Call) -> None:
    raise Refusal(NO, name="Kavya")


async def crash(call: Call) -> None:
    raise RuntimeError(CANARY)


async def write(call: Call) -> None:
    async with call.kit.store.writing() as session:
        await servers.remember(session, "words", call.values.get("words", "pressed"))
    await call.show(Drawing(parts=["Kept."]))


def reference_in(said: str) -> str:
    found = re.search(r"say “(\w{6})”", said)
    assert found
    return found[1]


# Held open


@pytest.mark.parametrize(("defer", "first_answer"), [(None, 4), ("private", 5), ("update", 6)])
async def test_an_answer_is_held_open_as_its_door_says(world: World, defer: Defer, first_answer: int) -> None:
    async def show(call: Call) -> None:
        await call.show(Drawing(parts=["Here you are."]))

    equip(world, show, defer=defer)
    answer = await press(world)
    assert world.sent("POST", "/callback")[0]["type"] == first_answer
    assert world.said(answer) == "Here you are."
    assert newest_answer(answer).ephemeral


# A kind no


@pytest.mark.parametrize("defer", DEFERS)
async def test_a_refusal_is_said_privately_and_in_full(world: World, defer: Defer) -> None:
    equip(world, refuse, defer=defer)
    answer = await press(world)
    assert world.said(answer) == "Not today, Kavya."
    assert newest_answer(answer).ephemeral
    assert [line for line in world.logged if line["level"] == "error"] == []


@pytest.mark.parametrize("defer", DEFERS)
async def test_words_that_were_refused_come_back_as_a_file(world: World, defer: Defer) -> None:
    equip(world, refuse, defer=defer)
    answer = await send(world)
    assert world.said(answer) == NOT_KEPT.in_("en", why="Not today, Kavya.")
    assert world.files(answer) == {YOUR_WORDS_FILE: WORDS.encode()}
    assert newest_answer(answer).ephemeral


async def test_words_longer_than_a_message_come_back_whole(world: World) -> None:
    equip(world, refuse)
    long = "ə" * 4000
    assert world.files(await send(world, long)) == {YOUR_WORDS_FILE: long.encode()}


async def test_every_field_with_words_comes_back_and_what_was_only_chosen_does_not(world: World) -> None:
    async def open_two(call: Call) -> None:
        fields = [Words(name, name.title(), longest=4000) for name in ("rule", "words", "to_them")]
        options = [("a_day", "A day", None), ("a_week", "A week", None)]
        await call.open(Form("Yours", "tests:send", 1, [*fields, Choice("until", "Until", options, chosen="a_day")]))

    equip(world, refuse)
    world.equip(lambda bot: bot.presses.on("tests:open_two", open_two))
    opened = await seams.forge(world.member, world.general, 3, {"custom_id": "tests:open_two:1", "component_type": 2})
    rule, to_them = "No slurs, in no language", "We looked at it together."
    answer = await world.fill(world.member, opened, rule=rule, words="Short", to_them=to_them, until="a_week")
    assert world.files(answer) == {YOUR_WORDS_FILE: f"{rule}\n\nShort\n\n{to_them}".encode()}


# An apology


@pytest.mark.parametrize("defer", DEFERS)
async def test_a_mistake_of_ours_gets_an_apology_and_a_reference_that_is_in_the_log(world: World, defer: Defer) -> None:
    equip(world, crash, defer=defer)
    said = world.said(await press(world))
    assert "on our side, not yours" in said
    (line,) = [line for line in world.logged if line["event"] == "answer.failed"]
    assert line["reference"] == reference_in(said)
    assert line["error"] == "RuntimeError"
    assert "crash" in line["at"]
    assert world.errors() == ["answer.failed"]


async def test_neither_the_words_nor_what_the_error_said_are_in_the_log_or_the_answer(world: World) -> None:
    equip(world, crash)
    answer = await send(world, f"Between us: {CANARY}")
    assert CANARY not in str(world.logged)
    assert CANARY not in world.said(answer)
    assert world.files(answer) == {YOUR_WORDS_FILE: f"Between us: {CANARY}".encode()}
    world.errors()


async def test_every_apology_has_a_reference_of_its_own(world: World) -> None:
    equip(world, crash)
    assert reference_in(world.said(await press(world))) != reference_in(world.said(await press(world)))
    world.errors()


async def test_what_fails_after_the_answer_is_said_besides_it(world: World) -> None:
    async def answer_and_crash(call: Call) -> None:
        await call.show(Drawing(parts=["Here you are."]))
        raise RuntimeError(CANARY)

    equip(world, answer_and_crash)
    answer = await press(world)
    assert "Here you are." in world.said(answer)
    assert "on our side, not yours" in world.said(answer)
    assert [each.ephemeral for each in answer.followups] == [True]
    world.errors()


async def test_what_fails_after_the_deed_is_not_called_lost(world: World) -> None:
    async def keep_and_crash(call: Call) -> None:
        call.committed = True
        raise RuntimeError(CANARY)

    equip(world, keep_and_crash)
    answer = await send(world)
    assert world.said(answer).startswith(DONE_ALL_THE_SAME.source.partition("{")[0])
    assert world.files(answer) == {}
    world.errors()


async def test_an_answer_that_discord_does_not_take_is_logged_and_ends_nothing(world: World) -> None:
    equip(world, write)
    world.env.inject_error("POST", "/interactions/*/*/callback", status=404, code=10062, times=2)
    answer = await press(world)
    assert not answer.acknowledged
    assert [line["event"] for line in world.logged if line["level"] == "warning"] == ["answer.not_delivered"]
    assert world.said(await press(world)) == "Kept."
    assert world.errors() == ["answer.failed"]


# The file


@pytest.mark.parametrize("defer", DEFERS)
async def test_while_another_program_holds_the_file_the_words_come_back(
    world: World, database: Path, defer: Defer
) -> None:
    equip(world, write, defer=defer)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    answer = await send(world)
    other.execute("ROLLBACK")
    other.close()
    assert world.said(answer) == NOT_KEPT.in_("en", why=BUSY.in_("en"))
    assert world.files(answer) == {YOUR_WORDS_FILE: WORDS.encode()}
    assert world.said(await send(world)) == "Kept."


async def test_when_the_disk_is_full_the_words_come_back_and_the_bot_goes_on(world: World) -> None:
    equip(world, write)
    async with world.bot.store.writing() as session:
        await session.execute(text("PRAGMA max_page_count=1"))
    answer = await send(world, "x" * 4000)
    assert world.said(answer) == NOT_KEPT.in_("en", why=FULL.in_("en", operator=OPERATOR))
    assert world.files(answer) == {YOUR_WORDS_FILE: b"x" * 4000}
    assert "Banyan" in world.said(await world.member.slash(world.general, "help"))
    async with world.bot.store.writing() as session:
        await session.execute(text("PRAGMA max_page_count=1000000"))
    assert world.said(await send(world)) == "Kept."
    assert world.errors() == ["store.full"]


# Commands


async def test_a_command_that_fails_is_answered_like_a_press(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(typed: str, here: Here) -> str:
        raise RuntimeError(CANARY)

    broken = Setting("tests.broken", Kind(read=read, offer=lambda here: []), "", NO, NO)
    world.bot.server_settings.add(broken)
    said = world.said(await world.set(world.admin, "tests.broken", "x"))
    assert "on our side, not yours" in said
    assert CANARY not in str(world.logged)
    assert world.errors() == ["answer.failed"]


async def test_in_a_direct_message_only_what_needs_no_server_is_offered(world: World) -> None:
    anywhere = {"support", "report open", "report mine", "report quiet"}
    assert set(world.member.user.available_commands()) <= anywhere


async def test_whoever_may_not_use_a_command_is_told_though_discord_shows_it(world: World) -> None:
    (settings,) = [command for command in await world.bot.tree.fetch_commands() if command.name == "settings"]
    world.guild.set_command_permissions(settings, {world.member: True})
    for answer in (
        await world.set(world.member, "server.zone", "Asia/Manila"),
        await world.member.slash(world.general, "settings show"),
    ):
        assert world.said(answer) == "This is for people who can manage this server."


async def test_an_answer_notifies_nobody(world: World) -> None:
    async def repeat(call: Call) -> None:
        await call.show(Drawing(parts=["@everyone <@1> <@&2>"]))

    equip(world, repeat)
    answer = await press(world)
    (sent,) = world.sent("POST", "/callback")
    assert sent["data"]["allowed_mentions"] == {"parse": []}
    assert text_of(newest_answer(answer)) == "@everyone <@1> <@&2>"
