"""Says what the outbox holds: a lane per chat keeps order, is paced, and never loses a row.

A row is marked only after Telegram has answered. When the process is killed in between, that one
message of the chat may be repeated; edits and deletions repeat without effect.
"""

import asyncio
import json
from dataclasses import dataclass, field

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot import telegram
from bot.mail import open_notice
from bot.pacing import Pace
from domain.cases import Kind
from domain.dates import Clock
from domain.gateways import GatewayRefused, GatewayUnclear, Sms
from domain.notices import CaseOpened
from domain.ports import Papers
from domain.usecases.casework import OpenCase
from handlers.screens.notices import screen_of, sms_of
from handlers.screens.screen import Delete, Edit, Say
from storage.codec import load
from storage.conversations import ConversationRows
from storage.database import Database
from storage.outbox import Letter, OutboxRows

LONGEST_PAUSE = 60.0  # seconds between tries
TRIES = 5  # for a row at which our own code fails; then it is set aside
log = structlog.get_logger()


@dataclass
class Delivery:
    db: Database
    outbox: OutboxRows
    conversations: ConversationRows
    papers: Papers
    bot: Bot
    sms: Sms
    pace: Pace
    open_case: OpenCase
    clock: Clock
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    _lanes: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def run(self) -> None:
        """For ever: a task per lane that has something to say; cancelled, it ends them all."""
        try:
            while True:
                self.wake.clear()
                for lane in await self.outbox.lanes():
                    if lane not in self._lanes:
                        task = asyncio.create_task(self._lane(lane), name=f"lane {lane}")
                        self._lanes[lane] = task
                await self.wake.wait()
        finally:
            tasks = list(self._lanes.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _lane(self, lane: str) -> None:
        """Say everything of one lane, in order."""
        pause = 0.5
        try:
            while (letter := await self.outbox.head(lane)) is not None:
                try:
                    await self._deliver(letter)
                    pause = 0.5
                except TelegramRetryAfter as error:
                    await asyncio.sleep(error.retry_after)
                except (AiogramError, GatewayUnclear, OSError) as error:
                    log.info("not said", lane_kind=letter.kind, why=type(error).__name__)
                    await self._again(letter, type(error).__name__)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE)
                except Exception as error:
                    log.exception("not said", lane_kind=letter.kind)
                    await self._failed(letter, type(error).__name__)
                    await asyncio.sleep(pause)
        except Exception:
            log.exception("a lane has stopped and begins again")
            await asyncio.sleep(pause)
        finally:
            # No await since the last look at the lane: what was queued meanwhile wakes `run`.
            self._lanes.pop(lane, None)
            self.wake.set()

    async def _deliver(self, letter: Letter) -> None:
        """Say one row and mark it. What can never be said is set aside with an alarm."""
        body = json.loads(letter.body)
        try:
            message_id = await self._say(letter, body)
        except TelegramForbiddenError:
            await self._blocked(letter, body)
        except (TelegramBadRequest, TelegramNotFound, GatewayRefused) as error:
            await self._refused(letter, body, str(error))
        else:
            await self._mark(letter, message_id)

    async def _mark(self, letter: Letter, message_id: int | None) -> None:
        """A row that was said and can't be marked (a full disk) must not be said again: the lane
        waits here."""
        pause = 0.5
        while True:
            try:
                async with self.db.transaction():
                    await self.outbox.sent(letter, message_id)
                return
            except Exception:
                log.exception("said, but not marked", again_in=pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _say(self, letter: Letter, body: dict[str, str]) -> int | None:
        if letter.kind == "sms":
            text = sms_of(open_notice(body))
            await self.sms.send(message_id=f"sc{letter.id}", phone=body["phone"], text=text)
            return None
        chat_id, topic = int(body["chat"]), int(body.get("topic", 0))
        if letter.kind == "delete":
            one = load(Delete, body["said"])
            await telegram.delete(self.bot, chat_id, one.message_id)
            return None
        await self.pace.wait(chat_id)
        if letter.kind == "edit":
            change = load(Edit, body["said"])
            return await telegram.edit(
                self.bot, self.papers, chat_id, change.message_id, change.screen, topic
            )
        screen = (
            screen_of(open_notice(body))
            if letter.kind == "notice"
            else load(Say, body["said"]).screen
        )
        return await telegram.say(self.bot, self.papers, chat_id, screen, topic)

    async def _again(self, letter: Letter, why: str) -> None:
        async with self.db.transaction():
            await self.outbox.again(letter, why)

    async def _failed(self, letter: Letter, why: str) -> None:
        """Our own code failed at a row: after some tries the lane goes on without it."""
        if letter.attempts + 1 < TRIES:
            await self._again(letter, why)
        else:
            await self._refused(letter, json.loads(letter.body), why)

    async def _blocked(self, letter: Letter, body: dict[str, str]) -> None:
        async with self.db.transaction():
            await self.outbox.failed(letter, "blocked")
            await self.conversations.block(int(body["chat"]), self.clock.now())

    async def _refused(self, letter: Letter, body: dict[str, str], why: str) -> None:
        log.error("refused", kind=letter.kind, why=why)
        async with self.db.transaction():
            await self.outbox.failed(letter, why)
            if body.get("type") == CaseOpened.__name__:
                return  # an alarm about an alarm that can't be told would be refused again
            facts = {"chat": str(body.get("chat", "СМС")), "error": why[:200]}
            await self.open_case(kind=Kind.MESSAGE, subject=str(letter.id), facts=facts)
