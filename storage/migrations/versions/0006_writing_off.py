"""writing off: debts that were given up"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("loan", sa.Column("written_off_on", sa.Text(), nullable=True))
    op.create_index("ix_staff_case_about", "staff_case", ["kind", "subject", "opened_at"])


def downgrade() -> None:
    op.drop_index("ix_staff_case_about", "staff_case")
    op.drop_column("loan", "written_off_on")
