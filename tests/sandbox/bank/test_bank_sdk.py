"""The bank's own SDK (pypi.org/project/yookassa), unpatched, as a shop of the sandbox's bank."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from yookassa import Configuration, Payment, Refund  # type: ignore[import-untyped]

from tests.support.bank import RETURN, SHOP, BankAtWork, bank_at_work

ORDER = {
    "amount": {"value": "100.00", "currency": "RUB"},
    "confirmation": {"type": "redirect", "return_url": RETURN},
}


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        Configuration.configure(*SHOP, api_url=str(at_work.client.make_url("/bank/v3")))
        yield at_work


async def test_takes_a_payment_and_gives_some_of_it_back(bank: BankAtWork) -> None:
    opened = await asyncio.to_thread(Payment.create, ORDER | {"capture": True})
    await bank.bank.confirm(opened.confirmation.confirmation_url, "good")
    back = await asyncio.to_thread(
        Refund.create,
        {"payment_id": opened.id, "amount": {"value": "40.00", "currency": "RUB"}},
    )

    paid = await asyncio.to_thread(Payment.find_one, opened.id)
    assert (paid.status, str(paid.refunded_amount.value)) == ("succeeded", "40.00")
    assert (back.status, back.payment_id) == ("succeeded", opened.id)


async def test_cancels_what_it_only_held(bank: BankAtWork) -> None:
    held = await asyncio.to_thread(Payment.create, ORDER | {"capture": False})
    await bank.bank.confirm(held.confirmation.confirmation_url, "good")

    assert (await asyncio.to_thread(Payment.cancel, held.id)).status == "canceled"
