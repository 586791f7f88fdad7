"""Decisions, ends of bank operations and jobs have exactly one owner a kind, or nothing starts."""

from typing import ClassVar

import pytest

from bot.process.container import Container
from bot.process.ports import Own
from bot.process.registry import DECIDERS, JOBS, OUTCOMES, TIMERS
from bot.process.wiring import works
from domain.model.bank_operation import BankOperation, OperationKind
from domain.model.cases import ACTIONS, Action, CaseKind
from domain.model.jobs import JobKind
from domain.usecases.cases import deciding
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.payments import outcomes
from domain.usecases.payments.outcomes import Found


class Nothing:
    decides: ClassVar[Decides] = {}

    async def __call__(self, decision: Decision) -> None: ...


class OwnsAlso(Nothing):
    decides: ClassVar[Decides] = {CaseKind.PAYOUT: (Action.RETRY,)}


class KnowsTooLittle(Nothing):
    decides: ClassVar[Decides] = {CaseKind.REVIEW: (Action.APPROVE,)}


class KnowsTooMuch(Nothing):
    decides: ClassVar[Decides] = {CaseKind.PAYOUT: (Action.RETRY, Action.DONE)}


class HoldsAlso:
    kinds: ClassVar[tuple[OperationKind, ...]] = (OperationKind.HOLD,)

    async def told(self, operation: BankOperation, found: Found) -> bool:  # noqa: ARG002 - the protocol's names
        return False

    async def failed(self, operation: BankOperation) -> None: ...

    async def lost(self, operation: BankOperation) -> None: ...


def test_every_kind_and_action_of_a_case_has_its_owner() -> None:
    owners = deciding.owners(DECIDERS)

    assert owners.keys() == ACTIONS.keys() == set(CaseKind)
    assert all(set(owners[kind].decides[kind]) == set(ACTIONS[kind]) for kind in ACTIONS)


def test_a_kind_of_case_without_an_owner_stops_the_start() -> None:
    without = [one for one in DECIDERS if CaseKind.REVIEW not in one.decides]

    with pytest.raises(TypeError, match="nobody decides about review"):
        deciding.owners(without)


def test_a_kind_of_case_with_two_owners_stops_the_start() -> None:
    with pytest.raises(TypeError, match="payout is decided by DecidePayout and OwnsAlso"):
        deciding.owners([*DECIDERS, OwnsAlso])


@pytest.mark.parametrize("wrong", [KnowsTooLittle, KnowsTooMuch])
def test_a_decider_owns_all_actions_of_its_kind_and_no_others(wrong: type[Nothing]) -> None:
    with pytest.raises(TypeError, match=f"{wrong.__name__} does not decide exactly the actions"):
        deciding.owners([wrong])


def test_every_bank_operation_has_its_outcome() -> None:
    assert outcomes.owners(OUTCOMES).keys() == set(OperationKind)


def test_a_bank_operation_without_an_owner_stops_the_start() -> None:
    with pytest.raises(TypeError, match="nobody owns what becomes of hold, refund"):
        outcomes.owners(
            [
                one
                for one in OUTCOMES
                if not {OperationKind.HOLD, OperationKind.REFUND} & {*one.kinds}
            ]
        )


def test_a_bank_operation_with_two_owners_stops_the_start() -> None:
    with pytest.raises(TypeError, match="hold belongs to HoldOutcome and HoldsAlso"):
        outcomes.owners([*OUTCOMES, HoldsAlso])


def test_every_kind_of_job_is_done_by_exactly_one() -> None:
    assert JOBS.keys() | TIMERS.keys() == set(JobKind)
    assert not JOBS.keys() & TIMERS.keys()


@pytest.mark.parametrize(
    ("timers", "complaint"),
    [
        ({}, "nobody does agreement_lapse, "),
        ({**TIMERS, JobKind.BANK_OPERATION: TIMERS[JobKind.HELD]}, "done twice: move"),
    ],
)
def test_a_kind_of_job_that_nobody_does_or_two_do_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, timers: object, complaint: str
) -> None:
    monkeypatch.setattr("bot.process.wiring.TIMERS", timers)

    with pytest.raises(TypeError, match=complaint):
        works(Container(), Own.__new__(Own))
