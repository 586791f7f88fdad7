"""However an application is refused, nothing of it stays under way."""

from typing import Any

from domain.model.application import ApplicationStatus, Reason
from domain.model.bank_operation import OperationStatus
from domain.model.card_binding import BindingStatus
from domain.model.cases import CaseKind
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

    assert (await lender.binding()).state is BindingStatus.EXPIRED
    assert (await lender.hold()).state is OperationStatus.RELEASING
    assert "move" in await lender.planned()


async def test_no_hold_is_placed_afterwards(lender: Lender) -> None:
    await lender.is_approved()
    await lender.opens_page()
    await is_refused(lender)

    assert (await lender.binding()).state is BindingStatus.EXPIRED
    assert not {"binding", "move"} & await lender.planned()


async def test_no_case_stays_that_nobody_could_close(lender: Lender) -> None:
    await lender.applies()
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(score=350))
    assert await lender.open_case(CaseKind.REVIEW)
    await is_refused(lender)

    assert (await lender.application()).status is ApplicationStatus.REJECTED
    assert await lender.cases.open(10) == []
