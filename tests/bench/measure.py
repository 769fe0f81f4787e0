"""One measurement in a process of its own: `python -m tests.bench.measure WHAT WHO FOLDER`, figures as JSON.

WHO is `banyan`, `bare`, `empty` (a bot that does nothing, simulated) or `alone` (the same without simulation).
Nothing that a bot needs is imported before the bot is: what it imports is part of its start.
"""

import asyncio
import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.app import Banyan
    from tests.bench.simulation import Simulation

SPAWNED_AT = "BENCH_SPAWNED_AT"  # time.perf_counter() of the parent: on Linux all processes share that clock
SHARDS = 1
WARM_UP, ROUNDS = 40, 200
PAUSE = 0.003  # seconds between an answer and the next press: what a bot does after answering gets done
ENTRIES = 20  # what the journal holds that is read
TELLERS = 60  # people who tell the team something, in turn: several reports of one person make the later ones wait
TAKE_REPORTS = 3  # people who take reports
WORDS = "The door of my grandmother's house was blue, and so is mine."
SERVERS = 2000
PACE = 0.05  # seconds from press to press while the daily prompts go out
POSTS = "POST /channels/{channel_id}/messages"
THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"

Figures = dict[str, Any]
Doing = Callable[[], "asyncio.Future[float]"]  # one thing that a person does, and the answer to wait for


class Clock:
    """Real time, moved forward by hand."""

    ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


CLOCK = Clock()


def main() -> None:
    """Measure what the command line says and print it."""
    what, who, folder = sys.argv[1:]
    measure = {"start": _start, "answers": _answers, "daily": _daily}[what]
    print(json.dumps(asyncio.run(measure(who, Path(folder)))))


def _new_bot(who: str, folder: Path) -> Any:
    if who == "banyan":
        from bot import logs, settings

        database = f"sqlite+aiosqlite:///{folder / 'banyan.db'}"
        given = settings.load({"BANYAN_DATABASE_URL": database, "BANYAN_STATE_DIR": str(folder)}, env_file=None)
        logs.set_up(level="WARNING", form=given.log_format)
        from bot.app import create_bot

        return create_bot(given, clock=CLOCK, shard_count=SHARDS)
    from tests.bench.bare import Bare, Empty

    return Bare(folder / "bare.db", SHARDS) if who == "bare" else Empty(SHARDS)


async def _simulated(who: str, folder: Path, servers: int = 1) -> "Simulation":
    bot = _new_bot(who, folder)
    from tests.bench.simulation import Simulation

    simulation = Simulation(bot, servers)
    await simulation.start()
    return simulation


# Start


async def _start(who: str, folder: Path) -> Figures:
    bot = _new_bot(who, folder) if who == "alone" else (await _simulated(who, folder)).bot
    figures = {
        "seconds": time.perf_counter() - float(os.environ[SPAWNED_AT]),
        "cpu": time.process_time(),
        "memory": _resident_bytes(),
    }
    if who != "alone":  # discord.py cannot close what never started
        await bot.close()
    return figures


def _resident_bytes() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


# Answers


async def _answers(who: str, folder: Path) -> Figures:
    simulation = await _simulated(who, folder)
    with simulation.env.time_context():
        doings = await _doings(who, simulation)
        figures = {name: await _repeated(who, doing) for name, doing in doings.items()}
    await simulation.bot.close()
    return figures


async def _doings(who: str, simulation: "Simulation") -> dict[str, Doing]:
    """Return what a person does, by name."""
    from tests.bench.simulation import COMMAND, FORM, PRESS, command, form, press

    if who == "empty":
        return {"nothing": lambda: simulation.arrive(PRESS, press("nobody:answers:1"))}
    if who == "bare":
        return {
            "read": lambda: simulation.arrive(COMMAND, command("read")),
            "write": lambda: simulation.arrive(COMMAND, command("write", words=WORDS)),
        }
    day_id, card_id = await _a_day_with_entries(simulation)
    tellers, subject = await _a_team(simulation), simulation.join(1)[0]
    return {
        "angle": lambda: simulation.arrive(PRESS, press(f"reflections:angle:{day_id}"), on_message=card_id),
        "form": lambda: simulation.arrive(PRESS, press(f"reflections:reflect:{day_id}"), on_message=card_id),
        "journal": lambda: simulation.arrive(COMMAND, command("journal", "list")),
        "write": lambda: simulation.arrive(FORM, form(_fresh_form(day_id), words=WORDS)),
        "told": lambda: simulation.arrive(FORM, form(_fresh_report(), words=WORDS, who=subject), by=next(tellers)),
    }


def _fresh_form(day_id: int) -> str:
    return f"reflections:keep:{day_id}:{_fresh()}"


def _fresh_report() -> str:
    return f"reports:keep:0:{_fresh()}"


def _fresh() -> int:
    return time.perf_counter_ns() % 2**32


async def _repeated(who: str, doing: Doing) -> Figures:
    """Do a thing many times; return the answer times, and what one costs in CPU."""

    async def once() -> float | None:
        answered = doing()
        seconds = None if who == "empty" else await answered
        await asyncio.sleep(PAUSE)
        return seconds

    for _ in range(WARM_UP):
        await once()
    before = time.process_time()
    seconds = [await once() for _ in range(ROUNDS)]
    return {"seconds": seconds, "cpu": (time.process_time() - before) / ROUNDS}


