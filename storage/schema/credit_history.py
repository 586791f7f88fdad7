"""What credit bureaus are told of loans, and what borrowers dispute of it."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text

from storage.schema.base import metadata, needed

Table(  # only ever added to
    "history_row",
    metadata,
    Column("loan_id", Text, ForeignKey("loan.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    needed("body", LargeBinary),
    needed("made_at"),
)
sending = Table(
    "history_sending",
    metadata,
    Column("loan_id", Text, ForeignKey("loan.id"), primary_key=True),
    Column("bureau", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    needed("state"),
    needed("due_on"),
    Column("settled_at", Text),
    Column("receipt", Text),
    Column("reason", Text),
)
Index(
    "ix_history_sending_due_on",
    sending.c.due_on,
    sending.c.bureau,
    sqlite_where=sending.c.state.in_(("waiting", "rejected")),
)
Table(
    "history_bureau",
    metadata,
    Column("bureau", Text, primary_key=True),
    needed("begun_at"),
)
dispute = Table(
    "dispute",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("loan_id", Text, ForeignKey("loan.id")),
    Column("number", Integer),
    needed("text", LargeBinary),
    needed("asked_at"),
    needed("answer_by"),
    Column("answer", Text),
    Column("answered_at", Text),
)
Index("ix_dispute_answer_by", dispute.c.answer_by, sqlite_where=dispute.c.answer.is_(None))
