"""The automatic charge: by consent, announced, whole, at most twice, never beside another."""

from datetime import date, datetime, time, timedelta

import pytest

from domain.dates import MOSCOW
from domain.ledger.loan_events import PaymentPurpose
from domain.model.cases import Action
from domain.model.credit_holidays import Ground
from domain.model.repayment import RepaymentStatus
from domain.money import Money
from domain.notifications import (
    ChargeAhead,
    ChargeMissed,
    LoanClosed,
    Notice,
    PaymentBooked,
    PaymentRefused,
)
from domain.refusals import CardInUse, NothingToDo
from storage.engine.database import iso
from tests.support.answers import payout
from tests.support.lender import IVAN, Lender
from tests.support.repaying import Payer

R = Money.rubles
DUE = date(2026, 12, 7)
KINDS = ("autopay_notice", "autopay_charge", "move", "card_expiry")


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    """10 000 ₽ for 14 days, to be returned on 7 December with 1 120 ₽; the charge is agreed to."""
    payer = await Payer.come(lender)
    await agrees(payer)
    return payer


@pytest.fixture
async def by_instalments(lender: Lender) -> Payer:
    """40 000 ₽ in four payments from 7 December on; the charge is agreed to."""
    await lender.has_repaid()
    await lender.is_offered_terms(amount=40_000, days=56)
    await lender.signs()
    await lender.bank_says_of_payout(payout("succeeded", ident="2"))
    payer = await Payer.come(lender)
    await agrees(payer)
    return payer


async def agrees(payer: Payer) -> None:
    (card, *_) = (await payer.view()).cards
    await payer.lender.do("turn_on_autopay", borrower_id=IVAN, card_id=card.id, text="Я поручаю …")
    await payer.lender.told()


async def until(payer: Payer, day: date, hour: int) -> list[Notice]:
    """Time passes to that hour in Moscow, from one due job to the next; what was told."""
    lender = payer.lender
    end = datetime.combine(day, time(hour), MOSCOW)
    marks = ",".join("?" for _ in KINDS)
    while True:
        row = await lender.db.one(
            f"SELECT * FROM job WHERE kind IN ({marks}) AND due_at <= ? ORDER BY due_at LIMIT 1",
            *KINDS,
            iso(end),
        )
        if row is None:
            break
        lender.clock.at = max(lender.clock.at, datetime.fromisoformat(row["due_at"]))
        await lender.work(row["kind"])
    lender.clock.at = end
    return await lender.told()


async def test_announced_a_day_before_and_charged_whole_on_the_due_day(payer: Payer) -> None:
    announced = await until(payer, date(2026, 12, 6), 12)
    assert announced == [ChargeAhead(day=DUE, amount=R(11_120), last4="4477")]
    assert await until(payer, DUE, 9) == []

    booked, closed, *_ = await until(payer, DUE, 10)

    assert isinstance(booked, PaymentBooked)
    assert booked.amount == R(11_120)
    assert isinstance(closed, LoanClosed)
    (charge,) = await payer.repayments()
    assert (charge.purpose, charge.auto, charge.state) == (
        PaymentPurpose.FULL,
        True,
        RepaymentStatus.DONE,
    )
    with pytest.raises(NothingToDo):
        await payer.lender.do("turn_off_autopay", borrower_id=IVAN)


