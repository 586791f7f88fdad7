"""What YooKassa's errors and silence mean: refused (nothing was done) or unclear."""

import pytest
from aiohttp import ClientSession

from bot.gateways.yookassa import YooKassa
from domain.gateways import Bank, GatewayRefused, GatewayUnclear
from tests.gateways.desk import Desk
from tests.gateways.yookassa_words import PAYMENT, PAYMENT_ID, SINCE, hold, pay_out


async def test_a_list_without_an_end_is_unclear(desk: Desk, bank: Bank) -> None:
    desk.answers({"type": "list", "items": [], "next_cursor": "again"})

    with pytest.raises(GatewayUnclear):
        await bank.find_payments(reference="hold-1", since=SINCE)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "invalid_request"),
        (401, "invalid_credentials"),
        (403, "forbidden"),
        (404, "not_found"),
    ],
)
async def test_a_refusal_has_the_bank_s_code_and_no_description(
    desk: Desk, bank: Bank, status: int, code: str
) -> None:
    error = {
        "type": "error",
        "code": code,
        "description": "Карта 2202 не годится",
        "parameter": "a",
    }
    desk.answers(error, status=status)

    with pytest.raises(GatewayRefused) as refused:
        await hold(bank)

    assert refused.value.code == code
    assert str(refused.value) == f"{code}: a"


async def test_a_limit_is_unclear_and_names_when_to_ask_again(desk: Desk, bank: Bank) -> None:
    desk.answers({"type": "error", "code": "too_many_requests"}, status=429, Retry_After="7")

    with pytest.raises(GatewayUnclear) as unclear:
        await pay_out(bank)

    assert unclear.value.retry_after == 7


async def test_an_accepted_call_is_unclear_until_it_is_done(desk: Desk, bank: Bank) -> None:
    desk.answers({"type": "processing", "retry_after": 1800}, status=202)

    with pytest.raises(GatewayUnclear) as unclear:
        await pay_out(bank)

    assert unclear.value.retry_after == pytest.approx(1.8)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"type": "error", "code": "internal_server_error"}, 500),
        (b"<html>Bad gateway</html>", 502),
        (b"<html>Not found</html>", 404),  # not YooKassa's own: something between us
        (b"", 302),
        (b'{"id": "22d6', 200),
        ([PAYMENT], 200),
        ({key: value for key, value in PAYMENT.items() if key != "amount"}, 200),
        ({**PAYMENT, "status": "lost"}, 200),
        ({**PAYMENT, "amount": {"value": "3.47"}}, 200),
        ({**PAYMENT, "amount": {"value": "3.477", "currency": "RUB"}}, 200),
        ({**PAYMENT, "created_at": "2026-07-01T09:00:00"}, 200),
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, bank: Bank, body: object, status: int
) -> None:
    desk.answers(body, status=status)

    with pytest.raises(GatewayUnclear):
        await hold(bank)

    assert len(desk.asked) == 1  # whoever reserved the money asks again, not the gateway


@pytest.mark.parametrize("trouble", ["silence", "cut"])
async def test_no_answer_is_unclear(desk: Desk, session: ClientSession, trouble: str) -> None:
    bank = YooKassa(
        session, desk.base, shop=("100500", "secret"), gateway=("506", "secret"), timeout=0.05
    )
    desk.replies = [trouble]

    with pytest.raises(GatewayUnclear) as unclear:
        await hold(bank)

    assert "secret" not in str(unclear.value)
    assert desk.base.removeprefix("http://") not in str(unclear.value)


async def test_a_refused_connection_is_unclear(desk: Desk, bank: Bank) -> None:
    await desk.close()

    with pytest.raises(GatewayUnclear):
        await bank.payment(PAYMENT_ID)
