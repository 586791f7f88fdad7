"""Where a chat stands: read at once, for /start, /status and lost people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import Application, ApplicationStatus, Draft, Reason
from domain.model.bank_operation import BankOperation
from domain.model.card_binding import Binding, BindingStatus
from domain.model.loan import Loan
from domain.money import Money
from domain.ports import Accounts, Applications, BankOperations, Bindings, Drafts, Loans
from domain.rules.decision import pause_days, pause_of
from domain.rules.decision.history import Barred, History, barred_by
from domain.rules.product import next_limit, personal_limit
from domain.usecases.applications.pricing import Price
from domain.usecases.applications.withdrawing import on_its_way
from domain.usecases.ledger.looking_back import LookBack
from domain.usecases.loan_view.looking import LoanView, LookAtLoan


@dataclass(frozen=True)
class Closed:
    """No new loan before `until`; None: no day can be told. `reason`: BLOCKED, HISTORY, that of a
    rejection which still holds, or PAUSE."""

    reason: Reason
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Overview:
    draft: Draft | None
    application: Application | None
    binding: Binding | None  # of that application
    loan: LoanView | None  # the open one
    today: date
    limit: Money  # what may be borrowed at most
    limit_after: Money  # when the loan of now is repaid
    barred_after: Barred | None  # no new loan even then
    closed: Closed | None  # why no new loan may be had now
    pause_after: int  # days that the law asks for between the loan of now and the next
    next_limit: tuple[int, Money] | None  # so many more repaid loans raise it to this
    returning: bool  # a loan was repaid here
    account: bool  # it has opened
    blocked: bool  # by staff: no new loan
    refusable: bool  # signed, and the money isn't on its way
    payout: BankOperation | None = None  # of a signed application, unless it has failed
    given_up: Loan | None = None  # the last loan, if its debt was written off

    @property
    def applying(self) -> bool:
        return self.application is not None and self.application.live

    @property
    def card_waits(self) -> Binding | None:
        """A card for the wallet whose sum is asked for."""
        issued = (
            self.application is not None and self.application.status is ApplicationStatus.ISSUED
        )
        asking = self.binding is not None and self.binding.state is BindingStatus.ASKING
        return self.binding if issued and asking else None


@dataclass(frozen=True, kw_only=True)
class LookAround:
    drafts: Drafts
    applications: Applications
    bindings: Bindings
    loans: Loans
    accounts: Accounts
    look_back: LookBack
    operations: BankOperations
    price: Price
    look_at_loan: LookAtLoan
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> Overview:
        application = await self.applications.last(borrower_id)
        offered = await self.price.offered(borrower_id)
        account = await self.accounts.get(borrower_id)
        open_ = await self.loans.open_in(borrower_id)
        last = None if open_ else await self.loans.last_closed(borrower_id)
        view = await self.look_at_loan(borrower_id=borrower_id) if open_ else None
        after = await self._after(view) if view else None
        loans = await self.loans.of_borrower(borrower_id)
        signed = application is not None and application.status in (
            ApplicationStatus.COOLING,
            ApplicationStatus.SIGNED,
        )
        payout = (
            await self.operations.live_payout(application.id) if application and signed else None
        )
        blocked = await self._blocked({borrower_id, *(loan.borrower_id for loan in loans)})
        return Overview(
            draft=await self.drafts.get(borrower_id),
            application=application,
            binding=await self.bindings.last(application.id) if application else None,
            loan=view,
            today=self.clock.today(),
            limit=offered.limit,
            limit_after=personal_limit(after.steps) if after else offered.limit,
            barred_after=barred_by(after, self.clock.today()) if after else None,
            closed=self._closed(offered.history, loans, application, blocked=blocked),
            pause_after=pause_days(open_.psk, self.clock.today()) if open_ else 0,
            next_limit=next_limit(offered.history.steps),
            returning=offered.returning,
            account=account is not None and account.opened,
            blocked=blocked,
            given_up=last if last is not None and last.written_off_on is not None else None,
            refusable=signed and not on_its_way(payout),
            payout=payout,
        )

    async def _after(self, view: LoanView) -> History:
        """If the loan were repaid today."""
        return await self.look_back.once_closed(
            view.loan_state.loan, view.loan_state.debt.days_overdue
        )

    async def _blocked(self, borrowers: set[BorrowerId]) -> bool:
        """Any account of the person."""
        accounts = [await self.accounts.get(one) for one in sorted(borrowers)]
        return any(one is not None and one.blocked for one in accounts)

    def _closed(
        self,
        history: History,
        loans: Sequence[Loan],
        last: Application | None,
        *,
        blocked: bool,
    ) -> Closed | None:
        """The same that the gate at the sum looks at (gates.py)."""
        today = self.clock.today()
        if blocked:
            return Closed(Reason.BLOCKED)
        if (barred := barred_by(history, today)) is not None:
            return Closed(Reason.HISTORY, barred.until)
        if last is not None and last.rejected_on(today):
            return Closed(last.reason or Reason.SCORE, last.retry_on)
        until = pause_of(loans, today)
        return Closed(Reason.PAUSE, until) if until is not None else None
