"""What the shop is told, how often, and what each message holds."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.support.bank import BankAtWork, bank_at_work, rub, until


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def test_the_shop_hears_of_everything_that_happens(bank: BankAtWork) -> None:
    bank.listen()

    card = await bank.bound()
    hold = await bank.hold(card)
    await bank.post(f"/payments/{hold['id']}/cancel")
    paid = await bank.hold(card, "5.00", capture=True)
    await bank.post("/refunds", {"payment_id": paid["id"], "amount": rub("5.00")})
    await bank.pay_out(card)
    await bank.pay_out(await bank.bound("payout_refused"))
    await bank.settle()

    assert sorted(bank.events()) == [
        "payment.canceled",
        "payment.succeeded",
        "payment.waiting_for_capture",
        "payment_method.active",
        "payment_method.active",
        "payout.canceled",
        "payout.succeeded",
        "refund.succeeded",
    ]
    by_event = {m["event"]: m["object"] for m in bank.heard}
    assert by_event["payment.waiting_for_capture"]["id"] == hold["id"]
    assert {m["type"] for m in bank.heard} == {"notification"}


async def test_a_late_answer_is_told_when_it_comes(bank: BankAtWork) -> None:
    bank.listen()
    card = await bank.bound("late")
    await bank.hold(card)
    await bank.settle()
    assert bank.events() == ["payment_method.active"]

    await bank.pass_time(seconds=40)
    await bank.settle()

    assert bank.events()[1:] == ["payment.waiting_for_capture"]


async def test_an_unheard_notification_comes_again_until_it_is_heard(bank: BankAtWork) -> None:
    bank.listen()
    bank.shop_answers = 503
    await bank.bound()
    await bank.settle()

    for count, delay in enumerate((10, 60, 600, 3600, 3600), start=1):
        await bank.pass_time(seconds=delay - 1)
        await bank.settle()
        assert len(bank.heard) == count
        await bank.pass_time(seconds=1)
        await bank.settle()
        assert len(bank.heard) == count + 1

    bank.shop_answers = 200
    await bank.pass_time(hours=1)
    await bank.settle()
    await bank.pass_time(hours=20)
    await bank.settle()
    assert len(bank.heard) == 7


async def test_the_bank_gives_up_after_a_day(bank: BankAtWork) -> None:
    bank.bank.notify_url = "http://127.0.0.1:1/yookassa"
    await bank.bound()
    for _ in range(40):
        await bank.settle()
        if (due := bank.clock.next_due()) is None:
            break
        bank.clock.move_to(max(due, bank.clock.now()))
        await bank.clock.run_due()

    sent = bank.calls.list(of="bot")

    assert bank.clock.next_due() is None
    assert {call["status"] for call in sent} == {0}
    assert len(sent) == 27  # at once, after 10 s, 1 min, 10 min, and then each hour for a day


async def test_without_an_address_nothing_is_sent(bank: BankAtWork) -> None:
    await bank.bound()

    assert bank.bank.in_motion() == 0
    assert bank.calls.list(of="bot") == []


async def test_a_slow_call_is_in_motion_until_it_is_answered(bank: BankAtWork) -> None:
    bank.faults.order(of="bank", fault="slow:0.05", method="payment_methods.create")

    asking = asyncio.create_task(bank.page())
    await until(lambda: bank.bank.in_motion() == 1)
    await asking

    await bank.settle()


async def test_a_call_whose_caller_has_left_is_not_in_motion(
    bank: BankAtWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sandbox.faults.HANG", 0.3)
    bank.faults.order(of="bank", fault="timeout", method="payment_methods.create")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await bank.page()

    await bank.settle()
    assert bank.bank.state()["bindings"] == []
    (call,) = bank.calls.list(of="bank")
    assert call["refused"]
