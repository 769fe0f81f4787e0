"""Waiting: for more people, and of a circle that was split off for a facilitator, who may not come."""

from cogs.circles.circle import Circle, Stage
from cogs.circles.forming import form_texts as texts
from tests.circles.doing_forming import (
    TELLERS,
    begun,
    card,
    host,
    invited,
    join,
    kept_apart,
    keys_in,
    press,
    ready,
    rows,
    values,
)
from tests.reflections.doing import forge_press, says
from tests.world import World


async def one_waits(world: World, count: int = 10) -> tuple[int, Circle]:
    """Let a circle begin from which another was split off, which waits: the invitation, and who waits."""
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:count])
    await begun(world, circle_id)
    (waiting,) = [circle for circle in await values(world) if circle.stage is Stage.GATHERING]
    return circle_id, waiting


async def now(world: World, circle: Circle) -> Circle:
    """The same circle as it is now."""
    (found,) = [each for each in await values(world) if each.id == circle.id]
    return found


async def test_two_who_are_kept_apart_while_it_waits_do_not_begin_together(world: World) -> None:
    circle_id, waiting = await one_waits(world)
    one, other = keys_in(world, waiting)[:2]
    await kept_apart(world, one, other)
    hosted = await forge_press(world, world.moderator, f"circles:host_gathering:{waiting.id}")
    assert says(world.said(hosted), texts.BEGINS)
    circle = await now(world, waiting)
    assert circle.stage is Stage.AGREEMENTS
    assert (one in keys_in(world, circle), other in keys_in(world, circle)) == (True, False)
    assert says(world.said(await press(world, other, circle_id, "My seat")), texts.NO_SEAT_THIS_TIME)


async def test_where_those_who_waited_make_no_circle_any_more_they_are_asked_what_they_would_like(world: World) -> None:
    _, waiting = await one_waits(world, 8)
    await kept_apart(world, *keys_in(world, waiting)[:2])
    await forge_press(world, world.moderator, f"circles:host_gathering:{waiting.id}")
    await world.pass_time(seconds=5)
    circle = await now(world, waiting)
    assert (circle.stage, len(circle.present)) == (Stage.GATHERING, 4)
    asked = await world.press(world.moderator, await card(world, waiting.id), "Begin")
    assert says(world.said(asked), texts.NOT_WITH_THESE)


# For more people


async def test_waiting_for_more_before_its_time_leaves_the_time_as_it_was_announced(world: World) -> None:
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    circle_id = await invited(world, when="2026-01-20 19:30")
    await join(world, circle_id, "kavya", "rin", "mei", "farid")
    announced = [row.starts_at for row in await rows(world)]
    answer = await begun(world, circle_id)
    assert says(world.said(answer), texts.NOT_WITH_THESE)
    waits = world.said(await world.press(host(world), answer, "Wait for more"))
    assert f"<t:{int(announced[0].timestamp())}:R>" in waits
    assert [row.starts_at for row in await rows(world)] == announced
