"""A circle begins: who sits with whom, what happens with too few, who decides, who waits for a facilitator."""

from datetime import timedelta

import pytest

from cogs.circles import texts as shared
from cogs.circles.circle import Stage
from cogs.circles.forming import form_texts as texts
from tests.circles.doing_forming import (
    TELLERS,
    begun,
    card,
    host,
    invited,
    join,
    kept_apart,
    keys_in,
    press,
    ready,
    rows,
    values,
)
from tests.reflections.doing import forge_press, says
from tests.reports.doing import rows as table
from tests.world import World, labels_of, text_of


async def test_five_begin_and_the_card_says_so(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    assert says(world.said(await begun(world, circle_id)), texts.BEGINS)
    (circle,) = await values(world)
    assert circle.stage is Stage.AGREEMENTS
    assert keys_in(world, circle) == list(TELLERS[:5])
    shown = await card(world, circle_id)
    assert "It has begun." in text_of(shown)
    assert labels_of(shown) == ["Listen only", "What happens here?", "My seat", "Leave quietly"]
    assert f"<@{world.member.id}>" not in text_of(shown)


async def test_eleven_are_split_into_six_and_five_on_one_invitation(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS)
    await begun(world, circle_id)
    circles = await values(world)
    assert sorted(len(circle.present) for circle in circles) == [5, 6]
    assert sorted(key for circle in circles for key in keys_in(world, circle)) == sorted(TELLERS)
    assert {circle.stage for circle in circles} == {Stage.AGREEMENTS}
    found = await rows(world)
    assert {row.origin_id for row in found} == {circle_id}
    assert len({row.name for row in found}) == 2
    assert [circle.host for circle in circles if circle.id != circle_id] == [None]
    assert "It has begun, in 2 circles." in text_of(await card(world, circle_id))
    assert len(world.messages(world.room("circles"))) == 1


async def test_the_host_who_tells_sits_in_the_circle_they_host(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10], "linh")
    await begun(world, circle_id)
    (first,) = [circle for circle in await values(world) if circle.id == circle_id]
    assert first.host == host(world).id
    assert "linh" in keys_in(world, first)


async def test_seven_make_a_circle_of_four_and_three_who_choose_on_a_card_of_their_own(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:7])
    await begun(world, circle_id)
    first, second = sorted(await values(world), key=lambda circle: -len(circle.present))
    assert [len(first.present), len(second.present)] == [4, 3]
    assert (first.stage, second.stage) == (Stage.AGREEMENTS, Stage.GATHERING)
    shown = await card(world, second.id)
    assert says(text_of(shown), texts.CARD_FEW)
    assert labels_of(shown)[5:] == ["Host this circle", "Wait for more", "Talk as a pair or trio", "Call it off"]
    said = world.said(await press(world, keys_in(world, first)[0], second.id, "Host this circle"))
    assert says(said, shared.NO_SEAT)
    one_of_them = keys_in(world, second)[0]
    assert says(world.said(await press(world, one_of_them, second.id, "Talk as a pair or trio")), texts.BEGINS)
    (trio,) = [circle for circle in await values(world) if circle.id == second.id]
    assert (trio.stage, len(trio.tellers), len(trio.present)) == (Stage.AGREEMENTS, 3, 3)


async def test_three_in_all_are_asked_on_the_one_card_and_can_talk_as_a_trio(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:3])
    shown = await card(world, circle_id)
    assert labels_of(shown)[5:] == ["Wait for more", "Talk as a pair or trio", "Call it off"]
    assert says(world.said(await press(world, "kavya", circle_id, "Talk as a pair or trio")), texts.HOST_DECIDES)
    await press(world, "linh", circle_id, "Talk as a pair or trio")
    (circle,) = await values(world)
    assert (circle.stage, len(circle.tellers)) == (Stage.AGREEMENTS, 3)


