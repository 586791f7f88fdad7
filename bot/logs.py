"""Logs: one JSON object a line, or readable lines on a terminal. Never personal data: code logs
ids, kinds and the names of errors. Never a secret, whatever an error says."""

import logging
import sys
from typing import Any

import structlog

from bot.secrecy import Hiding


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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Hidden(hide))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    # aiogram's own words on every failed call would repeat what delivery says.
    logging.getLogger("aiogram").setLevel(logging.ERROR)
