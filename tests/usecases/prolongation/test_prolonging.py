"""Prolonging: priced by today's debt, signed by code, in force when paid, refused by the law."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import ANY

import pytest

from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import AgreementStatus
from domain.model.codes import Check
from domain.money import ZERO, Money
from domain.notifications import (
    LoanProlonged,
    PaymentRefused,
    ProlongationLapsed,
    ProlongationReady,
    WhyLapsed,
)
from domain.refusals import (
    AgreementOld,
    NothingToDo,
    PaymentUnderWay,
    ProlongationRefused,
    Refusal,
    TermOutOfRange,
    WhyNotProlong,
)
from domain.rules.cost import MarketAverages
from domain.rules.prolongation import most_days
from domain.usecases.prolongation.prolongation_terms import ProlongationChoice
from domain.usecases.prolongation.prolonging import Unpaid
from storage.engine.sqlite import Sqlite
from tests.support.lender import IVAN, Lender
from tests.support.prolonging import Prolonger

R = Money.rubles
DUE = date(2026, 12, 7)


@pytest.fixture
async def payer(lender: Lender) -> Prolonger:
    """10 000 ₽ for 14 days at 0,8 % a day, since 23 November; it is the 28th."""
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=5)
    return payer


async def told(payer: Prolonger, kind: type) -> list[Any]:
    return [one for one in await payer.lender.told() if isinstance(one, kind)]


async def refused(payer: Prolonger) -> WhyNotProlong:
    with pytest.raises(ProlongationRefused) as error:
        await payer.looks()
    return error.value.reason


async def test_the_offer_names_the_price_the_day_and_what_is_left(payer: Prolonger) -> None:
    offer = await payer.quotes(14)

    assert (offer.extension.price, offer.extension.due) == (R(400), DUE + timedelta(14))
    assert (offer.cost.total, offer.cost.psk) == (R(11_840), Decimal(292))
    assert (offer.count, offer.extension.left) == (1, 4)
    assert offer.room == R(10_000) - R(400) - R(1_840)


async def test_a_part_payment_is_shown_beside(payer: Prolonger) -> None:
    part = (await payer.quotes(14)).part

    assert part is not None
    assert (part.amount, part.principal, part.daily) == (R(2_900), R(7_500), R(60))
    assert part.total == R(7_500) + R(60) * 9


async def test_the_part_that_is_shown_does_what_it_says(payer: Prolonger) -> None:
    part = (await payer.quotes(14)).part
    assert part is not None
    await payer.pays(PaymentPurpose.PART, part.amount)
    await payer.works()

    loan_state = await payer.loan_state()
    assert loan_state.debt.principal == part.principal
    assert loan_state.loan.plan.lines[-1].amount == part.total


async def test_late_a_part_would_change_nothing_so_none_is_shown(payer: Prolonger) -> None:
    await payer.wait(days=15)

    assert (await payer.quotes(14)).part is None


@pytest.mark.parametrize("days", [2, 31])
async def test_other_days_than_the_rules_allow_are_refused(payer: Prolonger, days: int) -> None:
    """Up to two days it isn't counted by the standard; the product has thirty at most."""
    with pytest.raises(TermOutOfRange) as error:
        await payer.quotes(days)

    assert (error.value.least, error.value.most) == (3, 30)


async def test_signed_and_paid_it_is_in_force(payer: Prolonger) -> None:
    agreement = await payer.prolongs()

    loan = await payer.loan()
    assert agreement.state is AgreementStatus.IN_FORCE
    assert (loan.due_on, loan.plan.lines[-1].amount) == (DUE + timedelta(14), R(11_840))
    assert payer.till.received == R(400)
    assert len(await told(payer, LoanProlonged)) == 1


async def test_late_the_penalty_is_paid_too_and_the_days_count_from_today(
    payer: Prolonger,
) -> None:
    await payer.wait(days=12)  # 10 December, three days late
    agreement = await payer.prolongs(7)

    loan, loan_state = await payer.loan(), await payer.loan_state()
    assert agreement.price == R(1_360) + R("16.43")
    assert loan.due_on == date(2026, 12, 17)
    assert not loan_state.debt.days_overdue
    assert loan_state.debt.total == R(10_000)


