"""What may be done to bring a movement of money to a known end."""

from datetime import timedelta

import pytest

from domain.ids import ApplicationId, BindingId, OperationId
from domain.model.bank_operation import BankOperation, NextStep, OperationKind, OperationStatus
from domain.money import Money
from tests.support.answers import NOON

HOURS_23 = timedelta(hours=23)


@pytest.mark.parametrize(
    ("state", "known", "age", "step"),
    [
        # state, does the bank's id stand in the row, time since it was sent, what to do
        (OperationStatus.RESERVED, False, None, NextStep.SEND),
        (OperationStatus.SENT, False, timedelta(0), NextStep.REPEAT),
        (OperationStatus.SENT, False, HOURS_23 - timedelta(seconds=1), NextStep.REPEAT),
        (OperationStatus.SENT, False, HOURS_23, NextStep.FIND),
        (OperationStatus.SENT, False, timedelta(days=3), NextStep.FIND),
        (OperationStatus.SENT, True, timedelta(days=3), NextStep.ASK),
        (OperationStatus.PENDING, True, timedelta(0), NextStep.ASK),
        (OperationStatus.PENDING, True, timedelta(days=3), NextStep.ASK),
        (OperationStatus.RELEASING, True, timedelta(days=3), NextStep.RELEASE),
        (OperationStatus.RELEASED, True, timedelta(0), NextStep.NOTHING),
        (OperationStatus.DONE, True, timedelta(0), NextStep.NOTHING),
        (OperationStatus.FAILED, False, timedelta(0), NextStep.NOTHING),
        (OperationStatus.FAILED, True, timedelta(0), NextStep.NOTHING),
        (OperationStatus.LOST, False, timedelta(days=3), NextStep.NOTHING),
    ],
)
def test_next_step(
    state: OperationStatus, known: bool, age: timedelta | None, step: NextStep
) -> None:
    operation = BankOperation(
        id=OperationId("m"),
        kind=OperationKind.PAYOUT,
        application_id=ApplicationId("a"),
        binding_id=BindingId("b"),
        amount=Money.rubles(10_000),
        key="k",
        state=state,
        reserved_at=NOON - timedelta(days=7),
        sent_at=None if age is None else NOON - age,
        bank_id="po-1" if known else None,
    )

    assert operation.next_step(NOON) is step
