"""credit history: what credit bureaus are told, and disputes of it"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "history_row",
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_history_row_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "number", name=op.f("pk_history_row")),
    )
    op.create_table(
        "history_sending",
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.Text(), nullable=True),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_history_sending_loan_id")),
        sa.PrimaryKeyConstraint("loan_id", "bureau", "number", name=op.f("pk_history_sending")),
    )
    op.create_index(
        "ix_history_sending_due_on",
        "history_sending",
        ["due_on", "bureau"],
        sqlite_where=sa.text("state IN ('waiting', 'rejected')"),
    )
    op.create_table(
        "history_bureau",
        sa.Column("bureau", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bureau", name=op.f("pk_history_bureau")),
    )
    op.create_table(
        "dispute",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_dispute_loan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
    )
    op.create_index(op.f("ix_dispute_borrower_id"), "dispute", ["borrower_id"])


def downgrade() -> None:
    op.drop_table("dispute")
    op.drop_table("history_bureau")
    op.drop_table("history_sending")
    op.drop_table("history_row")
