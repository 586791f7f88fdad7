"""All names that lie in databases and in messages of before an upgrade, as the code has them now.

`python -m tests.stored.names` writes them to data/names.json, which the test compares with.
"""

import ast
import dataclasses
import json
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import StatesGroup
from sqlalchemy import LargeBinary

import handlers.routers
from bot.outbox.stored_notices import KINDS as NOTICES
from bot.process.registry import JOBS, TIMERS
from domain.model.cases import ACTIONS
from domain.rules.plan import Plan
from handlers.engine import interrupted
from handlers.engine.screen import Delete, Edit, Say
from storage.rows.ledger import KINDS as LOAN_EVENTS
from storage.schema import metadata
from tests.stored.columns import ENUMS, SEALED

PINNED = Path(__file__).parent / "data" / "names.json"
CODE = Path(handlers.__file__ or "").parent


def now() -> dict[str, Any]:
    """By what it names; a dataclass as its fields, an enum as its values, all the way down."""
    sealed = {".".join(column): one for column, one in SEALED.items()}
    said = {"say": Say, "edit": Edit, "delete": Delete}
    return {
        "states": sorted(states()),
        "callbacks": {kind.__prefix__ + note(kind): shape(kind) for kind in callbacks()},
        "conversation data": sorted(data_keys()),
        "notices": {name: shape(kind) for name, kind in NOTICES.items()},
        "said": {kind: shape(one) for kind, one in said.items()},
        "jobs": sorted(JOBS),
        "timers": {kind: subject for kind, (_, subject) in TIMERS.items()},
        "cases": {kind.value: sorted(one.value for one in ACTIONS[kind]) for kind in ACTIONS},
        "deeds": {kind: shape(one) for kind, one in LOAN_EVENTS.items()},
        "plans": shape(Plan),
        "sealed places": {name: one.place for name, one in sealed.items()},
        "sealed bodies": {name: shape(one.kind) for name, one in sealed.items() if one.kind},
        "enums": {".".join(column): shape(kind) for column, kind in ENUMS.items()},
        "columns": {table.name: sorted(table.columns.keys()) for table in metadata.sorted_tables},
    }


def sealed_columns() -> set[tuple[str, str]]:
    """All that hold bytes."""
    return {
        (table.name, column.name)
        for table in metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary)
    }


def below(kind: type[Any]) -> Iterator[type[Any]]:
    child: type[Any]
    for child in kind.__subclasses__():
        yield child
        yield from below(child)


def groups() -> list[type[StatesGroup]]:
    return [one for one in below(StatesGroup) if one.__module__.startswith("handlers.")]


def states() -> set[str]:
    return {state.state or "" for group in groups() for state in group.__states__}


def callbacks() -> list[type[CallbackData]]:
    found = [one for one in below(CallbackData) if one.__module__.startswith("handlers.")]
    return sorted(found, key=lambda one: (one.__prefix__, note(one)))


def note(kind: type[CallbackData]) -> str:
    """Two kinds may share a prefix when they differ by the number of their values."""
    return f":{len(kind.model_fields)}"


def data_keys() -> set[str]:
    """What handlers write into the data of a conversation."""
    found = set()
    for file in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITERS:
                found |= set(keys(node))
    return found


WRITERS = ("set_data", "update_data")


def keys(call: ast.Call) -> Iterator[str]:
    for node in ast.walk(call):
        for key in node.keys if isinstance(node, ast.Dict) else ():
            if isinstance(key, ast.Constant):
                yield str(key.value)
            elif isinstance(key, ast.Attribute):
                yield str(getattr(interrupted, key.attr))
    yield from (one.arg for one in call.keywords if one.arg)


def shape(kind: Any) -> Any:
    """What of a type can be seen in its JSON: fields by name, enums by value."""
    origin, of = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        arms = [shape(one) for one in of if one is not type(None)]
        return {"optional": arms[0]} if len(arms) == 1 else {"one of": arms}
    if origin is typing.Literal:
        return sorted(of)
    if origin is not None:
        return {
            getattr(origin, "__name__", str(origin)): [shape(one) for one in of if one is not ...]
        }
    if isinstance(kind, typing.NewType):
        return shape(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return sorted(one.value for one in kind)
    if isinstance(kind, type) and issubclass(kind, CallbackData):
        return {name: shape(one.annotation) for name, one in kind.model_fields.items()}
    if dataclasses.is_dataclass(kind) and kind.__module__ != "domain.money":
        hints = typing.get_type_hints(kind)
        return {one.name: shape(hints[one.name]) for one in dataclasses.fields(kind)}
    return getattr(kind, "__name__", str(kind))


def write() -> None:
    PINNED.write_text(json.dumps(now(), ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    write()
