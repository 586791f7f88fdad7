"""What one running bot consists of, as a value: handed along instead of being global."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dates import Clock
from domain.ports import Notices
from storage.conversations import ConversationRows
from storage.database import Database
from storage.outbox import OutboxRows


@dataclass(frozen=True, kw_only=True)
class Services:
    """`provided` is what handlers may ask for by argument name."""

    db: Database
    conversations: ConversationRows
    outbox: OutboxRows
    notices: Notices
    clock: Clock
    provided: Mapping[str, object]
