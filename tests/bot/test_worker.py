"""The one loop: what is due is run, once, in time, and nothing that goes wrong ends it."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.answers import Call
from bot.app import Banyan
from bot.hearing import GAVE_UP
from bot.kit import Kit
from bot.ui import Drawing
from bot.worker import HANDLER_LIMIT, KEPT_FOR_SAFETY, SLOTS, Later, WaitForReturn, Worker
from data import jobs, servers
from data.jobs import LEASE, Job, Urgency
from tests import seams
from tests.world import World

KIND = "tests.look"
CANARY = "the-lantern-by-the-canal"


class Looks:
    """A kind of job for the tests: remembers what was looked at, and does what a test wants.

    Attributes:
        ran: The subjects, in the order in which their looks began.
        ended: The same, in the order in which they ended.
        most_at_once: How many were under way at once, at most.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.ran: list[int] = []
        self.ended: list[int] = []
        self.most_at_once = 0
        self.does: Callable[[Job], Awaitable[None]] = self.nothing
        world.equip(lambda bot: bot.jobs.on(KIND, self._look))

    async def nothing(self, job: Job) -> None:
        """What it does unless a test wants something."""

    async def _look(self, bot: Banyan, job: Job) -> None:
        self.ran.append(job.subject_id)
        self.most_at_once = max(self.most_at_once, len(self.ran) - len(self.ended))
        try:
            await self.does(job)
        finally:
            self.ended.append(job.subject_id)

    async def ask(self, *subjects: int, within: timedelta = timedelta(), urgency: Urgency = Urgency.SCHEDULE) -> None:
        """Ask for looks in one deed, and let the bot come to rest."""
        await self.ask_only(*subjects, within=within, urgency=urgency)
        await self.world.env.settle()

    async def ask_only(
        self, *subjects: int, within: timedelta = timedelta(), urgency: Urgency = Urgency.SCHEDULE
    ) -> None:
        """Ask for looks in one deed."""
        at = self.world.now() + within
        with seams.as_bot(self.world.env):
            async with self.world.bot.store.writing() as session:
                for subject in subjects:
                    await jobs.ask(session, KIND, subject, guild_id=self.world.guild.id, at=at, urgency=urgency)


@pytest.fixture
def looks(world: World) -> Looks:
    return Looks(world)


class Gate:
    """Somewhere that looks wait until a test lets them go on."""

    def __init__(self, world: World) -> None:
        self._env = world.env
        self._open = asyncio.Event()

    async def wait(self, who: object) -> None:
        """Wait there."""
        await self._env.external_wait(self._open.wait(), reason="waits until the test opens the gate")

    async def open(self) -> None:
        """Let everybody go on."""
        self._open.set()
        await self._env.settle()


class Failing(Exception):
    """A look that fails."""


async def fail(job: Job) -> None:
    raise Failing(CANARY)


# In time


async def test_what_is_due_is_looked_at_once(looks: Looks) -> None:
    await looks.ask(1)
    await looks.world.pass_time(hours=3)
    assert looks.ran == [1]


async def test_what_is_planned_is_looked_at_at_its_moment_and_not_before(looks: Looks) -> None:
    await looks.ask(1, within=timedelta(hours=5))
    await looks.world.pass_time(hours=5, microseconds=-1)
    assert looks.ran == []
    await looks.world.pass_time(microseconds=1)
    assert looks.ran == [1]


async def test_what_is_planned_is_looked_at_after_a_restart_too(looks: Looks) -> None:
    await looks.ask(1, within=timedelta(hours=5))
    await looks.world.restart()
    await looks.world.pass_time(hours=6)
    assert looks.ran == [1]


async def test_what_came_due_while_nothing_ran_is_looked_at_at_the_start(looks: Looks) -> None:
    await looks.ask_only(1)
    await looks.world.kill_and_restart()
    assert looks.ran == [1]