async def test_too_few_who_wait_begin_by_themselves_once_there_are_four(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:3])
    assert says(world.said(await press(world, "linh", circle_id, "Wait for more")), texts.WAITS)
    await world.pass_time(seconds=5)
    assert "It begins <t:" in text_of(await card(world, circle_id))
    await join(world, circle_id, "farid")
    await world.pass_time(minutes=31)
    assert [circle.stage for circle in await values(world)] == [Stage.AGREEMENTS]


async def test_too_few_who_wait_in_vain_are_asked_again_and_called_off_after_a_day(world: World) -> None:
    """C8: nobody is left waiting."""
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:2])
    await press(world, "linh", circle_id, "Wait for more")
    await world.pass_time(minutes=31)
    assert says(text_of(await card(world, circle_id)), texts.CARD_FEW)
    await world.pass_time(days=1, minutes=1)
    assert await rows(world) == []
    assert says(text_of(await card(world, circle_id)), texts.CARD_CALLED_OFF)


async def test_a_circle_for_now_that_never_began_is_called_off_after_a_day(world: World) -> None:
    await ready(world)
    await invited(world)
    await world.pass_time(days=1, minutes=1)
    assert await rows(world) == []


async def test_a_circle_with_a_time_begins_by_itself(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="tomorrow 19:30")
    await join(world, circle_id, *TELLERS[:4])
    await world.pass_until(world.now().replace(day=2, hour=19, minute=29))
    assert [circle.stage for circle in await values(world)] == [Stage.GATHERING]
    await world.pass_time(minutes=2)
    (circle,) = await values(world)
    assert circle.stage is Stage.AGREEMENTS
    assert not circle.host_away  # the host has time to come, however long ago they opened it


async def test_a_circle_with_a_time_may_begin_early(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="tomorrow 19:30")
    await join(world, circle_id, *TELLERS[:5])
    await begun(world, circle_id)
    assert [circle.stage for circle in await values(world)] == [Stage.AGREEMENTS]
    await world.pass_until(world.now().replace(day=2, hour=19, minute=31))
    assert len(await values(world)) <= 1


async def test_the_bot_being_away_at_the_time_begins_it_when_it_is_back(world: World) -> None:
    await ready(world)
    circle_id = await invited(world, when="19:30")
    await join(world, circle_id, *TELLERS[:5])
    await world.bot.close()
    await world.env.advance_time(timedelta(hours=20).total_seconds())
    await world.restart()
    await world.pass_time(seconds=5)
    assert [circle.stage for circle in await values(world)] == [Stage.AGREEMENTS]


async def test_pressed_twice_it_begins_once(world: World) -> None:
    """C2."""
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS)
    answers = await world.race(
        lambda: forge_press(world, host(world), f"circles:begin:{circle_id}"),
        lambda: forge_press(world, world.moderator, f"circles:begin:{circle_id}"),
    )
    said = [world.said(answer) for answer in answers]
    assert sorted(says(each, texts.BEGINS) for each in said) == [False, True]
    assert any(says(each, shared.HAS_BEGUN) for each in said)
    assert len(await values(world)) == 2


async def test_somebody_who_joins_while_it_begins_is_in_it_or_listens(world: World) -> None:
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5])
    await world.race(
        lambda: forge_press(world, host(world), f"circles:begin:{circle_id}"),
        lambda: forge_press(world, world.person("dilan"), f"circles:join:{circle_id}"),
    )
    (circle,) = await values(world)
    assert circle.stage is Stage.AGREEMENTS
    assert len(circle.present) in (5, 6)
    assert circle.present == circle.tellers


@pytest.mark.parametrize("point", ["circles.begun", "card.tried"])
async def test_killed_while_it_begins_everybody_sits_in_one_circle(world: World, point: str) -> None:
    """C4."""
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS)
    world.crash_at(point)
    await press(world, "linh", circle_id, "Begin")
    await world.restart_after_crash()
    await world.pass_time(seconds=90)
    circles = await values(world)
    assert sorted(key for circle in circles for key in keys_in(world, circle)) == sorted(TELLERS)
    assert {circle.stage for circle in circles} == {Stage.AGREEMENTS}


