"""A process that keeps entries until it is killed: `python -m tests.crash.keeping FILE`, the key on standard input.

It says of each entry, once it is kept, whose it is and what stands in it: one line of JSON.
"""

import asyncio
import json
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from bot.access import Person, Standing
from bot.kit import Kit
from cogs.reflections import actions, rules, settings
from data import prompts
from data.sealing import master_key
from tests.builders import Clock, kit_on

GUILD = 4242
MEMBERS = (11, 12, 13)


def keeping_kit(database: Path, key: str, clock: Clock) -> Kit:
    """What the actions of reflections need, on one file."""
    kit = kit_on(database, clock, keys=[master_key(key)])
    kit.server_settings.add(*settings.ENTRIES)
    return kit


def person(user_id: int) -> Person:
    """A member of the one server."""
    return Person(GUILD, user_id, Standing.MEMBER)


async def _keep_on(kit: Kit, user_id: int) -> None:
    prompt = rules.number(prompts.bank()[0].id)
    while True:
        words, share = f"The {secrets.token_hex(8)} of the old harbour.", secrets.randbelow(2) == 0
        entry_id, _ = await actions.keep(
            kit, by=person(user_id), form=secrets.randbits(32), words=words, share=share, prompt_number=prompt
        )
        kept = {"id": entry_id, "by": user_id, "words": words, "shared": share}
        sys.stdout.write(json.dumps(kept) + "\n")
        sys.stdout.flush()


async def _live(database: Path, key: str) -> None:
    kit = keeping_kit(database, key, Clock(datetime.now(UTC)))
    kit.store.hold()
    await asyncio.gather(*(_keep_on(kit, user_id) for user_id in MEMBERS))


if __name__ == "__main__":
    asyncio.run(_live(Path(sys.argv[1]), sys.stdin.readline()))
