"""A circle as it is lived through: agreements, turns, talk, a closing word; whatever is pressed, and by whom."""

import pytest

from cogs.circles.circle import Pace, Stage, Told
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
    lived_through,
    now_asked,
    press_blind,
    press_now,
    row_of,
    seat_of,
    take_turns,
    thread_of,
    value_of,
    who,
)
from tests.world import World, labels_of, text_of

SAFETY = ["I need a pause", "Leave quietly", "Tell the team", "Support"]


async def test_a_circle_of_five_from_the_agreements_to_the_end(world: World) -> None:
    circle = await a_circle(world)
    await lived_through(world, circle, Stage.CLOSED)
    assert all(seat.told is Told.TOLD and seat.has_told for seat in (await value_of(world, circle)).tellers)
    *older, last = world.messages(await thread_of(world, circle))
    assert "This circle has ended" in text_of(last)
    assert labels_of(last) == ["Lines for me", "Write to me tomorrow", "Tell the team", "Support"]
    assert not any(labels_of(message) for message in older)
    said = world.room_text(await thread_of(world, circle))
    titles = ["What we agree on here", "### Round one", "### Round two", "A line for somebody", "Time to talk"]
    titles += [f"A question for everybody, {number} of 6" for number in range(1, 7)]
    titles += ["A closing word", "This circle has ended"]
    places = [said.index(title) for title in titles]
    assert places == sorted(places)
    assert [said.count(title) for title in titles] == [1] * len(titles)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.GATHERING, Stage.CALLED_OFF)])
async def test_what_keeps_people_safe_is_the_last_row_at_every_moment(world: World, stage: Stage) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, stage)
    labels = labels_of(await now_asked(world, circle))
    if stage is Stage.CLOSED:  # nothing is left to pause or to leave, and help is
        assert labels[-2:] == ["Tell the team", "Support"]
    else:
        assert labels[-5:] == [*SAFETY, "For the host…"]


