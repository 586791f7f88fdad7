"""What tests of every folder share: a migrated database to copy, and a lender over a copy."""

import gc
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from storage.engine.sqlite import Sqlite
from storage.migrate import migrate
from tests.support.lender import Lender
from tests.support.order import long_first


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Several workers get the long tests first; a single one has them in the order of the files."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if workers > 1:
        items[:] = long_first(items, workers)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: no collection looks at it, nor does the exit."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest schema: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite3"
    migrate(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def database_file(template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(template, tmp_path / "bot.sqlite3"))


@pytest.fixture
async def db(database_file: Path) -> AsyncIterator[Sqlite]:
    opened = await Sqlite.open(database_file)
    yield opened
    await opened.close()


@pytest.fixture
def lender(db: Sqlite) -> Lender:
    return Lender(db)
