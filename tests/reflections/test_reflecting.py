"""Answering a card: for oneself or aloud, and every way back from it."""

import pytest

from data.prompts import prompt as prompt_of
from tests.reflections.doing import (
    archive,
    at,
    entry_of,
    first_card,
    forbid,
    forge_form,
    forge_press,
    form_text,
    pass_days,
    prompt_in,
    reflect,
    remove,
    rows,
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


# Sharing and taking back


async def test_a_share_stands_in_the_days_thread_under_its_authors_name_and_notifies_nobody(world: World) -> None:
    card = await first_card(world)
    answer = await shared(world, world.member, card, WORDS)
    thread = world.thread(world.daily)
    assert f"shared as you** in {thread.mention}" in world.said(answer)
    assert labels_of(answer) == ["Take back", "Change", "Delete"]
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{WORDS}"
    (sent,) = world.sent("POST", f"/channels/{thread.id}/messages")
    assert not any(sent["allowed_mentions"].values())


async def test_what_was_kept_can_be_shared_later(world: World) -> None:
    answer = await write(world, world.member, await first_card(world), WORDS)
    said = world.said(await world.press(world.member, answer, "Share"))
    assert "Kept, and shared as you" in said
    assert WORDS in world.room_text(world.thread(world.daily))


async def test_taken_back_the_message_is_gone_and_the_words_stay_with_their_author(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    after = await world.press(world.member, answer, "Take back")
    assert "Gone here; someone may have copied it" in world.said(after)
    assert world.messages(world.thread(world.daily)) == []
    assert labels_of(after) == ["Share", "Change", "Delete"]
    read = world.said(await world.member.slash(world.general, "journal read", entry=str(entry_of(after))))
    assert "· only you\n" in read
    assert WORDS in read


async def test_where_discord_does_not_confirm_the_author_reads_that_it_still_stands(world: World) -> None:
    """P12: and it goes as soon as that is possible."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=403, code=50013)
    after = await world.press(world.member, answer, "Take back")
    assert "still shown for now" in world.said(after)
    assert "Gone here" not in world.said(after)
    entry = str(entry_of(after))
    assert "still being removed" in world.said(await world.member.slash(world.general, "journal read", entry=entry))

    await forbid(world, world.daily, "add_reactions")  # something in the room changes: what waited is tried again
    await world.pass_time(seconds=10)
    assert world.messages(thread) == []
    assert "· only you\n" in world.said(await world.member.slash(world.general, "journal read", entry=entry))


async def test_a_thread_that_banyan_cannot_see_any_more_is_no_proof_that_the_message_is_gone(world: World) -> None:
    """A withdrawal is done when Discord confirmed it: an archived thread may be hidden, and still be read."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await archive(world, thread)
    world.env.inject_error("GET", f"/channels/{thread.id}", status=403, code=50001, times=None)
    after = await world.press(world.member, answer, "Take back")
    assert WORDS in world.room_text(thread)
    assert "Gone here" not in world.said(after)


async def test_taking_back_is_tried_until_it_is_done(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=500, times=2)
    await world.press(world.member, answer, "Take back")
    assert WORDS in world.room_text(thread)
    await world.pass_time(minutes=2)
    assert WORDS not in world.room_text(thread)
    assert world.errors()


async def test_a_share_survives_being_taken_back_from_an_archived_thread(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await archive(world, thread)
    said = world.said(await world.press(world.member, answer, "Take back"))
    assert "Gone here" in said
    assert world.messages(thread) == []


async def test_shared_again_soon_after_it_is_a_new_message_for_discord_too(world: World) -> None:
    """P4: Discord answers a nonce of the last minutes with the old message, which is gone."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    taken_back = await world.press(world.member, answer, "Take back")
    again = await world.press(world.member, taken_back, "Share")
    assert "Kept, and shared as you" in world.said(again)
    assert len(world.messages(thread)) == 1
    first, second = world.sent("POST", f"/channels/{thread.id}/messages")
    assert first["nonce"] != second["nonce"]


async def test_a_share_that_a_moderator_removed_is_not_promised_to_come_back(world: World) -> None:
    """Deleted by hand is respected; the author is told so, and can still take it back or delete it."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await world.moderator.delete(world.card(thread))
    after = await world.fill(world.member, await world.press(world.member, answer, "Change"), words=OTHER_WORDS)
    await world.pass_time(minutes=2)
    assert world.messages(thread) == []
    assert "keeps trying" not in world.said(after)


async def test_a_share_waits_where_its_thread_was_deleted_and_its_author_can_take_it_back(world: World) -> None:
    card = await first_card(world)
    await remove(world, world.thread(world.daily))
    answer = await shared(world, world.member, card, WORDS)
    assert "not shown yet" in world.said(answer)
    said = world.said(await world.press(world.member, answer, "Take back"))
    assert "Gone here" in said
    assert WORDS not in world.room_text(world.daily)


# Changing and deleting


async def test_changing_offers_ones_own_words_and_keeps_the_new_ones(world: World) -> None:
    card = await first_card(world)
    answer = await write(world, world.member, card, WORDS)
    opened = await world.press(world.member, answer, "Change")
    (words,) = fields_of(opened)
    assert words["value"] == WORDS
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    after = await world.fill(world.member, opened, words=OTHER_WORDS)
    assert "Kept, only for you" in world.said(after)
    read = world.said(await world.member.slash(world.general, "journal read", entry=str(entry_of(after))))
    assert OTHER_WORDS in read
    assert WORDS not in read
    assert len(rows(world, "reflection_entries")) == 1


async def test_changing_what_is_shared_changes_the_message_that_stands_and_notifies_nobody(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    before = world.card(thread)
    after = await world.fill(world.member, await world.press(world.member, answer, "Change"), words=OTHER_WORDS)
    assert "Kept, and shared as you" in world.said(after)
    await world.pass_time(seconds=5)
    assert world.card(thread).id == before.id
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{OTHER_WORDS}"
    (edit,) = world.sent("PATCH", f"/messages/{before.id}")
    assert not any(edit["allowed_mentions"].values())


async def test_deleting_asks_once_more_and_keeping_it_changes_nothing(world: World) -> None:
    """P16."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    asked = await world.press(world.member, answer, "Delete")
    assert "for good" in world.said(asked)
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
    assert world.said(await world.press(world.member, asked, "Delete")) == "Deleted."
    assert len(rows(world, "reflection_entries")) == 1
    assert WORDS not in world.room_text(world.thread(world.daily))
    again = await world.member.slash(world.general, "journal read", entry=entry)
    assert "There is no such entry" in world.said(again)


async def test_deleted_but_still_shown_says_so(world: World) -> None:
    """P12."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=403, code=50013)
    asked = await world.press(world.member, answer, "Delete")
    said = world.said(await world.press(world.member, asked, "Delete"))
    assert "still shown for now" in said
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
    assert "There is no such entry" in world.said(forged)
    assert world.said(forged) == world.said(missing)
    assert forged.modal is None
    assert rows(world, "reflection_entries") == before


async def test_sending_a_form_for_anothers_entry_gives_the_words_back_and_changes_nothing(world: World) -> None:
    """P15 and P17."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    before = rows(world, "reflection_entries")
    forged = await forge_form(world, world.other, f"reflections:changed:{entry_of(answer)}:7", "Mine now.")
    missing = await forge_form(world, world.other, "reflections:changed:7:7", "Mine now.")
    assert world.said(forged) == world.said(missing)
    assert list(world.files(forged).values()) == [b"Mine now."]
    assert rows(world, "reflection_entries") == before


async def test_an_entry_opens_only_in_the_server_in_which_it_was_written(world: World) -> None:
    """P17: what was said in one community stays there, for its author too."""
    answer = await write(world, world.member, await first_card(world), WORDS)
    second = world.env.create_guild("Another grove")
    there = second.add_member(world.member.user)
    room = second.create_text_channel("lobby")
    said = world.said(await there.slash(room, "journal read", entry=str(entry_of(answer))))
    assert "There is no such entry" in said
    assert "Your journal here is empty" in world.said(await there.slash(room, "journal list"))


# Another angle, and more


async def test_another_angle_is_a_gentler_wording_only_for_whoever_asked(world: World) -> None:
    card = await first_card(world)
    gentler = prompt_in(text_of(card)).gentler
    angle = await world.press(world.member, card, "Another angle")
    assert gentler in world.said(angle)
    assert newest_answer(angle).ephemeral
    opened = await world.press(world.member, angle, "Reflect")
    assert gentler in form_text(opened)
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    thread = world.thread(world.daily)
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{WORDS}\n-# On: {gentler}"


async def test_more_holds_what_is_rarer(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    assert labels_of(more) == ["Not this theme for me", "My journal", "What is kept"]
    assert "Your journal here is empty" in world.said(await world.press(world.member, more, "My journal"))


async def test_what_is_kept_names_everyone_who_could_read_it(world: World) -> None:
    """P18."""
    more = await world.press(world.member, await first_card(world), "More")
    said = world.said(await world.press(world.member, more, "What is kept"))
    for named in ("Members and moderators cannot read", "Noor (noor@example.org)", "Discord carries every message"):
        assert named in said


async def test_a_theme_set_aside_brings_another_prompt_and_says_that_the_card_stays(world: World) -> None:
    card = await first_card(world)
    theme = prompt_in(text_of(card)).theme
    more = await world.press(world.member, card, "More")
    aside = await world.press(world.member, more, "Not this theme for me")
    assert "The card itself stays visible to everyone" in world.said(aside)
    assert text_of(world.card(world.daily)) == text_of(card)

    for opened in (
        await world.press(world.member, card, "Reflect"),
        await world.member.slash(world.general, "reflect"),
    ):
        assert "You set today’s theme aside" in form_text(opened)
        assert prompt_in(form_text(opened)).theme != theme
    angle = world.said(await world.press(world.member, card, "Another angle"))
    assert prompt_in(angle).theme != theme

    for_others = await world.press(world.other, card, "Reflect")
    assert prompt_in(form_text(for_others)) == prompt_in(text_of(card))


async def test_an_answer_to_the_other_prompt_is_kept_with_it_and_shared_under_the_days_card(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    await world.press(world.member, more, "Not this theme for me")
    opened = await world.press(world.member, card, "Reflect")
    offered = prompt_in(form_text(opened))
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert text_of(world.card(world.thread(world.daily))).endswith(f"{WORDS}\n-# On: {offered.text}")


async def test_on_days_of_other_themes_the_card_is_answered_as_ever(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    await world.press(world.member, more, "Not this theme for me")
    await world.pass_until(at(days=1))
    tomorrow = world.card(world.daily)
    opened = await world.press(world.member, tomorrow, "Reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(tomorrow))


async def test_a_theme_can_be_taken_up_again(world: World) -> None:
    card = await first_card(world)
    more = await world.press(world.member, card, "More")
    aside = await world.press(world.member, more, "Not this theme for me")
    more_again = await world.press(world.member, aside, "More")
    back = await world.press(world.member, more_again, "Give me this theme again")
    assert "comes to you again" in world.said(back)
    opened = await world.press(world.member, card, "Reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    assert rows(world, "reflection_aside_themes") == []


# From anywhere


async def test_reflect_opens_todays_prompt_from_any_room(world: World) -> None:
    card = await first_card(world)
    opened = await world.member.slash(world.general, "reflect")
    assert prompt_in(form_text(opened)) == prompt_in(text_of(card))
    await world.fill(world.member, opened, words=WORDS, readers="everyone")
    assert WORDS in world.room_text(world.thread(world.daily))


async def test_without_a_card_for_today_reflect_offers_a_light_prompt_and_says_so(world: World) -> None:
    await first_card(world)
    await world.set(world.admin, "reflections.weekdays", "thu")
    await pass_days(world, 2)
    opened = await world.member.slash(world.general, "reflect")
    assert "There is no card for today" in form_text(opened)
    assert prompt_in(form_text(opened)).depth < 3
    assert "Kept, only for you" in world.said(await world.fill(world.member, opened, words=WORDS))


async def test_a_share_without_a_day_stands_in_the_room_with_its_prompt(world: World) -> None:
    await turn_on(world)
    answer = await reflect(world, world.member, WORDS, readers="everyone")
    assert f"shared as you** in {world.daily.mention}" in world.said(answer)
    assert WORDS in text_of(world.card(world.daily))
    assert "-# On: " in text_of(world.card(world.daily))


async def test_where_reflections_are_off_the_journal_works_all_the_same(world: World) -> None:
    """P13 and P15: sharing is refused, and the words come back."""
    assert "Kept, only for you" in world.said(await reflect(world, world.member, WORDS))
    refused = await reflect(world, world.member, OTHER_WORDS, readers="everyone")
    assert "no room for reflections" in world.said(refused)
    assert list(world.files(refused).values()) == [OTHER_WORDS.encode()]
    assert len(rows(world, "reflection_entries")) == 1


# What it does not carry


async def test_no_button_and_no_form_carries_a_person_or_a_word(world: World) -> None:
    """P18: custom ids can be read by clients."""
    card = await first_card(world)
    opened = await world.press(world.member, card, "Reflect")
    answer = await world.fill(world.member, opened, words=WORDS, readers="everyone")
    angle = await world.press(world.member, card, "Another angle")
    assert opened.modal is not None
    carried = [opened.modal["custom_id"], *(field["custom_id"] for field in fields_of(opened))]
    for message in (card, *answers_of(answer), *answers_of(angle)):
        carried += custom_ids(message).values()
    assert len(carried) == 10
    assert all(str(world.member.id) not in each for each in carried)
    assert all(prompt_in(text_of(card)).id not in each for each in carried)
    assert prompt_of(prompt_in(text_of(card)).id) is not None
