"""What is empty, too long, disguised, forged, doubled, or comes while the file cannot be written.

The person reads a clear sentence, nothing is half-saved, nobody is pinged, and the bot goes on.
"""

import pytest

from bot.access import ONLY_IN_A_SERVER
from bot.answers import BUSY, FULL, NO_LONGER_WORKS, NOT_KEPT
from cogs.reflections import texts
from tests import seams
from tests.builders import OPERATOR
from tests.reflections.doing import (
    entry_of,
    first_card,
    forbid,
    forge_form,
    forge_press,
    full_disk,
    locked,
    rows,
    says,
    send_form,
    shared,
    turn_on,
    write,
)
from tests.world import World, custom_ids, newest_answer, parts_of, text_of

WORDS = "The ferry, the rain, and nobody in a hurry."
FAMILY = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
PERSIAN = "می\N{ZERO WIDTH NON-JOINER}خواهم بمانم"
TABLES = ("reflection_entries", "reflection_days", "reflection_aside_themes", "cards", "jobs", "server_settings")


def everything(world: World) -> list[object]:
    return [rows(world, table) for table in TABLES]


# Words


@pytest.mark.parametrize(
    "blank",
    [
        "",
        "   \n\t ",
        "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH SPACE}",
        "\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}",
        "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}",
        "\N{RIGHT-TO-LEFT OVERRIDE}\N{POP DIRECTIONAL FORMATTING}",
        "\N{IDEOGRAPHIC SPACE}\N{NO-BREAK SPACE}",
        "\N{HANGUL FILLER}",
        "\N{HALFWIDTH HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}",
        "\N{BRAILLE PATTERN BLANK} \N{BRAILLE PATTERN BLANK}",
        "\N{SOFT HYPHEN}\N{MONGOLIAN VOWEL SEPARATOR}",
    ],
)
async def test_words_of_which_nothing_can_be_seen_are_not_kept(world: World, blank: str) -> None:
    """P15."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    answer = await send_form(world, world.member, opened, words=blank)
    assert says(world.said(answer), texts.NO_WORDS)
    assert rows(world, "reflection_entries") == []


async def test_fifteen_hundred_characters_are_kept_whole_and_shown_whole(world: World) -> None:
    words = "語" * 1500
    await shared(world, world.member, await first_card(world), words)
    assert text_of(world.card(world.thread(world.daily))) == f"{world.member.mention}\n{words}"


@pytest.mark.parametrize("length", [1501, 4000])
async def test_more_than_fifteen_hundred_characters_come_back_as_a_file(world: World, length: int) -> None:
    """P15: a client does not send them, a forged form does."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    words = "w" * length
    answer = await send_form(world, world.member, opened, words=words)
    assert texts.TOO_LONG.in_("en", count=length, longest=1500) in world.said(answer)
    assert says(world.said(answer), NOT_KEPT)
    assert list(world.files(answer).values()) == [words.encode()]
    assert rows(world, "reflection_entries") == []


async def test_marks_that_turn_the_reading_direction_around_are_taken_out(world: World) -> None:
    words = "not\N{RIGHT-TO-LEFT OVERRIDE} evil \N{LEFT-TO-RIGHT ISOLATE}at all\N{ZERO WIDTH SPACE}"
    await shared(world, world.member, await first_card(world), words)
    assert text_of(world.card(world.thread(world.daily))) == f"{world.member.mention}\nnot evil at all"


@pytest.mark.parametrize(
    "words", [PERSIAN, f"{FAMILY} came to visit.", "न\N{DEVANAGARI SIGN VIRAMA}\N{ZERO WIDTH JOINER}"]
)
async def test_joiners_that_scripts_and_emoji_need_are_kept(world: World, words: str) -> None:
    await shared(world, world.member, await first_card(world), words)
    assert text_of(world.card(world.thread(world.daily))) == f"{world.member.mention}\n{words}"


