"""Every SQL statement of the product, read from its source."""

import ast
import importlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storage.rows.staff import WHOSE

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "domain", "handlers", "storage")
ASKS = {"one", "all", "run", "_all"}
DATABASES = {"db", "_db", "database", "self"}
BEGINS = ("SELECT ", "INSERT ", "UPDATE ", "DELETE ", "REPLACE ", "WITH ")

# What some statements are put together from, beside constants of their module.
PIECES: Mapping[str, Sequence[Mapping[str, object]]] = {
    "AccountRows.save": [
        {"values": {"borrower_id": 1, "pin_hash": ""}, "changed": "pin_hash = ''"}
    ],
    "ConcernRows.of_case": [{"sql": sql} for sql in sorted(set(WHOSE.values()))],
    "PhoneChangeRows.save": [{"values": {"id": 1, "state": ""}, "changed": "state = ''"}],
    "DossierRows._ids": [
        {"table": "application", "order": "created_at"},
        {"table": "card", "order": "bound_at"},
        {"table": "loan", "order": "issued_at"},
    ],
    "PeopleRows.page": [
        {
            "pages": " UNION ".join(
                f"SELECT borrower_id FROM (SELECT borrower_id FROM {part} borrower_id > ? "
                "ORDER BY borrower_id LIMIT ?)"
                for part in (
                    "application WHERE status IN ('approved', 'checking', 'cooling', 'counter', "
                    "'offered', 'review', 'signed') AND",
                    "loan WHERE closed_on IS NULL AND",
                    "draft WHERE",
                    "account WHERE",
                )
            )
        }
    ],
    "PersonRows.sharing": [{"places": "(m.kind = ? AND m.value_index = ?)"}],
    "PersonRows.join": [{"live": "status IN ('approved', 'signed')"}],
    "PromiseRows.count_broken": [{"places": "?, ?"}],
}
HANDED_ON = {"DossierRows._all"}  # asks what its callers give it


@dataclass(frozen=True)
class Statement:
    where: str  # «LoanRows.get», or the function
    file: str
    sql: str


def statements() -> list[Statement]:
    return [one for path in files() for one in _of(path)]


def files() -> list[Path]:
    return [
        path
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
        if not path.is_relative_to(ROOT / "storage/migrations")
        and not path.is_relative_to(ROOT / "sandbox")
    ]


def beginnings() -> Iterator[tuple[str, str]]:
    """Where a text of the source begins as a statement does, and that text."""
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                continue
            if node.value.startswith(BEGINS):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def _of(path: Path) -> Iterator[Statement]:
    name = str(path.relative_to(ROOT))
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for where, call in _calls(tree, ""):
        if where in HANDED_ON:
            continue
        code = compile(ast.Expression(call.args[0]), name, "eval")
        module = importlib.import_module(name.removesuffix(".py").replace("/", "."))
        for pieces in PIECES.get(where, [{}]):
            try:
                sql = eval(code, {**vars(module), **pieces})
            except NameError as error:
                raise AssertionError(
                    f"{name}, {where}: {error}. A statement is put together from constants of its "
                    "module, or tests/support/statements.py, PIECES, says what from."
                ) from error
            yield Statement(where, name, " ".join(str(sql).split()))


def _calls(node: ast.AST, where: str) -> Iterator[tuple[str, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        inner = where
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            inner = f"{where}.{child.name}" if where else child.name
        if isinstance(child, ast.Call) and _asks(child):
            yield where, child
        yield from _calls(child, inner)


def _asks(call: ast.Call) -> bool:
    func = call.func
    if not isinstance(func, ast.Attribute) or func.attr not in ASKS or not call.args:
        return False
    whom = func.value
    name = whom.attr if isinstance(whom, ast.Attribute) else getattr(whom, "id", "")
    return name in DATABASES and (name != "self" or func.attr == "_all")
