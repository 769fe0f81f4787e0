"""What every table shares: names of constraints, moments in UTC, and ids that we make ourselves."""

import itertools
import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, LargeBinary, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment, kept without its zone (SQLite has none)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone cannot be kept")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Sealed(TypeDecorator[bytes]):
    """Bytes that only `data.sealing` can open. The type marks the column: tests look for it."""

    impl = LargeBinary
    cache_ok = True


class Base(DeclarativeBase):
    """The root of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {datetime: Moment, int: BigInteger}


_EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
_COUNTER_BITS = 22
_counter = itertools.count(secrets.randbelow(1 << _COUNTER_BITS))


def new_id(now: datetime) -> int:
    """Return an id known before its row is written: milliseconds since 2025, then a running number.

    Args:
        now: The current moment, aware.
    """
    milliseconds = int((now - _EPOCH).total_seconds() * 1000)
    return (milliseconds << _COUNTER_BITS) | (next(_counter) % (1 << _COUNTER_BITS))


def random_id() -> int:
    """Return an id that says nothing: for rows whose author is hidden, since clients can read the ids of buttons."""
    return secrets.randbelow(2**63 - 1) + 1
