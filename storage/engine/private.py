"""Files with personal data are for their owner only: 0600, and their folder 0700."""

import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

SUFFIXES = ("", "-wal", "-shm", ".lock")
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_private(database: Path) -> None:
    """Make the folder and the database if they are missing, and take from others what they may
    with them. A folder that holds more than that, as a home or /tmp do, stays as it is."""
    folder = database.parent
    if not folder.exists():
        folder.mkdir(parents=True, mode=0o700)
    os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
    for one in _files(database):
        with suppress(PermissionError):  # another's: doctor tells
            one.chmod(0o600)
    if _is_ours(folder):
        folder.chmod(0o700)


def open_to_others(database: Path) -> Sequence[Path]:
    """What others may read or write, the folder included; nothing before there is a database."""
    if not database.exists():
        return []
    there = [one for one in (*_files(database), database.parent) if one.exists()]
    return [one for one in there if one.stat().st_mode & OTHERS]


def _files(database: Path) -> Sequence[Path]:
    named = [database.with_name(database.name + suffix) for suffix in SUFFIXES]
    return [one for one in named if one.exists()]


def _is_ours(folder: Path) -> bool:
    """The bot's own: nothing lies in it but the bot's data."""
    known = folder.stat()
    here = folder.resolve()
    shared = known.st_mode & stat.S_ISVTX or Path.home().resolve().is_relative_to(here)
    return known.st_uid == os.geteuid() and not shared and not Path.cwd().is_relative_to(here)
