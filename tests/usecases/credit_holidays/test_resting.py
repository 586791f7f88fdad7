"""Credit holidays: who may ask for them, what they change, what staff decide."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import ANY, Mock

import pytest

from domain.dates import MOSCOW, add_months
from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import AgreementStatus
from domain.model.cases import Action, CaseKind
from domain.model.credit_holidays import CreditHolidays, Ground, HolidaysStatus, holiday_rate
from domain.money import Money
from domain.notifications import (
    CaseSolved,
    DocumentKind,
    HolidaysDenied,
    HolidaysEnding,
    HolidaysGranted,
    LoanOverdue,
    PaperReady,
)
from domain.refusals import (
    HolidaysRefused,
    NothingToDo,
    ProlongationRefused,
    WhyNoHolidays,
    WhyNotProlong,
)
from domain.rules.papers.wording import rub
from storage.rows.promises import CreditHolidaysRows
from tests.support.lender import IVAN, Lender
from tests.support.prolonging import Prolonger

R = Money.rubles
REDUCED = Decimal("0.5333")  # two thirds of 0,8


@pytest.fixture
async def payer(lender: Lender) -> Prolonger:
    """10 000 ₽ that were due on 7 December; it is the 9th."""
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=16)
    await lender.told()
    return payer


async def asks(payer: Prolonger, ground: Ground = Ground.INCOME, months: int = 2) -> str:
    number: str = await payer.lender.do(
        "ask_holidays", borrower_id=IVAN, ground=ground, months=months
    )
    return number


async def decides(payer: Prolonger, action: Action) -> list[Any]:
    """What is said to the borrower."""
    await payer.lender.told()
    case = await payer.lender.open_case("hardship")
    await payer.lender.do("decide_case", case_id=case.id, action=action, by="Ольга", by_id=1)
    return [
        one
        for one in await payer.lender.told()
        if isinstance(one, HolidaysGranted | HolidaysDenied)
    ]


async def due(payer: Prolonger, kind: str) -> datetime:
    row = await payer.lender.db.one("SELECT due_at FROM job WHERE kind = ?", kind)
    assert row is not None
    return datetime.fromisoformat(row["due_at"])


async def until(payer: Prolonger, moment: datetime) -> None:
    await payer.wait(seconds=(moment - payer.lender.clock.now()).total_seconds())


async def newest(payer: Prolonger) -> CreditHolidays:
    return (await CreditHolidaysRows(payer.lender.db).of_loan(payer.loan_id))[0]


async def refused(payer: Prolonger, ground: Ground = Ground.INCOME) -> WhyNoHolidays:
    with pytest.raises(HolidaysRefused) as error:
        await asks(payer, ground)
    return error.value.reason


async def test_staff_see_the_contract_the_debt_and_the_ground(payer: Prolonger) -> None:
    await asks(payer)

    assert await payer.lender.case_facts("hardship") == [
        {
            "contract": (await payer.loan()).contract,
            "debt": "11290.95",
            "ground": "income",
            "months": "2",
            "overdue": "2",
        }
    ]
    asked = (await payer.view()).credit_holidays
    assert asked is not None
    assert asked.state is HolidaysStatus.ASKED


async def test_granted_nothing_is_overdue_and_interest_is_lower(payer: Prolonger) -> None:
    await asks(payer)
    (notice,) = await decides(payer, Action.APPROVE)
    today = await payer.loan_state()
    await payer.wait(days=31)
    later = await payer.loan_state()

    assert (notice.until, notice.daily_rate) == (date(2027, 2, 9), REDUCED)
    assert not today.debt.days_overdue
    assert not later.debt.days_overdue
    assert later.debt.penalty == today.debt.penalty
    grown = later.debt.interest - today.debt.interest
    assert grown == R("1653.23")  # 31 days of 53,33
    assert [one for one in await payer.lender.told() if isinstance(one, LoanOverdue)] == []


async def test_what_was_told_is_what_is_owed_then(payer: Prolonger) -> None:
    await asks(payer)
    (notice,) = await decides(payer, Action.APPROVE)
    await payer.wait(days=(notice.next_day - payer.lender.clock.today()).days)
    loan_state = await payer.loan_state()

    assert loan_state.debt.total == notice.next_amount
    assert not loan_state.debt.days_overdue
    await payer.wait(days=1)
    assert (await payer.loan_state()).debt.days_overdue == 1


async def test_rejected_it_is_told_with_what_else_may_help(payer: Prolonger) -> None:
    await asks(payer)
    (notice,) = await decides(payer, Action.REJECT)

    assert notice == HolidaysDenied(prolongable=True)
    assert (await newest(payer)).state is HolidaysStatus.REFUSED
    assert (await payer.loan_state()).debt.days_overdue == 2
    assert await asks(payer)  # with better papers


async def test_one_application_at_a_time(payer: Prolonger) -> None:
    await asks(payer)

    assert await refused(payer, Ground.EMERGENCY) is WhyNoHolidays.ASKED


async def test_not_twice_at_once_and_once_a_ground(payer: Prolonger) -> None:
    await asks(payer, months=1)
    await decides(payer, Action.APPROVE)
    assert await refused(payer, Ground.EMERGENCY) is WhyNoHolidays.RUNNING
    await payer.wait(days=35)

    assert await refused(payer) is WhyNoHolidays.ONCE
    assert await asks(payer, Ground.EMERGENCY)


async def test_too_much_lent_cannot_rest(payer: Prolonger) -> None:
    await payer.lender.db.run("UPDATE loan SET principal = ?", 45_000_001)
    assert await refused(payer) is WhyNoHolidays.AMOUNT
    await payer.lender.db.run("UPDATE loan SET principal = ?", 45_000_000)

    look = payer.lender.wiring.provided["look_at_holidays"]
    assert await look(borrower_id=IVAN)  # type: ignore[operator]


@pytest.mark.parametrize("months", [0, 7])
async def test_other_months_than_the_law_gives_are_no_answer(payer: Prolonger, months: int) -> None:
    with pytest.raises(NothingToDo):
        await asks(payer, months=months)


async def test_while_they_last_there_is_no_prolonging_and_paying_is_free(
    payer: Prolonger,
) -> None:
    await asks(payer)
    await decides(payer, Action.APPROVE)
    with pytest.raises(ProlongationRefused) as error:
        await payer.looks()
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()

    assert error.value.reason is WhyNotProlong.HOLIDAYS
    assert (await payer.loan()).closed_on is not None


async def test_an_unpaid_extension_does_not_end_them(payer: Prolonger) -> None:
    signed = await payer.signs(await payer.agrees(number=None))
    await payer.works()
    await asks(payer)
    await decides(payer, Action.APPROVE)
    payer.till.pay_page(list(payer.till.payments)[-1])
    await payer.works()

    assert (await payer.agreement(signed)).state is AgreementStatus.LAPSED
    assert (await payer.loan()).plan.holiday_until == date(2027, 2, 9)


async def test_the_new_schedule_comes_as_a_file(payer: Prolonger) -> None:
    await asks(payer)
    await decides(payer, Action.APPROVE)
    await payer.works("rest_schedule")

    (paper,) = await payer.lender.told()
    assert isinstance(paper, PaperReady)
    assert paper.sheet is DocumentKind.HOLIDAYS


async def test_after_them_it_may_be_prolonged(payer: Prolonger) -> None:
    await asks(payer, months=1)
    await decides(payer, Action.APPROVE)
    await payer.wait(days=32)
    agreement = await payer.prolongs(7)

    assert (await payer.loan()).due_on == agreement.due


async def test_the_case_closes_by_itself_with_the_loan(payer: Prolonger) -> None:
    await asks(payer)
    await payer.pays()
    await payer.works()

    assert CaseSolved(number=ANY, kind=CaseKind.HARDSHIP) in await payer.lender.told()
    assert await payer.lender.cases.open(50) == []
    assert (await newest(payer)).state is HolidaysStatus.REFUSED


async def test_they_are_told_to_end_three_days_before(payer: Prolonger) -> None:
    await asks(payer)
    (granted,) = await decides(payer, Action.APPROVE)
    await payer.lender.told()
    await until(payer, await due(payer, "rest_ending"))
    await payer.works("rest_ending")

    assert payer.lender.clock.now() == datetime(2027, 2, 6, 10, tzinfo=MOSCOW)

    assert await payer.lender.told() == [
        HolidaysEnding(
            until=date(2027, 2, 9), next_day=granted.next_day, next_amount=granted.next_amount
        )
    ]


async def test_of_a_closed_loan_their_end_is_not_told(payer: Prolonger) -> None:
    await asks(payer)
    await decides(payer, Action.APPROVE)
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()
    await payer.lender.told()
    await until(payer, await due(payer, "rest_ending"))
    await payer.works("rest_ending")

    assert await payer.lender.told() == []


async def test_the_paper_and_the_message_tell_the_same_sum(payer: Prolonger) -> None:
    await asks(payer)
    (granted,) = await decides(payer, Action.APPROVE)
    work: Any = payer.lender.wiring.works["rest_schedule"]
    made = work.document_renderer.schedule = Mock(return_value=b"pdf")
    await payer.works("rest_schedule")

    (facts,) = made.call_args.args
    assert facts["lines"][0]["amount"] == facts["total"]["amount"] == rub(granted.next_amount)
    assert facts["penalty"] == rub(granted.penalty) == rub(R("10.95"))


@pytest.mark.parametrize(
    ("average", "rate"),
    [("285", "0.5205"), ("1000", "0.8"), ("438", "0.8"), (None, "0.5333")],
)
def test_the_rate_is_two_thirds_of_the_market_and_never_above_the_contract(
    average: str | None, rate: str
) -> None:
    known = None if average is None else Decimal(average)

    assert holiday_rate(Decimal("0.8"), known) == Decimal(rate)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 12, 9), 2, date(2027, 2, 9)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later
    assert later - day <= timedelta(31) * months
