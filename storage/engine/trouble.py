"""Troubles of the database itself: which ones pass, and which ones people have to mend."""

import sqlite3

# With these SQLite blames the statement. Anything else is the file's, the disk's or another
# program's: the same statement may do later.
OURS = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_SCHEMA,
        sqlite3.SQLITE_TOOBIG,
    }
)
DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})


def passes(error: BaseException) -> bool:
    """Locked, full, unreadable for now: whoever waits and tries again loses nothing."""
    code = _code(error)
    return code is not None and code not in OURS | DAMAGE


def locked(error: BaseException) -> bool:
    """By another program, for now."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def damaged(error: BaseException) -> bool:
    """The file is no database, or no longer one. Waiting doesn't help."""
    return _code(error) in DAMAGE


def undone() -> sqlite3.OperationalError:
    """What the others are told when SQLite has taken back a transaction for the trouble of one."""
    error = sqlite3.OperationalError("SQLite has taken the transaction back")
    error.sqlite_errorcode = sqlite3.SQLITE_ABORT
    return error


def _code(error: BaseException) -> int | None:
    """The primary result code; None when SQLite didn't give one."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(error, sqlite3.Error) and code is not None else None
