"""A circle's thread: made once, with its people in it; deleted, forbidden, and people who have left the server."""

import pytest

from cogs.circles.circle import Pace, Stage
from tests.circles.doing import (
    FIVE,
    HOST,
    ROOM,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    now_asked,
    press_now,
    row_of,
    seat_of,
    thread_of,
    value_of,
)
from tests.world import World, labels_of, text_of

PRIVATE_THREAD = 12


async def test_a_circle_that_begins_has_a_private_thread_with_its_people_and_the_host_in_it(world: World) -> None:
    circle = await a_circle(world, listeners=("tenzin",))
    thread, row = await thread_of(world, circle), await row_of(world, circle)
    made = world.env.backend.get_channel(thread.id)
    assert made.name == row.name
    assert made.type == PRIVATE_THREAD
    people = {world.person(key).id for key in (*FIVE, "tenzin", HOST)}
    assert set(made.thread_members) == {*people, world.env.backend.bot_user.id}
    (body,) = world.sent("POST", f"/channels/{world.room(ROOM).id}/threads")
    assert body["invitable"] is False
    assert body["auto_archive_duration"] == 7 * 24 * 60


async def test_everybody_is_brought_in_once(world: World) -> None:
    circle = await a_circle(world)
    thread = await thread_of(world, circle)
    await all_agree(world, circle)
    await world.restart()
    await begin_round(world, circle, "rin")
    for key in (*FIVE, HOST):
        path = f"/channels/{thread.id}/thread-members/{world.person(key).id}"
        assert len(world.sent("PUT", path)) == 1, key


async def test_a_circle_without_a_thread_yet_waits_and_loses_no_time(world: World) -> None:
    await world.set(world.admin, "server.team_room", "#team")
    room = await world.create_room(ROOM)
    await world.forbid(room, "create_private_threads")
    circle = await a_circle(world)
    assert not room.threads
    assert f"<#{room.id}>" in world.room_text(world.team)
    await world.pass_time(hours=20)
    assert (await row_of(world, circle)).since is None
    await world.permit(room)
    await a_moment(world)
    assert "I agree" in labels_of(await now_asked(world, circle))
    row = await row_of(world, circle)
    assert row.stage == Stage.AGREEMENTS
    assert row.since is not None
    assert (world.now() - row.since).total_seconds() < 60
    assert "Mended" in world.room_text(world.team)


async def test_a_turn_whose_card_cannot_be_posted_has_not_begun(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    room = world.room(ROOM)
    rin, card = world.person("rin"), await now_asked(world, circle)
    await world.forbid(room, "send_messages_in_threads")
    await world.press(rin, card, "I begin")
    assert await holder(world, circle) == rin
    await world.pass_time(hours=5)
    assert await holder(world, circle) == rin
    assert (await row_of(world, circle)).since is None
    await world.permit(room)
    await a_moment(world)
    assert f"<@{rin.id}>" in text_of(await now_asked(world, circle))
    await world.pass_time(minutes=5)
    assert await holder(world, circle) == rin


async def test_when_the_thread_is_deleted_the_circle_has_ended(world: World) -> None:
    await world.set(world.admin, "server.team_room", "#team")
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.TALK)
    await world.delete_room(await thread_of(world, circle))
    await a_moment(world)
    row = await row_of(world, circle)
    assert row.stage == Stage.CLOSED
    assert row.thread_gone_at is not None
    assert "Banyan cannot post" not in world.room_text(world.team)


async def test_when_the_thread_was_deleted_while_banyan_was_away_the_circle_has_ended(world: World) -> None:
    circle = await a_circle(world, pace=Pace.SLOW)
    await brought_to(world, circle, Stage.TALK)
    thread = await thread_of(world, circle)
    await world.bot.close()
    world.env.backend.delete_channel(thread.id)
    await world.restart()
    await world.pass_time(days=2)
    assert (await row_of(world, circle)).stage == Stage.CLOSED


async def test_a_teller_who_left_the_server_is_not_waited_for(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    world.guild.remove_member(rin)
    await world.pass_time(minutes=10, seconds=10)
    assert (await seat_of(world, circle, "rin")).gone
    assert await holder(world, circle) == world.person("kavya")
    order = [seat.person for seat in (await value_of(world, circle)).present]
    assert order == [world.person(key).id for key in FIVE if key != "rin"]


async def test_the_next_in_the_order_who_left_the_server_is_passed_over_at_once(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    kavya = await begin_round(world, circle, "kavya")
    for key in ("rin", "mei"):
        world.guild.remove_member(world.person(key))
    await press_now(world, kavya, circle, "I’m done")
    await a_moment(world)
    assert await holder(world, circle) == world.person("aizhan")
    assert (await seat_of(world, circle, "rin")).gone
    await press_now(world, world.person("aizhan"), circle, "I’m done")
    await press_now(world, world.person("farid"), circle, "I’m done")
    await a_moment(world)
    assert (await row_of(world, circle)).stage == Stage.ROUND_TWO


async def test_when_everybody_but_one_was_kicked_the_circle_ends(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await begin_round(world, circle, "rin")
    for key in FIVE[1:]:
        world.guild.remove_member(world.person(key))
    await world.pass_time(minutes=11)
    await press_now(world, world.person("kavya"), circle, "Pass")
    await world.pass_time(minutes=1)
    assert (await row_of(world, circle)).closed_at is not None


@pytest.mark.parametrize(("status", "code"), [(404, 10007), (404, 10013), (403, 50001)])
async def test_whoever_is_not_there_any_more_when_they_are_brought_in_gives_the_seat_up(
    world: World, status: int, code: int
) -> None:
    mei = world.person("mei")
    world.guild.remove_member(mei)
    world.env.inject_error("PUT", f"*/thread-members/{mei.id}", status=status, code=code, times=None)
    circle = await a_circle(world)
    assert (await seat_of(world, circle, "mei")).gone
    assert len((await value_of(world, circle)).present) == 4


async def test_one_person_who_cannot_be_brought_in_keeps_nobody_else_out(world: World) -> None:
    mei = world.person("mei")
    world.env.inject_error("PUT", f"*/thread-members/{mei.id}", status=403, code=50001, times=None)
    circle = await a_circle(world)
    members = world.env.backend.get_channel((await thread_of(world, circle)).id).thread_members
    assert {world.person(key).id for key in (*FIVE[:4], HOST)} <= set(members)
    assert not (await seat_of(world, circle, "mei")).gone
