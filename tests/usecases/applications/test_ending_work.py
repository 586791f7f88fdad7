"""However an application is refused, nothing of it stays under way."""

from typing import Any

from domain.model.application import Reason, Status
from domain.model.cards import State
from domain.model.cases import Kind
from domain.model.payments import State as MoveState
from tests.support.answers import report
from tests.support.lender import Lender


async def is_refused(lender: Lender) -> None:
    """As when an account of the same person is blocked, or staff say that two people are one."""
    block: Any = lender.wiring.provided["block_account"]
    async with lender.db.transaction():
        await block.reject(await lender.application(), Reason.BY_HAND)


async def test_the_hold_of_a_card_goes_back(lender: Lender) -> None:
    """Its borrower was refused while the sum was asked for: the money stayed on hold."""
    await lender.is_approved()
    await lender.is_asked_for_sum()
    await is_refused(lender)

    assert (await lender.binding()).state is State.EXPIRED
    assert (await lender.hold()).state is MoveState.RELEASING
    assert "move" in await lender.planned()


async def test_no_hold_is_placed_afterwards(lender: Lender) -> None:
    await lender.is_approved()
    await lender.opens_page()
    await is_refused(lender)

    assert (await lender.binding()).state is State.EXPIRED
    assert not {"binding", "move"} & await lender.planned()


async def test_no_case_stays_that_nobody_could_close(lender: Lender) -> None:
    await lender.applies()
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(score=350))
    assert await lender.open_case(Kind.REVIEW)
    await is_refused(lender)

    assert (await lender.application()).status is Status.REJECTED
    assert await lender.cases.open(10) == []
