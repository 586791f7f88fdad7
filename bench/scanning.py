"""(e) The nightly look at what falls due, among very many open loans."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

from domain.dates import add_days
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.ledger.reporting import TellBureaus
from domain.usecases.overdue.overdue_scan import ScanDue
from storage.engine.crypto import Cipher
from storage.engine.database import iso
from storage.engine.sqlite import Sqlite
from storage.migrate import migrate
from storage.queues.work import JobRows
from storage.rows.credit_history import CreditHistoryRows
from storage.rows.ledger import LedgerRows
from storage.rows.loans import LoanRows

TODAY = date(2026, 12, 23)
LATER = 400  # days over which loans fall due
INSERT = (
    "INSERT INTO loan (id, application_id, binding_id, borrower_id, phone_index, contract, "
    "inn_index, product, principal, daily_rate, issued_at, issued_on, days, law, watch_on) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, 'payday', 1000000, '0.8', ?, '2026-11-23', 29, 'bench', ?)"
)


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 12, 22, 21, 5, tzinfo=UTC)

    def today(self) -> date:
        return TODAY


async def measure(folder: Path, *, loans: int, due: tuple[int, ...]) -> dict[str, float]:
    """Milliseconds of the whole scan, by how many of the open loans fall due."""
    path = folder / "loans.sqlite3"
    migrate(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(INSERT, _rows(loans))
    found = {}
    for count in due:
        with closing(sqlite3.connect(path)) as connection, connection:
            chosen = "SELECT id FROM loan WHERE watch_on > ? LIMIT ?"
            connection.execute(
                f"UPDATE loan SET watch_on = ? WHERE id IN ({chosen})",
                (TODAY.isoformat(), TODAY.isoformat(), count),
            )
        db = await Sqlite.open(path)
        found[f"{count:,} of {loans:,} fall due".replace(",", " ")] = await _scan(db)
        await db.close()
    return found


def _rows(loans: int) -> Iterator[tuple[object, ...]]:
    issued = iso(datetime(2026, 11, 23, 9, tzinfo=UTC))
    for number in range(loans):
        ident = f"{number:032}"
        day = add_days(TODAY, 1 + number % LATER)
        yield (*(ident,) * 3, number, *(ident,) * 3, issued, day.isoformat())


async def _nothing(_: object) -> None: ...


async def _scan(db: Sqlite) -> float:
    cipher, clock = Cipher({1: b"k" * 32}), Clock()
    rows = LoanRows(db, cipher)
    scan = ScanDue(
        loans=rows,
        post_to_ledger=PostToLedger(
            loans=rows,
            ledger=LedgerRows(db),
            tell_bureaus=TellBureaus(
                credit_history=CreditHistoryRows(db, cipher),
                jobs=JobRows(db, clock, lambda: None),
                clock=clock,
                bureau_names=("one", "two", "three", "four"),
                report_workdays=2,
            ),
            clock=clock,
        ),
        suggest_write_off=cast(Any, _nothing),  # nobody is that late here
        jobs=JobRows(db, clock, lambda: None),
        clock=clock,
    )
    begun = time.perf_counter()
    more = True
    while more:
        async with db.transaction():
            more = await scan()
    return (time.perf_counter() - begun) * 1e3
