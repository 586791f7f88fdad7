"""Bringing a database to the newest schema. Synchronous: at start, or in a thread."""

import sqlite3
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

FOLDER = Path(__file__).parent / "migrations"


def config(database: Path) -> Config:
    made = Config()
    made.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    made.set_main_option("sqlalchemy.url", f"sqlite:///{database}".replace("%", "%%"))
    return made


def migrate(database: Path, revision: str = "head") -> None:
    """Upgrade (or make) the database; its folder is made when missing. Raises sqlite3.Error."""
    database.parent.mkdir(parents=True, exist_ok=True)
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
    """The revision of a database; None when it has none yet."""
    if not database.exists():
        return None
    with sqlite3.connect(database) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return row[0] if row else None
