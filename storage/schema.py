"""The tables: the one truth for every engine.

Instants are UTC text of fixed width, days ISO text, money whole kopecks. `LargeBinary` columns
hold sealed personal data (storage/crypto.py).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _needed(name: str, kind: object = Text, *rest: object, **options: object) -> Column[object]:
    return Column(name, kind, *rest, nullable=False, **options)  # type: ignore[arg-type]


Table(
    "conversation",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("topic_id", BigInteger, primary_key=True),
    Column("user_id", BigInteger, primary_key=True),
    Column("state", Text),
    _needed("data"),
    _needed("updated_at"),
)
Table("blocked_chat", metadata, Column("chat_id", BigInteger, primary_key=True), _needed("since"))
Table(
    "seen_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True),
    _needed("seen_at", Text, index=True),
)
Table(
    "failed_update",
    metadata,
    Column("update_id", BigInteger, primary_key=True),
    _needed("attempts", Integer),
    _needed("failed_at"),
)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    _needed("lane"),  # «tg:<chat>» or «sms:<blind index of the phone>»
    _needed("kind"),  # say, edit, delete, notice, sms
    _needed("content"),  # class of content
    _needed("body", LargeBinary),
    _needed("state"),  # queued, sent, failed
    _needed("created_at"),
    _needed("attempts", Integer, server_default="0"),
    Column("message_id", BigInteger),
    Column("error", Text),
)
Index("ix_outbox_queued", outbox.c.lane, outbox.c.id, sqlite_where=outbox.c.state == "queued")
job = Table(
    "job",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    _needed("due_at", Text, index=True),
    _needed("plan", Integer, server_default="1"),  # grows when planned again while it runs
    _needed("attempts", Integer, server_default="0"),
    _needed("claimed", Integer, server_default="0"),
)
Table(
    "draft",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    _needed("body", LargeBinary),
    _needed("updated_at"),
)
Table(
    "consent",
    metadata,
    Column("id", Integer, primary_key=True),
    _needed("chat_id", BigInteger, index=True),
    _needed("kind"),
    _needed("version"),
    _needed("text_sha256"),
    _needed("given_at"),
)
Table(
    "wording",
    metadata,
    Column("text_sha256", Text, primary_key=True),
    _needed("text"),
)
Table(
    "application",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("chat_id", BigInteger, index=True),
    _needed("phone_index", Text, index=True),
    _needed("inn_index", Text, index=True),
    _needed("status"),
    _needed("amount", BigInteger),
    _needed("days", Integer),
    _needed("product"),
    _needed("form", LargeBinary),
    _needed("created_at"),
    Column("approved", BigInteger),
    Column("reason", Text),
    Column("retry_on", Text),
    Column("pdn", Integer),
    Column("terms", Text),
    Column("contract", Text, unique=True),
    Column("law", Text),
)
Table(
    "report",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("bureau", Text, primary_key=True),
    _needed("body", LargeBinary),
    _needed("answered_at"),
)
Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    _needed("application_id", Text, ForeignKey("application.id"), index=True),
    _needed("inputs", LargeBinary),
    _needed("verdict"),
    _needed("fired"),
    _needed("version"),
    Column("amount", BigInteger),
    Column("pdn", Integer),
    _needed("decided_at"),
)
Table(
    "identity_check",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    _needed("who"),
    _needed("checked_at"),
    _needed("passed", Integer),
    _needed("answer"),
)
Table(
    "stage",
    metadata,
    Column("application_id", Text, ForeignKey("application.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    _needed("reached_at"),
)
Table(
    "stop_entry",
    metadata,
    Column("kind", Text, primary_key=True),  # phone, passport, inn
    Column("value_index", Text, primary_key=True),
    _needed("list"),  # block, 115fz
)
Table(
    "anchor",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),
    _needed("message_id", BigInteger),
)
code = Table(
    "code",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("purpose"),
    _needed("chat_id", BigInteger),
    _needed("phone_index"),
    _needed("phone", LargeBinary),
    _needed("subject", LargeBinary),
    _needed("digest"),
    _needed("sent_at"),
    _needed("tries_left", Integer),
    Column("used_at", Text),
)
Index("ix_code_chat_id_sent_at", code.c.chat_id, code.c.sent_at)
Index("ix_code_phone_index_sent_at", code.c.phone_index, code.c.sent_at)
Table(
    "binding",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("application_id", Text, ForeignKey("application.id"), index=True),
    _needed("chat_id", BigInteger),
    _needed("state"),
    _needed("opened_at"),
    Column("method_id", Text, index=True),
    Column("page", Text),
    Column("card", LargeBinary),
    Column("hold", Text),
    _needed("tries_left", Integer),
    Column("answer_by", Text),
    Column("refusal", Text),
)
move = Table(
    "move",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("kind"),
    _needed("application_id", Text, ForeignKey("application.id")),
    _needed("binding_id", Text, ForeignKey("binding.id")),
    _needed("amount", BigInteger),
    _needed("key", Text, unique=True),
    _needed("state"),
    _needed("reserved_at"),
    Column("sent_at", Text),
    Column("bank_id", Text, unique=True),
    Column("reason", Text),
    Column("settled_at", Text),
)
# However the code may err: never two payouts of one application that may both be alive.
Index(
    "uq_move_live_payout",
    move.c.application_id,
    unique=True,
    sqlite_where=text("kind = 'payout' AND state <> 'failed'"),
)
Table(
    "paper",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("application_id", Text, ForeignKey("application.id"), index=True),
    _needed("kind"),
    _needed("name"),
    _needed("content", LargeBinary),
    _needed("sha256"),
    _needed("made_at"),
)
Table(
    "signature",
    metadata,
    Column("seq", Integer, primary_key=True),
    _needed("id", Text, unique=True),
    _needed("application_id", Text, ForeignKey("application.id"), unique=True),
    _needed("body", LargeBinary),
    _needed("previous"),
    _needed("hash"),
)
Table(
    "loan",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("application_id", Text, ForeignKey("application.id"), unique=True),
    _needed("binding_id", Text, ForeignKey("binding.id")),
    _needed("chat_id", BigInteger, index=True),
    _needed("phone_index", Text, index=True),
    _needed("contract", Text, unique=True),
    _needed("inn_index", Text, index=True),
    _needed("product"),
    _needed("principal", BigInteger),
    _needed("daily_rate"),
    _needed("issued_at"),
    _needed("issued_on"),
    _needed("days", Integer),
    _needed("law"),
    Column("closed_on", Text),
)
Table(
    "account",
    metadata,
    Column("phone_index", Text, primary_key=True),
    _needed("chat_id", BigInteger),
    _needed("password_hash"),
)
Table(
    "linked_chat",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    _needed("phone_index", Text, index=True),
)
staff_case = Table(
    "staff_case",
    metadata,
    Column("id", Text, primary_key=True),
    _needed("kind"),
    _needed("subject"),
    _needed("facts", LargeBinary),
    _needed("opened_at"),
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
