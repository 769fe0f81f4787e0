"""Where ages are mixed: a facilitator hosts when a circle begins, and it pauses once its host has left the server."""

from collections.abc import Awaitable, Callable

import pytest

from cogs.circles import texts as shared
from cogs.circles.circle import Pace, Stage
from cogs.circles.forming import form_texts as texts
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
from tests.circles.doing_forming import TELLERS, begun, card, invited, join, press, ready
from tests.circles.doing_hosting import facilitators
from tests.reflections.doing import says
from tests.world import World, labels_of, text_of


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


# The beginning


async def lost_role(world: World) -> None:
    """Take the role from the one facilitator."""
    role = world.guild.roles["Facilitator"]
    world.env.backend.remove_member_role(world.guild.id, world.person(HOST).id, role.id)


async def role_deleted(world: World) -> None:
    """Delete the role of facilitators."""
    world.env.backend.delete_role(world.guild.id, world.guild.roles["Facilitator"].id)


async def host_left(world: World) -> None:
    """Let the host leave the server."""
    world.guild.remove_member(world.person(HOST))


@pytest.mark.parametrize("gone", [lost_role, role_deleted, host_left])
async def test_a_circle_whose_host_leads_no_more_at_its_time_waits_for_a_facilitator(
    world: World, gone: Callable[[World], Awaitable[None]]
) -> None:
    await ready(world, ages="mixed")
    circle = await invited(world, when="tomorrow 19:30")
    await join(world, circle, *TELLERS[:4], HOST)
    await gone(world)
    await world.pass_time(days=2)
    now = await value_of(world, circle)
    assert (now.stage, now.host) == (Stage.GATHERING, None)
    assert (await seat_of(world, circle, HOST)).gone is (gone is host_left)
    assert says(text_of(await card(world, circle)), texts.CARD_FACILITATOR)
    await press(world, "batbayar", circle, "Host this circle")
    await a_moment(world)
    assert says(world.said(await begun(world, circle, "batbayar")), texts.BEGINS)


@pytest.mark.parametrize("key", [HOST, "batbayar"], ids=["the host", "of the team"])
async def test_whoever_presses_begin_a_circle_whose_host_leads_no_more_waits_for_a_facilitator(
    world: World, key: str
) -> None:
    await ready(world, ages="mixed")
    circle = await invited(world)
    await join(world, circle, *TELLERS[:4])
    await lost_role(world)
    answer = await begun(world, circle, key)
    assert world.said(answer) == shared.NEEDS_FACILITATOR.in_("en")
    now = await value_of(world, circle)
    assert (now.stage, now.host) == (Stage.GATHERING, None)
    assert "Host this circle" in labels_of(await card(world, circle))


async def test_where_only_adults_are_a_host_without_the_role_begins_it_as_before(world: World) -> None:
    await ready(world)
    circle = await invited(world)
    await join(world, circle, *TELLERS[:4])
    await lost_role(world)
    assert says(world.said(await begun(world, circle)), texts.BEGINS)
