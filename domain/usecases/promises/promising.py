"""A promise to pay: given, kept, or broken; never a threat."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.dates import Clock
from domain.ids import BorrowerId, LoanId, new_id
from domain.model.jobs import JobKind
from domain.model.promise import LONGEST, Promise, is_kept
from domain.model.repayment import CAPTURES, KEEPS, Repayment, RepaymentStatus, end_of
from domain.money import ZERO, Money
from domain.notifications import PromiseBroken, PromiseKept
from domain.ports import Jobs, Loans, Notices, Promises, Repayments
from domain.refusals import NothingOverdue, NothingToDo, PromiseStands, PromiseTooFar
from domain.rules.contact_hours import notice_time
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger
from domain.usecases.settings.notifying import TellIfWanted

LOOK_AGAIN = timedelta(minutes=20)


@dataclass(frozen=True, kw_only=True)
class Promising:
    """What may be promised today: `standing` is a promise whose day has not come."""

    today: date
    latest: date
    overdue: Money
    standing: Promise | None


@dataclass(frozen=True, kw_only=True)
class LookAtPromise:
    loans: Loans
    promises: Promises
    read_ledger: ReadLedger

    async def __call__(self, *, borrower_id: BorrowerId) -> Promising:
        """NothingToDo without a loan; NothingOverdue."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NothingToDo
        loan_state = await self.read_ledger(loan)
        if not loan_state.debt.days_overdue:
            raise NothingOverdue
        last = await self.promises.last(loan_state.loan.id)
        standing = last if last is not None and stands(last, loan_state.today) else None
        latest = standing.day if standing is not None else loan_state.today + LONGEST
        return Promising(
            today=loan_state.today,
            latest=latest,
            overdue=loan_state.debt.overdue,
            standing=standing,
        )


def stands(promise: Promise, today: date) -> bool:
    return promise.kept is None and promise.day >= today


@dataclass(frozen=True, kw_only=True)
class PromiseToPay:
    """Until the end of that day nobody is reminded."""

    promises: Promises
    loans: Loans
    jobs: Jobs
    look_at_promise: LookAtPromise
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, day: date) -> Promise:
        """NothingToDo, NothingOverdue; PromiseTooFar, also for a day that is over;
        PromiseStands: one that was given may only be moved nearer."""
        now = await self.look_at_promise(borrower_id=borrower_id)
        if now.standing is not None and day > now.standing.day:
            raise PromiseStands(now.standing.day)
        if not now.today <= day <= now.latest:
            raise PromiseTooFar(now.latest)
        if now.standing is not None:
            promise = replace(now.standing, day=day)
        else:
            loan = await self.loans.open_in(borrower_id)
            assert loan is not None
            promise = Promise(
                id=new_id(),
                loan_id=loan.id,
                borrower_id=borrower_id,
                day=day,
                amount=now.overdue,
                made_at=self.clock.now(),
            )
        await self.promises.save(promise)
        await self.jobs.plan(JobKind.PROMISE_DAY, promise.loan_id, end_of(day))
        return promise


@dataclass(frozen=True, kw_only=True)
class KeepPromise:
    """Has what was promised been paid?"""

    promises: Promises
    repayments: Repayments
    tell_if_wanted: TellIfWanted

    async def __call__(self, *, loan_id: LoanId, loan_state: LoanState) -> bool:
        """True when a promise has just been kept: it is said at once, unless the loan is closed,
        which says it all."""
        promise = await self.promises.last(loan_id)
        if promise is None or promise.kept is not None:
            return False
        paid = [
            one.amount
            for one in await self.repayments.of_loan(loan_id)
            if one.state is RepaymentStatus.DONE and paid_since(one, promise)
        ]
        if not is_kept(promise, sum(paid, ZERO), loan_state.debt.days_overdue):
            return False
        await self.promises.save(replace(promise, kept=True))
        if paid and loan_state.loan.closed_on is None:
            await self.tell_if_wanted(promise.borrower_id, PromiseKept())
        return True


def paid_since(repayment: Repayment, promise: Promise) -> bool:
    """By the bank's clock, or by ours: they differ a little."""
    moments = [one for one in (repayment.opened_at, repayment.paid_at) if one is not None]
    return any(moment >= promise.made_at for moment in moments)


@dataclass(frozen=True, kw_only=True)
class EndPromise:
    """The promised day is over. A payment that was opened before midnight may still come: it is
    waited for as long as it would be booked on that day."""

    promises: Promises
    loans: Loans
    repayments: Repayments
    jobs: Jobs
    read_ledger: ReadLedger
    keep_promise: KeepPromise
    clock: Clock

    async def __call__(self, *, loan_id: LoanId) -> None:
        promise = await self.promises.last(loan_id)
        now = self.clock.now()
        if promise is None or promise.kept is not None or now < end_of(promise.day):
            return
        loan_state = await self.read_ledger(await self.loans.get(loan_id))
        if await self.keep_promise(loan_id=loan_id, loan_state=loan_state):
            return
        until = end_of(promise.day) + KEEPS + CAPTURES
        if now < until and await self.repayments.in_motion(loan_id):
            await self.jobs.plan(JobKind.PROMISE_DAY, loan_id, min(until, now + LOOK_AGAIN))
            return
        await self.promises.save(replace(promise, kept=False))
        await self.jobs.plan(JobKind.PROMISE_BROKEN, loan_id, notice_time(now))


@dataclass(frozen=True, kw_only=True)
class TellBroken:
    """Said by day: what is owed, and what can be done. No threats."""

    promises: Promises
    loans: Loans
    notices: Notices
    jobs: Jobs
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, loan_id: LoanId) -> None:
        now = self.clock.now()
        if notice_time(now) > now:  # the bot was away at the right time
            await self.jobs.plan(JobKind.PROMISE_BROKEN, loan_id, notice_time(now))
            return
        promise = await self.promises.last(loan_id)
        loan_state = await self.read_ledger(await self.loans.get(loan_id))
        if promise is None or promise.kept is not False or not loan_state.debt.days_overdue:
            return
        await self.notices.tell(
            promise.borrower_id,
            PromiseBroken(
                day=promise.day,
                contract=loan_state.loan.contract,
                lender=self.lender["name"],
                phone=self.lender["phone"],
                overdue=loan_state.debt.overdue,
                total=loan_state.debt.total,
                prolongable=loan_state.loan.prolongable,
            ),
        )
