"""Fiscal receipts for interest: made only when the switch says so."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import FiscalReceipt
from domain.ids import RepaymentId
from domain.model.fiscal import Receipt
from domain.model.jobs import JobKind
from domain.model.repayment import Repayment
from domain.money import ZERO, Money
from domain.notifications import ReceiptRegistered
from domain.ports import Jobs, Notices, Receipts


@dataclass(frozen=True, kw_only=True)
class MakeReceipt:
    receipts: Receipts
    jobs: Jobs
    makes_receipts: bool

    async def __call__(self, repayment: Repayment, interest: Money) -> None:
        """Nothing at all while the switch is off, or without interest."""
        if not self.makes_receipts or interest <= ZERO:
            return
        assert repayment.paid_at is not None
        receipt = Receipt(
            repayment_id=repayment.id,
            loan_id=repayment.loan_id,
            borrower_id=repayment.borrower_id,
            amount=interest,
            paid_at=repayment.paid_at,
        )
        await self.receipts.save(receipt)
        await self.jobs.plan(JobKind.FISCAL_RECEIPT, repayment.id)


@dataclass(frozen=True, kw_only=True)
class RecordReceipt:
    """It is registered: only now the borrower hears of it."""

    receipts: Receipts
    notices: Notices
    clock: Clock

    async def __call__(self, *, repayment_id: RepaymentId, found: FiscalReceipt) -> None:
        receipt = await self.receipts.get(repayment_id)
        if receipt.registered_at is not None:
            return
        known = replace(receipt, number=found.number, url=found.url, registered_at=self.clock.now())
        await self.receipts.save(known)
        notice = ReceiptRegistered(amount=receipt.amount, number=found.number, url=found.url)
        await self.notices.tell(receipt.borrower_id, notice)
