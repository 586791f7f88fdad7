"""Repaying: one charge, booked on its own day, whatever the bank and the clock do."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from domain.dates import MOSCOW
from domain.gateways import GatewayRefused
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import Part, PostingKind, balance
from domain.model.cases import Action
from domain.model.codes import Check
from domain.model.jobs import JobKind
from domain.model.repayment import PaymentWay, RepaymentStatus
from domain.money import ZERO, Money
from domain.notifications import (
    LoanClosed,
    LoanOverdue,
    PaymentBooked,
    PaymentDelayed,
    PaymentPage,
    PaymentRefused,
    PaymentUnknown,
    RefundSent,
)
from domain.refusals import NothingToDo, PaymentOutOfRange, PaymentUnderWay, QuoteOld
from tests.support.answers import payout
from tests.support.lender import IVAN, Lender
from tests.support.repaying import Payer

R = Money.rubles


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    """10 000 ₽ for 14 days at 0,8 % a day, since 23 November at noon."""
    return await Payer.come(lender)


async def told(payer: Payer, kind: type) -> list[object]:
    return [one for one in await payer.lender.told() if isinstance(one, kind)]


async def test_the_whole_debt_closes_the_loan(payer: Payer) -> None:
    await payer.wait(days=10)
    await payer.pays()
    await payer.works()

    (booked,) = await told(payer, PaymentBooked)
    assert isinstance(booked, PaymentBooked)
    assert (booked.amount, booked.interest, booked.left) == (R(10_800), R(800), ZERO)
    loan = await payer.loan()
    assert loan.closed_on == payer.lender.clock.today()
    assert loan.watch_on is None
    with pytest.raises(NothingToDo):
        await payer.asks(PaymentPurpose.FULL)


async def test_closing_is_told(payer: Payer) -> None:
    await payer.pays()
    await payer.works()

    assert len(await told(payer, LoanClosed)) == 1


async def test_wrong_keys_of_ours_are_told_as_a_delay_and_charge_once(payer: Payer) -> None:
    payer.till.faults = ["forbidden"]
    await payer.pays(PaymentPurpose.PART, R(700))
    with pytest.raises(GatewayRefused):
        await payer.works()
    assert len(await told(payer, PaymentDelayed)) == 1

    await payer.works()
    assert payer.till.received == R(700)


class TestAPaymentOfAnotherSum:
    async def comes(self, payer: Payer, amount: Money, foreign: str | None = None) -> None:
        """700 ₽ were asked for; the bank takes so much."""
        payer.till.faults = ["lost"]
        await payer.pays(PaymentPurpose.PART, R(700))
        await payer.works()
        ((key, made),) = payer.till.payments.items()
        payer.till.payments[key] = replace(made, amount=amount, foreign=foreign)
        await payer.works()

    @pytest.mark.parametrize("came", [R(70), R(7_000)])
    async def test_is_booked_as_what_came_and_is_a_case(self, payer: Payer, came: Money) -> None:
        await self.comes(payer, came)

        assert (await payer.loan_state()).debt.total == R(10_000) - came
        (booked,) = await told(payer, PaymentBooked)
        assert isinstance(booked, PaymentBooked)
        assert booked.amount == came
        (facts,) = await payer.lender.case_facts("other_payment")
        assert (facts["amount"], facts["moved"]) == ("700.00", str(came))

    async def test_is_settled_by_staff_without_moving_money(self, payer: Payer) -> None:
        await self.comes(payer, R(70))
        case = await payer.lender.open_case("other_payment")
        await payer.lender.do(
            "decide_case", case_id=case.id, action=Action.DONE, by="Ольга", by_id=1
        )

        assert (await payer.loan_state()).debt.total == R(9_930)
        assert payer.till.refunds == {}

    async def test_in_another_currency_is_booked_by_nobody_and_staff_look(
        self, payer: Payer
    ) -> None:
        await self.comes(payer, ZERO, "8.00 USD")

        assert (await payer.loan_state()).debt.total == R(10_000)
        assert len(await told(payer, PaymentUnknown)) == 1
        (facts,) = await payer.lender.case_facts("lost_charge")
        assert (facts["amount"], facts["foreign"]) == ("700.00", "8.00 USD")
        case = await payer.lender.open_case("lost_charge")
        await payer.lender.do(
            "decide_case", case_id=case.id, action=Action.GONE, by="Ольга", by_id=1
        )
        await payer.wait(minutes=2)
        await payer.pays(PaymentPurpose.PART, R(700))


async def test_wrong_keys_while_a_page_is_open_do_not_say_that_it_is_paid(payer: Payer) -> None:
    await payer.opens_page()
    await payer.works()
    await payer.lender.told()
    payer.lender.bank.payment = refuses_us
    with pytest.raises(GatewayRefused):
        await payer.works()

    assert await payer.lender.told() == [PaymentDelayed(amount=R(10_000), page=True)]


async def refuses_us(_: str) -> object:
    raise GatewayRefused("forbidden")


async def test_a_part_lowers_the_principal(payer: Payer) -> None:
    await payer.wait(days=10)
    await payer.pays(PaymentPurpose.PART, R(4_000))
    await payer.works()

    (booked,) = await told(payer, PaymentBooked)
    assert isinstance(booked, PaymentBooked)
    assert (booked.interest, booked.principal, booked.left) == (R(800), R(3_200), R(6_800))
    assert booked.next_amount == R(6_800) + R("217.60")  # four more days of 54,40


async def test_a_typed_sum_that_is_the_whole_debt_closes(payer: Payer) -> None:
    assert (await payer.asks(PaymentPurpose.PART, R(10_000))).purpose is PaymentPurpose.FULL


@pytest.mark.parametrize("amount", ["9.99", "10000.01"])
async def test_too_little_and_too_much_are_refused(payer: Payer, amount: str) -> None:
    with pytest.raises(PaymentOutOfRange) as refused:
        await payer.asks(PaymentPurpose.PART, R(amount))
    assert (refused.value.least, refused.value.most) == (R(10), R(10_000))


async def test_a_wrong_code_moves_nothing(payer: Payer) -> None:
    repayment = await payer.asks(PaymentPurpose.FULL)
    await payer.taps_pay(repayment)
    verdict, left, same = await payer.lender.do(
        "confirm_repayment", borrower_id=IVAN, repayment_id=repayment.id, digits="999999"
    )

    assert (verdict, left, same.state) == (Check.WRONG, 2, RepaymentStatus.OPENED)
    assert not payer.till.payments


async def test_the_code_of_another_payment_is_no_use(payer: Payer) -> None:
    first = await payer.asks(PaymentPurpose.PART, R(100))
    await payer.taps_pay(first)
    second = await payer.asks(PaymentPurpose.FULL)
    with pytest.raises(NothingToDo):
        await payer.types_code(second)


async def test_the_same_code_twice_charges_once(payer: Payer) -> None:
    repayment = await payer.asks(PaymentPurpose.FULL)
    await payer.taps_pay(repayment)
    moving = await payer.types_code(repayment)
    with pytest.raises(NothingToDo):
        await payer.types_code(repayment, "000003")
    await payer.works()
    await payer.works()

    assert moving.state is RepaymentStatus.MOVING
    assert payer.till.received == R(10_000)


async def test_while_a_charge_is_unknown_there_is_no_other(payer: Payer) -> None:
    payer.till.faults = ["lost"]
    await payer.pays(PaymentPurpose.PART, R(500))
    await payer.works()

    with pytest.raises(PaymentUnderWay):
        await payer.asks(PaymentPurpose.FULL)


async def test_two_devices_that_stand_before_the_code_charge_once(payer: Payer) -> None:
    first, second = await payer.asks(PaymentPurpose.FULL), await payer.asks(PaymentPurpose.FULL)
    await payer.taps_pay(first)
    payer.lender.clock.move(minutes=2)
    await payer.taps_pay(second)
    await payer.types_code(second)
    payer.lender.clock.move(minutes=2)
    with pytest.raises(PaymentUnderWay):
        await payer.types_code(first, "000003")
    await payer.works()

    assert payer.till.received == R(10_000)


@pytest.mark.parametrize("fault", ["lost", "timeout"])
async def test_an_answer_that_is_lost_is_asked_for_with_the_same_key(
    payer: Payer, fault: str
) -> None:
    payer.till.faults = [fault]
    await payer.pays()
    await payer.works()
    payer.lender.clock.move(minutes=2)
    await payer.works()

    assert payer.till.received == R(10_000)
    assert (await payer.loan()).closed_on is not None


async def test_news_two_days_late_books_on_the_day_of_the_payment(payer: Payer) -> None:
    await payer.wait(days=14)
    payer.till.faults = ["lost"]
    await payer.pays()
    await payer.works()
    await payer.wait(days=2)
    late = balance(await payer.postings(), Part.INTEREST)
    await payer.works()

    (booked,) = await told(payer, PaymentBooked)
    assert isinstance(booked, PaymentBooked)
    assert booked.late
    loan, postings = await payer.loan(), await payer.postings()
    assert late > ZERO
    assert any(one.entry is PostingKind.REVERSAL for one in postings)
    assert all(balance(postings, part) == ZERO for part in Part)
    assert loan.closed_on == payer.lender.clock.today() - timedelta(days=2)


async def test_a_charge_that_the_bank_does_not_know_goes_to_staff(payer: Payer) -> None:
    payer.till.faults = ["timeout"]
    await payer.pays()
    await payer.works()
    await payer.wait(days=1)
    await payer.works()

    assert len(await told(payer, PaymentUnknown)) == 1
    assert await payer.lender.case_facts("lost_charge")
    assert (await payer.repayments())[0].state is RepaymentStatus.MOVING
    case = await payer.lender.open_case("lost_charge")
    await payer.lender.do("decide_case", case_id=case.id, action=Action.GONE, by="Ольга", by_id=1)
    assert (await payer.repayments())[0].state is RepaymentStatus.FAILED
    assert await payer.asks(PaymentPurpose.FULL)


async def test_a_charge_that_was_lost_and_is_found_is_booked(payer: Payer) -> None:
    payer.till.faults = ["lost"]
    await payer.pays()
    await payer.works()
    await payer.wait(days=1)
    await payer.works()

    assert (await payer.loan()).closed_on is not None
    assert payer.till.received == R(10_000)


async def test_a_refused_charge_says_why_and_leaves_the_debt(payer: Payer) -> None:
    payer.till.faults = ["declined"]
    await payer.pays()
    await payer.works()

    (refused,) = await told(payer, PaymentRefused)
    assert isinstance(refused, PaymentRefused)
    assert (refused.reason, refused.last4) == ("insufficient_funds", "4477")
    assert (await payer.view()).loan_state.debt.total == R(10_000)


async def test_a_page_is_shown_once_and_booked_when_it_is_paid(payer: Payer) -> None:
    repayment = await payer.opens_page()
    await payer.works()
    await payer.works()
    assert len(await told(payer, PaymentPage)) == 1

    (key,) = payer.till.payments
    payer.till.pay_page(key)
    await payer.hears_of(repayment)
    assert (await payer.repayments())[0].way is PaymentWay.PAGE
    assert (await payer.loan()).closed_on is not None


async def test_paid_by_page_and_by_card_the_overpayment_goes_back(payer: Payer) -> None:
    page = await payer.opens_page()
    await payer.works()
    await payer.pays()
    await payer.works()
    (key,) = [key for key, one in payer.till.payments.items() if one.page]
    payer.till.pay_page(key)
    await payer.hears_of(page)
    await payer.works()

    assert payer.till.received == R(10_000)
    assert len(await told(payer, RefundSent)) == 1
    postings = await payer.postings()
    assert all(balance(postings, part) == ZERO for part in Part)


async def test_a_payment_that_was_made_before_the_closing_one_is_told_as_too_much(
    payer: Payer,
) -> None:
    """The ledger gives the debt to the earlier one; the borrower learns what goes back."""
    page = await payer.opens_page()
    await payer.works()
    (key,) = payer.till.payments
    payer.till.pay_page(key)
    async with payer.lender.db.transaction():  # the bank isn't asked, and doesn't tell
        await payer.lender.jobs.drop(JobKind.BANK_OPERATION, page.operation_id or "")
    payer.lender.clock.move(minutes=2)
    await payer.pays()
    await payer.works()
    await payer.lender.told()
    await payer.hears_of(page)
    said = await payer.lender.told()

    (booked,) = [one for one in said if isinstance(one, PaymentBooked)]
    assert (booked.closed_before, booked.overpaid) == (True, R(10_000))
    assert not [one for one in said if isinstance(one, LoanClosed)]
    await payer.works()
    assert payer.till.received == R(10_000)


async def test_the_interest_that_late_news_saves_goes_back_too(payer: Payer) -> None:
    """Half was paid on the first day, and is known of after the whole was paid on the tenth."""
    page = await payer.opens_page(PaymentPurpose.PART, R(5_000))
    await payer.works()
    (key,) = payer.till.payments
    payer.till.pay_page(key)
    await payer.wait(days=10)
    await payer.pays()
    await payer.works()
    await payer.hears_of(page)
    await payer.works()

    assert payer.till.received == R(10_000) + R(400)  # ten days of 40 ₽, not of 80 ₽
    assert [one.amount for one in payer.till.refunds.values()] == [R(5_400)]
    assert balance(await payer.postings(), Part.OVERPAID) == ZERO


async def test_a_notification_again_and_again_changes_nothing(payer: Payer) -> None:
    repayment = await payer.pays(PaymentPurpose.PART, R(1_000))
    await payer.works()
    before = await payer.postings()
    await payer.lender.told()
    for _ in range(3):
        await payer.hears_of((await payer.repayments())[0])

    assert await payer.postings() == before
    assert await payer.lender.told() == []
    assert repayment.operation_id


async def test_opened_before_midnight_and_confirmed_after_keeps_the_sum(payer: Payer) -> None:
    payer.lender.clock.move(hours=11, minutes=57)  # 23:59 in Moscow
    repayment = await payer.asks(PaymentPurpose.FULL)
    await payer.taps_pay(repayment)
    payer.lender.clock.move(minutes=3)
    await payer.types_code(repayment)
    await payer.works()

    loan = await payer.loan()
    assert loan.closed_on == loan.issued_on
    assert payer.till.received == R(10_000)


async def test_a_sum_of_yesterday_is_asked_for_anew(payer: Payer) -> None:
    repayment = await payer.asks(PaymentPurpose.FULL)
    payer.lender.clock.move(hours=13)
    with pytest.raises(QuoteOld):
        await payer.taps_pay(repayment)


async def test_somebody_elses_payment_cannot_be_opened(payer: Payer) -> None:
    repayment = await payer.asks(PaymentPurpose.FULL)
    with pytest.raises(NothingToDo):
        await payer.lender.do(
            "confirm_repayment", borrower_id=IVAN + 1, repayment_id=repayment.id, digits="000003"
        )


async def test_the_first_day_of_delay_is_told_at_ten_and_only_once(payer: Payer) -> None:
    await payer.wait(days=14)
    assert not await told(payer, LoanOverdue)
    await payer.wait(hours=12, minutes=10)  # ten past midnight
    await payer.works("overdue_notice")
    assert not await told(payer, LoanOverdue)
    await payer.wait(hours=10)
    await payer.works("overdue_notice")
    (notice,) = await told(payer, LoanOverdue)
    assert isinstance(notice, LoanOverdue)
    assert notice.days == 1
    await payer.wait(days=1)
    assert "overdue_notice" not in await payer.lender.planned()


async def test_what_was_paid_and_is_not_there_becomes_a_case(payer: Payer) -> None:
    payer.till.faults = ["lost"]
    await payer.pays(PaymentPurpose.PART, R(700))
    await payer.works()
    await payer.lender.do("report_missing", borrower_id=IVAN)
    (facts,) = await payer.lender.case_facts("missing")
    await payer.works()

    assert "700.00" in facts["payment 1"]
    assert payer.till.received == R(700)
    assert (await payer.repayments())[0].state is RepaymentStatus.DONE


async def test_each_missed_payment_is_told_on_the_first_day_of_its_delay(lender: Lender) -> None:
    """40 000 ₽ in four payments from 7 December on; none is paid. The 4th is a day off."""
    await lender.has_repaid()
    await lender.is_offered_terms(amount=40_000, days=56)
    await lender.signs()
    await lender.bank_says_of_payout(payout("succeeded", ident="2"))
    payer = await Payer.come(lender)

    days = []
    while (today := lender.clock.today()) < date(2027, 1, 20):
        await payer.wait(days=1)
        lender.clock.at = datetime.combine(today + timedelta(1), time(10), MOSCOW)
        await payer.works("overdue_notice")
        days += [lender.clock.today() for _ in await told(payer, LoanOverdue)]

    first, second, third, fourth = days
    assert (first, second) == (date(2026, 12, 8), date(2026, 12, 22))
    assert (third, fourth) == (date(2027, 1, 12), date(2027, 1, 19))


async def test_after_days_away_a_further_missed_payment_is_told_once(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.is_offered_terms(amount=40_000, days=56)
    await lender.signs()
    await lender.bank_says_of_payout(payout("succeeded", ident="2"))
    payer = await Payer.come(lender)
    lender.clock.at = datetime.combine(date(2026, 12, 10), time(10), MOSCOW)
    await payer.wait()
    await payer.works("overdue_notice")
    assert len(await told(payer, LoanOverdue)) == 1

    lender.clock.at = datetime.combine(date(2026, 12, 25), time(10), MOSCOW)
    await payer.wait()
    await payer.works("overdue_notice")
    await payer.wait(hours=24)
    await payer.works("overdue_notice")

    assert len(await told(payer, LoanOverdue)) == 1
