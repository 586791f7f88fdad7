"""A borrower with a loan, as somebody who pays it: over the real use cases, jobs and SQLite."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Self

from domain.gateways import GatewayUnclear
from domain.ids import CardId, LoanId
from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import Posting
from domain.model.cards import Card
from domain.model.jobs import JobKind
from domain.model.loan import Loan
from domain.model.repayment import Repayment
from domain.money import Money
from domain.notifications import PaymentCodeSms
from domain.usecases.ledger.post_to_ledger import LoanState
from domain.usecases.loan_view.looking import LoanView
from storage.queues.work import Job
from storage.rows.cards import CardRows
from storage.rows.ledger import LedgerRows
from storage.rows.repayment import RepaymentRows
from tests.support.answers import CARD
from tests.support.lender import IVAN, Lender
from tests.support.till import Till


@dataclass
class Payer:
    """`lender` has given a loan; from now on its bank is a till."""

    lender: Lender
    till: Till = field(init=False)
    loan_id: LoanId = field(init=False)

    @classmethod
    async def come(cls, lender: Lender, **wish: Any) -> Self:
        payer = cls(lender)
        if await lender.loans.open_in(IVAN) is None:
            await lender.has_loan(**wish)
        await lender.told()
        loan = await lender.loans.open_in(IVAN)
        assert loan is not None
        payer.loan_id = loan.id
        payer.till = Till(lender.clock)
        for name in ("charge", "open_payment", "payment", "find_payments"):
            setattr(lender.bank, name, getattr(payer.till, name))
        for name in ("refund", "refund_of", "refunds_of", "find_refunds"):
            setattr(lender.bank, name, getattr(payer.till, name))
        lender.bank.refunds = payer.till.all_refunds
        await payer.has_card()
        return payer

    async def has_card(self) -> None:
        cards = CardRows(self.lender.db, self.lender.cipher)
        if not await cards.of(IVAN):
            await cards.save(
                Card(
                    id=CardId("card"),
                    borrower_id=IVAN,
                    facts=CARD,
                    bound_at=self.lender.clock.now(),
                    method_id="pm-card",
                    default=True,
                )
            )

    async def view(self) -> LoanView:
        found: LoanView = await self.lender.do("look_at_loan", borrower_id=IVAN)
        return found

    async def loan(self) -> Loan:
        return await self.lender.loans.get(self.loan_id)

    async def postings(self) -> list[Posting]:
        return list(await LedgerRows(self.lender.db).postings(self.loan_id))

    async def repayments(self) -> list[Repayment]:
        return list(await RepaymentRows(self.lender.db).of_loan(self.loan_id))

    async def asks(self, purpose: PaymentPurpose, amount: Money | None = None) -> Repayment:
        asked = await self.lender.do(
            "ask_repayment", borrower_id=IVAN, purpose=purpose, amount=amount
        )
        repayment: Repayment = asked.repayment
        return repayment

    async def pays(
        self, purpose: PaymentPurpose = PaymentPurpose.FULL, amount: Money | None = None
    ) -> Repayment:
        """By the bound card, with the code; the money has not moved yet."""
        repayment = await self.asks(purpose, amount)
        await self.taps_pay(repayment)
        return await self.types_code(repayment)

    async def taps_pay(self, repayment: Repayment) -> None:
        opened = self.lender.wiring.provided["open_repayment"]
        async with self.lender.db.transaction():
            await opened.by_card(  # type: ignore[attr-defined]
                borrower_id=IVAN, repayment_id=repayment.id, number=0
            )

    async def types_code(self, repayment: Repayment, digits: str | None = None) -> Repayment:
        if digits is None:
            heard = [one for one in await self.lender.told() if isinstance(one, PaymentCodeSms)]
            digits = heard[-1].digits
        _, _, moving = await self.lender.do(
            "confirm_repayment", borrower_id=IVAN, repayment_id=repayment.id, digits=digits
        )
        found: Repayment = moving
        return found

    async def opens_page(
        self, purpose: PaymentPurpose = PaymentPurpose.FULL, amount: Money | None = None
    ) -> Repayment:
        repayment = await self.asks(purpose, amount)
        opened = self.lender.wiring.provided["open_repayment"]
        async with self.lender.db.transaction():
            moving: Repayment = await opened.by_page(  # type: ignore[attr-defined]
                borrower_id=IVAN, repayment_id=repayment.id
            )
        return moving

    async def works(self, *kinds: str) -> None:
        """Do every job of these kinds that is due, once."""
        rows = await self.lender.db.all("SELECT * FROM job ORDER BY due_at")
        for row in rows:
            if row["kind"] not in (kinds or ("move",)):
                continue
            job = Job(row["kind"], row["subject"], row["plan"], row["attempts"] + 1)
            try:
                again = await self.lender.wiring.works[job.kind](job)
            except GatewayUnclear:
                again = self.lender.clock.now() + timedelta(minutes=1)
            async with self.lender.db.transaction():
                if again is None:
                    await self.lender.jobs.finish(job)
                else:
                    await self.lender.jobs.again(job, again)

    async def hears_of(self, repayment: Repayment) -> None:
        """The bank's notification: only a hint to ask again."""
        async with self.lender.db.transaction():
            await self.lender.jobs.plan(JobKind.BANK_OPERATION, repayment.operation_id or "")
        await self.works()

    async def wait(self, **by: float) -> None:
        """Time passes, and the nightly scan has looked."""
        self.lender.clock.move(**by)
        async with self.lender.db.transaction():
            await self.lender.jobs.plan(JobKind.WATCH_LOANS, "all")
        await self.works("watch_loans")

    async def loan_state(self) -> LoanState:
        loan_state: LoanState = await self.lender.wiring.works[
            "watch_loans"
        ].scan_due.post_to_ledger(  # type: ignore[attr-defined]
            loan_id=self.loan_id
        )
        return loan_state
