"""What a borrower sees of a loan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import a_year_before
from domain.ids import BorrowerId
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.autopay import Autopay
from domain.model.cards import Card
from domain.model.credit_holidays import CreditHolidays
from domain.model.promise import Promise
from domain.model.repayment import PaymentWay, Repayment
from domain.ports import (
    Agreements,
    Autopays,
    Cards,
    CreditHolidaysStore,
    Loans,
    Promises,
    Repayments,
)
from domain.refusals import NoOpenLoan
from domain.rules.early import no_notice_until
from domain.rules.prolongation import most_extensions
from domain.usecases.ledger.coming import Coming, coming
from domain.usecases.ledger.post_to_ledger import LoanState, ReadLedger


@dataclass(frozen=True, kw_only=True)
class LoanView:
    loan_state: LoanState
    coming: Coming | None
    motion: Sequence[Repayment]
    cards: Sequence[Card]
    promise: Promise | None
    autopay: Autopay | None  # none, when it has ended
    returns_until: date | None  # the last day of the law's return without notice
    extensions_left: int
    agreement: Agreement | None  # a signed extension that waits for its money
    credit_holidays: CreditHolidays | None  # the newest application for credit holidays

    @property
    def rests(self) -> bool:
        """Do credit holidays last?"""
        return self.credit_holidays is not None and self.credit_holidays.lasts_on(
            self.loan_state.today
        )

    def pays_to_prolong(self, one: Repayment) -> bool:
        return self.agreement is not None and one.agreement_id == self.agreement.id

    def prolonging_charge(self) -> Repayment | None:
        """The charge that pays for the signed extension, while its end isn't known; a page of the
        bank still waits for a person."""
        moving = [one for one in self.motion if self.pays_to_prolong(one)]
        return next((one for one in moving if one.way is PaymentWay.CARD), None)


@dataclass(frozen=True, kw_only=True)
class LookAtLoan:
    loans: Loans
    repayments: Repayments
    cards: Cards
    promises: Promises
    autopays: Autopays
    agreements: Agreements
    credit_holidays_store: CreditHolidaysStore
    read_ledger: ReadLedger

    async def __call__(self, *, borrower_id: BorrowerId) -> LoanView:
        """NoOpenLoan."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NoOpenLoan
        loan_state = await self.read_ledger(loan)
        autopay = await self.autopays.get(loan.id)
        last = no_notice_until(loan.issued_on, loan.edition)
        today = loan_state.today
        agreement = await self.agreements.last(loan.id)
        waits = agreement is not None and agreement.state is AgreementStatus.SIGNED
        used = len(await self.agreements.in_force_since(loan.id, a_year_before(today)))
        return LoanView(
            loan_state=loan_state,
            coming=coming(loan_state),
            motion=await self.repayments.in_motion(loan.id),
            cards=await self.cards.of(borrower_id),
            promise=await self.promises.last(loan.id),
            autopay=autopay if autopay and autopay.ended_at is None else None,
            returns_until=last if today <= last else None,
            extensions_left=max(0, most_extensions(today) - used),
            agreement=agreement if waits else None,
            credit_holidays=next(iter(await self.credit_holidays_store.of_loan(loan.id)), None),
        )
