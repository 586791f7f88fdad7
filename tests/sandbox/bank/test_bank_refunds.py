"""Refunds: decided at once, later or against; and their list."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.bank import RETURN, BankAtWork, bank_at_work, rub


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def paid(bank: BankAtWork, card: str) -> str:
    """The id of a payment of 100 ₽ that was made on its page."""
    redirect = {"type": "redirect", "return_url": RETURN}
    body = {"amount": rub("100.00"), "capture": True, "confirmation": redirect}
    payment = await bank.post("/payments", body)
    await bank.bank.confirm(payment["confirmation"]["confirmation_url"], card)
    await bank.pass_time(minutes=1)
    return str(payment["id"])


async def give_back(bank: BankAtWork, payment: str, sum_: str = "60.00") -> dict[str, Any]:
    return await bank.post("/refunds", {"payment_id": payment, "amount": rub(sum_)})


async def test_an_sbp_payment_goes_back_to_its_account(bank: BankAtWork) -> None:
    refund = await give_back(bank, await paid(bank, "sbp"))

    assert refund["status"] == "succeeded"
    assert bank.texts()[-1] == "Отмена покупки 60,00 ₽ SMARTCASH. Счёт СБП"


async def test_a_late_card_s_refund_is_pending_and_reserves_its_sum(bank: BankAtWork) -> None:
    payment = await paid(bank, "late")
    bank.listen()

    refund = await give_back(bank, payment)

    assert refund["status"] == "pending"
    more = {"payment_id": payment, "amount": rub("60.00")}
    status, answer = await bank.call("POST", "/refunds", more)
    assert (status, answer["parameter"]) == (400, "amount.value")
    assert (await bank.get(f"/payments/{payment}"))["refunded_amount"]["value"] == "0.00"

    await bank.pass_time(seconds=40)
    await bank.settle()

    assert (await bank.get(f"/refunds/{refund['id']}"))["status"] == "succeeded"
    assert (await bank.get(f"/payments/{payment}"))["refunded_amount"]["value"] == "60.00"
    assert bank.events() == ["refund.succeeded"]


async def test_a_refused_refund_leaves_the_payment_whole(bank: BankAtWork) -> None:
    payment = await paid(bank, "payout_refused")
    bank.listen()

    refund = await give_back(bank, payment)
    await bank.settle()

    reason = {"party": "refund_network", "reason": "rejected_by_payee"}
    assert (refund["status"], refund["cancellation_details"]) == ("canceled", reason)
    found = await bank.get(f"/payments/{payment}")
    assert (found["refunded_amount"]["value"], found["refundable"]) == ("0.00", True)
    assert bank.events() == []
    assert bank.bank.state()["refunded"] == "0.00"
    assert bank.bank.state()["refunds"][0]["reason"] == "rejected_by_payee"


async def test_a_reset_forgets_a_refund_that_is_pending(bank: BankAtWork) -> None:
    await give_back(bank, await paid(bank, "late"))
    bank.bank.reset()

    await bank.pass_time(minutes=1)

    assert bank.bank.state()["refunds"] == []


async def test_the_list_is_newest_first_in_pages_and_by_time_and_state(bank: BankAtWork) -> None:
    payment, made = await paid(bank, "good"), []
    for _ in range(4):
        made.append(await give_back(bank, payment, "1.00"))
        await bank.pass_time(minutes=1)

    first = await bank.get("/refunds", limit="3")
    second = await bank.get("/refunds", limit="3", cursor=first["next_cursor"])
    since = await bank.get("/refunds", **{"created_at.gte": made[2]["created_at"]})

    assert first["items"] + second["items"] == made[::-1]
    assert "next_cursor" not in second
    assert since["items"] == [made[3], made[2]]
    assert (await bank.get("/refunds", status="canceled"))["items"] == []
