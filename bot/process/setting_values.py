"""What a setting may be, beside its type: each wrong value is one sentence without the value."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

HOST = re.compile(r"[\w.-]+|[0-9a-f:]+", re.ASCII | re.IGNORECASE)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MOST_DAYS = 36_500  # what a date can be moved by without leaving the calendar


def is_address(value: str, *schemes: str) -> bool:
    """Whether a machine can be called there: scheme, host and, where there is one, a port."""
    try:
        parts = urlsplit(value)
        there = parts.hostname or ""
        return (
            parts.scheme in schemes
            and re.search(r"\s", value) is None
            and HOST.fullmatch(there) is not None
            and re.search(r"[^.-]", there) is not None
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def _web(value: str) -> str:
    if value and not is_address(value, "https", "http"):
        raise ValueError("is no address: give one like https://api.example.org")
    return value


def _web_needed(value: str) -> str:
    if not value:
        raise ValueError("is empty: give an address like https://api.example.org")
    return _web(value)


def _webhook(value: str) -> str:
    """Telegram brings updates by https only; an own Bot API server on this machine by http too."""
    if value and not is_address(value, "https", "http"):
        raise ValueError("is no address: give one like https://your.host/telegram")
    if value and urlsplit(value).path in ("", "/"):
        raise ValueError("names no path: give an address like https://your.host/telegram")
    return value


def _group(value: int) -> int:
    if not -(2**63) < value < 0:
        raise ValueError("is no group: a group's id is negative, like -1001234567890")
    return value


def _database(value: Path) -> Path:
    if value.is_dir():
        raise ValueError("is a folder: name the file in it, like data/smartcash.sqlite3")
    above = next((one for one in value.absolute().parents if one.exists()), None)
    if above is not None and not above.is_dir():
        raise ValueError(f"can't be made, since {above} is a file and no folder")
    return value


def _level(value: str) -> str:
    if value.upper() not in LOG_LEVELS:
        raise ValueError(f"is one of {', '.join(LOG_LEVELS)}")
    return value.upper()


Address = Annotated[str, AfterValidator(_web)]  # or empty
NeededAddress = Annotated[str, AfterValidator(_web_needed)]
WebhookAddress = Annotated[str, AfterValidator(_webhook)]
GroupId = Annotated[int, AfterValidator(_group)]
DatabaseFile = Annotated[Path, AfterValidator(_database)]
LogLevel = Annotated[str, AfterValidator(_level)]
Port = Annotated[int, Field(ge=1, le=65535)]
Days = Annotated[int, Field(ge=1, le=MOST_DAYS)]
Count = Annotated[int, Field(ge=1, le=10_000_000)]
Price = Annotated[Decimal, Field(ge=0, le=10_000, decimal_places=2)]  # roubles
WorkDays = Annotated[int, Field(ge=1, le=250)]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
