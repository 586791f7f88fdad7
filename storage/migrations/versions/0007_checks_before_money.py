"""look-ups and reports to FinCERT, and what stop lists have frozen"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "lookup",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("move_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_lookup_move_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_lookup")),
        sa.UniqueConstraint("request_id", name=op.f("uq_lookup_request_id")),
    )
    op.create_index(op.f("ix_lookup_move_id"), "lookup", ["move_id"])
    op.create_table(
        "fraud_report",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("move_id", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("fact_at", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("acknowledged_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_fraud_report_application_id")
        ),
        sa.ForeignKeyConstraint(["move_id"], ["move.id"], name=op.f("fk_fraud_report_move_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fraud_report")),
        sa.UniqueConstraint("move_id", name=op.f("uq_fraud_report_move_id")),
    )
    op.create_table(
        "freeze",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.Text(), nullable=True),
        sa.Column("lifted_by", sa.Text(), nullable=True),
        sa.Column("by_right", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_freeze")),
    )
    op.create_index(op.f("ix_freeze_borrower_id"), "freeze", ["borrower_id"])
    op.create_index(
        "uq_freeze_standing",
        "freeze",
        ["borrower_id"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("freeze")
    op.drop_table("fraud_report")
    op.drop_table("lookup")
