"""A doubtful application is decided by a person of the staff, with buttons."""

import pytest

from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import Action, CaseKind
from domain.notifications import Approved, CaseOpened, CaseSolved, Rejected, UnderReview
from domain.refusals import NothingToDo
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def case(lender: Lender) -> CaseOpened:
    opened, under_review = await lender.decides(score=399)
    assert isinstance(opened, CaseOpened)
    assert opened.kind is CaseKind.REVIEW
    assert isinstance(under_review, UnderReview)
    return opened


async def test_staff_approve(lender: Lender, case: CaseOpened) -> None:
    await lender.do("decide_case", case_id=case.case, action=Action.APPROVE, by="Ольга", by_id=1)

    assert [type(one) for one in await lender.told()] == [Approved]
    assert "binding" in await lender.planned()


async def test_staff_see_facts_and_nobodys_name(lender: Lender, case: CaseOpened) -> None:
    assert case.facts == {
        "asked": "10000.00",
        "days": "14",
        "income": "123456.00",
        "score": "399",
        "pdn": "11 %",
        "loans": "0",
    }
    (row,) = await lender.db.all("SELECT facts FROM staff_case")
    assert b"399" not in row["facts"]


async def test_staff_reject(lender: Lender, case: CaseOpened) -> None:
    await lender.do("decide_case", case_id=case.case, action=Action.REJECT, by="Ольга", by_id=1)

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert told.reason is Reason.BY_HAND


async def test_a_second_tap_changes_nothing(lender: Lender, case: CaseOpened) -> None:
    await lender.do("decide_case", case_id=case.case, action=Action.REJECT, by="Ольга", by_id=1)
    with pytest.raises(NothingToDo):
        await lender.do("decide_case", case_id=case.case, action=Action.APPROVE, by="Пётр", by_id=2)

    assert (await lender.application()).status is ApplicationStatus.REJECTED
    closed = await lender.cases.get(case.case)
    assert closed is not None
    assert closed.closed_by == "Ольга"


async def test_a_case_knows_its_own_actions_only(lender: Lender, case: CaseOpened) -> None:
    with pytest.raises(NothingToDo):
        await lender.do("decide_case", case_id=case.case, action=Action.RETRY, by="Ольга", by_id=1)


async def test_the_case_ends_with_the_application(lender: Lender, case: CaseOpened) -> None:
    await lender.do("withdraw", borrower_id=IVAN)

    assert await lender.told() == [CaseSolved(number=case.number, kind=CaseKind.REVIEW)]
