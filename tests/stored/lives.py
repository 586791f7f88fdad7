"""Golden databases: rows as SQL, with the version of the schema that they were written for."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.engine.crypto import Cipher
from storage.migrate import current, migrate

LIVES = Path(__file__).parent / "data" / "lives"
CIPHER = Cipher({1: b"k" * 32})  # of tests only
HEAD = "-- schema "


def written(path: Path) -> str:
    """The rows of a database as SQL."""
    with closing(sqlite3.connect(path)) as db:
        tables = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version' ORDER BY name"
            )
        ]
        lines = [line for table in tables for line in inserts(db, table)]
    return "\n".join([f"{HEAD}{current(path)}", *lines, ""])


def inserts(db: sqlite3.Connection, table: str, besides: Collection[str] = ()) -> list[str]:
    known = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')]
    columns = [one for one in known if one not in besides]
    names = ", ".join(f'"{name}"' for name in columns)
    quoted = " || ', ' || ".join(f'quote("{name}")' for name in columns)
    return [
        f'INSERT INTO "{table}" ({names}) VALUES ({values});'
        for (values,) in db.execute(f'SELECT {quoted} FROM "{table}"{WHERE.get(table, "")}')
    ]


def restored(life: Path, path: Path) -> Path:
    """A database with the rows of `life`, brought to today's schema."""
    head, _, rows = life.read_text().partition("\n")
    path.write_bytes(empty(head.removeprefix(HEAD)))
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"BEGIN; {rows} COMMIT;")
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    migrate(path)
    return path


@cache
def empty(revision: str) -> bytes:
    """A database of that revision without a row: what the schema brings with it is in the lives."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.sqlite3"
        migrate(path, revision)
        with closing(sqlite3.connect(path)) as db:
            for (table,) in db.execute(SEEDED).fetchall():
                db.execute(f'DELETE FROM "{table}"')
            db.commit()
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return db.serialize()


WHERE = {"outbox": " WHERE body <> x''"}  # what was said is empty
SEEDED = (
    "SELECT name FROM sqlite_master WHERE type = 'table' "
    "AND name NOT LIKE 'sqlite_%' AND name <> 'alembic_version'"
)
