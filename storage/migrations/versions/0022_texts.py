"""texts: how many SMS and calls went out in each hour, and their cost"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_count",
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("hour", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("kopecks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "hour"),
    )
    op.create_index("ix_text_count_hour", "text_count", ["hour"])


def downgrade() -> None:
    op.drop_index("ix_text_count_hour", table_name="text_count")
    op.drop_table("text_count")
