"""What a borrower sets: the profile, notices, copies of their data, its deletion."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.schema.base import metadata, needed

change = Table(
    "profile_change",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("borrower_id", BigInteger),
    needed("field"),
    Column("before", LargeBinary),  # erased when the borrower has their data deleted
    needed("after", LargeBinary),
    needed("chat_id", BigInteger),
    needed("at"),
)
Index("ix_profile_change_borrower_id_id", change.c.borrower_id, change.c.id)
Table(
    "notification_choice",
    metadata,
    Column("borrower_id", BigInteger, primary_key=True),
    Column("kind", Text, primary_key=True),
    needed("wanted", Integer),
    needed("changed_at"),
)
Table(
    "export_request",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("asked_at"),
    Column("done_at", Text),
)
Table(
    "deletion_request",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("asked_at"),
    needed("keep_until"),
    needed("answer_by"),
    needed("number"),  # of the staff's case
    Column("answered_at", Text),
)
