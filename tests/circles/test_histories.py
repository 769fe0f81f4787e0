"""Histories of a circle with Discord: whatever is pressed, however often the process dies, Discord shows the rows."""

import asyncio
from collections import Counter
from pathlib import Path

import discord
import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, seed, settings
from simcord.results import InteractionResult
from sqlalchemy import select

from cogs.circles import keeping, names
from cogs.circles.circle import Circle, End, Join, Stage, Told
from data import cards
from data.circles import StepRow
from tests.builders import settings_in
from tests.circles import doing
from tests.world import World, labels_of, text_of

PEOPLE = (*doing.FIVE, doing.HOST, doing.OUTSIDER, "tenzin")
OF_A_STEP = ("agree", "begin_round", "done", "pass", "pass_always", "later", "still_here", "all_time", "go_on", "host")
OF_A_CIRCLE = ("leave", "pause", "resume")
POINTS = ("circles.kept", "card.tried", "card.sent", "card.recorded", "circles.thread_made")
HISTORIES, PARTS = 300, 10
BETWEEN = ("restart", "kill")
NOT_PLAYED = (Stage.GATHERING, Stage.CLOSED, Stage.CALLED_OFF)

anybody = st.sampled_from(PEOPLE)
deeds = st.one_of(
    st.tuples(st.just("holder"), st.sampled_from(("done", "done", "pass", "later", "still_here"))),
    st.tuples(st.just("host"), st.just("go_on")),
    st.tuples(st.just("all"), st.just("agree")),
    st.tuples(st.sampled_from(OF_A_STEP), anybody),
    st.tuples(st.sampled_from(OF_A_CIRCLE), anybody),
    st.tuples(st.just("join"), anybody),
    st.tuples(st.just("form"), st.sampled_from(("about a move", ""))),
    st.tuples(st.just("time"), st.sampled_from((60, 400, 800, 90_000))),
    st.tuples(st.just("end of the process"), st.sampled_from(BETWEEN)),
    st.tuples(st.just("dies"), st.sampled_from(POINTS)),
)
histories = st.lists(deeds, min_size=2, max_size=6)
begins_in = st.sampled_from((Stage.ROUND_ONE, *(stage for stage in Stage if stage not in NOT_PLAYED)))


