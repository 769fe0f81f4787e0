"""Telling through a form, content notes, and one line from a listener to a teller."""

import pytest
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.circles.circle import Stage
from data.circles import Flashback, Story
from tests.circles.doing import (
    FIVE,
    HOST,
    OUTSIDER,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    now_asked,
    press_blind,
    press_now,
    row_of,
    seat_of,
    take_turns,
    thread_of,
)
from tests.reflections.doing import send_form
from tests.world import BUTTON, World, labels_of, newest_answer, parts_of, text_of

WORDS = "My aunt kept the rice cooker on through the whole storm."
LINE = "The rice cooker stays with me."


async def tells(world: World, circle: int, key: str, words: str = WORDS, note: str = "") -> InteractionResult:
    """Let somebody tell through the form of their turn."""
    form = await press_now(world, world.person(key), circle, "Tell through a form")
    return await world.fill(world.person(key), form, words=words, note=note)


async def in_a_turn(world: World, key: str = "rin") -> int:
    """A circle in which it is this person's turn."""
    circle = await a_circle(world, listeners=("tenzin",))
    await all_agree(world, circle)
    await begin_round(world, circle, key)
    return circle


async def stories(world: World) -> list[int]:
    async with world.bot.store.reading() as session:
        return list(await session.scalars(select(Story.id)))


async def test_what_is_told_through_the_form_stands_in_the_thread_under_the_tellers_name(world: World) -> None:
    circle = await in_a_turn(world)
    answer = await tells(world, circle, "rin")
    assert "Your words stand in the circle." in world.said(answer)
    told = text_of(world.card(await thread_of(world, circle)))
    assert told == f"<@{world.person('rin').id}> tells:\n{WORDS}"
    assert await holder(world, circle) == world.person("rin")
    await world.press(world.person("rin"), answer, "I’m done")
    assert await holder(world, circle) != world.person("rin")


async def test_what_is_told_can_be_changed_and_taken_back(world: World) -> None:
    circle = await in_a_turn(world)
    rin, thread = world.person("rin"), await thread_of(world, circle)
    answer = await tells(world, circle, "rin")
    form = await world.press(rin, answer, "Change it")
    answer = await world.fill(rin, form, words="Something else.")
    await a_moment(world)
    assert "Something else." in world.room_text(thread)
    assert WORDS not in world.room_text(thread)
    answer = await world.press(rin, answer, "Take it back")
    assert "Gone here" in world.said(answer)
    assert "Something else." not in world.room_text(thread)
    assert await stories(world) == []
    assert await holder(world, circle) == rin


