"""Code names: two plain words that say nothing about anybody."""

import functools
import secrets
import tomllib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from data.cases import Case
from data.circles import CircleRow
from data.measures import Decision

_FILE = Path(__file__).parent / "content" / "code_names.toml"


# Built once, and on the tables: whoever tells something waits for it.
_TAKEN = union_all(
    *(
        select(table.c[name]).where(
            table.c.guild_id == bindparam("guild"), table.c[name].in_(bindparam("drawn", expanding=True))
        )
        for table, name in (
            (Case.__table__, "team_name"),
            (Case.__table__, "receipt_name"),
            (Decision.__table__, "subject_name"),
            (CircleRow.__table__, "name"),
        )
    )
)


@functools.cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def _drawn(words: int) -> str:
    first, second = _words()["first"], _words()["second"]
    return " ".join([*(secrets.choice(first) for _ in range(words - 1)), secrets.choice(second)])


def _tries() -> Iterator[list[str]]:
    for words in (2, 2, 3, 3, 4):  # longer names once most of the short ones are taken
        yield [_drawn(words) for _ in range(12)]


async def fresh(session: AsyncSession, guild_id: int, how_many: int) -> list[str]:
    """Return code names that nothing in a server has yet, each unrelated to the others.

    Args:
        session: The deed that gives them away.
        guild_id: The server.
        how_many: How many, at most a handful.
    """
    free: list[str] = []
    for drawn in _tries():
        taken = set(await session.scalars(_TAKEN, {"guild": guild_id, "drawn": drawn}))
        free += [name for name in dict.fromkeys(drawn) if name not in taken and name not in free]
        if len(free) >= how_many:
            return free[:how_many]
    raise RuntimeError("no code name is left")
