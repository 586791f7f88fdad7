"""Promises to pay, applications for credit holidays, and standing consents to charge."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.ids import BorrowerId, CardId, LoanId
from domain.model.autopay import Autopay
from domain.model.credit_holidays import CreditHolidays, Ground, HolidaysStatus
from domain.model.promise import Promise
from domain.money import Money
from storage.engine.database import Database, Row, instant, iso, maybe_instant, maybe_iso


@dataclass(frozen=True)
class PromiseRows:
    db: Database

    async def last(self, loan_id: LoanId) -> Promise | None:
        row = await self.db.one(
            "SELECT * FROM promise WHERE loan_id = ? ORDER BY made_at DESC, rowid DESC LIMIT 1",
            loan_id,
        )
        if row is None:
            return None
        return Promise(
            id=row["id"],
            loan_id=LoanId(row["loan_id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            day=date.fromisoformat(row["day"]),
            amount=Money(row["amount"]),
            made_at=instant(row["made_at"]),
            kept=None if row["kept"] is None else bool(row["kept"]),
        )

    async def count_broken(self, loan_ids: Sequence[LoanId]) -> int:
        places = ", ".join("?" * len(loan_ids))
        row = await self.db.one(
            f"SELECT count(*) AS n FROM promise WHERE kept = 0 AND loan_id IN ({places})",
            *loan_ids,
        )
        return int(row["n"]) if row else 0

    async def save(self, promise: Promise) -> None:
        await self.db.run(
            "INSERT INTO promise (id, loan_id, borrower_id, day, amount, made_at, kept) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET day = excluded.day, kept = excluded.kept",
            promise.id,
            promise.loan_id,
            promise.borrower_id,
            promise.day.isoformat(),
            promise.amount.kopecks,
            iso(promise.made_at),
            None if promise.kept is None else int(promise.kept),
        )


@dataclass(frozen=True)
class CreditHolidaysRows:
    db: Database

    async def get(self, holidays_id: str) -> CreditHolidays:
        """KeyError when there is none."""
        row = await self.db.one("SELECT * FROM hardship WHERE id = ?", holidays_id)
        if row is None:
            raise KeyError(holidays_id)
        return _hardship(row)

    async def of_loan(self, loan_id: LoanId) -> Sequence[CreditHolidays]:
        """The newest first."""
        rows = await self.db.all(
            "SELECT * FROM hardship WHERE loan_id = ? ORDER BY asked_at DESC, rowid DESC", loan_id
        )
        return [_hardship(row) for row in rows]

    async def save(self, credit_holidays: CreditHolidays) -> None:
        await self.db.run(
            "INSERT INTO hardship (id, loan_id, borrower_id, ground, months, asked_at, state, "
            "since, until, daily_rate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, since = excluded.since, "
            "until = excluded.until, daily_rate = excluded.daily_rate",
            credit_holidays.id,
            credit_holidays.loan_id,
            credit_holidays.borrower_id,
            credit_holidays.ground,
            credit_holidays.months,
            iso(credit_holidays.asked_at),
            credit_holidays.state,
            credit_holidays.since.isoformat() if credit_holidays.since else None,
            credit_holidays.until.isoformat() if credit_holidays.until else None,
            str(credit_holidays.daily_rate) if credit_holidays.daily_rate is not None else None,
        )


def _hardship(row: Row) -> CreditHolidays:
    return CreditHolidays(
        id=row["id"],
        loan_id=LoanId(row["loan_id"]),
        borrower_id=BorrowerId(row["borrower_id"]),
        ground=Ground(row["ground"]),
        months=row["months"],
        asked_at=instant(row["asked_at"]),
        state=HolidaysStatus(row["state"]),
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        daily_rate=Decimal(row["daily_rate"]) if row["daily_rate"] else None,
    )


@dataclass(frozen=True)
class AutopayRows:
    db: Database

    async def get(self, loan_id: LoanId) -> Autopay | None:
        """The last consent, ended or not."""
        row = await self.db.one("SELECT * FROM autopay WHERE loan_id = ?", loan_id)
        if row is None:
            return None
        return Autopay(
            loan_id=LoanId(row["loan_id"]),
            borrower_id=BorrowerId(row["borrower_id"]),
            card_id=CardId(row["card_id"]),
            given_at=instant(row["given_at"]),
            text_sha256=row["text_sha256"],
            ended_at=maybe_instant(row["ended_at"]),
        )

    async def save(self, autopay: Autopay, text: str | None = None) -> None:
        """`text`: the wording agreed to, kept once under its hash."""
        if text is not None:
            await self.db.run(
                "INSERT INTO wording (text_sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
                autopay.text_sha256,
                text,
            )
        await self.db.run(
            "INSERT INTO autopay (loan_id, borrower_id, card_id, given_at, text_sha256, ended_at) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (loan_id) DO UPDATE SET "
            "card_id = excluded.card_id, given_at = excluded.given_at, "
            "text_sha256 = excluded.text_sha256, ended_at = excluded.ended_at",
            autopay.loan_id,
            autopay.borrower_id,
            autopay.card_id,
            iso(autopay.given_at),
            autopay.text_sha256,
            maybe_iso(autopay.ended_at),
        )
