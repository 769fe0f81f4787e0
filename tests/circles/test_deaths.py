"""A circle survives every death of the process (C4): the same round, teller, order and time, one card, one thread.

A whole circle is lived through once for each point between a commit and what follows of it, and the process dies
there in every stage. What a pause, a reminder, a press or a form can lose has tests of its own.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import simcord
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.circles import rules, texts
from cogs.circles.afterwards import after_texts
from cogs.circles.circle import Agree, Pace, Stage, Told
from cogs.circles.times import GRACE, REMINDS
from data.circles import Flashback
from tests import seams
from tests.circles import doing_forming as forming
from tests.circles.doing import (
    FIVE,
    HOST,
    ROOM,
    a_circle,
    a_moment,
    all_agree,
    begin_round,
    brought_to,
    holder,
    now_asked,
    press_blind,
    press_now,
    seat_of,
    thread_of,
    value_of,
)
from tests.circles.doing_after import (
    agreed,
    asks_for_consent,
    happen,
    hold,
    my_stories,
    seat_row,
    stories,
    words_of,
    write,
)
from tests.circles.doing_deaths import (
    ASKS,
    Life,
    asking,
    brought_once,
    dies_and_comes_back,
    let_in,
    looked_at,
    notified,
    reminders,
    what,
)
from tests.reflections.doing import forge_press, says
from tests.reports.doing import send
from tests.world import World, custom_ids, labels_of

DEATHS = (("circles.kept", "card.sent"), ("card.tried", None), ("card.sent", None), ("card.recorded", None))
"""Where the process dies after a press, and where the next one dies in turn."""
AROUND_AN_EDIT = ("circles.kept", seams.BEFORE_REQUEST, seams.AFTER_REQUEST)
WORDS, LINE = "The lamp was still on.", "The lamp stays with me."


@pytest.fixture
def _windows(world: World) -> Iterator[None]:
    """Make the windows around requests and answers points like the named ones."""
    with seams.around_requests(lambda point: world.bot.kit.crashpoint(point)):
        yield


@pytest.mark.parametrize(("point", "again_at"), DEATHS)
async def test_a_circle_lives_to_its_end_although_the_process_dies_in_every_stage(
    world: World, point: str, again_at: str | None
) -> None:
    circle_id = await a_circle(world, begun=False)
    life = Life(world, circle_id, point, again_at)
    order = await life.begins()
    await happen(world, circle_id, *(Agree(world.person(key).id) for key in order[:-1]))
    await life.dies(order[-1], "I agree", stage=Stage.ROUND_ONE, queue=order)
    middle, rest = order[2], [*order[:2], *order[3:]]
    await life.dies(middle, "I begin", stage=Stage.ROUND_ONE, turn=middle, queue=rest)
    await life.dies(middle, "Pass", stage=Stage.ROUND_ONE, turn=rest[0], queue=rest[1:])

    await brought_to(world, circle_id, Stage.ROUND_TWO)
    first, second = order[:2]
    await life.dies(first, "I begin", stage=Stage.ROUND_TWO, turn=first, queue=order[1:])
    await life.dies(first, "Come back to me", stage=Stage.ROUND_TWO, turn=second, queue=[*order[2:], first])
    await life.they_tell(*order[1:])
    await life.dies(first, "I’m done", stage=Stage.FLASHBACKS)
    has_told = {seat.person for seat in (await value_of(world, circle_id)).seats if seat.told is Told.TOLD}
    assert has_told == {world.person(key).id for key in FIVE}

    await life.dies(HOST, "Go on", stage=Stage.TALK)
    await life.dies(HOST, "Go on", stage=Stage.DEBRIEF, question=0)
    await life.dies(HOST, "Go on", stage=Stage.DEBRIEF, question=1)
    await life.to_the_last_question()
    await life.dies(HOST, "Go on", stage=Stage.CONSENT)
    await life.dies(HOST, "Close the circle", stage=Stage.CLOSED)


# The thread


@pytest.mark.parametrize("point", ["circles.thread_made", "circles.let_in"])
async def test_killed_while_the_thread_is_made_there_is_one_and_nobody_else_is_brought_in_again(
    world: World, point: str
) -> None:
    circle_id = await a_circle(world, begun=False)
    world.crash_at(point, times_before=0 if point == "circles.thread_made" else 2)
    await world.press(world.person(HOST), await forming.card(world, circle_id), "Begin")
    await dies_and_comes_back(world, again_at="card.sent" if point == "circles.thread_made" else None)
    assert len(world.room(ROOM).threads) == 1
    brought = brought_once(world)
    assert [(await seat_row(world, circle_id, key)).let_in_at is None for key in FIVE] == [False] * 5  # type: ignore[union-attr]  # they have one
    assert await asking(world, circle_id) == [(await now_asked(world, circle_id)).id]
    await all_agree(world, circle_id)
    assert (await value_of(world, circle_id)).stage is Stage.ROUND_ONE
    assert let_in(world, *FIVE, HOST) == brought


# Time


async def a_turn(world: World) -> int:
    """A circle in which Rin's turn has just begun, the first of the round."""
    circle_id = await a_circle(world)
    await brought_to(world, circle_id, Stage.ROUND_ONE)
    await begin_round(world, circle_id, "rin")
    return circle_id


