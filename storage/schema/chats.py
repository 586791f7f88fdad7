"""Conversations, what is to be said and done, and the staff's cases."""

from sqlalchemy import (
    BigInteger,
    Column,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from storage.schema.base import metadata, needed

Table(
    "conversation",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("topic_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("state", Text),
    needed("data"),
    needed("updated_at"),
)
Table(  # chats that can't be reached, and how many messages were not said there
    "blocked_chat",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    needed("since"),
    needed("why", Text, server_default="blocked"),
    needed("missed", Integer, server_default="0"),
)
Table(
    "seen_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True),
    needed("seen_at", Text, index=True),
)
Table(
    "failed_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True),
    needed("attempts", Integer),
    needed("failed_at", Text, index=True),
)
Table(  # a staff group that got another id, and which it has now
    "moved_group",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    needed("now_id", BigInteger),
)
Table(  # what must not speak before a moment, since Telegram said so
    "lane_wait",
    metadata,
    Column("lane", Text, primary_key=True),
    needed("since"),
    needed("until"),
    needed("why"),
)
Table(  # one row: the latest moment that the clock has told
    "clock_seen",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("at"),
)
Table(  # of the staff group, by the id of the Telegram account
    "staff_member",
    metadata,
    Column("user_id", BigInteger, primary_key=True),
    needed("inside", Integer),
    needed("at"),
)
text_count = Table(  # SMS and calls that were queued in an hour
    "text_count",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("hour", Text, primary_key=True),
    needed("count", Integer),
    needed("kopecks", Integer),
)
Index("ix_text_count_hour", text_count.c.hour)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    needed("lane"),  # «tg:<chat>» or «sms:<blind index of the phone>»
    needed("kind"),  # say, edit, delete, notice, sms
    needed("content"),  # class of content
    needed("body", LargeBinary),
    needed("state"),  # queued, sent, failed
    needed("created_at"),
    needed("attempts", Integer, server_default="0"),
    Column("message_id", BigInteger),
    Column("error", Text),
)
Index("ix_outbox_queued", outbox.c.lane, outbox.c.id, sqlite_where=outbox.c.state == "queued")
Index("ix_outbox_lane", outbox.c.lane)
job = Table(
    "job",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    needed("due_at", Text, index=True),
    needed("plan", Integer, server_default="1"),  # grows when planned again while it runs
    needed("attempts", Integer, server_default="0"),
    needed("claimed", Integer, server_default="0"),
)
Index("ix_job_claimed", job.c.claimed, sqlite_where=job.c.claimed == 1)
Table(
    "anchor",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),
    needed("message_id", BigInteger),
)
staff_case = Table(
    "staff_case",
    metadata,
    Column("id", Text, primary_key=True),
    needed("kind"),
    needed("subject"),
    needed("facts", LargeBinary),
    needed("opened_at"),
    Column("closed_at", Text),
    Column("action", Text),
    Column("closed_by", Text),
)
Index(
    "uq_staff_case_open",
    staff_case.c.kind,
    staff_case.c.subject,
    unique=True,
    sqlite_where=staff_case.c.closed_at.is_(None),
)
Index("ix_staff_case_about", staff_case.c.kind, staff_case.c.subject, staff_case.c.opened_at)
Index("ix_staff_case_open", staff_case.c.opened_at, sqlite_where=staff_case.c.closed_at.is_(None))
