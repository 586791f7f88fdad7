"""Cards, movements of money, papers, loans."""

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

binding = Table(
    "binding",
    metadata,
    Column("id", Text, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id"), index=True),
    needed("borrower_id", BigInteger),
    needed("state"),
    needed("opened_at"),
    Column("method_id", Text, index=True),
    Column("page", Text),
    Column("card", LargeBinary),
    Column("hold", Text),
    needed("tries_left", Integer),
    Column("answer_by", Text),
    Column("refusal", Text),
)
Index("ix_binding_borrower_id_opened_at", binding.c.borrower_id, binding.c.opened_at)
operation = Table(
    "move",
    metadata,
    Column("id", Text, primary_key=True),
    needed("kind"),
    needed("application_id", Text, ForeignKey("application.id")),
    Column("binding_id", Text, ForeignKey("binding.id")),
    Column("repayment_id", Text, index=True),
    Column("loan_id", Text, ForeignKey("loan.id")),
    needed("amount", BigInteger),
    needed("key", Text, unique=True),
    needed("state"),
    needed("reserved_at"),
    Column("sent_at", Text),
    Column("bank_id", Text, unique=True),
    Column("reason", Text),
    Column("settled_at", Text, index=True),
    Column("bank_at", Text),
)
Index(
    "ix_move_payouts",
    operation.c.application_id,
    operation.c.reserved_at,
    sqlite_where=operation.c.kind == "payout",
)
# However the code may err: never two payouts of one application that may both be alive.
Index(
    "uq_move_live_payout",
    operation.c.application_id,
    unique=True,
    sqlite_where=text("kind = 'payout' AND state <> 'failed'"),
)
# And never two charges of one loan of which both may still take money.
Index(
    "uq_move_live_charge",
    operation.c.loan_id,
    unique=True,
    sqlite_where=text("kind = 'charge' AND state NOT IN ('done', 'failed')"),
)
# Nor two movements of which both may pay one repayment.
Index(
    "uq_move_live_repayment",
    operation.c.repayment_id,
    unique=True,
    sqlite_where=text("kind IN ('charge', 'page') AND state <> 'failed'"),
)
Index(
    "ix_move_unsettled",
    operation.c.state,
    sqlite_where=text("state IN ('reserved', 'sent', 'pending', 'releasing')"),
)
Table(
    "paper",
    metadata,
    Column("id", Text, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id"), index=True),
    needed("kind"),
    needed("name"),
    needed("content", LargeBinary),
    needed("sha256"),
    needed("made_at"),
)
Table(
    "signature",
    metadata,
    Column("seq", Integer, primary_key=True),
    needed("id", Text, unique=True),
    needed("application_id", Text, ForeignKey("application.id"), index=True),
    needed("body", LargeBinary),
    needed("previous"),
    needed("hash"),
)
loan = Table(
    "loan",
    metadata,
    Column("id", Text, primary_key=True),
    needed("application_id", Text, ForeignKey("application.id"), unique=True),
    needed("binding_id", Text, ForeignKey("binding.id")),
    needed("borrower_id", BigInteger, index=True),
    needed("phone_index", Text, index=True),
    needed("contract", Text, unique=True),
    needed("inn_index", Text, index=True),
    needed("product"),
    needed("principal", BigInteger),
    needed("daily_rate"),
    needed("issued_at"),
    needed("issued_on"),
    needed("days", Integer),
    needed("law", Text, index=True),
    Column("closed_on", Text),
    needed("later_plans", Text, server_default="[]"),
    Column("watch_on", Text),
    Column("written_off_on", Text),
    Column("worst_delay", Integer),
    Column("person_id", Text, index=True),
)
Index("ix_loan_watch_on", loan.c.watch_on, sqlite_where=loan.c.closed_on.is_(None))
Index("ix_loan_without_delay", loan.c.id, sqlite_where=loan.c.worst_delay.is_(None))
card = Table(
    "card",
    metadata,
    Column("id", Text, primary_key=True),
    needed("borrower_id", BigInteger, index=True),
    needed("facts", LargeBinary),
    needed("bound_at"),
    Column("method_id", Text, index=True),
    Column("name", LargeBinary),
    needed("is_default", Integer),
    Column("unbound_at", Text),
)
Index("uq_card_default", card.c.borrower_id, unique=True, sqlite_where=card.c.is_default == 1)