async def test_once_it_is_time_and_the_host_is_away_anyone_with_a_seat_decides(world: World) -> None:
    """C8."""
    await ready(world)
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:4])
    assert says(world.said(await press(world, "kavya", circle_id, "Begin")), texts.HOST_DECIDES)
    await world.pass_time(minutes=11)
    assert says(world.said(await press(world, "dilan", circle_id, "Begin")), texts.HOST_DECIDES)
    assert says(world.said(await press(world, "kavya", circle_id, "Begin")), texts.BEGINS)


# Kept apart


async def test_two_kept_apart_sit_in_different_circles(world: World) -> None:
    await ready(world)
    await kept_apart(world, "kavya", "rin")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:8])
    await begun(world, circle_id)
    found = [keys_in(world, circle) for circle in await values(world)]
    assert [len(keys) for keys in found] == [4, 4]
    assert not [keys for keys in found if {"kavya", "rin"} <= set(keys)]


async def test_two_kept_apart_alternate_over_the_evenings_whoever_joins_first(world: World) -> None:
    """Only one of them can sit; the one who waited sits the next time."""
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    sat = []
    for evening in range(4):
        circle_id = await invited(world, title=f"Evening {evening}")
        first = ("kavya", "rin") if evening % 3 else ("rin", "kavya")
        await join(world, circle_id, *first, "aizhan", "farid", "mei")
        await begun(world, circle_id)
        (circle,) = await values(world)
        sat += [key for key in keys_in(world, circle) if key in ("kavya", "rin")]
        for key in keys_in(world, circle):
            await world.person(key).slash(world.general, "circle leave")
        await world.pass_time(seconds=5)
    assert sat[:2] in (["kavya", "rin"], ["rin", "kavya"])
    assert sat == sat[:2] * 2


async def test_who_found_no_seat_reads_it_alone_and_hears_it_by_letter_if_they_wished(world: World) -> None:
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    circle_id = await invited(world, when="19:30")
    await join(world, circle_id, "kavya", "aizhan", "farid", "mei")
    seated = await join(world, circle_id, "rin")
    await world.press(world.person("rin"), seated, "Remind me a day and an hour before")
    await begun(world, circle_id)
    (circle,) = await values(world)
    assert "rin" not in keys_in(world, circle)
    assert len(world.messages(world.room("circles"))) == 1
    assert str(world.person("rin").id) not in text_of(await card(world, circle_id))
    assert says(world.said(await press(world, "rin", circle_id, "My seat")), texts.NO_SEAT_THIS_TIME)
    letters = world.messages(world.letters(world.person("rin")))
    assert text_of(letters[-1]) == texts.LETTER_NO_SEAT.source
    opened_letter = await world.press(world.person("rin"), letters[-1], "What is it?")
    assert says(world.said(opened_letter), texts.NO_SEAT_THIS_TIME)
    assert world.letters(world.member).history() == []


async def test_a_pair_that_is_kept_apart_does_not_talk_as_a_pair(world: World) -> None:
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "rin")
    said = world.said(await press(world, "linh", circle_id, "Talk as a pair or trio"))
    assert says(said, texts.NO_TALK_EITHER)
    await join(world, circle_id, "mei")
    await press(world, "linh", circle_id, "Talk as a pair or trio")
    (circle,) = await values(world)
    assert sorted(keys_in(world, circle)) == ["kavya", "mei"]


async def test_four_of_whom_two_are_kept_apart_are_asked_what_they_would_like(world: World) -> None:
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "rin", "mei", "farid")
    answer = await begun(world, circle_id)
    assert says(world.said(answer), texts.NOT_WITH_THESE)
    assert labels_of(answer) == ["Wait for more", "Talk as a pair or trio", "Call it off"]
    await world.press(host(world), answer, "Talk as a pair or trio")
    (circle,) = await values(world)
    assert (circle.stage, len(circle.present)) == (Stage.AGREEMENTS, 3)


