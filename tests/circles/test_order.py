"""The order in a circle: that of joining; who was heard least only breaks ties, and nothing shows it."""

import re

from cogs.circles.circle import End, Stage
from data.circles import CircleRow
from tests.circles.doing import HOST, PAIR, a_circle, brought_to, now_asked, value_of
from tests.circles.doing_after import happen
from tests.circles.doing_forming import begun, card, invited, join, keys_in, ready
from tests.world import World, text_of

HEARD = ("kavya", "rin", "aizhan", "farid")
NEW = ("mei", "tenzin", "dilan", "batbayar")


async def heard_before(world: World) -> None:
    """Let some have told in a circle that is over."""
    await brought_to(world, await a_circle(world, *HEARD), Stage.CLOSED)


async def order(world: World, circle_id: int) -> list[str]:
    """Who sits in a circle, in the order that is kept."""
    return keys_in(world, await value_of(world, circle_id))


async def test_of_those_who_joined_in_one_minute_who_has_told_in_fewer_circles_comes_first(world: World) -> None:
    await ready(world)
    await heard_before(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "mei", "rin", "tenzin", "dilan")
    await begun(world, circle_id)
    assert await order(world, circle_id) == ["mei", "tenzin", "dilan", "kavya", "rin"]


async def test_whoever_joined_a_minute_earlier_stays_before_those_who_were_never_heard(world: World) -> None:
    await ready(world)
    await heard_before(world)
    circle_id = await invited(world)
    for key in ("kavya", "mei", "rin", "tenzin"):
        await join(world, circle_id, key)
        await world.pass_time(minutes=1)
    await begun(world, circle_id)
    assert await order(world, circle_id) == ["kavya", "mei", "rin", "tenzin"]


async def test_what_is_told_in_a_circle_that_goes_on_does_not_count_yet(world: World) -> None:
    await ready(world)
    await brought_to(world, await a_circle(world, *HEARD, host="shirin"), Stage.TALK)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "mei", "tenzin", "dilan")
    await begun(world, circle_id)
    assert await order(world, circle_id) == ["kavya", "mei", "tenzin", "dilan"]


async def test_the_order_is_fixed_when_the_circle_begins(world: World) -> None:
    await ready(world)
    going_on = await a_circle(world, *HEARD, host="shirin")
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "mei", "tenzin", "dilan")
    await begun(world, circle_id)
    await brought_to(world, going_on, Stage.CLOSED)
    await world.restart()
    await brought_to(world, circle_id, Stage.ROUND_TWO)
    assert await order(world, circle_id) == ["kavya", "mei", "tenzin", "dilan"]
    circle = await value_of(world, circle_id)
    assert list(circle.queue) == [seat.id for seat in circle.seats]


async def test_nothing_that_is_shown_tells_that_somebody_was_heard_less(world: World) -> None:
    """Beside the order of names, every card says to the letter what it says where nobody was ever heard."""
    await ready(world)
    shown = []
    for people in (NEW, ("kavya", "mei", "rin", "tenzin")):
        circle_id = await invited(world)
        async with world.deed() as session:
            (await session.get_one(CircleRow, circle_id)).pair_id = PAIR
        await join(world, circle_id, *people)
        names = re.findall(r"<@(\d+)>", text_of(await card(world, circle_id)))
        joined = [str(world.person(key).id) for key in people]
        assert names[-len(people) :] == joined  # as they joined, as long as it gathers
        texts = [text_of(await card(world, circle_id))]
        await begun(world, circle_id)
        texts += [text_of(await card(world, circle_id)), text_of(await now_asked(world, circle_id))]
        for key in people:
            texts.append(world.said(await world.person(key).slash(world.general, "circle list")))
        await brought_to(world, circle_id, Stage.ROUND_ONE)
        texts.append(text_of(await now_asked(world, circle_id)))
        shown.append([re.sub(r"<@\d+>|\d{15,}|<t:\d+", "-", text) for text in texts])
        await happen(world, circle_id, End(world.person(HOST).id))
        await heard_before(world)
    assert shown[0] == shown[1]
