"""The journal: all of one's own, nothing of anybody else's, and no word that counts or presses."""

import random
import re

import pytest
import simcord

from bot import access, answers, hearing, server_settings, setting_kinds
from bot.language import Text
from cogs.privacy import texts as privacy_texts
from cogs.reflections import texts
from cogs.server import texts as server_texts
from tests import cast, documents
from tests.reflections.doing import (
    bytes_on_disk,
    entry_of,
    first_card,
    forbid,
    forge_press,
    prompt_in,
    reflect,
    rows,
    says,
    shared,
    write,
)
from tests.world import World, custom_ids, labels_of, newest_answer, parts_of, text_of

TWELVE = [f"Line {number} of a long week." for number in range(1, 13)]


async def lists(world: World, actor: simcord.MemberActor) -> str:
    return world.said(await actor.slash(world.general, "journal list"))


async def fill_journal(world: World, actor: simcord.MemberActor, lines: list[str]) -> None:
    """Write lines into a journal, a minute apart."""
    for line in lines:
        await reflect(world, actor, line)
        await world.pass_time(minutes=1)


def listed(said: str) -> list[str]:
    return re.findall(r"^> (.*)$", said, re.MULTILINE)


# Looking


async def test_an_empty_journal_invites_and_asks_nothing(world: World) -> None:
    """P19."""
    for command in ("journal list", "journal export"):
        said = world.said(await world.member.slash(world.general, command))
        assert said == texts.JOURNAL_EMPTY.in_("en")


async def test_entries_come_newest_first_in_pages_of_five_and_every_page_can_be_reached(world: World) -> None:
    await fill_journal(world, world.member, TWELVE)
    page = await world.member.slash(world.general, "journal list")
    assert newest_answer(page).ephemeral
    assert labels_of(page) == ["Earlier", "Delete all"]
    seen = listed(world.said(page))
    page = await world.press(world.member, page, "Earlier")
    assert labels_of(page) == ["Later", "Earlier", "Delete all"]
    seen += listed(world.said(page))
    page = await world.press(world.member, page, "Earlier")
    assert labels_of(page) == ["Later", "Delete all"]
    seen += listed(world.said(page))
    assert seen == TWELVE[::-1]
    page = await world.press(world.member, page, "Later")
    assert listed(world.said(page)) == TWELVE[::-1][5:10]


async def test_a_page_that_is_gone_shows_the_last_there_is(world: World) -> None:
    """P13: a journal that has become shorter is not an empty one."""
    await fill_journal(world, world.member, TWELVE[:6])
    page = await world.member.slash(world.general, "journal list")
    (oldest,) = [choice["value"] for choice in await choices(world, world.member, "Line 1 ")]
    opened = await world.member.slash(world.general, "journal read", entry=oldest)
    await world.press(world.member, await world.press(world.member, opened, "Delete"), "Delete")
    assert listed(world.said(await world.press(world.member, page, "Earlier"))) == TWELVE[1:6][::-1]


async def test_a_list_says_of_each_entry_who_can_read_it(world: World) -> None:
    card = await first_card(world)
    await write(world, world.member, card, "For me.")
    await world.pass_time(minutes=1)
    await shared(world, world.member, card, "For everyone.")
    said = await lists(world, world.member)
    assert "1 January 2026 · shared\n> For everyone." in said
    assert "1 January 2026 · only you\n> For me." in said


async def test_long_words_are_shortened_in_a_list_and_whole_when_read(world: World) -> None:
    words = "The tide table, the tea tin, the telephone number. " * 10
    answer = await reflect(world, world.member, words)
    (line,) = listed(await lists(world, world.member))
    assert line.endswith("…")
    assert len(line) <= 120
    read = await world.member.slash(world.general, "journal read", entry=str(entry_of(answer)))
    assert words.strip() in world.said(read)
    assert labels_of(read) == ["Share", "Change", "Delete"]


async def test_an_entry_is_dated_by_the_servers_day(world: World) -> None:
    """P6: eleven at night in UTC is already tomorrow in Manila."""
    await world.set(world.admin, "server.zone", "Asia/Manila")
    await world.pass_time(hours=23)
    await reflect(world, world.member, "Late.")
    assert "2 January 2026" in await lists(world, world.member)


