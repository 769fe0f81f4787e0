"""An invitation, deleted by hand, is shown again for whoever hosts or leads and asks for it, and never twice."""

import pytest

from cogs.circles import texts as shared
from cogs.circles.circle import Stage
from cogs.circles.forming import form_texts as texts
from tests.circles.doing import ROOM, a_moment
from tests.circles.doing_forming import TELLERS, TITLE, begun, card, host, invited, join, ready, values
from tests.reflections.doing import forge_press, says
from tests.world import World, labels_of

SHOW = "Show the invitation"


@pytest.mark.parametrize("joins_since", [False, True])
async def test_deleted_by_hand_it_stands_again_once_and_the_circle_can_begin(world: World, joins_since: bool) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await world.moderator.delete(await card(world, circle_id))
    if joins_since:
        await forge_press(world, world.person("mei"), f"circles:join:{circle_id}")
    await a_moment(world)
    assert world.messages(world.room(ROOM)) == []
    listed = await host(world).slash(world.general, "circle list")
    assert says(world.said(await world.press(host(world), listed, SHOW)), texts.INVITED_AGAIN)
    assert len(world.messages(world.room(ROOM))) == 1
    await begun(world, circle_id)
    assert [circle.stage for circle in await values(world)] == [Stage.AGREEMENTS]


async def test_where_it_still_stands_nothing_is_posted(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    before = (await card(world, circle_id)).id
    listed = await host(world).slash(world.general, "circle list")
    for _ in range(2):
        assert says(world.said(await world.press(host(world), listed, SHOW)), texts.INVITED_AGAIN)
        await a_moment(world)
    assert [message.id for message in world.messages(world.room(ROOM))] == [before]


async def test_whoever_leads_circles_brings_it_back_and_others_do_not(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya")
    await world.moderator.delete(await card(world, circle_id))
    await a_moment(world)
    assert SHOW not in labels_of(await world.member.slash(world.general, "circle list"))
    refused = await forge_press(world, world.member, f"circles:invite_again:{circle_id}")
    assert says(world.said(refused), texts.HOST_DECIDES)
    page = await world.moderator.slash(world.general, "circles manage", circle=str(circle_id))
    assert says(world.said(await world.press(world.moderator, page, SHOW)), texts.INVITED_AGAIN)
    assert len(world.messages(world.room(ROOM))) == 1


async def test_each_circle_that_one_hosts_has_its_button_by_its_title(world: World) -> None:
    await ready(world)
    await invited(world)
    await invited(world, title="Tomorrow", when="tomorrow 19:30")
    listed = await host(world).slash(world.general, "circle list")
    assert labels_of(listed) == [f"{SHOW}: {TITLE}", f"{SHOW}: Tomorrow"]


async def test_what_has_begun_or_was_called_off_invites_nobody_again(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    refused = await forge_press(world, host(world), f"circles:invite_again:{circle_id}")
    assert says(world.said(refused), shared.HAS_BEGUN)
    assert says(world.said(await forge_press(world, host(world), "circles:invite_again:5")), shared.UNKNOWN_CIRCLE)
