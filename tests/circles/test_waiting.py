"""Waiting: for more people, and of a circle that was split off for a facilitator, who may not come."""

from datetime import timedelta

from cogs.circles.circle import Circle, Stage
from cogs.circles.forming import form_texts as texts
from data import circles
from tests.circles.doing_forming import (
    TELLERS,
    TITLE,
    begun,
    card,
    host,
    invited,
    join,
    kept_apart,
    keys_in,
    opened,
    press,
    ready,
    rows,
    values,
)
from tests.reflections.doing import forge_press, says
from tests.reports.doing import rows as table
from tests.world import World, labels_of, text_of

REMIND = "Remind me a day and an hour before"


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


async def test_hosted_from_the_page_of_those_who_lead_it_begins_too(world: World) -> None:
    circle_id, waiting = await one_waits(world)
    await forge_press(world, world.moderator, f"circles:team_host:{waiting.id}")
    await world.pass_time(seconds=5)
    assert (await now(world, waiting)).stage is Stage.AGREEMENTS
    assert "It has begun, in 2 circles." in text_of(await card(world, circle_id))


async def test_where_those_who_waited_make_no_circle_any_more_they_are_asked_what_they_would_like(world: World) -> None:
    _, waiting = await one_waits(world, 8)
    await kept_apart(world, *keys_in(world, waiting)[:2])
    await forge_press(world, world.moderator, f"circles:host_gathering:{waiting.id}")
    await world.pass_time(seconds=5)
    circle = await now(world, waiting)
    assert (circle.stage, len(circle.present)) == (Stage.GATHERING, 4)
    asked = await world.press(world.moderator, await card(world, waiting.id), "Begin")
    assert says(world.said(asked), texts.NOT_WITH_THESE)


async def test_whoever_waits_for_a_facilitator_reads_so_and_until_when(world: World) -> None:
    circle_id, waiting = await one_waits(world)
    (until,) = [row.starts_at + timedelta(days=1) for row in await rows(world) if row.id == waiting.id]
    said = world.said(await press(world, keys_in(world, waiting)[0], circle_id, "My seat"))
    assert f"“{TITLE}” waits for a facilitator. If none comes by <t:{int(until.timestamp())}:F>" in said
    assert "begins" not in said


async def test_where_none_comes_it_is_called_off_and_they_read_so_and_sit_first_next_time(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world, when="19:30")
    await join(world, circle_id, *TELLERS[:10])
    for key in TELLERS[:10:2]:
        await world.press(world.person(key), await press(world, key, circle_id, "My seat"), REMIND)
    await begun(world, circle_id)
    (waiting,) = [circle for circle in await values(world) if circle.stage is Stage.GATHERING]
    keys = keys_in(world, waiting)
    await world.pass_time(days=1, minutes=1)
    assert await rows(world) == []
    assert len(table(world, "circle_yielded")) == 5
    for key in keys:
        read = await forge_press(world, world.person(key), f"circles:seat:{circle_id}")
        assert says(world.said(read), texts.WAITED_IN_VAIN)
        assert labels_of(read) == []
        letters = world.messages(world.letters(world.person(key)))
        assert [text_of(letter) for letter in letters] == [texts.LETTER_NO_SEAT.source] * (key in TELLERS[:10:2])
        for letter in letters:
            asked = await world.press(world.person(key), letter, "What is it?")
            assert says(world.said(asked), texts.WAITED_IN_VAIN)


async def test_called_off_by_the_team_they_read_so_and_may_still_listen_where_the_others_are(world: World) -> None:
    circle_id, waiting = await one_waits(world)
    key = keys_in(world, waiting)[0]
    await forge_press(world, world.moderator, f"circles:team_end_now:{waiting.id}")
    await world.pass_time(seconds=5)
    assert "It has begun." in text_of(await card(world, circle_id))
    assert says(world.said(await press(world, key, circle_id, "My seat")), texts.WAITED_IN_VAIN)
    asked = await press(world, key, circle_id, "Listen only")
    await world.press(world.person(key), asked, "I agree, and come in to listen")
    assert key in keys_in(world, (await values(world))[0])


async def test_whoever_waited_before_still_sits_first_after_waiting_for_a_facilitator_in_vain(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    async with world.deed() as session:
        seals = await world.bot.kit.seals.of(session, world.guild.id)
        whos = [seals.who(circles.SEAT, world.person(key).id) for key in TELLERS[:10]]
        await circles.note_waiting(session, world.guild.id, whos, since=world.now() - timedelta(days=7))
    await begun(world, circle_id)
    assert len(table(world, "circle_yielded")) == 5  # of those who wait; the others sit


async def test_a_circle_called_off_by_its_host_is_not_said_to_have_begun(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, "kavya")
    await forge_press(world, host(world), f"circles:call_off_now:{circle_id}")
    said = world.said(await forge_press(world, world.member, f"circles:seat:{circle_id}"))
    assert says(said, texts.CARD_CALLED_OFF)


# For more people


async def test_a_circle_without_a_time_promises_nowhere_to_begin_by_itself(world: World) -> None:
    await ready(world)
    read = [world.said(await opened(world))]
    (circle_id,) = [row.id for row in await rows(world)]
    await world.pass_time(seconds=5)
    read += [text_of(await card(world, circle_id)), world.said(await join(world, circle_id, *TELLERS[:4]))]
    assert all("“Begin”" in said and "once four have joined" in said for said in read)
    listed = world.said(await world.member.slash(world.general, "circle list"))
    assert texts.LIST_NOW.source in listed
    await begun(world, circle_id)
    assert texts.LIST_NOW.source not in world.said(await world.member.slash(world.general, "circle list"))


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