async def _a_day_with_entries(simulation: "Simulation") -> tuple[int, int]:
    """Let a day's card come in the first server, write to it, and return the day and its message."""
    from sqlalchemy import select

    from data.cards import CardRow
    from tests.bench.simulation import FORM, form

    bot: Banyan = simulation.bot  # type: ignore[assignment]  # the one that was put in
    await _turn_on(simulation)
    await _until_posted(simulation, 1)
    async with bot.store.reading() as session:
        cards = (await session.scalars(select(CardRow).where(CardRow.kind == "reflections.day"))).all()
    (card,) = [each for each in cards if each.channel_id == simulation.rooms[0].id]
    assert card.message_id is not None
    for _ in range(ENTRIES):
        await simulation.arrive(FORM, form(_fresh_form(card.subject_id), words=WORDS))
    return card.subject_id, card.message_id


async def _a_team(simulation: "Simulation") -> Iterator[int]:
    """Let people of the first server take reports, and return in turn who tells them something."""
    from data.base import random_id
    from data.roster import ROSTER, RosterPerson

    bot: Banyan = simulation.bot  # type: ignore[assignment]  # the one that was put in
    guild = simulation.rooms[0].guild
    assert guild is not None
    async with bot.store.writing() as session:
        seals = await bot.kit.seals.of(session, guild.id)
        for user_id in simulation.join(TAKE_REPORTS):
            row = RosterPerson(id=random_id(), guild_id=guild.id, who=seals.who(ROSTER, user_id))
            row.named_at = row.accepted_at = CLOCK()
            row.person = seals.seal(row, "person", str(user_id))
            row.name = seals.seal(row, "name", f"Member {user_id}")
            row.handle = seals.seal(row, "handle", f"@member{user_id}")
            session.add(row)
    return itertools.cycle(simulation.join(TELLERS))


async def _turn_on(simulation: "Simulation", servers: slice = slice(0, 1)) -> None:
    """Turn reflections on in some servers, as their admins would."""
    from cogs.reflections import day_actions, names
    from data.servers import set_value

    bot: Banyan = simulation.bot  # type: ignore[assignment]  # the one that was put in
    for room in simulation.rooms[servers]:
        guild = room.guild
        assert guild is not None
        async with bot.store.writing() as session:
            await set_value(session, guild.id, names.ROOM, str(room.id))
            await day_actions.plan_again(bot.kit, session, guild.id)


async def _until_posted(simulation: "Simulation", count: int) -> tuple[float, float]:
    """Go to the moment at which cards are due; return the seconds until all are posted, and until all have threads."""
    bot: Banyan = simulation.bot  # type: ignore[assignment]  # the one that was put in
    due_at = await bot.jobs.next_due_at()
    assert due_at is not None
    posted, threaded = simulation.made(POSTS, count), simulation.made(THREADS, count)
    CLOCK.ahead += due_at - CLOCK()
    began = time.perf_counter()
    bot.jobs.look()
    return await posted - began, await threaded - began


# The daily prompts of many servers, due in the same minute


async def _daily(who: str, folder: Path) -> Figures:
    simulation = await _simulated(who, folder, servers=SERVERS)
    with simulation.env.time_context():
        doings = await _doings(who, simulation)
        presses = {name: doings[name] for name in ("angle", "write")}
        idle = await _pressed(presses, asyncio.create_task(asyncio.sleep(200 * PACE)))
        kept_before = await _entries(simulation)
        await _turn_on(simulation, slice(1, None))
        simulation.seconds_inside = 0.0
        before = time.process_time()
        going_out = asyncio.create_task(_until_posted(simulation, SERVERS))
        meanwhile = await _pressed(presses, going_out)
        posted, threaded = await going_out
        figures = {
            "posted": posted,
            "threaded": threaded,
            "cpu": time.process_time() - before,
            "simulation": simulation.seconds_inside,
            "kept": await _entries(simulation) - kept_before,
            "idle": idle,
            "meanwhile": meanwhile,
        }
    await simulation.bot.close()
    return figures


async def _entries(simulation: "Simulation") -> int:
    from sqlalchemy import func, select

    from data.reflections import Entry

    bot: Banyan = simulation.bot  # type: ignore[assignment]  # the one that was put in
    async with bot.store.reading() as session:
        return await session.scalar(select(func.count()).select_from(Entry)) or 0


async def _pressed(doings: dict[str, Doing], until: "asyncio.Task[Any]") -> dict[str, list[float]]:
    """Do things in turn, at a steady pace whatever the answers take, until a task ends; return the answer times."""
    answers: dict[str, list[Any]] = {name: [] for name in doings}
    began, count = time.perf_counter(), 0
    while not until.done():
        name = list(doings)[count % len(doings)]
        answers[name].append(doings[name]())
        count += 1
        await asyncio.sleep(max(0.0, began + count * PACE - time.perf_counter()))
    return {name: list(await asyncio.gather(*each)) for name, each in answers.items()}


if __name__ == "__main__":
    main()
