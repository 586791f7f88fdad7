"""The ledger, and what was agreed about paying back."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
)

from storage.schema.base import metadata, needed

loan_event = Table(  # never changed: triggers refuse it
    "deed",
    metadata,
    Column("seq", Integer, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id")),
    needed("kind"),  # paid, agreed, holidays, refunded, written_off
    needed("key"),  # what it is known by: told twice, it is one
    needed("body"),
    needed("noted_at"),
)
Index("uq_deed_loan_id_key", loan_event.c.loan_id, loan_event.c.key, unique=True)
posting = Table(  # never changed: triggers refuse it
    "posting",
    metadata,
    Column("seq", Integer, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id")),
    needed("day"),
    needed("entry"),
    needed("part"),
    needed("amount", BigInteger),
    needed("cause"),
    Column("reverses", Integer, unique=True),
    needed("booked_at"),
)
Index("ix_posting_loan_id_seq", posting.c.loan_id, posting.c.seq)
Table(
    "repayment",
    metadata,
    Column("id", Text, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("amount", BigInteger),
    needed("purpose"),
    needed("state"),
    needed("asked_at"),
    needed("quote_day"),
    Column("way", Text),
    Column("card_id", Text),
    Column("opened_at", Text),
    Column("move_id", Text),
    Column("page", Text),
    Column("agreement_id", Text),
    needed("auto", Integer, server_default="0"),
    Column("paid_at", Text),
    Column("booked_on", Text),
    Column("reason", Text),
)
Table(
    "agreement",
    metadata,
    Column("id", Text, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("state"),
    needed("valid_on"),
    needed("asked_at"),
    needed("days", Integer),
    needed("due"),
    needed("price", BigInteger),
    needed("psk"),
    Column("card_id", Text),
    Column("document", Text),
    Column("signed_at", Text),
    Column("repayment_id", Text),
)
Table(
    "promise",
    metadata,
    Column("id", Text, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("day"),
    needed("amount", BigInteger),
    needed("made_at"),
    Column("kept", Integer),
)
Table(
    "hardship",
    metadata,
    Column("id", Text, primary_key=True),
    needed("loan_id", Text, ForeignKey("loan.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("ground"),
    needed("months", Integer),
    needed("asked_at"),
    needed("state"),
    Column("since", Text),
    Column("until", Text),
    Column("daily_rate", Text),
)
Table(
    "autopay",
    metadata,
    Column("loan_id", Text, ForeignKey("loan.id"), primary_key=True),
    needed("borrower_id", BigInteger),
    needed("card_id"),
    needed("given_at"),
    needed("text_sha256"),
    Column("ended_at", Text),
)
