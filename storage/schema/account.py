"""Accounts, the sessions in them, and what happens at their door."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Table, Text

from storage.schema.base import metadata, needed

Table(
    "account",
    metadata,
    Column("borrower_id", BigInteger, primary_key=True),
    Column("phone_index", Text, unique=True),
    Column("phone", LargeBinary),
    Column("password_hash", Text),
    Column("pin_hash", Text),
    Column("opened_at", Text),
    Column("blocked_at", Text),
    Column("block_reason", LargeBinary),
    Column("hold_since", Text),
    Column("hold_until", Text),
    needed("hold_every", Integer, server_default="0"),
    Column("away_told_at", Text),
)
session = Table(
    "session",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("borrower_id", BigInteger, primary_key=True),
    Column("name", LargeBinary),
    needed("opened_at"),
    needed("seen_at"),
    needed("locked", Integer, server_default="0"),
    Column("ended_at", Text),
)
Index(
    "uq_session_chat_id",
    session.c.chat_id,
    unique=True,
    sqlite_where=session.c.ended_at.is_(None),
)
Index("ix_session_borrower_id", session.c.borrower_id)
Table(  # who speaks in a chat that was signed in once; others have the chat's own number
    "guest",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    needed("borrower_id", BigInteger, unique=True),
)
Table(
    "guard",
    metadata,
    Column("scope", Text, primary_key=True),
    needed("failures", Integer),
    Column("last_at", Text, index=True),
)
Table(
    "entry",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    needed("phone_index", Text, index=True),
    needed("body", LargeBinary),
    needed("touched_at", Text, index=True),
)
secret_try = Table(
    "secret_try",
    metadata,
    Column("id", Text, primary_key=True),
    needed("chat_id", BigInteger, unique=True),
    needed("body", LargeBinary),
    needed("asked_at"),
    needed("first", Integer),
)
Index("ix_secret_try_order", secret_try.c.first.desc(), secret_try.c.asked_at, secret_try.c.id)
