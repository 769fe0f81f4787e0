"""Where ages are mixed: a facilitator hosts when a circle begins, and it pauses once its host has left the server."""

from cogs.circles import texts as shared
from cogs.circles.circle import Pace
from tests.circles.doing import (
    FIVE,
    HOST,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    now_asked,
    press_blind,
    press_now,
    seat_of,
    value_of,
)
from tests.circles.doing_hosting import facilitators
from tests.world import World, text_of


async def test_when_the_host_has_left_the_server_the_circle_pauses_until_a_facilitator_hosts(world: World) -> None:
    await facilitators(world, "tenzin")
    circle = await a_circle(world, mixed=True)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    world.guild.remove_member(world.person(HOST))
    await world.pass_time(minutes=10, seconds=10)
    now = await value_of(world, circle)
    assert now.host is None
    assert now.paused_at is not None
    answer = await press_blind(world, world.member, "circles:resume", circle)
    assert world.said(answer) == shared.NEEDS_FACILITATOR.in_("en")
    await press_now(world, world.person("tenzin"), circle, "Host this circle")
    await a_moment(world)
    await press_now(world, world.person("tenzin"), circle, "Go on")
    now = await value_of(world, circle)
    assert (now.paused_at, now.holder) == (None, (await seat_of(world, circle, "rin")).id)
    await a_moment(world)
    await press_now(world, rin, circle, "I’m done")


async def test_with_the_next_turn_at_the_latest_it_is_seen_that_the_host_has_left_the_server(world: World) -> None:
    circle = await a_circle(world, mixed=True, pace=Pace.SLOW)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    world.guild.remove_member(world.person(HOST))
    await press_now(world, rin, circle, "I’m done")
    await a_moment(world)
    assert (await value_of(world, circle)).paused_at is not None
    assert shared.NEEDS_FACILITATOR.in_("en") in text_of(await now_asked(world, circle))


async def test_a_host_who_left_the_server_and_told_gives_the_seat_up_too(world: World) -> None:
    circle = await a_circle(world, mixed=True, host="mei")
    world.guild.remove_member(world.person("mei"))
    await world.pass_time(minutes=10, seconds=10)
    assert (await seat_of(world, circle, "mei")).gone
    assert len((await value_of(world, circle)).present) == len(FIVE) - 1


async def test_where_only_adults_are_a_circle_goes_on_without_its_host(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    world.guild.remove_member(world.person(HOST))
    await press_now(world, rin, circle, "I’m done")
    await a_moment(world)
    assert (await value_of(world, circle)).paused_at is None
