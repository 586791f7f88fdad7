"""Our own JSON protocol of FinCERT, and the adapter against the sandbox."""

from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.gateways.fincert import FincertBase
from domain.gateways import (
    CardFacts,
    Fincert,
    GatewayRefused,
    GatewayUnclear,
    Listing,
    Operation,
    Receiver,
)
from domain.money import Money
from tests.gateways.desk import Desk
from tests.gateways.town import PHONE, Town

CARD = CardFacts(
    first6="220220", last4="4477", expiry_year=2030, expiry_month=7, scheme="Mir", issuer=None
)
RECEIVER = Receiver(phone=PHONE, passport="4510123456", inn="500100732259", card=CARD)
OPERATION = Operation(
    reference="m-1",
    kind="attempt",
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    amount=Money.rubles(10_000),
    receiver=RECEIVER,
)


@pytest.fixture
def base(desk: Desk, session: ClientSession) -> Fincert:
    return FincertBase(session, desk.base + "/fincert", key="secret", timeout=0.5)


async def ask(base: Fincert) -> Listing:
    return await base.look_up(request_id="q-1", receiver=RECEIVER, amount=Money.rubles(10_000))


@pytest.mark.parametrize("answer", list(Listing))
async def test_the_answer_is_clean_a_hit_or_unclear(
    desk: Desk, base: Fincert, answer: Listing
) -> None:
    desk.answers({"request_id": "q-1", "answer": str(answer)})

    assert await ask(base) is answer

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/fincert/lookup")
    assert asked.headers["Authorization"] == "Bearer secret"
    assert asked.json["amount"] == "10000.00"
    assert asked.json["receiver"]["card"] == {"first6": "220220", "last4": "4477"}


async def test_a_wrong_key_is_a_refusal(desk: Desk, base: Fincert) -> None:
    desk.answers({"error": "wrong key"}, status=401)

    with pytest.raises(GatewayRefused) as refused:
        await ask(base)

    assert refused.value.code == "401"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"request_id": "q-1", "answer": "perhaps"}, 200),
        ({"request_id": "q-2", "answer": "clean"}, 200),
        ({"request_id": "q-1"}, 200),
        (b"", 503),
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, base: Fincert, body: object, status: int
) -> None:
    desk.answers(body, status=status)

    with pytest.raises(GatewayUnclear):
        await ask(base)


@pytest.mark.parametrize(
    "body",
    [
        {"report_id": "r-2", "number": "FC-1"},
        {"report_id": "r-1"},
        {"report_id": "r-1", "number": 7},
    ],
)
async def test_a_report_without_its_number_is_not_acknowledged(
    desk: Desk, base: Fincert, body: object
) -> None:
    desk.answers(body)

    with pytest.raises(GatewayUnclear):
        await base.report(report_id="r-1", operation=OPERATION)


async def test_with_the_sandbox(town: Town, session: ClientSession) -> None:
    town.live("fincert")
    base = FincertBase(session, f"{town.base}/fincert", key="key-4")

    assert await ask(base) is Listing.HIT
    assert await base.report(report_id="r-1", operation=OPERATION) == "FC-000001"
    (kept,) = town.fincert.reports.values()
    assert (kept["reference"], kept["kind"], kept["amount"]) == ("m-1", "attempt", "10000.00")
