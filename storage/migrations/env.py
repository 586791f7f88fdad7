"""Alembic's entry: the engine's address comes from storage/migrate.py, the tables from schema."""

from alembic import context
from sqlalchemy import create_engine

from storage.schema import metadata

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
engine = create_engine(url)
with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
