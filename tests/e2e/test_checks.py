"""The bot is killed while FinCERT is asked about a payout: it is asked again, and pays once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from tests.e2e.borrower import Borrower
from tests.e2e.world import STAFF_GROUP, World, living_world

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

Town = tuple[World, dict[str, Borrower]]
NAMES = ("killed", "listed")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A world, and borrowers for the tests, who have the contract before them."""
    async with living_world(tmp_path_factory.mktemp("world")) as world:
        borrowers = {name: await Borrower.come(world, n) for n, name in enumerate(NAMES)}
        async with asyncio.TaskGroup() as together:
            for borrower in borrowers.values():
                together.create_task(borrower.until("sign_code"))
        yield world, borrowers


async def test_a_kill_between_question_and_sending_pays_once(town: Town) -> None:
    world, borrower = town[0], town[1]["killed"]
    before = await world.calls("fincert", "lookup")
    await world.fault("bureau", "fincert", "stall:5")
    paying = asyncio.create_task(borrower.until("issued"))
    await asked_since(world, before)
    assert await payouts(world, borrower) == []
    await world.bot("kill")
    await paying
    await world.idle()

    asked = await asked_since(world, before)
    assert len(asked) == 2
    assert len({call["request"]["request_id"] for call in asked}) == 1
    (payout,) = await payouts(world, borrower)
    assert payout["state"] == "succeeded"
    assert (await world.feed(STAFF_GROUP))["messages"] == []


async def test_who_comes_onto_a_list_before_the_money_is_not_paid(town: Town) -> None:
    """The file changes while the bot runs; the bank hears of no payout."""
    world, borrower = town[0], town[1]["listed"]
    before = await world.calls("fincert", "lookup")
    await world.fault("bureau", "fincert", "stall:3")
    paying = asyncio.create_task(borrower.until("issued"))
    await asked_since(world, before)
    await world.call("POST", f"people/{borrower.id}/listed", {"list": "115fz"})
    await world.idle()
    paying.cancel()

    assert await payouts(world, borrower) == []
    (case,) = (await world.feed(STAFF_GROUP))["messages"]
    assert "стоп-листе" in case["text"]
    assert "задерживается: проверяем" in (await world.feed(borrower.id))["messages"][-1]["text"]


async def asked_since(world: World, before: list[Any]) -> list[Any]:
    """FinCERT's calls after these, as soon as there are any."""
    async with asyncio.timeout(120):
        asked = before
        while len(asked) == len(before):
            await asyncio.sleep(0.05)
            asked = await world.calls("fincert", "lookup")
    return asked[len(before) :]


async def payouts(world: World, borrower: Borrower) -> list[Any]:
    """The bank's, to this borrower."""
    return [one for one in (await world.bank())["payouts"] if one["phone"] == borrower.phone]
