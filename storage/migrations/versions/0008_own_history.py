"""own history: the worst delay of a loan; those of now are counted after the start"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("loan", sa.Column("worst_delay", sa.Integer(), nullable=True))
    op.create_index(
        "ix_loan_without_delay", "loan", ["id"], sqlite_where=sa.text("worst_delay IS NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_loan_without_delay", "loan")
    op.drop_column("loan", "worst_delay")