async def test_mentions_in_words_notify_nobody_anywhere(world: World) -> None:
    words = f"@everyone @here {world.other.mention} {world.guild.roles['Moderator'].mention}"
    card = await first_card(world)
    await write(world, world.member, card, words)
    await shared(world, world.member, card, words)
    await world.member.slash(world.general, "journal list")
    bodies = [request.json for request in world.env.http_requests if isinstance(request.json, dict)]
    said = [body.get("data") or body for body in bodies if "@everyone" in str(body)]
    assert len(said) >= 2
    assert not any(any(body["allowed_mentions"].values()) for body in said)


async def test_a_link_cannot_hide_behind_another_text(world: World) -> None:
    words = "[my photographs](https://elsewhere.example) and [more]\N{ZERO WIDTH SPACE}(<https://third.example>)"
    await shared(world, world.member, await first_card(world), words)
    shown = text_of(world.card(world.thread(world.daily)))
    assert "](" not in shown
    assert "https://elsewhere.example" in shown


@pytest.mark.parametrize(
    "words", ["```py\nunclosed", "**bold and ||spoiler", "> quote\n# Heading", "{operator} {0} {", "%s \\"]
)
async def test_broken_markdown_and_braces_stay_in_their_own_part(world: World, words: str) -> None:
    card = await first_card(world)
    answer = await write(world, world.member, card, words)
    await shared(world, world.member, card, words)
    read = await world.member.slash(world.general, "journal read", entry=str(entry_of(answer)))
    for message in (world.card(world.thread(world.daily)), newest_answer(read)):
        parts = [str(part["content"]) for part in parts_of(message) if "content" in part]
        assert parts.count(words) == 1
        assert len(parts) == 2


async def test_what_came_after_broken_markdown_in_a_list_is_not_swallowed(world: World) -> None:
    card = await first_card(world)
    for words in ("```unclosed", WORDS):
        await write(world, world.member, card, words)
    listed = newest_answer(await world.member.slash(world.general, "journal list"))
    parts = [str(part["content"]) for part in parts_of(listed) if "content" in part]
    assert sum(r"\`\`\`unclosed" in part for part in parts) == 1
    assert not any(r"\`\`\`unclosed" in part and WORDS in part for part in parts)


# Twice


