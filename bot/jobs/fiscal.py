"""Registering fiscal receipts."""

from dataclasses import dataclass
from datetime import datetime

from domain.gateways import FiscalRegister, GatewayUnclear
from domain.ids import RepaymentId
from domain.ports import Loans, Receipts
from domain.usecases.repayment.fiscal import RecordReceipt
from domain.usecases.settings.profile import LookAtProfile
from storage.engine.database import Database
from storage.queues.work import Job


@dataclass(frozen=True, kw_only=True)
class RegisterReceipt:
    """Subject: the repayment. Asked again until the register says that it has the receipt."""

    db: Database
    receipts: Receipts
    loans: Loans
    look_at_profile: LookAtProfile
    fiscal: FiscalRegister | None
    record_receipt: RecordReceipt

    async def __call__(self, job: Job) -> datetime | None:
        receipt = await self.receipts.get(RepaymentId(job.subject))
        if receipt.registered_at is not None or self.fiscal is None:
            return None
        loan = await self.loans.get(receipt.loan_id)
        profile = await self.look_at_profile(borrower_id=receipt.borrower_id)
        found = await self.fiscal.register(
            request_id=receipt.repayment_id,
            at=receipt.paid_at,
            amount=receipt.amount,
            item=f"Проценты по договору займа {loan.contract}",
            email=profile.answers["email"],
        )
        if found is None:  # asked again, and staff learn of it when that goes on for long
            raise GatewayUnclear("fiscal register: accepted, not registered yet")
        async with self.db.transaction():
            await self.record_receipt(repayment_id=receipt.repayment_id, found=found)
        return None
