"""What a press in a circle takes while one circle goes on and while five hundred do: `python -m tests.bench.circles`.

Both files are made here and asked in turn, in one process: what is compared is their medians. A press is the whole of
what its answer waits for: who it is, the engine, the rows, and what follows from it. Then 200 people who said yes are
split into circles, with five private names each.
"""

import asyncio
import random
import tempfile
import time
from itertools import combinations
from pathlib import Path
from statistics import median, quantiles

from bot.access import Person, Standing
from bot.kit import Kit
from cogs.circles import keeping
from cogs.circles.circle import Agree, Begin, Circle, Event, GoOn, Join, Pace, Pause, Shown, Stage, StillHere, Volunteer
from cogs.circles.seating import seat
from data import circle_prompts, circles, migrating
from data.base import new_id
from data.circles import CircleRow
from tests.builders import START, Clock, kit_on

FEW, MANY = 1, 500
GUILD, HOST, PEOPLE = 4242, 9, range(10, 15)
ROUNDS, WARM_UP = 300, 20
AIM = 1.5
SIGNED_UP, NAMES, SPLIT_AIM = 200, 5, 200


async def compare() -> None:
    """Make both files, press in turn, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        files = [await _filled(Path(folder) / str(count), count) for count in (FEW, MANY)]
        presses = ("“I’m still here”", StillHere), ("“I need a pause”, and “Go on”", Pause)
        print(f"| a press | {FEW} circle | {MANY} circles | ratio | aim |\n|---|---|---|---|---|")
        for told, made in presses:
            few, many = await _pressed_in_turn(files, made)
            print(f"| {told} | {_ms(few)} | {_ms(many)} | {median(many) / median(few):.2f} | ≤ {AIM} |")
        for kit, _ in files:
            await kit.store.close()
    print(f"\n{SIGNED_UP} people, {NAMES} names each, split: {_ms(_splits())} (aim: {SPLIT_AIM} ms)")


async def _filled(folder: Path, count: int) -> tuple[Kit, list[int]]:
    """Return a file in which so many circles are in somebody's turn, with the step of each."""
    await asyncio.to_thread(folder.mkdir)
    migrating.bring_up_to_date(folder / "banyan.db", folder, START)
    kit = kit_on(folder / "banyan.db", Clock())
    steps = []
    for number in range(count):
        circle_id = await _opened(kit, number)
        joins: list[Event] = [Join(person, keeping.new_seat_id()) for person in PEOPLE]
        agrees: list[Event] = [Agree(person) for person in PEOPLE]
        for event in (*joins, Begin(), *agrees):
            circle = await _happens(kit, circle_id, event)
        await _happens(kit, circle_id, Volunteer(PEOPLE[0], circle.step))
        async with kit.store.reading() as session:
            row = await circles.circle(session, GUILD, circle_id)
            assert row is not None
            assert row.step_id is not None
            steps.append(row.step_id)
        await _happens(kit, circle_id, Shown(row.step))
    return kit, steps


async def _opened(kit: Kit, number: int) -> int:
    async with kit.store.writing() as session:
        seals, circle_id = await kit.seals.of(session, GUILD), new_id(kit.clock())
        row = CircleRow(
            id=circle_id,
            guild_id=GUILD,
            origin_id=circle_id,
            name=f"circle {number}",
            theme="bridges",
            pair_id=circle_prompts.pairs("bridges")[0].id,
            pace=Pace.LIVE,
            most=6,
            room_id=1,
            zone="UTC",
            starts_at=kit.clock(),
            made_at=kit.clock(),
            stage=Stage.GATHERING,
            step=0,
            question=0,
            questions=6,
            host_seen_at=kit.clock(),
            host_away=False,
            host_let_in=False,
            needs_facilitator=False,
        )
        row.title = seals.seal(row, "title", "Words we carried")
        keeping.host(seals, row, HOST)
        session.add(row)
    return circle_id


async def _happens(kit: Kit, circle_id: int, event: Event) -> Circle:
    return await keeping.happens(kit, Person(GUILD, HOST, Standing.MODERATOR), circle_id, event)


async def _pressed_in_turn(files: list[tuple[Kit, list[int]]], made: type[Event]) -> list[list[float]]:
    took: list[list[float]] = [[], []]
    for number in range(ROUNDS + WARM_UP):
        for which, (kit, steps) in enumerate(files):
            seconds = await _press(kit, steps[number % len(steps)], made)
            if number >= WARM_UP:
                took[which].append(seconds)
    return took


async def _press(kit: Kit, step_id: int, made: type[Event]) -> float:
    person = Person(GUILD, PEOPLE[0], Standing.MEMBER)
    assert isinstance(kit.clock, Clock)
    kit.clock.pass_time(seconds=1)
    began = time.perf_counter()
    if made is StillHere:
        await keeping.step_happens(kit, person, step_id, StillHere)
        return time.perf_counter() - began
    async with kit.store.reading() as session:
        step = await circles.step(session, GUILD, step_id)
    assert step is not None
    for event in (Pause(PEOPLE[0]), GoOn(PEOPLE[0])):
        await keeping.happens(kit, person, step.circle_id, event)
    return time.perf_counter() - began


def _splits() -> list[float]:
    took = []
    for seed in range(20):
        drawn = random.Random(seed)
        people = list(range(SIGNED_UP))
        apart = {frozenset((person, other)) for person in people for other in drawn.sample(people, NAMES)}
        met = {frozenset(pair): drawn.randint(1, 3) for pair in combinations(people, 2) if drawn.random() < 0.02}
        began = time.perf_counter()
        seat(people, apart={pair for pair in apart if len(pair) > 1}, met=met)
        took.append(time.perf_counter() - began)
    return took


def _ms(seconds: list[float]) -> str:
    return f"{median(seconds) * 1000:.2f} ms (95 %: {quantiles(seconds, n=20)[-1] * 1000:.2f})"


if __name__ == "__main__":
    asyncio.run(compare())
