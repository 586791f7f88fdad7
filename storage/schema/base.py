"""What all tables have in common."""

from sqlalchemy import (
    Column,
    MetaData,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def needed(name: str, kind: object = Text, *rest: object, **options: object) -> Column[object]:
    return Column(name, kind, *rest, nullable=False, **options)  # type: ignore[arg-type]
