"""How somebody has paid us back: of what is kept with each loan, without replaying anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock, add_days
from domain.ids import BorrowerId
from domain.ledger.replay import replay
from domain.model.loan import Loan
from domain.ports import Ledger, Loans, Promises
from domain.rules.decision.history import History, history_of
from domain.usecases.ledger.post_to_ledger import ReadLedger


@dataclass(frozen=True, kw_only=True)
class CountDelay:
    """The worst delay of a loan that was given before it was kept. Its ledger isn't touched."""

    loans: Loans
    ledger: Ledger
    clock: Clock

    async def __call__(self, loan: Loan) -> Loan:
        loan_events = await self.ledger.loan_events(loan.id)
        until = loan.closed_on or add_days(self.clock.today(), -1)
        worst = replay(loan.contract_terms, loan_events, max(until, loan.issued_on)).worst_delay
        counted = replace(loan, worst_delay=worst)
        await self.loans.save(counted)
        return counted


@dataclass(frozen=True, kw_only=True)
class LookBack:
    loans: Loans
    promises: Promises
    count_delay: CountDelay
    read_ledger: ReadLedger
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId) -> History:
        """As screens show it: the debt of now isn't counted."""
        return await self._of(await self.loans.of_borrower(borrower_id), 0)

    async def of(self, loans: Sequence[Loan]) -> History:
        """The same of these loans."""
        return await self._of(loans, 0)

    async def once_closed(self, loan: Loan, delay: int) -> History:
        """If the open loan were repaid today, `delay` days late."""
        worst = max(delay, loan.worst_delay or 0)
        closed = replace(loan, closed_on=self.clock.today(), worst_delay=worst)
        loans = await self.loans.of_borrower(loan.borrower_id)
        return await self._of([closed if one.id == loan.id else one for one in loans], 0)

    async def exactly(self, loans: Sequence[Loan]) -> History:
        """As a decision needs it: with the debt of now, and delays that nobody has counted yet."""
        now, counted = 0, list[Loan]()
        for loan in loans:
            if loan.worst_delay is None:
                loan = await self.count_delay(loan)
            if loan.closed_on is None:
                now = max(now, (await self.read_ledger(loan)).debt.days_overdue)
            counted.append(loan)
        return await self._of(counted, now)

    async def _of(self, loans: Sequence[Loan], delay_now: int) -> History:
        broken = await self.promises.count_broken([loan.id for loan in loans])
        return history_of(loans, broken=broken, delay_now=delay_now, on=self.clock.today())


@dataclass(frozen=True, kw_only=True)
class CountDelays:
    """Of all such loans, some at a time."""

    loans: Loans
    count_delay: CountDelay

    async def __call__(self, most: int = 20) -> bool:
        """Are there perhaps more?"""
        found = await self.loans.without_delay(most)
        for loan_id in found:
            await self.count_delay(await self.loans.get(loan_id))
        return len(found) == most
