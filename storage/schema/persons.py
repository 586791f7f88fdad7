"""Who is who: persons, what tells them apart, and what staff have said about it."""

from sqlalchemy import Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata, needed

Table(
    "person",
    metadata,
    Column("id", Text, primary_key=True),
    needed("created_at"),
)
mark = Table(  # what an application says of who applies, by blind index
    "application_mark",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("kind", Text, primary_key=True),  # passport, inn, snils, name_birth
    needed("value_index"),
)
Index("ix_application_mark_kind_value_index", mark.c.kind, mark.c.value_index)
Table(  # staff: this application is that person's, or is not
    "judgement",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("person_id", Text, primary_key=True, index=True),
    needed("same", Integer),
    needed("by"),
    needed("at"),
)
Table(  # what the scan of stored borrowers found: two of them with one passport, ИНН or СНИЛС
    "shared_mark",
    metadata,
    Column("application_id", Text, primary_key=True),
    Column("other_id", Text, primary_key=True),
)
Table(  # how far a look at everything that is stored has come
    "scan",
    metadata,
    Column("name", Text, primary_key=True),
    needed("after"),
    Column("done_at", Text),
)
