import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.bot.house import House
from tests.support.lender import Lender
from tests.support.telegram import room


@pytest.fixture
async def house(lender: Lender) -> AsyncIterator[House]:
    made = House(lender, room())
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
