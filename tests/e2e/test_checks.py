"""The bot is killed while FinCERT is asked about a payout: it is asked again, and pays once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.borrower import Borrower
from tests.e2e.world import STAFF_GROUP, living_world

pytestmark = pytest.mark.e2e


async def test_a_kill_between_question_and_sending_pays_once(tmp_path: Path) -> None:
    async with living_world(tmp_path) as world:
        borrower = await Borrower.come(world, 1)
        await world.fault("bureau", "fincert", "stall:5")
        paying = asyncio.create_task(borrower.until("issued"))
        asked: list[Any] = []
        async with asyncio.timeout(120):
            while not asked:
                await asyncio.sleep(0.05)
                asked = await world.calls("fincert", "lookup")
        assert (await world.bank())["payouts"] == []
        await world.bot("kill")
        await paying
        await world.idle()

        asked = await world.calls("fincert", "lookup")
        assert len(asked) == 2
        assert len({call["request"]["request_id"] for call in asked}) == 1
        (payout,) = (await world.bank())["payouts"]
        assert payout["state"] == "succeeded"
        assert (await world.feed(STAFF_GROUP))["messages"] == []


async def test_who_comes_onto_a_list_before_the_money_is_not_paid(tmp_path: Path) -> None:
    """The file changes while the bot runs; the bank hears of no payout."""
    async with living_world(tmp_path) as world:
        borrower = await Borrower.come(world, 1)
        await world.fault("bureau", "fincert", "stall:3")
        paying = asyncio.create_task(borrower.until("issued"))
        asked: list[Any] = []
        async with asyncio.timeout(120):
            while not asked:
                await asyncio.sleep(0.05)
                asked = await world.calls("fincert", "lookup")
        await world.call("POST", f"people/{borrower.id}/listed", {"list": "115fz"})
        await world.idle()
        paying.cancel()

        assert (await world.bank())["payouts"] == []
        (case,) = (await world.feed(STAFF_GROUP))["messages"]
        assert "стоп-листе" in case["text"]
        assert "задерживается: проверяем" in (await world.feed(borrower.id))["messages"][-1]["text"]
