"""Tables that a lender keeps as CSV files: market averages, and who may not be served."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from domain.money import Money
from domain.rules.cost import MarketAverages
from domain.rules.decision import regions
from domain.rules.decision.incomes import MeanIncomes

LISTS = ("block", "115fz")
# Values as forms keep them: one in another form would stop nobody.
KINDS = {"phone": r"\+79\d{9}", "passport": r"\d{10}", "inn": r"\d{12}"}


def read_market(path: Path, *, must_be_known: bool) -> MarketAverages:
    """quarter,category,average,source a line; OSError or ValueError when the file can't be
    read."""
    averages, test_data = dict[tuple[str, str], Decimal](), False
    for number, row in _rows(path, "quarter", "category", "average", "source"):
        if not (
            re.fullmatch(r"\d{4}Q[1-4]", row["quarter"], re.ASCII)
            and re.fullmatch(r"\d{1,4}(\.\d+)?", row["average"], re.ASCII)
        ):
            raise ValueError(f"line {number}: expected 2026Q4 and per cent a year like 219.5")
        averages[row["quarter"], row["category"]] = Decimal(row["average"])
        test_data = test_data or row["source"].startswith("TEST")
    return MarketAverages(averages=averages, must_be_known=must_be_known, test_data=test_data)


class StopListError(ValueError):
    """`lines` is a complaint for each broken line, without any value of it."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = tuple(lines)


def read_stop_lists(path: Path) -> list[tuple[str, str, str]]:
    """list,kind,value a line; OSError or ValueError when the file can't be read: StopListError
    names every broken line."""
    found, broken = [], []
    for number, row in _rows(path, "list", "kind", "value"):
        if (complaint := _wrong(row)) is not None:
            broken.append(f"line {number}: {complaint}")
        found.append((row["list"], row["kind"], row["value"]))
    if broken:
        raise StopListError(broken)
    return found


def _wrong(row: Mapping[str, str]) -> str | None:
    if row["list"] not in LISTS or row["kind"] not in KINDS:
        return "list is block or 115fz, kind phone, passport or inn"
    if not re.fullmatch(KINDS[row["kind"]], row["value"], re.ASCII):
        return "a phone is +79161234567, a passport ten digits, an inn twelve"
    return None


def read_incomes(path: Path) -> MeanIncomes:
    """region,mean,valid_from,source a line: roubles a month; OSError or ValueError when the file
    can't be read."""
    rows, test_data = dict[tuple[str, date], Money](), False
    for number, row in _rows(path, "region", "mean", "valid_from", "source"):
        if row["region"] not in regions.names():
            raise ValueError(f"line {number}: «{row['region']}» is no subject of the federation")
        if not re.fullmatch(r"[1-9]\d{3,6}(\.\d{1,2})?", row["mean"], re.ASCII):
            raise ValueError(f"line {number}: expected roubles a month like 61234.50")
        try:
            key = row["region"], date.fromisoformat(row["valid_from"])
        except ValueError:
            raise ValueError(f"line {number}: expected a day like 2026-01-01") from None
        if key in rows:
            raise ValueError(f"line {number}: {key[0]} from {key[1]} stands there twice")
        rows[key] = Money.rubles(row["mean"])
        test_data = test_data or row["source"].startswith("TEST")
    return MeanIncomes(rows, test_data)


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number; every column must be there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if not set(columns) <= set(table.fieldnames or ()):
            raise ValueError(f"the first line must be {','.join(columns)}")
        try:
            for row in table:
                if any(row[column] is None for column in columns):
                    raise ValueError(f"line {table.line_num}: it needs {','.join(columns)}")
                yield table.line_num, {column: row[column].strip() for column in columns}
        except csv.Error as error:
            raise ValueError(f"line {table.line_num}: {error}") from None


@dataclass
class WatchedFile:
    """A file that may change while the bot runs, or be none."""

    path: Path | None
    _seen: int | None = field(init=False)

    def __post_init__(self) -> None:
        self._seen = self._changed_at()

    def has_changed(self) -> bool:
        """Since the last look, or since this was made."""
        before, self._seen = self._seen, self._changed_at()
        return before != self._seen

    def _changed_at(self) -> int | None:
        try:
            return self.path.stat().st_mtime_ns if self.path is not None else None
        except OSError:  # not there for a moment
            return None
