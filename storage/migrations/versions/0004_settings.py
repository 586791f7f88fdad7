"""settings: the profile's changes, consents that are taken back, notices, copies, deletion"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("revoked_at", sa.Text(), nullable=True))
    op.create_table(
        "profile_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("before", sa.LargeBinary(), nullable=True),
        sa.Column("after", sa.LargeBinary(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_profile_change")),
    )
    op.create_index(
        op.f("ix_profile_change_borrower_id_id"), "profile_change", ["borrower_id", "id"]
    )
    op.create_table(
        "notification_choice",
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("borrower_id", "kind", name=op.f("pk_notification_choice")),
    )
    op.create_table(
        "export_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_request")),
    )
    op.create_index(op.f("ix_export_request_borrower_id"), "export_request", ["borrower_id"])
    op.create_table(
        "deletion_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("keep_until", sa.Text(), nullable=False),
        sa.Column("answer_by", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deletion_request")),
    )
    op.create_index(op.f("ix_deletion_request_borrower_id"), "deletion_request", ["borrower_id"])


def downgrade() -> None:
    for table in ("deletion_request", "export_request", "notification_choice", "profile_change"):
        op.drop_table(table)
    op.drop_column("consent", "revoked_at")
