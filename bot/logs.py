"""Logs: ids and outcomes, one event a line, never a person's words.

Whatever a library logs below WARNING stays out, and an exception's text is left out too (a driver quotes the
row it could not write): the class and the place in the code are enough to find it.

Plain `logging` underneath: structlog brings Rich and Pygments along, 4 MB and a twentieth of a second at each start.
"""

import asyncio
import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from typing import Any


class Log:
    """The log of one module.

    Args:
        name: The module's name.
    """

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def debug(self, event: str, **fields: object) -> None:
        """Note something that matters only while looking for a mistake."""
        self._logger.debug(event, extra={"fields": fields})

    def info(self, event: str, **fields: object) -> None:
        """Note what happened: a name with a dot, and ids."""
        self._logger.info(event, extra={"fields": fields})

    def warning(self, event: str, **fields: object) -> None:
        """Note what may need a look."""
        self._logger.warning(event, extra={"fields": fields})

    def error(self, event: str, *, exc_info: BaseException | None = None, **fields: object) -> None:
        """Note what failed, with the error if there is one."""
        self._logger.error(event, exc_info=exc_info, extra={"fields": fields})

    def exception(self, event: str, **fields: object) -> None:
        """Note what failed, with the error that is being handled."""
        self._logger.exception(event, extra={"fields": fields})


def get(name: str) -> Log:
    """Return the log of one module."""
    return Log(name)


def set_up(*, level: str, form: str) -> None:
    """Send everything to standard error.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: `text` for people, `json` for machines.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("bot", "cogs", "data"):
        logging.getLogger(ours).setLevel(level)


class Lines(logging.Formatter):
    """One line an event, as text or as JSON.

    Args:
        form: `text` or `json`.
    """

    def __init__(self, form: str) -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event. Of an exception it has the class and the lines of code, not the text."""
        event, level, at = record.getMessage(), record.levelname.lower(), _moment(record)
        fields: dict[str, object] = dict(getattr(record, "fields", {}))
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            fields |= {"error": type(error).__name__, "at": " < ".join(places(error))}
        if self._form == "json":
            whole = {"event": event, "level": level, "logger": record.name, "timestamp": at, **fields}
            return json.dumps(whole, ensure_ascii=False, default=str)
        told = " ".join(f"{name}={value!r}" for name, value in fields.items())
        return f"{at} [{level:<7}] {event:<30} [{record.name}] {told}".rstrip()


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")


def loop_failed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for: asyncio's own handler would print the error with its text."""
    get(__name__).error("loop.failed", exc_info=context.get("exception"))


def places(error: BaseException) -> list[str]:
    """Return the lines of code an exception passed, innermost first, six at most."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)][:6]
