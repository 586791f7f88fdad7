"""Repaying against the real processes: whatever breaks, the money is taken once and booked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.repayer import Repayer
from tests.e2e.world import STAFF_GROUP, World, living_world

pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="module")]

Town = tuple[World, dict[str, Repayer], Path]
NAMES = ("lost", "silent", "killed", "locked", "down", "jump")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A world in which the bot gives up on a call after a second, and borrowers with loans."""
    directory = tmp_path_factory.mktemp("world")
    async with living_world(directory, GATEWAY_TIMEOUT="1") as world:
        people = await asyncio.gather(*(Repayer.come(world, n) for n in range(len(NAMES))))
        await world.idle()
        yield world, dict(zip(NAMES, people, strict=True)), directory


async def paid_once(repayer: Repayer) -> None:
    """The bank has taken the money once, and the chat says that the loan is closed."""
    await repayer.hears("закрыт")
    (payment,) = [one for one in await repayer.payments() if one["state"] == "succeeded"]
    assert payment["sum"] == "10000.00"


async def test_the_bank_times_out_after_it_took_the_money(town: Town) -> None:
    world, people, _ = town
    await world.fault("bank", "charge", "stall:3")
    await people["lost"].pays_by_card()
    await paid_once(people["lost"])


async def test_the_notification_never_comes(town: Town) -> None:
    world, people, _ = town
    await world.call("POST", "bank/notifications", {"how": "off"})
    page = await people["silent"].opens_page()
    await world.call("POST", "bank/confirm", {"url": page, "card": "sbp"})
    await world.advance("10m")
    await paid_once(people["silent"])
    await world.call("POST", "bank/notifications", {"how": "on"})


async def test_the_bot_is_killed_between_charge_and_booking(town: Town) -> None:
    world, people, _ = town
    await world.fault("bank", "charge", "stall:60")
    await people["killed"].pays_by_card()
    while not await people["killed"].payments():
        await world.call("GET", "clock")
    await world.bot("kill")
    await paid_once(people["killed"])


async def test_the_database_is_locked(town: Town) -> None:
    """By somebody who copies it, say, while the bank answers."""
    world, people, directory = town
    await world.fault("bank", "charge", "stall:1")
    await people["locked"].pays_by_card()
    while not await people["locked"].payments():
        await world.call("GET", "clock")
    with closing(sqlite3.connect(directory / "bot.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        while "database is locked" not in (directory / "bot.log").read_text():
            await world.call("GET", "clock")
        other.execute("ROLLBACK")
    await paid_once(people["locked"])


async def test_the_bank_answers_500_for_a_minute(town: Town) -> None:
    world, people, _ = town
    order = {"of": "bank", "method": "charge", "fault": "500", "for": "1m"}
    await world.call("POST", "faults", order)
    await people["down"].pays_by_card()
    await world.advance("2m")
    await paid_once(people["down"])


async def test_the_clock_jumps_two_days_while_a_payment_is_unknown(town: Town) -> None:
    """Comes last: the others' loans are closed by now."""
    world, people, _ = town
    await world.fault("bank", "charge", "lost")
    for method in ("charge", "payments.list"):
        await world.fault("bank", method, "500", times=9999)
    await people["jump"].pays_by_card()
    await world.advance("2d")
    await world.call("POST", "faults", {"of": "bank", "fault": "none"})
    await world.advance("10m")
    await paid_once(people["jump"])
    assert "Зачли днём оплаты" in await people["jump"].hears("Получили 10 000 ₽")


async def test_nothing_is_left_for_staff(town: Town) -> None:
    world, *_ = town
    messages = (await world.feed(STAFF_GROUP))["messages"]
    assert [one["text"] for one in messages if "Судьба платежа" in one["text"]] == []
