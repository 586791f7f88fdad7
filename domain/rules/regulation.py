"""The law as a dated table: which value of a parameter held on a day.

Data: law/regulation_params.csv, collected on 2026-11-22 from public pages; each row names its
source and how certain it is. A rule that was not in force yet has a row «none», so a date
without a row is truly an error. Which date picks the row (contract, application, agreement or
event) stands in the column «basis»; the caller passes that date. Functions of this module read
the table of the files; a contract reads the one with which it was made (domain/rules/editions.py).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import pairwise
from typing import Self

NAME = "regulation_params.csv"
BY_QUARTER = "portfolio"  # the basis of limits that are told for a quarter at a time
COLUMNS = ("key", "value", "valid_from", "valid_to", "basis", "source")


class NoRule(LookupError):  # noqa: N818 — a date without a row is a fact about the table
    """The table has no row for this key on this day: an error, never a default."""


class BadTable(ValueError):  # noqa: N818 — a finding about a file
    """A row that can't be read, or doesn't fit the others; one sentence that names it."""


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


@dataclass(frozen=True, eq=False)
class Table:
    """All rows of one text, key by key in order of time."""

    text: str
    rows: Mapping[str, tuple[Rule, ...]]

    @classmethod
    def read(cls, text: str) -> Self:
        """BadTable."""
        rows: dict[str, tuple[Rule, ...]] = {}
        reader = csv.DictReader(text.splitlines())
        for row in reader:
            one = _rule(reader.line_num, row)
            rows[one.key] = (*rows.get(one.key, ()), one)
        for periods in rows.values():
            for earlier, later in pairwise(periods):
                _follows(earlier, later)
        return cls(text, rows)

    @property
    def version(self) -> str:
        return sha256(self.text.encode()).hexdigest()[:12]

    def rules(self) -> tuple[Rule, ...]:
        return tuple(one for rows in self.rows.values() for one in rows)

    def rule(self, key: str, on: date) -> Rule:
        """The row of `key` for the lender's date `on`; NoRule when there is none."""
        for row in self.rows.get(key, ()):
            if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                return row
        raise NoRule(f"{key} on {on}")

    def keeps_all_of(self, former: "Table") -> None:
        """BadTable when a key is gone, or its first days are: a rule that ends gets a row «none»,
        it doesn't vanish."""
        for key, (first, *_) in former.rows.items():
            if key not in self.rows:
                raise BadTable(f"{NAME}: the rows of «{key}» are missing")
            begins = self.rows[key][0].valid_from
            if begins > first.valid_from:
                raise BadTable(f"{NAME}, {key}: there is no row for the days before {begins}")

    def goes_on(self) -> None:
        """BadTable when a rule has a last day, and nothing is said of what holds after it. The
        limits of a quarter's shares are told quarter by quarter."""
        for key, (*_, last) in self.rows.items():
            if last.valid_to is not None and last.basis != BY_QUARTER:
                raise BadTable(f"{NAME}, {key}: there is no row for the days after {last.valid_to}")


def _rule(line: int, row: Mapping[str, str | None]) -> Rule:
    where = f"{NAME}, line {line} ({row.get('key')})"
    for column in COLUMNS:
        if row.get(column) is None:
            raise BadTable(f"{where}: the column «{column}» is missing")
    try:
        begins = date.fromisoformat(row["valid_from"] or "")
        until = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    except ValueError:
        raise BadTable(f"{where}: valid_from and valid_to are dates like 2026-11-23") from None
    if until is not None and until < begins:
        raise BadTable(f"{where}: it ends before it begins")
    key, value, basis, source = (row[name] or "" for name in ("key", "value", "basis", "source"))
    if not (key and value and basis):
        raise BadTable(f"{where}: key, value and basis can't be empty")
    return Rule(key, value, begins, until, basis, source)


def _follows(earlier: Rule, later: Rule) -> None:
    where = f"{NAME}, {later.key} from {later.valid_from}"
    if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
        raise BadTable(f"{where}: it overlaps the row from {earlier.valid_from}")
    if later.valid_from != earlier.valid_to + timedelta(days=1):
        raise BadTable(f"{where}: there is no row for the days after {earlier.valid_to}")


@cache
def table() -> Table:
    """The one of the files. BadTable."""
    return Table.read(files("domain.rules.law").joinpath(NAME).read_text(encoding="utf-8"))


def version() -> str:
    """Which text of the table this is."""
    return table().version


def rules() -> tuple[Rule, ...]:
    """The whole table, key by key in order of time."""
    return table().rules()


def rule(key: str, on: date) -> Rule:
    """The row of `key` for the lender's date `on`; NoRule when there is none."""
    return table().rule(key, on)
