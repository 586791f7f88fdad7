"""Every key of the table of the law is read by a rule, or stands in a list with the reason."""

import ast
import csv
import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from domain.rules.regulation import rules

ROOT = Path(__file__).parents[3]
KEY_LIKE = re.compile(r"[a-z]+\\\.")  # a word and a dot, escaped
UNITS = ("day", "week", "month")
KEYS = sorted({one.key for one in rules()})


def calls_rule(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Call) and _name(node.func) in ("rule", "rule_of_today")
        for node in ast.walk(tree)
    )


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def texts(tree: ast.AST) -> set[str]:
    """Patterns of all strings; what an f-string puts in may be anything."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                for part in node.values
            ]
            found.add("".join(parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(re.escape(node.value))
    return found


def read_in(code: str) -> set[str]:
    """The keys that a module reads: those it spells, if it asks for rules at all."""
    tree = ast.parse(code)
    if not calls_rule(tree):
        return set()
    patterns = [re.compile(one) for one in texts(tree) if KEY_LIKE.match(one)]
    return {key for key in KEYS if any(one.fullmatch(key) for one in patterns)}


@cache
def read_keys() -> set[str]:
    found: set[str] = set()
    for folder in ("domain", "handlers", "bot", "storage"):
        for path in (ROOT / folder).rglob("*.py"):
            if "sandbox" not in path.parts:
                found |= read_in(path.read_text(encoding="utf-8"))
    return found


def unread() -> dict[str, str]:
    text = files("domain.rules.law").joinpath("unread.csv").read_text(encoding="utf-8")
    return {row["key"]: row["reason"] for row in csv.DictReader(text.splitlines())}


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_read_by_a_rule_or_listed_with_the_reason(key: str) -> None:
    assert (key in read_keys()) != (key in unread()), key


def test_the_list_names_keys_of_the_table_and_a_reason_for_each() -> None:
    assert set(unread()) <= set(KEYS)
    assert all(len(reason) > 15 for reason in unread().values())


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('rule("age.min", on)', {"age.min"}),
        ('KEY = "age.min"\ndef one(law): return law.rule(KEY, on)', {"age.min"}),
        ('rule(f"contact.msg.per_{unit}", on)', {f"contact.msg.per_{u}" for u in UNITS}),
        ('GROUND = "age.min"', set()),  # a name is no reading
        ('rule(f"{key}.{other}", on)', set()),  # this could be anything
    ],
)
def test_reading_is_seen_in_the_code(code: str, found: set[str]) -> None:
    assert read_in(code) == found
