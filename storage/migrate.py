"""Bringing a database to the newest schema. Synchronous: at start, or in a thread."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from storage.engine.private import keep_private
from storage.engine.trouble import damaged

FOLDER = Path(__file__).parent / "migrations"


def config(database: Path) -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("sqlalchemy.url", f"sqlite:///{database}".replace("%", "%%"))
    return made


def migrate(database: Path, revision: str = "head") -> None:
    """Upgrade (or make) the database; its folder is made when missing. They are the
    owner's only. Raises OSError, sqlite3.Error."""
    keep_private(database)
    try:
        command.upgrade(config(database), revision)
    except DBAPIError as error:
        raise (error.orig or error) from None


@cache
def newest() -> str:
    """The revision that this program was written for."""
    head = ScriptDirectory.from_config(config(Path("unused"))).get_current_head()
    assert head is not None
    return head


def current(database: Path) -> str | None:
    """The revision of a database; None when it has none yet. sqlite3.DatabaseError when it is
    damaged."""
    if not database.exists():
        return None
    with sqlite3.connect(database) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return row[0] if row else None


def damage(database: Path) -> str | None:
    """What is wrong with the file; None when nothing is, or when there is none."""
    if not database.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as one:
            (word,) = one.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if not damaged(error):
            raise
        return str(error)
    return None if word == "ok" else " ".join(word.split())
