"""paying back: ledger, repayments, cards, agreements; what was given before goes on"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "card",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.LargeBinary(), nullable=False),
        sa.Column("bound_at", sa.Text(), nullable=False),
        sa.Column("method_id", sa.Text(), nullable=True),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("is_default", sa.Integer(), nullable=False),
        sa.Column("unbound_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
    )
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_card_chat_id"), ["chat_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_card_method_id"), ["method_id"], unique=False)
        batch_op.create_index(
            "uq_card_default", ["chat_id"], unique=True, sqlite_where=sa.text("is_default = 1")
        )

    op.create_table(
        "agreement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("valid_on", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("psk", sa.Text(), nullable=False),
        sa.Column("card_id", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("repayment_id", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_agreement_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_loan_id"), ["loan_id"], unique=False)

    op.create_table(
        "autopay",
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("card_id", sa.Text(), nullable=False),
        sa.Column("given_at", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_autopay_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", name=op.f("pk_autopay")),
    )
    op.create_table(
        "deed",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_deed_loan_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_deed")),
    )
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.create_index("uq_deed_loan_id_key", ["loan_id", "key"], unique=True)

    op.create_table(
        "hardship",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=True),
        sa.Column("until", sa.Text(), nullable=True),
        sa.Column("daily_rate", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_hardship_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hardship")),
    )
    with op.batch_alter_table("hardship", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hardship_loan_id"), ["loan_id"], unique=False)

    op.create_table(
        "posting",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.Column("booked_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_posting_loan_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_posting")),
        sa.UniqueConstraint("reverses", name=op.f("uq_posting_reverses")),
    )
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.create_index("ix_posting_loan_id_seq", ["loan_id", "seq"], unique=False)

    op.create_table(
        "promise",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_promise_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promise_loan_id"), ["loan_id"], unique=False)

    op.create_table(
        "repayment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("quote_day", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("card_id", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("move_id", sa.Text(), nullable=True),
        sa.Column("page", sa.Text(), nullable=True),
        sa.Column("agreement_id", sa.Text(), nullable=True),
        sa.Column("auto", sa.Integer(), server_default="0", nullable=False),
        sa.Column("paid_at", sa.Text(), nullable=True),
        sa.Column("booked_on", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_repayment_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repayment")),
    )
    with op.batch_alter_table("repayment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repayment_loan_id"), ["loan_id"], unique=False)

    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("later_plans", sa.Text(), server_default="[]", nullable=False)
        )
        batch_op.add_column(sa.Column("watch_on", sa.Text(), nullable=True))
        batch_op.create_index(
            "ix_loan_watch_on",
            ["watch_on"],
            unique=False,
            sqlite_where=sa.text("closed_on IS NULL"),
        )

    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.add_column(sa.Column("repayment_id", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("loan_id", sa.Text(), nullable=True))
        batch_op.alter_column("binding_id", existing_type=sa.TEXT(), nullable=True)
        batch_op.create_index(batch_op.f("ix_move_repayment_id"), ["repayment_id"], unique=False)
        batch_op.create_index(
            "ix_move_unsettled",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('reserved', 'sent', 'pending', 'releasing')"),
        )
        batch_op.create_index(
            "uq_move_live_charge",
            ["loan_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'charge' AND state NOT IN ('done', 'failed')"),
        )
        batch_op.create_index(
            "uq_move_live_repayment",
            ["repayment_id"],
            unique=True,
            sqlite_where=sa.text("kind IN ('charge', 'page') AND state <> 'failed'"),
        )
        batch_op.create_foreign_key(batch_op.f("fk_move_loan_id"), "loan", ["loan_id"], ["id"])

    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_signature_application_id"), type_="unique")
        batch_op.create_index(
            batch_op.f("ix_signature_application_id"), ["application_id"], unique=False
        )

    for table in ("deed", "posting"):
        for what in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}s are never changed'); END"
            )
    # Loans that were given before are looked at by the next scan, and their cards are bound ones.
    op.execute("UPDATE loan SET watch_on = issued_on WHERE closed_on IS NULL")
    op.execute(
        "INSERT INTO card (id, chat_id, facts, bound_at, method_id, is_default) "
        "SELECT id, chat_id, card, opened_at, method_id, 0 FROM binding "
        "WHERE state = 'verified' AND card IS NOT NULL AND method_id IS NOT NULL"
    )
    op.execute(
        "UPDATE card SET is_default = 1 WHERE id = (SELECT id FROM card AS other "
        "WHERE other.chat_id = card.chat_id ORDER BY bound_at DESC, rowid DESC LIMIT 1)"
    )
    op.execute(
        "INSERT INTO job (kind, subject, due_at) SELECT 'card_expiry', id, bound_at FROM card"
    )


def downgrade() -> None:
    """Only while nothing was repaid and no prolongation signed: such rows don't fit below, so
    the constraints refuse, and the database stays as it was."""
    op.execute("DELETE FROM job WHERE kind IN ('card_expiry', 'watch_loans', 'ask_about_all')")
    with op.batch_alter_table("signature", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_signature_application_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_signature_application_id"), ["application_id"]
        )

    with op.batch_alter_table("move", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_move_loan_id"), type_="foreignkey")
        batch_op.drop_index(
            "uq_move_live_repayment",
            sqlite_where=sa.text("kind IN ('charge', 'page') AND state <> 'failed'"),
        )
        batch_op.drop_index(
            "uq_move_live_charge",
            sqlite_where=sa.text("kind = 'charge' AND state NOT IN ('done', 'failed')"),
        )
        batch_op.drop_index(
            "ix_move_unsettled",
            sqlite_where=sa.text("state IN ('reserved', 'sent', 'pending', 'releasing')"),
        )
        batch_op.drop_index(batch_op.f("ix_move_repayment_id"))
        batch_op.alter_column("binding_id", existing_type=sa.TEXT(), nullable=False)
        batch_op.drop_column("loan_id")
        batch_op.drop_column("repayment_id")

    with op.batch_alter_table("loan", schema=None) as batch_op:
        batch_op.drop_index("ix_loan_watch_on", sqlite_where=sa.text("closed_on IS NULL"))
        batch_op.drop_column("watch_on")
        batch_op.drop_column("later_plans")

    with op.batch_alter_table("repayment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repayment_loan_id"))

    op.drop_table("repayment")
    with op.batch_alter_table("promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promise_loan_id"))

    op.drop_table("promise")
    with op.batch_alter_table("posting", schema=None) as batch_op:
        batch_op.drop_index("ix_posting_loan_id_seq")

    op.drop_table("posting")
    with op.batch_alter_table("hardship", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hardship_loan_id"))

    op.drop_table("hardship")
    with op.batch_alter_table("deed", schema=None) as batch_op:
        batch_op.drop_index("uq_deed_loan_id_key")

    op.drop_table("deed")
    op.drop_table("autopay")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_loan_id"))

    op.drop_table("agreement")
    with op.batch_alter_table("card", schema=None) as batch_op:
        batch_op.drop_index("uq_card_default", sqlite_where=sa.text("is_default = 1"))
        batch_op.drop_index(batch_op.f("ix_card_method_id"))
        batch_op.drop_index(batch_op.f("ix_card_chat_id"))

    op.drop_table("card")
