"""Credit holidays: asked for by the borrower, granted or not by a person (353-FZ art. 6.1-2)."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock, add_months
from domain.ids import BorrowerId, new_id
from domain.ledger.deeds import Holidays
from domain.model.cases import Action, Kind
from domain.model.hardship import Ground, Hardship, State, holiday_rate
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.notifications import HolidaysDenied, HolidaysGranted
from domain.ports import Agreements, Hardships, Jobs, Loans, Notices
from domain.refusals import HolidaysRefused, NothingToDo, WhyNoHolidays
from domain.rules.cost import MarketAverages
from domain.rules.editions import version
from domain.rules.regulation import rule
from domain.usecases.autopay.autopay_charge import FollowPayment
from domain.usecases.cases.casework import OpenCase
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.credit_holidays.rest_ending import reminder_time
from domain.usecases.ledger.bookkeeping import KeepLedger, ReadLedger
from domain.usecases.ledger.coming import coming
from domain.usecases.servicing.dropping import DropAgreement


@dataclass(frozen=True, kw_only=True)
class LookAtHolidays:
    """May this loan rest at all?"""

    loans: Loans
    hardships: Hardships
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
        for one in await self.hardships.of_loan(loan.id):
            if one.state is State.ASKED:
                raise HolidaysRefused(WhyNoHolidays.ASKED)
            if one.lasts_on(today):
                raise HolidaysRefused(WhyNoHolidays.RUNNING)
            if one.state is State.GRANTED and one.ground is ground:
                raise HolidaysRefused(WhyNoHolidays.ONCE)
        return loan

    def longest(self) -> int:
        """Months; none before there was such a right."""
        most = rule("holidays.max_months", self.clock.today())
        return int(most.number) if most.in_force else 0


@dataclass(frozen=True, kw_only=True)
class AskHolidays:
    """«Отправить заявление»: a person looks at it."""

    hardships: Hardships
    look_at_holidays: LookAtHolidays
    read_ledger: ReadLedger
    open_case: OpenCase
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, ground: Ground, months: int) -> str:
        """The number of the case. NothingToDo, HolidaysRefused."""
        loan = await self.look_at_holidays(borrower_id=borrower_id, ground=ground)
        if not 1 <= months <= self.look_at_holidays.longest():
            raise NothingToDo
        kept = await self.read_ledger(loan)
        asked = Hardship(
            id=new_id(),
            loan_id=loan.id,
            borrower_id=borrower_id,
            ground=ground,
            months=months,
            asked_at=self.clock.now(),
            state=State.ASKED,
        )
        await self.hardships.save(asked)
        facts = {
            "contract": loan.contract,
            "debt": str(kept.debt.total),
            "ground": ground.value,
            "months": str(months),
            "overdue": str(kept.debt.days_overdue),
        }
        case = await self.open_case(kind=Kind.HARDSHIP, subject=asked.id, facts=facts)
        return case.number


@dataclass(frozen=True, kw_only=True)
class DecideHardshipCase:
    """What a person of the staff decides."""

    decides: ClassVar[Decides] = {Kind.HARDSHIP: (Action.APPROVE, Action.REJECT)}

    hardships: Hardships
    loans: Loans
    agreements: Agreements
    keep_ledger: KeepLedger
    drop_agreement: DropAgreement
    follow_payment: FollowPayment
    market: MarketAverages
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when it was decided before. Of a loan that was closed meanwhile nothing is
        said."""
        asked = await self.hardships.get(decision.case.subject)
        if asked.state is not State.ASKED:
            raise NothingToDo
        loan = await self.loans.get(asked.loan_id)
        if decision.action is Action.APPROVE and loan.closed_on is None:
            await self._grant(asked, loan)
            return
        await self.hardships.save(replace(asked, state=State.REFUSED))
        if loan.closed_on is None:
            denied = HolidaysDenied(prolongable=loan.prolongable)
            await self.notices.tell(asked.borrower_id, denied)

    async def _grant(self, asked: Hardship, loan: Loan) -> None:
        """From today on: nothing is overdue until they end. An extension that isn't paid yet would
        end them, so it holds no more."""
        last = await self.agreements.last(loan.id)
        if last is not None and last.live:
            await self.drop_agreement(last)
        today = self.clock.today()
        average = self.market.average(loan.edition.product(loan.product).category, today)
        rate = holiday_rate(loan.daily_rate, average)
        until = add_months(today, asked.months)
        granted = replace(asked, state=State.GRANTED, since=today, until=until, daily_rate=rate)
        await self.hardships.save(granted)
        deed = Holidays(day=today, at=self.clock.now(), until=until, daily_rate=rate, law=version())
        kept = await self.keep_ledger(loan_id=loan.id, deed=deed)
        next_ = coming(kept)
        assert next_ is not None
        await self.notices.tell(
            asked.borrower_id,
            HolidaysGranted(
                until=until,
                daily_rate=rate,
                next_day=next_.day,
                next_amount=next_.amount,
                penalty=kept.debt.penalty,
            ),
        )
        await self.follow_payment.booked(kept)
        await self.jobs.plan(JobKind.REST_SCHEDULE, granted.id)
        await self.jobs.plan(JobKind.REST_ENDING, granted.id, reminder_time(until))
