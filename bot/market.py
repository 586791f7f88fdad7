"""The market averages as a file: quarter,category,average,source (a line each)."""

import csv
from decimal import Decimal
from pathlib import Path

from domain.cost import MarketAverages


def read_market(path: Path, *, must_be_known: bool) -> MarketAverages:
    """OSError, KeyError or ValueError when the file can't be read."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return MarketAverages(
        averages={(row["quarter"], row["category"]): Decimal(row["average"]) for row in rows},
        must_be_known=must_be_known,
        test_data=any(row["source"].startswith("TEST") for row in rows),
    )
