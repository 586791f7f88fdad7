"""Updates come in here, and are confirmed to Telegram only after their commit."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from itertools import groupby

import structlog
from aiogram import Bot
from aiogram.enums import ChatType
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import Update
from pydantic import ValidationError

from bot.intake.dispatcher import conversation_of, dispatcher, place_of
from bot.process.patience import until_done
from bot.process.services import Services
from domain.ids import ChatId
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import Apology, Unreadable
from domain.usecases.cases.opening import OpenCase
from storage.engine.trouble import passes

TRIES = 3  # then an update is set aside
LONG_POLL = 30  # seconds
LARGEST = 2**63  # no id reaches it
ALLOWED = ("message", "edited_message", "callback_query", "my_chat_member", "chat_member")

log = structlog.get_logger()


@dataclass
class Feeder:
    """Feeds one update at a time to the dispatcher; returns only when it is settled for good."""

    bot: Bot
    services: Services
    open_case: OpenCase
    under_way: int = field(default=0, init=False)
    _in_groups: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    async def feed(self, update: Update) -> None:
        """Commit the update, or set it aside after it has failed `TRIES` times. Raises what
        the database can't do for now: the update isn't settled, and comes again. In groups one
        waits for the one before, also while that is tried again: by webhook the news that somebody
        was put out and their tap come side by side."""
        self.under_way += 1
        try:
            async with self._in_groups if of_group(update) else nullcontext():
                while not await self._try(update):
                    pass
        finally:
            self.under_way -= 1

    async def feed_all(self, updates: Sequence[Update]) -> None:
        """Conversations side by side, each in its own order; but who comes into a group or leaves
        it is noted after all that was before, and before all that comes after it."""
        for _, some in groupby(updates, lambda one: one.chat_member is not None):
            await self._side_by_side(some)

    async def _side_by_side(self, updates: Iterable[Update]) -> None:
        groups: dict[object, list[Update]] = defaultdict(list)
        for update in updates:
            of_members = "members" if update.chat_member is not None else None
            groups[of_members or conversation_of(update) or update.update_id].append(update)
        async with asyncio.TaskGroup() as together:
            for group in groups.values():
                together.create_task(self._one_by_one(group))

    async def set_aside(self, update_id: int, chat_id: int | None, why: str) -> None:
        """Give an update up: an apology to whom it came from, an alarm to staff."""
        services = self.services
        async with services.db.transaction():
            if (await services.conversations.read(update_id, None)).seen:
                return
            await services.conversations.mark_seen(update_id, services.clock.now())
            if chat_id is not None and chat_id > 0:
                await services.notices.tell_chat(ChatId(chat_id), Apology())
            facts = {"update": str(update_id), "error": why}
            await self.open_case(kind=CaseKind.UPDATE, subject=str(update_id), facts=facts)

    async def unreadable(self, update_id: int, chat_id: int | None, why: str) -> None:
        """An update that no try will make readable is answered where a person waits, and is no
        trouble of the staff."""
        log.warning("unreadable", update=update_id, why=why)
        if not 0 <= update_id < LARGEST:
            return
        services = self.services
        async with services.db.transaction():
            if (await services.conversations.read(update_id, None)).seen:
                return
            await services.conversations.mark_seen(update_id, services.clock.now())
            if chat_id is not None and 0 < chat_id < LARGEST:
                await services.notices.tell_chat(ChatId(chat_id), Unreadable())

    async def _one_by_one(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self.feed(update)

    async def _try(self, update: Update) -> bool:
        services = self.services
        try:
            await dispatcher().feed_update(
                self.bot, update, services=services, staff_chat=services.desk.chat_id
            )
        except (OverflowError, UnicodeEncodeError) as error:  # no number or text of a database
            key = conversation_of(update)
            why = type(error).__name__
            await self.unreadable(update.update_id, key.chat_id if key else None, why)
        except Exception as error:
            if passes(error):  # no fault of the update: it is no try
                raise
            failures = await self._count(update.update_id)
            log.exception("update failed", update=update.update_id, failures=failures)
            if failures < TRIES:
                return False
            key = conversation_of(update)
            why = type(error).__name__
            await self.set_aside(update.update_id, key.chat_id if key else None, why)
            if update.chat_member is not None or update.my_chat_member is not None:
                await self._ask_about_members()
        return True

    async def _ask_about_members(self) -> None:
        """Who came or went in the staff's group isn't known by an update that was given up."""
        async with self.services.db.transaction():
            await self.services.jobs.plan(JobKind.STAFF_MEMBERS, "all")

    async def _count(self, update_id: int) -> int:
        async with self.services.db.transaction():
            return await self.services.conversations.failed(update_id, self.services.clock.now())


@dataclass
class Polling:
    """Long polling: a batch is confirmed by asking for what comes after it."""

    bot: Bot
    feeder: Feeder

    async def run(self) -> None:
        """For ever; ends by cancellation, or with TelegramUnauthorizedError for a bad token."""
        offset: int | None = None
        pause = 0.5
        while True:
            try:
                updates = await self._next(offset)
            except TelegramRetryAfter as error:
                await asyncio.sleep(error.retry_after)
            except TelegramUnauthorizedError:
                raise
            except (AiogramError, OSError) as error:
                log.warning("no updates", why=type(error).__name__, again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10)
                if isinstance(error, TelegramConflictError) and "webhook" in error.message:
                    await self._leave_webhook()
            else:
                pause = 0.5
                if await self._settled([u for u in updates if isinstance(u, Update)]) and updates:
                    offset = max(_number(update) for update in updates) + 1

    async def _leave_webhook(self) -> None:
        """A webhook of an earlier life keeps the updates from us."""
        with suppress(AiogramError, OSError):
            await self.bot.delete_webhook()

    async def _settled(self, updates: Sequence[Update]) -> bool:
        """False when the batch could not even be counted as failed: it is asked for again."""
        try:
            await self.feeder.feed_all(updates)
        except ExceptionGroup as group:
            _, ours = group.split(passes)
            if ours is None:
                log.warning("the database can't", what="take in updates", why=_first(group))
            else:
                log.exception("a batch was not settled")
            await asyncio.sleep(1)
            return False
        return True

    async def _next(self, offset: int | None) -> Sequence[Update | int]:
        """A batch; an update that can't even be read is set aside, and its number is given."""
        try:
            return await self.bot.get_updates(
                offset=offset,
                timeout=LONG_POLL,
                allowed_updates=list(ALLOWED),
                request_timeout=LONG_POLL + 10,
            )
        except ClientDecodeError as error:
            if not isinstance(error.data, dict) or "result" not in error.data:
                raise  # not the Bot API speaks, but something between it and us
            return [await self._read(raw) for raw in error.data["result"]]

    async def _read(self, raw: dict[str, object]) -> Update | int:
        try:
            return Update.model_validate(raw, context={"bot": self.bot})
        except (ValidationError, RecursionError):
            ident = int(str(raw["update_id"]))
            chat, why = chat_of(raw), "its schema"
            await until_done("leave an update", lambda: self.feeder.unreadable(ident, chat, why))
            return ident


def of_group(update: Update) -> bool:
    chat = place_of(update)
    return chat is not None and chat.type != ChatType.PRIVATE


def chat_of(raw: Mapping[str, object]) -> int | None:
    """The chat of a person in an update that aiogram can't read, if it tells one."""
    for name in ("message", "edited_message", "callback_query"):
        event = raw.get(name)
        if name == "callback_query" and isinstance(event, dict):
            event = event.get("message")
        chat = event.get("chat") if isinstance(event, dict) else None
        if isinstance(chat, dict) and type(chat.get("id")) is int:
            return int(chat["id"])
    return None


def _first(group: BaseExceptionGroup[BaseException]) -> str:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error)


def _number(update: Update | int) -> int:
    return update if isinstance(update, int) else update.update_id