async def test_a_listener_is_not_put_with_somebody_they_keep_away_from(world: World) -> None:
    await ready(world)
    await kept_apart(world, "dilan", "kavya")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:6], *TELLERS[7:9])
    await join(world, circle_id, "dilan", label="Listen only")
    await begun(world, circle_id)
    found = [keys_in(world, circle) for circle in await values(world)]
    assert len([keys for keys in found if "dilan" in keys]) == 1
    assert not [keys for keys in found if {"dilan", "kavya"} <= set(keys)]


async def test_nothing_of_the_lists_is_logged(world: World) -> None:
    await ready(world)
    await kept_apart(world, "rin", "kavya")
    circle_id = await invited(world)
    await join(world, circle_id, "kavya", "rin", "mei", "farid", "aizhan")
    await begun(world, circle_id)
    ids = {str(world.person(key).id) for key in ("rin", "kavya")}
    assert not [line for line in world.logged if any(each in str(line) for each in ids)]
    assert table(world, "circle_yielded")


# A facilitator in every circle


async def test_where_ages_are_mixed_a_split_off_circle_waits_for_a_facilitator(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    await begun(world, circle_id)
    first, second = sorted(await values(world), key=lambda circle: circle.stage is Stage.GATHERING)
    assert (first.stage, second.stage) == (Stage.AGREEMENTS, Stage.GATHERING)
    shown = await card(world, circle_id)
    assert says(text_of(shown), texts.CARD_WAITS)
    member = next(key for key in keys_in(world, second) if key in TELLERS[:7])
    refused = await press(world, member, circle_id, "Host this circle")
    assert says(world.said(refused), texts.FACILITATOR_HOSTS)
    taken = await forge_press(world, world.moderator, f"circles:host_gathering:{second.id}")
    assert says(world.said(taken), texts.HOSTED)
    await world.pass_time(seconds=5)
    assert {circle.stage for circle in await values(world)} == {Stage.AGREEMENTS}
    assert "It has begun, in 2 circles." in text_of(await card(world, circle_id))
    assert "Host this circle" not in labels_of(await card(world, circle_id))


async def test_two_facilitators_who_host_at_once_are_one_host(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:10])
    await begun(world, circle_id)
    (waiting,) = [circle.id for circle in await values(world) if circle.stage is Stage.GATHERING]
    answers = await world.race(
        lambda: forge_press(world, world.person("batbayar"), f"circles:host_gathering:{waiting}"),
        lambda: forge_press(world, world.person("shirin"), f"circles:host_gathering:{waiting}"),
    )
    assert sorted(says(world.said(answer), texts.HOSTED) for answer in answers) == [False, True]


async def test_a_split_off_circle_that_became_too_small_asks_on_a_card_of_its_own(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:8])
    await begun(world, circle_id)
    (waiting,) = [circle for circle in await values(world) if circle.stage is Stage.GATHERING]
    await world.person(keys_in(world, waiting)[0]).slash(world.general, "circle leave")
    await forge_press(world, host(world), f"circles:host_gathering:{waiting.id}")
    await world.pass_time(seconds=5)
    shown = await card(world, waiting.id)
    assert says(text_of(shown), texts.CARD_FEW)
    assert "Host this circle" not in labels_of(await card(world, circle_id))


async def test_without_a_facilitator_as_host_it_does_not_begin(world: World) -> None:
    await ready(world, ages="mixed")
    circle_id = await invited(world)
    await join(world, circle_id, *TELLERS[:5], "linh")
    await host(world).slash(world.general, "circle leave")
    await world.pass_time(seconds=5)
    assert says(text_of(await card(world, circle_id)), texts.CARD_FACILITATOR)
    said = world.said(await press(world, "kavya", circle_id, "Begin"))
    assert says(said, shared.NEEDS_FACILITATOR)
    await press(world, "batbayar", circle_id, "Host this circle")
    await world.pass_time(seconds=5)
    assert says(world.said(await begun(world, circle_id, "batbayar")), texts.BEGINS)
