"""dispute due: by when disputes are to be answered"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_dispute_answer_by", "dispute", ["answer_by"], sqlite_where=sa.text("answer IS NULL")
    )


def downgrade() -> None:
    op.drop_index("ix_dispute_answer_by", "dispute")
