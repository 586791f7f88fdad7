"""fiscal receipts for interest"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "fiscal_receipt",
        sa.Column("repayment_id", sa.Text(), nullable=False),
        sa.Column("loan_id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_at", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("registered_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["repayment_id"], ["repayment.id"], name=op.f("fk_fiscal_receipt_repayment_id")
        ),
        sa.ForeignKeyConstraint(["loan_id"], ["loan.id"], name=op.f("fk_fiscal_receipt_loan_id")),
        sa.PrimaryKeyConstraint("repayment_id", name=op.f("pk_fiscal_receipt")),
    )


def downgrade() -> None:
    op.drop_table("fiscal_receipt")
