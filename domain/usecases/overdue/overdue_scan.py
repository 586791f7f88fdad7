"""What falls due by itself: the end of a due day, each day of delay, the free notice of it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from domain.dates import MOSCOW, Clock, add_days
from domain.ids import LoanId
from domain.model.jobs import JobKind
from domain.notifications import LoanOverdue
from domain.ports import Autopays, Jobs, Loans, Notices, Promises
from domain.rules.contact_hours import notice_time
from domain.usecases.ledger.post_to_ledger import LoanState, PostToLedger, ReadLedger
from domain.usecases.overdue.long_delay import SuggestWriteOff

AT_ONCE = 10  # loans in one transaction: others are heard in between
SCAN_AT = time(0, 5)


@dataclass(frozen=True, kw_only=True)
class ScanDue:
    """Look at the loans whose day has come, and at no others."""

    loans: Loans
    post_to_ledger: PostToLedger
    suggest_write_off: SuggestWriteOff
    jobs: Jobs
    clock: Clock

    async def __call__(self) -> bool:
        """True: there are more. Each loan is posted up to yesterday and gets its next day."""
        today = self.clock.today()
        due = await self.loans.watched(today, AT_ONCE)
        for loan_id in due:
            looked_on = (await self.loans.get(loan_id)).watch_on or today
            loan_state = await self.post_to_ledger(loan_id=loan_id)
            if missed_since(loan_state, looked_on):
                await self.jobs.plan(JobKind.OVERDUE_NOTICE, loan_id, notice_time(self.clock.now()))
            await self.suggest_write_off(loan_state)
        return len(due) == AT_ONCE

    def next_time(self) -> datetime:
        tomorrow = add_days(self.clock.today(), 1)
        return datetime.combine(tomorrow, SCAN_AT, MOSCOW)


def missed_since(loan_state: LoanState, day: date) -> bool:
    """Did the delay of a payment begin on that day or later? Each missed one counts, also when
    the loan is overdue anyway: what is paid goes to the oldest first."""
    if not loan_state.debt.days_overdue:
        return False
    first = add_days(
        loan_state.today, 1 - loan_state.debt.days_overdue
    )  # of the oldest that isn't paid
    begun = (add_days(last, 1) for last in loan_state.loan.plan.last_days)
    return any(max(first, day) <= start <= loan_state.today for start in begun)


@dataclass(frozen=True, kw_only=True)
class TellOverdue:
    """The free notice of delay, on the first day of each missed payment's (353-FZ art. 10 p. 4
    allows seven)."""

    loans: Loans
    promises: Promises
    autopays: Autopays
    notices: Notices
    jobs: Jobs
    read_ledger: ReadLedger
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, loan_id: LoanId) -> None:
        loan = await self.loans.get(loan_id)
        if loan.closed_on is not None:
            return
        now = self.clock.now()
        if notice_time(now) > now:  # the bot was away at the right time
            await self.jobs.plan(JobKind.OVERDUE_NOTICE, loan_id, notice_time(now))
            return
        loan_state = await self.read_ledger(loan)
        promise = await self.promises.last(loan_id)
        promised = promise is not None and promise.kept is None and promise.day >= loan_state.today
        if not loan_state.debt.days_overdue or promised:
            return
        autopay = await self.autopays.get(loan_id)
        await self.notices.tell(
            loan.borrower_id,
            LoanOverdue(
                contract=loan.contract,
                lender=self.lender["name"],
                phone=self.lender["phone"],
                overdue=loan_state.debt.overdue,
                total=loan_state.debt.total,
                days=loan_state.debt.days_overdue,
                charge_paused=autopay is not None and autopay.ended_at is None,
                prolongable=loan.prolongable,
            ),
        )
