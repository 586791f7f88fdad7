"""Card bindings, movements of money, loans and accounts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.cards import Binding, CardRefusal
from domain.cards import State as CardState
from domain.gateways import CardFacts
from domain.ids import ApplicationId, BindingId, ChatId, LoanId, MoveId
from domain.loan import Loan
from domain.money import Money
from domain.payments import Kind, Move, State
from storage.codec import dump, load
from storage.crypto import Cipher
from storage.database import Database, Row, instant, iso, maybe_instant, maybe_iso


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

    async def id_of_method(self, method_id: str) -> BindingId | None:
        row = await self.db.one("SELECT id FROM binding WHERE method_id = ?", method_id)
        return BindingId(row["id"]) if row else None

    async def save(self, binding: Binding) -> None:
        card = binding.card
        await self.db.run(
            "INSERT INTO binding (id, application_id, chat_id, state, opened_at, method_id, page, "
            "card, hold, tries_left, answer_by, refusal) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, "
            "method_id = excluded.method_id, page = excluded.page, card = excluded.card, "
            "hold = excluded.hold, tries_left = excluded.tries_left, "
            "answer_by = excluded.answer_by, refusal = excluded.refusal",
            binding.id,
            binding.application_id,
            binding.chat_id,
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
            chat_id=ChatId(row["chat_id"]),
            state=CardState(row["state"]),
            opened_at=instant(row["opened_at"]),
            method_id=row["method_id"],
            page=row["page"],
            card=load(CardFacts, self.cipher.open(card, "binding.card")) if card else None,
            hold=MoveId(row["hold"]) if row["hold"] else None,
            tries_left=row["tries_left"],
            answer_by=maybe_instant(row["answer_by"]),
            refusal=CardRefusal(row["refusal"]) if row["refusal"] else None,
        )


@dataclass(frozen=True)
class MoveRows:
    db: Database

    async def get(self, move_id: MoveId) -> Move:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM move WHERE id = ?", move_id)
        if row is None:
            raise KeyError(move_id)
        return _move(row)

    async def live_payout(self, application_id: ApplicationId) -> Move | None:
        row = await self.db.one(
            "SELECT * FROM move WHERE application_id = ? AND kind = 'payout' AND state <> 'failed'",
            application_id,
        )
        return _move(row) if row else None

    async def id_of_bank_object(self, bank_id: str) -> MoveId | None:
        row = await self.db.one("SELECT id FROM move WHERE bank_id = ?", bank_id)
        return MoveId(row["id"]) if row else None

    async def save(self, move: Move) -> None:
        await self.db.run(
            "INSERT INTO move (id, kind, application_id, binding_id, amount, key, state, "
            "reserved_at, sent_at, bank_id, reason, settled_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, sent_at = excluded.sent_at, "
            "bank_id = excluded.bank_id, reason = excluded.reason, "
            "settled_at = excluded.settled_at",
            move.id,
            move.kind,
            move.application_id,
            move.binding_id,
            move.amount.kopecks,
            move.key,
            move.state,
            iso(move.reserved_at),
            maybe_iso(move.sent_at),
            move.bank_id,
            move.reason,
            maybe_iso(move.settled_at),
        )


def _move(row: Row) -> Move:
    return Move(
        id=MoveId(row["id"]),
        kind=Kind(row["kind"]),
        application_id=ApplicationId(row["application_id"]),
        binding_id=BindingId(row["binding_id"]),
        amount=Money(row["amount"]),
        key=row["key"],
        state=State(row["state"]),
        reserved_at=instant(row["reserved_at"]),
        sent_at=maybe_instant(row["sent_at"]),
        bank_id=row["bank_id"],
        reason=row["reason"],
        settled_at=maybe_instant(row["settled_at"]),
    )


@dataclass(frozen=True)
class LoanRows:
    db: Database
    cipher: Cipher

    async def get(self, loan_id: LoanId) -> Loan:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM loan WHERE id = ?", loan_id)
        if row is None:
            raise KeyError(loan_id)
        return _loan(row)

    async def open_in(self, chat_id: ChatId) -> Loan | None:
        row = await self.db.one(
            "SELECT * FROM loan WHERE chat_id = ? AND closed_on IS NULL LIMIT 1", chat_id
        )
        return _loan(row) if row else None

    async def open_of_phone(self, phone: str) -> Loan | None:
        row = await self.db.one(
            "SELECT * FROM loan WHERE phone_index = ? AND closed_on IS NULL LIMIT 1",
            self.cipher.index(phone),
        )
        return _loan(row) if row else None

    async def count_repaid(self, chat_id: ChatId) -> int:
        row = await self.db.one(
            "SELECT count(*) AS n FROM loan WHERE chat_id = ? AND closed_on IS NOT NULL", chat_id
        )
        return int(row["n"]) if row else 0

    async def add(self, loan: Loan, phone: str) -> None:
        await self.db.run(
            "INSERT INTO loan (id, application_id, binding_id, chat_id, phone_index, contract, "
            "principal, daily_rate, issued_at, issued_on, days, law, closed_on) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            loan.id,
            loan.application_id,
            loan.binding_id,
            loan.chat_id,
            self.cipher.index(phone),
            loan.contract,
            loan.principal.kopecks,
            str(loan.daily_rate),
            iso(loan.issued_at),
            loan.issued_on.isoformat(),
            loan.days,
            loan.law,
            loan.closed_on.isoformat() if loan.closed_on else None,
        )


def _loan(row: Row) -> Loan:
    return Loan(
        id=LoanId(row["id"]),
        application_id=ApplicationId(row["application_id"]),
        binding_id=BindingId(row["binding_id"]),
        chat_id=ChatId(row["chat_id"]),
        contract=row["contract"],
        principal=Money(row["principal"]),
        daily_rate=Decimal(row["daily_rate"]),
        issued_at=instant(row["issued_at"]),
        issued_on=date.fromisoformat(row["issued_on"]),
        days=row["days"],
        law=row["law"],
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
    )


@dataclass(frozen=True)
class AccountRows:
    db: Database
    cipher: Cipher

    async def set_password(self, *, phone: str, chat_id: ChatId, password_hash: str) -> None:
        await self.db.run(
            "INSERT INTO account (phone_index, chat_id, password_hash) VALUES (?, ?, ?) "
            "ON CONFLICT (phone_index) DO UPDATE SET password_hash = excluded.password_hash",
            self.cipher.index(phone),
            chat_id,
            password_hash,
        )

    async def has_password(self, phone: str) -> bool:
        index = self.cipher.index(phone)
        found = await self.db.one("SELECT 1 FROM account WHERE phone_index = ?", index)
        return found is not None
