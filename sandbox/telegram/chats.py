"""What the chats hold: messages, topics, keyboards; and the feed of their changes."""

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sandbox.people.people import ADMIN, STAFF_GROUP

TYPING = 5.0  # seconds of real time that «typing…» is shown


class Signal:
    """Wakes everybody who waits for a change."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def fire(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def wait(self, seconds: float | None = None) -> None:
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            await asyncio.wait({future}, timeout=seconds)
        finally:
            self._waiting.discard(future)


@dataclass
class Message:
    chat_id: int
    message_id: int
    sender: int
    date: datetime
    content: dict[str, Any]  # the Bot API's fields: text and entities, document, contact …
    thread_id: int | None = None
    reply_to: int | None = None
    markup: dict[str, Any] | None = None  # of any of the four kinds
    edited: datetime | None = None
    deleted: bool = False
    seq: int = 0
    reactions: list[dict[str, Any]] = field(default_factory=list)

    @property
    def body(self) -> Literal["text", "caption"]:
        return "text" if "text" in self.content else "caption"

    @property
    def text(self) -> str:
        return str(self.content.get(self.body, ""))

    @property
    def entities(self) -> list[dict[str, Any]]:
        name = "entities" if self.body == "text" else "caption_entities"
        return list(self.content.get(name, []))


@dataclass
class Topic:
    thread_id: int
    name: str
    icon_color: int
    icon: str | None = None
    closed: bool = False


@dataclass
class Chat:
    id: int
    started: bool = False  # a person has written here
    blocked: bool = False  # by the person
    gone: Literal["", "deactivated", "not_found"] = ""  # the person's account
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    keyboard: Message | None = None  # whose reply keyboard is shown
    typing_until: float = 0.0
    pinned: list[int] = field(default_factory=list)
    menu_button: dict[str, Any] | None = None

    @property
    def private(self) -> bool:
        return self.id > 0

    @property
    def forum(self) -> bool:
        return self.id == STAFF_GROUP

    def find(self, message_id: int | None) -> Message | None:
        """A message that is still there."""
        found = self.messages.get(message_id or 0)
        return None if found is None or found.deleted else found

    def newest_first(self) -> Iterator[Message]:
        return (m for m in reversed(list(self.messages.values())) if not m.deleted)


class Chats:
    """All chats. Message ids count on over all private chats, and by itself in the group."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.monotonic = monotonic
        self.changed = Signal()
        self._all: dict[int, Chat] = {}
        self._seq = itertools.count(1)
        self._ids: dict[bool, Iterator[int]] = {}
        self.reset()

    def reset(self) -> None:
        # Anna, who runs the bot, has pressed «Start» in it as every owner does.
        self._all = {one: Chat(one, started=True) for one in (STAFF_GROUP, ADMIN)}
        # A group's first message tells of its creation; 1 is also the topic «General».
        self._ids = {True: itertools.count(1), False: itertools.count(2)}
        self.changed.fire()

    def get(self, chat_id: int) -> Chat:
        return self._all.setdefault(chat_id, Chat(chat_id))

    def all(self) -> list[Chat]:
        return list(self._all.values())

    def add(
        self,
        chat: Chat,
        sender: int,
        date: datetime,
        content: dict[str, Any],
        *,
        thread_id: int | None = None,
        reply_to: int | None = None,
        markup: dict[str, Any] | None = None,
    ) -> Message:
        message = Message(
            chat.id,
            next(self._ids[chat.private]),
            sender,
            date,
            content,
            thread_id,
            reply_to,
            markup,
        )
        chat.messages[message.message_id] = message
        if markup and "keyboard" in markup:
            chat.keyboard = message
        elif markup and "remove_keyboard" in markup:
            chat.keyboard = None
        self.touch(message)
        return message

    def delete(self, message: Message) -> None:
        chat = self.get(message.chat_id)
        message.deleted = True
        if chat.keyboard is message:
            chat.keyboard = None
        if message.message_id in chat.pinned:
            chat.pinned.remove(message.message_id)
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Give a changed message its new place in the feed."""
        message.seq = next(self._seq)
        self.changed.fire()

    def typing(self, chat: Chat, on: bool) -> None:
        chat.typing_until = self.monotonic() + TYPING if on else 0.0

    def is_typing(self, chat: Chat) -> bool:
        return self.monotonic() < chat.typing_until

    async def changes(self, chat_id: int, since: int, wait: float) -> list[Message]:
        """Messages with a newer seq, oldest change first; waits for one at most `wait` seconds."""
        until = self.monotonic() + wait
        while True:
            found = [m for m in self.get(chat_id).messages.values() if m.seq > since]
            left = until - self.monotonic()
            if found or left <= 0:
                return sorted(found, key=lambda m: m.seq)
            await self.changed.wait(left)
