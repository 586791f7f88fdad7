"""What lay in a database of the first line survives the upgrade, and the way back while it can."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from domain.ids import BorrowerId, LoanId
from domain.money import Money
from storage.engine.crypto import Cipher
from storage.engine.sqlite import Sqlite
from storage.migrate import config, current, migrate, newest
from storage.rows.loans import LoanRows

LOAN = {
    "id": "x",
    "chat_id": 100_001,
    "product": "payday",
    "principal": 1_000_000,
    "daily_rate": "0.8",
    "issued_at": "2026-11-23T09:00:00.000000+00:00",
    "issued_on": "2026-11-23",
    "days": 14,
    "closed_on": None,
}
CLOSED = LOAN | {
    "id": "closed",
    "application_id": "y",
    "contract": "y",
    "closed_on": "2026-11-24",
}
PAYOUT = {"kind": "payout", "state": "done"}
# Two verified cards of one chat, bound in the same moment, and one of another that isn't verified.
VERIFIED = {"id": "b-1", "state": "verified", "method_id": "pm-1", "card": b"one"}
LATER = VERIFIED | {"id": "b-2", "method_id": "pm-2", "card": b"two"}
WITHOUT_TOKEN = VERIFIED | {"id": "b-3", "method_id": None}
# What is renamed: chats that belong to borrowers, and the two tables that make up an account.
RENAMED = {"chat_id": "borrower_id"}
ACCOUNT = {"phone_index": "phone", "chat_id": 100_001, "password_hash": "hash"}
LINKED = {"chat_id": 100_001, "phone_index": "phone"}
ROWS: list[tuple[str, Mapping[str, Any]]] = [
    ("application", {"id": "y", "contract": "y"}),
    ("account", ACCOUNT),
    ("linked_chat", LINKED),
    ("loan", LOAN),
    ("loan", CLOSED),
    ("move", PAYOUT),
    ("binding", VERIFIED),
    ("binding", LATER),
    ("binding", WITHOUT_TOKEN),
]
CLOSED_ON = date(2026, 11, 24)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A row in every table of 0001, a closed loan beside the open one."""
    path = tmp_path / "old.sqlite3"
    migrate(path, "0001")
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in contents(path).keys() - {"loan", "move", "account", "linked_chat"}:
            insert(connection, table, {})
        for table, values in ROWS:
            insert(connection, table, values)
    assert broken(path) == []
    return path


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, Any]) -> None:
    """A row whose every column is filled: with the given value, or something of its type."""
    columns = connection.execute(f"PRAGMA table_info('{table}')").fetchall()
    kinds = {"TEXT": "x", "BLOB": b"x"}
    row = {name: values.get(name, kinds.get(kind, 1)) for _, name, kind, *_ in columns}
    places = ", ".join("?" * len(row))
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", [*row.values()])


def contents(path: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'alembic_version'"
        )
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for (name,) in tables.fetchall()
        }


