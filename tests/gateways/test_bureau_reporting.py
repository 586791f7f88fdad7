"""Rows on their way to a bureau, over real HTTP to the sandbox's."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.gateways.bureau_reporting import BureauRows
from domain.gateways import Applicant, GatewayRefused, GatewayUnclear, RowAnswer, TellRow
from domain.ledger.reporting import Event, Fact, Row
from domain.money import ZERO, Money
from tests.gateways.town import PHONE, Town

R = Money.rubles
FACT = Fact(
    key="issued",
    event=Event.ISSUED,
    day=date(2026, 1, 23),
    at=datetime(2026, 1, 23, 9, tzinfo=UTC),
    principal=R(10_000),
    interest=ZERO,
    penalty=ZERO,
    overdue=ZERO,
    days_overdue=0,
    due=date(2026, 2, 23),
    amount=R(10_000),
)
TOLD = TellRow(
    id="l-1",
    after=None,
    row=Row(number=1, fact=FACT),
    contract="260123-00001",
    issued_on=FACT.day,
    lent=R(10_000),
    psk=Decimal(292),
    person=Applicant(
        name="Петров Иван",
        birth_date=date(1990, 5, 1),
        passport="4510123456",
        inn="500100732259",
        phone=PHONE,
    ),
)


def after(told: TellRow, number: int, **fact: Any) -> TellRow:
    row = Row(number=number, fact=replace(FACT, **fact))
    return replace(told, id=f"l-{number}", after=told.row.number, row=row)


@pytest.fixture
def rows(town: Town, session: ClientSession) -> BureauRows:
    return BureauRows(session, f"{town.base}/bureau/one", name="one", key="key-1")


async def test_a_row_is_accepted_with_a_receipt_and_kept(town: Town, rows: BureauRows) -> None:
    assert await rows.tell(TOLD) == RowAnswer(receipt="R-260123-00001-1")

    (known,) = town.bureaus.told()["one"]
    assert (known["contract"], known["balance"], known["psk"]) == (
        "260123-00001",
        "10000.00",
        "292.000",
    )
    assert town.bureaus.told()["two"] == []


async def test_an_answer_that_was_lost_is_asked_for_again(town: Town, rows: BureauRows) -> None:
    town.faults.order(of="bureau", method="one.rows", fault="lost")
    with pytest.raises(GatewayUnclear):
        await rows.tell(TOLD)

    assert await rows.tell(TOLD) == RowAnswer(receipt="R-260123-00001-1")
    assert town.bureaus.told()["one"][0]["rows"] == 1


async def test_a_fault_of_reports_is_none_of_rows(town: Town, rows: BureauRows) -> None:
    town.faults.order(of="bureau", method="one", fault="500")
    assert await rows.tell(TOLD) is not None


async def test_rows_out_of_order_are_rejected(rows: BureauRows) -> None:
    second = after(TOLD, 2, event=Event.PAID, amount=R(1_000), principal=R(9_000))
    assert await rows.tell(second) == RowAnswer(reason="out_of_order")
    await rows.tell(TOLD)
    third = replace(second, id="l-3", after=2, row=replace(second.row, number=3))
    assert await rows.tell(third) == RowAnswer(reason="out_of_order")
    assert (await rows.tell(second) or RowAnswer()).receipt


async def test_a_correction_takes_the_place_of_what_was_told(town: Town, rows: BureauRows) -> None:
    await rows.tell(TOLD)
    second = after(TOLD, 2, event=Event.PAID, amount=R(1_000), principal=R(9_000))
    await rows.tell(second)
    right = after(second, 3, event=Event.PAID, amount=R(1_000), principal=R(8_500))
    await rows.tell(replace(right, row=replace(right.row, corrects=2)))

    (known,) = town.bureaus.told()["one"]
    assert (known["rows"], len(known["events"]), known["balance"]) == (3, 2, "8500.00")

    fourth = after(right, 4, event=Event.PAID)
    await rows.tell(replace(fourth, row=replace(fourth.row, corrects=2, withdrawn=True)))
    assert town.bureaus.told()["one"][0]["balance"] == "10000.00"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"day": date(2026, 1, 22)}, "wrong_day"),
        ({"day": date(2100, 1, 1)}, "wrong_day"),
        ({"event": Event.CLOSED}, "malformed"),
        ({"principal": Money(-1)}, "malformed"),
    ],
)
async def test_a_row_that_makes_no_sense_is_rejected(
    rows: BureauRows, wrong: dict[str, Any], reason: str
) -> None:
    await rows.tell(TOLD)
    assert await rows.tell(after(TOLD, 2, **wrong)) == RowAnswer(reason=reason)


async def test_a_rejection_by_order(town: Town, rows: BureauRows) -> None:
    town.bureaus.refuse_next("one", "person_unknown")
    assert await rows.tell(TOLD) == RowAnswer(reason="person_unknown")
    assert (await rows.tell(TOLD) or RowAnswer()).receipt
    with pytest.raises(ValueError, match="no bureau"):
        town.bureaus.refuse_next("five", "x")


async def test_somebody_elses_contract_is_rejected(rows: BureauRows) -> None:
    await rows.tell(TOLD)
    second = after(TOLD, 2, event=Event.PAID, amount=R(1_000), principal=R(9_000))
    other = replace(second, person=replace(TOLD.person, inn="504308599677"))
    assert await rows.tell(other) == RowAnswer(reason="person_unknown")


async def test_a_wrong_key_and_what_cant_be_read_are_refused(
    town: Town, session: ClientSession
) -> None:
    wrong = BureauRows(session, f"{town.base}/bureau/one", name="one", key="another")
    with pytest.raises(GatewayRefused) as refused:
        await wrong.tell(TOLD)
    assert refused.value.code == "401"
    async with session.post(
        f"{town.base}/bureau/one/rows",
        json=["row"],
        headers={"Authorization": "Bearer key-1"},
    ) as answer:
        assert answer.status == 400
