"""nothing is scanned: indexes for what was looked for in whole tables, contracts are counted"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OF_CONTRACTS = "status IN ('offered', 'cooling', 'signed') AND law IS NOT NULL"
INDEXES: tuple[tuple[str, str, tuple[str, ...], str | None], ...] = (
    ("ix_outbox_lane", "outbox", ("lane",), None),
    ("ix_job_claimed", "job", ("claimed",), "claimed = 1"),
    ("ix_staff_case_open", "staff_case", ("opened_at",), "closed_at IS NULL"),
    ("ix_binding_borrower_id_opened_at", "binding", ("borrower_id", "opened_at"), None),
    ("ix_move_payouts", "move", ("application_id", "reserved_at"), "kind = 'payout'"),
    ("ix_loan_law", "loan", ("law",), None),
    ("ix_application_law", "application", ("law",), OF_CONTRACTS),
    ("ix_failed_update_failed_at", "failed_update", ("failed_at",), None),
    ("ix_guard_last_at", "guard", ("last_at",), None),
    ("ix_code_unused", "code", ("sent_at",), "used_at IS NULL"),
    ("ix_entry_touched_at", "entry", ("touched_at",), None),
)


def upgrade() -> None:
    for name, table, columns, where in INDEXES:
        op.create_index(name, table, list(columns), sqlite_where=where and sa.text(where))
    op.create_index("ix_secret_try_order", "secret_try", [sa.text("first DESC"), "asked_at", "id"])
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.execute(
        "INSERT INTO counter (name, value) "
        "SELECT 'contract', count(*) FROM application WHERE contract IS NOT NULL"
    )


def downgrade() -> None:
    op.drop_table("counter")
    op.drop_index("ix_secret_try_order", "secret_try")
    for name, table, _, _ in reversed(INDEXES):
        op.drop_index(name, table)
