"""YooKassa's protocol, word by word: repayments by a bound card or on a page, and refunds."""

import pytest

from domain.gateways import Bank, GatewayUnclear
from domain.money import ZERO, Money
from tests.gateways.desk import Desk
from tests.gateways.yookassa_words import (
    CARD,
    METHOD,
    ON_PAGE,
    PAYMENT,
    PAYMENT_ID,
    REFUND,
    REFUND_ID,
    SINCE,
    charge,
    give_back,
    open_payment,
)


async def test_a_charge_of_a_bound_card_is_captured_at_once(desk: Desk, bank: Bank) -> None:
    with_card = METHOD | {"status": "active", "saved": True, "card": CARD}
    desk.answers({**PAYMENT, "status": "succeeded", "payment_method": with_card})

    payment = await charge(bank)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/payments")
    assert asked.headers["Idempotence-Key"] == "k-4"
    assert asked.json == {
        "amount": {"value": "10800.00", "currency": "RUB"},
        "capture": True,
        "payment_method_id": "m-1",
        "description": "Погашение займа",
        "metadata": {"reference": "repayment-1"},
    }
    assert (payment.status, payment.paid_with, payment.page) == ("succeeded", "•4477", None)


async def test_a_page_lets_the_payer_choose_how_to_pay(desk: Desk, bank: Bank) -> None:
    desk.answers(ON_PAGE)

    payment = await open_payment(bank)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/payments")
    assert asked.headers["Idempotence-Key"] == "k-5"
    assert asked.json == {
        "amount": {"value": "10800.00", "currency": "RUB"},
        "capture": True,
        "confirmation": {"type": "redirect", "return_url": "https://t.me/bot"},
        "description": "Погашение займа",
        "metadata": {"reference": "repayment-1"},
    }
    assert (payment.status, payment.page) == ("pending", "https://bank.example/pay/2")
    assert (payment.paid_with, payment.refunded) == (None, ZERO)


async def test_a_payment_by_sbp_tells_so_and_what_went_back(desk: Desk, bank: Bank) -> None:
    by_sbp = {"type": "sbp", "id": "m-2", "saved": False, "status": "inactive"}
    back = {"value": "800.00", "currency": "RUB"}
    paid = ON_PAGE | {"status": "succeeded", "payment_method": by_sbp, "refunded_amount": back}
    desk.answers(paid)

    payment = await bank.payment(PAYMENT_ID)

    assert (payment.paid_with, payment.refunded) == ("СБП", Money.rubles(800))
    assert payment.page is None


@pytest.mark.parametrize(
    "change",
    [
        {"confirmation": {"type": "redirect"}},
        {"refunded_amount": {"value": "1.00", "currency": "USD"}},
        {"payment_method": "card"},
        {"payment_method": {"type": "bank_card", "card": {"last4": 4477}}},
    ],
)
async def test_a_payment_that_makes_no_sense_is_unclear(
    desk: Desk, bank: Bank, change: dict[str, object]
) -> None:
    desk.answers(ON_PAGE | change)

    with pytest.raises(GatewayUnclear):
        await open_payment(bank)


async def test_a_refund_names_its_payment(desk: Desk, bank: Bank) -> None:
    desk.answers(REFUND)

    refund = await give_back(bank, PAYMENT_ID)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/v3/refunds")
    assert asked.headers["Idempotence-Key"] == "k-6"
    assert asked.json == {
        "payment_id": PAYMENT_ID,
        "amount": {"value": "800.00", "currency": "RUB"},
        "description": "Возврат лишнего",
        "metadata": {"reference": "refund-1"},
    }
    assert (refund.id, refund.payment_id) == (REFUND["id"], REFUND["payment_id"])
    assert (refund.status, refund.amount) == ("succeeded", Money.rubles(800))


async def test_a_cancelled_refund_tells_why(desk: Desk, bank: Bank) -> None:
    reason = {"party": "refund_network", "reason": "rejected_by_payee"}
    desk.answers({**REFUND, "status": "canceled", "cancellation_details": reason})

    refund = await bank.refund_of(REFUND_ID)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("GET", f"/v3/refunds/{REFUND_ID}")
    assert (refund.status, refund.cancel_reason) == ("canceled", "rejected_by_payee")


DOLLARS = {"value": "4.00", "currency": "USD"}


async def test_one_refund_in_another_currency_is_told_beside_the_others(
    desk: Desk, bank: Bank
) -> None:
    foreign = {**REFUND, "id": "other", "amount": DOLLARS, "metadata": {}}
    desk.answers({"type": "list", "items": [foreign, REFUND]})

    other, own = await bank.refunds(since=SINCE)

    assert (other.amount, other.foreign) == (ZERO, "4.00 USD")
    assert (own.amount, own.foreign) == (Money.rubles(800), None)


async def test_a_payment_in_another_currency_is_told_as_that(desk: Desk, bank: Bank) -> None:
    desk.answers({**PAYMENT, "status": "succeeded", "amount": DOLLARS, "refunded_amount": DOLLARS})

    paid = await bank.payment(PAYMENT_ID)

    assert (paid.amount, paid.foreign, paid.refunded) == (ZERO, "4.00 USD", ZERO)


async def test_the_refunds_of_one_payment_are_asked_for_by_it(desk: Desk, bank: Bank) -> None:
    desk.answers({"type": "list", "items": [REFUND]})

    (found,) = await bank.refunds_of(PAYMENT_ID)

    assert found.id == REFUND_ID
    (asked,) = desk.asked
    assert (asked.path, asked.query) == (
        "/v3/refunds",
        {"payment_id": PAYMENT_ID, "limit": "100"},
    )


async def test_refunds_are_found_by_reference_over_all_pages(desk: Desk, bank: Bank) -> None:
    other = {**REFUND, "id": "other", "metadata": {"reference": "refund-2"}}
    desk.answers(
        {"type": "list", "items": [other], "next_cursor": "page-2"},
        {"type": "list", "items": [REFUND]},
    )

    found = await bank.find_refunds(reference="refund-1", since=SINCE)

    assert [refund.id for refund in found] == [REFUND["id"]]
    first, second = desk.asked
    assert first.path == "/v3/refunds"
    assert first.query == {"created_at.gte": "2026-07-01T09:00:00.123Z", "limit": "100"}
    assert second.query == {**first.query, "cursor": "page-2"}