async def test_the_same_form_sent_twice_is_kept_once(world: World) -> None:
    """P1's lesson for people: a phone that sends again is not punished."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    answers = [await send_form(world, world.member, opened, words=WORDS, readers="everyone") for _ in range(2)]
    assert all(says(world.said(answer), texts.SHARED) for answer in answers)
    assert len(rows(world, "reflection_entries")) == 1
    assert len(world.messages(world.thread(world.daily))) == 1


async def test_the_same_form_sent_twice_at_once_is_kept_once(world: World) -> None:
    opened = await world.press(world.member, await first_card(world), "Reflect")
    await world.race(*[lambda: send_form(world, world.member, opened, words=WORDS, readers="everyone")] * 2)
    assert len(rows(world, "reflection_entries")) == 1
    assert len(world.messages(world.thread(world.daily))) == 1


@pytest.mark.parametrize(("first", "label", "standing"), [("me", "Share", 1), ("everyone", "Take back", 0)])
async def test_the_same_press_twice_at_once_does_what_one_does(
    world: World, first: str, label: str, standing: int
) -> None:
    answer = await write(world, world.member, await first_card(world), WORDS, readers=first)
    await world.race(*[lambda: world.press(world.member, answer, label)] * 2)
    await world.pass_time(seconds=5)
    assert len(world.messages(world.thread(world.daily))) == standing


async def test_deleting_twice_at_once_deletes_once_and_the_second_reads_that_there_is_nothing(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    asked = await world.press(world.member, answer, "Delete")
    results = await world.race(*[lambda: world.press(world.member, asked, "Delete")] * 2)
    said = "\n".join(world.said(result) for result in results)
    assert says(said, texts.DELETED)
    assert says(said, texts.UNKNOWN_ENTRY)
    assert rows(world, "reflection_entries") == []
    assert world.messages(world.thread(world.daily)) == []


# Forged, stale and unknown


@pytest.mark.parametrize(
    "custom_id",
    [
        "reflections:dance:1",
        "nonsense",
        "",
        "reflections:reflect",
        "reflections:reflect:-1",
        "reflections:reflect:١",
        "reflections:reflect:99999999999999999999",
        "reflections:reflect:9223372036854775808",
        "reflections:keep:1",
        "reflections:reflect:1; DROP TABLE jobs",
        "x" * 100,
    ],
)
async def test_a_button_nobody_made_says_that_it_no_longer_works(world: World, custom_id: str) -> None:
    """P13."""
    before = everything(world)
    assert world.said(await forge_press(world, world.member, custom_id)) == NO_LONGER_WORKS.in_("en")
    assert everything(world) == before


@pytest.mark.parametrize("custom_id", ["reflections:keep:1", "reflections:dance:1:1", "reflections:keep:1:x", "keep"])
async def test_a_form_nobody_made_keeps_nothing_and_says_so(world: World, custom_id: str) -> None:
    """P13 and P15."""
    answer = await forge_form(world, world.member, custom_id, WORDS)
    assert NO_LONGER_WORKS.in_("en") in world.said(answer)
    assert rows(world, "reflection_entries") == []


@pytest.mark.parametrize("verb", ["reflect", "angle", "gentler", "more", "not_theme", "theme_again"])
async def test_a_card_that_does_not_exist_leads_to_what_still_works(world: World, verb: str) -> None:
    """P13."""
    said = world.said(await forge_press(world, world.member, f"reflections:{verb}:123456789"))
    assert says(said, texts.UNKNOWN_DAY)


@pytest.mark.parametrize("verb", ["keep", "keep_gentler", "keep_own"])
async def test_a_form_about_a_card_that_does_not_exist_gives_the_words_back(world: World, verb: str) -> None:
    """P13 and P15."""
    answer = await forge_form(world, world.member, f"reflections:{verb}:123456789:5", WORDS)
    assert says(world.said(answer), NOT_KEPT)
    assert list(world.files(answer).values()) == [WORDS.encode()]


@pytest.mark.parametrize("page", ["7", "9223372036854775807"])
async def test_a_page_of_the_journal_that_does_not_exist_is_no_error(world: World, page: str) -> None:
    """P13."""
    await write(world, world.member, await first_card(world), WORDS)
    assert WORDS in world.said(await forge_press(world, world.member, f"reflections:journal:{page}"))


@pytest.mark.parametrize("typed", ["the ferry", "9999999999999999999", "1" * 40, "-1", "١", "0x10", " "])
async def test_an_entry_that_was_typed_and_not_chosen_reads_as_missing(world: World, typed: str) -> None:
    await write(world, world.member, await first_card(world), WORDS)
    said = world.said(await world.member.slash(world.general, "journal read", entry=typed))
    assert says(said, texts.UNKNOWN_ENTRY)


# Elsewhere

COMMANDS = ("reflect", "journal list", "journal export", "privacy about", "privacy export", "privacy erase")


@pytest.mark.parametrize("command", [*COMMANDS, "settings show"])
async def test_a_command_in_a_direct_message_is_answered_and_leads_back(world: World, command: str) -> None:
    answer = await seams.slash_in_letters(world.member, command)
    assert world.said(answer)
    if command not in ("privacy about", "settings show"):
        assert world.said(answer) == ONLY_IN_A_SERVER.in_("en")


@pytest.mark.parametrize("verb", ["reflect", "more", "share", "delete_now", "journal", "delete_all"])
async def test_a_press_in_a_direct_message_is_answered_and_changes_nothing(world: World, verb: str) -> None:
    await first_card(world)
    before = everything(world)
    answer = await seams.press_in_letters(world.member, f"reflections:{verb}:1")
    assert world.said(answer) == ONLY_IN_A_SERVER.in_("en")
    assert everything(world) == before


async def test_where_banyan_may_not_speak_private_answers_work_all_the_same(world: World) -> None:
    await turn_on(world)
    await forbid(world, world.general, "send_messages", "view_channel")
    opened = await world.member.slash(world.general, "reflect")
    answer = await world.fill(world.member, opened, words=WORDS)
    assert says(world.said(answer), texts.KEPT)
    assert newest_answer(answer).ephemeral


# When the file cannot be written


async def test_while_another_program_holds_the_file_nothing_is_kept_and_the_words_come_back(world: World) -> None:
    """P15: and the same form, sent again, is kept."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    before = everything(world)
    with locked(world):
        answer = await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert says(world.said(answer), NOT_KEPT)
    assert BUSY.in_("en") in world.said(answer)
    assert list(world.files(answer).values()) == [WORDS.encode()]
    assert everything(world) == before
    assert WORDS not in world.room_text(world.thread(world.daily))

    again = await send_form(world, world.member, opened, words=WORDS, readers="everyone")
    assert says(world.said(again), texts.SHARED)


