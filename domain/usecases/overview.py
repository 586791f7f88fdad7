"""Where a chat stands: read at once, for /start, /status and lost people."""

from dataclasses import dataclass
from datetime import date

from domain.application import Application, Draft, Status
from domain.cards import Binding, State
from domain.dates import Clock
from domain.ids import BorrowerId
from domain.loan import Loan
from domain.money import Money
from domain.ports import Accounts, Applications, Bindings, Drafts, Loans, Moves
from domain.product import next_limit, personal_limit
from domain.usecases.looking import LoanView, LookAtLoan
from domain.usecases.pricing import Price
from domain.usecases.withdrawing import on_its_way


@dataclass(frozen=True, kw_only=True)
class Overview:
    draft: Draft | None
    application: Application | None
    binding: Binding | None  # of that application
    loan: LoanView | None  # the open one
    today: date
    limit: Money  # what may be borrowed at most
    limit_after: Money  # when one more loan is repaid
    next_limit: tuple[int, Money] | None  # so many more repaid loans raise it to this
    returning: bool  # a loan was repaid here
    account: bool  # it has opened
    blocked: bool  # by staff: no new loan
    refusable: bool  # signed, and the money isn't on its way
    given_up: Loan | None = None  # the last loan, if its debt was written off

    @property
    def applying(self) -> bool:
        return self.application is not None and self.application.live

    @property
    def card_waits(self) -> Binding | None:
        """A card for the wallet whose sum is asked for."""
        issued = self.application is not None and self.application.status is Status.ISSUED
        asking = self.binding is not None and self.binding.state is State.ASKING
        return self.binding if issued and asking else None


@dataclass(frozen=True, kw_only=True)
class LookAround:
    drafts: Drafts
    applications: Applications
    bindings: Bindings
    loans: Loans
    accounts: Accounts
    moves: Moves
    price: Price
    look_at_loan: LookAtLoan
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> Overview:
        application = await self.applications.last(borrower_id)
        offered = await self.price.offered(borrower_id)
        account = await self.accounts.get(borrower_id)
        owes = await self.loans.open_in(borrower_id) is not None
        last = None if owes else await self.loans.last_closed(borrower_id)
        return Overview(
            draft=await self.drafts.get(borrower_id),
            application=application,
            binding=await self.bindings.last(application.id) if application else None,
            loan=await self.look_at_loan(borrower_id=borrower_id) if owes else None,
            today=self.clock.today(),
            limit=offered.limit,
            limit_after=personal_limit(offered.repaid + 1),
            next_limit=next_limit(offered.repaid),
            returning=offered.returning,
            account=account is not None and account.opened,
            blocked=account is not None and account.blocked,
            given_up=last if last is not None and last.written_off_on is not None else None,
            refusable=await self._refusable(application),
        )

    async def _refusable(self, application: Application | None) -> bool:
        if application is None or application.status not in (Status.COOLING, Status.SIGNED):
            return False
        return not on_its_way(await self.moves.live_payout(application.id))
