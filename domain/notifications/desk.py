"""To the owners, in private: what has become of the staff's group."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.messaging.desk import Right, Trouble
from domain.notifications.notice import Content, Notice


@dataclass(frozen=True, kw_only=True)
class DeskMoved(Notice):
    """The group has another id, which the setting should name."""

    chat_id: int
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class DeskLost(Notice):
    trouble: Trouble
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class DeskPaused(Notice):
    """The messenger takes nothing for the group before `until`."""

    until: datetime
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class DeskBack(Notice):
    content = Content.PUBLIC


@dataclass(frozen=True, kw_only=True)
class DeskRightsLost(Notice):
    rights: tuple[Right, ...]
    content = Content.PUBLIC
