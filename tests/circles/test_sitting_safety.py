"""Pausing and leaving: at every moment, at once, and nobody is told who."""

import json
import re

import pytest

from cogs.circles import keeping, texts
from cogs.circles.circle import End, Join, Leave, Pace, Part, Stage
from cogs.support import texts as support_texts
from data.circles import SeatRow
from tests.circles.doing import (
    FIVE,
    HOST,
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
    thread_of,
    value_of,
    who,
)
from tests.reflections.doing import says
from tests.world import World, labels_of, newest_answer, text_of


async def test_a_pause_stops_everything_and_says_nothing_of_who_needed_it(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await begin_round(world, circle, "rin")
    answer = await press_now(world, world.person("kavya"), circle, "I need a pause")
    assert "Nobody is told who asked for it." in world.said(answer)
    await a_moment(world)
    card = await now_asked(world, circle)
    assert "There is a pause." in text_of(card)
    assert "Nobody is asked why." in text_of(card)
    assert "I’m done" not in labels_of(card)
    await press_now(world, world.person("mei"), circle, "Go on")
    await a_moment(world)
    assert "I’m done" in labels_of(await now_asked(world, circle))
    assert await holder(world, circle) == world.person("rin")


async def test_a_pause_is_said_where_people_write_and_goes_when_they_go_on(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    thread = await thread_of(world, circle)
    for _ in range(2):
        await world.person("mei").send(thread, "That makes me think of my aunt.")
        await press_now(world, world.person("kavya"), circle, "I need a pause")
        await a_moment(world)
        said = world.messages(thread)[-1]
        assert "There is a pause." in text_of(said)
        assert labels_of(said) == ["Go on", "Leave quietly", "Tell the team", "Support"]
        await world.press(world.person("mei"), said, "Go on")
        await a_moment(world)
        assert said.id not in [message.id for message in world.messages(thread)]
        assert "There is a pause." not in text_of(await now_asked(world, circle))


async def test_what_says_that_there_is_a_pause_follows_the_circle(world: World) -> None:
    """Where a facilitator is in every circle, nobody else can end the pause once the host has gone."""
    circle = await a_circle(world, mixed=True)
    await all_agree(world, circle)
    await press_now(world, world.person("kavya"), circle, "I need a pause")
    await a_moment(world)
    thread = await thread_of(world, circle)
    assert "Go on" in labels_of(world.messages(thread)[-1])
    async with world.deed() as session:
        event = Leave(world.person(HOST).id)
        await keeping.happens_in(world.bot.kit, session, world.guild.id, circle, event)
    await a_moment(world)
    assert "Go on" not in labels_of(world.messages(thread)[-1])
    assert texts.NEEDS_FACILITATOR.in_("en") in text_of(world.messages(thread)[-1])


async def test_once_a_circle_has_ended_its_older_buttons_say_so(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    step_id = (await row_of(world, circle)).step_id
    assert step_id is not None
    async with world.deed() as session:
        event = End(world.moderator.id, leads=True)
        await keeping.happens_in(world.bot.kit, session, world.guild.id, circle, event)
    await a_moment(world)
    assert says(world.said(await press_blind(world, rin, "circles:more", step_id)), texts.IS_OVER)


async def test_two_circles_paused_by_different_people_look_the_same(world: World) -> None:
    shown = []
    for key in ("kavya", HOST):
        circle = await a_circle(world)
        await all_agree(world, circle)
        await press_now(world, world.person(key), circle, "I need a pause")
        await a_moment(world)
        row = await row_of(world, circle)
        said = re.sub("<t:.*?>", "WHEN", text_of(await now_asked(world, circle)))
        shown.append((said, row.host_away, row.paused_at is not None))
    assert shown[0] == shown[1]


async def test_who_needed_a_pause_is_in_no_log(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    world.logged.clear()
    await press_now(world, world.person("kavya"), circle, "I need a pause")
    await press_now(world, world.person("mei"), circle, "Leave quietly")
    await a_moment(world)
    logged = json.dumps(world.logged)
    assert not any(str(world.person(key).id) in logged for key in FIVE)


async def test_a_pause_takes_no_time_from_a_turn(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.pass_time(minutes=8)
    await press_now(world, rin, circle, "I need a pause")
    await world.pass_time(hours=2)
    await press_now(world, world.person("kavya"), circle, "Go on")
    thread = await thread_of(world, circle)
    await world.pass_time(seconds=90)
    assert "it is still your turn" not in world.room_text(thread)
    await world.pass_time(seconds=60)
    assert "it is still your turn" in world.room_text(thread)


async def test_going_on_without_a_pause_changes_nothing(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await press_now(world, world.person("rin"), circle, "I need a pause")
    await a_moment(world)
    card = await now_asked(world, circle)
    first, second = await world.race(
        lambda: world.press(world.person("rin"), card, "Go on"),
        lambda: world.press(world.person("mei"), card, "Go on"),
    )
    assert {world.said(first), world.said(second)} == {
        "The circle goes on.",
        "There is no pause at this moment.",
    }


async def test_in_a_pause_what_was_opened_before_it_waits(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    step = (await row_of(world, circle)).step_id or 0
    await press_now(world, world.person("mei"), circle, "I need a pause")
    for verb in ("done", "pass", "later", "tell_form", "more", "still_here"):
        answer = await press_blind(world, rin, f"circles:{verb}", step)
        assert "The circle is in a pause." in world.said(answer), verb
    assert await holder(world, circle) == rin


async def test_leaving_quietly_frees_the_seat_at_once_and_writes_nothing(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    thread = await thread_of(world, circle)
    before = len(thread.history())
    answer = await press_now(world, world.person("mei"), circle, "Leave quietly")
    assert "Your seat is free. Banyan tells nobody." in world.said(answer)
    assert "Leave Thread" in world.said(answer)
    await a_moment(world)
    assert (await seat_of(world, circle, "mei")).gone
    assert len(thread.history()) == before
    assert not world.sent("DELETE", f"/thread-members/{world.person('mei').id}")
    assert await holder(world, circle) == rin


async def test_when_the_teller_leaves_the_next_is_asked(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await press_now(world, rin, circle, "Leave quietly")
    await a_moment(world)
    assert await holder(world, circle) == world.person("kavya")
    assert f"<@{rin.id}>" not in text_of(await now_asked(world, circle))


async def test_everybody_leaves_and_the_circle_ends(world: World) -> None:
    circle = await a_circle(world, host=None)
    await all_agree(world, circle)
    for key in FIVE[:4]:
        await press_now(world, world.person(key), circle, "Leave quietly")
        await a_moment(world)
    assert (await row_of(world, circle)).stage == Stage.CLOSED
    assert "This circle has ended" in text_of(await now_asked(world, circle))


async def test_everybody_leaves_before_it_began_and_it_is_called_off(world: World) -> None:
    circle = await a_circle(world)
    for key in FIVE[:4]:
        await press_now(world, world.person(key), circle, "Not for me today")
        await a_moment(world)
    assert (await row_of(world, circle)).stage == Stage.CALLED_OFF
    assert "This circle ends here" in text_of(await now_asked(world, circle))


async def test_leaving_with_the_command_gives_up_the_one_seat(world: World) -> None:
    circle = await a_circle(world)
    answer = await world.person("rin").slash(world.general, "circle leave")
    assert "Your seat is free. Banyan tells nobody." in world.said(answer)
    assert (await seat_of(world, circle, "rin")).gone
    again = await world.person("rin").slash(world.general, "circle leave")
    assert "You have no seat in a circle" in world.said(again)


async def test_leaving_with_the_command_asks_which_of_several(world: World) -> None:
    one, other = await a_circle(world), await a_circle(world, pace=Pace.SLOW)
    answer = await world.person("rin").slash(world.general, "circle leave")
    names = [(await row_of(world, each)).name for each in (one, other)]
    assert labels_of(answer) == [f"Leave “Words we carried” ({name})" for name in names]
    await world.press(world.person("rin"), answer, f"Leave “Words we carried” ({names[0]})")
    assert [(await seat_of(world, circle, "rin")).gone for circle in (one, other)] == [True, False]


async def test_a_seat_in_a_circle_that_has_not_begun_is_given_up_without_a_word_of_a_thread(world: World) -> None:
    await a_circle(world, begun=False)
    answer = await world.person("rin").slash(world.general, "circle leave")
    assert "Your seat is free." in world.said(answer)
    assert "Leave Thread" not in world.said(answer)


@pytest.mark.parametrize("key", ["rin", HOST])
async def test_help_is_one_press_away_for_everybody(world: World, key: str) -> None:
    circle = await a_circle(world)
    answer = await press_now(world, world.person(key), circle, "Support")
    assert says(world.said(answer), support_texts.FIRST)
    assert newest_answer(answer).ephemeral


async def test_whoever_comes_back_by_their_own_wish_is_brought_in_again(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    thread, mei = await thread_of(world, circle), world.person("mei")
    await press_now(world, mei, circle, "Leave quietly")
    world.env.backend.remove_thread_member(thread.id, mei.id)
    await a_moment(world)
    assert mei.id not in world.env.backend.get_channel(thread.id).thread_members
    async with world.deed() as session:
        event = Join(mei.id, keeping.new_seat_id(), Part.LISTENER)
        await keeping.happens_in(world.bot.kit, session, world.guild.id, circle, event)
    assert mei.id in world.env.backend.get_channel(thread.id).thread_members


async def test_whoever_left_the_thread_by_themselves_is_never_brought_back(world: World) -> None:
    circle = await a_circle(world)
    thread, mei = await thread_of(world, circle), world.person("mei")
    await all_agree(world, circle)
    world.env.backend.remove_thread_member(thread.id, mei.id)
    await world.restart()
    await press_now(world, world.person("rin"), circle, "I begin")
    await a_moment(world)
    assert mei.id not in world.env.backend.get_channel(thread.id).thread_members
    async with world.bot.store.reading() as session:
        seat = await session.get(SeatRow, (await seat_of(world, circle, "mei")).id)
    assert seat is not None
    assert not seat.gone


async def test_a_host_without_a_seat_can_leave_too_and_anybody_may_host(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.TALK)
    answer = await press_now(world, world.person(HOST), circle, "Leave quietly")
    assert "Banyan tells nobody." in world.said(answer)
    await a_moment(world)
    value = await value_of(world, circle)
    assert value.host is None
    assert "Host this circle" in labels_of(await now_asked(world, circle))
    await press_now(world, who(world, value.present[0].person), circle, "Host this circle")
    assert (await value_of(world, circle)).host == value.present[0].person
