"""Who has come onto a stop list is sent nothing; what they owe can be paid."""

from dataclasses import replace
from datetime import date

import pytest

from domain.ids import ApplicationId, BorrowerId, LoanId
from domain.ledger.loan_events import PaymentPurpose
from domain.model.application import ApplicationStatus
from domain.model.bank_operation import OperationStatus
from domain.model.cases import Action
from domain.model.jobs import JobKind
from domain.money import Money
from domain.notifications import CaseOpened, MoneyChecked, PaymentBooked
from domain.refusals import NotYours, StillListed, Stopped
from tests.support.answers import payout
from tests.support.lender import ANNA, INN, IVAN, OLGA, PHONE, Lender
from tests.support.repaying import Payer

R = Money.rubles
VALUES = {"phone": PHONE, "passport": "4510123456", "inn": INN}


async def lists(lender: Lender, *entries: tuple[str, str, str]) -> None:
    async with lender.db.transaction():
        await lender.stop_lists.replace_all(entries)


async def unfreezes(lender: Lender, by_id: int = OLGA) -> None:
    case = await lender.open_case("frozen")
    await lender.do("decide_case", case_id=case.id, action=Action.UNFREEZE, by="Ольга", by_id=by_id)


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    """A signed contract: the payout is reserved, nothing is sent."""
    await lender.is_offered_terms()
    await lender.signs()
    await lender.told()
    return lender


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("name", ["block", "115fz"])
async def test_a_payout_to_somebody_on_a_list_is_not_sent(
    signed: Lender, kind: str, name: str
) -> None:
    await lists(signed, (name, kind, VALUES[kind]))
    await signed.work("move")

    assert [one for one, _ in signed.bank.asked if one == "pay_out"] == []
    assert signed.fincert.asked == []
    operation = await signed.payout()
    assert (operation.state, operation.reason) == (OperationStatus.FAILED, "stop_list")
    opened, told = await signed.told()
    assert isinstance(opened, CaseOpened)
    assert (opened.kind, opened.facts) == ("frozen", {"list": name, "chat": str(IVAN)})
    assert told == MoneyChecked(amount=operation.amount)
    assert (await signed.application()).status is ApplicationStatus.SIGNED


async def test_the_list_is_looked_at_after_the_base_has_answered_too(signed: Lender) -> None:
    """Between the answer and the sending there may be a restart with a new list."""
    operation = await signed.payout()
    job = signed.wiring.works["move"]
    assert await job.look_up(operation)  # type: ignore[attr-defined]
    await lists(signed, ("115fz", "phone", PHONE))
    await signed.work("move")

    assert [one for one, _ in signed.bank.asked if one == "pay_out"] == []


async def test_off_the_list_staff_unfreeze_and_the_money_goes(signed: Lender) -> None:
    await lists(signed, ("115fz", "phone", PHONE))
    await signed.work("move")
    with pytest.raises(StillListed):
        await unfreezes(signed, by_id=ANNA)
    await lists(signed)
    await unfreezes(signed)

    freeze = await signed.freezes.standing(IVAN)
    assert freeze is None
    await signed.bank_says_of_payout(payout("succeeded"))
    assert await signed.loans.open_in(IVAN) is not None


async def test_a_freeze_stands_until_staff_lift_it(signed: Lender) -> None:
    """A list that is empty for a moment, say by a mistake, sends nothing."""
    await lists(signed, ("115fz", "phone", PHONE))
    await signed.work("move")
    await lists(signed)
    async with signed.db.transaction():
        await signed.jobs.plan(JobKind.PAYOUT_RETRY, (await signed.application()).id)
    await signed.work("payout_retry")
    await signed.work("move")

    assert [one for one, _ in signed.bank.asked if one == "pay_out"] == []


async def test_the_own_list_is_overruled_by_who_has_the_right(signed: Lender) -> None:
    await lists(signed, ("block", "phone", PHONE))
    await signed.work("move")
    with pytest.raises(NotYours):
        await unfreezes(signed, by_id=OLGA)
    await unfreezes(signed, by_id=ANNA)
    await signed.bank_says_of_payout(payout("succeeded"))

    assert await signed.loans.open_in(IVAN) is not None
    row = await signed.db.one("SELECT * FROM freeze")
    assert row is not None
    assert (row["lifted_by"], row["by_right"]) == ("Ольга", 1)