async def test_refused_twice_and_then_left_alone(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    payer.till.faults = ["declined", "declined"]

    (first,) = await until(payer, DUE, 11)
    (second,) = await until(payer, DUE, 20)
    nothing_more = await until(payer, date(2026, 12, 31), 20)

    assert isinstance(first, PaymentRefused)
    assert first.auto
    assert first.again_at == datetime.combine(DUE, time(19), MOSCOW)
    assert isinstance(second, PaymentRefused)
    assert second.again_at is None
    assert nothing_more == []
    assert len(payer.till.payments) == 2


async def test_the_second_try_may_succeed(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    payer.till.faults = ["declined"]

    told = await until(payer, DUE, 20)

    assert isinstance(told[1], PaymentBooked)
    assert (await payer.loan()).closed_on == DUE


async def test_declined_the_day_before_nothing_is_charged(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    skipped = await payer.lender.do("skip_charge", borrower_id=IVAN, day=DUE)

    assert skipped.more is False
    assert await until(payer, date(2026, 12, 8), 12) == []
    assert not payer.till.payments
    with pytest.raises(NothingToDo):
        await payer.lender.do("skip_charge", borrower_id=IVAN, day=DUE)


async def test_while_another_payment_is_on_its_way_nothing_is_charged(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    page = await payer.opens_page(PaymentPurpose.PART, R(500))

    await until(payer, DUE, 20)

    assert [one.state for one in await payer.repayments()] == [
        RepaymentStatus.MOVING,
        RepaymentStatus.ASKED,
    ]
    assert [one.amount for one in payer.till.payments.values()] == [page.amount]


async def test_after_part_of_it_was_paid_less_is_charged(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    await payer.pays(PaymentPurpose.PART, R(5_000))
    await payer.works()
    heard = await until(payer, date(2026, 12, 6), 23)
    assert not [one for one in heard if isinstance(one, ChargeAhead)]  # not a second time

    booked = (await until(payer, DUE, 10))[0]

    assert isinstance(booked, PaymentBooked)
    assert booked.left == Money(0)
    assert booked.amount < R(6_200)


async def test_unannounced_nothing_is_charged(payer: Payer) -> None:
    """The bot was away on the day before."""
    payer.lender.clock.at = datetime.combine(DUE, time(8), MOSCOW)

    told = await until(payer, DUE, 20)

    assert told == [ChargeMissed(amount=R(11_120))]
    assert not payer.till.payments


async def test_each_payment_of_the_schedule_is_charged_in_its_turn(by_instalments: Payer) -> None:
    told = await until(by_instalments, date(2027, 1, 18), 12)

    ahead = [one for one in told if isinstance(one, ChargeAhead)]
    days = [DUE, date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)]
    assert [one.day for one in ahead] == days
    assert len({one.amount for one in ahead[:3]}) == 1
    charges = [one.purpose for one in await by_instalments.repayments()]
    assert charges == [
        PaymentPurpose.FULL,
        PaymentPurpose.NEXT,
        PaymentPurpose.NEXT,
        PaymentPurpose.NEXT,
    ]
    assert (await by_instalments.loan()).closed_on == date(2027, 1, 18)


async def test_on_a_later_due_day_nothing_is_late_and_then_the_next_payment_is_told(
    by_instalments: Payer,
) -> None:
    await until(by_instalments, date(2026, 12, 21), 9)
    debt = (await by_instalments.view()).loan_state.debt
    assert (debt.days_overdue, debt.overdue) == (0, Money(0))

    (booked,) = await until(by_instalments, date(2026, 12, 21), 12)

    assert isinstance(booked, PaymentBooked)
    assert booked.next_day == date(2027, 1, 4)  # a day off: late from the 12th on
    assert booked.next_amount == booked.amount


async def test_after_one_day_was_declined_the_next_is_charged(by_instalments: Payer) -> None:
    await until(by_instalments, date(2026, 12, 6), 13)
    skipped = await by_instalments.lender.do("skip_charge", borrower_id=IVAN, day=DUE)
    assert skipped.more
    await by_instalments.wait(hours=24)
    await by_instalments.pays(PaymentPurpose.NEXT)
    await by_instalments.works()

    told = await until(by_instalments, date(2026, 12, 21), 12)

    assert [one.day for one in told if isinstance(one, ChargeAhead)] == [date(2026, 12, 21)]
    assert len(by_instalments.till.payments) == 2


async def test_in_delay_nothing_is_charged_by_itself(by_instalments: Payer) -> None:
    await until(by_instalments, date(2026, 12, 6), 13)
    await by_instalments.lender.do("skip_charge", borrower_id=IVAN, day=DUE)

    told = await until(by_instalments, date(2026, 12, 21), 20)

    assert not [one for one in told if isinstance(one, ChargeAhead)]
    assert not by_instalments.till.payments


async def test_unbinding_its_card_ends_it(payer: Payer) -> None:
    await until(payer, date(2026, 12, 6), 13)
    (card, *_) = (await payer.view()).cards

    gone = await payer.lender.do("unbind_card", borrower_id=IVAN, card_id=card.id)

    assert gone.charged
    assert await until(payer, date(2026, 12, 8), 12) == []
    assert (await payer.view()).autopay is None


async def test_a_card_that_is_being_charged_stays_bound(payer: Payer) -> None:
    await payer.pays(PaymentPurpose.PART, R(500))
    (card, *_) = (await payer.view()).cards

    with pytest.raises(CardInUse):
        await payer.lender.do("unbind_card", borrower_id=IVAN, card_id=card.id)

    await payer.works()
    gone = await payer.lender.do("unbind_card", borrower_id=IVAN, card_id=card.id)
    assert gone.card.method_id is None


async def misses(payer: Payer) -> None:
    """The bank has refused the first payment twice, and its day is over."""
    await until(payer, date(2026, 12, 6), 13)
    payer.till.faults = ["declined", "declined"]
    await until(payer, date(2026, 12, 10), 12)


async def test_in_delay_it_is_paused_and_says_so(by_instalments: Payer) -> None:
    await misses(by_instalments)

    view = await by_instalments.lender.do("look_at_autopay", borrower_id=IVAN)
    wallet = await by_instalments.lender.do("look_at_cards", borrower_id=IVAN)

    assert (view.on, view.paused, view.announced) == (True, True, None)
    assert view.lines[0].day == date(2026, 12, 21)
    assert wallet.paused


async def test_once_the_overdue_part_is_paid_the_next_payment_is_announced_and_charged(
    by_instalments: Payer,
) -> None:
    await misses(by_instalments)
    await by_instalments.pays(
        PaymentPurpose.PART, (await by_instalments.view()).loan_state.debt.overdue
    )
    await by_instalments.works()
    assert (await by_instalments.view()).loan_state.debt.days_overdue == 0

    told = await until(by_instalments, date(2026, 12, 21), 12)

    (ahead,) = [one for one in told if isinstance(one, ChargeAhead)]
    booked = [one.amount for one in told if isinstance(one, PaymentBooked)]
    assert ahead.day == date(2026, 12, 21)
    assert booked[-1] == ahead.amount
    assert not (await by_instalments.lender.do("look_at_autopay", borrower_id=IVAN)).paused


async def test_paid_in_the_evening_before_the_next_payment_is_announced_at_once(
    by_instalments: Payer,
) -> None:
    await misses(by_instalments)
    assert await until(by_instalments, date(2026, 12, 20), 18) == []
    await by_instalments.pays(
        PaymentPurpose.PART, (await by_instalments.view()).loan_state.debt.overdue
    )
    await by_instalments.works()

    told = await until(by_instalments, date(2026, 12, 20), 18)

    assert [one.day for one in told if isinstance(one, ChargeAhead)] == [date(2026, 12, 21)]


async def test_after_part_of_the_overdue_sum_it_stays_paused(by_instalments: Payer) -> None:
    await misses(by_instalments)
    await by_instalments.pays(PaymentPurpose.PART, R(1_000))
    await by_instalments.works()

    told = await until(by_instalments, date(2026, 12, 21), 20)

    assert not [one for one in told if isinstance(one, ChargeAhead)]
    assert len(by_instalments.till.payments) == 3  # two refused, and the borrower's own


async def test_after_a_promise_nothing_is_charged_by_itself(by_instalments: Payer) -> None:
    await misses(by_instalments)
    await by_instalments.lender.do("promise_to_pay", borrower_id=IVAN, day=date(2026, 12, 15))

    told = await until(by_instalments, date(2026, 12, 21), 20)

    assert not [one for one in told if isinstance(one, ChargeAhead)]
    assert len(by_instalments.till.payments) == 2


async def test_in_credit_holidays_nothing_is_charged_and_then_the_first_payment_is(
    payer: Payer,
) -> None:
    """Announced already when they are granted: the day that was announced no longer counts."""
    await until(payer, date(2026, 12, 6), 13)
    await payer.lender.do("ask_holidays", borrower_id=IVAN, ground=Ground.INCOME, months=1)
    case = await payer.lender.open_case("hardship")
    await payer.lender.do(
        "decide_case", case_id=case.id, action=Action.APPROVE, by="Ольга", by_id=1
    )
    first = (await payer.loan()).plan.lines[0].day
    assert first > DUE

    rested = await until(payer, first - timedelta(2), 20)
    view = await payer.lender.do("look_at_autopay", borrower_id=IVAN)
    assert not [one for one in rested if isinstance(one, ChargeAhead | ChargeMissed)]
    assert not payer.till.payments
    assert (view.paused, view.announced) == (False, None)

    told = await until(payer, first, 12)
    assert [one.day for one in told if isinstance(one, ChargeAhead)] == [first]
    assert len(payer.till.payments) == 1
