"""Payouts, and that every kopeck is accounted for."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.support.bank import BankAtWork, bank_at_work, rub


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def test_a_payout_arrives_at_once_and_the_payee_reads_it(bank: BankAtWork) -> None:
    payout = await bank.pay_out(await bank.bound(), metadata={"reference": "loan-1"})

    assert payout["id"].startswith("po-")
    assert payout["status"] == "succeeded"
    assert payout["succeeded_at"]
    assert payout["payout_destination"]["card"]["last4"] == "1002"
    assert bank.texts() == ["Зачисление 10 000 ₽ SMARTCASH. Карта *1002"]
    state = bank.bank.state()
    assert (state["balance"], state["paid_out"]) == ("990000.00", "10000.00")
    assert state["payouts"][0]["reference"] == "loan-1"


async def test_the_card_s_bank_refuses_a_payout(bank: BankAtWork) -> None:
    payout = await bank.pay_out(await bank.bound("payout_refused"))

    assert payout["status"] == "canceled"
    assert payout["cancellation_details"] == {
        "party": "payout_network",
        "reason": "general_decline",
    }
    assert bank.bank.state()["balance"] == "1000000.00"


async def test_the_empty_balance_fills_ten_minutes_after_the_first_refusal(
    bank: BankAtWork,
) -> None:
    card = await bank.bound("payout_empty")

    first = await bank.pay_out(card)
    await bank.pass_time(minutes=9)
    second = await bank.pay_out(card)
    await bank.pass_time(minutes=1)
    third = await bank.pay_out(card)

    empty = {"party": "yoo_money", "reason": "insufficient_funds"}
    assert first["cancellation_details"] == second["cancellation_details"] == empty
    assert third["status"] == "succeeded"


async def test_an_empty_balance_stops_every_card(bank: BankAtWork) -> None:
    card = await bank.bound()

    bank.bank.empty = True
    refused = await bank.pay_out(card)
    bank.bank.empty = False

    assert refused["cancellation_details"]["reason"] == "insufficient_funds"
    assert (await bank.pay_out(card))["status"] == "succeeded"


async def test_no_more_is_paid_out_than_there_is(bank: BankAtWork) -> None:
    card = await bank.bound()
    await bank.pay_out(card, "999999.99")

    over = await bank.pay_out(card, "0.02")
    last = await bank.pay_out(card, "0.01")

    assert over["cancellation_details"] == {"party": "yoo_money", "reason": "insufficient_funds"}
    assert last["status"] == "succeeded"
    assert bank.bank.state()["balance"] == "0.00"


async def test_a_late_payout_is_reserved_and_arrives_after_forty_seconds(bank: BankAtWork) -> None:
    payout = await bank.pay_out(await bank.bound("late"))

    state = bank.bank.state()
    assert payout["status"] == "pending"
    assert (state["balance"], state["in_transit"]) == ("990000.00", "10000.00")
    await bank.pass_time(seconds=40)
    assert (await bank.get(f"/payouts/{payout['id']}"))["status"] == "succeeded"


@pytest.mark.parametrize(
    "target",
    [
        {"type": "bank_card", "card": {"number": "2200123456789019"}},
        {"type": "sbp", "phone": "79161234567", "bank_id": "100000000111"},
    ],
)
async def test_a_payout_goes_to_a_card_number_or_a_phone(
    bank: BankAtWork, target: dict[str, object]
) -> None:
    payout = await bank.post(
        "/payouts", {"amount": rub("10.50"), "payout_destination_data": target}
    )

    assert payout["status"] == "succeeded"
    assert payout["payout_destination"]["type"] == target["type"]


async def test_payouts_are_found_by_their_metadata(bank: BankAtWork) -> None:
    card = await bank.bound()
    made = [await bank.pay_out(card, metadata={"reference": f"loan-{n}"}) for n in (1, 2, 1)]

    found = await bank.get(
        "/payouts/search",
        **{"metadata[reference]": "loan-1", "created_at.gte": made[0]["created_at"]},
    )

    assert [p["id"] for p in found["items"]] == [made[2]["id"], made[0]["id"]]
    assert len((await bank.get("/payouts", status="succeeded"))["items"]) == 3


async def test_the_sums_follow_from_the_operations(bank: BankAtWork) -> None:
    card = await bank.bound()
    await bank.hold(card, "3.47")
    paid = await bank.hold(card, "500.10", capture=True)
    await bank.post("/refunds", {"payment_id": paid["id"], "amount": rub("0.10")})
    await bank.pay_out(card, "12345.67")
    await bank.pay_out(await bank.bound("payout_refused"), "1.00")
    await bank.pay_out(await bank.bound("late"), "2.00")

    state = bank.bank.state()

    sums = {k: v for k, v in state.items() if isinstance(v, str)}
    assert sums == {
        "balance": "987652.33",
        "held": "3.47",
        "received": "500.10",
        "refunded": "0.10",
        "paid_out": "12345.67",
        "in_transit": "2.00",
    }
    gone = Decimal(state["paid_out"]) + Decimal(state["in_transit"])
    assert Decimal(state["balance"]) + gone == Decimal("1000000.00")
    assert [h["sum"] for h in state["holds"]] == ["3.47"]
    assert [p["sum"] for p in state["payments"]] == ["500.10"]
    assert len(state["bindings"]) == 3
