"""Updates of every kind of the Bot API's schema, with fields as nobody should send them.

The schema is the sandbox's own (Bot API 10.3, https://core.telegram.org/bots/api).
"""

import enum
import random
from collections.abc import Iterator, Mapping
from typing import Any

from aiogram.filters.callback_data import CallbackData

from handlers.engine import callbacks
from sandbox.telegram.schema import TYPES

NUMBERS = (0, 1, -1, 7, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30)
WORDS = (
    "",
    " ",
    "\x00",
    "\ud800",
    "\u202e\u200b",
    "🧨" * 40,
    "я" * 5000,
    "/start",
    "/start " + "x" * 70,
    "/cases",
    "/block +79161234567 долг",
    "/loan@other_bot",
    "/",
    "{code}",
    "%s%n{0}",
    "<b>&lt;<i",
    "'; DROP TABLE loan; --",
    "123456",
    "١٢٣٤٥٦",
    "-10000",
    "1e309",
    "10000",
    "+79161234567",
    "31.02.2026",
    "0001-01-01",
    "private",
    "null",
)
CHAT_TYPES = ("private", "group", "supergroup", "channel")
BUTTONS = [
    one
    for one in vars(callbacks).values()
    if isinstance(one, type) and issubclass(one, CallbackData) and one is not CallbackData
]
KINDS = tuple(name for name in TYPES["Update"] if name != "update_id")
DEEPEST = 4


class Hostile:
    """The same updates for the same seed."""

    def __init__(self, seed: int, people: tuple[int, ...], group: int) -> None:
        self.random = random.Random(seed)
        self.people, self.group = people, group

    def updates(self, count: int, first: int = 1) -> Iterator[dict[str, Any]]:
        """Each kind as often as any other."""
        for number in range(count):
            kind = KINDS[number % len(KINDS)]
            yield {"update_id": first + number, kind: self._event(TYPES["Update"][kind]["type"])}

    def _event(self, kind: str) -> Any:
        made = self._thing(kind, 0)
        if isinstance(made, dict) and self.random.random() < 0.6:  # so that handlers get it
            self._from_somebody(made, kind)
        return made

    def _from_somebody(self, made: dict[str, Any], kind: str) -> None:
        person = self.random.choice(self.people)
        user = {"id": person, "is_bot": False, "first_name": self.random.choice(WORDS)}
        chat = {"id": person, "type": "private", "first_name": "Иван"}
        if self.random.random() < 0.2:
            chat = {"id": self.group, "type": "supergroup", "title": "Сотрудники"}
        message = {"message_id": self.random.choice(NUMBERS), "date": 1_780_000_000, "chat": chat}
        if kind == "Message":
            made.clear()
            made |= message | {"text": self._word()}
            if self.random.random() < 0.8:
                made["from"] = user
            else:
                made["sender_chat"] = {"id": -1001, "type": "channel", "title": "x"}
        elif kind == "CallbackQuery":
            made.clear()
            made |= {"id": "1", "from": user, "chat_instance": "1", "data": self._button()}
            if self.random.random() < 0.9:
                made["message"] = message | {"date": self.random.choice((0, 1_780_000_000))}

    def _word(self) -> str:
        return self.random.choice(WORDS)

    def _button(self) -> str:
        """Of our own buttons, with values that none of them carries."""
        button = self.random.choice(BUTTONS)
        fields = [self._filling(field.annotation) for field in button.model_fields.values()]
        return ":".join([button.__prefix__, *fields])

    def _filling(self, kind: Any) -> str:
        if self.random.random() < 0.3:
            return self._word().replace(":", "")
        if kind is int:
            return str(self.random.choice(NUMBERS))
        if kind is bool:
            return self.random.choice("01")
        if isinstance(kind, enum.EnumMeta):
            return str(self.random.choice([str(one.value) for one in kind]))  # type: ignore[var-annotated]
        return self.random.choice(("home", "resume", "back", "keep", "open", "yes", "x" * 60))

    def _thing(self, kind: str, depth: int) -> Any:
        if self.random.random() < 0.02:
            return self.random.choice((None, [], {}, "", 5, True, [[[]]]))
        kind = self.random.choice(kind.split(" or "))
        if kind.startswith("Array of "):
            inner = kind.removeprefix("Array of ")
            return [self._thing(inner, depth + 1) for _ in range(self.random.randrange(3))]
        match kind:
            case "Integer":
                return self.random.choice((*NUMBERS, *self.people, self.group))
            case "Float" | "Float number":
                return self.random.choice((0.0, -1.5, 1e308, 55.75))
            case "Boolean" | "True":
                return self.random.random() < 0.9
            case "String":
                return self._word()
        return self._object(kind, depth)

    def _object(self, kind: str, depth: int) -> Any:
        rules: Mapping[str, Any] = TYPES.get(kind, {})
        if not rules:  # one of a family
            family = [name for name in TYPES if name.startswith(kind) and TYPES[name]]
            family += ["Message", "InaccessibleMessage"] if kind.startswith("Maybe") else []
            if not family or depth >= DEEPEST:
                return {}
            return self._object(self.random.choice(family), depth + 1)
        made: dict[str, Any] = {}
        for name, rule in rules.items():
            wanted = 0.98 if rule["required"] else 0.12 if depth < DEEPEST else 0
            if depth < 2 * DEEPEST and self.random.random() < wanted:
                made[name] = self._thing(rule["type"], depth + 1)
        if kind == "Chat":
            made |= {"id": self.random.choice((*self.people, self.group, *NUMBERS))}
            made |= {"type": self.random.choice(CHAT_TYPES)}
        return made
