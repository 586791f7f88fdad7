"""Tables that a lender keeps as CSV files: market averages, and who may not be served."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from domain.cost import MarketAverages

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


def read_stop_lists(path: Path) -> list[tuple[str, str, str]]:
    """list,kind,value a line; OSError or ValueError when the file can't be read."""
    found = []
    for number, row in _rows(path, "list", "kind", "value"):
        if row["list"] not in LISTS or row["kind"] not in KINDS:
            raise ValueError(f"line {number}: list is block or 115fz, kind phone, passport or inn")
        if not re.fullmatch(KINDS[row["kind"]], row["value"], re.ASCII):
            raise ValueError(
                f"line {number}: a phone is +79161234567, a passport ten digits, an inn twelve"
            )
        found.append((row["list"], row["kind"], row["value"]))
    return found


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number; every column must be there."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = csv.DictReader(file)
        if not set(columns) <= set(table.fieldnames or ()):
            raise ValueError(f"the first line must be {','.join(columns)}")
        for row in table:
            if any(row[column] is None for column in columns):
                raise ValueError(f"line {table.line_num}: it needs {','.join(columns)}")
            yield table.line_num, {column: row[column].strip() for column in columns}
