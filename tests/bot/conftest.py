import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.engine.database import iso
from tests.bot.house import House
from tests.support.lender import ANNA, OLGA, Lender
from tests.support.telegram import room


@pytest.fixture
async def house(lender: Lender) -> AsyncIterator[House]:
    made = House(lender, room())
    for who in (OLGA, ANNA):
        await lender.db.run(
            "INSERT INTO staff_member (user_id, inside, at) VALUES (?, 1, ?)",
            who,
            iso(lender.clock.now() - timedelta(days=1)),
        )
    yield made
    await made.bot.session.close()


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody sleeps; how long they would have slept."""
    slept: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float, *_: object) -> None:
        slept.append(seconds)
        await real(0)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    return slept
