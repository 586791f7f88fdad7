"""The two credit bureaus: each kind of test person."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.support.desks import BUREAUS, PHONE, Desks, desks_at_work


@pytest.fixture
async def desks() -> AsyncIterator[Desks]:
    async with desks_at_work() as at_work:
        yield at_work


async def test_a_stranger_has_a_good_history(desks: Desks) -> None:
    status, report = await desks.report("one")

    made_at = report.pop("made_at")
    assert status == 200
    assert made_at.endswith("+00:00")
    assert report == {
        "status": "ready",
        "request_id": "q-1",
        "bureau": "one",
        "self_ban": False,
        "score": 720,
        "open_loans": [],
        "closed_loans": [],
    }


@pytest.mark.parametrize("which", ["one", "two", "three", "four"])
async def test_every_bureau_knows_of_a_self_ban(desks: Desks, which: str) -> None:
    desks.someone("self_ban")

    assert (await desks.report(which))[1]["self_ban"] is True


@pytest.mark.parametrize(
    ("kind", "score", "loans"),
    [
        ("good", 720, []),
        ("less", 480, ["150.000"]),
        ("review", 380, []),
        ("low_score", 250, []),
        ("two_loans", 720, ["292.000", "292.000"]),
        ("owner_mismatch", 720, []),
    ],
)
async def test_scores_and_loans_follow_the_person(
    desks: Desks, kind: str, score: int, loans: list[str]
) -> None:
    desks.someone(kind)

    _, one = await desks.report("one")
    _, two = await desks.report("two")

    assert one["score"] == two["score"] == score
    assert [loan["psk"] for loan in one["open_loans"]] == loans
    assert two["open_loans"] == []


async def test_loans_have_the_ids_of_their_contracts(desks: Desks) -> None:
    desks.someone("less")

    _, one = await desks.report("one")
    _, three = await desks.report("three")
    (loan,) = one["open_loans"]
    assert (loan["id"], loan["lender"]) == ("500100732259-1", "7799999999")
    assert three["open_loans"] == one["open_loans"]


async def test_two_loans_may_be_known_to_a_bureau_each(desks: Desks) -> None:
    desks.someone("loans_apart")

    found = {which: (await desks.report(which))[1]["open_loans"] for which in BUREAUS}
    ids = {which: [loan["id"] for loan in loans] for which, loans in found.items()}
    assert ids == {"one": ["500100732259-1"], "two": [], "three": [], "four": ["500100732259-2"]}


async def test_a_closed_loan_keeps_its_day(desks: Desks) -> None:
    desks.someone("just_repaid")

    yesterday = (desks.clock.now() + timedelta(hours=3) - timedelta(days=1)).date().isoformat()
    _, report = await desks.report("three")
    assert [loan["closed_on"] for loan in report["closed_loans"]] == [yesterday]
    desks.clock.move_to(desks.clock.now() + timedelta(days=3))
    _, later = await desks.report("three", "q-2")
    assert later["closed_loans"] == report["closed_loans"]
    assert (await desks.report("one"))[1]["closed_loans"] == []


async def test_a_person_is_known_by_each_number(desks: Desks) -> None:
    desks.people.add_phone(desks.someone("self_ban"), "+79031112233")

    assert (await desks.report("one", phone="+79031112233"))[1]["self_ban"] is True
    assert (await desks.report("one", "q-2"))[1]["self_ban"] is True


async def test_the_second_bureau_is_silent_for_a_silent_person(desks: Desks) -> None:
    desks.someone("silent")

    first = await desks.report("two")
    desks.clock.move_to(desks.clock.now() + timedelta(days=30))

    pending = (200, {"status": "pending", "retry_after": 5})
    assert first == await desks.report("two") == pending
    assert (await desks.report("one"))[1]["status"] == "ready"


async def test_the_second_bureau_takes_ninety_seconds_for_a_slow_person(desks: Desks) -> None:
    desks.someone("slow")

    assert (await desks.report("two"))[1]["status"] == "pending"
    desks.clock.move_to(desks.clock.now() + timedelta(seconds=80))
    assert (await desks.report("two"))[1]["status"] == "pending"
    desks.clock.move_to(desks.clock.now() + timedelta(seconds=10))
    assert (await desks.report("two"))[1]["status"] == "ready"
    assert (await desks.report("two", "q-2"))[1]["status"] == "pending"


async def test_the_second_bureau_breaks_on_an_error_person(desks: Desks) -> None:
    desks.someone("error")

    assert (await desks.report("two"))[0] == 500
    assert (await desks.report("one"))[0] == 200


async def test_the_same_question_gets_the_same_report(desks: Desks) -> None:
    first = await desks.report("one")
    desks.clock.move_to(desks.clock.now() + timedelta(days=1))

    assert await desks.report("one") == first
    assert await desks.report("one", "q-2") != first
    status, answer = await desks.report("one", phone="+79990000001")
    assert (status, answer["error"]) == (400, "this request_id was used for another person")


async def test_each_bureau_has_its_own_key(desks: Desks) -> None:
    status, answer = await desks.call("/bureau/one/report", {}, key="key-two")

    assert (status, answer) == (401, {"error": "wrong key"})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("birth_date", "17.05.1990"),
        ("passport", "45 10"),
        ("inn", "1"),
        ("phone", "89161234567"),
        ("snils", "1"),
    ],
)
async def test_a_wrong_field_is_named(desks: Desks, field: str, value: str) -> None:
    status, answer = await desks.report("one", **{field: value})

    assert status == 400
    assert f"«{field}»" in answer["error"]


async def test_what_is_missing_is_named(desks: Desks) -> None:
    status, answer = await desks.call("/bureau/one/report", {"request_id": "q-1"})

    assert (status, answer) == (400, {"error": "the request: «person» is missing"})
    assert (await desks.call("/bureau/one/report", None))[0] == 400


async def test_faults_strike_one_bureau_and_calls_are_logged(desks: Desks) -> None:
    desks.faults.order(of="bureau", fault="429:5", method="two")

    assert (await desks.report("one"))[0] == 200
    assert await desks.report("two") == (429, {"error": "too many requests", "retry_after": 5.0})
    assert [(c["method"], c["status"]) for c in desks.calls.list(of="bureau")] == [
        ("one", 200),
        ("two", 429),
    ]


def row(phone: str = PHONE) -> dict[str, object]:
    """The issue of a loan."""
    zero = dict.fromkeys(("interest", "penalty", "overdue"), "0.00")
    return {
        "row_id": "l-1",
        "number": 1,
        "after": None,
        "corrects": None,
        "withdrawn": False,
        "person": {
            "name": "Иванова Анна",
            "birth_date": "1990-05-17",
            "passport": "4510123456",
            "inn": "500100732259",
            "phone": phone,
        },
        "contract": {
            "number": "260123-00001",
            "issued_on": "2026-01-23",
            "principal": "10000.00",
            "psk": "292.000",
        },
        "event": zero
        | {
            "kind": "issued",
            "day": "2026-01-23",
            "at": "2026-01-23T09:00:00+00:00",
            "amount": "10000.00",
            "principal": "10000.00",
            "days_overdue": 0,
            "due": "2026-02-23",
            "payments": [],
        },
    }


async def test_a_loan_that_a_bureau_was_told_of_stands_in_its_later_reports(desks: Desks) -> None:
    told = row()
    status, answer = await desks.call("/bureau/one/rows", told, BUREAUS["one"])
    assert (status, answer["status"]) == (200, "accepted")

    (ours,) = (await desks.report("one", "q-1"))[1]["open_loans"]
    assert ours == {
        "id": "260123-00001",
        "lender": "7700000009",
        "psk": "292.000",
        "balance": "10000.00",
        "monthly_payment": "10000.00",
    }
    assert (await desks.report("two", "q-1"))[1]["open_loans"] == []
    event = told["event"] | {"kind": "closed", "day": "2026-02-23", "principal": "0.00"}  # type: ignore[operator]
    closed = told | {"row_id": "l-2", "number": 2, "after": 1, "event": event}
    await desks.call("/bureau/one/rows", closed, BUREAUS["one"])
    report = (await desks.report("one", "q-2"))[1]
    assert report["open_loans"] == []
    assert report["closed_loans"][0]["closed_on"] == "2026-02-23"


async def test_a_doubtful_borrower_is_refused_once_by_the_second_bureau(desks: Desks) -> None:
    desks.someone("row_refused")
    said = [
        (await desks.call(f"/bureau/{which}/rows", row(), BUREAUS[which]))[1]["status"]
        for which in ("one", "two", "two")
    ]
    assert said == ["accepted", "rejected", "accepted"]
