"""In whose place the team hosts a circle: they take part in it like everybody else, and cannot tell why it is so."""

import pytest

from cogs.circles import texts as shared
from cogs.circles.hosting import host_texts as texts
from tests.circles import doing_forming as forming
from tests.circles.doing import HOST, a_circle, a_moment, all_agree, press_blind, seat_of, value_of
from tests.circles.doing_hosting import facilitators, manage, press, step_of, take_out, thread_people
from tests.reflections.doing import says
from tests.reports import doing_deciding
from tests.reports.doing import send
from tests.reports.doing_deciding import ready
from tests.world import World

GONE = {"minutes": 11}
PAGES = ("show", "host", "pause", "go_on", "end", "end_now", "remove")
THREAD = ("circles:team_next", "circles:host", "circles:tools", "circles:end", "circles:end_now")


async def replaced_for_a_case(world: World, key: str) -> None:
    """Let a moderator host whatever somebody hosts whom an undecided case is about."""
    it = await ready(world, about=world.person(key))
    await doing_deciding.press(world, world.moderator, "other_host_now", it.case.id)
    await a_moment(world)


async def replaced_plainly(world: World, circle: int) -> None:
    """Let a moderator host a circle from the page of those who lead."""
    await world.press(world.moderator, await manage(world, world.moderator, circle), "Host it")
    await a_moment(world)


async def tries(world: World, key: str, circle: int) -> list[str]:
    """Let somebody press whatever those press who host or lead: what they read."""
    actor = world.person(key)
    said = [world.said(await press(world, actor, f"circles:team_{page}", circle)) for page in PAGES]
    return said + [world.said(await press(world, actor, verb, await step_of(world, circle))) for verb in THREAD]


@pytest.mark.parametrize("key", [HOST, "rin", "shirin"], ids=["without a seat", "with a seat", "of the team"])
async def test_while_a_case_about_them_is_open_a_host_who_was_replaced_neither_takes_it_back_nor_leads_it(
    world: World, key: str
) -> None:
    await facilitators(world, HOST, "rin")
    circle = await a_circle(world, host=key)
    opened = await press(world, world.person(key), "circles:team_remove", circle)
    await replaced_for_a_case(world, key)
    await world.pass_time(**GONE)
    refused = await send(world.person(key), opened, who=[world.member], words="No reason.")
    assert texts.OTHERS_LEAD.in_("en") in world.said(refused)
    assert set(await tries(world, key, circle)) == {texts.OTHERS_LEAD.in_("en")}
    now = await value_of(world, circle)
    assert (now.host, now.paused_at, now.is_over) == (world.moderator.id, None, False)
    assert not (await seat_of(world, circle, "kavya")).gone
    assert world.person(key).id in await thread_people(world, circle)


async def test_whoever_was_replaced_for_a_case_reads_what_whoever_was_replaced_without_one_reads(world: World) -> None:
    await facilitators(world, HOST, "rin")
    with_a_case, without = await a_circle(world, host=HOST), await a_circle(world, host="rin")
    await replaced_for_a_case(world, HOST)
    await replaced_plainly(world, without)
    for _ in range(2):
        assert await tries(world, HOST, with_a_case) == await tries(world, "rin", without)
        await world.pass_time(**GONE)


async def test_whoever_was_replaced_and_has_a_seat_takes_part_like_everybody_else(world: World) -> None:
    circle = await a_circle(world, host="rin")
    await replaced_plainly(world, circle)
    await all_agree(world, circle)
    await press_blind(world, world.other, "circles:pause", circle)
    assert (await value_of(world, circle)).paused_at is not None
    await press_blind(world, world.other, "circles:resume", circle)
    await press_blind(world, world.other, "circles:begin_round", await step_of(world, circle))
    now = await value_of(world, circle)
    assert now.holder == (await seat_of(world, circle, "rin")).id


async def test_without_a_seat_they_are_nobody_to_the_circle_any_more(world: World) -> None:
    await facilitators(world, HOST)
    circle = await a_circle(world)
    await replaced_plainly(world, circle)
    for verb in ("pause", "ask_again"):
        answer = await press(world, world.person(HOST), f"circles:{verb}", circle)
        assert world.said(answer) == shared.NO_SEAT.in_("en")
    assert (await value_of(world, circle)).paused_at is None


@pytest.mark.parametrize("key", [HOST, "kavya"], ids=["facilitator", "with a seat"])
async def test_before_it_begins_they_decide_nothing_of_it_either(world: World, key: str) -> None:
    await facilitators(world, HOST)
    circle = await a_circle(world, host=key, begun=False)
    await replaced_for_a_case(world, key) if key == HOST else await replaced_plainly(world, circle)
    await world.pass_time(**GONE)
    for verb in ("begin", "few", "wait", "host_page", "call_off_now", "host_gathering"):
        answer = await press(world, world.person(key), f"circles:{verb}", circle)
        assert world.said(answer) == texts.OTHERS_LEAD.in_("en"), verb
    assert (await value_of(world, circle)).host == world.moderator.id


async def test_nor_do_they_host_a_circle_that_was_split_off_from_it(world: World) -> None:
    await forming.ready(world)
    circle = await forming.invited(world)
    await forming.join(world, circle, *forming.TELLERS[:7], HOST)
    await press(world, world.person("shirin"), "circles:team_host", circle)
    await forming.begun(world, circle, "shirin")
    begun = await forming.values(world)
    assert [each.host for each in begun] == [world.person("shirin").id, None]
    for each in begun:
        answer = await press(world, world.person(HOST), "circles:host", await step_of(world, each.id))
        assert world.said(answer) == texts.OTHERS_LEAD.in_("en")


async def test_others_lead_it_as_before_and_they_lead_other_circles_as_before(world: World) -> None:
    await facilitators(world, HOST, "tenzin")
    circle = await a_circle(world)
    await replaced_for_a_case(world, HOST)
    await world.pass_time(**GONE)
    await press(world, world.person("tenzin"), "circles:host", await step_of(world, circle))
    assert (await value_of(world, circle)).host == world.person("tenzin").id
    another = await a_circle(world, host="tenzin")
    assert says(world.said(await take_out(world, world.person(HOST), another, world.other)), texts.TAKEN_OUT)


async def test_a_host_who_was_only_away_leads_it_as_before(world: World) -> None:
    await facilitators(world, HOST, "tenzin")
    circle = await a_circle(world)
    await world.pass_time(**GONE)
    await press(world, world.person("tenzin"), "circles:host", await step_of(world, circle))
    assert says(world.said(await manage(world, world.person(HOST), circle)), texts.PAGE_HOST)


async def test_it_is_shown_neither_on_the_page_nor_in_the_list_nor_in_the_log(world: World) -> None:
    await facilitators(world, "tenzin")
    circle = await a_circle(world)
    await replaced_for_a_case(world, HOST)
    page = world.said(await manage(world, world.person("tenzin"), circle))
    listed = world.said(await world.person("tenzin").slash(world.general, "circles list"))
    assert str(world.person(HOST).id) not in page + listed
    assert not any(str(world.person(HOST).id) in str(line) for line in world.logged)
