"""The card of what is asked, deleted by hand, is shown again for whoever asks for it, and never twice."""

import discord
import pytest

from cogs.circles import texts
from cogs.circles.circle import Stage
from cogs.circles.sitting import turn_texts
from tests.circles.doing import (
    FIVE,
    HOST,
    OUTSIDER,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    now_asked,
    press_blind,
    press_now,
    thread_of,
    value_of,
)
from tests.reflections.doing import says
from tests.world import World, labels_of

SHOW = "Show what is asked"


async def in_a_turn(world: World) -> int:
    """A circle in which it is Rin's turn."""
    circle = await a_circle(world)
    await all_agree(world, circle)
    await begin_round(world, circle, "rin")
    return circle


async def delete_by_hand(world: World, circle: int) -> None:
    """Let a moderator delete the card of what is asked now."""
    await world.moderator.delete(await now_asked(world, circle))
    await a_moment(world)


async def in_thread(world: World, circle: int) -> list[discord.Message]:
    return world.messages(await thread_of(world, circle))


@pytest.mark.parametrize("key", ["kavya", HOST])
async def test_deleted_by_hand_it_stands_again_once_and_its_buttons_work(world: World, key: str) -> None:
    circle = await in_a_turn(world)
    before = len(await in_thread(world, circle))
    since = (await value_of(world, circle)).since
    await delete_by_hand(world, circle)
    listed = await world.person(key).slash(world.general, "circle list")
    said = world.said(await world.press(world.person(key), listed, SHOW))
    card = await now_asked(world, circle)
    assert says(said, turn_texts.ASKED_HERE)
    assert card.jump_url in said
    assert len(await in_thread(world, circle)) == before
    assert (await value_of(world, circle)).since == since  # the time of the turn goes on as it was
    await world.press(world.person("rin"), card, "I’m done")
    assert await holder(world, circle) != world.person("rin")


async def test_where_it_still_stands_the_answer_links_to_it_and_nothing_is_posted(world: World) -> None:
    circle = await in_a_turn(world)
    before, card = await in_thread(world, circle), await now_asked(world, circle)
    for _ in range(2):
        listed = await world.member.slash(world.general, "circle list")
        assert card.jump_url in world.said(await world.press(world.member, listed, SHOW))
        await a_moment(world)
    assert [message.id for message in await in_thread(world, circle)] == [message.id for message in before]


async def test_pressed_by_two_at_once_it_stands_once(world: World) -> None:
    circle = await in_a_turn(world)
    before = len(await in_thread(world, circle))
    await delete_by_hand(world, circle)
    await world.race(
        lambda: press_blind(world, world.member, "circles:ask_again", circle),
        lambda: press_blind(world, world.other, "circles:ask_again", circle),
    )
    await a_moment(world)
    assert len(await in_thread(world, circle)) == before
    assert labels_of(await now_asked(world, circle))


async def test_whoever_leads_circles_may_ask_for_it_and_an_outsider_may_not(world: World) -> None:
    circle = await in_a_turn(world)
    await delete_by_hand(world, circle)
    refused = await press_blind(world, world.person(OUTSIDER), "circles:ask_again", circle)
    assert says(world.said(refused), texts.NO_SEAT)
    asked = await press_blind(world, world.moderator, "circles:ask_again", circle)
    assert says(world.said(asked), turn_texts.ASKED_HERE)
    assert labels_of(await now_asked(world, circle))


async def test_a_circle_that_gathers_or_has_ended_asks_nothing(world: World) -> None:
    gathers = await a_circle(world, begun=False)
    assert SHOW not in labels_of(await world.member.slash(world.general, "circle list"))
    refused = await press_blind(world, world.member, "circles:ask_again", gathers)
    assert says(world.said(refused), texts.NOT_BEGUN)
    ended = await a_circle(world)
    await brought_to(world, ended, Stage.CLOSED)
    refused = await press_blind(world, world.member, "circles:ask_again", ended)
    assert says(world.said(refused), texts.IS_OVER)
    assert says(world.said(await press_blind(world, world.member, "circles:ask_again", 5)), texts.UNKNOWN_CIRCLE)


async def test_each_of_ones_own_circles_has_its_button_and_others_have_none(world: World) -> None:
    await a_circle(world)
    await a_circle(world, *FIVE[1:], "tenzin", host="shirin")
    assert labels_of(await world.member.slash(world.general, "circle list")) == [SHOW]
    assert labels_of(await world.other.slash(world.general, "circle list")) == [f"{SHOW}: Words we carried"] * 2
    assert labels_of(await world.person(OUTSIDER).slash(world.general, "circle list")) == []


async def test_while_banyan_cannot_post_in_the_thread_the_answer_says_that_it_will(world: World) -> None:
    circle = await in_a_turn(world)
    await delete_by_hand(world, circle)
    thread = await thread_of(world, circle)
    world.env.inject_error("POST", f"/channels/{thread.id}/messages", status=403, code=50013)
    asked = await press_blind(world, world.member, "circles:ask_again", circle)
    assert says(world.said(asked), turn_texts.ASKED_SOON)
    await world.pass_time(minutes=10)
    await press_now(world, world.person("rin"), circle, "I’m done")
    assert await holder(world, circle) != world.person("rin")
