"""The form of requests: what is wrong is refused and named."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.bank import bindings, payments, payouts, refunds
from tests.support.bank import RETURN, BankAtWork, bank_at_work, rub
from tests.support.openapi import YOOKASSA

REDIRECT = {"type": "redirect", "return_url": RETURN}
GOOD = {"amount": rub("3.47"), "confirmation": REDIRECT}
WRONG: list[tuple[str, Any, str | None]] = [
    ("/payments", [], None),
    ("/payments", {"confirmation": REDIRECT}, "amount"),
    ("/payments", {"amount": rub("3.47")}, "confirmation"),
    ("/payments", GOOD | {"sum": "1"}, "sum"),
    ("/payments", GOOD | {"deal": {}}, "deal"),
    ("/payments", GOOD | {"capture": "yes"}, "capture"),
    ("/payments", GOOD | {"description": "x" * 129}, "description"),
    ("/payments", GOOD | {"metadata": {"n": 1}}, "metadata.n"),
    ("/payments", GOOD | {"confirmation": {"type": "redirect"}}, "confirmation.return_url"),
    ("/payments", GOOD | {"confirmation": {"type": "fax"}}, "confirmation.type"),
    ("/payments", GOOD | {"payment_method_data": {"type": "gold"}}, "payment_method_data.type"),
    ("/payment_methods", {"confirmation": REDIRECT}, "type"),
    ("/payment_methods", {"type": "sbp", "confirmation": REDIRECT}, "type"),
    ("/payment_methods", {"type": "bank_card"}, "confirmation"),
    ("/refunds", {"amount": rub("1.00")}, "payment_id"),
    ("/refunds", {"amount": rub("1.00"), "payment_id": "nothing"}, "payment_id"),
    ("/payouts", {"amount": rub("1.00")}, "payout_destination_data"),
]
SUMS = ["3.4", "3", "3,47", "-1.00", "0.00", "03.47", "1e2", "", " 3.47", "٣.47"]


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


@pytest.mark.parametrize(("path", "body", "parameter"), WRONG)
async def test_a_body_of_the_wrong_form_names_the_parameter(
    bank: BankAtWork, path: str, body: Any, parameter: str | None
) -> None:
    status, answer = await bank.call("POST", path, body)

    assert (status, answer["code"]) == (400, "invalid_request")
    assert answer.get("parameter") == parameter


@pytest.mark.parametrize("value", [*SUMS, 3.47, 3, None])
async def test_a_sum_is_a_string_with_two_decimals_above_zero(bank: BankAtWork, value: Any) -> None:
    body = GOOD | {"amount": {"value": value, "currency": "RUB"}}

    status, answer = await bank.call("POST", "/payments", body)

    assert (status, answer["parameter"]) == (400, "amount.value")


async def test_other_money_than_roubles_is_refused(bank: BankAtWork) -> None:
    body = GOOD | {"amount": {"value": "3.47", "currency": "USD"}}

    status, answer = await bank.call("POST", "/payments", body)

    assert (status, answer["parameter"]) == (400, "amount.currency")


@pytest.mark.parametrize(
    "query",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"status": "done"},
        {"created_at.gte": "yesterday"},
        {"cursor": "nothing"},
        {"metadata": "x"},
    ],
)
async def test_a_wrong_query_names_the_parameter(bank: BankAtWork, query: dict[str, str]) -> None:
    status, answer = await bank.call("GET", "/payments", query=query)

    assert (status, answer["parameter"]) == (400, next(iter(query)))


def test_every_described_request_field_is_served_or_refused_by_name() -> None:
    def known(record: Any) -> set[str]:
        return {*record.fields, *record.unserved}

    served = {
        "/payments": known(payments.CREATE),
        "/payments/{payment_id}/capture": known(payments.CAPTURE),
        "/payment_methods": known(bindings.CARD) | {"type"},
        "/refunds": known(refunds.CREATE),
        "/payouts": known(payouts.CREATE),
    }
    described = {
        path: set(calls["post"]["request_fields"])
        for path, calls in YOOKASSA.document["paths"].items()
        if "request_fields" in calls.get("post", {})
    }
    assert served == described
