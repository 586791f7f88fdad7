"""Changes of phone with their photos, and the record of blocks."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text, text

from storage.schema.base import metadata, needed

change = Table(
    "phone_change",
    metadata,
    Column("id", Text, primary_key=True),
    Column("borrower_id", BigInteger),  # NULL: the data match nobody's
    needed("chat_id", BigInteger, index=True),
    Column("phone_index", Text, index=True),  # of the old number
    needed("body", LargeBinary),
    Column("photo", LargeBinary),
    needed("state"),  # begun, loading, open, approved, refused, withdrawn, lapsed
    needed("asked_at"),
    Column("decided_at", Text),
    Column("photo_until", Text),
)
Index(
    "uq_phone_change_under_way",
    change.c.borrower_id,
    unique=True,
    sqlite_where=text("state IN ('loading', 'open')"),
)
Table(  # who closed which account to its borrower, and who opened it again
    "account_block",
    metadata,
    Column("seq", Integer, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("blocked", Integer),
    needed("body", LargeBinary),  # why, and by whom
    needed("at"),
)