@pytest.mark.usefixtures("_windows")
async def test_a_reminder_comes_when_it_would_have_come_without_the_death_and_once(world: World) -> None:
    circle_id = await a_turn(world)
    began = (await value_of(world, circle_id)).since
    assert began is not None
    await dies_at(world, circle_id, began + timedelta(minutes=4))
    await world.restart_after_crash()
    due_at = began + REMINDS[Pace.LIVE]
    await world.pass_until(due_at - timedelta(seconds=1))
    assert (await value_of(world, circle_id)).since == began
    assert await reminders(world, circle_id, "rin") == 0
    world.crash_at("card.sent")
    await world.pass_until(due_at + timedelta(seconds=1))
    assert (await value_of(world, circle_id)).reminded_at == due_at
    await dies_and_comes_back(world)
    assert (await value_of(world, circle_id)).reminded_at == due_at
    await then_the_next_is_asked(world, circle_id, due_at)


@pytest.mark.usefixtures("_windows")
async def test_a_reminder_that_fell_into_the_death_comes_at_the_start_and_grace_begins_then(world: World) -> None:
    circle_id = await a_turn(world)
    began = (await value_of(world, circle_id)).since
    assert began is not None
    await dies_at(world, circle_id, began + timedelta(minutes=4))
    await world.pass_until(began + timedelta(minutes=30))
    assert await reminders(world, circle_id, "rin") == 0
    await world.restart_after_crash()
    started_at = world.now()
    await a_moment(world)
    reminded_at = (await value_of(world, circle_id)).reminded_at
    assert reminded_at is not None
    assert timedelta() <= reminded_at - started_at < timedelta(seconds=1)
    await then_the_next_is_asked(world, circle_id, reminded_at)


async def dies_at(world: World, circle_id: int, moment: datetime) -> None:
    """Let the process die at a moment, of a press that changes nothing."""
    await world.pass_until(moment)
    world.crash_at(seams.BEFORE_ANSWER)
    await press_now(world, world.person("mei"), circle_id, "Support")
    assert world.died


async def then_the_next_is_asked(world: World, circle_id: int, reminded_at: datetime) -> None:
    """Rin, reminded and notified of it once, has their grace, and Kavya is asked after it."""
    await world.pass_until(reminded_at + GRACE[Pace.LIVE] - timedelta(seconds=1))
    assert await reminders(world, circle_id, "rin") == 1
    assert await holder(world, circle_id) == world.person("rin")
    await world.pass_time(seconds=2)
    assert await holder(world, circle_id) == world.person("kavya")
    turn, reminder, next_turn = world.person("rin").id, world.person("rin").id, world.person("kavya").id
    assert await notified(world, circle_id) == [turn, reminder, next_turn]


@pytest.mark.usefixtures("_windows")
@pytest.mark.parametrize("point", AROUND_AN_EDIT)
async def test_killed_as_a_pause_begins_and_ends_the_teller_loses_no_time(world: World, point: str) -> None:
    circle_id = await a_turn(world)
    began = (await value_of(world, circle_id)).since
    assert began is not None
    await world.pass_time(minutes=1)
    world.crash_at(point)
    await press_now(world, world.person("mei"), circle_id, ASKS)
    paused_at, committed = world.now(), await value_of(world, circle_id)
    await dies_and_comes_back(world)
    now = await value_of(world, circle_id)
    assert (now.since, now.paused_at, what(now)) == (began, paused_at, what(committed))
    assert await holder(world, circle_id) == world.person("rin")
    assert await asking(world, circle_id) == [(await now_asked(world, circle_id)).id]
    assert "Go on" in labels_of(await now_asked(world, circle_id))

    world.crash_at(point)
    await press_now(world, world.person("farid"), circle_id, "Go on")
    resumed_at = world.now()
    await dies_and_comes_back(world)
    now = await value_of(world, circle_id)
    assert (now.since, now.paused_at) == (began + (resumed_at - paused_at), None)
    assert await looked_at(world, circle_id) == rules.next_look(now)
    assert await notified(world, circle_id) == [world.person("rin").id]
    await press_now(world, world.person("rin"), circle_id, "I’m done")
    assert await holder(world, circle_id) == world.person("kavya")


