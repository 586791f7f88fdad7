"""the latest moment that the clock told, and the bank's time when money was sent"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "clock_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.add_column("move", sa.Column("bank_at", sa.Text(), nullable=True))
    op.create_index("ix_move_settled_at", "move", ["settled_at"])


def downgrade() -> None:
    op.drop_index("ix_move_settled_at", "move")
    op.drop_column("move", "bank_at")
    op.drop_table("clock_seen")
