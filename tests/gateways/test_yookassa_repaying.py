"""Repayments and refunds: the bank's adapter against the sandbox's bank."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.gateways.yookassa import YooKassa
from domain.gateways import Bank, GatewayRefused, GatewayUnclear
from domain.money import ZERO, Money
from tests.gateways.town import Town
from tests.gateways.yookassa_words import charge, give_back, open_payment

FULL = Money.rubles(10800)


@pytest.fixture
def bank(town: Town, session: ClientSession) -> Bank:
    town.live()
    return YooKassa(
        session,
        f"{town.base}/bank/v3",
        shop=("100500", "shop-key"),
        gateway=("200500", "gateway-key"),
    )


async def bound(town: Town, bank: Bank, card: str) -> str:
    method = await bank.bind_card(key="bind", return_url="http://127.0.0.1/")
    assert method.page is not None
    await town.bank.confirm(method.page, card)
    return method.id


async def pass_time(town: Town, **delay: float) -> None:
    town.clock.move_to(town.clock.now() + timedelta(**delay))
    await town.clock.run_due()


@pytest.mark.parametrize(
    ("card", "status", "reason"),
    [
        ("good", "succeeded", None),
        ("no_money", "canceled", "insufficient_funds"),
        ("late", "pending", None),
    ],
)
async def test_a_bound_card_is_charged_without_a_page(
    town: Town, bank: Bank, card: str, status: str, reason: str | None
) -> None:
    payment = await charge(bank, await bound(town, bank, card))

    assert (payment.status, payment.amount, payment.page) == (status, FULL, None)
    assert (payment.cancel_reason, payment.refunded) == (reason, ZERO)
    assert payment.paid_with is not None
    assert (payment.captured_at is not None) is (status == "succeeded")
    await pass_time(town, seconds=40)
    ended = await bank.payment(payment.id)
    assert ended.status == ("canceled" if reason else "succeeded")


@pytest.mark.parametrize(("card", "paid_with"), [("good", "•1002"), ("sbp", "СБП")])
async def test_a_payment_is_made_on_its_page(
    town: Town, bank: Bank, card: str, paid_with: str
) -> None:
    opened = await open_payment(bank)
    assert (opened.status, opened.paid_with) == ("pending", None)
    assert opened.page is not None

    await town.bank.confirm(opened.page, card)

    paid = await bank.payment(opened.id)
    assert (paid.status, paid.paid_with, paid.page) == ("succeeded", paid_with, None)
    assert (await open_payment(bank)).id == opened.id


async def test_a_page_expires(town: Town, bank: Bank) -> None:
    opened = await open_payment(bank)

    await pass_time(town, hours=1)

    ended = await bank.payment(opened.id)
    assert (ended.status, ended.cancel_reason) == ("canceled", "expired_on_confirmation")
    assert ended.page is None


@pytest.mark.parametrize(
    ("card", "status", "reason"),
    [
        ("good", "succeeded", None),
        ("sbp", "succeeded", None),
        ("late", "pending", None),
        ("payout_refused", "canceled", "rejected_by_payee"),
    ],
)
async def test_what_was_paid_too_much_goes_back(
    town: Town, bank: Bank, card: str, status: str, reason: str | None
) -> None:
    opened = await open_payment(bank)
    assert opened.page is not None
    await town.bank.confirm(opened.page, card)
    await pass_time(town, seconds=40)

    refund = await give_back(bank, opened.id)

    assert (refund.payment_id, refund.amount) == (opened.id, Money.rubles(800))
    assert (refund.status, refund.cancel_reason) == (status, reason)
    await pass_time(town, seconds=40)
    assert (await bank.refund_of(refund.id)).status == ("canceled" if reason else "succeeded")
    back = ZERO if reason else Money.rubles(800)
    assert (await bank.payment(opened.id)).refunded == back


async def test_a_payment_that_was_not_made_cannot_be_refunded(bank: Bank) -> None:
    opened = await open_payment(bank)

    with pytest.raises(GatewayRefused) as refused:
        await give_back(bank, opened.id)

    assert refused.value.code == "invalid_request"


async def test_what_was_lost_is_found_again_by_its_reference(town: Town, bank: Bank) -> None:
    method, since = await bound(town, bank, "good"), town.clock.now()
    for fault in ("charge", "refund"):
        town.faults.order(of="bank", method=fault, fault="lost")

    with pytest.raises(GatewayUnclear):
        await charge(bank, method)
    (paid,) = await bank.find_payments(reference="repayment-1", since=since)
    with pytest.raises(GatewayUnclear):
        await give_back(bank, paid.id)
    (back,) = await bank.find_refunds(reference="refund-1", since=since)

    assert (paid.amount, back.amount, back.payment_id) == (FULL, Money.rubles(800), paid.id)
    assert await bank.find_refunds(reference="refund-2", since=since) == []
    assert (await charge(bank, method)).id == paid.id
    assert (await give_back(bank, paid.id)).id == back.id


async def test_a_lost_page_is_opened_again_by_the_same_key(town: Town, bank: Bank) -> None:
    town.faults.order(of="bank", method="payment_page", fault="lost")
    with pytest.raises(GatewayUnclear):
        await open_payment(bank)

    again = await open_payment(bank)

    assert again.page is not None
    assert len(town.bank.state()["payments"]) == 1


async def test_all_refunds_of_one_payment_are_found_by_it(town: Town, bank: Bank) -> None:
    method = await bound(town, bank, "good")
    paid, other = await charge(bank, method), await charge(bank, method, key="k-other")
    made = await give_back(bank, paid.id)
    await give_back(bank, other.id, key="k-other-back")

    assert [one.id for one in await bank.refunds_of(paid.id)] == [made.id]


async def test_refunds_are_found_over_many_pages(town: Town, bank: Bank) -> None:
    method, since = await bound(town, bank, "good"), town.clock.now()
    payments = [(await charge(bank, method, key=f"pay-{n}")).id for n in range(8)]
    made = {
        (await give_back(bank, payment, key=f"{payment[-12:]}-{n}")).id
        for payment in payments
        for n in range(13)
    }

    found = await bank.find_refunds(reference="refund-1", since=since)

    assert {refund.id for refund in found} == made
    assert len(made) > 100
    assert await bank.find_refunds(reference="refund-1", since=town.clock.now()) == []
