"""Movements of money for a loan, and what changes of a loan after its issue."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from domain.dates import add_days
from domain.ids import (
    ApplicationId,
    BorrowerId,
    ChatId,
    DocumentId,
    LoanId,
    OperationId,
    RepaymentId,
)
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.loan import Loan
from domain.money import Money
from domain.ports import Signature
from domain.rules.plan import Plan, extended, on_holidays
from storage.rows.loans import LoanRows
from storage.rows.payments import BankOperationRows
from tests.storage.conftest import TODAY, Explaining, whole
from tests.support.answers import NOON
from tests.support.lender import IVAN, Lender

UNSETTLED = {
    OperationStatus.RESERVED,
    OperationStatus.SENT,
    OperationStatus.PENDING,
    OperationStatus.RELEASING,
}


def move(
    loan: Loan, ident: str, kind: OperationKind, state: OperationStatus, repayment: str = "r"
) -> BankOperation:
    return BankOperation(
        id=OperationId(ident),
        kind=kind,
        application_id=loan.application_id,
        repayment_id=RepaymentId(repayment),
        loan_id=loan.id,
        amount=Money.rubles(1_000),
        key=ident,
        state=state,
        reserved_at=NOON,
    )


def later_plans(loan: Loan) -> tuple[Plan, Plan]:
    """A prolongation, and credit holidays after it."""
    on, due = add_days(TODAY, 14), add_days(TODAY, 28)
    longer = extended(loan.principal, loan.daily_rate, on, due)
    rest = on_holidays(
        longer,
        loan.principal,
        loan.daily_rate,
        unpaid_interest=Money(7),
        on=due,
        until=add_days(due, 90),
        holiday_rate=Decimal("0.5333"),
    )
    return longer, rest


async def another(lender: Lender, loan: Loan, **changes: Any) -> Loan:
    """A second loan of the same borrower, for a second application."""
    application = replace(
        await lender.application(), id=ApplicationId("a-2"), status=ApplicationStatus.ISSUED
    )
    await lender.applications.save(application)
    second = replace(
        loan, id=LoanId("l-2"), application_id=application.id, contract="261123-00002", **changes
    )
    await lender.loans.add(second, application.form)
    return second


@pytest.mark.parametrize("kind", [OperationKind.CHARGE, OperationKind.PAGE, OperationKind.REFUND])
async def test_a_movement_of_a_repayment(lender: Lender, loan: Loan, kind: OperationKind) -> None:
    bare = move(loan, "m", kind, OperationStatus.RESERVED)
    await lender.operations.save(bare)
    assert await lender.operations.get(bare.id) == bare

    done = replace(
        bare,
        state=OperationStatus.DONE,
        sent_at=NOON,
        bank_id="p-1",
        reason="expired",
        settled_at=NOON,
    )
    await lender.operations.save(done)
    assert await lender.operations.get(bare.id) == done
    assert await lender.operations.id_of_bank_object("p-1") == bare.id


@pytest.mark.parametrize("state", OperationStatus)
async def test_which_movements_are_unsettled(
    lender: Lender, loan: Loan, state: OperationStatus
) -> None:
    one = move(loan, "m", OperationKind.CHARGE, state)
    await lender.operations.save(one)

    assert await lender.operations.unsettled() == ([one] if state in UNSETTLED else [])


async def test_unsettled_movements_come_the_oldest_first(lender: Lender, loan: Loan) -> None:
    new = move(loan, "new", OperationKind.PAGE, OperationStatus.SENT, "r-1")
    old = replace(
        move(loan, "old", OperationKind.PAGE, OperationStatus.SENT, "r-2"),
        reserved_at=NOON - timedelta(hours=1),
    )
    for one in (new, old):
        await lender.operations.save(one)

    assert await lender.operations.unsettled() == [old, new]


@pytest.mark.parametrize("state", OperationStatus)
async def test_a_loan_has_one_charge_that_may_still_happen(
    lender: Lender, loan: Loan, state: OperationStatus
) -> None:
    """Whatever the code does, and whatever the repayments."""
    await lender.operations.save(move(loan, "one", OperationKind.CHARGE, state, "r-1"))
    another = move(loan, "two", OperationKind.CHARGE, OperationStatus.RESERVED, "r-2")

    if state in (OperationStatus.FAILED, OperationStatus.DONE):
        await lender.operations.save(another)
    else:
        with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: move.loan_id"):
            await lender.operations.save(another)


@pytest.mark.parametrize("first", [OperationKind.CHARGE, OperationKind.PAGE])
@pytest.mark.parametrize("second", [OperationKind.CHARGE, OperationKind.PAGE])
@pytest.mark.parametrize(
    "state", [OperationStatus.PENDING, OperationStatus.DONE, OperationStatus.LOST]
)
async def test_a_repayment_is_not_paid_twice(
    lender: Lender, loan: Loan, first: OperationKind, second: OperationKind, state: OperationStatus
) -> None:
    await lender.operations.save(move(loan, "one", first, state))

    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE constraint failed"):
        await lender.operations.save(move(loan, "two", second, OperationStatus.RESERVED))


async def test_a_repayment_that_failed_may_be_tried_again_and_given_back(
    lender: Lender, loan: Loan
) -> None:
    await lender.operations.save(move(loan, "one", OperationKind.CHARGE, OperationStatus.FAILED))
    await lender.operations.save(move(loan, "two", OperationKind.PAGE, OperationStatus.DONE))
    await lender.operations.save(
        move(loan, "three", OperationKind.REFUND, OperationStatus.RESERVED)
    )


async def test_pages_of_one_loan_may_be_open_side_by_side(lender: Lender, loan: Loan) -> None:
    for number in ("1", "2"):
        await lender.operations.save(
            move(loan, number, OperationKind.PAGE, OperationStatus.PENDING, f"r-{number}")
        )


async def test_a_loan_keeps_its_later_plans(lender: Lender, loan: Loan) -> None:
    assert await lender.loans.get(loan.id) == loan

    changed = replace(
        loan,
        later_plans=later_plans(loan),
        watch_on=add_days(TODAY, 28),
        closed_on=TODAY,
        written_off_on=TODAY,
        worst_delay=3,
    )
    await lender.loans.save(whole(changed))

    again = await lender.loans.get(loan.id)
    assert again == changed
    assert again.terms == changed.terms
    assert again.due_on == changed.due_on


async def test_a_loan_is_added_with_all_that_may_change(lender: Lender, loan: Loan) -> None:
    plans = later_plans(loan)
    await another(lender, loan, later_plans=plans, watch_on=TODAY, closed_on=TODAY)

    found = await lender.loans.get(LoanId("l-2"))
    assert (found.later_plans, found.watch_on, found.closed_on) == (plans, TODAY, TODAY)


async def test_saving_a_loan_leaves_its_contract_alone(lender: Lender, loan: Loan) -> None:
    await lender.loans.save(replace(loan, principal=Money(1), issued_on=date(2020, 1, 1)))

    assert await lender.loans.get(loan.id) == loan


@pytest.mark.parametrize(
    ("watch_on", "closed_on", "found"),
    [
        (add_days(TODAY, -1), None, True),
        (TODAY, None, True),
        (add_days(TODAY, 1), None, False),
        (None, None, False),
        (TODAY, TODAY, False),
    ],
)
async def test_open_loans_are_watched_from_their_day_on(
    lender: Lender, loan: Loan, watch_on: date | None, closed_on: date | None, found: bool
) -> None:
    await lender.loans.save(replace(loan, watch_on=watch_on, closed_on=closed_on))

    assert await lender.loans.watched(TODAY, 10) == ([loan.id] if found else [])
    assert await lender.loans.watched(TODAY, 0) == []


async def test_what_the_nightly_scan_asks_is_answered_by_indexes(lender: Lender) -> None:
    """However many loans were repaid and movements settled long ago."""
    asked = Explaining(lender.db)
    await LoanRows(cast(Any, asked), lender.cipher).watched(TODAY, 100)
    await BankOperationRows(cast(Any, asked)).unsettled()

    loans, operations, *_ = asked.plans
    assert "ix_loan_watch_on" in loans
    assert "ix_move_unsettled" in operations


async def test_the_last_closed_loan_of_a_chat(lender: Lender, loan: Loan) -> None:
    assert await lender.loans.last_closed(IVAN) is None
    older = await another(lender, loan, closed_on=add_days(TODAY, -1))
    assert await lender.loans.last_closed(IVAN) == older

    closed = replace(loan, closed_on=TODAY)
    await lender.loans.save(closed)
    assert await lender.loans.last_closed(IVAN) == closed
    assert await lender.loans.last_closed(BorrowerId(5)) is None


async def test_a_prolongation_is_signed_too(lender: Lender, loan: Loan) -> None:
    """Two signatures of one application are one whole chain."""
    for ident in ("s-1", "s-2"):
        await lender.signatures.add(
            Signature(
                id=ident,
                application_id=loan.application_id,
                borrower_id=IVAN,
                chat_id=ChatId(IVAN),
                name="Петров Иван Сергеевич",
                phone="+79161234567",
                document=DocumentId("d"),
                sha256="hash",
                code_digest="digest",
                code_sent_at=NOON,
                signed_at=NOON,
            )
        )

    assert await lender.signatures.broken_at() is None
    assert len(await lender.db.all("SELECT * FROM signature")) == 2
