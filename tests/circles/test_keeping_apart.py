"""`/circle keep-apart`: at most five names, private, never explained."""

import pytest
import simcord
from simcord.results import InteractionResult

from cogs.circles.forming import form_texts as texts
from tests.circles.doing_forming import TELLERS, begun, host, invited, join, kept_apart, keys_in, ready, values
from tests.reflections.doing import bytes_on_disk, forge_press, says
from tests.reports.doing import rows as table
from tests.reports.doing import send
from tests.world import World, custom_ids, fields_of, labels_of, newest_answer

FIVE = ("rin", "aizhan", "farid", "mei", "tenzin")


async def shown(world: World, actor: simcord.MemberActor) -> InteractionResult:
    """Use `/circle keep-apart`."""
    return await actor.slash(world.general, "circle keep-apart")


async def test_an_empty_list_says_what_it_is_for_and_promises_only_what_holds(world: World) -> None:
    listed = await shown(world, world.member)
    assert says(world.said(listed), texts.APART_NOBODY)
    assert "We never say why. In a small group someone may guess." in world.said(listed)
    assert newest_answer(listed).ephemeral
    assert labels_of(listed) == ["Add somebody"]


async def test_a_name_is_put_on_the_list_and_taken_off(world: World) -> None:
    await ready(world)
    added = await kept_apart(world, "kavya", "rin")
    assert "Rin Hoshino-Baker" in world.said(added)
    assert labels_of(added) == ["Take off: Rin Hoshino-Baker", "Add somebody"]
    taken = await world.press(world.member, added, "Take off: Rin Hoshino-Baker")
    assert says(world.said(taken), texts.APART_NOBODY)
    assert table(world, "circle_apart") == []


async def test_there_are_at_most_five_names(world: World) -> None:
    form = await world.press(world.member, await shown(world, world.member), "Add somebody")
    for key in FIVE:
        listed = await kept_apart(world, "kavya", key)
    assert "Add somebody" not in labels_of(listed)
    answer = await send(world.member, form, who=[world.person("dilan")])
    assert says(world.said(answer), texts.APART_FULL)
    assert len(table(world, "circle_apart")) == 5


async def test_the_same_name_twice_stands_once(world: World) -> None:
    for _ in range(2):
        await kept_apart(world, "kavya", "rin")
    assert len(table(world, "circle_apart")) == 1


async def test_oneself_a_bot_and_nobody_are_not_put_on_it(world: World) -> None:
    said = []
    machine = world.guild.add_member(world.env.create_user("helper", bot=True))
    for picked in ([world.member], [], [machine]):
        form = await world.press(world.member, await shown(world, world.member), "Add somebody")
        assert len(fields_of(form)) == 1
        said.append(world.said(await send(world.member, form, who=picked)))
    for each, text in zip(said, (texts.APART_SELF, texts.APART_NONE, texts.APART_BOT), strict=True):
        assert says(each, text)
    assert table(world, "circle_apart") == []


async def test_nobody_else_reads_or_changes_a_list(world: World) -> None:
    added = await kept_apart(world, "kavya", "rin")
    row = custom_ids(newest_answer(added))["Take off: Rin Hoshino-Baker"]
    for actor in (world.other, world.admin, host(world)):
        assert says(world.said(await shown(world, actor)), texts.APART_NOBODY)
        await forge_press(world, actor, row)
    assert "Rin Hoshino-Baker" in world.said(await shown(world, world.member))


async def test_neither_who_nor_whom_stands_in_the_file_in_plain(world: World) -> None:
    await kept_apart(world, "kavya", "rin")
    file = bytes_on_disk(world.bot.store.path)
    assert b"Hoshino" not in file
    assert not [row for row in table(world, "circle_apart") if world.other.id in row or world.member.id in row]
    assert not [line for line in world.logged if str(world.other.id) in str(line)]


# Who hosts


async def test_of_several_circles_the_host_gets_one_without_whoever_keeps_away_from_them(world: World) -> None:
    await ready(world)
    await kept_apart(world, "kavya", "linh")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:8])
    await begun(world, circle_id)
    (hosted,) = [circle for circle in await values(world) if circle.host == host(world).id]
    assert len(await values(world)) == 2
    assert "kavya" not in keys_in(world, hosted)


@pytest.mark.parametrize("joins_first", ["kavya", "linh"])
async def test_the_seat_of_the_host_alternates_too_whoever_joins_first(world: World, joins_first: str) -> None:
    await ready(world)
    await kept_apart(world, "kavya", "linh")
    sat = []
    for evening in range(4):
        circle_id = await invited(world, title=f"Evening {evening}")
        second = "linh" if joins_first == "kavya" else "kavya"
        await join(world, circle_id, joins_first, second, "aizhan", "farid", "mei", "tenzin")
        await begun(world, circle_id)
        (circle,) = await values(world)
        assert circle.host == host(world).id
        sat += [key for key in keys_in(world, circle) if key in ("kavya", "linh")]
        await forge_press(world, world.moderator, f"circles:team_end_now:{circle_id}")
        await world.pass_time(seconds=5)
    assert sat == ["linh", "kavya"] * 2


async def test_of_a_host_without_a_seat_nothing_is_promised_and_the_list_says_so(world: World) -> None:
    await ready(world)
    listed = await kept_apart(world, "kavya", "linh")
    assert "This is not promised of a host without a seat" in world.said(listed)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    (circle,) = await values(world)
    assert circle.host == host(world).id
    assert "kavya" in keys_in(world, circle)
