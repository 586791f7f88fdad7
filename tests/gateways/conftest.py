from collections.abc import AsyncIterator, Iterator

import pytest
from aiohttp import ClientSession

from bot.gateways.yookassa import YooKassa
from domain.gateways import Bank
from tests.gateways.desk import Desk
from tests.gateways.town import Town
from tests.support.openapi import YOOKASSA
from tests.support.openapi_requests import Request, faults_of_request


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
def bank(desk: Desk, session: ClientSession) -> Iterator[Bank]:
    """Whatever it asks must be as YooKassa describes it."""
    yield YooKassa(
        session, desk.base + "/v3/", shop=("100500", "shop-key"), gateway=("506", "gateway-key")
    )
    for asked in desk.asked:
        path = asked.path.removeprefix("/v3")
        request = Request(asked.method, path, asked.headers, asked.query, asked.json)
        assert faults_of_request(YOOKASSA, request) == []


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.open()
    yield town
    await town.close()
