"""Fiscal receipts for interest."""

from dataclasses import dataclass

from domain.ids import BorrowerId, LoanId, RepaymentId
from domain.model.fiscal import Receipt
from domain.money import Money
from storage.engine.database import Database, instant, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class ReceiptRows:
    db: Database

    async def get(self, repayment_id: RepaymentId) -> Receipt:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM fiscal_receipt WHERE repayment_id = ?", repayment_id)
        if row is None:
            raise KeyError(repayment_id)
        return Receipt(
            repayment_id=repayment_id,
            loan_id=LoanId(row["loan_id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            amount=Money(row["amount"]),
            paid_at=instant(row["paid_at"]),
            number=row["number"],
            url=row["url"],
            registered_at=maybe_instant(row["registered_at"]),
        )

    async def save(self, receipt: Receipt) -> None:
        await self.db.run(
            "INSERT INTO fiscal_receipt (repayment_id, loan_id, borrower_id, amount, paid_at, "
            "number, url, registered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (repayment_id) DO UPDATE SET number = excluded.number, "
            "url = excluded.url, registered_at = excluded.registered_at",
            receipt.repayment_id,
            receipt.loan_id,
            receipt.borrower_id,
            receipt.amount.kopecks,
            iso(receipt.paid_at),
            receipt.number,
            receipt.url,
            maybe_iso(receipt.registered_at),
        )
