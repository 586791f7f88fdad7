"""The law as a dated table: which value of a parameter held on a day.

Data: law/regulation_params.csv, collected on 2026-11-22 from public pages; each row names its
source and how certain it is.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files


class NoRule(LookupError):  # noqa: N818 — a date without a row is a fact about the table
    """The table has no row for this key on this day: an error, never a default."""


@dataclass(frozen=True)
class Rule:
    key: str
    value: str
    valid_from: date
    valid_to: date | None
    source: str

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)


@cache
def _table() -> tuple[dict[str, list[Rule]], str]:
    text = files("domain.law").joinpath("regulation_params.csv").read_text(encoding="utf-8")
    rules: dict[str, list[Rule]] = {}
    for row in csv.DictReader(text.splitlines()):
        if not row["valid_from"][:4].isdigit():
            continue  # a note on data that is loaded elsewhere
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        begins = date.fromisoformat(row["valid_from"])
        rules.setdefault(row["key"], []).append(
            Rule(row["key"], row["value"], begins, until, row["source"])
        )
    return rules, sha256(text.encode()).hexdigest()[:12]


def version() -> str:
    """Which edition of the table this is; saved with every contract."""
    return _table()[1]


def rule(key: str, on: date) -> Rule:
    """The row of `key` in force on the lender's date `on`; NoRule when there is none."""
    for row in _table()[0].get(key, ()):
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
            return row
    raise NoRule(f"{key} on {on}")
