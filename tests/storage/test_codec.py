"""Domain values survive being written as JSON."""

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import domain.notifications
from domain.gateways import BureauReport, CardFacts, OpenLoan
from domain.ledger.loan_events import Agreed, Holidays, Paid, Refunded
from domain.model.application import Application, Draft, Form, IdentityCheck
from domain.money import Money
from domain.notifications import Notice
from domain.ports import Signature
from domain.rules.decision import Decision, Inputs, OpenElsewhere
from domain.rules.plan import Plan
from storage.engine.codec import dump, load

NOTICES = sorted(
    (
        kind
        for kind in vars(domain.notifications).values()
        if isinstance(kind, type) and issubclass(kind, Notice) and kind is not Notice
    ),
    key=lambda kind: kind.__name__,
)
KINDS = [
    *NOTICES,
    Application,
    Draft,
    Form,
    IdentityCheck,
    Inputs,
    OpenElsewhere,
    Decision,
    BureauReport,
    OpenLoan,
    CardFacts,
    Signature,
    Paid,
    Agreed,
    Holidays,
    Refunded,
    Plan,
]


def any_of(kind: Any) -> some.SearchStrategy[Any]:
    """Any value of a type that the domain uses."""
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        return some.one_of(*(any_of(part) for part in parts))
    if origin is tuple:
        return some.lists(any_of(parts[0]), max_size=3).map(tuple)
    if origin is dict:
        return some.dictionaries(any_of(parts[0]), any_of(parts[1]), max_size=3)
    if isinstance(kind, typing.NewType):
        return any_of(kind.__supertype__)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return some.sampled_from(kind)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Money:
        hints = typing.get_type_hints(kind)
        fields = {field.name: any_of(hints[field.name]) for field in dataclasses.fields(kind)}
        return some.builds(kind, **fields)
    return PLAIN[kind]


PLAIN: dict[Any, some.SearchStrategy[Any]] = {
    str: some.text(max_size=20),
    int: some.integers(),
    bool: some.booleans(),
    date: some.dates(),
    datetime: some.datetimes(timezones=some.just(UTC)),
    Decimal: some.decimals(allow_nan=False, allow_infinity=False),
    Money: some.integers().map(Money),
    type(None): some.none(),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_whatever_it_holds_comes_back_equal(kind: type) -> None:
    @settings(max_examples=30, database=None)
    @given(any_of(kind))
    def comes_back(value: object) -> None:
        again: object = load(kind, dump(value))
        assert again == value
        assert type(again) is type(value)

    comes_back()


def test_json_is_short_and_in_plain_letters() -> None:
    facts = CardFacts(
        first6="220220", last4="4477", expiry_year=2030, expiry_month=1, scheme="Мир", issuer=None
    )
    assert dump(facts) == (
        '{"first6":"220220","last4":"4477","expiry_year":2030,"expiry_month":1,'
        '"scheme":"Мир","issuer":null}'
    )


def test_a_field_that_a_newer_version_added_gets_its_default() -> None:
    """Drafts that were written before an upgrade are still read after it."""
    draft = load(Draft, '{"borrower_id":1,"updated_at":"2026-11-23T09:00:00+00:00"}')

    assert (draft.amount, draft.answers) == (None, {})
