"""The schema that the program expects is the schema that the migrations make."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, create_engine

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


def test_indexes_have_their_conditions(database_file: Path, tmp_path: Path) -> None:
    """Alembic doesn't compare these, and some of them keep us from paying twice."""
    made = create_engine(f"sqlite:///{tmp_path / 'schema.sqlite3'}")
    metadata.create_all(made)
    made.dispose()

    expected = indexes(tmp_path / "schema.sqlite3")
    assert expected["uq_move_live_payout"].endswith("WHERE kind = 'payout' AND state <> 'failed'")
    assert indexes(database_file) == expected


def indexes(path: Path) -> dict[str, str]:
    """Their SQL by name, in one spelling."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        )
        return {name: " ".join(sql.replace('"', "").split()) for name, sql in rows}


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
