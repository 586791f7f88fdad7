"""The check of what the bank is asked finds what YooKassa doesn't describe."""

from typing import Any

import pytest

from tests.gateways.yookassa_words import PAYMENT_ID
from tests.support.openapi import YOOKASSA
from tests.support.openapi_requests import Request, faults_of_request

KEY = {"Idempotence-Key": "k-1"}
ORDER: dict[str, Any] = {
    "amount": {"value": "10800.00", "currency": "RUB"},
    "capture": True,
    "confirmation": {"type": "redirect", "return_url": "https://t.me/bot"},
    "metadata": {"reference": "repayment-1"},
}


def faults(method: str, path: str, body: Any = None, **query: str) -> list[str]:
    headers = KEY if method == "POST" else {}
    return faults_of_request(YOOKASSA, Request(method, path, headers, query, body))


def test_what_is_described_may_be_asked() -> None:
    assert faults("POST", "/payments", ORDER) == []
    assert faults("GET", f"/payments/{PAYMENT_ID}") == []
    assert faults("GET", "/refunds", limit="100", cursor="x", payment_id=PAYMENT_ID) == []
    assert faults("GET", "/payouts/search", **{"metadata[reference]": "payout-1"}) == []


@pytest.mark.parametrize(
    "change",
    [
        {"sum": "1"},
        {"amount": {"value": "1.00"}},
        {"amount": {"value": "1.00", "currency": "RUB", "tip": "1"}},
        {"capture": "yes"},
        {"confirmation": {"type": "fax"}},
        {"confirmation": {"type": "redirect", "url": "https://t.me/bot"}},
        {"description": "x" * 129},
        {"metadata": {"reference": 1}},
    ],
)
def test_a_wrong_field_is_found(change: dict[str, Any]) -> None:
    assert faults("POST", "/payments", ORDER | change) != []


def test_a_wrong_call_is_found() -> None:
    assert faults("GET", "/invoices") == ["GET /invoices is not described"]
    assert faults("POST", "/refunds/search") != []
    assert faults("GET", "/payments/short") != []
    assert faults("GET", "/payments", limit="1", reference="x") == [
        "query: reference is not described"
    ]
    assert faults("GET", "/payments", **{"created_at.gte": "yesterday"}) != []
    assert faults_of_request(YOOKASSA, Request("POST", "/payments", {}, {}, ORDER)) == [
        "header: Idempotence-Key is missing"
    ]
