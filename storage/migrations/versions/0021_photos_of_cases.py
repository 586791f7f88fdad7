"""photos that stand in the staff group are put away in time"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Those that stand there now go at the next start: how long ago they came isn't known."""
    op.execute(
        "INSERT INTO job (kind, subject, due_at) SELECT 'case_photo', id, opened_at "
        "FROM staff_case WHERE kind = 'phone' AND closed_at IS NULL"
    )


def downgrade() -> None:
    op.execute("DELETE FROM job WHERE kind = 'case_photo'")