def broken(path: Path) -> list[Any]:
    """Rows that name another one that doesn't exist."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA foreign_key_check").fetchall()


def test_every_row_survives_with_every_value(old: Path) -> None:
    before = contents(old)
    migrate(old)

    after = contents(old)
    for table, rows in before.items():
        assert rows
        if table not in ("account", "linked_chat"):
            kept = [{name: value(row, name) for name in rows[0]} for row in after[table]]
            assert kept[: len(rows)] == rows, table
    assert broken(old) == []


def value(row: Mapping[str, Any], name: str) -> Any:
    """A column by its old name."""
    return row[name] if name in row else row[RENAMED[name]]


async def test_an_account_is_the_borrowers_and_the_chat_that_applied_is_in(old: Path) -> None:
    migrate(old)
    (account,), (session,) = (contents(old)[table] for table in ("account", "session"))

    assert (account["borrower_id"], account["phone_index"]) == (100_001, "phone")
    assert (account["password_hash"], account["opened_at"]) == ("hash", LOAN["issued_at"])
    assert (session["chat_id"], session["borrower_id"]) == (100_001, 100_001)
    assert session["ended_at"] is None


async def test_a_loan_that_was_open_is_looked_at_by_the_next_scan(old: Path) -> None:
    migrate(old)
    db = await Sqlite.open(old)
    loans = LoanRows(db, Cipher({1: b"k" * 32}))

    loan = await loans.open_in(BorrowerId(100_001))
    closed = await loans.get(LoanId("closed"))
    watched = await loans.watched(date(2026, 11, 23), 10)
    await db.close()

    assert loan is not None
    assert (loan.id, loan.principal, loan.later_plans) == ("x", Money.rubles(10_000), ())
    assert loan.watch_on == loan.issued_on
    assert loan.terms == loan.contract_terms
    assert watched == [loan.id]
    assert (closed.closed_on, closed.watch_on) == (CLOSED_ON, None)


def test_verified_cards_become_bound_ones_and_one_of_them_the_default(old: Path) -> None:
    migrate(old)
    after = contents(old)

    cards = [(one["id"], one["method_id"], one["is_default"]) for one in after["card"]]
    assert cards == [("b-1", "pm-1", 0), ("b-2", "pm-2", 1)]
    assert [one["facts"] for one in after["card"]] == [b"one", b"two"]
    planned = {one["subject"] for one in after["job"] if one["kind"] == "card_expiry"}
    assert planned == {"b-1", "b-2"}


def test_the_guard_against_two_payouts_survives(old: Path) -> None:
    migrate(old)
    with (
        closing(sqlite3.connect(old)) as connection,
        pytest.raises(sqlite3.IntegrityError, match=r"move\.application_id"),
    ):
        insert(connection, "move", PAYOUT | {"id": "2", "key": "2", "bank_id": "2"})


def test_loans_of_before_count_in_the_shares_of_their_quarter(old: Path) -> None:
    """And their delays are to be counted after the start."""
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE application SET pdn = 81 WHERE id = 'y'")
    migrate(old)

    with closing(sqlite3.connect(old)) as connection:
        sums = connection.execute("SELECT * FROM portfolio ORDER BY bucket").fetchall()
        delays = connection.execute("SELECT worst_delay FROM loan").fetchall()
    assert sums == [("2026Q4", "none", 1_000_000), ("2026Q4", "over_80", 1_000_000)]
    assert delays == [(None,), (None,)]


def test_down_again_everything_is_as_it_was(old: Path) -> None:
    before = contents(old)
    migrate(old)
    command.downgrade(config(old), "0001")

    assert contents(old) == before
    assert broken(old) == []


def test_there_is_no_way_down_once_something_was_repaid(old: Path) -> None:
    """The old tables have no place for it; so nothing is lost."""
    migrate(old)
    with closing(sqlite3.connect(old)) as connection, connection:
        charge = {"id": "c", "kind": "charge", "key": "c", "bank_id": "c", "binding_id": None}
        insert(connection, "move", charge)
    before = contents(old)

    with pytest.raises(Exception, match="NOT NULL"):
        command.downgrade(config(old), "0001")
    assert contents(old) == before
    assert current(old) == newest()


def test_an_upgrade_that_does_not_come_to_its_end_never_was(old: Path) -> None:
    """As when the process is killed: half a schema would stop every later start."""
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("CREATE TABLE autopay (in_the_way TEXT)")
    before = contents(old)

    with pytest.raises(Exception, match="autopay already exists"):
        migrate(old)
    assert contents(old) == before
    assert current(old) == "0001"

    with closing(sqlite3.connect(old)) as connection:
        connection.execute("DROP TABLE autopay")
    migrate(old)
    assert contents(old).keys() > before.keys() - {"linked_chat"}


def test_photos_that_stood_in_the_group_are_put_away_at_the_start(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    migrate(path, "0020")
    with closing(sqlite3.connect(path)) as connection, connection:
        for ident, kind, closed in (("a", "phone", None), ("b", "phone", "x"), ("c", "job", None)):
            row = {"id": ident, "subject": ident, "kind": kind, "closed_at": closed}
            insert(connection, "staff_case", row)
    migrate(path)

    planned = [(row["kind"], row["subject"]) for row in contents(path)["job"]]
    assert ("case_photo", "a") in planned
    assert [subject for kind, subject in planned if kind == "case_photo"] == ["a"]
