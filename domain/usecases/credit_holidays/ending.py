"""Credit holidays end soon: nobody should be late because they forgot it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.dates import MOSCOW, Clock, add_days
from domain.model.jobs import JobKind
from domain.notifications import HolidaysEnding
from domain.ports import CreditHolidaysStore, Jobs, Loans, Notices
from domain.rules.contact_hours import NOTICE_FROM, notice_time
from domain.usecases.ledger.coming import coming
from domain.usecases.ledger.post_to_ledger import ReadLedger

NOTICE_DAYS = 3  # before the last day of the holidays


def reminder_time(until: date) -> datetime:
    return datetime.combine(add_days(until, -NOTICE_DAYS), NOTICE_FROM, MOSCOW)


@dataclass(frozen=True, kw_only=True)
class TellHolidaysEnding:
    """Said once, a few days before. Not of a closed loan, and not when they are over."""

    credit_holidays_store: CreditHolidaysStore
    loans: Loans
    notices: Notices
    jobs: Jobs
    read_ledger: ReadLedger
    clock: Clock

    async def __call__(self, *, holidays_id: str) -> None:
        granted = await self.credit_holidays_store.get(holidays_id)
        loan = await self.loans.get(granted.loan_id)
        now = self.clock.now()
        if notice_time(now) > now:  # the bot was away at the right time
            await self.jobs.plan(JobKind.HOLIDAYS_ENDING, holidays_id, notice_time(now))
            return
        loan_state = await self.read_ledger(loan)
        next_ = coming(loan_state)
        if loan.closed_on is not None or next_ is None or not granted.lasts_on(loan_state.today):
            return
        assert granted.until is not None
        await self.notices.tell(
            granted.borrower_id,
            HolidaysEnding(until=granted.until, next_day=next_.last_day, next_amount=next_.amount),
        )
