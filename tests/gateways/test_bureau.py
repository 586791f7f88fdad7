"""Our own JSON protocol of a credit bureau."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.gateways.bureau import CreditBureau
from domain.gateways import (
    Applicant,
    Bureau,
    BureauReport,
    ClosedLoan,
    GatewayRefused,
    GatewayUnclear,
    OpenLoan,
)
from domain.money import Money
from tests.gateways.desk import Desk

APPLICANT = Applicant(
    name="Смирнова Мария Петровна",
    birth_date=date(1990, 5, 17),
    passport="4510123456",
    inn="500100732259",
    phone="+79161234567",
)
READY: dict[str, Any] = {
    "status": "ready",
    "request_id": "r-1",
    "bureau": "one",
    "made_at": "2026-07-01T09:00:00+00:00",
    "self_ban": False,
    "score": 720,
    "open_loans": [
        {
            "id": "c-1",
            "lender": "7799999999",
            "psk": "292.000",
            "balance": "12000.00",
            "monthly_payment": "3000.00",
        }
    ],
    "closed_loans": [
        {"id": "c-2", "lender": "7700000009", "psk": "150.500", "closed_on": "2026-06-30"}
    ],
}
(OPEN,), (CLOSED,) = READY["open_loans"], READY["closed_loans"]


@pytest.fixture
def bureau(desk: Desk, session: ClientSession) -> Bureau:
    return CreditBureau(session, desk.base + "/bureau/one", name="one", key="secret", timeout=0.5)


async def test_a_report_tells_ban_loans_and_score(desk: Desk, bureau: Bureau) -> None:
    desk.answers(READY)

    report = await bureau.report(request_id="r-1", applicant=APPLICANT)

    (asked,) = desk.asked
    assert (asked.method, asked.path) == ("POST", "/bureau/one/report")
    assert asked.headers["Authorization"] == "Bearer secret"
    assert asked.json == {
        "request_id": "r-1",
        "person": {
            "name": "Смирнова Мария Петровна",
            "birth_date": "1990-05-17",
            "passport": "4510123456",
            "inn": "500100732259",
            "phone": "+79161234567",
        },
    }
    loan = OpenLoan(
        id="c-1",
        lender="7799999999",
        psk=Decimal(292),
        balance=Money.rubles(12000),
        monthly_payment=Money.rubles(3000),
    )
    closed = ClosedLoan(
        id="c-2", lender="7700000009", psk=Decimal("150.5"), closed_on=date(2026, 6, 30)
    )
    assert report == BureauReport(
        self_ban=False, open_loans=(loan,), score=720, closed_loans=(closed,)
    )


async def test_a_report_that_is_not_ready_is_none(desk: Desk, bureau: Bureau) -> None:
    desk.answers({"status": "pending", "retry_after": 5})

    assert await bureau.report(request_id="r-1", applicant=APPLICANT) is None


@pytest.mark.parametrize("status", [400, 401])
async def test_a_refusal_has_the_status_and_no_words(
    desk: Desk, bureau: Bureau, status: int
) -> None:
    desk.answers({"error": "Смирнова Мария Петровна unknown"}, status=status)

    with pytest.raises(GatewayRefused) as refused:
        await bureau.report(request_id="r-1", applicant=APPLICANT)

    assert str(refused.value) == str(status)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"error": "down"}, 500),
        (b"not JSON", 200),
        ({"status": "odd"}, 200),
        ({**READY, "request_id": "r-2"}, 200),
        ({key: value for key, value in READY.items() if key != "self_ban"}, 200),
        ({**READY, "self_ban": None}, 200),
        ({**READY, "score": "720"}, 200),
        ({**READY, "score": 1000}, 200),
        ({**READY, "open_loans": [{"psk": "many"}]}, 200),
        ({**READY, "open_loans": {"psk": "292.000"}}, 200),
        ({**READY, "open_loans": ["292.000"]}, 200),
        ({**READY, "made_at": "yesterday"}, 200),
        ({key: value for key, value in READY.items() if key != "closed_loans"}, 200),
        *(
            ({**READY, "open_loans": [OPEN | wrong]}, 200)
            for wrong in (
                {"id": ""},
                {"id": 7},
                {"id": "x" * 101},
                {"lender": None},
                {"psk": "NaN"},
                {"psk": "Infinity"},
                {"psk": "-1"},
                {"psk": 292.0},
                {"balance": "0.001"},
                {"balance": "-5.00"},
                {"monthly_payment": "-3000.00"},
            )
        ),
        *(
            ({**READY, "closed_loans": [CLOSED | wrong]}, 200)
            for wrong in (
                {"id": " "},
                {"closed_on": "30.06.2026"},
                {"closed_on": "2026-07-03"},
                {"closed_on": None},
                {"psk": "NaN"},
            )
        ),
    ],
)
async def test_an_answer_that_says_nothing_is_unclear(
    desk: Desk, bureau: Bureau, body: object, status: int
) -> None:
    desk.answers(body, status=status)

    with pytest.raises(GatewayUnclear):
        await bureau.report(request_id="r-1", applicant=APPLICANT)


async def test_no_answer_is_unclear(desk: Desk, session: ClientSession) -> None:
    bureau = CreditBureau(session, desk.base, name="two", key="secret", timeout=0.05)
    desk.replies = ["silence"]

    with pytest.raises(GatewayUnclear, match=r"^bureau two: TimeoutError$"):
        await bureau.report(request_id="r-1", applicant=APPLICANT)
