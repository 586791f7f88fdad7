"""The bot's rooms put together in process: a Telegram of the sandbox on one side, a lender over
SQLite on the other. Pauses don't take time; a test can read how long they would have been."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.types import Update

from bot.intake.feeder import Feeder
from bot.jobs.scheduler import Scheduler
from bot.outbox.delivery import Delivery
from bot.outbox.pacing import Pace
from bot.process.services import Services
from domain.ids import BorrowerId
from sandbox.telegram.core import Refusal, Telegram
from tests.support.lender import Lender
from tests.support.playing.core_session import CoreSession
from tests.support.telegram import TOKEN, Room

PATIENCE = 5.0  # real seconds, only ever used up by a failing test


class Hurry(Pace):
    async def wait(self, chat_id: int) -> None:
        """At once."""


@dataclass
class Sms:
    sent: list[tuple[str, str]] = field(default_factory=list)
    called: list[tuple[str, str]] = field(default_factory=list)  # by the robot
    troubles: list[Exception] = field(default_factory=list)

    async def send(
        self,
        *,
        message_id: str,  # noqa: ARG002
        phone: str,
        text: str,
        by_call: bool = False,
    ) -> None:
        if self.troubles:
            raise self.troubles.pop(0)
        (self.called if by_call else self.sent).append((phone, text))


class Faulty(CoreSession):
    """Refuses the next calls as a test orders it, before or after they are carried out."""

    def __init__(self, core: Telegram) -> None:
        super().__init__(core)
        self.troubles: list[Exception] = []
        self.calls: list[str] = []

    async def make_request(self, bot: Bot, method: Any, timeout: int | None = None) -> Any:
        self.calls.append(str(method.__api_method__))
        if self.troubles:
            trouble = self.troubles.pop(0)
            if not isinstance(trouble, Refusal):
                raise trouble
            return await self._refuse(bot, method, trouble)
        return await super().make_request(bot, method, timeout)

    async def _refuse(self, bot: Bot, method: Any, refusal: Refusal) -> Any:
        """As if Telegram's server had said so."""
        real = self.core.call

        async def refused(*_: object) -> Any:
            raise refusal

        self.core.call = refused  # type: ignore[method-assign,assignment]
        try:
            return await super().make_request(bot, method)
        finally:
            self.core.call = real  # type: ignore[method-assign]


@dataclass
class House:
    lender: Lender
    room: Room

    def __post_init__(self) -> None:
        lender = self.lender
        self.session = Faulty(self.room.core)
        self.bot = Bot(TOKEN, self.session, default=DefaultBotProperties(parse_mode="HTML"))
        self.sms = Sms()
        self.services = Services(
            db=lender.db,
            conversations=lender.conversations,
            outbox=lender.outbox,
            notices=lender.notices,
            jobs=lender.jobs,
            desk=lender.desk,
            come_back=lender.wiring.come_back,
            clock=lender.clock,
            sessions=lender.sessions,
            idle=None,
            provided=lender.wiring.provided,
        )
        self.feeder = Feeder(self.bot, self.services, lender.wiring.open_case)
        self.delivery = Delivery(
            db=lender.db,
            outbox=lender.outbox,
            conversations=lender.conversations,
            documents=lender.wiring.ports.documents,
            photos=lender.wiring.ports.photos,
            bot=self.bot,
            sms=self.sms,
            pace=Hurry(),
            open_case=lender.wiring.open_case,
            clock=lender.clock,
            notices=lender.notices,
            jobs=lender.jobs,
            holding=lender.wiring.holding,
            leaving=lender.wiring.leaving,
            note_told=lender.wiring.note_told,
            wake=lender.woken,
        )

    @property
    def ivan(self) -> BorrowerId:
        return BorrowerId(self.room.ivan)

    def scheduler(self, works: Mapping[str, Any]) -> Scheduler:
        lender = self.lender
        return Scheduler(
            db=lender.db,
            jobs=lender.jobs,
            works=works,
            open_case=lender.wiring.open_case,
            clock=lender.clock,
        )

    async def deliver(self) -> None:
        """Until nothing is queued that may be said."""
        delivering = asyncio.create_task(self.delivery.run())
        async with asyncio.timeout(PATIENCE):
            held = self.delivery.holding.held
            while await self.lender.outbox.queued(besides=held()):
                assert not delivering.done()
                await self.lender.db.one("SELECT 1")
        delivering.cancel()
        await asyncio.gather(delivering, return_exceptions=True)

    def shown(self, chat_id: int | None = None) -> list[str]:
        """What the bot has said in a chat (Ivan's), as it stands there now."""
        chat = self.room.core.state.chats.get(chat_id or self.room.ivan)
        messages = chat.messages.values()
        return [one.text for one in messages if one.sender == self.bot.id and not one.deleted]

    async def updates(self) -> list[Update]:
        """What people have done since the last look, as the bot gets it."""
        raw = await self.room.updates()
        return [Update.model_validate(one, context={"bot": self.bot}) for one in raw]

    async def hear(self) -> None:
        """Feed what people have done, and say what came of it."""
        await self.feeder.feed_all(await self.updates())
        await self.deliver()
