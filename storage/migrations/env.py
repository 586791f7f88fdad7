"""Alembic's entry: the engine's address comes from storage/migrate.py, the tables from schema.

All migrations of a start are one transaction: killed in the middle, the database is as before.
"""

from alembic import context
from sqlalchemy import Connection, create_engine, event

from storage.schema import metadata

url = context.config.get_main_option("sqlalchemy.url")
assert url is not None
# By itself Python's driver begins a transaction only at the first row that is written.
engine = create_engine(url, connect_args={"isolation_level": None})


@event.listens_for(engine, "begin")
def begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


with engine.begin() as connection:
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
