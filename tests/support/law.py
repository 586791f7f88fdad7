"""Another edition of the law in the files, and a program that has begun anew with it."""

import csv
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from unittest.mock import patch

from domain.money import Money
from domain.rules import editions, product, regulation, workdays
from domain.rules.product import Product
from domain.rules.regulation import Table
from domain.rules.workdays import Calendar


def with_values(text: str, values: Mapping[str, str]) -> str:
    """The table with another value in every row of these keys."""
    rows = list(csv.DictReader(text.splitlines()))
    made = io.StringIO()
    writer = csv.DictWriter(made, rows[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(row | {"value": values.get(row["key"], row["value"])} for row in rows)
    return made.getvalue()


@contextmanager
def restarted(
    *,
    values: Mapping[str, str] | None = None,
    products: Mapping[str, Product] | None = None,
    calendar: Calendar | None = None,
    tail: Money | None = None,
    known: bool = True,
) -> Iterator[None]:
    """The files changed, and the program starts. Not `known`: it has forgotten the edition of
    before, and has yet to take up those of the database."""
    before = editions.newest()
    table = Table.read(with_values(regulation.table().text, values or {}))
    calendar = calendar or workdays.calendar()
    learnt = {before.version: before} if known else {}
    with (
        patch.object(regulation, "table", lambda: table),
        patch.object(workdays, "calendar", lambda: calendar),
        patch.object(product, "SMALL_BALANCE", tail or product.SMALL_BALANCE),
        patch.dict(product.PRODUCTS, products or {}),
        patch.dict(editions._known, learnt, clear=True),
    ):
        editions.newest.cache_clear()
        try:
            yield
        finally:
            editions.newest.cache_clear()
