"""The schedule that follows a payment: its full cost is told on whatever day money comes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId
from domain.ledger.debt import debt_on
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.ledger.replay import replay
from domain.model.loan import Loan
from domain.money import ZERO, Money
from domain.notifications import DocumentKind, PaperReady
from domain.rules.editions import version
from domain.rules.plan import Cause
from domain.rules.psk import Flow, psk
from domain.usecases.documents.payment_documents import actual_psk
from domain.usecases.ledger.post_to_ledger import LoanState
from tests.support.answers import payout
from tests.support.lender import Lender
from tests.support.repaying import Payer

R = Money.rubles
ISSUED = date(2026, 11, 23)
LOAN = Loan(
    id=LoanId("loan"),
    application_id=ApplicationId("application"),
    binding_id=BindingId("binding"),
    borrower_id=BorrowerId(1),
    contract="261123-00001",
    product="instalments",
    principal=R(40_000),
    daily_rate=Decimal("0.6"),
    issued_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
    issued_on=ISSUED,
    days=56,
    law=version(),
)


def loan_state(payments: Sequence[tuple[int, Money]], after: int) -> LoanState:
    """The loan that was paid such sums so many days after its issue, looked at later."""
    loan_events = []
    for number, (day, amount) in enumerate(payments):
        on = ISSUED + timedelta(days=day)
        at = datetime.combine(on, time(9), UTC) + timedelta(seconds=number)
        cause = f"move {number}"
        loan_events.append(
            Paid(cause=cause, day=on, at=at, amount=amount, purpose=PaymentPurpose.PART)
        )
    today = ISSUED + timedelta(days=after)
    made = replay(LOAN.contract_terms, loan_events, today)
    loan = replace(LOAN, later_plans=made.terms.plans[1:], closed_on=made.closed_on)
    debt = debt_on(made.terms, made.postings, today)
    return LoanState(loan=loan, postings=made.postings, today=today, debt=debt)


@settings(max_examples=150, deadline=None, database=None)
@given(
    some.lists(
        some.tuples(some.integers(0, 56), some.integers(1, 40_000_00).map(Money)),
        min_size=1,
        max_size=4,
    ),
    some.integers(0, 20),
)
def test_on_whatever_days_whatever_sums_come_the_full_cost_is_known(
    payments: list[tuple[int, Money]], later: int
) -> None:
    payments.sort()
    found = loan_state(payments, payments[-1][0] + later)
    if found.loan.closed_on is not None:
        return
    full, in_money = actual_psk(found)

    last = ISSUED + timedelta(days=payments[-1][0])
    if found.loan.plan.cause is Cause.PREPAYMENT and found.loan.plan.since == last:
        assert Decimal(210) < full < Decimal(225)
    assert ZERO < in_money < LOAN.principal


def test_what_came_back_on_the_day_of_issue_was_never_lent() -> None:
    """10 000 ₽ of 40 000 ₽ at once: the cost is that of a loan of 30 000 ₽."""
    found = loan_state([(0, R(10_000))], 0)

    lines = found.loan.schedule()
    same = psk(R(30_000), ISSUED, [Flow(line.day, line.amount) for line in lines])
    interest = sum((line.interest for line in lines), ZERO)
    assert actual_psk(found) == (same, interest)


def test_a_payment_as_planned_is_not_counted_beside_its_line() -> None:
    """The file is made late, when the next line has been paid: the cost stays what it was."""
    at_once = loan_state([(7, R(10_000))], 7)
    line = at_once.loan.schedule()[0]
    late = loan_state([(7, R(10_000)), (14, line.amount)], 15)

    assert late.loan.plan == at_once.loan.plan
    assert actual_psk(late) == actual_psk(at_once)


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    """40 000 ₽ in four parts, given today."""
    await lender.has_repaid()
    await lender.is_offered_terms(amount=40_000, days=56)
    await lender.signs()
    await lender.bank_says_of_payout(payout("succeeded", ident="2"))
    return await Payer.come(lender)


async def test_a_part_payment_on_the_day_of_issue_brings_its_new_schedule(payer: Payer) -> None:
    await payer.pays(PaymentPurpose.PART, R(10_000))
    await payer.works()
    await payer.lender.told()
    await payer.works("schedule_paper")

    assert [one.sheet for one in await payer.lender.told() if isinstance(one, PaperReady)] == [
        DocumentKind.SCHEDULE
    ]
    assert "schedule_paper" not in await payer.lender.planned()


async def test_of_a_loan_that_is_closed_no_schedule_comes(payer: Payer) -> None:
    """It was to be made for the first payment; the second one closed the loan."""
    await payer.pays(PaymentPurpose.PART, R(10_000))
    await payer.works()
    await payer.wait(hours=1)
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()
    await payer.lender.told()
    await payer.works("schedule_paper")

    assert await payer.lender.told() == []
    assert "schedule_paper" not in await payer.lender.planned()
