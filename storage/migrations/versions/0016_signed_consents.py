"""signed consents: which signature a consent was given by"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("signature", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("consent", "signature")
