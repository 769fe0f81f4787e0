"""Whoever the team removed from circles hosts none and leads none, whatever role they have."""

from datetime import timedelta

import pytest

from cogs.circles import actions
from cogs.circles import texts as shared
from cogs.circles.circle import Stage
from cogs.circles.hosting import host_texts as texts
from tests.circles.doing import HOST, a_circle, a_moment, value_of
from tests.circles.doing_after import agreed, stories, tell
from tests.circles.doing_forming import TELLERS, begun, invited, join, ready, values
from tests.circles.doing_hosting import facilitators, press, step_of
from tests.reflections.doing import says
from tests.world import World

DEEDS = ("show", "host", "pause", "go_on", "end", "end_now", "remove")


async def remove_from_circles(world: World, key: str, *, days: int | None = 3) -> str:
    """Keep somebody out of all circles, for some days or for good: what they read from then on."""
    until = None if days is None else world.now() + timedelta(days=days)
    kit, person = world.bot.kit, world.person(key).id
    async with world.deed() as session:
        await actions.keep_out(kit, session, world.guild.id, user_id=person, until=until, measure_id=1)
    await a_moment(world)
    return texts.OUT.in_("en") if until is None else texts.OUT_UNTIL.in_("en", when=f"<t:{int(until.timestamp())}:f>")


@pytest.mark.parametrize("days", [3, None])
@pytest.mark.parametrize("key", ["tenzin", "shirin"], ids=["facilitator", "team"])
async def test_whoever_is_removed_from_circles_neither_sees_nor_does_what_those_who_lead_do(
    world: World, key: str, days: int | None
) -> None:
    circle, actor = await a_circle(world), world.person(key)
    await facilitators(world, "tenzin")
    assert says(world.said(await press(world, actor, "circles:team_show", circle)), texts.PAGE_HOST)
    refused = await remove_from_circles(world, key, days=days)
    before = await value_of(world, circle)
    for deed in DEEDS:
        assert world.said(await press(world, actor, f"circles:team_{deed}", circle)) == refused, deed
    for verb in ("circles:team_next", "circles:host", "circles:tools", "circles:end", "circles:end_now"):
        assert world.said(await press(world, actor, verb, await step_of(world, circle))) == refused, verb
    assert world.said(await press(world, actor, "circles:team_list", 0)) == refused
    assert await value_of(world, circle) == before


async def test_in_the_thread_too_whoever_is_removed_from_circles_does_what_everybody_without_a_seat_does(
    world: World,
) -> None:
    circle = await agreed(world)
    await tell(world, circle, "kavya", note="loss")
    await facilitators(world, "tenzin")
    await remove_from_circles(world, "tenzin")
    (story,), before, tenzin = await stories(world), await value_of(world, circle), world.person("tenzin")
    for verb, row_id in (("pause", circle), ("ask_again", circle), ("open_story", story.id)):
        assert world.said(await press(world, tenzin, f"circles:{verb}", row_id)) == shared.NO_SEAT.in_("en"), verb
    answer = await press(world, tenzin, "circles:go_on", await step_of(world, circle))
    assert world.said(answer) == shared.HOST_ALONE_GOES_ON.in_("en")
    await press(world, world.member, "circles:pause", circle)
    assert world.said(await press(world, tenzin, "circles:resume", circle)) == shared.NO_SEAT.in_("en")
    assert (await value_of(world, circle)).step == before.step


async def test_whoever_is_removed_from_circles_neither_hosts_a_circle_that_waits_nor_decides_of_one(
    world: World,
) -> None:
    await ready(world, ages="mixed")
    circle = await invited(world)
    await join(world, circle, *TELLERS[:8])
    refused, shirin = await remove_from_circles(world, "shirin"), world.person("shirin")
    for verb in ("begin", "few", "wait", "host_page", "call_off_now"):
        assert world.said(await press(world, shirin, f"circles:{verb}", circle)) == refused, verb
    await begun(world, circle)
    (waiting,) = [each for each in await values(world) if each.stage is Stage.GATHERING]
    answer = await press(world, shirin, "circles:host_gathering", waiting.id)
    assert world.said(answer) == refused
    assert {each.host for each in await values(world)} == {world.person(HOST).id, None}


async def test_when_its_time_is_over_they_lead_as_before(world: World) -> None:
    circle = await a_circle(world)
    await facilitators(world, "tenzin")
    await remove_from_circles(world, "tenzin", days=1)
    await world.pass_time(days=1, seconds=1)
    assert says(world.said(await press(world, world.person("tenzin"), "circles:team_show", circle)), texts.PAGE)
