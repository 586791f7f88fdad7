"""Changing one's mind before signing: nothing is owed, nothing is left open."""

import pytest

from domain.application import Status
from domain.cards import State
from domain.gateways import Ownership
from domain.notices import CaseSolved
from domain.payments import State as MoveState
from tests.support.answers import HOLD
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def asked(lender: Lender) -> Lender:
    """The hold stands, and the borrower is asked for its sum."""
    await lender.is_approved()
    await lender.is_asked_for_sum()
    await lender.told()
    return lender


async def test_the_application_is_cancelled_and_the_hold_too(asked: Lender) -> None:
    assert await asked.do("withdraw", borrower_id=IVAN)

    assert (await asked.application()).status is Status.CANCELLED
    assert (await asked.binding()).state is State.EXPIRED
    assert (await asked.hold()).state is MoveState.RELEASING


async def test_its_cases_are_closed(asked: Lender) -> None:
    await asked.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
    asked.owner_check.answers.append(Ownership.UNKNOWN)
    await asked.work("owner")
    await asked.told()

    await asked.do("withdraw", borrower_id=IVAN)

    assert [type(one) for one in await asked.told()] == [CaseSolved]


async def test_nothing_is_withdrawn_once_signed(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lender.signs()

    assert not await lender.do("withdraw", borrower_id=IVAN)
    assert (await lender.application()).status is Status.SIGNED


async def test_somebody_with_a_loan_is_not_told_that_nothing_is_owed(lender: Lender) -> None:
    await lender.has_loan()

    assert not await lender.do("withdraw", borrower_id=IVAN)


async def test_a_draft_is_dropped(lender: Lender) -> None:
    await lender.fills_in()

    assert await lender.do("withdraw", borrower_id=IVAN)
    assert await lender.drafts.get(IVAN) is None
