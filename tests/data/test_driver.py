"""The thin driver leans on private names of aiosqlite: each stands here, so that an upgrade says which one moved."""

import inspect

import aiosqlite
import pytest


@pytest.mark.parametrize("name", ["_execute", "_conn"])
def test_aiosqlite_still_has_the_private_name_that_the_driver_uses(name: str) -> None:
    assert hasattr(aiosqlite.Connection, name), f"aiosqlite.Connection.{name} has moved: read data/driver.py"


def test_aiosqlite_still_makes_its_thread_when_a_connection_is_made() -> None:
    source = inspect.getsource(aiosqlite.Connection.__init__)
    assert "self._thread =" in source, "aiosqlite.Connection._thread has moved: read data/driver.py"
