"""a change of phone by a photo, and accounts that staff close"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "phone_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_index", sa.Text(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.Text(), nullable=True),
        sa.Column("photo_until", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone_change")),
    )
    op.create_index(op.f("ix_phone_change_chat_id"), "phone_change", ["chat_id"])
    op.create_index(op.f("ix_phone_change_phone_index"), "phone_change", ["phone_index"])
    op.create_index(
        "uq_phone_change_under_way",
        "phone_change",
        ["borrower_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('loading', 'open')"),
    )
    op.create_table(
        "account_block",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("blocked", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_account_block")),
    )
    op.create_index(op.f("ix_account_block_borrower_id"), "account_block", ["borrower_id"])


def downgrade() -> None:
    op.drop_table("account_block")
    op.drop_table("phone_change")
