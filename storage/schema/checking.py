"""Look-ups and reports to FinCERT, and what stop lists have frozen."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from storage.schema.base import metadata, needed

Table(
    "lookup",
    metadata,
    Column("seq", Integer, primary_key=True),
    needed("move_id", Text, ForeignKey("move.id"), index=True),
    needed("request_id", Text, unique=True),
    needed("who"),
    needed("asked_at"),
    needed("answered_at"),
    needed("answer"),  # clean, hit, unclear
    needed("valid_until"),
)
Table(
    "fraud_report",
    metadata,
    Column("id", Text, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id")),
    needed("move_id", Text, ForeignKey("move.id"), unique=True),
    needed("fact"),
    needed("fact_at"),
    needed("deadline"),
    Column("reference", Text),
    Column("acknowledged_at", Text),
)
Table(
    "face_check",
    metadata,
    Column("id", Text, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("state"),
    needed("opened_at"),
    Column("session", Text),
    Column("page", Text),
    Column("answered_at", Text),
)
Table(
    "fiscal_receipt",
    metadata,
    Column("repayment_id", Text, ForeignKey("repayment.id"), primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id")),
    needed("borrower_id", BigInteger),
    needed("amount", BigInteger),
    needed("paid_at"),
    Column("number", Text),
    Column("url", Text),
    Column("registered_at", Text),
)
freeze = Table(
    "freeze",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("list"),  # block, 115fz
    needed("since"),
    Column("lifted_at", Text),
    Column("lifted_by", Text),
    needed("by_right", Integer, server_default="0"),
)
Index(
    "uq_freeze_standing",
    freeze.c.borrower_id,
    unique=True,
    sqlite_where=freeze.c.lifted_at.is_(None),
)
