"""Sharing aloud, and every way back: what an author reads about a message is true of it."""

from cogs.reflections import texts
from tests.reflections.doing import (
    archive,
    entry_of,
    first_card,
    first_sends,
    forbid,
    remove,
    says,
    shared,
    write,
)
from tests.world import World, labels_of, text_of

WORDS = "The key my aunt left on the nail by the door."
OTHER_WORDS = "The nail, more than the key."


async def test_a_share_stands_in_the_days_thread_under_its_authors_name_and_notifies_nobody(world: World) -> None:
    card = await first_card(world)
    answer = await shared(world, world.member, card, WORDS)
    thread = world.thread(world.daily)
    assert world.said(answer) == texts.SHARED.in_("en", place=thread.mention)
    assert labels_of(answer) == ["Take back", "Change", "Delete"]
    assert text_of(world.card(thread)) == f"{world.member.mention}\n{WORDS}"
    (sent,) = first_sends(world, thread)
    assert not any(sent["allowed_mentions"].values())


async def test_what_was_kept_can_be_shared_later(world: World) -> None:
    answer = await write(world, world.member, await first_card(world), WORDS)
    said = world.said(await world.press(world.member, answer, "Share"))
    assert says(said, texts.SHARED)
    assert WORDS in world.room_text(world.thread(world.daily))


async def test_taken_back_the_message_is_gone_and_the_words_stay_with_their_author(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    after = await world.press(world.member, answer, "Take back")
    assert says(world.said(after), texts.TAKEN_BACK)
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
    assert says(world.said(after), texts.TAKEN_BACK_SOON)
    assert not says(world.said(after), texts.TAKEN_BACK)
    entry = str(entry_of(after))
    assert f"· {texts.STATE_GOING.in_('en')}\n" in world.said(
        await world.member.slash(world.general, "journal read", entry=entry)
    )

    await forbid(world, world.daily, "add_reactions")  # something in the room changes: what waited is tried again
    await world.pass_time(seconds=10)
    assert world.messages(thread) == []
    assert await state_of(world, entry) == texts.STATE_ONLY_ME.in_("en")


async def test_a_thread_that_banyan_cannot_see_any_more_is_no_proof_that_the_message_is_gone(world: World) -> None:
    """A withdrawal is done when Discord confirmed it: an archived thread may be hidden, and still be read."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await archive(world, thread)
    world.env.inject_error("GET", f"/channels/{thread.id}", status=403, code=50001, times=None)
    after = await world.press(world.member, answer, "Take back")
    assert WORDS in world.room_text(thread)
    assert not says(world.said(after), texts.TAKEN_BACK)


async def test_taking_back_is_tried_until_it_is_done(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    world.env.inject_error("DELETE", f"/channels/{thread.id}/messages/*", status=500, times=2)
    await world.press(world.member, answer, "Take back")
    assert WORDS in world.room_text(thread)
    await world.pass_time(minutes=2)
    assert WORDS not in world.room_text(thread)
    assert world.errors()


async def test_a_share_is_taken_back_from_an_archived_thread(world: World) -> None:
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await archive(world, thread)
    said = world.said(await world.press(world.member, answer, "Take back"))
    assert says(said, texts.TAKEN_BACK)
    assert world.messages(thread) == []


async def test_shared_again_soon_after_it_is_a_new_message_for_discord_too(world: World) -> None:
    """P4: Discord answers a nonce of the last minutes with the old message, which is gone."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    taken_back = await world.press(world.member, answer, "Take back")
    again = await world.press(world.member, taken_back, "Share")
    assert says(world.said(again), texts.SHARED)
    assert len(world.messages(thread)) == 1
    first, second = first_sends(world, thread)
    assert first["nonce"] != second["nonce"]


async def test_a_share_that_a_moderator_removed_is_not_promised_to_come_back(world: World) -> None:
    """Deleted by hand is respected; the author is told so, and can still take it back or delete it."""
    answer = await shared(world, world.member, await first_card(world), WORDS)
    thread = world.thread(world.daily)
    await world.moderator.delete(world.card(thread))
    await world.pass_time(minutes=2)
    after = await world.fill(world.member, await world.press(world.member, answer, "Change"), words=OTHER_WORDS)
    await world.pass_time(minutes=2)
    assert world.messages(thread) == []
    assert not says(world.said(after), texts.SHARED_SOON)


async def test_a_share_whose_thread_was_deleted_stands_in_the_room_and_can_be_taken_back(world: World) -> None:
    """P12: the thread is a step of its own, and its loss is not the author's."""
    card = await first_card(world)
    await remove(world, world.thread(world.daily))
    answer = await shared(world, world.member, card, WORDS)
    assert world.said(answer) == texts.SHARED.in_("en", place=world.daily.mention)
    assert WORDS in world.room_text(world.daily)
    said = world.said(await world.press(world.member, answer, "Take back"))
    assert says(said, texts.TAKEN_BACK)
    assert WORDS not in world.room_text(world.daily)


async def state_of(world: World, entry: str) -> str:
    """Who can read an entry, as its author reads it."""
    said = world.said(await world.member.slash(world.general, "journal read", entry=entry))
    return said.splitlines()[0].partition(" · ")[2]
