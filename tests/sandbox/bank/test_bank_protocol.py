"""Credentials, idempotence keys, faults, the log."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.support.bank import GATEWAY, RETURN, SHOP, BankAtWork, bank_at_work, rub
from tests.support.openapi import YOOKASSA


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


@pytest.mark.parametrize(
    ("path", "pair"),
    [
        ("/payments", GATEWAY),
        ("/refunds", GATEWAY),
        ("/payouts", SHOP),
        ("/payouts/search", SHOP),
        ("/payments", (SHOP[0], "wrong")),
    ],
)
async def test_the_wrong_pair_is_refused(
    bank: BankAtWork, path: str, pair: tuple[str, str]
) -> None:
    status, answer = await bank.call("GET", path, auth=pair)

    assert (status, answer["type"], answer["code"]) == (401, "error", "invalid_credentials")


async def test_the_same_key_gives_the_same_object_as_it_is_now(bank: BankAtWork) -> None:
    card = await bank.bound()
    first = await bank.hold(card, key="once")
    await bank.post(f"/payments/{first['id']}/cancel", key="stop")

    again = await bank.hold(card, key="once")
    stopped = await bank.post(f"/payments/{first['id']}/cancel", key="stop")

    assert again["id"] == first["id"]
    assert again["status"] == stopped["status"] == "canceled"
    assert len(bank.bank.state()["holds"]) == 1


async def test_a_key_is_good_for_one_question_only(bank: BankAtWork) -> None:
    card = await bank.bound()
    await bank.hold(card, key="once")

    body = {"amount": rub("9.99"), "payment_method_id": card}
    status, answer = await bank.call("POST", "/payments", body, key="once")

    assert (status, answer["description"]) == (400, "Idempotence key duplicated")
    assert answer["parameter"] == "Idempotence-Key"


async def test_a_key_is_forgotten_after_a_day_of_the_world_s_clock(bank: BankAtWork) -> None:
    card = await bank.bound()
    first = await bank.pay_out(card, key="once")

    await bank.pass_time(hours=23, minutes=59)
    assert (await bank.pay_out(card, key="once"))["id"] == first["id"]
    await bank.pass_time(minutes=1)

    assert (await bank.pay_out(card, key="once"))["id"] != first["id"]
    assert bank.bank.state()["paid_out"] == "20000.00"


async def test_the_two_pairs_have_keys_of_their_own(bank: BankAtWork) -> None:
    card = await bank.bound()

    await bank.hold(card, key="once")

    assert (await bank.pay_out(card, key="once"))["status"] == "succeeded"


async def test_a_refused_question_leaves_its_key_free(bank: BankAtWork) -> None:
    card = await bank.bound()
    body = {"amount": rub("0.00"), "payment_method_id": card}
    assert (await bank.call("POST", "/payments", body, key="once"))[0] == 400

    assert await bank.hold(card, key="once")


async def test_a_post_without_a_key_is_refused(bank: BankAtWork) -> None:
    for key in ("", "k" * 65):
        status, answer = await bank.call("POST", "/payments", {}, key=key)
        assert (status, answer["parameter"]) == (400, "Idempotence-Key")


async def test_the_check_of_answers_finds_what_does_not_fit(bank: BankAtWork) -> None:
    card = await bank.bound()
    hold = await bank.hold(card)

    def faults(**change: Any) -> list[str]:
        return YOOKASSA.faults_of_answer("POST", "/payments", 200, hold | change)

    method = hold["payment_method"]
    assert faults() == []
    assert faults(status="held") != []
    assert faults(id="short") != []
    assert faults(paid="yes") != []
    assert faults(created_at="yesterday") != []
    assert faults(amount={"value": "3.47"}) == ["answer.amount: currency is missing"]
    assert faults(payment_method=method | {"type": "gold"}) != []
    assert faults(payment_method=method | {"card": method["card"] | {"first6": "22"}}) != []
    assert YOOKASSA.faults_of_answer("POST", "/payments", 418, {}) != []


async def test_a_lost_answer_was_carried_out_and_the_key_finds_it(bank: BankAtWork) -> None:
    card = await bank.bound()
    bank.faults.order(of="bank", fault="lost", method="hold")

    with pytest.raises(aiohttp.ClientError):
        await bank.hold(card, key="once")

    (hold,) = bank.bank.state()["holds"]
    assert (await bank.hold(card, key="once"))["id"] == hold["id"]
    logged = [c for c in bank.calls.list(of="bank") if c["method"] == "payments.create"]
    assert [c["status"] for c in logged] == [0, 200]


@pytest.mark.parametrize(
    ("fault", "method", "status", "code"),
    [
        ("500", "payout", 500, "internal_server_error"),
        ("500", "payouts.create", 500, "internal_server_error"),
        ("429:5", "payouts.create", 429, "too_many_requests"),
    ],
)
async def test_an_ordered_error_does_nothing(
    bank: BankAtWork, fault: str, method: str, status: int, code: str
) -> None:
    card = await bank.bound()
    bank.faults.order(of="bank", fault=fault, method=method)
    body = {"amount": rub("1.00"), "payment_method_id": card}

    answered, answer = await bank.call("POST", "/payouts", body)

    assert (answered, answer["code"]) == (status, code)
    assert bank.bank.state()["payouts"] == []
    assert answer.get("retry_after") == (5000 if status == 429 else None)


async def test_a_fault_for_holds_spares_other_payments(bank: BankAtWork) -> None:
    card = await bank.bound()
    bank.faults.order(of="bank", fault="500", method="hold")

    paid = await bank.hold(card, capture=True)

    assert paid["status"] == "succeeded"
    body = {"amount": rub("1.00"), "payment_method_id": card, "capture": False}
    assert (await bank.call("POST", "/payments", body))[0] == 500


@pytest.mark.parametrize(
    ("word", "struck"), [("hold", 0), ("charge", 1), ("payment_page", 2), ("payment", 0)]
)
async def test_a_fault_may_be_for_one_kind_of_payment(
    bank: BankAtWork, word: str, struck: int
) -> None:
    card = await bank.bound()
    by_card = {"amount": rub("1.00"), "payment_method_id": card}
    page = {
        "amount": rub("1.00"),
        "capture": True,
        "confirmation": {"type": "redirect", "return_url": RETURN},
    }
    bank.faults.order(of="bank", fault="500", method=word)

    bodies = [by_card | {"capture": False}, by_card | {"capture": True}, page]
    answers = [await bank.call("POST", "/payments", body) for body in bodies]

    assert [status for status, _ in answers].index(500) == struck


async def test_a_lost_refund_was_carried_out_and_the_key_finds_it(bank: BankAtWork) -> None:
    paid = await bank.hold(await bank.bound(), "5.00", capture=True)
    ask = {"payment_id": paid["id"], "amount": rub("5.00")}
    bank.faults.order(of="bank", fault="lost", method="refunds.create")

    with pytest.raises(aiohttp.ClientError):
        await bank.post("/refunds", ask, key="once")

    (refund,) = bank.bank.state()["refunds"]
    assert (await bank.post("/refunds", ask, key="once"))["id"] == refund["id"]
    assert bank.bank.state()["refunded"] == "5.00"


async def test_calls_are_logged_without_credentials(bank: BankAtWork) -> None:
    await bank.hold(await bank.bound(), key="once")

    call = bank.calls.list(of="bank")[-1]

    assert (call["method"], call["status"]) == ("payments.create", 200)
    assert call["request"]["idempotence_key"] == "once"
    assert call["request"]["asked"]["amount"]["value"] == "3.47"
    assert SHOP[1] not in str(call)


async def test_an_unknown_address_is_an_error_of_the_bank(bank: BankAtWork) -> None:
    response = await bank.client.post("/bank/v3/invoices")

    assert (response.status, (await response.json())["code"]) == (404, "not_found")


async def test_a_reset_forgets_everything(bank: BankAtWork) -> None:
    card = await bank.bound("late")
    await bank.hold(card, key="once")
    bank.bank.reset()

    await bank.pass_time(days=8)

    state = bank.bank.state()
    assert all(state[k] == [] for k in ("bindings", "holds", "payments", "refunds", "payouts"))
    assert bank.texts() == []
