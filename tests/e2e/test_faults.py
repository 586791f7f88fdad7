"""The bank answers badly, or not for a day: one hold, one payout, and no money sent twice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.borrower import Borrower
from tests.e2e.world import STAFF, STAFF_GROUP, World, living_world

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

Town = tuple[World, dict[str, Borrower]]
NAMES = ("lost", "timeout", "500", "paid", "unpaid")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A world in which the bot gives up on a call after a second, and borrowers for the tests,
    who stand before the bank's page."""
    directory = tmp_path_factory.mktemp("world")
    async with living_world(directory, GATEWAY_TIMEOUT="1") as world:
        borrowers = {name: await Borrower.come(world, n) for n, name in enumerate(NAMES)}
        async with asyncio.TaskGroup() as together:
            for borrower in borrowers.values():
                together.create_task(borrower.until("page"))
        yield world, borrowers


@pytest.mark.parametrize("fault", ["lost", "timeout", "500"])
async def test_there_is_one_hold_and_one_payout_whatever_the_bank_answers(
    town: Town, fault: str
) -> None:
    world, borrower = town[0], town[1][fault]
    for method in ("payments.create", "payments.cancel", "payouts.create"):
        await world.fault("bank", method, fault)
    await borrower.until("issued")
    await world.idle()
    assert await states(world, "holds", borrower) == ["canceled"]
    assert await states(world, "payouts", borrower) == ["succeeded"]
    for method in ("payments.create", "payouts.create"):
        calls = await sent(world, method, borrower)
        assert [call["refused"] for call in calls] == [True, False]
        assert len({call["request"]["idempotence_key"] for call in calls}) == 1
    cancels = await world.calls("bank", "payments.cancel")
    assert sum(call["refused"] for call in cancels) == 1 + NAMES.index(fault)
    assert not borrower.repeated()


async def test_after_a_day_without_the_bank_a_payout_is_searched_for_and_never_sent_again(
    town: Town,
) -> None:
    """Comes last: it moves the clock by more than the day for which the bank keeps a key."""
    world, paid, unpaid = town[0], town[1]["paid"], town[1]["unpaid"]
    await world.fault("bank", "payouts.create", "lost")
    await world.fault("bank", "payouts.create", "500", times=9999)
    await world.fault("bank", "payouts.search", "500", times=9999)
    for borrower in (paid, unpaid):
        await borrower.until("signed")
        await world.idle()
    await world.advance("25h")
    tried = [len(await sent(world, "payouts.create", one)) for one in (paid, unpaid)]
    assert min(tried) > 100  # again and again, and always with the same key
    assert await states(world, "payouts", paid) == ["succeeded"]
    assert await states(world, "payouts", unpaid) == []
    assert await staff_see(world, "Судьба выплаты неизвестна") == []

    await world.call("POST", "faults", {"of": "bank", "fault": "none"})
    await world.advance("10m")
    await paid.until("issued")
    assert [len(await sent(world, "payouts.create", one)) for one in (paid, unpaid)] == tried
    assert await states(world, "payouts", unpaid) == []
    (case,) = await staff_see(world, "Судьба выплаты неизвестна")
    await world.tap(STAFF_GROUP, "Отправить заново", case["message_id"], STAFF)
    await unpaid.until("issued")
    await world.idle()
    assert await states(world, "payouts", paid) == ["succeeded"]
    assert await states(world, "payouts", unpaid) == ["succeeded"]
    calls = await sent(world, "payouts.create", unpaid)
    assert len({call["request"]["idempotence_key"] for call in calls}) == 2
    (case,) = await staff_see(world, "Судьба выплаты неизвестна")
    assert "✓ Отправлено заново: Ольга" in case["text"]
    assert case["buttons"] == []


async def states(world: World, what: str, borrower: Borrower) -> list[str]:
    """Of every hold or payout of the borrower."""
    return [one["state"] for one in (await world.bank())[what] if one["phone"] == borrower.phone]


async def sent(world: World, method: str, borrower: Borrower) -> list[Any]:
    """The calls with the borrower's bound card."""
    bindings = (await world.bank())["bindings"]
    (card,) = (one["id"] for one in bindings if one["phone"] == borrower.phone)
    calls = await world.calls("bank", method)
    return [call for call in calls if call["request"]["asked"]["payment_method_id"] == card]


async def staff_see(world: World, words: str) -> list[Any]:
    messages = (await world.feed(STAFF_GROUP))["messages"]
    return [one for one in messages if words in one["text"]]
