"""What may be done to bring a movement of money to a known end."""

from datetime import timedelta

import pytest

from domain.ids import ApplicationId, BindingId, MoveId
from domain.model.payments import Kind, Move, NextStep, State
from domain.money import Money
from tests.support.answers import NOON

HOURS_23 = timedelta(hours=23)


@pytest.mark.parametrize(
    ("state", "known", "age", "step"),
    [
        # state, does the bank's id stand in the row, time since it was sent, what to do
        (State.RESERVED, False, None, NextStep.SEND),
        (State.SENT, False, timedelta(0), NextStep.REPEAT),
        (State.SENT, False, HOURS_23 - timedelta(seconds=1), NextStep.REPEAT),
        (State.SENT, False, HOURS_23, NextStep.FIND),
        (State.SENT, False, timedelta(days=3), NextStep.FIND),
        (State.SENT, True, timedelta(days=3), NextStep.ASK),
        (State.PENDING, True, timedelta(0), NextStep.ASK),
        (State.PENDING, True, timedelta(days=3), NextStep.ASK),
        (State.RELEASING, True, timedelta(days=3), NextStep.RELEASE),
        (State.RELEASED, True, timedelta(0), NextStep.NOTHING),
        (State.DONE, True, timedelta(0), NextStep.NOTHING),
        (State.FAILED, False, timedelta(0), NextStep.NOTHING),
        (State.FAILED, True, timedelta(0), NextStep.NOTHING),
        (State.LOST, False, timedelta(days=3), NextStep.NOTHING),
    ],
)
def test_next_step(state: State, known: bool, age: timedelta | None, step: NextStep) -> None:
    move = Move(
        id=MoveId("m"),
        kind=Kind.PAYOUT,
        application_id=ApplicationId("a"),
        binding_id=BindingId("b"),
        amount=Money.rubles(10_000),
        key="k",
        state=state,
        reserved_at=NOON - timedelta(days=7),
        sent_at=None if age is None else NOON - age,
        bank_id="po-1" if known else None,
    )

    assert move.next_step(NOON) is step
