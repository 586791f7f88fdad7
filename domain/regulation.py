"""The law as a dated table: which value of a parameter held on a day.

Data: law/regulation_params.csv, collected on 2026-11-22 from public pages; each row names its
source and how certain it is. A rule that was not in force yet has a row «none», so a date
without a row is truly an error. Which date picks the row (contract, application, agreement or
event) stands in the column «basis»; the caller passes that date.
"""

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
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
    basis: str
    source: str

    @property
    def in_force(self) -> bool:
        """False for «none»: on that day there was no such rule."""
        return self.value != "none"

    @property
    def number(self) -> Decimal:
        return Decimal(self.value)

    @property
    def fraction(self) -> Fraction:
        """«4/3»"""
        return Fraction(self.value)


@cache
def _table() -> tuple[dict[str, tuple[Rule, ...]], str]:
    text = files("domain.law").joinpath("regulation_params.csv").read_text(encoding="utf-8")
    rules: dict[str, tuple[Rule, ...]] = {}
    for row in csv.DictReader(text.splitlines()):
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
        begins = date.fromisoformat(row["valid_from"])
        one = Rule(row["key"], row["value"], begins, until, row["basis"], row["source"])
        rules[one.key] = (*rules.get(one.key, ()), one)
    return rules, sha256(text.encode()).hexdigest()[:12]


def version() -> str:
    """Which edition of the table this is; saved with every contract."""
    return _table()[1]


def rules() -> tuple[Rule, ...]:
    """The whole table, key by key in order of time."""
    return tuple(one for rows in _table()[0].values() for one in rows)


def rule(key: str, on: date) -> Rule:
    """The row of `key` for the lender's date `on`; NoRule when there is none."""
    for row in _table()[0].get(key, ()):
        if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
            return row
    raise NoRule(f"{key} on {on}")
