"""Getting the money to the card, exactly once, and the loan that begins with it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.dates import Clock, lender_day
from domain.ids import ApplicationId, LoanId, OperationId, new_id
from domain.model.application import Application, ApplicationStatus
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.card_binding import Binding, BindingStatus, CardRefusal
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.notifications import (
    CardRefused,
    Commands,
    LoanIssued,
    PayoutDelayed,
    PayoutHeld,
    PayoutUnknown,
)
from domain.ports import (
    Accounts,
    Applications,
    BankOperations,
    Bindings,
    Cards,
    Jobs,
    Loans,
    Notices,
)
from domain.refusals import NothingToDo
from domain.rules.editions import edition, version
from domain.usecases.accounts.opening import OpenAccount
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.ledger.counting_shares import CountShare
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.progress.progress import ShowProgress

TRY_AGAIN = timedelta(minutes=10)
CARD_SIDE = "payout_network"  # YooKassa's party when the card itself refuses


@dataclass(frozen=True, kw_only=True)
class ReservePayout:
    """Step one of three: the payout is decided and committed, and nothing has been sent."""

    applications: Applications
    accounts: Accounts
    cards: Cards
    operations: BankOperations
    notices: Notices
    jobs: Jobs
    clock: Clock

    async def __call__(self, *, application: Application, binding: Binding) -> BankOperation | None:
        """None when the account's payouts are held: it is tried again when that is over.
        NothingToDo while another payout of this application isn't certainly dead."""
        if application.status is not ApplicationStatus.SIGNED or application.approved is None:
            raise NothingToDo
        if await self.operations.live_payout(application.id):
            raise NothingToDo
        if (until := await self._held_until(application, binding)) is not None:
            await self.applications.save(replace(application, status=ApplicationStatus.COOLING))
            await self.jobs.plan(JobKind.COOLING_OVER, application.id, until)
            await self.notices.tell(application.borrower_id, PayoutHeld(until=until))
            return None
        operation = BankOperation(
            id=OperationId(new_id()),
            kind=OperationKind.PAYOUT,
            application_id=application.id,
            binding_id=binding.id,
            amount=application.approved,
            key=new_id(),
            state=OperationStatus.RESERVED,
            reserved_at=self.clock.now(),
        )
        await self.operations.save(operation)
        await self.jobs.plan(JobKind.BANK_OPERATION, operation.id)
        return operation

    async def _held_until(self, application: Application, binding: Binding) -> datetime | None:
        """The way into the account has changed: its owner has time to notice."""
        account = await self.accounts.get(application.borrower_id)
        if account is None or account.hold is None:
            return None
        known = await self.cards.with_method(binding.method_id) if binding.method_id else None
        holds = account.hold.holds(self.clock.now(), known.bound_at if known else None)
        return account.hold.until if holds else None


@dataclass(frozen=True, kw_only=True)
class RetryPayout:
    """Try the payout of a signed application again, with a new key, on the verified card."""

    applications: Applications
    bindings: Bindings
    operations: BankOperations
    reserve_payout: ReservePayout

    async def __call__(self, *, application_id: ApplicationId) -> bool:
        """False when there is nothing to try: paid already, under way, or no verified card."""
        application = await self.applications.get(application_id)
        binding = await self.bindings.last(application_id)
        if (
            application.status is not ApplicationStatus.SIGNED
            or binding is None
            or binding.state is not BindingStatus.VERIFIED
            or await self.operations.live_payout(application_id)
        ):
            return False
        await self.reserve_payout(application=application, binding=binding)
        return True


