"""Logs: one JSON object a line, or readable lines on a terminal. Never personal data: code logs
ids, kinds and the names of errors. Never a secret, whatever an error says."""

import logging
import sys
from contextlib import suppress
from typing import Any, TextIO, cast

import structlog
from aiohttp.http_exceptions import HttpProcessingError

from bot.process.secrecy import Hiding


class Sink:
    """A stream that may be a file on a full disk: a line that can't be written is lost, and
    stops nobody."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def not_http(record: logging.LogRecord) -> bool:
    """Whoever sends something else than HTTP is answered 400; a traceback tells nothing more."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, HttpProcessingError)


class Hidden(logging.Formatter):
    """What libraries log, tracebacks included."""

    def __init__(self, hide: Hiding) -> None:
        super().__init__(logging.BASIC_FORMAT)
        self._hide = hide

    def format(self, record: logging.LogRecord) -> str:
        return self._hide(super().format(record))


def set_up(level: str, hide: Hiding) -> None:
    readable = sys.stderr.isatty()
    # A prettier traceback would show the values of variables, personal data among them.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    last: Any = plain if readable else structlog.processors.JSONRenderer()

    def render(logger: Any, name: str, event: Any) -> str:
        return hide(str(last(logger, name, event)))

    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.StackInfoRenderer(),
            *([] if readable else [structlog.processors.format_exc_info]),
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, Sink(sys.stderr))),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Hidden(hide))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("aiohttp.server").addFilter(not_http)
    # aiogram's own words on every failed call would repeat what delivery says.
    logging.getLogger("aiogram").setLevel(logging.ERROR)
