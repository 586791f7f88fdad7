"""Writes data/lives: databases of today's tests, as few as hold every kind of thing that is stored.

`pytest -p tests.stored.gather tests/domain` keeps the database of each test that has a lender in
the folder that KEEP names; then `python -m tests.stored.gather KEEP` chooses among them.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from cryptography.exceptions import InvalidTag

from storage.engine.sqlite import Sqlite
from tests.stored.columns import ENUMS
from tests.stored.lives import CIPHER, LIVES, inserts, written

Feature = tuple[str, ...]


def pytest_configure() -> None:
    """As a plugin: nothing of a test changes, its database is copied when it is closed."""
    folder = Path(os.environ["KEEP"])
    close = Sqlite.close

    async def keep_and_close(self: Sqlite) -> None:
        if await self.one("SELECT 1 FROM outbox WHERE lane LIKE 'tg:%'"):
            (main,) = await self.all("SELECT file FROM pragma_database_list WHERE name = 'main'")
            copy = sqlite3.connect(folder / f"{uuid4().hex}.sqlite3")
            with closing(sqlite3.connect(main["file"])) as own, closing(copy):
                own.backup(copy)
        await close(self)

    Sqlite.close = keep_and_close  # type: ignore[method-assign]


def features(path: Path) -> set[Feature]:
    """What kinds of things it holds; none, when it isn't sealed with the tests' key."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        try:
            return {*filled(db), *enums(db), *kinds(db)}
        except InvalidTag:
            return set()


def filled(db: sqlite3.Connection) -> Iterator[Feature]:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for row in db.execute(f'SELECT * FROM "{table}"'):
            yield from ((table, name) for name in row.keys() if row[name] not in (None, b""))  # noqa: SIM118


def enums(db: sqlite3.Connection) -> Iterator[Feature]:
    for table, column in ENUMS:
        for (value,) in db.execute(f'SELECT DISTINCT "{column}" FROM "{table}"'):
            yield table, column, str(value)


def kinds(db: sqlite3.Connection) -> Iterator[Feature]:
    for row in db.execute("SELECT kind, body FROM outbox WHERE body <> x''"):
        body = json.loads(CIPHER.open(row["body"], "outbox.body"))
        yield "outbox", row["kind"], body.get("type", "")
    for (kind,) in db.execute("SELECT DISTINCT kind FROM job"):
        yield "job", "kind", kind
    for (kind,) in db.execute("SELECT DISTINCT kind FROM deed"):
        yield "deed", "kind", kind
    for row in db.execute("SELECT kind, facts FROM staff_case"):
        for name in json.loads(CIPHER.open(row["facts"], "staff_case.facts")):
            yield "staff_case", "fact", name.split()[0]


def cover(found: dict[Path, set[Feature]]) -> tuple[list[Path], set[Feature]]:
    """Greedily, each next one adds the most; and what is missing when that is little."""
    missing, chosen = set().union(*found.values()), []
    while missing:
        best = max(sorted(found), key=lambda path: len(found[path] & missing))
        if len(found[best] & missing) <= LITTLE:
            break
        chosen.append(best)
        missing -= found[best]
    return chosen, missing


LITTLE = 1  # a life for one more value of an enum, which names.json pins, isn't worth its size
# Rows that name nobody else's can lie apart from their life.
LOOSE = ("job", "outbox", "staff_case")


def loose(path: Path, missing: set[Feature]) -> Iterator[str]:
    """The rows of a database that show what is missing; `missing` shrinks."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        for table in LOOSE:
            for (rowid,) in db.execute(f'SELECT rowid FROM "{table}"').fetchall():
                db.execute("SAVEPOINT one")
                db.execute(f'DELETE FROM "{table}" WHERE rowid <> ?', (rowid,))
                shown = {one for one in {*enums(db), *kinds(db)} if one[0] == table} & missing
                if shown:
                    missing -= shown
                    yield from inserts(db, table, besides=("id",) if table == "outbox" else ())
                db.execute("ROLLBACK TO one")


def main(folder: Path) -> None:
    found = {path: features(path) for path in sorted(folder.glob("*.sqlite3"))}
    chosen, missing = cover(found)
    LIVES.mkdir(exist_ok=True)
    for old in LIVES.glob("*.sql"):
        old.unlink()
    for number, path in enumerate(chosen, 1):
        (LIVES / f"{number:02}.sql").write_text(written(path))
    rows: list[str] = []
    for path in sorted(found, key=lambda one: -len(found[one] & missing)):
        if any(one[0] in LOOSE for one in found[path] & missing):
            rows += loose(path, missing)
    head = (LIVES / "01.sql").read_text().partition("\n")[0]
    (LIVES / "loose.sql").write_text("\n".join([head, *rows, ""]))
    sys.stdout.write(f"{len(chosen)} lives; seen in no row: {sorted(missing)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
