"""What credit bureaus are told of loans: rows, how far each has come, and disputes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import BorrowerId, LoanId
from domain.ledger.reporting import Row as HistoryRow
from domain.model.credit_history import Answer, Dispute, RowStatus, Sending, Told
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso

BODY, TEXT = "history_row.body", "dispute.text"


@dataclass(frozen=True)
class CreditHistoryRows:
    db: Database
    cipher: Cipher

    async def rows(self, loan_id: LoanId) -> Sequence[HistoryRow]:
        rows = await self.db.all(
            "SELECT * FROM history_row WHERE loan_id = ? ORDER BY number", loan_id
        )
        return [self._row(row) for row in rows]

    async def add(self, loan_id: LoanId, row: HistoryRow, at: datetime) -> None:
        await self.db.run(
            "INSERT INTO history_row (loan_id, number, body, made_at) VALUES (?, ?, ?, ?)",
            loan_id,
            row.number,
            self.cipher.seal(dump(row), BODY),
            iso(at),
        )

    async def send_to(self, bureau: str, loan_id: LoanId, due_on: date) -> None:
        await self.db.run(
            "INSERT INTO history_sending (loan_id, bureau, number, state, due_on) "
            "SELECT loan_id, ?, number, ?, ? FROM history_row WHERE loan_id = ? "
            "ON CONFLICT (loan_id, bureau, number) DO NOTHING",
            bureau,
            RowStatus.WAITING,
            due_on.isoformat(),
            loan_id,
        )

    async def next_for(self, loan_id: LoanId, bureau: str) -> Sending | None:
        row = await self.db.one(
            "SELECT * FROM history_sending WHERE loan_id = ? AND bureau = ? "
            "AND state IN ('waiting', 'rejected') ORDER BY number LIMIT 1",
            loan_id,
            bureau,
        )
        return _sending(row) if row else None

    async def last_accepted(self, loan_id: LoanId, bureau: str) -> int | None:
        row = await self.db.one(
            "SELECT number FROM history_sending WHERE loan_id = ? AND bureau = ? "
            "AND state = 'accepted' ORDER BY number DESC LIMIT 1",
            loan_id,
            bureau,
        )
        return row["number"] if row else None

    async def sending(self, loan_id: LoanId, number: int, bureau: str) -> Sending:
        """KeyError when there is none."""
        row = await self.db.one(
            "SELECT * FROM history_sending WHERE loan_id = ? AND bureau = ? AND number = ?",
            loan_id,
            bureau,
            number,
        )
        if row is None:
            raise KeyError(loan_id, number, bureau)
        return _sending(row)

    async def save(self, sending: Sending) -> None:
        await self.db.run(
            "UPDATE history_sending SET state = ?, settled_at = ?, receipt = ?, reason = ? "
            "WHERE loan_id = ? AND bureau = ? AND number = ?",
            sending.state,
            maybe_iso(sending.settled_at),
            sending.receipt,
            sending.reason,
            sending.loan_id,
            sending.bureau,
            sending.number,
        )

    async def late(self, until: date) -> Sequence[tuple[str, int, date]]:
        rows = await self.db.all(
            "SELECT bureau, count(*) AS n, min(due_on) AS first FROM history_sending "
            "WHERE state IN ('waiting', 'rejected') AND due_on <= ? GROUP BY bureau",
            until.isoformat(),
        )
        return [(row["bureau"], row["n"], date.fromisoformat(row["first"])) for row in rows]

    async def told(self, loan_id: LoanId) -> Sequence[Told]:
        sendings: dict[int, list[Sending]] = {}
        for row in await self.db.all(
            "SELECT * FROM history_sending WHERE loan_id = ? ORDER BY bureau, number", loan_id
        ):
            sendings.setdefault(row["number"], []).append(_sending(row))
        rows = await self.db.all(
            "SELECT * FROM history_row WHERE loan_id = ? ORDER BY number DESC", loan_id
        )
        return [
            Told(
                row=self._row(row),
                made_at=instant(row["made_at"]),
                sendings=tuple(sendings.get(row["number"], ())),
            )
            for row in rows
        ]

    async def begun(self) -> set[str]:
        return {row["bureau"] for row in await self.db.all("SELECT bureau FROM history_bureau")}

    async def begin(self, bureau: str, at: datetime) -> None:
        await self.db.run(
            "INSERT INTO history_bureau (bureau, begun_at) VALUES (?, ?) "
            "ON CONFLICT (bureau) DO NOTHING",
            bureau,
            iso(at),
        )

    async def end(self, bureau: str) -> None:
        await self.db.run("DELETE FROM history_bureau WHERE bureau = ?", bureau)

    async def left_open(self, bureau: str, first: LoanId, last: LoanId) -> Sequence[LoanId]:
        """Of the loans from `first` to `last` those that are closed, whose issue the bureau was
        told, and something since wasn't."""
        rows = await self.db.all(
            "SELECT DISTINCT r.loan_id FROM loan l CROSS JOIN history_row r ON r.loan_id = l.id "
            "JOIN history_sending begun ON begun.loan_id = r.loan_id AND begun.bureau = ? "
            "AND begun.number = 1 "
            "LEFT JOIN history_sending s ON s.loan_id = r.loan_id AND s.bureau = ? "
            "AND s.number = r.number WHERE l.id >= ? AND l.id <= ? AND l.closed_on IS NOT NULL "
            "AND (s.number IS NULL OR s.state = 'waiting')",
            bureau,
            bureau,
            first,
            last,
        )
        return [LoanId(row["loan_id"]) for row in rows]

    async def dispute(self, dispute_id: str) -> Dispute:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM dispute WHERE id = ?", dispute_id)
        if row is None:
            raise KeyError(dispute_id)
        return self._dispute(row)

    async def disputes(self, borrower_id: BorrowerId) -> Sequence[Dispute]:
        rows = await self.db.all(
            "SELECT * FROM dispute WHERE borrower_id = ? ORDER BY asked_at DESC", borrower_id
        )
        return [self._dispute(row) for row in rows]

    async def disputes_due(self, until: date) -> tuple[int, date] | None:
        row = await self.db.one(
            "SELECT count(*) AS n, min(answer_by) AS first FROM dispute "
            "WHERE answer IS NULL AND answer_by <= ?",
            until.isoformat(),
        )
        return (row["n"], date.fromisoformat(row["first"])) if row and row["n"] else None

    async def save_dispute(self, dispute: Dispute) -> None:
        await self.db.run(
            "INSERT INTO dispute (id, borrower_id, loan_id, number, text, asked_at, answer_by, "
            "answer, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET answer = excluded.answer, "
            "answered_at = excluded.answered_at",
            dispute.id,
            dispute.borrower_id,
            dispute.loan_id,
            dispute.number,
            self.cipher.seal(dispute.text, TEXT),
            iso(dispute.asked_at),
            dispute.answer_by.isoformat(),
            dispute.answer,
            maybe_iso(dispute.answered_at),
        )

    def _row(self, row: Row) -> HistoryRow:
        return load(HistoryRow, self.cipher.open(row["body"], BODY))

    def _dispute(self, row: Row) -> Dispute:
        return Dispute(
            id=row["id"],
            borrower_id=BorrowerId(row["borrower_id"]),
            loan_id=LoanId(row["loan_id"]),
            number=row["number"],
            text=self.cipher.open(row["text"], TEXT).decode(),
            asked_at=instant(row["asked_at"]),
            answer_by=date.fromisoformat(row["answer_by"]),
            answer=Answer(row["answer"]) if row["answer"] else None,
            answered_at=maybe_instant(row["answered_at"]),
        )


def _sending(row: Row) -> Sending:
    return Sending(
        loan_id=LoanId(row["loan_id"]),
        number=row["number"],
        bureau=row["bureau"],
        state=RowStatus(row["state"]),
        due_on=date.fromisoformat(row["due_on"]),
        settled_at=maybe_instant(row["settled_at"]),
        receipt=row["receipt"],
        reason=row["reason"],
    )
