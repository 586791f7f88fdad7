"""chats that are gone: why, and how much was not said there"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "blocked_chat", sa.Column("why", sa.Text(), nullable=False, server_default="blocked")
    )
    op.add_column(
        "blocked_chat", sa.Column("missed", sa.Integer(), nullable=False, server_default="0")
    )


def downgrade() -> None:
    op.drop_column("blocked_chat", "missed")
    op.drop_column("blocked_chat", "why")
