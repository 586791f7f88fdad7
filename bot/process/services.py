"""What one running bot consists of, as a value: handed along instead of being global."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.ports import Jobs, Notices, Sessions
from domain.usecases.home.gone_chats import ComeBack
from storage.engine.database import Database
from storage.queues.conversations import ConversationRows
from storage.queues.desk import DeskRows
from storage.queues.outbox import OutboxRows


@dataclass(frozen=True, kw_only=True)
class Services:
    """`provided` is what handlers may ask for by argument name."""

    db: Database
    conversations: ConversationRows
    outbox: OutboxRows
    notices: Notices
    jobs: Jobs
    desk: DeskRows
    come_back: ComeBack
    clock: Clock
    sessions: Sessions
    idle: timedelta | None  # after so long without a word money waits for password or PIN
    provided: Mapping[str, object]
