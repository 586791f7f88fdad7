"""Domain values to JSON and back, by their type hints."""

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Hashable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from domain.money import Money

T = TypeVar("T")
Build = Callable[[Any], Any]


def dump(value: object) -> str:
    """A dataclass, mapping or plain value as JSON text."""
    return ENCODER.encode(value)


def load(kind: type[T], text: str | bytes) -> T:
    """The value of type `kind` that `dump` wrote."""
    return build(kind, json.loads(text))


def build(kind: type[T], plain: Any) -> T:
    """The value of type `kind` from its JSON, parsed already."""
    make = _builder(typing.cast(Hashable, kind))
    return typing.cast(T, make(plain) if make else plain)


def _plain(value: object) -> Any:
    """One step towards what JSON has of its own; the encoder takes the next."""
    match value:
        case Money():
            return value.kopecks
        case Enum():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case _ if dataclasses.is_dataclass(value):
            names = _names(typing.cast(Hashable, type(value)))
            return {name: getattr(value, name) for name in names}
    raise TypeError(f"no JSON for {type(value).__name__}")


ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _builder(kind: Any) -> Build | None:
    """What makes a value of this type from its JSON; None when its JSON is the value."""
    origin, of = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        (arm,) = (one for one in of if one is not type(None))
        return _or_none(_builder(arm))
    if origin is tuple:
        return _tuple_of(_builder(of[0]))
    if origin is dict:
        key, item = (_builder(one) or _itself for one in of)
        return lambda plain: {key(name): item(one) for name, one in plain.items()}
    if kind is Money:
        return Money
    if kind in (datetime, date):
        return typing.cast(Build, kind.fromisoformat)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return typing.cast(Build, kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return _fields_builder(kind)
    return None


def _or_none(make: Build | None) -> Build | None:
    return make and (lambda plain: None if plain is None else make(plain))


def _tuple_of(make: Build | None) -> Build:
    return (lambda plain: tuple(make(one) for one in plain)) if make else tuple


def _fields_builder(kind: Any) -> Build:
    hints = typing.get_type_hints(kind)
    makes = {name: make for name in _names(kind) if (make := _builder(hints[name]))}

    def build_fields(plain: dict[str, Any]) -> Any:
        built = {name: make(plain[name]) for name, make in makes.items() if name in plain}
        return kind(**(plain | built))

    return build_fields


def _itself(plain: Any) -> Any:
    return plain
