"""portfolio: what was issued in each quarter, by debt burden"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "portfolio",
        sa.Column("quarter", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("kopecks", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("quarter", "bucket"),
    )
    op.create_index(
        "ix_application_signed",
        "application",
        ["status"],
        sqlite_where=sa.text("status IN ('cooling', 'signed')"),
    )
    op.execute(
        "INSERT INTO portfolio (quarter, bucket, kopecks) "
        "SELECT substr(issued_on, 1, 4) || 'Q' || ((CAST(substr(issued_on, 6, 2) AS INTEGER) + 2) "
        "/ 3), CASE WHEN pdn > 80 THEN 'over_80' WHEN pdn > 50 THEN '50_80' ELSE 'none' END, "
        "sum(principal) FROM loan JOIN application ON application.id = loan.application_id "
        "GROUP BY 1, 2"
    )


def downgrade() -> None:
    op.drop_index("ix_application_signed", "application")
    op.drop_table("portfolio")
