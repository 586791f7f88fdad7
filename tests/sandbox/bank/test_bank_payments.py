"""Holds, charges, captures, cancellations and refunds; what the payer reads in SMS."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.bank import RETURN, BankAtWork, bank_at_work, rub

REDIRECT = {"type": "redirect", "return_url": RETURN}


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def test_a_hold_waits_and_the_payer_reads_its_sum(bank: BankAtWork) -> None:
    card = await bank.bound()

    hold = await bank.hold(card, metadata={"reference": "hold-1"}, description="Проверка")

    assert (hold["status"], hold["paid"], hold["refundable"]) == (
        "waiting_for_capture",
        True,
        False,
    )
    assert hold["metadata"] == {"reference": "hold-1"}
    assert hold["payment_method"]["id"] == card
    assert bank.texts() == ["Покупка 3,47 ₽ SMARTCASH. Карта *1002"]
    assert bank.bank.state()["held"] == "3.47"


async def test_a_cancelled_hold_is_free_and_said_so(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound(), "3.00")

    done = await bank.post(f"/payments/{hold['id']}/cancel")

    assert done["status"] == "canceled"
    assert done["cancellation_details"] == {"party": "merchant", "reason": "canceled_by_merchant"}
    assert bank.texts()[-1] == "Отмена покупки 3,00 ₽ SMARTCASH. Карта *1002"
    assert bank.bank.state()["held"] == "0.00"


async def test_only_a_waiting_payment_is_cancelled_or_captured(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound())
    await bank.post(f"/payments/{hold['id']}/cancel")

    for verb in ("cancel", "capture"):
        status, answer = await bank.call("POST", f"/payments/{hold['id']}/{verb}")
        assert (status, answer["parameter"]) == (400, "payment_id")
        status, _ = await bank.call("POST", f"/payments/nothing/{verb}")
        assert status == 400


async def test_a_hold_falls_back_after_seven_days(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound())

    await bank.pass_time(days=7)

    found = await bank.get(f"/payments/{hold['id']}")
    assert found["cancellation_details"] == {"party": "yoo_money", "reason": "expired_on_capture"}


async def test_a_part_is_captured_and_the_rest_goes_back(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound(), "100.00")

    done = await bank.post(f"/payments/{hold['id']}/capture", {"amount": rub("60.00")})

    assert (done["status"], done["amount"]["value"]) == ("succeeded", "60.00")
    assert bank.texts()[-1].startswith("Отмена покупки 40,00 ₽")
    assert bank.bank.state()["received"] == "60.00"


async def test_refunds_give_back_no_more_than_was_received(bank: BankAtWork) -> None:
    paid = await bank.hold(await bank.bound(), "100.00", capture=True)
    ask = {"payment_id": paid["id"], "amount": rub("60.00")}

    refund = await bank.post("/refunds", ask)
    status, answer = await bank.call("POST", "/refunds", ask)

    assert refund["status"] == "succeeded"
    assert (status, answer["parameter"]) == (400, "amount.value")
    assert (await bank.get(f"/refunds/{refund['id']}"))["amount"]["value"] == "60.00"
    found = await bank.get(f"/payments/{paid['id']}")
    assert (found["refunded_amount"]["value"], found["refundable"]) == ("60.00", True)
    assert bank.bank.state()["refunded"] == "60.00"
    assert (await bank.get("/refunds", payment_id=paid["id"]))["items"] == [refund]


async def test_a_card_without_money_holds_nothing(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound("no_money"))

    assert hold["status"] == "canceled"
    assert hold["cancellation_details"] == {
        "party": "payment_network",
        "reason": "insufficient_funds",
    }
    assert bank.texts() == []


async def test_a_late_card_is_pending_for_forty_seconds(bank: BankAtWork) -> None:
    hold = await bank.hold(await bank.bound("late"))

    assert hold["status"] == "pending"
    await bank.pass_time(seconds=39)
    assert (await bank.get(f"/payments/{hold['id']}"))["status"] == "pending"
    await bank.pass_time(seconds=1)
    assert (await bank.get(f"/payments/{hold['id']}"))["status"] == "waiting_for_capture"


@pytest.mark.parametrize("data", [{"type": "bank_card"}, {"type": "sbp"}, None])
async def test_a_payer_pays_on_the_page(bank: BankAtWork, data: Any) -> None:
    body = {"amount": rub("500.00"), "capture": True, "confirmation": REDIRECT}
    if data is not None:
        body["payment_method_data"] = data
    payment = await bank.post("/payments", body)
    assert payment["status"] == "pending"

    outcome = await bank.bank.confirm(payment["confirmation"]["confirmation_url"], "good")

    paid = await bank.get(f"/payments/{payment['id']}")
    assert outcome == {"status": "ok"}
    assert (paid["status"], paid["paid"]) == ("succeeded", True)
    assert paid["payment_method"]["type"] == (data or {"type": "bank_card"})["type"]
    assert bank.texts()[-1].startswith("Покупка 500,00 ₽")


async def test_a_card_is_refused_on_a_payment_s_page(bank: BankAtWork) -> None:
    payment = await bank.post("/payments", {"amount": rub("500.00"), "confirmation": REDIRECT})

    outcome = await bank.bank.confirm(payment["confirmation"]["confirmation_url"], "no_money")

    assert outcome == {"status": "refused", "reason": "insufficient_funds"}
    assert (await bank.get(f"/payments/{payment['id']}"))["status"] == "canceled"


async def test_a_payment_s_page_expires_after_an_hour(bank: BankAtWork) -> None:
    payment = await bank.post("/payments", {"amount": rub("500.00"), "confirmation": REDIRECT})

    await bank.pass_time(hours=1)

    found = await bank.get(f"/payments/{payment['id']}")
    assert found["cancellation_details"]["reason"] == "expired_on_confirmation"


async def test_a_card_saved_by_a_payment_serves_the_next_one(bank: BankAtWork) -> None:
    body = {"amount": rub("500.00"), "confirmation": REDIRECT, "save_payment_method": True}
    payment = await bank.post("/payments", body)
    await bank.bank.confirm(payment["confirmation"]["confirmation_url"], "good")

    again = await bank.hold(payment["id"])

    assert again["status"] == "waiting_for_capture"
    assert again["payment_method"]["saved"] is True


async def test_a_card_that_is_not_bound_cannot_be_charged(bank: BankAtWork) -> None:
    pending = await bank.page()

    for ident in (pending["id"], "nothing"):
        body = {"amount": rub("3.47"), "payment_method_id": ident}
        status, answer = await bank.call("POST", "/payments", body)
        assert (status, answer["parameter"]) == (400, "payment_method_id")


async def test_the_list_is_newest_first_in_pages_and_by_time_and_state(bank: BankAtWork) -> None:
    card = await bank.bound()
    made = []
    for number in range(5):
        made.append(await bank.hold(card, metadata={"reference": f"r{number}"}))
        await bank.pass_time(minutes=1)
    await bank.post(f"/payments/{made[0]['id']}/cancel")

    first = await bank.get("/payments", limit="3")
    second = await bank.get("/payments", limit="3", cursor=first["next_cursor"])
    since = await bank.get("/payments", **{"created_at.gt": made[2]["created_at"]})
    within = await bank.get(
        "/payments",
        **{"created_at.gte": made[1]["created_at"], "created_at.lt": made[3]["created_at"]},
    )
    canceled = await bank.get("/payments", status="canceled")

    ids = [p["id"] for p in first["items"] + second["items"]]
    assert ids == [p["id"] for p in reversed(made)]
    assert "next_cursor" not in second
    assert [p["id"] for p in since["items"]] == [made[4]["id"], made[3]["id"]]
    assert [p["id"] for p in within["items"]] == [made[2]["id"], made[1]["id"]]
    assert [p["id"] for p in canceled["items"]] == [made[0]["id"]]


async def test_an_unknown_payment_is_not_found(bank: BankAtWork) -> None:
    for path in ("/payments/nothing", "/refunds/nothing", "/payment_methods/nothing"):
        status, answer = await bank.call("GET", path)
        assert (status, answer["code"]) == (404, "not_found")
