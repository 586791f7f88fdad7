"""The sandbox's FinCERT."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.desks import PHONE, Desks, desks_at_work

RECEIVER = {
    "phone": PHONE,
    "passport": "4510123456",
    "inn": "500100732259",
    "card": {"first6": "220000", "last4": "1002"},
}
QUESTION = {"request_id": "q-1", "receiver": RECEIVER, "amount": "10000.00"}
OPERATION = {
    "reference": "m-1",
    "kind": "attempt",
    "at": "2026-11-23T09:00:00+00:00",
    "amount": "10000.00",
    "receiver": RECEIVER,
}
REPORT = {"report_id": "r-1", "operation": OPERATION}


@pytest.fixture
async def desks() -> AsyncIterator[Desks]:
    async with desks_at_work() as at_work:
        yield at_work


@pytest.mark.parametrize(
    ("kind", "answer"), [("good", "clean"), ("fincert", "hit"), ("fincert_silent", "unclear")]
)
async def test_the_person_s_kind_decides(desks: Desks, kind: str, answer: str) -> None:
    desks.someone(kind)

    told = await desks.call("/fincert/lookup", QUESTION)

    assert told == (200, {"request_id": "q-1", "answer": answer})


async def test_the_same_question_gets_the_same_answer(desks: Desks) -> None:
    first = await desks.call("/fincert/lookup", QUESTION)
    desks.someone("fincert")

    assert first[1]["answer"] == "clean"
    assert await desks.call("/fincert/lookup", QUESTION) == first
    assert (await desks.call("/fincert/lookup", QUESTION | {"amount": "1.00"}))[0] == 400


async def test_a_report_told_twice_is_one(desks: Desks) -> None:
    first = await desks.call("/fincert/reports", REPORT)

    assert first == (200, {"report_id": "r-1", "number": "FC-000001"})
    assert await desks.call("/fincert/reports", REPORT) == first
    assert desks.fincert.reports == {"r-1": OPERATION}


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        ("/fincert/lookup", QUESTION | {"receiver": {"phone": PHONE}}, "passport"),
        ("/fincert/lookup", QUESTION | {"amount": "много"}, "amount"),
        ("/fincert/reports", {"report_id": "r-1", "operation": {"kind": "theft"}}, "reference"),
    ],
)
async def test_a_wrong_question_is_refused(
    desks: Desks, path: str, body: dict[str, Any], named: str
) -> None:
    status, answer = await desks.call(path, body)

    assert status == 400
    assert named in answer["error"]


async def test_the_key_is_checked_and_the_call_logged(desks: Desks) -> None:
    assert (await desks.call("/fincert/lookup", QUESTION, key="wrong"))[0] == 401
    (call,) = desks.calls.list(of="fincert")
    assert (call["method"], call["status"]) == ("lookup", 401)


async def test_a_fault_ordered_for_fincert_strikes_it(desks: Desks) -> None:
    desks.faults.order(of="bureau", fault="500", method="fincert")

    assert (await desks.call("/fincert/reports", REPORT))[0] == 200
    assert (await desks.call("/fincert/lookup", QUESTION))[0] == 500
    assert (await desks.call("/fincert/lookup", QUESTION))[0] == 200
