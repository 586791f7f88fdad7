"""Editions of the law: what a contract was made with, and keeps.

An edition is the table of the law, the terms of the products and the calendar of days off as they
stood in the files at one moment, under the hash of all that. `Loan.law` names one. Rows by the
contract's date, product terms and days off come from the loan's edition; rows by the day of an
application, an agreement or an event come from the newest (decision 30).

Editions are values. Which ones are known is told by `learn` when the program starts: storage keeps
every edition that was ever the newest. Those of before there was such a store lie in law/former.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Self

from domain.money import Money
from domain.rules import product as products
from domain.rules import regulation, workdays
from domain.rules.product import Product
from domain.rules.regulation import Rule, Table
from domain.rules.workdays import Calendar


@dataclass(frozen=True, eq=False)
class Edition:
    version: str
    table: Table
    products: Mapping[str, Product]
    calendar: Calendar
    tail: Money  # what is left after a payment and isn't worth another one

    @classmethod
    def of(
        cls, table: Table, kinds: Mapping[str, Product], calendar: Calendar, tail: Money
    ) -> Self:
        body = _body(table, kinds, calendar, tail)
        return cls(sha256(body.encode()).hexdigest()[:12], table, dict(kinds), calendar, tail)

    @classmethod
    def read(cls, version: str, body: str) -> Self:
        """What `body` once wrote."""
        plain = json.loads(body)
        off, worked = (
            frozenset(date.fromisoformat(day) for day in plain[name]) for name in ("off", "worked")
        )
        kinds = {one["code"]: _product(one) for one in plain["products"]}
        table, tail = Table.read(plain["table"]), Money(plain["tail"])
        return cls(version, table, kinds, Calendar(off=off, worked=worked), tail)

    @property
    def body(self) -> str:
        """As JSON text, the same for the same edition."""
        return _body(self.table, self.products, self.calendar, self.tail)

    def rule(self, key: str, on: date) -> Rule:
        """NoRule."""
        return self.table.rule(key, on)

    def product(self, code: str) -> Product:
        """KeyError when it sold no such product."""
        return self.products[code]


def _body(table: Table, kinds: Mapping[str, Product], calendar: Calendar, tail: Money) -> str:
    plain = {
        "table": table.text,
        "products": [_plain(kinds[code]) for code in sorted(kinds)],
        "off": sorted(day.isoformat() for day in calendar.off),
        "worked": sorted(day.isoformat() for day in calendar.worked),
        "tail": tail.kopecks,
    }
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _plain(one: Product) -> dict[str, Any]:
    sums = {"least": one.least.kopecks, "most": one.most.kopecks}
    return vars(one) | sums | {"daily_rate": str(one.daily_rate)}


def _product(plain: Mapping[str, Any]) -> Product:
    sums = {name: Money(plain[name]) for name in ("least", "most")}
    return Product(**{**plain, **sums, "daily_rate": Decimal(plain["daily_rate"])})


@cache
def newest() -> Edition:
    """That of the files. BadTable."""
    table = regulation.table()
    table.goes_on()
    for one in former().values():
        table.keeps_all_of(one.table)
    return Edition.of(table, products.PRODUCTS, workdays.calendar(), products.SMALL_BALANCE)


def version() -> str:
    """That of a contract made now."""
    return newest().version


@cache
def former() -> Mapping[str, Edition]:
    """Editions that were released before they were stored; their versions are the hashes of the
    table alone."""
    folder = files("domain.rules.law").joinpath("former")
    found = {}
    for file in folder.iterdir():
        if file.name.endswith(".json"):
            name = file.name.removesuffix(".json")
            found[name] = Edition.read(name, file.read_text(encoding="utf-8"))
    return found


_known: dict[str, Edition] = {}


def learn(one: Edition) -> None:
    """From now on contracts find this edition."""
    _known[one.version] = one


def is_known(law: str) -> bool:
    return law in _known or law in former() or law == version()


def edition(law: str) -> Edition:
    """Of a contract. One that nobody knows is the newest: whoever starts the program is told of
    such contracts (storage/rows/editions.py)."""
    found = _known.get(law)
    if found is None:
        found = former().get(law) or newest()
        if found.version == law:
            _known[law] = found
    return found
