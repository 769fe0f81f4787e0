"""What time alone does in a circle: one reminder, once later, once passed; never by seconds, and never twice."""

from cogs.circles.circle import Pace, Stage, Told
from tests.circles.doing import (
    FIVE,
    HOST,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    press_now,
    row_of,
    seat_of,
    thread_of,
    value_of,
)
from tests.world import World, labels_of, text_of

NUDGE = "it is still your turn"


async def nudges(world: World, circle: int) -> int:
    """How many reminders stand in the thread."""
    return sum(NUDGE in text_of(message) for message in world.messages(await thread_of(world, circle)))


async def test_whoever_does_not_answer_is_reminded_once_then_asked_later_once_then_passed(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.pass_time(minutes=10, seconds=5)
    assert await nudges(world, circle) == 1
    assert await holder(world, circle) == rin
    await world.pass_time(minutes=10)
    assert await nudges(world, circle) == 0
    assert await holder(world, circle) == world.person("kavya")
    for key in ("kavya", "aizhan", "farid", "mei"):
        await press_now(world, world.person(key), circle, "I’m done")
        await a_moment(world)
    assert await holder(world, circle) == rin
    await world.pass_time(minutes=20, seconds=20)
    assert (await row_of(world, circle)).stage == Stage.ROUND_TWO
    assert not (await seat_of(world, circle, "rin")).has_told


async def test_the_reminder_notifies_whose_turn_it_is_and_goes_when_they_say_that_they_are_there(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.pass_time(minutes=10, seconds=5)
    thread = await thread_of(world, circle)
    reminder = world.card(thread)
    assert f"<@{rin.id}>, {NUDGE}" in text_of(reminder)
    assert world.sent("POST", f"/channels/{thread.id}/messages")[-1]["allowed_mentions"]["users"] == [rin.id]
    await world.press(rin, reminder, "I’m still here")
    await a_moment(world)
    assert await nudges(world, circle) == 0
    await world.pass_time(minutes=9, seconds=50)
    assert await nudges(world, circle) == 0
    assert await holder(world, circle) == rin


async def test_nobody_else_can_say_that_somebody_is_still_here(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await begin_round(world, circle, "rin")
    await world.pass_time(minutes=10, seconds=5)
    answer = await world.press(world.person("mei"), world.card(await thread_of(world, circle)), "I’m still here")
    assert "It is not your turn" in world.said(answer)


async def test_when_nobody_begins_the_first_in_the_order_is_asked(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await world.pass_time(minutes=2, seconds=5)
    assert await holder(world, circle) == world.person(FIVE[0])


async def test_a_clock_that_jumps_by_a_day_reminds_once_and_passes_nobody_over_at_once(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.bot.close()
    await world.env.advance_time(24 * 60 * 60)
    await world.restart()
    assert await nudges(world, circle) == 1
    assert await holder(world, circle) == rin
    assert (await value_of(world, circle)).queue == tuple(
        [(await seat_of(world, circle, key)).id for key in ("kavya", "aizhan", "farid", "mei")]
    )
    await world.pass_time(minutes=5)
    assert await holder(world, circle) == rin


async def test_time_without_the_bot_moves_nobody_also_after_the_reminder(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.pass_time(minutes=10, seconds=5)
    await world.bot.close()
    await world.env.advance_time(9 * 60 * 60)
    await world.restart()
    await world.pass_time(minutes=9)
    assert await holder(world, circle) == rin
    assert await nudges(world, circle) == 1
    await world.pass_time(minutes=1, seconds=5)
    assert await holder(world, circle) == world.person("kavya")


async def test_a_pause_that_would_have_ended_without_the_bot_can_still_be_ended_with_go_on(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await press_now(world, rin, circle, "I need a pause")
    await a_moment(world)
    await world.bot.close()
    await world.env.advance_time(13 * 60 * 60)
    await world.restart()
    await press_now(world, rin, circle, "Go on")
    await a_moment(world)
    assert await holder(world, circle) == rin
    await world.pass_time(minutes=9)
    assert await nudges(world, circle) == 0


async def test_a_slow_circle_gives_a_day_a_turn(world: World) -> None:
    circle = await a_circle(world, pace=Pace.SLOW)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await world.pass_time(hours=17)
    assert await nudges(world, circle) == 0
    await world.pass_time(hours=1, minutes=1)
    assert await nudges(world, circle) == 1
    await world.pass_time(hours=5)
    assert await holder(world, circle) == rin
    await world.pass_time(hours=1)
    assert await holder(world, circle) == world.person("kavya")
    assert (await seat_of(world, circle, "rin")).told is Told.NOT_YET
    for _ in range(4):
        teller = await holder(world, circle)
        assert teller is not None
        await press_now(world, teller, circle, "I’m done")
        await a_moment(world)
    assert await holder(world, circle) == rin
    await world.pass_time(days=1, minutes=2)
    assert (await row_of(world, circle)).stage == Stage.ROUND_TWO


async def test_a_stage_that_nobody_goes_on_from_reminds_the_host_and_then_goes_on(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.TALK)
    await world.pass_time(minutes=30, seconds=5)
    reminder = world.card(await thread_of(world, circle))
    assert f"<@{world.person(HOST).id}>, the circle can go on" in text_of(reminder)
    assert labels_of(reminder) == ["Go on"]
    await world.pass_time(minutes=31)
    assert (await row_of(world, circle)).stage == Stage.DEBRIEF


async def test_a_circle_that_everybody_forgot_ends_by_itself(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await world.pass_time(hours=16)
    assert (await row_of(world, circle)).stage == Stage.CLOSED
