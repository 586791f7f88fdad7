"""Every step, message, command and button of the product, found in its code; and which handler of
the real dispatcher each of them reaches."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from aiogram import Bot
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import StatesGroup
from aiogram.fsm.storage.base import StorageKey
from aiogram.types import CallbackQuery, Chat, Message, User

import handlers
from bot.intake.dispatcher import UpdateStorage
from domain.ids import BorrowerId, ChatId
from domain.model.accounts.session import Actor
from handlers.engine import callbacks
from handlers.routers import ROUTERS
from tests.support.telegram import TOKEN

IVAN = User(id=100_001, is_bot=False, first_name="Иван")
CHAT = Chat(id=IVAN.id, type="private")
NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
# A value for each field of a button's data; cards are tried with a bound one and with the page.
VALUES: dict[str, tuple[object, ...]] = {
    "to": (),
    "card": (0, callbacks.ON_PAGE),
    "do": (
        *("open", "default", "rename", "unbind", "revoke", "revoked", "give", "given"),
        *("withdraw", "not_me", "skip"),
    ),
    "yes": (True, False),
    "sure": (True, False),
    "on": (True, False),
    "stranger": (True, False),
    "purpose": ("full", "part"),
    "ground": ("income",),
    "kind": ("ads",),
    "number": (-1, 0, 1),
}
TEXTS = ("10000", "123456", "31.12.1990", "слово", "трава зелёный поезд", "+7 916 123-45-67")


def sources() -> Iterator[ast.AST]:
    assert handlers.__file__ is not None
    for file in Path(handlers.__file__).parent.rglob("*.py"):
        yield from ast.walk(ast.parse(file.read_text()))


def plain_steps() -> set[str]:
    """All that Go(to=…) and To(…) name."""
    named: set[str] = set()
    for node in sources():
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        given = node.args if node.func.id == "To" else [one.value for one in node.keywords]
        if node.func.id in ("To", "Go"):
            named |= {str(one.value) for one in given if isinstance(one, ast.Constant)}
    return named


@cache
def buttons() -> set[str]:
    found = {callbacks.Go(to=step).pack() for step in plain_steps()} | {"x", "go:", "by:x:y"}
    for kind in vars(callbacks).values():
        if isinstance(kind, type) and issubclass(kind, CallbackData) and "to" not in fields(kind):
            found |= set(packed(kind))
    return {one for one in found if len(one.encode()) <= 64}


def fields(kind: type[CallbackData]) -> set[str]:
    return set(kind.model_fields)


def packed(kind: type[CallbackData]) -> Iterator[str]:
    """With every value of one field beside the first ones of the others."""
    names = list(kind.model_fields)
    for changed in names:
        for value in values(kind, changed):
            first = {name: values(kind, name)[0] for name in names}
            try:
                yield kind.model_validate(first | {changed: value}).pack()
            except ValueError:  # not one of this kind's
                continue


def values(kind: type[CallbackData], name: str) -> tuple[object, ...]:
    wanted = kind.model_fields[name].annotation
    if name in VALUES:
        return VALUES[name]
    if wanted is int:
        return (7,)
    return tuple(cast(Any, wanted)) if hasattr(wanted, "__members__") else ("1",)


def steps() -> set[str | None]:
    """Every state of every conversation, and none."""
    groups: list[type[StatesGroup]] = list(StatesGroup.__subclasses__())
    ours = [one for one in groups if one.__module__.startswith("handlers.")]
    return {None, *(state.state for group in ours for state in group.__states__)}


def commands() -> set[str]:
    """All that any handler of a private chat listens to, and what none does."""
    found: set[str] = set()
    for router in ROUTERS:
        for handler in router.message.handlers:
            for one in handler.filters or ():
                if isinstance(one.callback, Command):
                    found |= {f"/{name}" for name in one.callback.commands}
    return found | {"/nothing", "/help@another_bot", "/helpme", "/"}


@cache
def written(text: str | None) -> Message:
    return Message(message_id=1, date=NOON, chat=CHAT, from_user=IVAN, text=text)


@cache
def tapped(data: str) -> CallbackQuery:
    screen = written("Экран")
    return CallbackQuery(id="1", from_user=IVAN, chat_instance="1", data=data, message=screen)


class Walker:
    """Who speaks to the dispatcher; nothing is done, only the handler is named."""

    def __init__(self, *, signed_in: bool, locked: bool = False, idle: bool = False) -> None:
        self.bot = Bot(TOKEN)
        self.bot._me = cast(Any, SimpleNamespace(username="our_bot", id=self.bot.id))
        self.actor = Actor(
            chat_id=ChatId(IVAN.id),
            borrower_id=BorrowerId(IVAN.id),
            name="Иван",
            signed_in=signed_in,
            locked=locked,
            idle=idle,
        )

    async def taps(self, data: str, step: str | None) -> str:
        return await self._reached("callback_query", tapped(data), step)

    async def writes(self, text: str | None, step: str | None) -> str:
        """None: a photo."""
        return await self._reached("message", written(text), step)

    async def _reached(self, kind: str, event: Message | CallbackQuery, step: str | None) -> str:
        storage = UpdateStorage(step, {"field": "name"})
        key = StorageKey(self.bot.id, CHAT.id, IVAN.id)
        given = {
            "bot": self.bot,
            "actor": self.actor,
            "raw_state": step,
            "staff_chat": -1,
            "state": FSMContext(storage, key),
        }
        for router in ROUTERS:
            observer = router.observers[kind]
            if not await self._all(observer._handler.filters, event, given):
                continue
            for handler in observer.handlers:
                if await self._all(handler.filters, event, given):
                    name = f"{handler.callback.__module__}.{handler.callback.__name__}"
                    if name != "handlers.privacy.leaks.stray_code":  # goes on when there is no code
                        return name.removeprefix("handlers.")
        raise SkipHandler(f"nobody answers {event}")

    async def _all(self, filters: Any, event: object, given: dict[str, Any]) -> bool:
        for one in filters or ():
            told = await one.call(event, **given)
            if not told:
                return False
        return True
