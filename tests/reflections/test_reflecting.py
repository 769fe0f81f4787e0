"""Answering a card: the form, keeping, changing, deleting, and only one's own."""

import re

import pytest

from cogs.reflections import texts
from tests.reflections.doing import (
    at,
    entry_of,
    first_card,
    forbid,
    forge_form,
    forge_press,
    form_text,
    prompt_in,
    rows,
    says,
    shared,
    turn_on,
    write,
)
from tests.world import World, answers_of, custom_ids, fields_of, labels_of, newest_answer, text_of

WORDS = "The key my aunt left on the nail by the door."
OTHER_WORDS = "The nail, more than the key."


# The form


async def test_reflect_opens_one_form_with_the_prompt_and_only_me_chosen(world: World) -> None:
    """P18: the safe door is the one that is open, and the form says who can read what."""
    card = await first_card(world)
    opened = await world.press(world.member, card, "Reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    words, readers = fields_of(opened)
    assert words["max_length"] == 1500
    assert {option["label"]: option["default"] for option in readers["options"]} == {
        "Only me": True,
        "Everyone here, as me": False,
    }
    assert "No member or moderator can read it" in str(readers["options"])


async def test_each_opening_has_fresh_ids(world: World) -> None:
    """Phones show the first text of a known id again."""
    card = await first_card(world)
    first, second = [await world.press(world.member, card, "Reflect") for _ in range(2)]
    assert {field["custom_id"] for field in fields_of(first)}.isdisjoint(
        field["custom_id"] for field in fields_of(second)
    )


# Keeping


async def test_kept_for_oneself_it_says_truly_who_could_read_it_and_nobody_else_sees_anything(world: World) -> None:
    """P18."""
    card = await first_card(world)
    rooms = [world.room_text(room) for room in (world.daily, world.thread(world.daily), world.team, world.general)]
    answer = await write(world, world.member, card, WORDS)
    assert world.said(answer) == (
        "**Kept, only for you.** Members and moderators cannot read it; "
        "Noor (noor@example.org), who runs this bot, technically could."
    )
    assert newest_answer(answer).ephemeral
    assert labels_of(answer) == ["Share", "Change", "Delete"]
    assert rooms == [
        world.room_text(room) for room in (world.daily, world.thread(world.daily), world.team, world.general)
    ]


async def test_doing_nothing_has_no_consequence(world: World) -> None:
    """P19: three days unanswered, and nobody hears a word of it."""
    await turn_on(world)
    await world.pass_until(at(days=2, hours=1))
    assert world.room_text(world.team) == ""
    assert all(world.letters(person).history() == [] for person in (world.member, world.other, world.admin))


async def test_a_day_may_be_answered_more_than_once(world: World) -> None:
    card = await first_card(world)
    first, second = await write(world, world.member, card, WORDS), await write(world, world.member, card, OTHER_WORDS)
    assert entry_of(first) != entry_of(second)
    assert len(rows(world, "reflection_entries")) == 2


async def test_what_is_written_in_the_thread_is_nothing_banyan_reads(world: World) -> None:
    await first_card(world)
    await world.member.send(world.thread(world.daily), "I remember the smell of diesel and cardamom.")
    assert rows(world, "reflection_entries") == []


# Changing and deleting


async def test_changing_offers_ones_own_words_and_keeps_the_new_ones(world: World) -> None:
    card = await first_card(world)
    answer = await write(world, world.member, card, WORDS)
    opened = await world.press(world.member, answer, "Change")
    (words,) = fields_of(opened)
    assert words["value"] == WORDS
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    after = await world.fill(world.member, opened, words=OTHER_WORDS)
    assert says(world.said(after), texts.KEPT)
    read = world.said(await world.member.slash(world.general, "journal read", entry=str(entry_of(after))))
    assert OTHER_WORDS in read
    assert WORDS not in read
    assert len(rows(world, "reflection_entries")) == 1


async def test_changing_what_is_shared_changes_the_message_that_stands_and_notifies_nobody(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    before = world.card(thread)
    after = await world.fill(world.member, await world.press(world.member, answer, "Change"), words=OTHER_WORDS)
    assert says(world.said(after), texts.SHARED)
    await world.pass_time(seconds=5)
    assert world.card(thread).id == before.id
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{OTHER_WORDS}"
    (edit,) = world.sent("PATCH", f"/messages/{before.id}")
    assert not any(edit["allowed_mentions"].values())


async def test_deleting_asks_once_more_and_keeping_it_changes_nothing(world: World) -> None:
    """P16."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    asked = await world.press(world.member, answer, "Delete")
    assert says(world.said(asked), texts.DELETE_ASK)
    assert labels_of(asked) == ["Keep it", "Delete"]
    kept = await world.press(world.member, asked, "Keep it")
    assert WORDS in world.said(kept)
    assert len(rows(world, "reflection_entries")) == 1


async def test_deleted_the_entry_and_its_message_are_gone(world: World) -> None:
    """P16."""
    card = await first_card(world)
    await write(world, world.other, card, "Somebody else's.")
    answer = await shared(world, world.member, card, WORDS)
    entry = str(entry_of(answer))
    asked = await world.press(world.member, answer, "Delete")
    assert world.said(await world.press(world.member, asked, "Delete")) == texts.DELETED.in_("en")
    assert len(rows(world, "reflection_entries")) == 1
    assert WORDS not in world.room_text(world.thread(world.daily))
    again = await world.member.slash(world.general, "journal read", entry=entry)
    assert says(world.said(again), texts.UNKNOWN_ENTRY)


async def test_deleted_but_still_shown_says_so(world: World) -> None:
    """P12."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=403, code=50013)
    asked = await world.press(world.member, answer, "Delete")
    said = world.said(await world.press(world.member, asked, "Delete"))
    assert says(said, texts.DELETED_SOON)
    await forbid(world, world.daily, "add_reactions")
    await world.pass_time(seconds=10)
    assert world.messages(thread) == []


# Only one's own

ENTRY_VERBS = ("open", "share", "take_back", "change", "delete", "delete_now")


@pytest.mark.parametrize("verb", ENTRY_VERBS)
async def test_pressing_with_anothers_entry_reads_as_if_it_did_not_exist(world: World, verb: str) -> None:
    """P17."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    entry_id = entry_of(answer)
    before = rows(world, "reflection_entries")
    forged = await forge_press(world, world.other, f"reflections:{verb}:{entry_id}")
    missing = await forge_press(world, world.other, f"reflections:{verb}:{entry_id + 1}")
    assert says(world.said(forged), texts.UNKNOWN_ENTRY)
    assert world.said(forged) == world.said(missing)
    assert forged.modal is None
    assert rows(world, "reflection_entries") == before


async def test_sending_a_form_for_anothers_entry_gives_the_words_back_and_changes_nothing(world: World) -> None:
    """P15 and P17."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    before = rows(world, "reflection_entries")
    forged = await forge_form(world, world.other, f"reflections:changed:{entry_of(answer)}:7", "Mine now.")
    missing = await forge_form(world, world.other, "reflections:changed:7:7", "Mine now.")
    assert says(world.said(forged), texts.UNKNOWN_ENTRY)
    assert world.said(forged) == world.said(missing)
    assert list(world.files(forged).values()) == [b"Mine now."]
    assert rows(world, "reflection_entries") == before


async def test_an_entry_opens_only_in_the_server_in_which_it_was_written(world: World) -> None:
    """P17: what was said in one community stays there, for its author too."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    second = world.env.create_guild("Another grove")
    there = second.add_member(world.member.user)
    room = second.create_text_channel("lobby")
    opened = await there.slash(room, "reflect")
    await world.fill(there, opened, words=OTHER_WORDS)
    said = world.said(await there.slash(room, "journal read", entry=str(entry_of(answer))))
    assert says(said, texts.UNKNOWN_ENTRY)
    assert WORDS not in world.said(await there.slash(room, "journal list"))


# What it does not carry


async def test_no_button_and_no_form_carries_a_person_or_a_word(world: World) -> None:
    """P18: custom ids can be read by clients."""
    card = await first_card(world)
    opened = await world.press(world.member, card, "Reflect")
    answer = await world.fill(world.member, opened, words=WORDS, readers="everyone")
    angle = await world.press(world.member, card, "Another angle")
    assert opened.modal is not None
    carried = [opened.modal["custom_id"], *(field["custom_id"] for field in fields_of(opened))]
    carried += custom_ids(card).values()
    for message in (*answers_of(answer), *answers_of(angle)):
        carried += custom_ids(message).values()
    assert len(carried) == 10
    assert all(str(world.member.id) not in each for each in carried)
    assert all(re.fullmatch(r"(words|readers|reflections:[a-z_]+)(:[0-9]+)+", each) for each in carried)