async def test_killed_before_a_turn_is_shown_in_a_pause_no_time_runs_until_both_are_over(world: World) -> None:
    circle_id = await a_circle(world)
    await brought_to(world, circle_id, Stage.ROUND_ONE)
    card = await now_asked(world, circle_id)
    world.crash_at("card.sent")
    await world.race(
        lambda: world.press(world.person("rin"), card, "I begin"),
        lambda: world.press(world.person("mei"), card, ASKS),
    )
    committed = await value_of(world, circle_id)
    assert committed.since is None
    assert committed.paused_at is not None
    await dies_and_comes_back(world)
    assert what(await value_of(world, circle_id)) == what(committed)
    await world.pass_time(minutes=20)
    await press_now(world, world.person("mei"), circle_id, "Go on")
    assert (await value_of(world, circle_id)).since == world.now()
    assert await holder(world, circle_id) == world.person("rin")
    assert await notified(world, circle_id) == [world.person("rin").id]
    assert await asking(world, circle_id) == [(await now_asked(world, circle_id)).id]


# What somebody did, and got no answer


async def test_killed_as_a_circle_is_opened_and_joined_it_is_there_once_with_one_seat(world: World) -> None:
    await forming.ready(world)
    form = await forming.host(world).slash(world.general, "circle open")
    answer = await _sent_again(world, forming.host(world), form, "circles.opened", title=forming.TITLE)
    assert "Your invitation stands in" in world.said(answer)
    (row,) = await forming.rows(world)
    assert len(world.messages(world.room(ROOM))) == 1
    world.crash_at("circles.kept")
    await forming.press(world, "kavya", row.id, "Join")
    await dies_and_comes_back(world)
    again = await forming.press(world, "kavya", row.id, "Join")
    assert says(world.said(again), texts.HAS_A_SEAT)
    (circle,) = await forming.values(world)
    assert forming.keys_in(world, circle) == ["kavya"]


async def test_killed_after_a_story_and_a_line_were_sent_both_stand_once(world: World) -> None:
    circle_id = await a_turn(world)
    rin, mei = world.person("rin"), world.person("mei")
    form = await press_now(world, rin, circle_id, "Tell through a form")
    await _sent_again(world, rin, form, "circles.story_kept", words=WORDS)
    assert len(await stories(world)) == 1
    thread = await thread_of(world, circle_id)
    assert world.room_text(thread).count(WORDS) == 1

    await brought_to(world, circle_id, Stage.FLASHBACKS)
    form = await press_blind(world, mei, "circles:line_to", (await seat_of(world, circle_id, "rin")).id)
    await _sent_again(world, mei, form, "circles.line_kept", words=LINE)
    async with world.bot.store.reading() as session:
        (line,) = (await session.scalars(select(Flashback))).all()
    assert LINE not in world.room_text(thread)
    world.crash_at("circles.line_kept")
    await forge_press(world, rin, f"circles:show_line:{line.id}")
    await dies_and_comes_back(world, again_at="card.sent")
    await forge_press(world, rin, f"circles:show_line:{line.id}")
    assert world.room_text(thread).count(LINE) == 1


async def _sent_again(
    world: World, actor: simcord.MemberActor, form: InteractionResult, point: str, **values: str
) -> InteractionResult:
    """Let the process die of a form that was sent, and let it be sent again to the next one, which answers."""
    world.crash_at(point)
    await world.fill(actor, form, **values)
    await dies_and_comes_back(world)
    seams.send_again(form)
    answer = await world.fill(actor, form, **values)
    await a_moment(world)
    return answer


@pytest.mark.usefixtures("_windows")
async def test_killed_before_a_teller_reads_what_they_chose_the_choice_holds(world: World) -> None:
    circle_id = await asks_for_consent(world)
    shown = await my_stories(world, world.member, circle_id)
    chosen = custom_ids(shown.response)["Keep for this circle"]  # type: ignore[arg-type]  # it is one
    world.crash_at(seams.BEFORE_ANSWER)
    await forge_press(world, world.member, chosen)
    (before,) = await stories(world)
    await dies_and_comes_back(world)
    assert [(story.keep, story.decided_at) for story in await stories(world)] == [("circle", before.decided_at)]
    assert "Keep nothing" in labels_of(await forge_press(world, world.member, chosen))
    assert [story.keep for story in await stories(world)] == ["circle"]


async def test_killed_as_somebody_saves_and_withdraws_it_is_kept_once_and_then_gone(world: World) -> None:
    circle_id = await agreed(world)
    form = await hold(world, world.member, await write(world, circle_id, world.member, WORDS))
    world.crash_at("circles.saved")
    await send(world.member, form, keep="circle")
    await dies_and_comes_back(world)
    seams.send_again(form)
    await send(world.member, form, keep="circle")
    (story,) = await stories(world)
    assert (story.keep, await words_of(world, story)) == ("circle", WORDS)
    sure = await forge_press(world, world.member, f"circles:keep_nothing:{story.id}")
    world.crash_at("circles.withdrawn")
    await world.press(world.member, sure, "Keep nothing")
    await dies_and_comes_back(world)
    again = await world.press(world.member, sure, "Keep nothing")
    assert says(world.said(again), after_texts.UNKNOWN_STORY)
    assert await stories(world) == []
