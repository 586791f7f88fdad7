"""the staff group's new ids, and lanes that must not speak yet"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moved_group",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("now_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_table(
        "lane_wait",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lane"),
    )


def downgrade() -> None:
    op.drop_table("lane_wait")
    op.drop_table("moved_group")
