"""Logs: one JSON object a line, or readable lines on a terminal. Never personal data: code logs
ids, kinds and the names of errors."""

import logging
import sys

import structlog


def set_up(level: str) -> None:
    readable = sys.stderr.isatty()
    # A prettier traceback would show the values of variables, personal data among them.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    last = plain if readable else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.StackInfoRenderer(),
            *([] if readable else [structlog.processors.format_exc_info]),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # aiogram's own words on every failed call would repeat what delivery says.
    logging.getLogger("aiogram").setLevel(logging.ERROR)
