"""The cash register: our own JSON protocol, and the adapter against the sandbox."""

from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.gateways.fiscal import OnlineRegister
from domain.gateways import FiscalReceipt, FiscalRegister, GatewayRefused, GatewayUnclear
from domain.money import Money
from sandbox.desks.fiscal import TAKES
from tests.gateways.desk import Desk
from tests.gateways.town import Town


async def ask(register: FiscalRegister) -> FiscalReceipt | None:
    return await register.register(
        request_id="r-1",
        at=datetime(2026, 12, 3, 9, tzinfo=UTC),
        amount=Money.rubles(800),
        item="Проценты по договору займа 261123-00001",
        email="ivan@example.org",
    )


async def test_a_receipt_is_registered_after_a_moment(town: Town, session: ClientSession) -> None:
    register = OnlineRegister(session, f"{town.base}/fiscal", key="key-6")
    assert await ask(register) is None
    town.clock.move_to(town.clock.now() + TAKES)
    receipt = await ask(register)

    assert receipt is not None
    assert receipt.number == "00000001"
    async with session.get(receipt.url) as shown:
        assert "800.00" in await shown.text()
    async with session.get(f"{town.base}/fiscal/receipt/7") as shown:
        assert shown.status == 404


async def test_a_wrong_key_is_a_refusal(town: Town, session: ClientSession) -> None:
    with pytest.raises(GatewayRefused) as refused:
        await ask(OnlineRegister(session, f"{town.base}/fiscal", key="wrong"))

    assert refused.value.code == "401"


async def test_a_fault_strikes_it(town: Town, session: ClientSession) -> None:
    town.faults.order(of="bureau", fault="500", method="fiscal")
    with pytest.raises(GatewayUnclear):
        await ask(OnlineRegister(session, f"{town.base}/fiscal", key="key-6"))


@pytest.mark.parametrize(
    "body",
    [
        {"request_id": "r-2", "status": "pending"},
        {"request_id": "r-1", "status": "lost"},
        {"request_id": "r-1", "status": "registered", "number": "1"},
        {"request_id": "r-1", "status": "registered", "number": "", "url": "https://x"},
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, session: ClientSession, body: object
) -> None:
    desk.answers(body)

    with pytest.raises(GatewayUnclear):
        await ask(OnlineRegister(session, desk.base, key="k"))
