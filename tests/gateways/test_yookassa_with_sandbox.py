"""The bank's adapter against the bank that the demo and the end-to-end tests use."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.gateways.yookassa import YooKassa
from domain.gateways import Bank, GatewayRefused, GatewayUnclear
from domain.money import Money
from tests.gateways.town import PHONE, Town
from tests.gateways.yookassa_words import PAYMENT_ID, hold, pay_out


@pytest.fixture
def bank(town: Town, session: ClientSession) -> Bank:
    return YooKassa(
        session,
        f"{town.base}/bank/v3",
        shop=("100500", "shop-key"),
        gateway=("200500", "gateway-key"),
    )


async def bind(town: Town, bank: Bank, card: str = "good") -> str:
    """Bind a test card as a borrower would, and give the method's id."""
    town.live()
    method = await bank.bind_card(key="bind", return_url="http://127.0.0.1/")
    assert method.status == "pending"
    assert method.page is not None
    await town.bank.confirm(method.page, card)
    return method.id


async def test_a_card_goes_from_binding_over_a_hold_to_its_cancelling(
    town: Town, bank: Bank
) -> None:
    method = await bank.payment_method(await bind(town, bank))
    assert (method.status, method.page) == ("active", None)
    assert method.card is not None
    assert (method.card.first6, method.card.last4) == ("220000", "1002")

    held = await hold(bank, method.id)
    assert (held.status, held.amount) == ("waiting_for_capture", Money(347))
    assert "3,47 ₽" in town.sms.messages(PHONE)[-1]["text"]

    cancelled = await bank.cancel(held.id, key="cancel")
    assert (cancelled.status, cancelled.cancel_reason) == ("canceled", "canceled_by_merchant")
    assert await bank.payment(held.id) == cancelled


async def test_the_same_key_is_the_same_payout(town: Town, bank: Bank) -> None:
    method = await bind(town, bank)

    first, second = await pay_out(bank, method), await pay_out(bank, method)

    assert first.id == second.id
    assert len(town.bank.state()["payouts"]) == 1


@pytest.mark.parametrize(
    ("card", "party"), [("payout_refused", "payout_network"), ("payout_empty", "yoo_money")]
)
async def test_a_payout_that_fails_tells_whose_fault_it_is(
    town: Town, bank: Bank, card: str, party: str
) -> None:
    payout = await pay_out(bank, await bind(town, bank, card))
    town.clock.move_to(town.clock.now() + timedelta(minutes=1))
    await town.clock.run_due()

    ended = await bank.payout(payout.id)

    assert (ended.status, ended.cancel_party) == ("canceled", party)


async def test_what_was_lost_is_found_again_by_its_reference(town: Town, bank: Bank) -> None:
    method, since = await bind(town, bank), town.clock.now()
    for fault in ("hold", "payout"):
        town.faults.order(of="bank", method=fault, fault="lost")

    with pytest.raises(GatewayUnclear):
        await hold(bank, method)
    with pytest.raises(GatewayUnclear):
        await pay_out(bank, method)

    (held,) = await bank.find_payments(reference="hold-1", since=since)
    (paid,) = await bank.find_payouts(reference="payout-1", since=since)
    assert (held.amount, paid.amount) == (Money(347), Money.rubles(10000))
    assert await bank.find_payments(reference="hold-2", since=since) == []
    assert await bank.find_payouts(reference="payout-2", since=since) == []
    assert (await hold(bank, method)).id == held.id


async def test_holds_are_found_over_many_pages(town: Town, bank: Bank) -> None:
    method, since = await bind(town, bank), town.clock.now()
    made = {(await hold(bank, method, key=f"hold-{n}")).id for n in range(101)}

    found = await bank.find_payments(reference="hold-1", since=since)

    assert {payment.id for payment in found} == made


async def test_a_busy_bank_names_when_to_ask_again(town: Town, bank: Bank) -> None:
    town.faults.order(of="bank", fault="429:5")

    with pytest.raises(GatewayUnclear) as unclear:
        await bank.payment(PAYMENT_ID)

    assert unclear.value.retry_after == 5


async def test_a_failing_bank_is_unclear(town: Town, bank: Bank) -> None:
    town.faults.order(of="bank", fault="500")

    with pytest.raises(GatewayUnclear):
        await bank.payment(PAYMENT_ID)


async def test_the_wrong_key_of_a_pair_is_refused(town: Town, session: ClientSession) -> None:
    bank = YooKassa(
        session,
        f"{town.base}/bank/v3",
        shop=("100500", "shop-key"),
        gateway=("100500", "shop-key"),
    )

    with pytest.raises(GatewayRefused) as refused:
        await pay_out(bank, await bind(town, bank))

    assert refused.value.code == "invalid_credentials"