async def test_the_form_sent_again_replaces_and_never_doubles(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin")
    form = await press_now(world, world.person("rin"), circle, "Tell through a form")
    await world.fill(world.person("rin"), form, words="Shorter.")
    await a_moment(world)
    said = world.room_text(await thread_of(world, circle))
    assert said.count("tells:") == 1
    assert "Shorter." in said


async def test_a_form_that_was_opened_before_a_restart_is_kept(world: World) -> None:
    circle = await in_a_turn(world)
    rin = world.person("rin")
    form = await press_now(world, rin, circle, "Tell through a form")
    await world.restart()
    await world.fill(rin, form, words=WORDS)
    assert WORDS in world.room_text(await thread_of(world, circle))


async def test_when_the_turn_is_over_meanwhile_the_words_are_given_back(world: World) -> None:
    circle = await in_a_turn(world)
    rin = world.person("rin")
    form = await press_now(world, rin, circle, "Tell through a form")
    await press_now(world, rin, circle, "Pass")
    answer = await world.fill(rin, form, words=WORDS, note="about weather")
    assert "The circle has gone on since." in world.said(answer)
    assert WORDS in world.files(answer)["your-words.txt"].decode()
    assert await stories(world) == []


async def test_four_thousand_characters_are_refused_and_given_back(world: World) -> None:
    circle = await in_a_turn(world)
    rin = world.person("rin")
    form = await press_now(world, rin, circle, "Tell through a form")
    answer = await send_form(world, rin, form, words="a" * 4_000, note="")
    assert "room for 2,000 characters" in world.said(answer)
    assert b"a" * 4_000 in world.files(answer)["your-words.txt"]
    assert await stories(world) == []


async def test_a_form_without_words_changes_nothing(world: World) -> None:
    circle = await in_a_turn(world)
    answer = await tells(world, circle, "rin", words="   ")
    assert "There were no words in it." in world.said(answer)
    assert await stories(world) == []


async def test_two_thousand_characters_are_shown_as_they_are(world: World) -> None:
    circle = await in_a_turn(world)
    words = ("A line of it.\n" * 200)[:2_000].strip()
    await tells(world, circle, "rin", words=words, note="long")
    card = world.card(await thread_of(world, circle))
    opened = await world.press(world.person("kavya"), card, "Open")
    assert words in world.said(opened)


async def test_words_with_a_content_note_open_by_a_press(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin", note="about a storm")
    card = world.card(await thread_of(world, circle))
    assert "about a storm" in text_of(card)
    assert WORDS not in world.room_text(await thread_of(world, circle))
    for key in ("kavya", "tenzin", HOST, "rin"):
        assert WORDS in world.said(await world.press(world.person(key), card, "Open"))
    (story,) = await stories(world)
    refused = await press_blind(world, world.person(OUTSIDER), "circles:open_story", story)
    assert "This is for the people in this circle." in world.said(refused)
    assert WORDS not in world.said(refused)


async def test_stepping_out_is_told_to_nobody_and_changes_nothing(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin", note="about a storm")
    thread = await thread_of(world, circle)
    before = world.room_text(thread)
    answer = await world.press(world.person("kavya"), world.card(thread), "Step out")
    assert "Nobody is told, and your seat stays yours." in world.said(answer)
    assert world.room_text(thread) == before
    assert not (await seat_of(world, circle, "kavya")).gone


async def test_a_link_cannot_hide_behind_other_words(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin", words="See [my garden](https://example.org).")
    assert "](https" not in world.room_text(await thread_of(world, circle))


@pytest.mark.parametrize("verb", ["change", "take_back"])
async def test_a_story_is_its_tellers_alone_to_change(world: World, verb: str) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin")
    (story,) = await stories(world)
    for key in ("kavya", HOST, OUTSIDER):
        answer = await press_blind(world, world.person(key), f"circles:{verb}", story)
        assert "This story is not here any more." in world.said(answer)
    assert await stories(world) == [story]


async def test_whoever_told_and_then_is_silent_has_told(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin")
    await world.pass_time(minutes=21)
    seat = await seat_of(world, circle, "rin")
    assert seat.has_told
    assert await holder(world, circle) != world.person("rin")


async def test_whoever_told_in_a_turn_that_the_end_cut_short_is_asked_what_becomes_of_it(world: World) -> None:
    circle = await in_a_turn(world)
    await tells(world, circle, "rin")
    tools = await press_now(world, world.person(HOST), circle, "For the host…")
    await world.press(world.person(HOST), await world.press(world.person(HOST), tools, "End it"), "End it")
    await a_moment(world)
    asked = await now_asked(world, circle)
    assert "My stories" in labels_of(asked)
    assert WORDS in world.said(await world.press(world.person("rin"), asked, "My stories"))


async def test_what_was_taken_back_in_the_turn_was_not_told(world: World) -> None:
    circle = await in_a_turn(world)
    answer = await tells(world, circle, "rin")
    await world.press(world.person("rin"), answer, "Take it back")
    await world.pass_time(minutes=21)
    assert (await seat_of(world, circle, "rin")).was_away


async def test_a_story_that_cannot_be_posted_is_kept_until_it_can(world: World) -> None:
    circle = await in_a_turn(world)
    form = await press_now(world, world.person("rin"), circle, "Tell through a form")
    room = world.room("circles")
    await world.forbid(room, "send_messages_in_threads")
    answer = await world.fill(world.person("rin"), form, words=WORDS)
    assert "as soon as Banyan can post there" in world.said(answer)
    await world.permit(room)
    assert WORDS in world.room_text(await thread_of(world, circle))


# Lines


async def a_line(world: World, circle: int, giver: str, *, words: str = LINE, place: int = 0) -> InteractionResult:
    """Let somebody give a line to one of those who told, by their place in the list."""
    listed = newest_answer(await press_now(world, world.person(giver), circle, "Give a line"))
    ways = [str(part["custom_id"]) for part in parts_of(listed) if part["type"] == BUTTON]
    form = await world.person(giver).click(listed, custom_id=ways[place])
    return await world.fill(world.person(giver), form, words=words)


async def test_a_line_goes_to_the_teller_first_who_shows_it(world: World) -> None:
    circle = await a_circle(world, listeners=("tenzin",))
    await brought_to(world, circle, Stage.FLASHBACKS)
    thread, kavya = await thread_of(world, circle), world.person("kavya")
    answer = await a_line(world, circle, "tenzin")
    assert f"Your line is with <@{kavya.id}>." in world.said(answer)
    assert LINE not in world.room_text(thread)
    mine = await press_now(world, kavya, circle, "Lines for me")
    assert LINE in world.said(mine)
    await world.press(kavya, mine, "Show in the circle")
    shown = text_of(world.card(thread))
    assert shown == f"<@{world.person('tenzin').id}> to <@{kavya.id}>: {LINE}"


async def test_a_line_that_was_shown_can_be_kept_to_oneself_again(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    thread, kavya = await thread_of(world, circle), world.person("kavya")
    await a_line(world, circle, "rin")
    mine = await press_now(world, kavya, circle, "Lines for me")
    mine = await world.press(kavya, mine, "Show in the circle")
    assert LINE in world.room_text(thread)
    again = await press_now(world, world.person("rin"), circle, "Give a line")
    assert labels_of(again).count("Write a line") == 3  # to the one who showed it, none can be changed
    await world.press(kavya, await press_now(world, kavya, circle, "Lines for me"), "Keep to myself")
    assert LINE not in world.room_text(thread)


async def test_a_second_line_replaces_the_first(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    await a_line(world, circle, "rin")
    await a_line(world, circle, "rin", words="Another one.")
    mine = await press_now(world, world.person("kavya"), circle, "Lines for me")
    assert LINE not in world.said(mine)
    assert "Another one." in world.said(mine)
    assert labels_of(mine) == ["Show in the circle"]


async def test_before_the_last_story_nobody_can_give_a_line(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await take_turns(world, circle)
    await begin_round(world, circle, "kavya")
    row, seat = await row_of(world, circle), await seat_of(world, circle, "kavya")
    for verb, row_id in (("give", row.step_id or 0), ("line_to", seat.id)):
        answer = await press_blind(world, world.person("rin"), f"circles:{verb}", row_id)
        assert "Lines are given after the last story" in world.said(answer)


async def test_a_line_that_comes_after_the_circle_went_on_is_given_back(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    seat = await seat_of(world, circle, "kavya")
    form = await press_blind(world, world.person("rin"), "circles:line_to", seat.id)
    await press_now(world, world.person(HOST), circle, "Go on")
    answer = await world.fill(world.person("rin"), form, words=LINE)
    assert "Lines are given after the last story" in world.said(answer)
    assert LINE in world.files(answer)["your-words.txt"].decode()


async def test_a_line_longer_than_140_characters_is_refused(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    seat = await seat_of(world, circle, "kavya")
    form = await press_blind(world, world.person("rin"), "circles:line_to", seat.id)
    answer = await send_form(world, world.person("rin"), form, words="a" * 141)
    assert "room for 140 characters" in world.said(answer)


async def test_lines_are_only_for_those_who_told_and_from_those_who_sit_there(world: World) -> None:
    circle = await a_circle(world, listeners=("tenzin",))
    await brought_to(world, circle, Stage.FLASHBACKS)
    listener, own = await seat_of(world, circle, "tenzin"), await seat_of(world, circle, "rin")
    for seat in (listener, own):
        answer = await press_blind(world, world.person("rin"), "circles:line_to", seat.id)
        assert "Lines are given" in world.said(answer)
    answer = await press_blind(world, world.person(OUTSIDER), "circles:line_to", own.id)
    assert "This is for the people in this circle." in world.said(answer)


async def test_somebody_elses_lines_are_neither_read_nor_shown(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    await a_line(world, circle, "rin")
    for key in ("rin", "mei", *FIVE[2:4]):
        mine = await press_now(world, world.person(key), circle, "Lines for me")
        assert LINE not in world.said(mine)
    async with world.bot.store.reading() as session:
        (line,) = await session.scalars(select(Flashback.id))
    for key in ("rin", HOST, OUTSIDER):
        answer = await press_blind(world, world.person(key), "circles:show_line", line)
        assert "This line is not here any more." in world.said(answer)
    assert LINE not in world.room_text(await thread_of(world, circle))


async def test_lines_can_be_read_while_the_circle_talks(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    await a_line(world, circle, "rin")
    await press_now(world, world.person(HOST), circle, "Go on")
    await a_moment(world)
    assert "Lines for me" in labels_of(await now_asked(world, circle))
    mine = await press_now(world, world.person("kavya"), circle, "Lines for me")
    assert LINE in world.said(mine)