class History:
    """One circle in a world, and what must be true of it after every deed.

    Attributes:
        circle_id: The circle.
    """

    def __init__(self, world: World, circle_id: int) -> None:
        self._world = world
        self.circle_id = circle_id
        self._told: Counter[tuple[Stage, int]] = Counter()

    async def play(self, deed: tuple[str, object]) -> None:
        before = await self._circle()
        await self._do(*deed)
        await doing.a_moment(self._world)
        await self._holds(before)

    async def _do(self, what: str, how: object) -> None:
        world, circle = self._world, await self._circle()
        match what:
            case "time":
                await world.pass_time(seconds=float(str(how)))
            case "end of the process":
                await (world.restart() if how == "restart" else world.kill_and_restart())
            case "dies":
                world.crash_at(str(how))
                await self._press("done" if circle.holder else "go_on", self._holder(circle) or doing.HOST)
                await doing.a_moment(world)
                await world.kill_and_restart()
            case "join":
                async with world.deed() as session:
                    event = Join(world.person(str(how)).id, keeping.new_seat_id())
                    if not circle.is_over and circle.stage is not Stage.CONSENT and not self._is_here(circle, str(how)):
                        await keeping.happens_in(world.bot.kit, session, world.guild.id, circle.id, event)
            case "form":
                opened = await self._press("tell_form", self._holder(circle) or doing.FIVE[0])
                if opened.modal is not None:
                    await world.fill(world.person(self._holder(circle) or ""), opened, words="A road.", note=str(how))
            case "holder":
                await self._press(str(how), self._holder(circle) or doing.FIVE[0])
            case "host":
                await self._press(str(how), doing.HOST)
            case "all":
                for key in doing.FIVE:
                    await self._press(str(how), key)
            case verb:
                await self._press(verb, str(how))

    async def _press(self, verb: str, key: str) -> InteractionResult:
        row = await doing.row_of(self._world, self.circle_id)
        about = row.id if verb in ("leave",) else row.step_id or 0
        return await doing.press_blind(self._world, self._world.person(key), f"circles:{verb}", about)

    async def _circle(self) -> Circle:
        return await doing.value_of(self._world, self.circle_id)

    def _holder(self, circle: Circle) -> str | None:
        if circle.holder is None:
            return None
        person = circle.seat(circle.holder).person
        return next(key for key in PEOPLE if self._world.person(key).id == person)

    def _is_here(self, circle: Circle, key: str) -> bool:
        return circle.seat_of(self._world.person(key).id) in circle.present

    # What must be true

    async def _holds(self, before: Circle) -> None:
        circle = await self._circle()
        self._nobody_heard_twice(before, circle)
        assert [seat.id for seat in circle.seats][: len(before.seats)] == [seat.id for seat in before.seats]
        await self._discord_shows_the_rows(circle)
        await self._nobody_is_called_twice()
        await self._nobody_was_skipped_unasked(circle)

    def _nobody_heard_twice(self, before: Circle, circle: Circle) -> None:
        if before.holder is not None and circle.step != before.step:
            now = circle.seat(before.holder)
            same_round = circle.stage is before.stage
            if same_round and now.told is Told.TOLD:
                self._told[before.stage, now.id] += 1
        assert max(self._told.values(), default=0) <= 1

    async def _discord_shows_the_rows(self, circle: Circle) -> None:
        if await self._is_gone():
            return
        card = await doing.now_asked(self._world, self.circle_id)
        thread = await doing.thread_of(self._world, self.circle_id)
        asks = [message.id for message in self._world.messages(thread) if _asks(message)]
        assert asks == ([] if circle.is_over else [card.id])
        if circle.holder is not None and circle.paused_at is None:
            assert f"<@{circle.seat(circle.holder).person}>" in text_of(card)

    async def _is_gone(self) -> bool:
        """Whether the circle's thread is deleted, two days after its end, and with it what was asked in it."""
        return (await doing.row_of(self._world, self.circle_id)).thread_gone_at is not None

    async def _nobody_is_called_twice(self) -> None:
        if await self._is_gone():
            return
        async with self._world.bot.store.reading() as session:
            steps = (await session.scalars(select(StepRow).where(StepRow.circle_id == self.circle_id))).all()
            shown = await cards.cards_of(session, names.STEP_CARD, [step.id for step in steps])
        turns = [step for step in steps if step.seat_id is not None and step.id in shown]
        row = await doing.row_of(self._world, self.circle_id)
        sent = self._world.sent("POST", f"/channels/{row.thread_id}/messages")
        calls = [body for body in sent if body["allowed_mentions"].get("users")]
        reminders = [body for body in calls if "it is still your turn" in str(body)]
        assert len(calls) - len(reminders) <= len(turns)
        assert len(reminders) <= len(turns)

    async def _nobody_was_skipped_unasked(self, circle: Circle) -> None:
        """Once a round is over, everybody who is still here to tell was asked in it, or wished not to be."""
        if await self._is_gone():
            return
        async with self._world.bot.store.reading() as session:
            steps = (await session.scalars(select(StepRow).where(StepRow.circle_id == self.circle_id))).all()
        asked, reached = {(step.stage, step.seat_id) for step in steps}, {step.stage for step in steps}
        for stage, following in ((Stage.ROUND_ONE, Stage.ROUND_TWO), (Stage.ROUND_TWO, Stage.FLASHBACKS)):
            if following in reached:
                unasked = [seat for seat in circle.tellers if not seat.passes and (stage, seat.id) not in asked]
                assert not unasked, (stage, unasked)

    async def can_be_ended(self) -> None:
        """The team ends it, whatever has happened; what was told is asked about first."""
        world = self._world
        for _ in range(2):
            if not (await self._circle()).is_over:
                async with world.deed() as session:
                    event = End(world.moderator.id, leads=True)
                    await keeping.happens_in(world.bot.kit, session, world.guild.id, self.circle_id, event)
        await doing.a_moment(world)
        assert (await self._circle()).is_over
        await self._discord_shows_the_rows(await self._circle())


def _asks(message: discord.Message) -> bool:
    """Whether a card still has a way to pause: each that asks something has one."""
    return "I need a pause" in labels_of(message)


async def lived(world: World, begins: Stage, history: list[tuple[str, object]]) -> None:
    played = History(world, await doing.a_circle(world))
    await doing.brought_to(world, played.circle_id, begins)
    for deed in history:
        await played.play(deed)
    await played.can_be_ended()


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_discord_shows_the_rows_and_nobody_is_called_twice(part: int, database: Path) -> None:
    """One world for many circles, one after the other: each history is about a circle of its own."""
    loop = asyncio.new_event_loop()
    world = World(settings_in(database.parent))

    @seed(part)
    @settings(max_examples=HISTORIES // PARTS, suppress_health_check=list(HealthCheck), database=None)
    @given(begins_in, histories)
    def histories_hold(begins: Stage, history: list[tuple[str, object]]) -> None:
        with world.env.time_context():
            loop.run_until_complete(lived(world, begins, history))

    loop.run_until_complete(world.begin())
    try:
        histories_hold()
    finally:
        loop.run_until_complete(world.end())
        loop.close()