async def test_while_the_file_is_held_a_change_gives_the_new_words_back(world: World) -> None:
    """P15."""
    answer = await write(world, world.member, await first_card(world), "Before.")
    opened = await world.press(world.member, answer, "Change")
    with locked(world):
        refused = await world.fill(world.member, opened, words=WORDS)
    assert says(world.said(refused), NOT_KEPT)
    assert list(world.files(refused).values()) == [WORDS.encode()]
    read = world.said(await world.member.slash(world.general, "journal read", entry=str(entry_of(answer))))
    assert "Before." in read


@pytest.mark.parametrize(("readers", "label"), [("me", "Share"), ("everyone", "Take back")])
async def test_while_the_file_is_held_a_press_says_so_and_does_nothing_by_halves(
    world: World, readers: str, label: str
) -> None:
    answer = await write(world, world.member, await first_card(world), WORDS, readers=readers)
    before = everything(world)
    with locked(world):
        said = world.said(await world.press(world.member, answer, label))
    assert BUSY.in_("en") in said
    assert everything(world) == before


async def test_with_a_full_disk_nothing_is_kept_and_the_words_come_back(world: World) -> None:
    """P15: the process stays up, and what fits again is kept again."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    before = everything(world)
    words = "雨" * 1500
    async with full_disk(world):
        answer = await world.fill(world.member, opened, words=words)
    assert says(world.said(answer), NOT_KEPT)
    assert FULL.in_("en", operator=OPERATOR) in world.said(answer)
    assert list(world.files(answer).values()) == [words.encode()]
    assert everything(world) == before
    assert world.errors() == ["store.full"]
    assert says(world.said(await send_form(world, world.member, opened, words=words)), texts.KEPT)


async def test_an_answer_that_does_not_arrive_leaves_what_was_kept(world: World) -> None:
    """P15: nothing that was committed is lost, and sending again keeps it once."""
    opened = await world.press(world.member, await first_card(world), "Reflect")
    world.env.inject_error("POST", "/interactions/*/*/callback", status=500)
    await world.fill(world.member, opened, words=WORDS)
    assert len(rows(world, "reflection_entries")) == 1
    again = await send_form(world, world.member, opened, words=WORDS)
    assert says(world.said(again), texts.KEPT)
    assert len(rows(world, "reflection_entries")) == 1
    world.errors()


async def test_every_button_of_a_card_is_one_that_leads_somewhere(world: World) -> None:
    """P14."""
    card = await first_card(world)
    leads = {verb for verb, _ in world.bot.presses.doors()}
    assert {custom_id.rpartition(":")[0] for custom_id in custom_ids(card).values()} <= leads
