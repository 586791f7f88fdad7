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
    monkeypatch.setattr("sandbox.faults.HANG", 0.3)
    bank.faults.order(of="bank", fault="timeout", method="payment_methods.create")

    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await bank.page()

    await bank.settle()
    assert bank.bank.state()["bindings"] == []
    (call,) = bank.calls.list(of="bank")
    assert call["refused"]


class TestOnOrder:
    """The ways in which notifications can go wrong."""

    async def hold_and_cancel(self, bank: BankAtWork) -> None:
        hold = await bank.hold(self.card)
        await bank.post(f"/payments/{hold['id']}/cancel")
        await bank.settle()

    @pytest.fixture(autouse=True)
    async def listening(self, bank: BankAtWork) -> None:
        self.card = await bank.bound()
        bank.listen()

    async def test_none_is_sent(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "off"
        await self.hold_and_cancel(bank)
        assert bank.heard == []

    async def test_each_comes_twice(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "twice"
        await self.hold_and_cancel(bank)
        assert sorted(bank.events()) == [
            "payment.canceled",
            "payment.canceled",
            "payment.waiting_for_capture",
            "payment.waiting_for_capture",
        ]

    async def test_they_come_late_as_they_were(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "late:90"
        await self.hold_and_cancel(bank)
        await bank.pass_time(seconds=89)
        await bank.settle()
        assert bank.heard == []

        await bank.pass_time(seconds=1)
        await bank.settle()

        states = sorted(m["object"]["status"] for m in bank.heard)
        assert states == ["canceled", "waiting_for_capture"]

    async def test_of_two_the_later_comes_first(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "swapped"
        await self.hold_and_cancel(bank)
        assert bank.events() == ["payment.canceled", "payment.waiting_for_capture"]

    async def test_one_without_a_second_waits_a_minute(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "swapped"
        await bank.hold(self.card)
        await bank.settle()
        assert bank.heard == []

        await bank.pass_time(minutes=1)
        await bank.settle()

        assert bank.events() == ["payment.waiting_for_capture"]

    async def test_another_order_sends_what_still_waits(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "swapped"
        await bank.hold(self.card)
        bank.bank.notifications = "on"
        await bank.settle()
        await bank.pass_time(minutes=2)
        await bank.settle()
        assert bank.events() == ["payment.waiting_for_capture"]

    async def test_a_reset_forgets_the_order_and_what_waits(self, bank: BankAtWork) -> None:
        bank.bank.notifications = "swapped"
        await bank.hold(self.card)
        bank.bank.reset()
        await bank.pass_time(minutes=2)
        await bank.settle()
        assert (bank.bank.notifications, bank.heard) == ("on", [])

    @pytest.mark.parametrize("how", ["", "never", "late", "late:soon", "twice:3"])
    async def test_an_order_that_says_nothing_is_refused(self, bank: BankAtWork, how: str) -> None:
        with pytest.raises(ValueError, match="late:90"):
            bank.bank.notifications = how
        assert bank.bank.notifications == "on"