async def choices(world: World, actor: simcord.MemberActor, typed: str) -> list[dict[str, str]]:
    return await actor.autocomplete(world.general, "journal read", "entry", typed)


async def test_reading_offers_ones_own_entries_by_date_and_first_words(world: World) -> None:
    """P17."""
    await fill_journal(world, world.member, ["The blue gate.", "The long table."])
    await reflect(world, world.other, "The blue bowl.")
    assert [choice["name"] for choice in await choices(world, world.member, "")] == [
        "1 January 2026 · The long table.",
        "1 January 2026 · The blue gate.",
    ]
    assert [choice["name"] for choice in await choices(world, world.member, "BLUE")] == [
        "1 January 2026 · The blue gate."
    ]
    assert await choices(world, world.moderator, "blue") == []


async def test_what_is_offered_can_be_read(world: World) -> None:
    await fill_journal(world, world.member, TWELVE)
    (chosen,) = [choice["value"] for choice in await choices(world, world.member, "Line 7 ")]
    assert TWELVE[6] in world.said(await world.member.slash(world.general, "journal read", entry=chosen))


async def test_at_most_25_entries_are_offered_and_each_fits(world: World) -> None:
    for number in range(27):
        await reflect(world, world.member, f"{number} " + "語" * 200)
    offered = await choices(world, world.member, "")
    assert len(offered) == 25
    assert all(len(choice["name"]) <= 100 for choice in offered)


# Taking along


async def test_an_export_is_one_markdown_file_with_every_entry_its_prompt_and_who_can_read_it(world: World) -> None:
    card = await first_card(world)
    await shared(world, world.member, card, "For everyone.")
    await fill_journal(world, world.member, TWELVE)
    answer = await world.member.slash(world.general, "journal export")
    assert newest_answer(answer).ephemeral
    ((name, content),) = world.files(answer).items()
    assert name == "journal.md"
    written = content.decode()
    assert written.startswith("# Your journal\n")
    assert written.count("\n## 1 January 2026\n") == 13
    assert all(written.count(line) == 1 for line in TWELVE)
    assert f"*{prompt_in(text_of(card)).text}*\n\nFor everyone.\n\n(shared)" in written
    assert written.count("(only you)") == 12


async def test_an_export_holds_nothing_of_others(world: World) -> None:
    """P17."""
    card = await first_card(world)
    await write(world, world.other, card, "The blue bowl.")
    await shared(world, world.other, card, "The red bowl.")
    await write(world, world.member, card, "The gate.")
    (content,) = world.files(await world.member.slash(world.general, "journal export")).values()
    assert b"bowl" not in content
    assert b"The gate." in content


# Deleting all


async def test_deleting_all_names_the_number_asks_once_more_and_touches_only_ones_own(world: World) -> None:
    """P16."""
    card = await first_card(world)
    for person in (world.member, world.other):
        await write(world, person, card, "For me.")
        await shared(world, person, card, "For everyone.")
    await fill_journal(world, world.member, ["A third."])
    page = await world.member.slash(world.general, "journal list")
    asked = await world.press(world.member, page, "Delete all")
    assert texts.DELETE_ALL_ASK.in_("en", count=3) in world.said(asked)
    assert labels_of(asked) == ["Keep them", "Delete all"]
    assert len(rows(world, "reflection_entries")) == 5

    assert texts.ALL_DELETED.in_("en", count=3) in world.said(await world.press(world.member, asked, "Delete all"))
    await world.pass_time(seconds=10)
    assert len(rows(world, "reflection_entries")) == 2
    assert [text_of(message) for message in world.messages(world.thread(world.daily))] == [
        f"{world.other.mention}\nFor everyone."
    ]
    assert len(listed(await lists(world, world.other))) == 2


async def test_keeping_it_leads_back_to_the_journal(world: World) -> None:
    """P16."""
    await fill_journal(world, world.member, ["One."])
    asked = await world.press(world.member, await world.member.slash(world.general, "journal list"), "Delete all")
    assert texts.DELETE_ALL_ASK.in_("en", count=1) in world.said(asked)
    assert listed(world.said(await world.press(world.member, asked, "Keep them"))) == ["One."]


