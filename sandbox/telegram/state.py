"""Everything that this Telegram knows, and how it tells of it in JSON."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.clock.clock import WorldClock
from sandbox.people.people import STAFF_GROUP, People, Person
from sandbox.telegram.callbacks import Callbacks
from sandbox.telegram.chats import Chat, Chats, Message
from sandbox.telegram.content.files import Files
from sandbox.telegram.content.limits import Limits
from sandbox.telegram.refusals import Refusal, bad, forbidden, moved
from sandbox.telegram.updates import Updates

BOT_USERNAME = "smartcash_sandbox_bot"
BOT_NAME = "Умные наличные"
GROUP_USERNAME = "smartcash_sandbox_staff"  # while it is public
GROUP_TITLE = "Умные наличные: поддержка"

Json = dict[str, Any]
LOST = {
    "kicked": forbidden("bot was kicked from the supergroup chat"),
    "left": forbidden("bot is not a member of the supergroup chat"),
    "deleted": forbidden("the group chat was deleted"),
}
SILENT = {
    "silenced": bad("not enough rights to send text messages to the chat"),
    "closed": bad("TOPIC_CLOSED"),  # to whom is no administrator
}


@dataclass
class Group:
    """The staff's group as the Bot API shows it: its id, what the bot is in it (group.STATUSES),
    ids that it had; whether it is public, and what those people are in it who aren't what they
    were at first (members.STATUSES)."""

    id: int = STAFF_GROUP
    status: str = "administrator"
    former: list[int] = field(default_factory=list)
    open: bool = False
    members: dict[int, str] = field(default_factory=dict)


@dataclass
class Described:
    """What the bot set about itself."""

    commands: dict[tuple[str, int, int, str], list[dict[str, str]]] = field(default_factory=dict)
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    menu_button: Json | None = None


class State:
    def __init__(
        self,
        *,
        clock: WorldClock,
        people: People,
        token: str,
        limits: bool,
        callback_lifetime: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock = clock
        self.people = people
        self.bot_id = int(token.partition(":")[0])
        self.limits = Limits(limits, monotonic)
        self.chats = Chats(monotonic)
        self.files = Files()
        self.updates = Updates(pacing=limits, monotonic=monotonic)
        self.callbacks = Callbacks(callback_lifetime, monotonic)
        self.albums = itertools.count(13_900_000_000_000_001)  # ids of albums never start over
        self.about = Described()
        self.group = Group()

    def reset(self) -> None:
        self.limits.reset()
        self.chats.reset()
        self.files.reset()
        self.updates.reset()
        self.callbacks.reset()
        self.about = Described()
        self.group = Group()

    def chat_for_bot(self, chat_id: int | str) -> Chat:
        """A chat that the bot knows; Refusal «chat not found», and of a group that it lost."""
        if chat_id in self.group.former:
            raise moved(self.group.id)
        if chat_id == self.group.id:
            if self.group.status in LOST:
                raise again(LOST[self.group.status])
            return self.chats.get(STAFF_GROUP)
        person = self.people.get(chat_id) if isinstance(chat_id, int) else None
        if person is None or self.chats.get(person.id).gone == "not_found":
            raise bad("chat not found")
        return self.chats.get(person.id)

    def chat_to_write(self, chat_id: int | str) -> Chat:
        """A chat in which the bot may write now; Refusal when it may not."""
        chat = self.chat_for_bot(chat_id)
        if not chat.private and self.group.status in SILENT:
            raise again(SILENT[self.group.status])
        if chat.gone:
            raise forbidden("user is deactivated")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        return chat

    def name(self, user_id: int) -> str:
        person = self.people.get(user_id)
        return BOT_NAME if person is None else person.name

    def user(self, user_id: int) -> Json:
        if user_id == self.bot_id:
            return {
                "id": user_id,
                "is_bot": True,
                "first_name": BOT_NAME,
                "username": BOT_USERNAME,
            }
        person = self.people.get(user_id)
        name = person_name(person) if person else {"first_name": str(user_id)}
        return {"id": user_id, "is_bot": False, **name, "language_code": "ru"}

    def chat(self, chat: Chat) -> Json:
        if not chat.private:
            return {
                "id": self.group.id,
                "type": "supergroup",
                "title": GROUP_TITLE,
                "is_forum": True,
            } | ({"username": GROUP_USERNAME} if self.group.open else {})
        person = self.people.get(chat.id)
        name = person_name(person) if person else {}
        return {"id": chat.id, "type": "private", **name}

    def message(self, message: Message, *, with_reply: bool = True) -> Json:
        """A Message of the Bot API."""
        chat = self.chats.get(message.chat_id)
        told: Json = {
            "message_id": message.message_id,
            "from": self.user(message.sender),
            "chat": self.chat(chat),
            "date": unix(message.date),
        }
        if message.thread_id is not None:
            told |= {"message_thread_id": message.thread_id, "is_topic_message": True}
        if message.edited is not None:
            told["edit_date"] = unix(message.edited)
        told |= message.content
        origin = chat.find(message.reply_to) if with_reply else None
        if origin is not None:
            told["reply_to_message"] = self.message(origin, with_reply=False)
        if message.markup and "inline_keyboard" in message.markup:
            told["reply_markup"] = message.markup
        return told


def again(refusal: Refusal) -> Refusal:
    """A new exception with the same words."""
    return Refusal(refusal.code, refusal.description)


def person_name(person: Person) -> Json:
    first, _, last = person.name.strip().partition(" ")
    return {"first_name": first or "?"} | ({"last_name": last} if last else {})


def unix(moment: datetime) -> int:
    return int(moment.timestamp())
