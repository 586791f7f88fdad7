"""Card bindings and movements of money."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.gateways import CardFacts
from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId, OperationId, RepaymentId
from domain.model.bank_operation import BankOperation, OperationKind, OperationStatus
from domain.model.card_binding import Binding, BindingStatus, CardRefusal
from domain.money import Money
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class BindingRows:
    db: Database
    cipher: Cipher

    async def get(self, binding_id: BindingId) -> Binding:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM binding WHERE id = ?", binding_id)
        if row is None:
            raise KeyError(binding_id)
        return self._binding(row)

    async def last(self, application_id: ApplicationId) -> Binding | None:
        row = await self.db.one(
            "SELECT * FROM binding WHERE application_id = ? ORDER BY opened_at DESC LIMIT 1",
            application_id,
        )
        return self._binding(row) if row else None

    async def opened_since(self, borrower_id: BorrowerId, since: datetime) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM binding WHERE borrower_id = ? AND opened_at > ?",
            borrower_id,
            iso(since),
        )
        return int(row["n"]) if row else 0

    async def id_of_method(self, method_id: str) -> BindingId | None:
        row = await self.db.one("SELECT id FROM binding WHERE method_id = ?", method_id)
        return BindingId(row["id"]) if row else None

    async def save(self, binding: Binding) -> None:
        card = binding.card
        await self.db.run(
            "INSERT INTO binding (id, application_id, borrower_id, state, opened_at, method_id, "
            "page, card, hold, tries_left, answer_by, refusal) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, "
            "method_id = excluded.method_id, page = excluded.page, card = excluded.card, "
            "hold = excluded.hold, tries_left = excluded.tries_left, "
            "answer_by = excluded.answer_by, refusal = excluded.refusal",
            binding.id,
            binding.application_id,
            binding.borrower_id,
            binding.state,
            iso(binding.opened_at),
            binding.method_id,
            binding.page,
            self.cipher.seal(dump(card), "binding.card") if card else None,
            binding.hold,
            binding.tries_left,
            maybe_iso(binding.answer_by),
            binding.refusal,
        )

    def _binding(self, row: Row) -> Binding:
        card = row["card"]
        return Binding(
            id=BindingId(row["id"]),
            application_id=ApplicationId(row["application_id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            state=BindingStatus(row["state"]),
            opened_at=instant(row["opened_at"]),
            method_id=row["method_id"],
            page=row["page"],
            card=load(CardFacts, self.cipher.open(card, "binding.card")) if card else None,
            hold=OperationId(row["hold"]) if row["hold"] else None,
            tries_left=row["tries_left"],
            answer_by=maybe_instant(row["answer_by"]),
            refusal=CardRefusal(row["refusal"]) if row["refusal"] else None,
        )


@dataclass(frozen=True)
class BankOperationRows:
    db: Database

    async def get(self, operation_id: OperationId) -> BankOperation:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM move WHERE id = ?", operation_id)
        if row is None:
            raise KeyError(operation_id)
        return _move(row)

    async def has(self, operation_id: OperationId) -> bool:
        return await self.db.one("SELECT 1 FROM move WHERE id = ?", operation_id) is not None

    async def live_payout(self, application_id: ApplicationId) -> BankOperation | None:
        row = await self.db.one(
            "SELECT * FROM move WHERE application_id = ? AND kind = 'payout' AND state <> 'failed'",
            application_id,
        )
        return _move(row) if row else None

    async def last_payout(self, application_id: ApplicationId) -> BankOperation | None:
        """The newest one, whatever became of it."""
        row = await self.db.one(
            "SELECT * FROM move WHERE application_id = ? AND kind = 'payout' "
            "ORDER BY reserved_at DESC, rowid DESC LIMIT 1",
            application_id,
        )
        return _move(row) if row else None

    async def id_of_bank_object(self, bank_id: str) -> OperationId | None:
        row = await self.db.one("SELECT id FROM move WHERE bank_id = ?", bank_id)
        return OperationId(row["id"]) if row else None

    async def of_repayment(self, repayment_id: RepaymentId) -> Sequence[BankOperation]:
        rows = await self.db.all(
            "SELECT * FROM move WHERE repayment_id = ? ORDER BY reserved_at", repayment_id
        )
        return [_move(row) for row in rows]

    async def unsettled(self) -> Sequence[BankOperation]:
        """Those whose end isn't known."""
        rows = await self.db.all(
            "SELECT * FROM move WHERE state IN ('reserved', 'sent', 'pending', 'releasing') "
            "ORDER BY reserved_at"
        )
        return [_move(row) for row in rows]

    async def bank_time(self) -> datetime | None:
        row = await self.db.one("SELECT max(settled_at) AS at FROM move")
        return maybe_instant(row["at"]) if row else None

    async def save(self, operation: BankOperation) -> None:
        await self.db.run(
            "INSERT INTO move (id, kind, application_id, binding_id, repayment_id, loan_id, "
            "amount, key, state, reserved_at, sent_at, bank_id, reason, settled_at, bank_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, sent_at = excluded.sent_at, "
            "amount = excluded.amount, bank_id = excluded.bank_id, reason = excluded.reason, "
            "settled_at = excluded.settled_at, bank_at = excluded.bank_at",
            operation.id,
            operation.kind,
            operation.application_id,
            operation.binding_id,
            operation.repayment_id,
            operation.loan_id,
            operation.amount.kopecks,
            operation.key,
            operation.state,
            iso(operation.reserved_at),
            maybe_iso(operation.sent_at),
            operation.bank_id,
            operation.reason,
            maybe_iso(operation.settled_at),
            maybe_iso(operation.bank_at),
        )


def _move(row: Row) -> BankOperation:
    return BankOperation(
        id=OperationId(row["id"]),
        kind=OperationKind(row["kind"]),
        application_id=ApplicationId(row["application_id"]),
        binding_id=BindingId(row["binding_id"]) if row["binding_id"] else None,
        repayment_id=RepaymentId(row["repayment_id"]) if row["repayment_id"] else None,
        loan_id=LoanId(row["loan_id"]) if row["loan_id"] else None,
        amount=Money(row["amount"]),
        key=row["key"],
        state=OperationStatus(row["state"]),
        reserved_at=instant(row["reserved_at"]),
        sent_at=maybe_instant(row["sent_at"]),
        bank_id=row["bank_id"],
        reason=row["reason"],
        settled_at=maybe_instant(row["settled_at"]),
        bank_at=maybe_instant(row["bank_at"]),
    )
