"""Drafts, applications, and all that proves a decision."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from storage.schema.base import metadata, needed

Table(
    "draft",
    metadata,
    Column("borrower_id", BigInteger, primary_key=True),
    needed("body", LargeBinary),
    needed("updated_at"),
)
Table(
    "consent",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("kind"),
    needed("version"),
    needed("text_sha256"),
    needed("given_at"),
    Column("revoked_at", Text),
    Column("signature", Text),
)
Table(
    "wording",
    metadata,
    Column("text_sha256", Text, primary_key=True),
    needed("text"),
)
application = Table(
    "application",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("phone_index", Text, index=True),
    needed("inn_index", Text, index=True),
    needed("status"),
    needed("amount", BigInteger),
    needed("days", Integer),
    needed("product"),
    needed("form", LargeBinary),
    needed("created_at"),
    Column("approved", BigInteger),
    Column("reason", Text),
    Column("retry_on", Text),
    Column("pdn", Integer),
    Column("terms", Text),
    Column("contract", Text, unique=True),
    Column("law", Text),
    Column("person_id", Text, index=True),
    needed("proven", Integer, server_default="0"),
    Column("asked_at", Text),
)
# However the code may err: never two live applications of one person.
Index(
    "uq_application_live_person",
    application.c.person_id,
    unique=True,
    sqlite_where=text(
        "status IN ('approved', 'checking', 'cooling', 'counter', 'offered', 'review', 'signed') "
        "AND person_id IS NOT NULL"
    ),
)
Index(
    "ix_application_signed",
    application.c.status,
    sqlite_where=text("status IN ('cooling', 'signed')"),
)
# Whose law a contract names: counted at each start (storage/rows/editions.py).
Index(
    "ix_application_law",
    application.c.law,
    sqlite_where=text("status IN ('offered', 'cooling', 'signed') AND law IS NOT NULL"),
)
Table(  # how many were given: contracts
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    needed("value", Integer),
)
Table(
    "portfolio",
    metadata,
    Column("quarter", Text, primary_key=True),
    Column("bucket", Text, primary_key=True),
    needed("kopecks", BigInteger),
)
Table(
    "report",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("bureau", Text, primary_key=True),
    needed("body", LargeBinary),
    needed("answered_at"),
)
Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id"), index=True),
    needed("inputs", LargeBinary),
    needed("verdict"),
    needed("fired"),
    needed("version"),
    Column("amount", BigInteger),
    Column("pdn", Integer),
    needed("decided_at"),
)
Table(
    "identity_check",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    needed("who"),
    needed("checked_at"),
    needed("passed", Integer),
    needed("answer"),
)
Table(
    "stage",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    needed("reached_at"),
)
Table(
    "stop_entry",
    metadata,
    Column("kind", Text, primary_key=True),  # phone, passport, inn
    Column("value_index", Text, primary_key=True),
    needed("list"),  # block, 115fz
)
code = Table(
    "code",
    metadata,
    Column("id", Text, primary_key=True),
    needed("purpose"),
    needed("borrower_id", BigInteger),
    needed("phone_index"),
    needed("phone", LargeBinary),
    needed("subject", LargeBinary),
    needed("digest"),
    needed("sent_at"),
    needed("tries_left", Integer),
    Column("used_at", Text),
    needed("trust", server_default="proven"),
)
Index("ix_code_unused", code.c.sent_at, sqlite_where=code.c.used_at.is_(None))
Index("ix_code_borrower_id_sent_at", code.c.borrower_id, code.c.sent_at)
Index("ix_code_phone_index_sent_at", code.c.phone_index, code.c.sent_at)
