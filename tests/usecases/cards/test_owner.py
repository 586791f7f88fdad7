"""Whose card it is: the owner check, and staff when it can't tell."""

import pytest

from domain.gateways import Ownership
from domain.model.card_binding import BindingStatus, CardRefusal
from domain.model.cases import Action, CaseKind
from domain.notifications import CardRefused, CaseOpened, CaseSolved, OwnerDoubt
from domain.refusals import NothingToDo
from tests.support.answers import HOLD
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def named(lender: Lender) -> Lender:
    """The sum was right: the owner check is asked."""
    await lender.is_approved()
    await lender.is_asked_for_sum()
    await lender.do("name_hold_sum", borrower_id=IVAN, amount=HOLD)
    await lender.told()
    return lender


async def answers(lender: Lender, answer: Ownership) -> None:
    lender.owner_check.answers.append(answer)
    await lender.work("owner")


async def test_the_borrowers_own_goes_on_to_the_terms(lender: Lender) -> None:
    await lender.is_approved()
    await lender.binds_card()

    assert (await lender.binding()).state is BindingStatus.VERIFIED
    assert "terms" in await lender.planned()


async def test_somebody_elses_is_refused(named: Lender) -> None:
    await answers(named, Ownership.MISMATCH)

    assert await named.told() == [CardRefused(refusal=CardRefusal.NOT_OWNER, last4="4477")]
    assert "terms" not in await named.planned()


@pytest.mark.parametrize(
    ("action", "state"),
    [(Action.APPROVE, BindingStatus.VERIFIED), (Action.REJECT, BindingStatus.REFUSED)],
)
async def test_staff_decide_when_nobody_can_tell(
    named: Lender, action: Action, state: BindingStatus
) -> None:
    await answers(named, Ownership.UNKNOWN)
    opened, doubt = await named.told()
    assert isinstance(opened, CaseOpened)
    assert (opened.kind, opened.facts) == (CaseKind.OWNER, {"card": "*4477"})
    assert isinstance(doubt, OwnerDoubt)

    await named.do("decide_case", case_id=opened.case, action=action, by="Ольга", by_id=1)

    assert (await named.binding()).state is state
    with pytest.raises(NothingToDo):
        await named.do("decide_case", case_id=opened.case, action=action, by="Пётр", by_id=2)


async def test_the_case_is_closed_when_the_borrower_takes_another_card(named: Lender) -> None:
    await answers(named, Ownership.UNKNOWN)
    await named.told()
    named.clock.move(minutes=1)
    await named.do("open_binding", borrower_id=IVAN)

    assert [type(one) for one in await named.told()] == [CaseSolved]
