from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from bot.gateways.yookassa import YooKassa
from domain.gateways import Bank
from tests.gateways.desk import Desk
from tests.gateways.town import Town


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    await desk.open()
    yield desk
    await desk.close()


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture
def bank(desk: Desk, session: ClientSession) -> Bank:
    return YooKassa(
        session, desk.base + "/v3/", shop=("100500", "shop-key"), gateway=("506", "gateway-key")
    )


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.open()
    yield town
    await town.close()
