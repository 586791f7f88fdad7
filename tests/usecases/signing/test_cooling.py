"""From 50 000 ₽ on the law makes the money wait, and lets the borrower change their mind."""

from datetime import date, timedelta

import pytest

from domain.model.application import ApplicationStatus
from domain.model.bank_operation import OperationStatus
from domain.money import Money
from domain.notifications import CoolingOff, LoanIssued, PasswordSms
from domain.refusals import NothingToDo
from storage.engine.database import instant
from tests.support.answers import payout
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def cooling(lender: Lender) -> Lender:
    """50 000 ₽ in six instalments are signed: Ivan has repaid a loan before."""
    await lender.has_repaid()
    await lender.is_offered_terms(amount=50_000, days=84)
    await lender.signs()
    return lender


async def payouts(lender: Lender) -> int:
    """Of the second loan."""
    return len(await lender.db.all("SELECT id FROM move WHERE kind = 'payout'")) - 1


async def test_signed_it_waits_four_hours_and_says_until_when(cooling: Lender) -> None:
    until = cooling.clock.now() + timedelta(hours=4)

    assert (await cooling.application()).status is ApplicationStatus.COOLING
    assert CoolingOff(amount=Money.rubles(50_000), until=until) in await cooling.told()
    assert await cooling.state() == "Cooling:off"
    assert await payouts(cooling) == 0


async def test_a_password_that_is_still_to_come_does_not_wait_for_the_money(
    cooling: Lender,
) -> None:
    ident = (await cooling.application()).id
    await cooling.db.run("DELETE FROM job WHERE kind = 'password' AND subject <> ?", ident)
    await cooling.told()
    await cooling.work("password")

    assert [type(one) for one in await cooling.told()] == [PasswordSms]


async def test_then_the_money_goes_and_the_loan_is_repaid_in_instalments(cooling: Lender) -> None:
    signed_at = cooling.clock.now()
    (row,) = await cooling.db.all("SELECT due_at FROM job WHERE kind = 'cooling_over'")
    assert instant(row["due_at"]) == signed_at + timedelta(hours=4)
    cooling.clock.move(hours=4)
    await cooling.work("cooling_over")
    assert (await cooling.application()).status is ApplicationStatus.SIGNED
    assert (await cooling.payout()).state is OperationStatus.RESERVED

    await cooling.told()
    await cooling.bank_says_of_payout(payout("succeeded", ident="2"))
    loan = await cooling.loans.open_in(IVAN)
    assert loan is not None
    assert (loan.product, loan.principal) == ("instalments", Money.rubles(50_000))
    issued = (await cooling.told())[0]
    assert isinstance(issued, LoanIssued)
    assert (issued.payments, issued.due_on) == (6, date(2026, 12, 7))


async def test_it_can_be_refused_without_consequences(cooling: Lender) -> None:
    assert await cooling.do("withdraw", borrower_id=IVAN)

    assert (await cooling.application()).status is ApplicationStatus.CANCELLED
    assert "cooling_over" not in await cooling.planned()
    assert await payouts(cooling) == 0
    assert await cooling.loans.open_in(IVAN) is None
    await cooling.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(10_000))


async def test_a_refusal_and_the_end_of_waiting_at_the_same_moment_pay_nothing(
    cooling: Lender,
) -> None:
    """The job has been claimed already when the borrower refuses."""
    end = cooling.wiring.works["cooling_over"].usecase  # type: ignore[attr-defined]
    application = await cooling.application()
    await cooling.do("withdraw", borrower_id=IVAN)
    async with cooling.db.transaction():
        await end(application_id=application.id)

    assert await payouts(cooling) == 0


async def test_once_the_money_is_on_its_way_it_cannot_be_refused(cooling: Lender) -> None:
    cooling.clock.move(hours=4)
    await cooling.work("cooling_over")
    await cooling.bank_says_of_payout(payout("pending", ident="2"))

    assert not await cooling.do("withdraw", borrower_id=IVAN)
    assert await payouts(cooling) == 1


async def test_the_end_of_waiting_that_is_told_twice_pays_once(cooling: Lender) -> None:
    end = cooling.wiring.works["cooling_over"].usecase  # type: ignore[attr-defined]
    application = await cooling.application()
    for _ in range(2):
        async with cooling.db.transaction():
            await end(application_id=application.id)

    assert await payouts(cooling) == 1


async def test_below_fifty_thousand_nothing_waits(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.is_offered_terms(amount=49_000, days=84)
    await lender.signs()

    assert (await lender.application()).status is ApplicationStatus.SIGNED
    assert await payouts(lender) == 1


async def test_while_it_waits_no_other_card_and_no_other_application(cooling: Lender) -> None:
    with pytest.raises(NothingToDo):
        await cooling.do("open_binding", borrower_id=IVAN)
    with pytest.raises(NothingToDo):
        await cooling.do("ask_signature", borrower_id=IVAN)