async def test_deleting_all_refuses_when_an_entry_has_come_since_it_asked(world: World) -> None:
    """P16: what the question did not name is not deleted."""
    await fill_journal(world, world.member, ["One.", "Two."])
    asked = await world.press(world.member, await world.member.slash(world.general, "journal list"), "Delete all")
    await fill_journal(world, world.member, ["Three."])
    assert says(world.said(await world.press(world.member, asked, "Delete all")), texts.COUNT_CHANGED)
    assert len(rows(world, "reflection_entries")) == 3


async def test_deleting_all_refuses_when_an_entry_has_gone_since_it_asked(world: World) -> None:
    """P16: the number that was named is the number that is deleted."""
    await fill_journal(world, world.member, ["One.", "Two.", "Three."])
    asked = await world.press(world.member, await world.member.slash(world.general, "journal list"), "Delete all")
    (oldest,) = [choice["value"] for choice in await choices(world, world.member, "One.")]
    opened = await world.member.slash(world.general, "journal read", entry=oldest)
    await world.press(world.member, await world.press(world.member, opened, "Delete"), "Delete")
    assert says(world.said(await world.press(world.member, asked, "Delete all")), texts.COUNT_CHANGED)
    assert len(rows(world, "reflection_entries")) == 2


async def test_deleting_all_twice_deletes_once_and_then_reads_that_there_is_nothing(world: World) -> None:
    """P16."""
    await fill_journal(world, world.member, ["One."])
    asked = await world.press(world.member, await world.member.slash(world.general, "journal list"), "Delete all")
    first, second = await world.race(*[lambda: world.press(world.member, asked, "Delete all")] * 2)
    said = world.said(first) + world.said(second)
    assert texts.ALL_DELETED.in_("en", count=1) in said
    assert says(said, texts.COUNT_CHANGED)


async def test_deleting_all_with_anothers_newest_entry_deletes_nothing(world: World) -> None:
    """P16 and P17."""
    await fill_journal(world, world.member, ["One."])
    others = entry_of(await reflect(world, world.other, "The bowl."))
    said = world.said(await forge_press(world, world.member, f"reflections:delete_all_now:{others}"))
    assert says(said, texts.COUNT_CHANGED)
    assert len(rows(world, "reflection_entries")) == 2


async def test_deleting_all_says_so_while_messages_still_stand(world: World) -> None:
    """A withdrawal is done when Discord confirmed it, and the author sees which."""
    await shared(world, world.member, await first_card(world), "For everyone.")
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=403, code=50013)
    asked = await world.press(world.member, await world.member.slash(world.general, "journal list"), "Delete all")
    said = world.said(await world.press(world.member, asked, "Delete all"))
    assert "For everyone." in world.room_text(thread)
    assert "still shown" in said
    await forbid(world, world.daily, "add_reactions")
    await world.pass_time(seconds=10)
    assert world.messages(thread) == []


# Nothing of anybody else's


@pytest.mark.parametrize("seed", range(3))
async def test_in_everything_that_can_be_asked_nobody_finds_a_private_word_of_another(world: World, seed: int) -> None:
    """P17: every command, press, list, offer and file, searched for others' words; and one's own are found."""
    luck = random.Random(seed)
    people = [world.person(person.key) for person in cast.CAST]
    private: dict[int, list[str]] = {person.id: [] for person in people}
    entries: dict[int, list[int]] = {person.id: [] for person in people}
    card = await first_card(world)
    for number in range(30):
        person = luck.choice(people)
        word = f"canary{number:03}"
        aloud = luck.random() < 0.3
        answer = await write(world, person, card, f"A {word} of my own.", readers="everyone" if aloud else "me")
        entries[person.id].append(entry_of(answer))
        if aloud and luck.random() < 0.5:
            await world.press(person, answer, "Take back")
            aloud = False
        if not aloud:
            private[person.id].append(word)

    for person in people:
        found = await everything_said_to(world, person, entries, luck)
        mine = private[person.id]
        others = [word for key, words in private.items() if key != person.id for word in words]
        assert [word for word in mine if word not in found] == []
        assert [word for word in others if word in found] == []

    shown = "\n".join(world.room_text(room) for room in (world.daily, world.thread(world.daily), world.team))
    every_word = [word for words in private.values() for word in words]
    assert [word for word in every_word if word in shown or word in str(world.logged)] == []


