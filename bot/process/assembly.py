"""Puts use cases and jobs together: each names what it needs as its fields."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

T = TypeVar("T")


class Assembly:
    """Builds dataclasses from ports by field name, and from one another by field type.

    Every thing is built once. TypeError, at start, for a field that is neither a known port nor
    something that can be built. Fields with defaults keep them.
    """

    def __init__(self, **ports: object) -> None:
        self._ports = dict(ports)
        self._built: dict[type, object] = {}

    def add(self, **ports: object) -> None:
        """Ports that are put together of others."""
        self._ports.update(ports)

    def __call__(self, kind: type[T]) -> T:
        if kind not in self._built:
            parts = {
                name: self._part(kind, name, hint) for name, hint in _needs(cast(Any, kind)).items()
            }
            self._built[kind] = kind(**parts)
        return cast(T, self._built[kind])

    def _part(self, whole: type, name: str, hint: Any) -> object:
        if name in self._ports:
            return self._ports[name]
        if isinstance(hint, type) and is_dataclass(hint):
            return self(hint)
        raise TypeError(f"{whole.__name__} needs «{name}», which is not among the ports")


@cache
def _needs(kind: type) -> Mapping[str, Any]:
    """The fields without defaults, with their types: looked up once, for it takes long."""
    hints = get_type_hints(kind)
    return {
        field.name: hints[field.name]
        for field in fields(cast(Any, kind))
        if field.default is MISSING and field.default_factory is MISSING
    }


def argument_name(kind: type) -> str:
    """«ChooseAmount» → «choose_amount»: the name by which a handler asks for it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", kind.__name__).lower()
