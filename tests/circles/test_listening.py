"""Who comes to listen: how many can, before it begins and late, who cannot, and what all are told of late comers."""

from cogs.circles import texts as shared
from cogs.circles.circle import Stage
from cogs.circles.forming import form_texts as texts
from tests.circles.doing import brought_to, value_of
from tests.circles.doing_forming import TELLERS, begun, invited, join, kept_apart, keys_in, press, ready
from tests.reflections.doing import forge_press, says
from tests.world import World


async def test_a_seventh_listener_reads_that_there_is_no_seat_to_listen_and_may_tell(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:6], label="Listen only")
    seventh = await join(world, circle_id, TELLERS[6], label="Listen only")
    assert says(world.said(seventh), texts.NO_LATE_SEAT)
    assert says(world.said(await join(world, circle_id, TELLERS[0], label="Listen only")), shared.HAS_A_SEAT)
    assert says(world.said(await join(world, circle_id, TELLERS[6])), texts.SEATED)
    assert len((await value_of(world, circle_id)).tellers) == 1


async def test_nobody_comes_late_to_where_somebody_they_keep_away_from_has_told_and_left(world: World) -> None:
    await ready(world)
    await kept_apart(world, "kavya", "dilan")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    await begun(world, circle_id)
    await brought_to(world, circle_id, Stage.TALK)
    await world.member.slash(world.general, "circle leave")
    assert "kavya" not in keys_in(world, await value_of(world, circle_id))
    assert says(world.said(await press(world, "dilan", circle_id, "Listen only")), texts.NO_LATE_SEAT)
    forced = await forge_press(world, world.person("dilan"), f"circles:come_in:{circle_id}")
    assert says(world.said(forced), texts.NO_LATE_SEAT)


async def test_whoever_came_to_listen_and_left_has_read_along_and_counts_among_the_six(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    await begun(world, circle_id)
    await brought_to(world, circle_id, Stage.TALK)
    for key in TELLERS[4:10]:
        await forge_press(world, world.person(key), f"circles:come_in:{circle_id}")
    await world.person(TELLERS[4]).slash(world.general, "circle leave")
    seventh = await forge_press(world, world.person(TELLERS[10]), f"circles:come_in:{circle_id}")
    assert says(world.said(seventh), texts.NO_LATE_SEAT)
    await forge_press(world, world.person(TELLERS[4]), f"circles:come_in:{circle_id}")
    assert TELLERS[4] in keys_in(world, await value_of(world, circle_id))


async def test_what_happens_here_says_that_late_comers_read_what_was_told_before(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    said = world.said(await press(world, "kavya", circle_id, "What happens here?"))
    assert "Until the talk has ended, others may come in to listen. They can read what was told before." in said