async def test_only_the_newest_card_can_be_pressed(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await take_turns(world, circle)
    *older, newest = world.messages(await thread_of(world, circle))
    assert labels_of(newest)
    assert not any(labels_of(message) for message in older)


async def test_a_press_on_something_older_reads_that_the_circle_has_gone_on(world: World) -> None:
    circle = await a_circle(world)
    old = (await row_of(world, circle)).step_id or 0
    await all_agree(world, circle)
    for verb in ("agree", "begin_round", "done", "pass", "pass_always", "later", "more", "still_here", "all_time"):
        answer = await press_blind(world, world.person("rin"), f"circles:{verb}", old)
        assert "The circle has gone on since." in world.said(answer), verb
    for verb in ("go_on", "tell_form", "give"):
        answer = await press_blind(world, world.person(HOST), f"circles:{verb}", old)
        assert "The circle has gone on since." in world.said(answer), verb
    assert (await row_of(world, circle)).stage == Stage.ROUND_ONE


# Agreements


async def test_the_first_round_begins_when_everybody_has_agreed_and_only_numbers_are_shown(world: World) -> None:
    circle = await a_circle(world, listeners=("tenzin",))
    for key in FIVE:
        await press_now(world, world.person(key), circle, "I agree")
    await a_moment(world)
    assert "5 of 6 have agreed." in text_of(await now_asked(world, circle))
    await press_now(world, world.person("tenzin"), circle, "I agree")
    assert (await row_of(world, circle)).stage == Stage.ROUND_ONE


async def test_listen_only_is_a_full_part_also_once_the_agreements_are_read(world: World) -> None:
    circle = await a_circle(world)
    rin = world.person("rin")
    answer = await press_now(world, rin, circle, "Listen only")
    assert "Listening is a full part." in world.said(answer)
    await a_moment(world)
    assert f"Here to listen: <@{rin.id}>" in text_of(await now_asked(world, circle))
    await world.press(rin, answer, "I agree")
    again = await press_now(world, rin, circle, "Listen only")
    assert labels_of(again) == []
    await all_agree(world, circle)
    assert (await row_of(world, circle)).stage == Stage.ROUND_ONE
    assert (await seat_of(world, circle, "rin")).id not in (await value_of(world, circle)).queue


async def test_not_for_me_today_gives_the_seat_up_kindly(world: World) -> None:
    circle = await a_circle(world)
    answer = await press_now(world, world.person("rin"), circle, "Not for me today")
    assert "Not today is fine." in world.said(answer)
    assert (await seat_of(world, circle, "rin")).gone
    await all_agree(world, circle)
    assert (await row_of(world, circle)).stage == Stage.ROUND_ONE


async def test_the_host_begins_with_those_who_agreed(world: World) -> None:
    circle = await a_circle(world)
    for key in FIVE[:4]:
        await press_now(world, world.person(key), circle, "I agree")
    asked = await press_now(world, world.person(HOST), circle, "Go on")
    assert "One person has not agreed yet. If you go on, their seat is free" in world.said(asked)
    assert (await row_of(world, circle)).stage == Stage.AGREEMENTS
    answer = await world.press(world.person(HOST), asked, "Go on with those who agreed")
    assert "The circle goes on." in world.said(answer)
    assert (await row_of(world, circle)).stage == Stage.ROUND_ONE
    assert (await seat_of(world, circle, FIVE[4])).gone


async def test_whoever_lost_the_seat_by_that_reads_why_and_that_they_can_listen(world: World) -> None:
    circle = await a_circle(world)
    agreements = (await row_of(world, circle)).step_id or 0
    for key in FIVE[:4]:
        await press_now(world, world.person(key), circle, "I agree")
    asked = await press_now(world, world.person(HOST), circle, "Go on")
    await world.press(world.person(HOST), asked, "Go on with those who agreed")
    await a_moment(world)
    left_out, step = world.person(FIVE[4]), (await row_of(world, circle)).step_id or 0
    for verb, row_id in (("agree", agreements), ("begin_round", step), ("pause", circle), ("leave", circle)):
        said = world.said(await press_blind(world, left_out, f"circles:{verb}", row_id))
        assert "The circle began with those who had agreed by then" in said, verb
        assert "you can still come in" in said


async def test_before_an_early_go_on_calls_the_circle_off_the_host_is_asked(world: World) -> None:
    circle = await a_circle(world)
    asked = await press_now(world, world.person(HOST), circle, "Go on")
    assert "the circle is called off for everybody" in world.said(asked)
    assert (await row_of(world, circle)).stage == Stage.AGREEMENTS
    answer = await world.press(world.person(HOST), asked, "Call it off")
    assert "The circle is called off this time." in world.said(answer)
    assert (await row_of(world, circle)).stage == Stage.CALLED_OFF


async def test_whoever_may_not_go_on_is_not_asked(world: World) -> None:
    circle = await a_circle(world)
    answer = await press_now(world, world.person("rin"), circle, "Go on")
    assert "The host goes on to the next part." in world.said(answer)
    answer = await press_blind(
        world, world.person("rin"), "circles:go_on_now", (await row_of(world, circle)).step_id or 0
    )
    assert "The host goes on to the next part." in world.said(answer)
    assert (await row_of(world, circle)).stage == Stage.AGREEMENTS


# Turns


async def test_a_volunteer_begins_and_the_others_follow_in_the_order_that_was_shown(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    shown = text_of(await now_asked(world, circle))
    order = [world.person(key) for key in FIVE]
    assert [shown.index(f"<@{actor.id}>") for actor in order] == sorted(shown.index(f"<@{a.id}>") for a in order)
    await begin_round(world, circle, "farid")
    told = []
    while (teller := await holder(world, circle)) is not None:
        told.append(teller.id)
        await press_now(world, teller, circle, "I’m done")
        await a_moment(world)
    assert told == [world.person(key).id for key in ("farid", "kavya", "rin", "aizhan", "mei")]


async def test_nobody_is_notified_but_whose_turn_it_is_once(world: World) -> None:
    circle = await a_circle(world)
    thread = await thread_of(world, circle)
    await all_agree(world, circle)
    await take_turns(world, circle)
    sent = world.sent("POST", f"/channels/{thread.id}/messages")
    pinged = [body["allowed_mentions"].get("users", []) for body in sent]
    assert [each for each in pinged if each] == [[world.person(key).id] for key in FIVE]
    assert not any("everyone" in body["allowed_mentions"]["parse"] for body in sent)


async def test_pressing_done_twice_moves_on_once(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    teller = await begin_round(world, circle)
    card = await now_asked(world, circle)
    first, second = await world.race(
        lambda: world.press(teller, card, "I’m done"), lambda: world.press(teller, card, "I’m done")
    )
    said = world.said(first) + world.said(second)
    assert "Thank you for telling." in said
    assert "The circle has gone on since." in said
    assert [(await seat_of(world, circle, key)).told for key in FIVE].count(Told.TOLD) == 1
    assert len((await value_of(world, circle)).queue) == 3


async def test_two_who_lead_go_on_at_once_and_it_goes_on_once(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.FLASHBACKS)
    card = await now_asked(world, circle)
    await world.race(
        lambda: world.press(world.person(HOST), card, "Go on"), lambda: world.press(world.moderator, card, "Go on")
    )
    assert (await row_of(world, circle)).stage == Stage.TALK


async def test_everybody_passes_and_the_circle_goes_on_to_talk(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await take_turns(world, circle, "Pass")
    await take_turns(world, circle, "Pass")
    assert (await row_of(world, circle)).stage == Stage.TALK  # nobody told, so there is nobody to give a line to


async def test_who_passed_looks_like_who_told(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    first = await begin_round(world, circle)
    passed = await now_asked(world, circle)
    await press_now(world, first, circle, "Pass")
    await a_moment(world)
    second, told = await holder(world, circle), await now_asked(world, circle)
    assert second is not None
    await press_now(world, second, circle, "I’m done")
    await a_moment(world)
    shown = {message.id: text_of(message) for message in world.messages(await thread_of(world, circle))}
    assert shown[passed.id].replace(str(first.id), "") == shown[told.id].replace(str(second.id), "")


async def test_come_back_to_me_is_asked_at_the_end_of_the_round_once(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    kavya = await begin_round(world, circle, "kavya")
    assert "you are asked again" in text_of(await now_asked(world, circle))
    await press_now(world, kavya, circle, "Come back to me")
    await a_moment(world)
    for key in FIVE[1:]:
        await press_now(world, world.person(key), circle, "I’m done")
        await a_moment(world)
    assert (await holder(world, circle)) == kavya
    answer = await press_now(world, kavya, circle, "Come back to me")
    assert "You were asked once more already" in world.said(answer)
    assert "you are asked again" not in text_of(await now_asked(world, circle))


async def test_who_asked_not_to_be_asked_again_is_not_asked_in_the_second_round(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    more = await press_now(world, rin, circle, "More…")
    await world.press(rin, more, "Do not ask me again in this circle")
    await a_moment(world)
    await take_turns(world, circle)
    assert f"<@{rin.id}>" not in text_of(await now_asked(world, circle))
    asked = (await value_of(world, circle)).queue
    assert (await seat_of(world, circle, "rin")).id not in asked


@pytest.mark.parametrize("label", ["I’m done", "Pass", "Come back to me", "Tell through a form", "More…"])
async def test_a_turn_is_its_tellers_alone(world: World, label: str) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await begin_round(world, circle, "rin")
    for key in ("kavya", HOST):
        answer = await press_now(world, world.person(key), circle, label)
        assert "It is not your turn" in world.said(answer) or "This is for the people in this circle" in world.said(
            answer
        )
    assert await holder(world, circle) == world.person("rin")


async def test_somebody_outside_can_do_nothing_in_a_circle(world: World) -> None:
    circle = await a_circle(world)
    step = (await row_of(world, circle)).step_id or 0
    before = await value_of(world, circle)
    for verb, row_id in (
        *((verb, step) for verb in ("agree", "begin_round", "done", "pass", "later", "more", "go_on", "tell_form")),
        *((verb, circle) for verb in ("pause", "resume", "leave", "not_today", "lines")),
    ):
        answer = await press_blind(world, world.person(OUTSIDER), f"circles:{verb}", row_id)
        assert world.said(answer), verb
        assert await value_of(world, circle) == before, verb
    assert "This is for the people in this circle." in world.said(answer)


async def test_a_member_does_not_go_on_for_everybody_while_the_host_is_there(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.TALK)
    answer = await press_now(world, world.person("rin"), circle, "Go on")
    assert "The host goes on to the next part." in world.said(answer)
    assert (await row_of(world, circle)).stage == Stage.TALK


# Time that somebody needs


async def test_who_asks_for_more_time_is_not_seen_by_anybody(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    before = world.room_text(await thread_of(world, circle))
    await world.pass_time(minutes=5)
    more = await press_now(world, rin, circle, "More…")
    answer = await world.press(rin, more, "I’m still here, more time")
    assert "Nobody is told" in world.said(answer)
    await world.pass_time(minutes=5)
    assert world.room_text(await thread_of(world, circle)) == before


async def test_whoever_always_takes_their_time_is_neither_reminded_nor_passed_over_in_later_circles_too(
    world: World,
) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    more = await press_now(world, rin, circle, "More…")
    await world.press(rin, more, "Always take all the time I need")
    before = world.room_text(await thread_of(world, circle))
    await world.pass_time(minutes=9)
    assert await holder(world, circle) == rin
    assert world.room_text(await thread_of(world, circle)) == before
    assert "The usual time again" in labels_of(await press_now(world, rin, circle, "More…"))


async def test_all_the_time_somebody_needs_holds_in_the_circles_they_sit_in_already(world: World) -> None:
    here, slow = await a_circle(world), await a_circle(world, pace=Pace.SLOW)
    gathering = await a_circle(world, begun=False)
    for circle in (here, slow):
        await all_agree(world, circle)
        await begin_round(world, circle, "rin")
    more = await press_now(world, world.person("rin"), here, "More…")
    more = await world.press(world.person("rin"), more, "Always take all the time I need")
    assert [(await seat_of(world, circle, "rin")).unhurried for circle in (here, slow, gathering)] == [True] * 3
    assert not (await seat_of(world, slow, "mei")).unhurried
    before = world.room_text(await thread_of(world, slow))
    await world.pass_time(hours=20)
    assert world.room_text(await thread_of(world, slow)) == before  # no reminder
    await world.pass_time(hours=20)
    assert await holder(world, slow) == world.person("rin")
    assert "Host this circle" in labels_of(await now_asked(world, slow))


async def test_the_usual_time_can_be_taken_again(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    rin = await begin_round(world, circle, "rin")
    more = await press_now(world, rin, circle, "More…")
    await world.press(rin, more, "Always take all the time I need")
    more = await press_now(world, rin, circle, "More…")
    answer = await world.press(rin, more, "The usual time again")
    assert "From the next circle on" in world.said(answer)
    assert "Always take all the time I need" in labels_of(await press_now(world, rin, circle, "More…"))


# Who hosts


async def test_with_another_host_everybody_reads_the_one_sentence(world: World) -> None:
    circle = await a_circle(world)
    await all_agree(world, circle)
    await world.pass_time(minutes=12, seconds=20)
    assert "Host this circle" in labels_of(await now_asked(world, circle))
    await press_now(world, world.moderator, circle, "Host this circle")
    await a_moment(world)
    card = await now_asked(world, circle)
    assert text_of(card).startswith("Someone else hosts this circle now.")
    assert "Host this circle" not in labels_of(card)


async def test_a_circle_that_needs_a_facilitator_waits_until_one_hosts_it(world: World) -> None:
    circle = await a_circle(world, mixed=True)
    await all_agree(world, circle)
    await press_now(world, world.person(HOST), circle, "Leave quietly")
    await a_moment(world)
    card = await now_asked(world, circle)
    assert "Here a circle goes on only with a facilitator." in text_of(card)
    assert "Go on" not in labels_of(card)
    assert "Host this circle" in labels_of(card)


async def test_while_the_host_is_away_anybody_with_a_seat_goes_on(world: World) -> None:
    circle = await a_circle(world)
    await brought_to(world, circle, Stage.TALK)
    await world.pass_time(minutes=11)
    await press_now(world, who(world, (await value_of(world, circle)).tellers[0].person), circle, "Go on")
    assert (await row_of(world, circle)).stage == Stage.DEBRIEF
