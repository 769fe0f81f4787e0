"""A process that keeps reports until it is killed: `python -m tests.crash.telling FILE`, the key on standard input.

It says of each report, once it is kept, under which name and what stands in it: one line of JSON.
"""

import asyncio
import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.kit import Kit
from cogs.reports.telling import actions
from cogs.reports.telling.actions import HeldMessage, Named, Told
from data.sealing import master_key
from tests.builders import Clock, kit_on

GUILD = 4242
PEOPLE = tuple(range(11, 41))  # many, so that the limits of one person do not make the later ones wait


async def _tell_on(kit: Kit, reporter_id: int) -> None:
    while True:
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
        receipt = await actions.tell(kit, guild_id=GUILD, told=told)
        sys.stdout.write(json.dumps({"name": receipt.name, "by": reporter_id, "words": words}) + "\n")
        sys.stdout.flush()


async def _live(database: Path, key: str) -> None:
    kit = kit_on(database, Clock(datetime.now(UTC)), keys=[master_key(key)])
    kit.store.hold()
    await asyncio.gather(*(_tell_on(kit, reporter_id) for reporter_id in PEOPLE))


if __name__ == "__main__":
    asyncio.run(_live(Path(sys.argv[1]), sys.stdin.readline()))
