"""Loans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId, PersonId
from domain.model.application import Form
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.plan import Plan
from storage.engine.codec import dump, load
from storage.engine.crypto import Cipher
from storage.engine.database import Database, Row, instant, iso


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

    async def open_in(self, borrower_id: BorrowerId) -> Loan | None:
        row = await self.db.one(
            "SELECT * FROM loan WHERE borrower_id = ? AND closed_on IS NULL LIMIT 1", borrower_id
        )
        return _loan(row) if row else None

    async def under(self, borrower_id: BorrowerId) -> Sequence[Loan]:
        """All loans under this account, the oldest first."""
        rows = await self.db.all(
            "SELECT * FROM loan WHERE borrower_id = ? ORDER BY issued_at", borrower_id
        )
        return [_loan(row) for row in rows]

    async def of_borrower(self, borrower_id: BorrowerId) -> Sequence[Loan]:
        """All loans of the person whose account this is, the oldest first."""
        rows = await self.db.all(
            "SELECT * FROM loan WHERE borrower_id = ? OR person_id IN "
            "(SELECT person_id FROM loan WHERE borrower_id = ?) ORDER BY issued_at",
            borrower_id,
            borrower_id,
        )
        return [_loan(row) for row in rows]

    async def without_delay(self, most: int) -> Sequence[LoanId]:
        """Loans whose worst delay nobody has counted, found by an index."""
        rows = await self.db.all("SELECT id FROM loan WHERE worst_delay IS NULL LIMIT ?", most)
        return [LoanId(row["id"]) for row in rows]

    async def of_person(self, person_id: PersonId) -> Sequence[Loan]:
        """All loans of a person, whatever the account, the oldest first."""
        rows = await self.db.all(
            "SELECT * FROM loan WHERE person_id = ? ORDER BY issued_at", person_id
        )
        return [_loan(row) for row in rows]

    async def person_of(self, borrower_id: BorrowerId) -> PersonId | None:
        """Whose account this is, told by its latest loan."""
        row = await self.db.one(
            "SELECT person_id FROM loan WHERE borrower_id = ? AND person_id IS NOT NULL "
            "ORDER BY issued_at DESC LIMIT 1",
            borrower_id,
        )
        return PersonId(row["person_id"]) if row else None

    async def count_repaid(self, borrower_id: BorrowerId) -> int:
        """By the person behind the borrower, under any account."""
        row = await self.db.one(
            "SELECT count(*) AS n FROM loan WHERE closed_on IS NOT NULL AND written_off_on IS NULL "
            "AND (borrower_id = ? OR person_id IN "
            "(SELECT person_id FROM loan WHERE borrower_id = ?))",
            borrower_id,
            borrower_id,
        )
        return int(row["n"]) if row else 0

    async def add(self, loan: Loan, form: Form) -> None:
        await self.db.run(
            "INSERT INTO loan (id, application_id, binding_id, borrower_id, phone_index, "
            "inn_index, contract, product, principal, daily_rate, issued_at, issued_on, days, law, "
            "closed_on, later_plans, watch_on, written_off_on, worst_delay, person_id) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            loan.id,
            loan.application_id,
            loan.binding_id,
            loan.borrower_id,
            self.cipher.index(form.phone),
            self.cipher.index(form.inn),
            loan.contract,
            loan.product,
            loan.principal.kopecks,
            str(loan.daily_rate),
            iso(loan.issued_at),
            loan.issued_on.isoformat(),
            loan.days,
            loan.law,
            loan.closed_on.isoformat() if loan.closed_on else None,
            dump(loan.later_plans),
            loan.watch_on.isoformat() if loan.watch_on else None,
            loan.written_off_on.isoformat() if loan.written_off_on else None,
            loan.worst_delay,
            loan.person_id,
        )

    async def save(self, loan: Loan) -> None:
        """What changes after the issue."""
        await self.db.run(
            "UPDATE loan SET closed_on = ?, later_plans = ?, watch_on = ?, written_off_on = ?, "
            "worst_delay = ? "
            "WHERE id = ?",
            loan.closed_on.isoformat() if loan.closed_on else None,
            dump(loan.later_plans),
            loan.watch_on.isoformat() if loan.watch_on else None,
            loan.written_off_on.isoformat() if loan.written_off_on else None,
            loan.worst_delay,
            loan.id,
        )

    async def replace_phone(self, borrower_id: BorrowerId, phone: str) -> None:
        """All loans of a borrower are found by this number from now on."""
        await self.db.run(
            "UPDATE loan SET phone_index = ? WHERE borrower_id = ?",
            self.cipher.index(phone),
            borrower_id,
        )

    async def watched(self, until: date, most: int) -> Sequence[LoanId]:
        """Open loans whose `watch_on` has come, found by an index."""
        rows = await self.db.all(
            "SELECT id FROM loan WHERE closed_on IS NULL AND watch_on <= ? "
            "ORDER BY watch_on LIMIT ?",
            until.isoformat(),
            most,
        )
        return [LoanId(row["id"]) for row in rows]

    async def after(self, loan_id: LoanId | None, most: int) -> Sequence[LoanId]:
        """All loans in the order of their ids, a page of them."""
        rows = await self.db.all(
            "SELECT id FROM loan WHERE id > ? ORDER BY id LIMIT ?", loan_id or "", most
        )
        return [LoanId(row["id"]) for row in rows]

    async def open_after(self, loan_id: LoanId | None, most: int) -> Sequence[LoanId]:
        """Open loans in the order of their ids: a walk over all of them."""
        rows = await self.db.all(
            "SELECT id FROM loan WHERE id > ? AND closed_on IS NULL ORDER BY id LIMIT ?",
            loan_id or "",
            most,
        )
        return [LoanId(row["id"]) for row in rows]

    async def last_closed(self, borrower_id: BorrowerId) -> Loan | None:
        row = await self.db.one(
            "SELECT * FROM loan WHERE borrower_id = ? AND closed_on IS NOT NULL "
            "ORDER BY closed_on DESC, issued_at DESC LIMIT 1",
            borrower_id,
        )
        return _loan(row) if row else None


def _loan(row: Row) -> Loan:
    return Loan(
        id=LoanId(row["id"]),
        application_id=ApplicationId(row["application_id"]),
        binding_id=BindingId(row["binding_id"]),
        borrower_id=BorrowerId(row["borrower_id"]),
        contract=row["contract"],
        product=row["product"],
        principal=Money(row["principal"]),
        daily_rate=Decimal(row["daily_rate"]),
        issued_at=instant(row["issued_at"]),
        issued_on=date.fromisoformat(row["issued_on"]),
        days=row["days"],
        law=row["law"],
        closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        worst_delay=row["worst_delay"],
        later_plans=load(tuple[Plan, ...], row["later_plans"]),
        watch_on=date.fromisoformat(row["watch_on"]) if row["watch_on"] else None,
        written_off_on=date.fromisoformat(row["written_off_on"]) if row["written_off_on"] else None,
        person_id=PersonId(row["person_id"]) if row["person_id"] else None,
    )
