"""codes that strangers have sent to a number are told from its owner's"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("code", sa.Column("trust", sa.Text(), nullable=False, server_default="proven"))


def downgrade() -> None:
    op.drop_column("code", "trust")