async def test_an_overruled_own_list_hides_nobody_from_that_of_the_law(signed: Lender) -> None:
    await lists(signed, ("block", "phone", PHONE))
    await signed.work("move")
    await unfreezes(signed, by_id=ANNA)
    await lists(signed, ("block", "phone", PHONE), ("115fz", "passport", VALUES["passport"]))
    await signed.work("move")

    assert [one for one, _ in signed.bank.asked if one == "pay_out"] == []


async def test_a_value_on_both_lists_stands_on_that_of_the_law(signed: Lender) -> None:
    await lists(signed, ("block", "phone", PHONE), ("115fz", "phone", PHONE))

    assert await signed.stop_lists.list_with("phone", PHONE) == "115fz"


async def test_a_refund_waits_and_taking_money_goes_on(lender: Lender) -> None:
    payer = await Payer.come(lender)
    await lists(lender, ("115fz", "inn", INN))
    page = await payer.opens_page(PaymentPurpose.FULL)
    repayment = await payer.pays(PaymentPurpose.PART, R(3000))
    await payer.works("move")
    for key in payer.till.payments:
        payer.till.pay_page(key)
    await payer.hears_of(page)
    await payer.works("move")

    told = await lender.told()
    assert sum(isinstance(one, PaymentBooked) for one in told) == 2
    assert MoneyChecked(amount=R(3000), refund=True) in told
    assert payer.till.refunds == {}
    assert (await payer.loan()).closed_on is not None
    assert repayment.amount == R(3000)

    await lists(lender)
    await unfreezes(lender)
    await payer.works("move")
    assert [one.amount for one in payer.till.refunds.values()] == [R(3000)]


async def test_the_refund_of_an_older_loan_goes_too_once_it_is_unfrozen(lender: Lender) -> None:
    """A later loan has ended while the refund was frozen."""
    payer = await Payer.come(lender)
    page = await payer.opens_page(PaymentPurpose.FULL)
    await payer.pays(PaymentPurpose.PART, R(3000))
    await payer.works("move")
    await lists(lender, ("115fz", "inn", INN))
    for key in payer.till.payments:
        payer.till.pay_page(key)
    await payer.hears_of(page)
    await payer.works("move")
    application = await lender.application()
    later = replace(application, id=ApplicationId("later"), contract="261101-00001")
    await lender.applications.save(later)
    closed = replace(
        await payer.loan(),
        id=LoanId("later"),
        application_id=later.id,
        contract="261101-00001",
        closed_on=date(2027, 1, 31),
    )
    await lender.loans.add(closed, later.form)

    await lists(lender)
    await unfreezes(lender)
    await payer.works("move")
    assert [one.amount for one in payer.till.refunds.values()] == [R(3000)]


async def test_overruled_the_own_list_stops_no_signature_either(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lists(lender, ("block", "phone", PHONE))
    await lender.do("ask_signature", borrower_id=IVAN)
    await unfreezes(lender, by_id=ANNA)
    await lender.signs()

    assert (await lender.application()).status is ApplicationStatus.SIGNED


@pytest.mark.parametrize("kind", VALUES)
async def test_overruled_the_own_list_stops_no_new_application_either(
    lender: Lender, kind: str
) -> None:
    await lender.is_offered_terms()
    await lists(lender, ("block", kind, VALUES[kind]))
    await lender.do("ask_signature", borrower_id=IVAN)
    await unfreezes(lender, by_id=ANNA)
    await lender.do("withdraw", borrower_id=IVAN)
    lender.clock.move(hours=2)
    await lender.is_offered_terms()

    assert (await lender.application()).status is ApplicationStatus.OFFERED


async def test_overruled_for_one_the_own_list_stops_others_still(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lists(lender, ("block", "phone", PHONE))
    await lender.do("ask_signature", borrower_id=IVAN)
    await unfreezes(lender, by_id=ANNA)
    await lender.do("withdraw", borrower_id=IVAN)
    lender.clock.move(hours=2)

    verdict = await lender.proves_phone(chat=BorrowerId(IVAN + 1))
    assert isinstance(verdict.refusal, Stopped)
    await lists(lender, ("115fz", "phone", PHONE))
    lender.clock.move(hours=2)
    assert isinstance((await lender.proves_phone()).refusal, Stopped)
