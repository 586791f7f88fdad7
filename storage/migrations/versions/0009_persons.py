"""one person is one borrower: who an application and a loan belong to, and by what that is told"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

LIVE = "'approved', 'checking', 'cooling', 'counter', 'offered', 'review', 'signed'"


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "application_mark",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value_index", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"],
            ["application.id"],
            name=op.f("fk_application_mark_application_id"),
        ),
        sa.PrimaryKeyConstraint("application_id", "kind", name=op.f("pk_application_mark")),
    )
    op.create_index(
        op.f("ix_application_mark_kind_value_index"), "application_mark", ["kind", "value_index"]
    )
    op.create_table(
        "judgement",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_judgement_application_id")
        ),
        sa.PrimaryKeyConstraint("application_id", "person_id", name=op.f("pk_judgement")),
    )
    op.create_index(op.f("ix_judgement_person_id"), "judgement", ["person_id"])
    op.create_table(
        "shared_mark",
        sa.Column("application_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("application_id", "other_id", name=op.f("pk_shared_mark")),
    )
    op.create_table(
        "scan",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("done_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_scan")),
    )
    op.add_column("application", sa.Column("person_id", sa.Text(), nullable=True))
    op.add_column(
        "application", sa.Column("proven", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("application", sa.Column("asked_at", sa.Text(), nullable=True))
    op.execute("UPDATE application SET asked_at = created_at")
    op.create_index(op.f("ix_application_person_id"), "application", ["person_id"])
    op.create_index(
        "uq_application_live_person",
        "application",
        ["person_id"],
        unique=True,
        sqlite_where=sa.text(f"status IN ({LIVE}) AND person_id IS NOT NULL"),
    )
    op.add_column("loan", sa.Column("person_id", sa.Text(), nullable=True))
    op.create_index(op.f("ix_loan_person_id"), "loan", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_loan_person_id"), "loan")
    op.drop_column("loan", "person_id")
    op.drop_index("uq_application_live_person", "application")
    op.drop_index(op.f("ix_application_person_id"), "application")
    for column in ("asked_at", "proven", "person_id"):
        op.drop_column("application", column)
    for table in ("scan", "shared_mark", "judgement", "application_mark", "person"):
        op.drop_table(table)
