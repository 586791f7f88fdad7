"""Says what the outbox holds: a lane per chat keeps order, is paced, and never loses a row.

A row is marked only after Telegram has answered. When the process is killed in between, that one
message of the chat may be repeated; edits and deletions repeat without effect.
"""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.channels.telegram import calls as telegram
from bot.outbox.holding import Holding
from bot.outbox.leaving import Leaving
from bot.outbox.pacing import Pace
from bot.outbox.stored_notices import NAMES
from bot.outbox.writer import open_notice, opened
from bot.process.patience import until_done
from domain.dates import Clock
from domain.gateways import GatewayRefused, GatewayUnclear, Sms
from domain.ids import ChatId
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import (
    CaseOpened,
    Commands,
    FileTooLarge,
    Notice,
    PhoneChangeSms,
    PhoneChangeTold,
    PhotoShown,
)
from domain.ports import DocumentStore, Jobs, Notices, Photos
from domain.usecases.cases.opening import OpenCase
from domain.usecases.phone_change import telling_owner
from domain.usecases.phone_change.telling_owner import NoteTold
from handlers.engine.screen import Delete, Edit, Say, Screen
from handlers.live_messages import live_name, moves_down
from handlers.notifications import screen_of
from handlers.sms import by_call, sms_of
from handlers.staff import screens as staff
from storage.engine.database import Database
from storage.engine.trouble import passes
from storage.queues.conversations import ConversationRows
from storage.queues.outbox import OutboxMessage, OutboxRows

SMS_ALARM_AFTER = 8  # tries of one SMS: about two minutes
LONGEST_PAUSE = 60.0  # seconds between tries
AT_ONCE = 500  # lanes that are looked up by one query
LATER = timedelta(hours=1)  # until an alarm that was refused is told again
TRIES = 5  # for a row at which our own code fails; then it is set aside
FINAL = (TelegramBadRequest, TelegramNotFound, GatewayRefused)  # what no repetition mends
log = structlog.get_logger()


