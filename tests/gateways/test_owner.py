"""Our own JSON protocol of the owner check."""

import pytest
from aiohttp import ClientSession

from bot.gateways.owner import CardOwnerCheck
from domain.gateways import CardFacts, GatewayRefused, GatewayUnclear, OwnerCheck, Ownership
from tests.gateways.desk import Desk

CARD = CardFacts(
    first6="220220", last4="4477", expiry_year=2030, expiry_month=7, scheme="Mir", issuer=None
)


@pytest.fixture
def check(desk: Desk, session: ClientSession) -> OwnerCheck:
    return CardOwnerCheck(session, desk.base + "/owner", key="secret", timeout=0.5)


async def ask(check: OwnerCheck) -> Ownership:
    return await check.ask(request_id="r-1", name="Смирнова Мария", phone="+79161234567", card=CARD)


@pytest.mark.parametrize("answer", list(Ownership))
async def test_the_answer_is_a_match_a_mismatch_or_unknown(
    desk: Desk, check: OwnerCheck, answer: Ownership
) -> None:
    desk.answers({"request_id": "r-1", "answer": str(answer)})

    assert await ask(check) is answer

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/owner/check")
    assert asked.headers["Authorization"] == "Bearer secret"
    assert asked.json == {
        "request_id": "r-1",
        "name": "Смирнова Мария",
        "phone": "+79161234567",
        "card": {"first6": "220220", "last4": "4477"},
    }


async def test_a_wrong_key_is_a_refusal(desk: Desk, check: OwnerCheck) -> None:
    desk.answers({"error": "wrong key"}, status=401)

    with pytest.raises(GatewayRefused) as refused:
        await ask(check)

    assert refused.value.code == "401"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"request_id": "r-1", "answer": "perhaps"}, 200),
        ({"request_id": "r-2", "answer": "match"}, 200),
        ({"request_id": "r-1"}, 200),
        (b"", 503),
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, check: OwnerCheck, body: object, status: int
) -> None:
    desk.answers(body, status=status)

    with pytest.raises(GatewayUnclear):
        await ask(check)
