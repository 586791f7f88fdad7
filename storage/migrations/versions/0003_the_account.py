"""the borrower's account: what belongs to a borrower is theirs in whatever chat they speak"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

THEIRS = (
    "draft",
    "consent",
    "application",
    "code",
    "binding",
    "loan",
    "card",
    "agreement",
    "repayment",
    "promise",
    "hardship",
    "autopay",
)
INDEXED = ("application", "consent", "loan", "card")


def upgrade() -> None:
    rename("chat_id", "borrower_id")
    old = op.get_bind().execute
    op.rename_table("account", "old_account")
    make_tables()
    # The account of a chat is that of the phone it was linked to last.
    old(
        sa.text(
            "INSERT INTO account (borrower_id, phone_index, password_hash, opened_at) "
            "SELECT l.chat_id, a.phone_index, a.password_hash, "
            "(SELECT min(issued_at) FROM loan WHERE loan.borrower_id = l.chat_id) "
            "FROM linked_chat l JOIN old_account a ON a.phone_index = l.phone_index "
            "WHERE a.chat_id = l.chat_id"
        )
    )
    # Signed, and not paid out yet.
    old(
        sa.text(
            "INSERT INTO account (borrower_id, phone_index, password_hash) "
            "SELECT chat_id, max(phone_index), max(password_hash) FROM old_account "
            "WHERE chat_id NOT IN (SELECT borrower_id FROM account) "
            "AND phone_index NOT IN (SELECT phone_index FROM account) GROUP BY chat_id"
        )
    )
    old(
        sa.text(
            "INSERT INTO session (chat_id, borrower_id, opened_at, seen_at) "
            "SELECT borrower_id, borrower_id, opened_at, opened_at FROM account "
            "WHERE opened_at IS NOT NULL"
        )
    )
    op.drop_table("old_account")
    op.drop_table("linked_chat")


def downgrade() -> None:
    op.rename_table("account", "new_account")
    op.create_table(
        "account",
        sa.Column("phone_index", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("phone_index", name=op.f("pk_account")),
    )
    op.create_table(
        "linked_chat",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_index", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_linked_chat")),
    )
    op.create_index(op.f("ix_linked_chat_phone_index"), "linked_chat", ["phone_index"])
    old = op.get_bind().execute
    old(
        sa.text(
            "INSERT INTO account (phone_index, chat_id, password_hash) "
            "SELECT phone_index, borrower_id, password_hash FROM new_account "
            "WHERE phone_index IS NOT NULL AND password_hash IS NOT NULL"
        )
    )
    old(
        sa.text(
            "INSERT INTO linked_chat (chat_id, phone_index) "
            "SELECT borrower_id, phone_index FROM new_account "
            "WHERE phone_index IS NOT NULL AND opened_at IS NOT NULL"
        )
    )
    for table in ("new_account", "session", "guest", "guard", "entry", "secret_try"):
        op.drop_table(table)
    rename("borrower_id", "chat_id")


def rename(before: str, after: str) -> None:
    """What was kept under the number of a chat is kept under that of a borrower, and back."""
    for table in INDEXED:
        op.drop_index(f"ix_{table}_{before}", table)
    op.drop_index(f"ix_code_{before}_sent_at", "code")
    for table in THEIRS:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {before} TO {after}")
    for table in INDEXED:
        op.create_index(f"ix_{table}_{after}", table, [after])
    op.create_index(f"ix_code_{after}_sent_at", "code", [after, "sent_at"])


def make_tables() -> None:
    op.create_table(
        "account",
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_index", sa.Text(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.Text(), nullable=True),
        sa.Column("blocked_at", sa.Text(), nullable=True),
        sa.Column("block_reason", sa.LargeBinary(), nullable=True),
        sa.Column("hold_since", sa.Text(), nullable=True),
        sa.Column("hold_until", sa.Text(), nullable=True),
        sa.Column("hold_every", sa.Integer(), server_default="0", nullable=False),
        sa.Column("away_told_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("borrower_id", name=op.f("pk_account")),
        sa.UniqueConstraint("phone_index", name=op.f("uq_account_phone_index")),
    )
    op.create_table(
        "session",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.Text(), nullable=False),
        sa.Column("locked", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "borrower_id", name=op.f("pk_session")),
    )
    op.create_index(
        "uq_session_chat_id",
        "session",
        ["chat_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_session_borrower_id", "session", ["borrower_id"])
    op.create_table(
        "guest",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("borrower_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_guest")),
        sa.UniqueConstraint("borrower_id", name=op.f("uq_guest_borrower_id")),
    )
    op.create_table(
        "guard",
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("scope", name=op.f("pk_guard")),
    )
    op.create_table(
        "entry",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("phone_index", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("touched_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_entry")),
    )
    op.create_index(op.f("ix_entry_phone_index"), "entry", ["phone_index"])
    op.create_table(
        "secret_try",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_secret_try")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_secret_try_chat_id")),
    )
