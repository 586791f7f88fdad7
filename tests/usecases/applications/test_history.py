"""Our own history counts: delays, broken promises and write-offs in decision, limit and screens."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from domain.dates import MOSCOW, add_days
from domain.ids import ApplicationId, BindingId, LoanId
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.model.application import Reason
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.promise import Promise
from domain.money import Money
from domain.refusals import AmountOutOfRange, LateBefore
from domain.rules.decision import Verdict, decide
from domain.rules.decision.history import Barred, History, barred_by, history_of
from domain.usecases.home.overview import Closed
from storage.rows.promises import PromiseRows
from tests.domain.rules.test_decision import GOOD
from tests.support.lender import IVAN, Lender

R = Money.rubles
ON = date(2026, 11, 23)


def loan(ended: date | None, late: int | None = 0, *, lost: bool = False) -> Loan:
    when = datetime(2025, 1, 1, tzinfo=MOSCOW)
    return Loan(
        id=LoanId(f"loan-{ended}"),
        application_id=ApplicationId("a"),
        binding_id=BindingId("b"),
        borrower_id=IVAN,
        contract="1",
        product="payday",
        principal=R(10_000),
        daily_rate=Decimal("0.8"),
        issued_at=when,
        issued_on=when.date(),
        days=14,
        law="",
        closed_on=ended,
        worst_delay=late,
        written_off_on=ended if lost else None,
    )


def of(*loans: Loan, broken: int = 0) -> History:
    return history_of(loans, broken=broken, delay_now=0, on=ON)


def days_ago(days: int) -> date:
    return add_days(ON, -days)


class TestTheLimit:
    @pytest.mark.parametrize(
        ("delays", "steps"),
        [
            ((0, 0), 2),
            ((5, 5), 2),
            ((0, 6), 1),  # a few days late: it raises nothing
            ((0, 30), 1),
            ((0, 0, 31), 0),  # back to the first one
            ((31, 0), 1),  # and on from there
            ((0, None), 0),  # not counted yet: nothing is promised
        ],
    )
    def test_counts_loans_repaid_in_time(self, delays: tuple[int | None, ...], steps: int) -> None:
        loans = [loan(days_ago(100 - n), late) for n, late in enumerate(delays)]

        assert of(*loans).steps == steps

    def test_is_lowered_by_each_broken_promise(self) -> None:
        loans = [loan(days_ago(n)) for n in (90, 60, 30)]

        assert [of(*loans, broken=n).steps for n in (0, 1, 5)] == [3, 2, 0]

    def test_is_the_first_one_after_a_write_off(self) -> None:
        history = of(loan(days_ago(90)), loan(days_ago(30), 0, lost=True))

        assert (history.steps, history.repaid, history.written_off) == (0, 1, 1)


class TestTheDecision:
    def test_refuses_for_a_year_after_a_very_long_delay(self) -> None:
        history = of(loan(days_ago(10), 91))
        decision = decide(replace(GOOD, on=ON, history=history))

        assert (decision.verdict, decision.reason) == (Verdict.REJECT, Reason.HISTORY)
        assert decision.retry_on == add_days(ON, 355)

    def test_asks_a_person_when_that_year_is_over(self) -> None:
        decision = decide(replace(GOOD, on=ON, history=of(loan(days_ago(365), 130))))

        assert (decision.verdict, decision.fired) == (Verdict.REVIEW, ("review_by_history",))

    @pytest.mark.parametrize(
        ("history", "verdict"),
        [
            (of(loan(days_ago(10), 30)), Verdict.APPROVE),
            (of(loan(days_ago(10), 31)), Verdict.REVIEW),
            (of(loan(days_ago(1_096), 31)), Verdict.APPROVE),  # long ago
            (of(loan(days_ago(10)), broken=1), Verdict.APPROVE),
            (of(loan(days_ago(10)), broken=2), Verdict.REVIEW),
            (of(loan(days_ago(10), 90)), Verdict.REVIEW),
        ],
    )
    def test_goes_by_delays_and_promises(self, history: History, verdict: Verdict) -> None:
        assert decide(replace(GOOD, on=ON, history=history)).verdict is verdict

    def test_refuses_for_good_after_a_write_off(self) -> None:
        history = of(loan(days_ago(2_000), 400, lost=True))

        assert barred_by(history, ON) == Barred(None)
        decision = decide(replace(GOOD, on=ON, history=history))
        assert (decision.reason, decision.retry_on) == (Reason.HISTORY, None)


async def repay(lender: Lender, days_late: int) -> Loan:
    """The open loan of Ivan, paid in full so many days after its due day."""
    found = await lender.loans.open_in(IVAN)
    assert found is not None
    lender.clock.at += timedelta(days=found.days + days_late)
    keep: Any = lender.wiring.works["watch_loans"].scan_due.post_to_ledger  # type: ignore[attr-defined]
    async with lender.db.transaction():
        loan_state = await keep(loan_id=found.id)
        paid = Paid(
            cause="m",
            day=lender.clock.today(),
            at=lender.clock.now(),
            amount=loan_state.debt.total,
            purpose=PaymentPurpose.FULL,
        )
        loan_state = await keep(loan_id=found.id, loan_event=paid)
    assert loan_state.loan.closed_on == lender.clock.today()
    lender.clock.move(hours=1)
    await lender.told()
    loan: Loan = loan_state.loan
    return loan


class TestALoanAsItWasPaid:
    @pytest.mark.parametrize("late", [0, 1, 130])
    async def test_keeps_its_worst_delay(self, lender: Lender, late: int) -> None:
        await lender.has_loan()
        await repay(lender, late)

        (loan_state,) = await lender.loans.of_borrower(IVAN)
        assert loan_state.worst_delay == late

    async def test_in_time_raises_the_limit(self, lender: Lender) -> None:
        await lender.has_loan()
        await repay(lender, 0)

        overview = await lender.do("look_around", borrower_id=IVAN)
        assert (overview.limit, overview.closed) == (R(50_000), None)

    async def test_late_by_130_days_does_not(self, lender: Lender) -> None:
        """It used to be offered 50 000 ₽."""
        await lender.has_loan()
        closed = await repay(lender, 130)
        assert closed.closed_on is not None
        overview = await lender.do("look_around", borrower_id=IVAN)

        until = add_days(closed.closed_on, 365)
        assert overview.limit == R(30_000)
        assert (overview.closed.reason, overview.closed.until) == (Reason.HISTORY, until)
        with pytest.raises(LateBefore) as refused:
            await lender.do("choose_amount", borrower_id=IVAN, amount=R(5_000))
        assert refused.value.day == until

    async def test_late_by_a_week_brings_no_instalments(self, lender: Lender) -> None:
        await lender.has_loan()
        await repay(lender, 7)

        with pytest.raises(AmountOutOfRange):
            await lender.do("choose_amount", borrower_id=IVAN, amount=R(40_000))

    async def test_after_a_broken_promise_brings_none_either(self, lender: Lender) -> None:
        await lender.has_loan()
        closed = await repay(lender, 2)
        promise = Promise(
            id="p",
            loan_id=closed.id,
            borrower_id=IVAN,
            day=ON,
            amount=R(1),
            made_at=lender.clock.now(),
            kept=False,
        )
        async with lender.db.transaction():
            await PromiseRows(lender.db).save(promise)

        assert (await lender.do("look_around", borrower_id=IVAN)).limit == R(30_000)

    async def test_while_it_is_late_is_promised_no_higher_limit(self, lender: Lender) -> None:
        await lender.has_loan()
        assert (await lender.do("look_around", borrower_id=IVAN)).limit_after == R(50_000)
        lender.clock.move(days=14 + 6)

        assert (await lender.do("look_around", borrower_id=IVAN)).limit_after == R(30_000)

    async def test_while_it_is_very_late_is_promised_no_other_loan(self, lender: Lender) -> None:
        await lender.has_loan()
        lender.clock.move(days=14 + 90)
        assert (await lender.do("look_around", borrower_id=IVAN)).barred_after is None
        lender.clock.move(days=1)

        overview = await lender.do("look_around", borrower_id=IVAN)
        assert overview.barred_after == Barred(add_days(lender.clock.today(), 365))

    async def test_is_offered_again_only_when_a_rejection_is_over(self, lender: Lender) -> None:
        await lender.has_loan()
        await repay(lender, 0)
        await lender.decides(self_ban=True)
        today = lender.clock.today()
        closed = (await lender.do("look_around", borrower_id=IVAN)).closed
        assert closed == Closed(Reason.SELF_BAN, add_days(today, 1))

        lender.clock.move(days=1)
        assert (await lender.do("look_around", borrower_id=IVAN)).closed is None

    async def test_bars_the_next_one_while_the_pause_lasts(self, lender: Lender) -> None:
        lender.clock.at = datetime(2027, 1, 10, 12, tzinfo=MOSCOW)
        await lender.has_loan()
        assert (await lender.do("look_around", borrower_id=IVAN)).pause_after == 4
        ended = (await repay(lender, 0)).closed_on
        assert ended is not None
        overview = await lender.do("look_around", borrower_id=IVAN)
        assert overview.closed == Closed(Reason.PAUSE, add_days(ended, 4))

        lender.clock.move(days=4)
        assert (await lender.do("look_around", borrower_id=IVAN)).closed is None

    async def test_that_was_closed_before_delays_were_kept_is_counted_after_the_start(
        self, lender: Lender
    ) -> None:
        await lender.has_loan()
        await repay(lender, 12)
        await lender.db.run("UPDATE loan SET worst_delay = NULL")
        assert (await lender.do("look_around", borrower_id=IVAN)).limit == R(30_000)
        async with lender.db.transaction():
            await lender.jobs.plan(JobKind.COUNT_DELAYS, "all")
        await lender.work("count_delays")

        (loan_state,) = await lender.loans.of_borrower(IVAN)
        assert loan_state.worst_delay == 12
        assert "count_delays" not in await lender.planned()

    async def test_is_an_input_that_is_kept_with_the_decision(self, lender: Lender) -> None:
        await lender.has_loan()
        await repay(lender, 12)
        await lender.is_approved()

        inputs = await lender.decisions.inputs_of((await lender.application()).id)
        assert inputs is not None
        assert (inputs.history.worst_delay, inputs.history.repaid) == (12, 1)
