"""Credit holidays: asked for by the borrower, granted or not by a person (353-FZ art. 6.1-2)."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock, add_months
from domain.ids import BorrowerId, new_id
from domain.ledger.loan_events import Holidays
from domain.model.cases import Action, CaseKind
from domain.model.credit_holidays import CreditHolidays, Ground, HolidaysStatus, holiday_rate
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.notifications import HolidaysDenied, HolidaysGranted
from domain.ports import Agreements, CreditHolidaysStore, Jobs, Loans, Notices
from domain.refusals import HolidaysRefused, NothingToDo, WhyNoHolidays
from domain.rules.cost import MarketAverages
from domain.rules.editions import version
from domain.rules.regulation import rule
from domain.usecases.autopay.autopay_charge import FollowPayment
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.cases.opening import OpenCase
from domain.usecases.credit_holidays.ending import reminder_time
from domain.usecases.ledger.coming import coming
from domain.usecases.ledger.post_to_ledger import PostToLedger, ReadLedger
from domain.usecases.servicing.dropping import DropAgreement


@dataclass(frozen=True, kw_only=True)
class LookAtHolidays:
    """May this loan rest at all?"""

    loans: Loans
    credit_holidays_store: CreditHolidaysStore
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, ground: Ground | None = None) -> Loan:
        """NothingToDo without a loan. HolidaysRefused: too much was lent, an application is with
        the staff, holidays last, or this ground has been used."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NothingToDo
        today = self.clock.today()
        most = rule("holidays.max_amount_other", today)
        if most.in_force and loan.principal.kopecks > most.number * 100:
            raise HolidaysRefused(WhyNoHolidays.AMOUNT)
        for one in await self.credit_holidays_store.of_loan(loan.id):
            if one.state is HolidaysStatus.ASKED:
                raise HolidaysRefused(WhyNoHolidays.ASKED)
            if one.lasts_on(today):
                raise HolidaysRefused(WhyNoHolidays.RUNNING)
            if one.state is HolidaysStatus.GRANTED and one.ground is ground:
                raise HolidaysRefused(WhyNoHolidays.ONCE)
        return loan

    def longest(self) -> int:
        """Months; none before there was such a right."""
        most = rule("holidays.max_months", self.clock.today())
        return int(most.number) if most.in_force else 0


@dataclass(frozen=True, kw_only=True)
class AskHolidays:
    """«Отправить заявление»: a person looks at it."""

    credit_holidays_store: CreditHolidaysStore
    look_at_holidays: LookAtHolidays
    read_ledger: ReadLedger
    open_case: OpenCase
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, ground: Ground, months: int) -> str:
        """The number of the case. NothingToDo, HolidaysRefused."""
        loan = await self.look_at_holidays(borrower_id=borrower_id, ground=ground)
        if not 1 <= months <= self.look_at_holidays.longest():
            raise NothingToDo
        loan_state = await self.read_ledger(loan)
        asked = CreditHolidays(
            id=new_id(),
            loan_id=loan.id,
            borrower_id=borrower_id,
            ground=ground,
            months=months,
            asked_at=self.clock.now(),
            state=HolidaysStatus.ASKED,
        )
        await self.credit_holidays_store.save(asked)
        facts = {
            "contract": loan.contract,
            "debt": str(loan_state.debt.total),
            "ground": ground.value,
            "months": str(months),
            "overdue": str(loan_state.debt.days_overdue),
        }
        case = await self.open_case(kind=CaseKind.HARDSHIP, subject=asked.id, facts=facts)
        return case.number


@dataclass(frozen=True, kw_only=True)
class DecideCreditHolidays:
    """What a person of the staff decides."""

    decides: ClassVar[Decides] = {CaseKind.HARDSHIP: (Action.APPROVE, Action.REJECT)}

    credit_holidays_store: CreditHolidaysStore
    loans: Loans
    agreements: Agreements
    post_to_ledger: PostToLedger
    drop_agreement: DropAgreement
    follow_payment: FollowPayment
    market: MarketAverages
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when it was decided before. Of a loan that was closed meanwhile nothing is
        said."""
        asked = await self.credit_holidays_store.get(decision.case.subject)
        if asked.state is not HolidaysStatus.ASKED:
            raise NothingToDo
        loan = await self.loans.get(asked.loan_id)
        if decision.action is Action.APPROVE and loan.closed_on is None:
            await self._grant(asked, loan)
            return
        await self.credit_holidays_store.save(replace(asked, state=HolidaysStatus.REFUSED))
        if loan.closed_on is None:
            denied = HolidaysDenied(prolongable=loan.prolongable)
            await self.notices.tell(asked.borrower_id, denied)

    async def _grant(self, asked: CreditHolidays, loan: Loan) -> None:
        """From today on: nothing is overdue until they end. An extension that isn't paid yet would
        end them, so it holds no more."""
        last = await self.agreements.last(loan.id)
        if last is not None and last.live:
            await self.drop_agreement(last)
        today = self.clock.today()
        average = self.market.average(loan.edition.product(loan.product).category, today)
        rate = holiday_rate(loan.daily_rate, average)
        until = add_months(today, asked.months)
        granted = replace(
            asked, state=HolidaysStatus.GRANTED, since=today, until=until, daily_rate=rate
        )
        await self.credit_holidays_store.save(granted)
        loan_event = Holidays(
            day=today, at=self.clock.now(), until=until, daily_rate=rate, law=version()
        )
        loan_state = await self.post_to_ledger(loan_id=loan.id, loan_event=loan_event)
        next_ = coming(loan_state)
        assert next_ is not None
        await self.notices.tell(
            asked.borrower_id,
            HolidaysGranted(
                until=until,
                daily_rate=rate,
                next_day=next_.day,
                next_amount=next_.amount,
                penalty=loan_state.debt.penalty,
            ),
        )
        await self.follow_payment.booked(loan_state)
        await self.jobs.plan(JobKind.HOLIDAY_SCHEDULE, granted.id)
        await self.jobs.plan(JobKind.HOLIDAYS_ENDING, granted.id, reminder_time(until))
