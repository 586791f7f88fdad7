"""What a request must look like: a few checks that are put together to whole bodies."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sandbox.bank import money
from sandbox.bank.errors import ApiError

Check = Callable[[Any, str], Any]  # (value, its path) -> what was understood; raises ApiError


def wrong(at: str, wanted: str) -> ApiError:
    return ApiError(
        f"Invalid value of the parameter {at or 'body'}: {wanted} is expected", at or None
    )


def text(*, longest: int, pattern: str = ".*") -> Check:
    shape = re.compile(pattern, re.DOTALL)

    def check(value: Any, at: str) -> str:
        if not isinstance(value, str):
            raise wrong(at, "a string")
        if len(value) > longest:
            raise wrong(at, f"a string of at most {longest} characters")
        if not shape.fullmatch(value):
            raise wrong(at, f"a string like {pattern}")
        return value

    return check


def one_of(*known: str) -> Check:
    def check(value: Any, at: str) -> str:
        if not isinstance(value, str) or value not in known:
            raise wrong(at, f"one of {', '.join(known)}")
        return value

    return check


def flag(value: Any, at: str) -> bool:
    if not isinstance(value, bool):
        raise wrong(at, "true or false")
    return value


def anything(value: Any, at: str) -> Any:
    """An object that the sandbox takes and doesn't look into."""
    if not isinstance(value, dict):
        raise wrong(at, "an object")
    return value


def metadata(value: Any, at: str) -> dict[str, str]:
    """At most 16 pairs; keys up to 32 characters, values are strings up to 512."""
    if not isinstance(value, dict) or len(value) > 16:
        raise wrong(at, "an object of at most 16 pairs")
    for key, held in value.items():
        if len(key) > 32 or not isinstance(held, str) or len(held) > 512:
            raise wrong(f"{at}.{key}", "a key of at most 32 and a string of at most 512 characters")
    return dict(value)


class Record:
    """An object with these fields. `unserved` names fields of the real API that the sandbox
    doesn't serve; any further name is unknown."""

    def __init__(
        self, fields: Mapping[str, Check], *, required: str = "", unserved: str = ""
    ) -> None:
        self.fields = fields
        self.required = tuple(required.split())
        self.unserved = tuple(unserved.split())

    def __call__(self, value: Any, at: str = "") -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(at, "an object")
        understood = {}
        for name, held in value.items():
            path = f"{at}.{name}" if at else name
            if name in self.unserved and held == []:
                continue  # as the bank's own SDK sends what isn't asked for
            if name in self.unserved:
                raise ApiError(f"The sandbox doesn't serve the parameter {path}", path)
            if name not in self.fields:
                raise ApiError(f"Unknown parameter {path}", path)
            understood[name] = self.fields[name](held, path)
        for name in self.required:
            if name not in value:
                path = f"{at}.{name}" if at else name
                raise ApiError(f"Missing required parameter {path}", path)
        return understood


class Variants:
    """An object whose `type` says which of these records it is."""

    def __init__(self, records: Mapping[str, Record], *, unserved: str = "") -> None:
        self._records = records
        self._unserved = unserved.split()

    def __call__(self, value: Any, at: str = "") -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(at, "an object")
        path = f"{at}.type" if at else "type"
        if "type" not in value:
            raise ApiError(f"Missing required parameter {path}", path)
        kind = value["type"]
        if kind in self._unserved:
            raise ApiError(f"The sandbox doesn't serve {path} «{kind}»", path)
        one_of(*self._records)(kind, path)
        rest = {name: held for name, held in value.items() if name != "type"}
        return {"type": kind} | self._records[kind](rest, at)


_AMOUNT = Record({"value": text(longest=20), "currency": one_of("RUB")}, required="value currency")


def amount(value: Any, at: str) -> int:
    """{"value": "12.34", "currency": "RUB"} -> 1234; more than zero."""
    held = _AMOUNT(value, at)
    try:
        sum_ = money.kopecks(held["value"])
    except ValueError:
        raise wrong(f"{at}.value", "a sum with two decimals such as 12.34") from None
    if sum_ == 0:
        raise wrong(f"{at}.value", "a sum of more than zero")
    return sum_


def instant(value: Any, at: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        raise wrong(at, "an instant such as 2026-07-18T10:51:18.139Z") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def count(value: Any, at: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 100:
        raise wrong(at, "a number from 1 to 100")
    return int(value)


URL = text(longest=2048, pattern=r"\S+")
REDIRECT = Variants(
    {
        "redirect": Record(
            {"return_url": URL, "enforce": flag, "locale": one_of("ru_RU", "en_US")},
            required="return_url",
        )
    },
    unserved="external qr embedded mobile_application",
)
