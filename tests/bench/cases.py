"""How long looking through cases takes with a thousand and with a million: `python -m tests.bench.cases [MANY]`.

Both files are made here and asked in turn, in one process: what is compared is their medians. Every case has a
reporter and somebody whom it is about; one in ten is open; the reader has a part in one in a hundred, takes reports,
and may read the rest.
"""

import asyncio
import itertools
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from bot.access import Person, Standing
from bot.kit import Kit
from cogs.reports.casework import case_list_actions
from data import migrating, roster
from data.cases import INVOLVED, Case, Involved, Part, State
from data.roster import RosterPerson
from data.sealing import GuildSeals
from tests.builders import START, Clock, kit_on

FEW, MANY = 1000, 1_000_000
GUILD, READER = 4242, 7
EACH = 40  # cases about each person, in both files: more than a page holds
ROUNDS, WARM_UP = 200, 20
AIM = 1.5
AT_ONCE = 10_000  # cases written in one go

Looking = Callable[[Kit, Person], Awaitable[Any]]

_VIEWER = Person(GUILD, READER, Standing.MODERATOR)
LOOKS: dict[str, Looking] = {
    "/case list": lambda kit, viewer: case_list_actions.waiting(kit, viewer),
    "/case list, decided and closed": lambda kit, viewer: case_list_actions.ended(kit, viewer),
    "/case next": lambda kit, viewer: case_list_actions.next_for(kit, viewer),
    "/case search, a beginning": lambda kit, viewer: case_list_actions.begins_with(kit, viewer, "Case 0", most=20),
    "/case search, a person": lambda kit, viewer: case_list_actions.about(kit, viewer, user_id=1000),
    "/case mine": lambda kit, viewer: case_list_actions.mine(kit, viewer),
}


async def compare(many: int) -> None:
    """Make both files, ask them in turn, and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        kits = [await _filled(Path(folder) / str(count), count) for count in (FEW, many)]
        print(f"| what | {FEW:,} cases | {many:,} cases | ratio | aim |\n|---|---|---|---|---|")
        for told, look in LOOKS.items():
            few, lots = await _asked_in_turn(kits, look)
            ratio = median(lots) / median(few)
            print(f"| {told} | {_ms(few)} | {_ms(lots)} | {ratio:.2f} | ≤ {AIM} |")
        for kit in kits:
            await kit.store.close()


async def _asked_in_turn(kits: list[Kit], look: Looking) -> list[list[float]]:
    seconds: list[list[float]] = [[] for _ in kits]
    for number in range(WARM_UP + ROUNDS):
        for kit, taken in zip(kits, seconds, strict=True):
            began = time.perf_counter()
            await look(kit, _VIEWER)
            if number >= WARM_UP:
                taken.append(time.perf_counter() - began)
    return seconds


def _ms(seconds: list[float]) -> str:
    late = quantiles(seconds, n=20, method="inclusive")[-1]
    return f"{median(seconds) * 1000:.2f} ms (95 %: {late * 1000:.2f})"


# A file full of cases


async def _filled(folder: Path, count: int) -> Kit:
    await asyncio.to_thread(folder.mkdir)
    database = folder / "banyan.db"
    migrating.bring_up_to_date(database, folder, START)
    kit = kit_on(database, Clock(START + timedelta(days=400)))
    async with kit.store.writing() as session:
        seals = await kit.seals.of(session, GUILD)
        reader = RosterPerson(
            id=1, guild_id=GUILD, who=seals.who(roster.ROSTER, READER), named_at=START, accepted_at=START
        )
        reader.person = seals.seal(reader, "person", str(READER))
        session.add(reader)
    await asyncio.to_thread(_write, database, seals, count)
    return kit


def _write(database: Path, seals: GuildSeals, count: int) -> None:
    people = count // EACH
    digests = {user_id: seals.who(INVOLVED, user_id) for user_id in (READER, *range(1000, 1000 + people))}
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for numbers in _batched(range(count), AT_ONCE):
            _insert(connection, Case, [_case(number) for number in numbers])
            _insert(connection, Involved, [row for number in numbers for row in _people(number, people, digests)])
            connection.commit()
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _batched(numbers: range, size: int) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while batch := list(itertools.islice(waiting, size)):
        yield batch


def _insert(connection: sqlite3.Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    names = ", ".join(rows[0])
    places = ", ".join(f":{name}" for name in rows[0])
    connection.executemany(f"INSERT INTO {table.__tablename__} ({names}) VALUES ({places})", rows)  # noqa: S608  # names of our own columns


def _case(number: int) -> dict[str, Any]:
    is_open = number % 10 == 0
    at = str((START + timedelta(minutes=number % 500_000)).replace(tzinfo=None))
    sealed = bytes(60)  # lists open nothing but whose claim it is
    return {
        "id": 10_000 + number,
        "guild_id": GUILD,
        "receipt_id": 10_000_000_000 + number,
        "form": number,
        "who": number.to_bytes(16, "big"),
        "reporter": sealed,
        "reporter_called": sealed,
        "receipt_name": f"Receipt {number:07}",
        "team_name": f"Case {number:07}",
        "words": sealed,
        "names_reporter": 0,
        "may_write": 0,
        "state": State.NEW if is_open else State.CLOSED,
        "kept_at": at,
        "sends_at": at,
        "sent_at": at,
        "by_letter": 0,
        "due_at": at if is_open else None,
        "changed": 0,
    }


def _people(number: int, people: int, digests: dict[int, bytes]) -> Iterator[dict[str, Any]]:
    subject = READER if number % 100 == 50 else 1000 + number % people
    reporter = 1000 + (number * 7 + 13) % people
    for place, (part, user_id) in enumerate(((Part.SUBJECT, subject), (Part.REPORTER, reporter))):
        yield {
            "id": 1 + number * 2 + place,
            "guild_id": GUILD,
            "case_id": 10_000 + number,
            "part": part,
            "who": digests[user_id],
            "person": bytes(60),
        }


if __name__ == "__main__":
    asyncio.run(compare(int(sys.argv[1]) if sys.argv[1:] else MANY))
