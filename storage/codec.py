"""Domain values to JSON and back, by their type hints."""

import dataclasses
import json
import types
import typing
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from domain.money import Money

T = TypeVar("T")


def dump(value: object) -> str:
    """A dataclass, mapping or plain value as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` that `dump` wrote."""
    return typing.cast(T, _build(kind, json.loads(text)))


def _plain(value: object) -> Any:
    match value:
        case Money():
            return value.kopecks
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case dict():
            return {key: _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
        case _ if dataclasses.is_dataclass(value):
            names = (field.name for field in dataclasses.fields(value))
            return {name: _plain(getattr(value, name)) for name in names}
        case _:
            return value


def _build(kind: Any, plain: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if plain is None:
            return None
        (kind,) = (arm for arm in typing.get_args(kind) if arm is not type(None))
        return _build(kind, plain)
    if origin is tuple:
        return tuple(_build(typing.get_args(kind)[0], item) for item in plain)
    if origin is dict:
        return {key: _build(typing.get_args(kind)[1], item) for key, item in plain.items()}
    if isinstance(kind, typing.NewType):
        return plain
    if kind is Money:
        return Money(plain)
    if kind in (datetime, date):
        return kind.fromisoformat(plain)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(plain)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], item) for name, item in plain.items()})
    return plain


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