@dataclass
class Delivery:
    db: Database
    outbox: OutboxRows
    conversations: ConversationRows
    documents: DocumentStore
    photos: Photos
    bot: Bot
    sms: Sms
    pace: Pace
    open_case: OpenCase
    clock: Clock
    notices: Notices
    jobs: Jobs
    holding: Holding
    leaving: Leaving
    note_told: NoteTold
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    _lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """For ever: a task for the first row of each lane; cancelled, it ends them all."""
        try:
            while True:
                self.wake.clear()
                found = await until_done("read the outbox", self._heads)
                if len(found) == AT_ONCE:
                    self.wake.set()
                for queued in found:
                    task = asyncio.create_task(self._lane(queued), name=f"lane {queued.lane}")
                    self._lanes[queued.lane] = task
                await self.holding.something(self.wake)
        finally:
            tasks = list(self._lanes.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _heads(self) -> Sequence[OutboxMessage]:
        await self.holding.load()
        return await self.outbox.heads(besides=[*self._lanes, *self.holding.held()], most=AT_ONCE)

    async def _lane(self, queued: OutboxMessage) -> None:
        """Say one row of a lane. The next one's turn comes when this one is marked."""
        pause = min(0.5 * 2 ** min(queued.attempts, 10), LONGEST_PAUSE)
        try:
            try:
                await self._deliver(queued)
            except TelegramRetryAfter as error:
                await self.holding.too_many(queued, error.retry_after)
            except (AiogramError, GatewayUnclear, OSError) as error:
                log.info("not said", lane_kind=queued.kind, why=type(error).__name__)
                await self._again(queued, type(error).__name__)
                await asyncio.sleep(pause)
            except Exception as error:
                if passes(error):  # no fault of the row: it is no try
                    raise
                log.exception("not said", lane_kind=queued.kind)
                await self._failed(queued, type(error).__name__)
                await asyncio.sleep(pause)
        except Exception:
            log.exception("a lane has stopped and begins again")
            await asyncio.sleep(pause)
        finally:
            del self._lanes[queued.lane]
            self.wake.set()

    async def _deliver(self, queued: OutboxMessage) -> None:
        """Say one row and mark it. What can never be said is set aside with an alarm."""
        body = json.loads(self.outbox.body(queued))
        chat_id = self.holding.place(int(body.get("chat", 0)))
        try:
            message_id = await self._say(queued, body, chat_id)
        except (TelegramAPIError, GatewayRefused) as error:
            if isinstance(error, TelegramAPIError) and (
                await self.holding.befell(chat_id, error)
                or await self.leaving.left(queued, chat_id, error)
            ):
                return
            if isinstance(error, TelegramEntityTooLarge):
                await self._too_large(queued, body, str(error))
            elif isinstance(error, FINAL):
                await self._refused(queued, body, str(error))
            else:
                raise
        else:
            await self._mark(queued, body, message_id)

    async def _mark(
        self, queued: OutboxMessage, body: dict[str, Any], message_id: int | None
    ) -> None:
        """A row that was said and can't be marked (a full disk) must not be said again: the lane
        waits here."""
        pause = 0.5
        while True:
            try:
                async with self.db.transaction():
                    await self.outbox.sent(queued, message_id)
                    await self.holding.spoke(queued.lane)
                    await self._owner_told(body, reached=True)
                    if queued.kind == "notice" and message_id is not None:
                        await self._anchor(body, message_id)
                return
            except Exception:
                log.exception("said, but not marked", again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _say(self, queued: OutboxMessage, body: dict[str, Any], chat_id: int) -> int | None:
        if queued.kind == "sms":
            notice = open_notice(body)
            await self.sms.send(
                message_id=f"sc{queued.id}",
                phone=body["phone"],
                text=sms_of(notice),
                by_call=by_call(notice),
            )
            return None
        topic = int(body.get("topic", 0))
        if queued.kind == "delete":
            one = opened(Delete, body["said"])
            await telegram.delete(self.bot, chat_id, one.message_id)
            return None
        await self.pace.wait(chat_id)
        if queued.kind == "edit":
            change = opened(Edit, body["said"])
            return await self._edit(chat_id, change.message_id, change.screen, topic)
        if queued.kind == "notice":
            return await self._notice(chat_id, open_notice(body))
        screen = opened(Say, body["said"]).screen
        return await telegram.say(self.bot, self._files(), chat_id, screen, topic)

    async def _notice(self, chat_id: int, notice: Notice) -> int | None:
        """A new message; or the one message of the chat that shows this, edited."""
        if isinstance(notice, Commands):
            await telegram.set_commands(self.bot, chat_id, notice.who)
            return None
        screen = screen_of(notice)
        name = live_name(notice)
        shown = name and await self.conversations.anchored(chat_id, name)
        if shown and moves_down(notice):
            await self._move_down(chat_id, shown, notice)
        elif shown:
            return await self._edit(chat_id, shown, screen, name=name or "")
        return await telegram.say(self.bot, self._files(), chat_id, screen)

    async def _edit(
        self, chat_id: int, message_id: int, screen: Screen, topic: int = 0, name: str = ""
    ) -> int:
        """`name`: what is anchored there. A photo that can't go stands beside the new text, and
        is an alarm."""
        try:
            return await telegram.edit(self.bot, self._files(), chat_id, message_id, screen, topic)
        except telegram.StillStandsError:
            await self._alarm_photo(chat_id, message_id, name)
            return await telegram.say(self.bot, self._files(), chat_id, screen, topic)

    async def _move_down(self, chat_id: int, message_id: int, notice: Notice) -> None:
        """Take away what is said anew. What is too old for that stays: a text says so, a photo is
        an alarm."""
        if await telegram.delete(self.bot, chat_id, message_id):
            return
        if isinstance(notice, CaseOpened | PhotoShown):
            below = staff.shown_below(notice.number, notice.kind)
            try:
                await telegram.edit(self.bot, self._files(), chat_id, message_id, below)
            except telegram.StillStandsError:
                await self._alarm_photo(chat_id, message_id, live_name(notice) or "")

    async def _alarm_photo(self, chat_id: int, message_id: int, name: str) -> None:
        """Once for a message: somebody of the group has to delete it."""
        facts = {
            "photo_of": name.removeprefix("case ")[:6].upper(),
            "message": link(chat_id, message_id),
        }
        async with self.db.transaction():
            await self.open_case(
                kind=CaseKind.PHOTO_STAYS, subject=f"{chat_id}/{message_id}", facts=facts
            )

    def _files(self) -> telegram.Files:
        return telegram.Files(documents=self.documents, photos=self.photos)

    async def _anchor(self, body: dict[str, Any], message_id: int) -> None:
        """Remember which message shows this, if it is to edit itself."""
        name = live_name(open_notice(body))
        if name is not None:
            chat_id = self.holding.place(int(body["chat"]))
            await self.conversations.anchor(chat_id, name, message_id)

    async def _owner_told(self, body: dict[str, Any], *, reached: bool) -> None:
        """Of a change of number: from the last word to its owner on a day is counted."""
        if body.get("type") not in (PhoneChangeSms.__name__, PhoneChangeTold.__name__):
            return
        word = telling_owner.chat(int(body["chat"])) if "chat" in body else telling_owner.SMS
        change = body["notice"].get("change", "") if isinstance(body["notice"], dict) else ""
        await self.note_told(change_id=change, word=word, reached=reached)

    async def _again(self, queued: OutboxMessage, why: str) -> None:
        """It is tried again; staff learn of an SMS that waits for minutes."""
        async with self.db.transaction():
            await self.outbox.again(queued, why)
            if queued.kind == "sms" and queued.attempts + 1 == SMS_ALARM_AFTER:
                facts = {"chat": "СМС", "error": why}
                await self.open_case(kind=CaseKind.MESSAGE, subject=str(queued.id), facts=facts)

    async def _failed(self, queued: OutboxMessage, why: str) -> None:
        """Our own code failed at a row: after some tries the lane goes on without it."""
        if queued.attempts + 1 < TRIES:
            await self._again(queued, why)
        else:
            await self._refused(queued, json.loads(self.outbox.body(queued)), why)

    async def _too_large(self, queued: OutboxMessage, body: dict[str, Any], why: str) -> None:
        """A network's error to aiogram, and yet final."""
        async with self.db.transaction():
            await self._refused(queued, body, why)
            if int(body["chat"]) > 0:
                await self.notices.tell_chat(ChatId(int(body["chat"])), FileTooLarge())

    async def _refused(self, queued: OutboxMessage, body: dict[str, Any], why: str) -> None:
        log.error("refused", kind=queued.kind, why=why)
        async with self.db.transaction():
            await self.outbox.failed(queued, why)
            await self._owner_told(body, reached=False)
            if body.get("type") == NAMES[CaseOpened]:
                # An alarm about an alarm would be refused again: it is told anew itself.
                await self.jobs.plan(
                    JobKind.TELL_CASE, body["notice"]["case"], self.clock.now() + LATER
                )
                return
            facts = {"chat": str(body.get("chat", "СМС")), "error": why[:200]}
            await self.open_case(kind=CaseKind.MESSAGE, subject=str(queued.id), facts=facts)


def link(chat_id: int, message_id: int) -> str:
    """To a message of a supergroup, for its members (core.telegram.org/api/links)."""
    return f"https://t.me/c/{str(chat_id).removeprefix('-100')}/{message_id}"
