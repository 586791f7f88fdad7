"""Keeping a loan's ledger: whatever has happened, however late it is known."""

from dataclasses import dataclass, replace
from datetime import date

from domain.dates import Clock, add_days
from domain.ids import LoanId
from domain.ledger.debt import Debt, debt_on
from domain.ledger.loan_events import LoanEvent
from domain.ledger.postings import Posting, corrections, standing
from domain.ledger.replay import replay
from domain.model.loan import Loan
from domain.ports import Ledger, Loans
from domain.rules.accrual import Terms
from domain.usecases.ledger.reporting import TellBureaus


@dataclass(frozen=True, kw_only=True)
class LoanState:
    """A loan with its ledger as it stands, and the debt at the end of today."""

    loan: Loan
    postings: tuple[Posting, ...]
    today: date
    debt: Debt

    @property
    def standing(self) -> list[Posting]:
        """Without what was reversed."""
        return standing(self.postings)

    def debt_on(self, day: date) -> Debt:
        """What will be owed at the end of a later day, if nothing happens until then."""
        return debt_on(self.loan.terms, self.postings, day)


@dataclass(frozen=True, kw_only=True)
class PostToLedger:
    loans: Loans
    ledger: Ledger
    tell_bureaus: TellBureaus
    clock: Clock

    async def __call__(self, *, loan_id: LoanId, loan_event: LoanEvent | None = None) -> LoanState:
        """Note an event, if there is one, and post what follows. Doing it again changes nothing."""
        if loan_event is not None:
            await self.ledger.add_loan_event(loan_id, loan_event)
        loan = await self.loans.get(loan_id)
        today = self.clock.today()
        yesterday = max(loan.issued_on, add_days(today, -1))
        contract, loan_events = loan.contract_terms, await self.ledger.loan_events(loan_id)
        made = replay(contract, loan_events, yesterday)
        posted = await self.ledger.postings(loan_id)
        await self.ledger.post(loan_id, corrections(posted, made.postings), self.clock.now())
        debt = debt_on(made.terms, made.postings, today)
        loan_state = replace(
            loan,
            later_plans=made.terms.plans[1:],
            closed_on=made.closed_on,
            written_off_on=made.written_off_on,
            worst_delay=max(made.worst_delay, debt.days_overdue),
            watch_on=_watch_on(made.terms, debt, today),
        )
        await self.loans.save(loan_state)
        await self.tell_bureaus(loan_state, contract, made, loan_events, yesterday)
        return LoanState(loan=loan_state, postings=made.postings, today=today, debt=debt)


def _watch_on(terms: Terms, debt: Debt, today: date) -> date | None:
    """The next day on which something falls due: the first of delay, or each day of it."""
    if not debt.total:
        return None
    plan = terms.plans[-1]
    if plan.passed(add_days(today, 1)):
        return add_days(today, 1)
    return add_days(plan.last_days[0], 1)


@dataclass(frozen=True, kw_only=True)
class ReadLedger:
    """The same without posting anything: for looking."""

    ledger: Ledger
    clock: Clock

    async def __call__(self, loan: Loan) -> LoanState:
        postings = tuple(await self.ledger.postings(loan.id))
        today = self.clock.today()
        debt = debt_on(loan.terms, postings, today)
        return LoanState(loan=loan, postings=postings, today=today, debt=debt)