async def test_something_nearer_that_is_asked_for_meanwhile_ends_the_sleep_early(looks: Looks) -> None:
    await looks.ask(1, within=timedelta(minutes=50))
    await looks.ask(2, within=timedelta(minutes=10))
    await looks.world.pass_time(minutes=11)
    assert looks.ran == [2]


async def test_what_is_asked_for_during_a_look_at_the_clock_is_not_overlooked(
    looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = jobs.next_due_at
    asked_meanwhile = asyncio.Event()

    async def found_too_early(session: Any) -> datetime | None:
        before = await found(session)
        if not asked_meanwhile.is_set():
            asked_meanwhile.set()
            await looks.ask_only(2, within=timedelta(seconds=10))
        return before

    monkeypatch.setattr(jobs, "next_due_at", found_too_early)
    with seams.as_bot(looks.world.env):
        looks.world.bot.jobs.look()
    await looks.world.env.settle()
    await looks.world.pass_time(seconds=11)
    assert looks.ran == [2]


# Again


async def test_a_look_that_asks_for_its_next_one_goes_on_day_after_day(looks: Looks) -> None:
    async def and_tomorrow(job: Job) -> None:
        await looks.ask_only(job.subject_id, within=timedelta(days=1))

    looks.does = and_tomorrow
    await looks.ask(1)
    await looks.world.pass_time(days=3, minutes=1)
    assert looks.ran == [1, 1, 1, 1]


async def test_asked_again_by_itself_for_now_it_is_looked_at_once_more_and_no_more_than_asked(looks: Looks) -> None:
    async def once_more(job: Job) -> None:
        if len(looks.ran) < 3:
            await looks.ask_only(job.subject_id)

    looks.does = once_more
    await looks.ask(1)
    assert looks.ran == [1, 1, 1]


async def test_asked_again_while_it_runs_it_is_looked_at_again_afterwards_and_never_beside(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1)
    await looks.ask(1)
    assert looks.ran == [1]
    await gate.open()
    assert looks.ran == [1, 1]
    assert looks.most_at_once == 1


async def test_too_soon_is_no_failure(looks: Looks) -> None:
    async def too_soon(job: Job) -> None:
        if len(looks.ran) < jobs.TRIES * 2:
            raise Later(looks.world.now() + timedelta(minutes=1))

    looks.does = too_soon
    await looks.ask(1)
    await looks.world.pass_time(hours=1)
    assert looks.ran == [1] * jobs.TRIES * 2


async def test_after_many_times_too_soon_the_first_failure_is_not_the_last(looks: Looks) -> None:
    async def too_soon_and_then_fail(job: Job) -> None:
        if len(looks.ran) <= jobs.TRIES:
            raise Later(looks.world.now() + timedelta(seconds=10))
        if len(looks.ran) == jobs.TRIES + 1:
            raise Failing

    looks.does = too_soon_and_then_fail
    await looks.ask(1)
    await looks.world.pass_time(minutes=5)
    assert looks.world.errors() == ["jobs.failed"]
    assert looks.ran == [1] * (jobs.TRIES + 2)


# What fails


async def test_what_failed_is_tried_again_after_five_seconds_and_then_less_and_less_often(looks: Looks) -> None:
    began = []

    async def fail_at(job: Job) -> None:
        began.append((looks.world.now() - start).total_seconds())
        raise Failing

    start = looks.world.now()
    looks.does = fail_at
    await looks.ask(1)
    await looks.world.pass_time(minutes=10)
    assert began == [0, 5, 25, 105, 425]
    assert looks.world.errors() == ["jobs.failed"] * 5


async def test_what_fails_again_and_again_is_given_up_and_the_admins_hear_once(looks: Looks) -> None:
    world = looks.world
    await world.set(world.admin, "server.team_room", "team")
    looks.does = fail
    await looks.ask(1)
    await world.pass_time(days=2)
    assert len(looks.ran) == jobs.TRIES
    assert world.room_text(world.team).count(GAVE_UP.in_("en")) == 1
    assert KIND not in world.room_text(world.team)
    assert set(world.errors()) == {"jobs.failed"}


async def test_what_was_given_up_is_looked_at_when_it_is_asked_for_anew(looks: Looks) -> None:
    looks.does = fail
    await looks.ask(1)
    await looks.world.pass_time(days=2)
    looks.world.errors()
    looks.does = looks.nothing
    await looks.ask(1)
    assert len(looks.ran) == jobs.TRIES + 1


async def test_what_waits_for_a_return_is_not_tried_until_something_comes_back(looks: Looks) -> None:
    async def wait_for_return(job: Job) -> None:
        raise WaitForReturn

    looks.does = wait_for_return
    await looks.ask(1)
    await looks.world.pass_time(days=1)
    assert looks.ran == [1]
    looks.does = looks.nothing
    looks.world.guild.create_text_channel("welcome")
    await looks.world.env.settle()
    assert looks.ran == [1, 1]


async def test_what_comes_back_during_the_look_that_misses_it_is_not_overlooked(looks: Looks) -> None:
    gate = Gate(looks.world)

    async def wait_for_return(job: Job) -> None:
        await gate.wait(job)
        if len(looks.ran) == 1:
            raise WaitForReturn

    looks.does = wait_for_return
    await looks.ask(1)
    looks.world.guild.create_text_channel("welcome")
    await looks.world.env.settle()
    await gate.open()
    assert looks.ran == [1, 1]


async def test_a_failure_is_logged_without_its_words(looks: Looks) -> None:
    looks.does = fail
    await looks.ask(1)
    assert looks.world.errors() == ["jobs.failed"]
    (line,) = [line for line in looks.world.logged if line["event"] == "jobs.failed"]
    assert line["error"] == "Failing"
    assert CANARY not in str(looks.world.logged)


async def test_what_nobody_looks_at_is_given_up_and_logged(world: World) -> None:
    async with world.deed() as session:
        await jobs.ask(session, "tests.nobody", 1, guild_id=world.guild.id, at=world.now())
    await world.pass_time(days=1)
    assert world.errors() == ["jobs.unknown_kind"]


async def test_what_belongs_to_no_server_is_tried_again_at_the_next_start(looks: Looks) -> None:
    looks.does = fail
    async with looks.world.deed() as session:
        await jobs.ask(session, KIND, 1, guild_id=None, at=looks.world.now())
    await looks.world.pass_time(days=2)
    looks.world.errors()
    looks.does = looks.nothing
    await looks.world.restart()
    assert len(looks.ran) == jobs.TRIES + 1


# The lease


async def test_a_look_ends_before_its_lease_does_and_is_tried_again(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1)
    assert HANDLER_LIMIT < LEASE
    await looks.world.pass_time(seconds=HANDLER_LIMIT.total_seconds())
    assert looks.ended == [1]
    looks.does = looks.nothing
    await looks.world.pass_time(minutes=1)
    assert looks.ran == [1, 1]
    assert looks.world.errors() == ["jobs.failed"]


async def test_a_look_that_lost_its_lease_records_nothing(looks: Looks) -> None:
    world = looks.world

    async def lose_it(job: Job) -> None:
        if len(looks.ran) > 1:
            return
        async with world.bot.store.writing() as session:
            await jobs.claim(session, now=world.now() + LEASE, most=1)
        async with world.bot.jobs.recording(job) as session:
            await servers.remember(session, "recorded", "yes")

    looks.does = lose_it
    await looks.ask(1)
    async with world.bot.store.reading() as session:
        assert await servers.fact(session, "recorded") is None
    await world.pass_time(minutes=3)
    assert looks.ran == [1, 1]
    assert [line["event"] for line in world.logged if line["level"] == "warning"] == ["jobs.lost_claim"]


# When the database fails


def break_once(world: World, statement: str) -> list[str]:
    """Let the database fail at the next statement that contains these words; return what failed."""
    failed: list[str] = []

    def fail_it(connection: Any, cursor: Any, said: str, *others: Any) -> None:
        if statement in " ".join(said.split()) and not failed:
            failed.append(said)
            raise sqlite3.OperationalError("disk I/O error")

    for engine in (world.bot.store._writer, world.bot.store._reader):
        event.listen(engine.sync_engine, "before_cursor_execute", fail_it)
    return failed


@pytest.mark.parametrize(
    ("during", "statement", "logs"),
    [
        ("next due", "SELECT min(jobs.due_at)", "jobs.look_failed"),
        ("claim", "attempts=(jobs.attempts + ?)", "jobs.look_failed"),
        ("done", "DELETE FROM jobs", "jobs.record_failed"),
    ],
)
async def test_the_loop_outlives_an_error_of_the_database(looks: Looks, during: str, statement: str, logs: str) -> None:
    failed = break_once(looks.world, statement)
    await looks.ask(1)
    await looks.world.pass_time(minutes=2)
    assert failed
    assert set(looks.ran) == {1}
    await looks.ask(2)
    assert looks.ran[-1] == 2
    assert looks.world.errors() == [logs]


async def test_the_loop_outlives_an_error_of_the_database_during_a_retry(looks: Looks) -> None:
    failed = break_once(looks.world, "UPDATE jobs SET due_at=CASE")
    looks.does = fail
    await looks.ask(1)
    looks.does = looks.nothing
    await looks.world.pass_time(minutes=2)
    assert failed
    assert looks.ran == [1, 1]
    assert looks.world.errors() == ["jobs.failed", "jobs.record_failed"]


async def test_the_loop_does_not_spin_when_a_look_that_asked_for_tomorrow_could_not_be_recorded(looks: Looks) -> None:
    async def and_tomorrow(job: Job) -> None:
        await looks.ask_only(job.subject_id, within=timedelta(days=1))

    looks.does = and_tomorrow
    failed = break_once(looks.world, "UPDATE jobs SET leased_until=?, claim=?, attempts=?")
    await looks.ask(1)
    await looks.world.pass_time(hours=23)
    assert failed
    assert looks.world.errors() == ["jobs.record_failed"]
    await looks.world.pass_time(hours=2)
    assert looks.ran == [1, 1]


# Slots


async def test_two_slots_are_kept_for_the_safety_of_people(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(*range(20), urgency=Urgency.SOMEBODY_WAITS)
    assert len(looks.ran) == SLOTS - KEPT_FOR_SAFETY
    await looks.ask(*range(100, 103), urgency=Urgency.SAFETY)
    assert looks.ran[SLOTS - KEPT_FOR_SAFETY :] == [100, 101]
    await gate.open()
    assert Counter(looks.ended) == Counter([*range(20), *range(100, 103)])


async def test_there_are_never_more_at_once_than_slots_though_all_are_urgent(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(*range(50), urgency=Urgency.SAFETY)
    assert looks.most_at_once == SLOTS
    await gate.open()
    assert Counter(looks.ended) == Counter(range(50))
    assert looks.most_at_once == SLOTS


async def test_a_slot_that_becomes_free_is_taken_at_once(looks: Looks) -> None:
    gate = Gate(looks.world)

    async def first_waits(job: Job) -> None:
        if job.subject_id == 0:
            await gate.wait(job)

    looks.does = first_waits
    await looks.ask(*range(30))
    assert set(looks.ended) == set(range(1, 30))
    await gate.open()


async def test_a_thousand_looks_due_at_once_let_urgent_ones_and_people_through(kit: Kit) -> None:
    worker, ended, all_ended = Worker(kit, None), list[int](), asyncio.Event()

    async def look(bot: None, job: Job) -> None:
        async with kit.store.reading() as session:
            await servers.fact(session, "pressed")
        ended.append(job.subject_id)
        if len(ended) == 1010:
            all_ended.set()

    async def ask_for(subjects: range, urgency: Urgency) -> None:
        async with kit.store.writing() as session:
            for subject in subjects:
                await jobs.ask(session, KIND, subject, guild_id=1, at=kit.clock(), urgency=urgency)

    async def press() -> int:
        before = len(ended)
        async with kit.store.writing() as session:
            await servers.remember(session, "pressed", "yes")
        return len(ended) - before

    worker.on(KIND, look)
    worker.start()
    await ask_for(range(1000), Urgency.SCHEDULE)
    await ask_for(range(1000, 1010), Urgency.SAFETY)
    looks_meanwhile = [await press() for _ in range(50)]
    await all_ended.wait()
    await worker.stop()
    assert Counter(ended) == Counter(range(1010))
    assert max(ended.index(urgent) for urgent in range(1000, 1010)) < 50
    assert max(looks_meanwhile) <= 2 * SLOTS


# Somebody waits


async def press_now(looks: Looks, *, within: float) -> list[int]:
    """Let somebody wait for the look at 1, and return what had been looked at when they got their answer."""
    world, ended_then = looks.world, list[int]()

    async def look_now(call: Call) -> None:
        await call.bot.jobs.run_now(KIND, 1, within=within)
        ended_then.extend(looks.ended)
        await call.show(Drawing(parts=["Looked."]))

    world.equip(lambda bot: bot.presses.on("tests:now", look_now))
    data = {"custom_id": "tests:now:1", "component_type": 2}
    answer = await seams.forge(world.member, world.general, 3, data)
    assert world.said(answer) == "Looked."
    return ended_then


async def test_whoever_waits_gets_a_look_before_its_time(looks: Looks) -> None:
    async def read_something(job: Job) -> None:
        async with looks.world.bot.store.reading() as session:
            await servers.fact(session, "anything")

    looks.does = read_something
    await looks.ask(1, within=timedelta(days=1))
    assert await press_now(looks, within=1) == [1]
    assert looks.ran == [1]


async def test_whoever_waits_for_a_look_that_runs_already_begins_no_second(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1)
    await press_now(looks, within=0.01)
    assert looks.ran == [1]
    await gate.open()


async def test_whoever_waits_does_not_wait_longer_than_they_said(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1, within=timedelta(days=1))
    assert await press_now(looks, within=0.01) == []
    assert looks.ran == [1]
    await gate.open()
    assert looks.ended == [1]


# Start and end


async def test_looks_belong_to_the_process_and_not_to_whoever_asked(looks: Looks) -> None:
    who: ContextVar[str] = ContextVar("who", default="nobody")
    heard = []

    async def listen(job: Job) -> None:
        heard.append(who.get())

    looks.does = listen
    who.set("somebody")
    await looks.ask(1)
    assert heard == ["nobody"]


async def test_at_the_end_what_runs_is_finished_and_nothing_new_is_begun(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1)
    stopping = asyncio.create_task(looks.world.bot.jobs.stop())
    await looks.ask_only(2)
    await gate.open()
    await stopping
    assert looks.ended == [1]
    looks.does = looks.nothing
    await looks.world.kill_and_restart()
    assert looks.ended == [1, 2]


async def test_what_was_being_claimed_when_the_end_came_is_finished_too(
    looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, claim = Gate(looks.world), jobs.claim

    async def claim_slowly(session: Any, **how: Any) -> Any:
        taken = await claim(session, **how)
        await gate.wait(taken[0])
        return taken

    monkeypatch.setattr(jobs, "claim", claim_slowly)
    await looks.ask(1)
    stopping = asyncio.create_task(looks.world.bot.jobs.stop())
    await looks.world.env.settle()
    assert not stopping.done()
    await gate.open()
    await stopping
    assert looks.ended == [1]


async def test_what_does_not_finish_in_time_is_looked_at_again_after_the_next_start(looks: Looks) -> None:
    gate = Gate(looks.world)
    looks.does = gate.wait
    await looks.ask(1)
    await looks.world.bot.jobs.stop(within=0.01)
    await looks.world.env.settle()
    assert looks.ended == [1]
    looks.does = looks.nothing
    await looks.world.kill_and_restart()
    assert looks.ran == [1, 1]
