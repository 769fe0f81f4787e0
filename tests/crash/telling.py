"""A process that keeps reports until it is killed: `python -m tests.crash.telling FILE`, the key on standard input.

It says of each report, once it is kept, under which name and what stands in it: one line of JSON.
"""

import asyncio
import itertools
import json
import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.kit import Kit
from cogs.reports.telling import actions
from cogs.reports.telling.actions import HeldMessage, Named, Told
from data import roster
from data.base import random_id
from data.engine import StoreBusy
from data.roster import RosterPerson
from data.sealing import master_key
from tests.builders import Clock, kit_on

GUILD = 4242
PEOPLE = tuple(range(11, 41))  # many, so that the limits of one person do not make the later ones wait
TAKES_REPORTS = 9
AT_ONCE = 8  # no more: each waits for those before it, and is refused where that takes too long


async def _tell_on(kit: Kit, reporters: Sequence[int]) -> None:
    for reporter_id in itertools.cycle(reporters):
        words = f"It was the {secrets.token_hex(8)} that hurt."
        now = datetime.now(UTC)
        told = Told(
            form=secrets.randbits(32),
            reporter=Named(reporter_id, "Somebody"),
            about=(Named(7, "Another"),),
            words=words,
            message=HeldMessage(link="a link", said_at=now, author=Named(7, "Another"), words=words[::-1]),
            left_out=(8,),
        )
        try:
            receipt = await actions.tell(kit, guild_id=GUILD, told=told)
        except StoreBusy:  # on a machine with much else to do: whoever tells reads that it was not kept
            continue
        sys.stdout.write(json.dumps({"name": receipt.name, "by": reporter_id, "words": words}) + "\n")
        sys.stdout.flush()


async def _name_somebody(kit: Kit) -> None:
    """Let somebody take reports, unless an earlier process did: otherwise no report would be planned to be sent."""
    async with kit.store.writing() as session:
        if await roster.everyone(session, GUILD):
            return
        seals = await kit.seals.of(session, GUILD)
        row = RosterPerson(id=random_id(), guild_id=GUILD, who=seals.who(roster.ROSTER, TAKES_REPORTS))
        row.person = seals.seal(row, "person", str(TAKES_REPORTS))
        row.named_at = row.accepted_at = kit.clock()
        session.add(row)


async def _live(database: Path, key: str) -> None:
    kit = kit_on(database, Clock(datetime.now(UTC)), keys=[master_key(key)])
    kit.store.hold()
    await _name_somebody(kit)
    await asyncio.gather(*(_tell_on(kit, PEOPLE[first::AT_ONCE]) for first in range(AT_ONCE)))


if __name__ == "__main__":
    asyncio.run(_live(Path(sys.argv[1]), sys.stdin.readline()))