@dataclass(frozen=True, kw_only=True)
class PayoutArrived:
    """The bank has confirmed the payout: the loan begins, its term counts from here."""

    applications: Applications
    bindings: Bindings
    loans: Loans
    notices: Notices
    open_account: OpenAccount
    post_to_ledger: PostToLedger
    count_share: CountShare
    solve_case: SolveCase
    show_progress: ShowProgress
    jobs: Jobs

    async def __call__(self, operation: BankOperation) -> None:
        application = await self.applications.get(operation.application_id)
        if application.status is not ApplicationStatus.SIGNED:
            return
        binding = await self.bindings.get(operation.binding)
        assert application.contract is not None
        assert operation.settled_at is not None
        assert binding.card is not None
        law = application.law or version()  # the paper that was signed is of that edition
        loan = Loan(
            id=LoanId(new_id()),
            application_id=application.id,
            binding_id=binding.id,
            borrower_id=application.borrower_id,
            contract=application.contract,
            product=application.product,
            principal=operation.amount,
            daily_rate=edition(law).product(application.product).daily_rate,
            issued_at=operation.settled_at,
            issued_on=lender_day(operation.settled_at),
            days=application.days,
            person_id=application.person_id,
            law=law,
        )
        await self.loans.add(loan, application.form)
        await self.post_to_ledger(loan_id=loan.id)
        application = replace(application, status=ApplicationStatus.ISSUED)
        await self.applications.save(application)
        await self.count_share(application, loan)
        await self.open_account(application)
        await self.show_progress(application)
        await self.jobs.drop(JobKind.PAYOUT_RETRY, application.id)
        await self.solve_case(kind=CaseKind.PAYOUT, subject=application.id)
        first = loan.schedule()[0]
        await self.notices.tell(
            loan.borrower_id,
            LoanIssued(
                contract=loan.contract,
                amount=loan.principal,
                last4=binding.card.last4,
                due_on=first.day,
                payment=first.amount,
                payments=len(loan.schedule()),
                total=loan.total,
            ),
        )
        await self.notices.tell(loan.borrower_id, Commands(who="borrower"))


@dataclass(frozen=True, kw_only=True)
class PayoutLost:
    """The key is forgotten and the bank finds no such payout: a person looks."""

    applications: Applications
    notices: Notices
    open_case: OpenCase
    show_progress: ShowProgress

    async def __call__(self, operation: BankOperation) -> None:
        application = await self.applications.get(operation.application_id)
        known = await self.open_case.cases.last_about(CaseKind.LOST_PAYOUT, operation.id)
        if known is None:  # said once, not whenever staff have it looked for
            await self.show_progress(application)
            await self.notices.tell(application.borrower_id, PayoutUnknown(amount=operation.amount))
        facts = {"amount": str(operation.amount), "reference": operation.id}
        await self.open_case(kind=CaseKind.LOST_PAYOUT, subject=operation.id, facts=facts)


@dataclass(frozen=True, kw_only=True)
class PayoutFailed:
    """Only a card's own refusal asks for another card; the rest is the lender's trouble."""

    bindings: Bindings
    notices: Notices
    jobs: Jobs
    open_case: OpenCase
    clock: Clock

    async def __call__(self, operation: BankOperation, *, party: str | None) -> None:
        binding = await self.bindings.get(operation.binding)
        if party == CARD_SIDE:
            refused = CardRefusal.PAYOUT
            await self.bindings.save(replace(binding, state=BindingStatus.REFUSED, refusal=refused))
            last4 = binding.card.last4 if binding.card else None
            await self.notices.tell(binding.borrower_id, CardRefused(refusal=refused, last4=last4))
            return
        known = await self.open_case.cases.open_about(CaseKind.PAYOUT, operation.application_id)
        if known is None:  # said once, not at every try
            await self.notices.tell(binding.borrower_id, PayoutDelayed(amount=operation.amount))
        facts = {"amount": str(operation.amount), "reason": operation.reason or "?"}
        await self.open_case(kind=CaseKind.PAYOUT, subject=operation.application_id, facts=facts)
        again = self.clock.now() + TRY_AGAIN
        await self.jobs.plan(JobKind.PAYOUT_RETRY, operation.application_id, again)
