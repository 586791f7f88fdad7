"""Repayments, and the agreements that some of them pay for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.ids import (
    AgreementId,
    BorrowerId,
    CardId,
    DocumentId,
    LoanId,
    OperationId,
    RepaymentId,
)
from domain.ledger.loan_events import PaymentPurpose
from domain.model.agreement import Agreement, AgreementStatus
from domain.model.repayment import PaymentWay, Repayment, RepaymentStatus
from domain.money import Money
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class RepaymentRows:
    db: Database

    async def get(self, repayment_id: RepaymentId) -> Repayment:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM repayment WHERE id = ?", repayment_id)
        if row is None:
            raise KeyError(repayment_id)
        return _repayment(row)

    async def of_loan(self, loan_id: LoanId) -> Sequence[Repayment]:
        """All that were opened, the newest first."""
        rows = await self.db.all(
            "SELECT * FROM repayment WHERE loan_id = ? AND opened_at IS NOT NULL "
            "ORDER BY opened_at DESC, rowid DESC",
            loan_id,
        )
        return [_repayment(row) for row in rows]

    async def in_motion(self, loan_id: LoanId) -> Sequence[Repayment]:
        rows = await self.db.all(
            "SELECT * FROM repayment WHERE loan_id = ? AND state = ? ORDER BY opened_at",
            loan_id,
            RepaymentStatus.MOVING,
        )
        return [_repayment(row) for row in rows]

    async def save(self, repayment: Repayment) -> None:
        await self.db.run(
            "INSERT INTO repayment (id, loan_id, borrower_id, amount, purpose, state, asked_at, "
            "quote_day, way, card_id, opened_at, move_id, page, agreement_id, auto, paid_at, "
            "booked_on, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET amount = excluded.amount, purpose = excluded.purpose, "
            "state = excluded.state, way = excluded.way, "
            "card_id = excluded.card_id, opened_at = excluded.opened_at, "
            "move_id = excluded.move_id, page = excluded.page, paid_at = excluded.paid_at, "
            "booked_on = excluded.booked_on, reason = excluded.reason",
            repayment.id,
            repayment.loan_id,
            repayment.borrower_id,
            repayment.amount.kopecks,
            repayment.purpose,
            repayment.state,
            iso(repayment.asked_at),
            repayment.quote_day.isoformat(),
            repayment.way,
            repayment.card_id,
            maybe_iso(repayment.opened_at),
            repayment.operation_id,
            repayment.page,
            repayment.agreement_id,
            int(repayment.auto),
            maybe_iso(repayment.paid_at),
            repayment.booked_on.isoformat() if repayment.booked_on else None,
            repayment.reason,
        )


def _repayment(row: Row) -> Repayment:
    return Repayment(
        id=RepaymentId(row["id"]),
        loan_id=LoanId(row["loan_id"]),
        borrower_id=BorrowerId(row["borrower_id"]),
        amount=Money(row["amount"]),
        purpose=PaymentPurpose(row["purpose"]),
        state=RepaymentStatus(row["state"]),
        asked_at=instant(row["asked_at"]),
        quote_day=date.fromisoformat(row["quote_day"]),
        way=PaymentWay(row["way"]) if row["way"] else None,
        card_id=CardId(row["card_id"]) if row["card_id"] else None,
        opened_at=maybe_instant(row["opened_at"]),
        operation_id=OperationId(row["move_id"]) if row["move_id"] else None,
        page=row["page"],
        agreement_id=AgreementId(row["agreement_id"]) if row["agreement_id"] else None,
        auto=bool(row["auto"]),
        paid_at=maybe_instant(row["paid_at"]),
        booked_on=date.fromisoformat(row["booked_on"]) if row["booked_on"] else None,
        reason=row["reason"],
    )


@dataclass(frozen=True)
class AgreementRows:
    db: Database

    async def get(self, agreement_id: AgreementId) -> Agreement:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM agreement WHERE id = ?", agreement_id)
        if row is None:
            raise KeyError(agreement_id)
        return _agreement(row)

    async def last(self, loan_id: LoanId) -> Agreement | None:
        row = await self.db.one(
            "SELECT * FROM agreement WHERE loan_id = ? ORDER BY asked_at DESC, rowid DESC LIMIT 1",
            loan_id,
        )
        return _agreement(row) if row else None

    async def in_force_since(self, loan_id: LoanId, since: date) -> Sequence[Agreement]:
        rows = await self.db.all(
            "SELECT * FROM agreement WHERE loan_id = ? AND state = ? AND valid_on >= ? "
            "ORDER BY asked_at",
            loan_id,
            AgreementStatus.IN_FORCE,
            since.isoformat(),
        )
        return [_agreement(row) for row in rows]

    async def save(self, agreement: Agreement) -> None:
        await self.db.run(
            "INSERT INTO agreement (id, loan_id, borrower_id, state, valid_on, asked_at, days, "
            "due, price, psk, card_id, document, signed_at, repayment_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, card_id = excluded.card_id, "
            "document = excluded.document, signed_at = excluded.signed_at, "
            "repayment_id = excluded.repayment_id",
            agreement.id,
            agreement.loan_id,
            agreement.borrower_id,
            agreement.state,
            agreement.on.isoformat(),
            iso(agreement.asked_at),
            agreement.days,
            agreement.due.isoformat(),
            agreement.price.kopecks,
            str(agreement.psk),
            agreement.card_id,
            agreement.document,
            maybe_iso(agreement.signed_at),
            agreement.repayment_id,
        )


def _agreement(row: Row) -> Agreement:
    return Agreement(
        id=AgreementId(row["id"]),
        loan_id=LoanId(row["loan_id"]),
        borrower_id=BorrowerId(row["borrower_id"]),
        state=AgreementStatus(row["state"]),
        on=date.fromisoformat(row["valid_on"]),
        asked_at=instant(row["asked_at"]),
        days=row["days"],
        due=date.fromisoformat(row["due"]),
        price=Money(row["price"]),
        psk=Decimal(row["psk"]),
        card_id=CardId(row["card_id"]) if row["card_id"] else None,
        document=DocumentId(row["document"]) if row["document"] else None,
        signed_at=maybe_instant(row["signed_at"]),
        repayment_id=RepaymentId(row["repayment_id"]) if row["repayment_id"] else None,
    )
