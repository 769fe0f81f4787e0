"""Logs: ids and outcomes, one event a line, never a person's words.

Whatever a library logs below WARNING stays out, and an exception's text is left out too (a driver quotes the
row it could not write): the class and the place in the code are enough to find it.
"""

import asyncio
import logging
import sys
import traceback
from types import TracebackType
from typing import Any

import structlog

_ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None]


def get(name: str) -> Any:
    """Return the log of one module."""
    return structlog.get_logger(name)


def set_up(*, level: str, form: str) -> None:
    """Send everything to standard error.

    Args:
        level: DEBUG, INFO, WARNING or ERROR.
        form: `text` for people, `json` for machines.
    """
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_words,
    ]
    line: Any = (
        structlog.processors.JSONRenderer()
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, line],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for ours in ("bot", "cogs", "data"):
        logging.getLogger(ours).setLevel(level)


def loop_failed(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody waited for: asyncio's own handler would print the error with its text."""
    error = context.get("exception")
    get(__name__).error("loop.failed", exc_info=error)


def without_words(logger: Any, method: str, event: dict[str, Any]) -> dict[str, Any]:
    """Replace an exception by its class and the lines of code it passed, without its text."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, BaseException):
        error = (type(error), error, error.__traceback__)
    if isinstance(error, tuple) and error[0] is not None:
        event["error"] = error[0].__name__
        event["at"] = " < ".join(places(error[1]))
    return event


def places(error: BaseException) -> list[str]:
    """Return the lines of code an exception passed, innermost first, six at most."""
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in reversed(frames)][:6]
