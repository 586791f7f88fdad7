"""The owner check."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.desks import PHONE, Desks, desks_at_work

QUESTION = {
    "request_id": "q-1",
    "name": "Иванова Анна",
    "phone": PHONE,
    "card": {"first6": "220000", "last4": "1002"},
}


@pytest.fixture
async def desks() -> AsyncIterator[Desks]:
    async with desks_at_work() as at_work:
        yield at_work


@pytest.mark.parametrize(
    ("kind", "answer"),
    [("good", "match"), ("owner_mismatch", "mismatch"), ("owner_unknown", "unknown")],
)
async def test_the_person_s_kind_decides(desks: Desks, kind: str, answer: str) -> None:
    desks.someone(kind)

    told = await desks.call("/owner/check", QUESTION)

    assert told == (200, {"request_id": "q-1", "answer": answer})


async def test_the_person_is_known_by_each_number(desks: Desks) -> None:
    desks.people.add_phone(desks.someone("owner_mismatch"), "+79031112233")

    _, told = await desks.call("/owner/check", QUESTION | {"phone": "+79031112233"})

    assert told["answer"] == "mismatch"


async def test_a_stranger_s_card_matches(desks: Desks) -> None:
    assert (await desks.call("/owner/check", QUESTION))[1]["answer"] == "match"


async def test_the_same_question_gets_the_same_answer(desks: Desks) -> None:
    first = await desks.call("/owner/check", QUESTION)
    desks.someone("owner_mismatch")

    assert await desks.call("/owner/check", QUESTION) == first
    assert (await desks.call("/owner/check", QUESTION | {"name": "Пётр"}))[0] == 400


@pytest.mark.parametrize(
    ("change", "named"),
    [({"card": {"first6": "220000"}}, "last4"), ({"card": "1002"}, "card"), ({"inn": "1"}, "inn")],
)
async def test_a_wrong_question_is_refused(
    desks: Desks, change: dict[str, Any], named: str
) -> None:
    status, answer = await desks.call("/owner/check", QUESTION | change)

    assert status == 400
    assert named in answer["error"]


async def test_the_key_is_checked_and_the_call_logged(desks: Desks) -> None:
    assert (await desks.call("/owner/check", QUESTION, key="wrong"))[0] == 401
    (call,) = desks.calls.list(of="owner")
    assert (call["method"], call["status"]) == ("check", 401)


async def test_a_fault_ordered_for_the_owner_check_strikes_it(desks: Desks) -> None:
    desks.faults.order(of="bureau", fault="500", method="owner")

    assert (await desks.call("/owner/check", QUESTION))[0] == 500
    assert (await desks.call("/owner/check", QUESTION))[0] == 200
