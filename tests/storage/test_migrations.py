"""The schema that the program expects is the schema that the migrations make."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine, inspect

from storage.migrate import config, current, migrate, newest
from storage.schema import metadata


@pytest.fixture
def engine(database_file: Path) -> Iterator[Engine]:
    made = create_engine(f"sqlite:///{database_file}")
    yield made
    made.dispose()


def test_the_schema_matches_the_migrations(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, metadata) == []


def test_partial_indexes_have_their_conditions(engine: Engine) -> None:
    """Alembic doesn't compare these, and one of them keeps us from paying twice."""
    expected = {
        str(index.name): str(index.dialect_options["sqlite"]["where"])
        for table in metadata.tables.values()
        for index in table.indexes
        if index.dialect_options["sqlite"]["where"] is not None
    }
    assert expected["uq_move_live_payout"] == "kind = 'payout' AND state <> 'failed'"

    with engine.connect() as connection:
        made = {
            index["name"]: index
            for table in metadata.tables
            for index in inspect(connection).get_indexes(table)
        }

    for name in expected:
        assert made[name]["dialect_options"]["sqlite_where"] is not None
        assert bool(made[name]["unique"]) == name.startswith("uq_")


def test_up_to_the_newest_and_down_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "folder that is made" / "bot.sqlite3"
    migrate(path)
    assert current(path) == newest()

    command.downgrade(config(path), "base")
    with closing(sqlite3.connect(path)) as connection:
        left = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
    assert [name for name in left if "alembic" not in name] == []

    migrate(path)
    assert current(path) == newest()


def test_migrating_again_changes_nothing(database_file: Path) -> None:
    before = database_file.read_bytes()
    migrate(database_file)

    assert database_file.read_bytes() == before


def test_what_is_no_database_of_ours_has_no_revision(tmp_path: Path) -> None:
    assert current(tmp_path / "nothing.sqlite3") is None
    with closing(sqlite3.connect(tmp_path / "other.sqlite3")) as connection:
        connection.execute("CREATE TABLE word (text TEXT)")
    assert current(tmp_path / "other.sqlite3") is None
