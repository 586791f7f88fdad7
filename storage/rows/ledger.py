"""What has happened to loans, and their postings: only ever added to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.ids import LoanId
from domain.ledger.loan_events import Agreed, Holidays, LoanEvent, Paid, Refunded, WrittenOff
from domain.ledger.postings import Part, Posting, PostingKind
from domain.money import Money
from storage.engine.codec import dump, load
from storage.engine.database import Database, Row, instant, iso

KINDS: dict[str, type[LoanEvent]] = {
    "paid": Paid,
    "agreed": Agreed,
    "holidays": Holidays,
    "refunded": Refunded,
    "written_off": WrittenOff,
}
NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class LedgerRows:
    db: Database

    async def add_loan_event(self, loan_id: LoanId, loan_event: LoanEvent) -> bool:
        """False when it is known already."""
        row = await self.db.one(
            "INSERT INTO deed (loan_id, kind, key, body, noted_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (loan_id, key) DO NOTHING RETURNING seq",
            loan_id,
            NAMES[type(loan_event)],
            f"holidays {loan_event.day}" if isinstance(loan_event, Holidays) else loan_event.cause,
            dump(loan_event),
            iso(loan_event.at),
        )
        return row is not None

    async def loan_events(self, loan_id: LoanId) -> Sequence[LoanEvent]:
        rows = await self.db.all("SELECT * FROM deed WHERE loan_id = ? ORDER BY seq", loan_id)
        return [load(KINDS[row["kind"]], row["body"]) for row in rows]

    async def postings(self, loan_id: LoanId) -> Sequence[Posting]:
        rows = await self.db.all("SELECT * FROM posting WHERE loan_id = ? ORDER BY seq", loan_id)
        return [_posting(row) for row in rows]

    async def post(self, loan_id: LoanId, postings: Sequence[Posting], at: datetime) -> None:
        for one in postings:
            await self.db.run(
                "INSERT INTO posting (loan_id, day, entry, part, amount, cause, reverses, "
                "booked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                loan_id,
                one.day.isoformat(),
                one.entry,
                one.part,
                one.amount.kopecks,
                one.cause,
                one.reverses,
                iso(at),
            )


def _posting(row: Row) -> Posting:
    return Posting(
        day=date.fromisoformat(row["day"]),
        entry=PostingKind(row["entry"]),
        part=Part(row["part"]),
        amount=Money(row["amount"]),
        cause=row["cause"],
        seq=row["seq"],
        reverses=row["reverses"],
        booked_at=instant(row["booked_at"]),
    )
