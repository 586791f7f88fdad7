"""Puts use cases and jobs together: each names what it needs as its fields."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

T = TypeVar("T")


class Container:
    """Builds dataclasses from ports by field name, and from one another by field type.

    Ports are the fields of the dataclasses that it is given. Every thing is built once. TypeError,
    at start, for a field that is neither a port nor something that can be built, and for one that
    is called like a port and declared as another type. Fields with defaults keep them.
    """

    def __init__(self, *sources: object) -> None:
        self._ports: dict[str, tuple[Any, object]] = {}
        self._built: dict[type, object] = {}
        for source in sources:
            self.add(source)

    def add(self, source: object) -> None:
        """More ports, which may have been put together of others."""
        hints = get_type_hints(type(source))
        for field in fields(cast(Any, source)):
            if field.name in self._ports:
                raise TypeError(f"there are two ports «{field.name}»")
            self._ports[field.name] = hints[field.name], getattr(source, field.name)

    def __call__(self, kind: type[T]) -> T:
        if kind not in self._built:
            parts = {
                name: self._part(kind, name, hint) for name, hint in _needs(cast(Any, kind)).items()
            }
            self._built[kind] = kind(**parts)
        return cast(T, self._built[kind])

    def _part(self, whole: type, name: str, hint: Any) -> object:
        if name in self._ports:
            declared, port = self._ports[name]
            if hint != declared:
                raise TypeError(f"{whole.__name__}.{name} is {hint}, and the port {declared}")
            return port
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
