"""SMSC.ru's protocol."""

import pytest
from aiohttp import ClientSession

from bot.gateways.sms import Smsc
from domain.gateways import GatewayRefused, GatewayUnclear, Sms
from tests.gateways.desk import Desk


@pytest.fixture
def sms(desk: Desk, session: ClientSession) -> Sms:
    return Smsc(
        session, desk.base, login="lender", password="secret", sender="SmartCash", timeout=0.5
    )


async def send(sms: Sms) -> None:
    await sms.send(message_id="m-1", phone="+79161234567", text="Код 1234: никому не говорите")


async def test_a_message_goes_out_with_our_id(desk: Desk, sms: Sms) -> None:
    desk.answers({"id": "m-1", "cnt": 1})

    await send(sms)

    (asked,) = desk.asked
    assert (asked.method, asked.path, asked.query) == ("POST", "/sys/send.php", {})
    assert asked.form == {
        "login": "lender",
        "psw": "secret",
        "phones": "+79161234567",
        "mes": "Код 1234: никому не говорите",
        "id": "m-1",
        "sender": "SmartCash",
        "charset": "utf-8",
        "fmt": "3",
    }


async def test_a_robot_calls_when_asked_to(desk: Desk, sms: Sms) -> None:
    desk.answers({"id": "m-1", "cnt": 1})

    await sms.send(message_id="m-1", phone="+79161234567", text="1, 2, 3, 4", by_call=True)

    (asked,) = desk.asked
    assert asked.form["call"] == "1"


async def test_a_message_sent_a_moment_ago_is_a_success(desk: Desk, sms: Sms) -> None:
    desk.answers({"error": "duplicate request, wait a minute", "error_code": 9})

    await send(sms)


@pytest.mark.parametrize("code", [1, 5, 6, 7, 8])
async def test_a_refusal_has_the_operator_s_number(desk: Desk, sms: Sms, code: int) -> None:
    desk.answers({"error": "no good: +79161234567", "error_code": code, "id": "m-1"})

    with pytest.raises(GatewayRefused) as refused:
        await send(sms)

    assert (refused.value.code, str(refused.value)) == (str(code), str(code))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"error": "too many concurrent requests", "error_code": 9}, 200),
        ({"error": "this address is blocked for a while", "error_code": 4}, 200),
        ({"error": "something new", "error_code": 10}, 200),
        ({"error": "something else"}, 200),
        (b"ERROR = 2 (authorise error)", 200),
        (b"", 200),
        (b"Forbidden", 403),
        (b"", 500),
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, sms: Sms, body: object, status: int
) -> None:
    desk.answers(body, status=status)

    with pytest.raises(GatewayUnclear):
        await send(sms)


@pytest.mark.parametrize("code", [2, 3])
async def test_a_trouble_of_the_lender_is_unclear_so_that_the_message_waits(
    desk: Desk, sms: Sms, code: int
) -> None:
    """A wrong login or an empty balance: mended, and then the SMS goes out."""
    desk.answers({"error": "no money", "error_code": code, "id": "m-1"})

    with pytest.raises(GatewayUnclear):
        await send(sms)


async def test_no_answer_is_unclear_and_tells_no_secret(desk: Desk, session: ClientSession) -> None:
    sms = Smsc(session, desk.base, login="lender", password="secret", sender="S", timeout=0.05)
    desk.replies = ["silence"]

    with pytest.raises(GatewayUnclear) as unclear:
        await send(sms)

    assert str(unclear.value) == "smsc: TimeoutError"
