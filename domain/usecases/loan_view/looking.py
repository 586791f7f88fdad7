"""What a borrower sees of a loan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import a_year_before
from domain.ids import BorrowerId
from domain.model.agreement import Agreement, State
from domain.model.autopay import Autopay
from domain.model.hardship import Hardship
from domain.model.promise import Promise
from domain.model.repayment import Repayment, Way
from domain.model.wallet import Card
from domain.ports import (
    Agreements,
    Autopays,
    Cards,
    Hardships,
    Loans,
    Promises,
    Repayments,
)
from domain.refusals import NoOpenLoan
from domain.rules.early import no_notice_until
from domain.rules.prolongation import most_extensions
from domain.usecases.ledger.bookkeeping import Kept, ReadLedger
from domain.usecases.ledger.coming import Coming, coming


@dataclass(frozen=True, kw_only=True)
class LoanView:
    kept: Kept
    coming: Coming | None
    motion: Sequence[Repayment]
    cards: Sequence[Card]
    promise: Promise | None
    autopay: Autopay | None  # none, when it has ended
    returns_until: date | None  # the last day of the law's return without notice
    extensions_left: int
    agreement: Agreement | None  # a signed extension that waits for its money
    hardship: Hardship | None  # the newest application for credit holidays

    @property
    def rests(self) -> bool:
        """Do credit holidays last?"""
        return self.hardship is not None and self.hardship.lasts_on(self.kept.today)

    def pays_to_prolong(self, one: Repayment) -> bool:
        return self.agreement is not None and one.agreement_id == self.agreement.id

    def prolonging_charge(self) -> Repayment | None:
        """The charge that pays for the signed extension, while its end isn't known; a page of the
        bank still waits for a person."""
        moving = [one for one in self.motion if self.pays_to_prolong(one)]
        return next((one for one in moving if one.way is Way.CARD), None)


@dataclass(frozen=True, kw_only=True)
class LookAtLoan:
    loans: Loans
    repayments: Repayments
    cards: Cards
    promises: Promises
    autopays: Autopays
    agreements: Agreements
    hardships: Hardships
    read_ledger: ReadLedger

    async def __call__(self, *, borrower_id: BorrowerId) -> LoanView:
        """NoOpenLoan."""
        loan = await self.loans.open_in(borrower_id)
        if loan is None:
            raise NoOpenLoan
        kept = await self.read_ledger(loan)
        autopay = await self.autopays.get(loan.id)
        last = no_notice_until(loan.issued_on, loan.edition)
        today = kept.today
        agreement = await self.agreements.last(loan.id)
        waits = agreement is not None and agreement.state is State.SIGNED
        used = len(await self.agreements.in_force_since(loan.id, a_year_before(today)))
        return LoanView(
            kept=kept,
            coming=coming(kept),
            motion=await self.repayments.in_motion(loan.id),
            cards=await self.cards.of(borrower_id),
            promise=await self.promises.last(loan.id),
            autopay=autopay if autopay and autopay.ended_at is None else None,
            returns_until=last if today <= last else None,
            extensions_left=max(0, most_extensions(today) - used),
            agreement=agreement if waits else None,
            hardship=next(iter(await self.hardships.of_loan(loan.id)), None),
        )
