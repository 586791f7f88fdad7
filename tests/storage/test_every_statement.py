"""Nothing of the product looks through a whole table: every statement is explained.

Against the tables of a big lender, told to SQLite by the statistics that ANALYZE would have left,
and also without statistics, as the product runs. Does a new statement fail here? Give it an index
by a migration, or pages (WHERE id > ? … ORDER BY id LIMIT ?); what must be as it is goes into
LISTED with the reason. A table that stays small goes into FEW.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.statements import Statement, beginnings, statements

MANY = 1_000_000  # rows of any table that isn't named here
A_KEY = 10  # rows with one value of an ordinary column
MOST = 2_000  # rows that one statement may look at
FEW = {  # tables that stay small
    "law_edition": 50,  # one for each change of the law
    "history_bureau": 8,  # the bureaus of the settings
    "portfolio": 200,  # three for each quarter
    "scan": 5,
    "staff_member": 100,
    "clock_seen": 1,
    "moved_group": 5,  # the staff's, each time that it gets another id
    "lane_wait": 100,  # chats for which Telegram wants nothing now
    "counter": 5,
}
VALUES = {  # of columns that have few
    "state": 5,
    "kind": 8,
    "status": 10,
    "purpose": 7,
    "claimed": 2,
    "content": 8,
    "bureau": 4,
    "law": 20,
    "list": 2,
    "same": 2,
    "blocked": 2,
    "is_default": 2,
    "first": 2,
    "worst_delay": 400,
    "day": 2_000,
    "watch_on": 400,
    "due_on": 2_000,
}
PART_OF = 1_000  # one row in so many is in an index with a condition, as they are made for
ALL_IN_PART = {"uq_move_live_payout", "ix_move_payouts", "ix_application_law"}

LISTED = {
    "StaffMemberRows.known": "the members of one group, read at the start",
    "DeskRows.load": "the ids that one group has had, read at the start",
    "WaitRows.all": "the few chats for which Telegram wants nothing now",
    "EditionRows.all": "one edition for each change of the law, read at the start",
    "CreditHistoryRows.begun": "the bureaus of the settings",
    "CaseRows.alarms": "the open alarms of a kind, which staff close",
    "JobRows.next_due": "the least of an index: one row",
    "BankOperationRows.bank_time": "the greatest of an index: one row",
    "LoanRows.without_delay": "an index of those that nobody has counted, a few at a time",
    "SecretTryRows.next": "the first of an index in its order: one row",
    "OutboxRows.heads": "an index of what waits to be said, until enough lanes are found",
    "OutboxRows.queued": "an index of what waits to be said; asked by the demo's clock only",
    "OutboxRows.oldest": "an index of what waits to be said",
    "PersonRows.shared": "once after an upgrade: pairs of borrowers with one document",
    "BlockRows.standing": "what staff have blocked, a hand's work each",
    "SignatureRows.add": "the last by its number: one row",
    "CaseRows.open": "an index of the open cases, in its order",
    "CreditHistoryRows.late": "an index of the rows that bureaus haven't taken, up to tomorrow",
    "CreditHistoryRows.disputes_due": "an index of the disputes that nobody has answered",
    "EditionRows.of_contracts": "one row of each of two indexes, whose sorting is of these two",
    "EditionRows.contracts_of": "only of an edition that is lost: staff are told how many",
    "PeopleRows.page": "each part has a limit of its own, in the order of its index",
    "Readiness._ask": "one row",
}


@dataclass(frozen=True)
class Found:
    statement: Statement
    why: str

    def __str__(self) -> str:
        return f"{self.statement.file}, {self.statement.where}: {self.why}\n  {self.statement.sql}"


@pytest.fixture(params=["with the statistics of a big lender", "without statistics"])
def tables(request: pytest.FixtureRequest, database_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database_file)) as connection:
        if request.param.startswith("with "):
            connection.execute("ANALYZE sqlite_master")  # makes the table of statistics
            connection.execute("DELETE FROM sqlite_stat1")
            for index, (table, counts) in averages(connection).items():
                connection.execute(
                    "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                    (table, index, " ".join(map(str, counts))),
                )
            connection.commit()
            connection.execute("ANALYZE sqlite_master")  # reads it
        yield connection


def test_no_statement_looks_through_a_whole_table(tables: sqlite3.Connection) -> None:
    counted = averages(tables)
    found = [
        Found(one, why)
        for one in statements()
        if one.where not in LISTED
        for why in scans(tables, one.sql, counted)
    ]
    assert not found, "\n".join(["", *map(str, found), "", __doc__ or ""])


def test_no_text_of_a_statement_hides_from_this() -> None:
    known = [one.sql for one in statements()]
    hidden = [
        (where, text)
        for where, text in beginnings()
        if not any(" ".join(text.split()) in sql for sql in known)
    ]
    assert not hidden, "asked past `db.one`, `db.all` and `db.run`, so nobody explains it"
    assert len(known) > 200


def test_what_is_listed_still_needs_it(database_file: Path) -> None:
    with closing(sqlite3.connect(database_file)) as connection:
        counted = averages(connection)
        needed = {one.where for one in statements() if any(scans(connection, one.sql, counted))}
    assert needed == set(LISTED)


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("SELECT * FROM job", "SCAN job"),
        ("SELECT * FROM move WHERE loan_id = ? AND state = 'done'", "SCAN move"),
        ("SELECT count(*) FROM application WHERE contract IS NOT NULL", "SEARCH application"),
        ("DELETE FROM seen_update WHERE seen_at < ?", "SEARCH seen_update"),
        ("SELECT id FROM loan WHERE law = ?", "SEARCH loan"),
    ],
)
def test_what_is_looked_for_is_found(database_file: Path, sql: str, why: str) -> None:
    with closing(sqlite3.connect(database_file)) as connection:
        assert any(why in one for one in scans(connection, sql, averages(connection)))


Averages = dict[str, tuple[str, list[int]]]


def averages(connection: sqlite3.Connection) -> Averages:
    """By index: its table, the rows of it, and how many of them have the same first column, the
    same first two, …"""
    found: Averages = {}
    listed = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index'"
    for index, table in connection.execute(listed).fetchall():
        if table == "alembic_version":
            continue
        rows = FEW.get(table, MANY)
        about = 'SELECT "unique", partial FROM pragma_index_list(?) WHERE name = ?'
        unique, partial = connection.execute(about, (table, index)).fetchone()
        if partial and index not in ALL_IN_PART:
            rows = max(1, rows // PART_OF)
        columns = connection.execute(
            "SELECT name FROM pragma_index_info(?) ORDER BY seqno", (index,)
        ).fetchall()
        counts, left = [rows], rows
        for (column,) in columns:
            values = VALUES.get(column, max(1, rows // A_KEY))
            left = max(1, left // values)
            counts.append(left)
        if unique:
            counts[-1] = 1
        found[index] = table, counts
    return found


def scans(connection: sqlite3.Connection, sql: str, counted: Averages) -> Iterator[str]:
    """The steps of its plan that look at too many rows."""
    plan = [
        row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}", [None] * sql.count("?"))
    ]
    sorts = any("TEMP B-TREE" in step for step in plan)
    for step in plan:
        if "AUTOMATIC" in step or (step.startswith("SCAN ") and not _nothing(step)):
            yield step
        elif step.startswith("SEARCH "):
            index = re.search(r"INDEX (\w+)", step)
            asked = re.search(r"\(([^()]*[=<>][^()]*)\)", step)
            terms = asked[1].split(" AND ") if asked else []
            equal = sum("=?" in term for term in terms)
            pages = "LIMIT ?" in sql or "LIMIT 1" in sql
            if not equal:
                both = len(terms) == 2
                if not both and (sorts or not pages):
                    yield f"{step}, without an end"
            elif index and index[1] in counted and counted[index[1]][1][equal] > MOST and not pages:
                yield f"{step}: {counted[index[1]][1][equal]} rows"


def _nothing(step: str) -> bool:
    return step.startswith(("SCAN CONSTANT ROW", "SCAN (", "SCAN json_each"))