async def everything_said_to(
    world: World, person: simcord.MemberActor, entries: dict[int, list[int]], luck: random.Random
) -> str:
    """Ask for everything that a person can ask for, with everybody's numbers and others' words, and read it."""
    said: list[str] = []
    commands = documents.commands_of(world.bot)
    need_more = {each.qualified_name for each in commands if any(option.required for option in each.parameters)}
    results = [
        await person.slash(world.general, command)
        for command in person.available_commands(world.general)
        if command not in need_more
    ]
    page = await person.slash(world.general, "journal list")
    while "Earlier" in labels_of(page):
        said.append(world.said(page))
        page = await world.press(person, page, "Earlier")
    said.append(world.said(page))
    for result in results:
        said.append(world.said(result))
        said += [content.decode() for content in world.files(result).values()]
    for typed in ("", "canary", "a", "2026"):
        said.append(str(await choices(world, person, typed)))
    everybodys = [number for numbers in entries.values() for number in numbers]
    for number in luck.sample(everybodys, 4):
        for verb in ("open", "change", "delete", "share", "take_back"):
            mine = number in entries[person.id]
            if mine and verb in ("share", "take_back"):
                continue
            forged = await forge_press(world, person, f"reflections:{verb}:{number}")
            said.append(world.said(forged) + str(forged.modal))
        said.append(world.said(await person.slash(world.general, "journal read", entry=str(number))))
    return "\n".join(said)


async def test_a_private_entry_leaves_no_trace_of_its_author_anywhere(world: World) -> None:
    """P18: not in a message, a thread's name, an audit reason, a log line, or the file."""
    card = await first_card(world)
    await write(world, world.member, card, "The canary in the kitchen.")
    await shared(world, world.other, card, "For everyone.")
    rooms = (world.daily, world.thread(world.daily), world.team, world.general)
    seen = "\n".join([world.room_text(room) for room in rooms] + [str(thread.name) for thread in world.daily.threads])
    seen += str(world.guild.audit_log()) + str(world.logged)
    for trace in (str(world.member.id), world.member.name, "Kavya", "canary"):
        assert trace not in seen
    on_disk = bytes_on_disk(world.bot.store.path)
    for person in (world.member, world.other, world.admin):
        assert str(person.id).encode() not in on_disk
        assert person.id.to_bytes(8, "big") not in on_disk
    assert b"canary" not in on_disk


# Nothing that presses


def sentences() -> list[str]:
    modules = (access, answers, hearing, server_settings, setting_kinds)
    found: list[str] = []
    for module in (*modules, texts, privacy_texts, server_texts):
        for each in vars(module).values():
            said = each.values() if isinstance(each, dict) else [each]
            found += [form for text in said if isinstance(text, Text) for form in (text.source, text.plural) if form]
    return found


PRESSING = re.compile(
    r"streak|in a row|days? running|missed|you haven|keep it up|come back|don.t forget|reminder|"
    r"so far|in total|your (first|best|longest)|!|day \{|\{days\}|level|score|points|badge",
    re.IGNORECASE,
)


def test_no_text_speaks_of_streaks_missed_days_or_counts() -> None:
    """P19."""
    assert len(sentences()) > 120
    allowed = {text.source for text in (texts.FEW_LEFT,)}  # of prompts, to the team
    assert [said for said in sentences() if PRESSING.search(said) and said not in allowed] == []


async def test_after_a_week_of_silence_and_after_a_week_of_words_a_member_reads_the_same(world: World) -> None:
    """P19: no number tells them apart."""
    card = await first_card(world)
    for day in range(1, 7):
        await write(world, world.member, card, f"Line {day}.")
        await world.pass_time(days=1)
        card = world.card(world.daily)
    said = [world.said(await write(world, person, card, "Today.")) for person in (world.member, world.other)]
    assert said[0] == said[1]
    page = newest_answer(await world.member.slash(world.general, "journal list"))
    frame = [str(part["content"]) for part in parts_of(page) if "content" in part and "\n> " not in part["content"]]
    assert frame == [texts.JOURNAL_TITLE.in_("en")]
    assert set(custom_ids(page)) == {"Earlier", "Delete all"}
