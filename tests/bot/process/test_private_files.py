"""The database's files are the owner's only, one bot's only, and a damaged one is one sentence."""

import os
import sqlite3
import stat
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bot.process import patience
from bot.process import run as running
from bot.process.app import App
from bot.process.run import only_process, run
from bot.process.settings import SettingsError, load
from storage.engine.private import keep_private, open_to_others
from storage.migrate import migrate
from tests.bot.process.test_command_line import command
from tests.bot.process.test_settings import NEEDED

DAMAGES = {
    "random bytes": os.urandom(40_000),
    "a text": "Это не база, а письмо.\n".encode() * 400,
}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def made(path: Path) -> Path:
    migrate(path)
    return path


def test_what_is_made_is_the_owners_only(tmp_path: Path) -> None:
    path = made(tmp_path / "data" / "bot.sqlite3")

    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert open_to_others(path) == []


def test_what_others_could_read_before_they_no_longer_can(tmp_path: Path) -> None:
    path = made(tmp_path / "data" / "bot.sqlite3")
    beside = [path.with_name(path.name + suffix) for suffix in ("-wal", "-shm", ".lock")]
    for one in (path, *beside):
        one.touch()
        one.chmod(0o644)
    path.parent.chmod(0o755)
    assert len(open_to_others(path)) == 5

    keep_private(path)
    assert open_to_others(path) == []


def test_a_folder_that_holds_more_than_the_bots_data_stays_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    keep_private(tmp_path / "bot.sqlite3")

    assert mode(tmp_path) == 0o755


def test_the_lock_is_the_owners_only(tmp_path: Path) -> None:
    with only_process(tmp_path / "bot.sqlite3"):
        assert mode(tmp_path / "bot.sqlite3.lock") == 0o600


def test_a_second_bot_is_refused_through_a_symlink_too(tmp_path: Path) -> None:
    path = made(tmp_path / "data" / "bot.sqlite3")
    link = tmp_path / "link.sqlite3"
    link.symlink_to(path)
    with only_process(path), pytest.raises(SettingsError, match="another bot"), only_process(link):
        pass


def test_and_through_a_folder_that_is_one(tmp_path: Path) -> None:
    path = made(tmp_path / "data" / "bot.sqlite3")
    (tmp_path / "other").symlink_to(path.parent)
    again = tmp_path / "other" / path.name
    with only_process(again), pytest.raises(SettingsError, match="another bot"), only_process(path):
        pass


def test_a_database_of_two_names_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path / "data" / "bot.sqlite3")
    (tmp_path / "hard.sqlite3").hardlink_to(path)
    with pytest.raises(SettingsError, match="second name"), only_process(path):
        pass


@pytest.mark.parametrize("word", ["run", "migrate", "doctor"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_is_one_sentence(tmp_path: Path, word: str, damage: str) -> None:
    path = tmp_path / "bot.sqlite3"
    path.write_bytes(DAMAGES[damage])
    done = command(tmp_path, word, DATABASE=str(path), **NEEDED)

    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert f"{path} is damaged" in told
    assert "restore it from a backup" in told
    assert done.returncode != 0


def test_so_is_one_whose_middle_is_gone(tmp_path: Path) -> None:
    path = made(tmp_path / "bot.sqlite3")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3)
        file.write(os.urandom(size // 3))
    told = command(tmp_path, "doctor", DATABASE=str(path), **NEEDED)

    assert "Traceback" not in told.stdout + told.stderr
    assert "is damaged" in told.stdout


async def test_a_database_that_is_locked_at_the_start_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a backup, say: SQLite gives up after its own patience, the bot doesn't."""
    tries = []

    def locked_twice(database: Path) -> None:
        tries.append(database)
        if len(tries) < 3:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    async def opened(*_: Any) -> NoReturn:
        raise OpenedError

    monkeypatch.setattr(running, "migrate", locked_twice)
    monkeypatch.setattr(patience, "PAUSE", 0)
    monkeypatch.setattr(App, "open", opened)
    needed = {name.lower(): value for name, value in NEEDED.items()}
    with pytest.raises(OpenedError):
        await run(load(**needed, database=str(tmp_path / "bot.sqlite3"), _env_file=None))

    assert len(tries) == 3


class OpenedError(Exception):
    """The start went on."""
