"""Every request of every test, held against Discord's description: `tests/conftest.py` puts it around each test."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import simcord

from tests.contract.description import Description


class Contract:
    """The requests of one test, and what is wrong with them.

    Args:
        description: What Discord says of its API.
    """

    def __init__(self, description: Description) -> None:
        self._description = description
        self.requests: list[tuple[str, str, Any]] = []

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear every request that a bot makes in a simulated Discord which ends inside."""
        shutdown = simcord.Env.shutdown

        async def heard(env: simcord.Env) -> None:
            await shutdown(env)
            self.requests += [(each.method, each.path, each.json) for each in env.http_requests]

        with mock.patch.object(simcord.Env, "shutdown", heard):
            yield

    def hold(self) -> None:
        """Raise if a request was not as Discord describes it; what was heard until now is then dealt with."""
        heard, self.requests = self.requests, []
        wrong = [
            f"{method} {path}: {line}"
            for method, path, body in heard
            for line in self._description.differs(method, path, body)
        ]
        assert not wrong, "not as Discord describes its API:\n" + "\n".join(dict.fromkeys(wrong))
