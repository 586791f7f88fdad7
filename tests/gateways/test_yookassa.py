"""YooKassa's protocol, word by word."""

import base64
from datetime import UTC, datetime

from domain.gateways import UNTOLD, Bank, CardFacts
from domain.money import Money
from tests.gateways.desk import Desk
from tests.gateways.yookassa_words import (
    CARD,
    METHOD,
    PAYMENT,
    PAYMENT_ID,
    PAYOUT,
    PAYOUT_ID,
    SINCE,
    hold,
    pay_out,
)


def user_of(headers: dict[str, str]) -> str:
    return base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()


async def test_a_card_is_bound_on_a_page(desk: Desk, bank: Bank) -> None:
    desk.answers(METHOD)

    method = await bank.bind_card(key="k-0", return_url="https://t.me/bot")

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/payment_methods")
    assert asked.headers["Idempotence-Key"] == "k-0"
    assert user_of(asked.headers) == "100500:shop-key"
    assert asked.json == {
        "type": "bank_card",
        "confirmation": {"type": "redirect", "return_url": "https://t.me/bot"},
    }
    assert (method.status, method.page, method.card) == (
        "pending",
        "https://bank.example/pay/1",
        None,
    )


async def test_a_bound_card_is_known_by_its_digits(desk: Desk, bank: Bank) -> None:
    desk.answers({**METHOD, "status": "active", "saved": True, "card": CARD})

    method = await bank.payment_method("m-1")

    assert desk.asked[0].path == "/v3/payment_methods/m-1"
    assert (method.status, method.page) == ("active", None)
    assert method.card == CardFacts(
        first6="220220",
        last4="4477",
        expiry_year=2030,
        expiry_month=7,
        scheme="Mir",
        issuer="Sberbank",
    )


async def test_the_bank_need_not_tell_the_first_digits(desk: Desk, bank: Bank) -> None:
    plain = {name: value for name, value in CARD.items() if name != "first6"}
    desk.answers({**METHOD, "status": "active", "saved": True, "card": plain})

    method = await bank.payment_method("m-1")

    assert method.card is not None
    assert (method.card.last4, method.card.told) == ("4477", False)


async def test_nor_the_card_at_all(desk: Desk, bank: Bank) -> None:
    """`card` of an active method isn't required by the bank's schema."""
    desk.answers({**METHOD, "status": "active", "saved": True})

    assert (await bank.payment_method("m-1")).card == UNTOLD


async def test_a_hold_is_a_payment_without_capture(desk: Desk, bank: Bank) -> None:
    desk.answers(PAYMENT)

    payment = await hold(bank)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/payments")
    assert asked.headers["Idempotence-Key"] == "k-1"
    assert asked.json == {
        "amount": {"value": "3.47", "currency": "RUB"},
        "capture": False,
        "payment_method_id": "m-1",
        "description": "Проверка карты",
        "metadata": {"reference": "hold-1"},
    }
    assert (payment.status, payment.amount) == ("waiting_for_capture", Money(347))
    assert payment.created_at == datetime(2026, 7, 1, 9, tzinfo=UTC)


async def test_a_cancelled_hold_tells_why(desk: Desk, bank: Bank) -> None:
    reason = {"party": "payment_network", "reason": "insufficient_funds"}
    desk.answers({**PAYMENT, "status": "canceled", "cancellation_details": reason})

    payment = await bank.cancel(PAYMENT_ID, key="k-3")

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", f"/v3/payments/{PAYMENT_ID}/cancel")
    assert asked.headers["Idempotence-Key"] == "k-3"
    assert asked.headers["Content-Length"] == "0"  # the bank's schema knows no body here
    assert (payment.status, payment.cancel_reason) == ("canceled", "insufficient_funds")


async def test_a_payout_goes_from_the_gateway(desk: Desk, bank: Bank) -> None:
    desk.answers(PAYOUT)

    payout = await pay_out(bank)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/payouts")
    assert user_of(asked.headers) == "506:gateway-key"
    assert asked.json == {
        "amount": {"value": "10000.00", "currency": "RUB"},
        "payment_method_id": "m-1",
        "description": "Заём",
        "metadata": {"reference": "payout-1"},
    }
    assert (payout.status, payout.amount, payout.succeeded_at) == (
        "pending",
        Money.rubles(10000),
        None,
    )


async def test_a_failed_payout_tells_whose_fault_it_is(desk: Desk, bank: Bank) -> None:
    reason = {"party": "yoo_money", "reason": "insufficient_funds"}
    desk.answers({**PAYOUT, "status": "canceled", "cancellation_details": reason})

    payout = await bank.payout(PAYOUT_ID)

    assert (payout.cancel_party, payout.cancel_reason) == ("yoo_money", "insufficient_funds")


async def test_payments_are_found_by_reference_over_all_pages(desk: Desk, bank: Bank) -> None:
    other = {**PAYMENT, "id": "other", "metadata": {"reference": "hold-2"}}
    bare = {key: value for key, value in PAYMENT.items() if key != "metadata"}
    desk.answers(
        {"type": "list", "items": [other, bare], "next_cursor": "page-2"},
        {"type": "list", "items": [PAYMENT]},
    )

    found = await bank.find_payments(reference="hold-1", since=SINCE)

    assert [payment.id for payment in found] == [PAYMENT["id"]]
    first, second = desk.asked
    assert first.path == "/v3/payments"
    assert first.query == {"created_at.gte": "2026-07-01T09:00:00.123Z", "limit": "100"}
    assert second.query == {**first.query, "cursor": "page-2"}


async def test_payouts_are_searched_by_reference(desk: Desk, bank: Bank) -> None:
    desk.answers({"type": "list", "items": [PAYOUT]})

    found = await bank.find_payouts(reference="payout-1", since=SINCE)

    assert [payout.id for payout in found] == [PAYOUT["id"]]
    (asked,) = desk.asked
    assert asked.path == "/v3/payouts/search"
    assert asked.query["metadata[reference]"] == "payout-1"
    assert user_of(asked.headers) == "506:gateway-key"