async def test_the_signature_is_bound_to_the_file_that_was_shown(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    (ready,) = await told(payer, ProlongationReady)
    await payer.signs(agreement)

    rows = await payer.lender.db.all("SELECT body FROM signature ORDER BY seq")
    body = payer.lender.cipher.open(rows[-1]["body"], "signature.body").decode()
    assert ready.document == agreement.document
    assert f'"sha256":"{ready.sha256}"' in body


async def test_a_code_for_another_paper_signs_nothing(payer: Prolonger) -> None:
    first = await payer.agrees(14)
    digits = await payer.asks_code(first)
    second = await payer.agrees(7)

    assert (await payer.types(second, digits))[0] is Check.EXPIRED
    with pytest.raises(AgreementOld):
        await payer.types(first, digits)


async def test_a_wrong_code_counts_and_moves_nothing(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    await payer.asks_code(agreement)

    assert (await payer.types(agreement, "999999"))[:2] == (Check.WRONG, 2)
    assert not payer.till.payments


async def test_the_same_code_twice_charges_once(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    digits = await payer.asks_code(agreement)
    await payer.types(agreement, digits)
    with pytest.raises(NothingToDo):
        await payer.types(agreement, digits)
    await payer.works()

    assert payer.till.received == R(400)


async def test_tapped_twice_it_is_one_agreement_and_one_paper(payer: Prolonger) -> None:
    first = await payer.lender.do("ask_agreement", borrower_id=IVAN, days=14, number=0)
    second = await payer.lender.do("ask_agreement", borrower_id=IVAN, days=14, number=0)
    await payer.works("agreement_paper")

    assert first.id == second.id
    assert len(await told(payer, ProlongationReady)) == 1


async def test_a_charge_that_is_refused_leaves_it_signed_until_midnight(payer: Prolonger) -> None:
    payer.till.faults = ["declined"]
    signed = await payer.signs(await payer.agrees())
    await payer.works()
    (notice,) = await told(payer, PaymentRefused)
    again = await payer.looks()

    assert notice.prolongs
    assert (await payer.agreement(signed)).state is AgreementStatus.SIGNED
    assert isinstance(again, Unpaid)
    await payer.taps_pay(again.repayment)
    await payer.types_code(again.repayment)
    await payer.works()
    assert (await payer.agreement(signed)).state is AgreementStatus.IN_FORCE


async def test_refused_and_then_paid_on_the_page(payer: Prolonger) -> None:
    payer.till.faults = ["declined"]
    signed = await payer.signs(await payer.agrees())
    await payer.works()
    again = await payer.looks()
    await page(payer, again)
    payer.till.pay_page(list(payer.till.payments)[-1])
    await payer.works()

    assert (await payer.agreement(signed)).state is AgreementStatus.IN_FORCE


async def page(payer: Prolonger, unpaid: Unpaid) -> None:
    opened: Any = payer.lender.wiring.provided["open_repayment"]
    async with payer.lender.db.transaction():
        await opened.by_page(borrower_id=IVAN, repayment_id=unpaid.repayment.id)
    await payer.works()


async def test_while_it_is_being_paid_for_there_is_no_other(payer: Prolonger) -> None:
    await payer.signs(await payer.agrees(number=None))
    await payer.works()

    with pytest.raises(PaymentUnderWay):
        await payer.agrees(7)
    waiting = await payer.looks()
    assert isinstance(waiting, Unpaid)
    assert waiting.repayment.page is not None


async def test_other_terms_take_the_place_of_an_unpaid_one(payer: Prolonger) -> None:
    payer.till.faults = ["declined"]
    first = await payer.signs(await payer.agrees(14))
    await payer.works()
    unpaid = await payer.looks()
    assert isinstance(await payer.looks(anew=True), ProlongationChoice)
    second = await payer.prolongs(7)

    assert (await payer.agreement(first)).state is AgreementStatus.LAPSED
    assert second.state is AgreementStatus.IN_FORCE
    with pytest.raises(Refusal):
        await payer.taps_pay(unpaid.repayment)


async def test_unsigned_it_lapses_at_midnight_and_nobody_is_woken(payer: Prolonger) -> None:
    offered = await payer.agrees()
    await payer.lender.told()
    await payer.midnight()

    assert (await payer.agreement(offered)).state is AgreementStatus.LAPSED
    assert await payer.lender.told() == []
    with pytest.raises(AgreementOld):
        await payer.asks_code(offered)


async def test_unpaid_it_lapses_at_midnight_and_that_is_told_by_day(payer: Prolonger) -> None:
    payer.till.faults = ["declined"]
    signed = await payer.signs(await payer.agrees())
    await payer.works()
    await payer.lender.told()
    await payer.midnight()
    at_midnight = await payer.lender.told()
    payer.lender.clock.move(hours=10)
    await payer.works("agreement_lapsed")

    assert (await payer.agreement(signed)).state is AgreementStatus.LAPSED
    assert at_midnight == []
    assert [one.due for one in await told(payer, ProlongationLapsed)] == [DUE]


async def test_a_payment_in_motion_keeps_it_over_midnight(payer: Prolonger) -> None:
    payer.till.faults = ["lost"]
    signed = await payer.signs(await payer.agrees())
    await payer.works()
    await payer.midnight()
    waiting = await payer.agreement(signed)
    await payer.works()

    assert waiting.state is AgreementStatus.SIGNED
    assert (await payer.agreement(signed)).state is AgreementStatus.IN_FORCE
    assert (await payer.loan()).due_on == DUE + timedelta(14)


async def test_a_payment_that_fails_after_midnight_lets_it_lapse(payer: Prolonger) -> None:
    signed = await payer.signs(await payer.agrees())
    await payer.midnight()
    payer.till.faults = ["declined"]
    await payer.works()
    (notice,) = await told(payer, PaymentRefused)
    await payer.works("agreement_lapse")

    assert not notice.prolongs
    assert (await payer.agreement(signed)).state is AgreementStatus.LAPSED


async def test_money_that_comes_the_next_day_goes_to_the_debt(payer: Prolonger) -> None:
    signed = await payer.signs(await payer.agrees(number=None))
    await payer.works()
    await payer.midnight()
    payer.lender.clock.move(hours=3)
    payer.till.pay_page(list(payer.till.payments)[-1])
    await payer.works()
    (notice,) = await told(payer, ProlongationLapsed)

    assert (notice.why, notice.due) == (WhyLapsed.LATE, DUE)
    assert (await payer.agreement(signed)).state is AgreementStatus.LAPSED
    assert (await payer.loan()).due_on == DUE
    assert (await payer.loan_state()).debt.total == R(10_480) - R(400)


async def test_a_part_paid_meanwhile_makes_the_offer_old(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    await payer.pays(PaymentPurpose.PART, R(100))
    await payer.works()

    with pytest.raises(AgreementOld):
        await payer.asks_code(agreement)


async def test_when_today_is_paid_there_is_nothing_to_pay_for_it(payer: Prolonger) -> None:
    await payer.pays(PaymentPurpose.PART, R(1_000))
    await payer.works()

    assert await refused(payer) is WhyNotProlong.NOTHING


async def test_on_the_due_day_it_takes_effect_by_the_signature_when_today_is_paid(
    payer: Prolonger,
) -> None:
    await payer.wait(days=9)  # 7 December
    await payer.pays(PaymentPurpose.PART, R(1_500))
    await payer.works()
    left = (await payer.loan_state()).debt.total
    await payer.lender.told()
    signed = await payer.signs(await payer.agrees(7))

    assert (signed.price, signed.card_id) == (ZERO, None)
    assert (await payer.agreement(signed)).state is AgreementStatus.IN_FORCE
    assert LoanProlonged(due=date(2026, 12, 14), total=ANY) in await payer.lender.told()
    assert (await payer.loan()).due_on == date(2026, 12, 14)
    assert (await payer.loan_state()).debt.total == left
    await payer.wait(days=1)
    assert not (await payer.loan_state()).debt.days_overdue


async def test_without_a_price_it_lapses_unsigned_at_midnight(payer: Prolonger) -> None:
    await payer.wait(days=9)
    await payer.pays(PaymentPurpose.PART, R(1_500))
    await payer.works()
    agreement = await payer.agrees(7)
    await payer.midnight()

    assert (await payer.agreement(agreement)).state is AgreementStatus.LAPSED
    assert (await payer.loan()).due_on == date(2026, 12, 7)


async def test_declined_it_changes_nothing(payer: Prolonger) -> None:
    agreement = await payer.agrees()
    decline = {"borrower_id": IVAN, "agreement_id": agreement.id}
    await payer.lender.do("decline_agreement", **decline)

    assert (await payer.agreement(agreement)).state is AgreementStatus.LAPSED
    with pytest.raises(NothingToDo):
        await payer.lender.do("decline_agreement", **decline)


async def test_five_times_a_year_and_no_more(payer: Prolonger) -> None:
    for _ in range(5):
        await payer.prolongs(3)
        await payer.wait(days=1)

    assert await refused(payer) is WhyNotProlong.COUNT


async def test_no_room_under_the_cap_no_prolongation(payer: Prolonger) -> None:
    await payer.wait(days=107)
    choice = await payer.looks()
    assert (choice.least, choice.most) == (3, 6)
    await payer.wait(days=5)

    assert await refused(payer) is WhyNotProlong.CAP


async def test_many_payments_are_not_prolonged(payer: Prolonger) -> None:
    """However short the loan: this one is of two payments in 28 days."""
    await payer.lender.db.run("UPDATE loan SET product = 'instalments', days = 28")

    assert await refused(payer) is WhyNotProlong.TERM


async def test_the_market_cap_of_today_is_tested_anew(db: Sqlite) -> None:
    averages = {("2026Q4", "2.3.1.1"): Decimal(220), ("2027Q1", "2.3.1.1"): Decimal(200)}
    payer = await Prolonger.come(Lender(db, market=MarketAverages(averages)))
    assert isinstance(payer, Prolonger)
    await payer.wait(days=30)
    assert isinstance(await payer.looks(), ProlongationChoice)
    await payer.wait(days=10)  # 2 January: 200 × 4/3 is below 292

    assert await refused(payer) is WhyNotProlong.LAW


async def test_no_interest_becomes_principal(lender: Lender) -> None:
    """545-FZ from 2027-01-01, kept at all times: what is unpaid is paid, or nothing is agreed."""
    lender.clock.at = datetime(2026, 12, 28, 9, tzinfo=UTC)
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=10)
    assert await payer.prolongs()

    debt = (await lender.do("look_at_loan", borrower_id=IVAN)).loan_state.debt
    assert (debt.principal, debt.interest, debt.penalty) == (R(10_000), ZERO, ZERO)


async def test_a_code_of_the_old_quarter_signs_nothing_in_the_new_one(db: Sqlite) -> None:
    """Its figures aren't known: the agreement of New Year's Eve holds no more."""
    known = {("2026Q4", "2.3.1.1"): Decimal(285)}
    lender = Lender(db, market=MarketAverages(known, must_be_known=True))
    lender.clock.at = datetime(2026, 12, 21, 20, 50, tzinfo=UTC)
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=10)
    agreement = await payer.agrees()
    digits = await payer.asks_code(agreement)
    lender.clock.move(minutes=10)

    with pytest.raises((AgreementOld, ProlongationRefused)):
        await payer.types(agreement, digits)
    assert await db.all("SELECT id FROM move WHERE kind = 'charge'") == []


async def test_an_unknown_market_forbids_it(db: Sqlite) -> None:
    averages = {("2026Q4", "2.3.1.1"): Decimal(220)}
    payer = await Prolonger.come(Lender(db, market=MarketAverages(averages)))
    assert isinstance(payer, Prolonger)
    await payer.wait(days=40)

    assert await refused(payer) is WhyNotProlong.MARKET


@pytest.mark.parametrize(("on", "days"), [(1, 30), (13, 30), (14, 30), (113, 12), (125, 0)])
def test_the_longest_extension_ends_where_the_cap_does(on: int, days: int) -> None:
    """At 0,8 % a day and a cap of 100 % there are 125 days of interest in a loan's life."""
    today = date(2026, 11, 23) + timedelta(on)

    assert days == most_days(
        principal=R(10_000),
        daily_rate=Decimal("0.8"),
        due=DUE,
        cap_room=R(10_000) - R(80) * on,
        longest=30,
        on=today,
    )
