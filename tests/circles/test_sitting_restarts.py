"""A circle that is interrupted anywhere: the same round, the same teller, one card a step, nobody notified twice."""

import pytest

from cogs.circles import keeping
from cogs.circles.circle import Begin, Stage
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
from tests.world import World, labels_of

ASKED = [stage for stage in Stage if stage not in (Stage.GATHERING, Stage.CALLED_OFF)]
POINTS = ("circles.kept", "card.tried", "card.sent", "card.recorded")


async def notified(world: World, circle: int) -> list[int]:
    """Whom the thread's messages notified, oldest first."""
    sent = world.sent("POST", f"/channels/{(await thread_of(world, circle)).id}/messages")
    return [person for body in sent for person in body["allowed_mentions"].get("users", [])]


async def cards_asking(world: World, circle: int) -> list[list[str]]:
    """The buttons of each message that can be pressed."""
    found = [labels_of(message) for message in world.messages(await thread_of(world, circle))]
    return [labels for labels in found if labels]


@pytest.mark.parametrize("stage", ASKED)
async def test_a_restart_in_any_stage_changes_nothing(world: World, stage: Stage) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, stage)
    before, shown = await value_of(world, circle), [m.id for m in world.messages(await thread_of(world, circle))]
    await world.restart()
    await a_moment(world)
    assert await value_of(world, circle) == before
    assert [m.id for m in world.messages(await thread_of(world, circle))] == shown


async def test_a_restart_in_a_turn_keeps_the_teller_and_the_time_and_notifies_nobody_again(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    before = await row_of(world, circle)
    await world.pass_time(minutes=4)
    await world.restart()
    after = await row_of(world, circle)
    assert (after.stage, after.holder, after.since) == (before.stage, before.holder, before.since)
    assert await notified(world, circle) == [rin.id]
    await press_now(world, rin, circle, "I’m done")
    await a_moment(world)
    assert await holder(world, circle) == world.person("kavya")


async def test_a_restart_in_a_pause_keeps_the_pause(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    await press_now(world, world.person("mei"), circle, "I need a pause")
    await a_moment(world)
    await world.restart()
    await world.pass_time(hours=1)
    assert await holder(world, circle) == rin
    assert "Go on" in labels_of(await now_asked(world, circle))


@pytest.mark.parametrize("point", POINTS)
async def test_killed_between_a_press_and_the_next_card_the_turn_goes_on_once(world: World, point: str) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    world.crash_at(point)
    await press_now(world, rin, circle, "I’m done")
    await world.pass_time(seconds=1)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert await holder(world, circle) == world.person("kavya")
    assert (await row_of(world, circle)).since is not None
    assert (await seat_of(world, circle, "rin")).has_told
    assert await notified(world, circle) == [rin.id, world.person("kavya").id]
    assert len(await cards_asking(world, circle)) == 1


@pytest.mark.parametrize("point", ["circles.thread_made", "circles.let_in"])
async def test_killed_while_the_thread_is_made_there_is_one_thread_with_everybody_in_it(
    world: World, point: str
) -> None:
    circle = await a_circle(world, begun=False)
    world.crash_at(point)
    await press_begin(world, circle)
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert len(world.room(ROOM).threads) == 1
    thread = await thread_of(world, circle)
    members = world.env.backend.get_channel(thread.id).thread_members
    assert {world.person(key).id for key in (*FIVE, HOST)} <= set(members)
    assert "I agree" in labels_of(await now_asked(world, circle))
    assert len(world.messages(thread)) == 1


async def press_begin(world: World, circle: int) -> None:
    """Let the circle begin, without waiting for a process that may die of it."""
    async with world.deed() as session:
        await keeping.happens_in(world.bot.kit, session, world.guild.id, circle, Begin())


@pytest.mark.parametrize("point", ["circles.story_kept", "card.tried", "card.sent"])
async def test_killed_while_somebody_tells_the_words_stand_once(world: World, point: str) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    form = await press_now(world, rin, circle, "Tell through a form")
    world.crash_at(point)
    await world.fill(rin, form, words="The lamp was still on.")
    await world.restart_after_crash()
    await world.pass_time(minutes=2)
    assert world.room_text(await thread_of(world, circle)).count("The lamp was still on.") == 1
    assert await holder(world, circle) == rin
