"""What actions need, and nothing else: the time, the store, the seals, what servers can set."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.server_settings import Registry
from data.engine import Store
from data.sealing import Seals

Clock = Callable[[], datetime]


async def _go_on(point: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kit:
    """Handed to every action first.

    Attributes:
        clock: Gives the current moment, aware and in UTC. Nothing else reads the time.
        store: The database.
        seals: The keys of the servers.
        server_settings: What a server's admins can set.
        crashpoint: Awaited at named points between press, commit, send and record. Tests end the process
            there; otherwise it does nothing.
    """

    clock: Clock
    store: Store
    seals: Seals
    server_settings: Registry
    crashpoint: Callable[[str], Awaitable[None]] = _go_on
