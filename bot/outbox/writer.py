"""Queueing what is to be said: handlers' answers and the domain's notices become outbox rows."""

from dataclasses import dataclass, replace
from typing import Any, TypeVar

from bot.outbox.speech import Speech
from bot.outbox.stored_notices import kind_of, name_of
from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.notifications import BY_SMS, AwaySms, Commands, Content, LoanOverdue, Notice, OverdueSms
from domain.ports import Accounts, Sessions
from domain.usecases.codes.texting import CountText
from storage.engine.codec import build, dump, load
from storage.engine.crypto import Cipher
from storage.queues.conversations import ConversationRows, Key
from storage.queues.desk import DeskRows
from storage.queues.outbox import OutboxRows, telegram_lane

T = TypeVar("T")


@dataclass(frozen=True)
class QueueNotices:
    """The domain's `Notices` port over the outbox.

    A notice after which something is waited for also moves the conversation there, in the same
    transaction. Who is signed in nowhere, or can't be reached there, is told by SMS: what the
    law or money asks for, and of all else once that something waits.
    """

    outbox: OutboxRows
    conversations: ConversationRows
    cipher: Cipher
    clock: Clock
    desk: DeskRows
    sessions: Sessions
    accounts: Accounts
    count_text: CountText
    speech: Speech

    async def tell(self, borrower_id: BorrowerId, notice: Notice, *, anew: bool = False) -> None:
        chat_id, name = await self.sessions.chat_of(borrower_id), self.speech.live_name(notice)
        if anew and name is not None and chat_id is not None:
            await self.conversations.lift_anchor(chat_id, name)
        if chat_id is None:
            gone = await self.sessions.home_of(borrower_id)
            if gone is not None:  # at the right step when they come back
                await self._expect(gone, notice)
        await self.tell_elsewhere(borrower_id, notice)

    async def tell_elsewhere(self, borrower_id: BorrowerId, notice: Notice) -> None:
        chat_id = await self.sessions.chat_of(borrower_id)
        if chat_id is None:
            await self._tell_away(borrower_id, notice)
            return
        to: dict[str, object] = {"chat": chat_id, "whose": borrower_id}
        await self._add(telegram_lane(chat_id), "notice", notice, to)
        await self._expect(chat_id, notice)

    async def tell_chat(self, chat_id: ChatId, notice: Notice) -> None:
        await self._add(telegram_lane(chat_id), "notice", notice, {"chat": chat_id})
        await self._expect(chat_id, notice)

    async def tell_staff(self, notice: Notice) -> None:
        chat_id = self.desk.chat_id
        await self._add(telegram_lane(chat_id), "notice", notice, {"chat": chat_id})

    async def take_away(self, chat_id: ChatId, message_id: int) -> None:
        """Delete somebody's message from a chat."""
        body = {"chat": chat_id, "said": {"message_id": message_id}}
        lane = telegram_lane(chat_id)
        await self.outbox.add(lane=lane, kind="delete", content=Content.PUBLIC, body=dump(body))

    async def text(self, phone: str, notice: Notice) -> None:
        lane = f"sms:{self.cipher.index(phone)}"
        await self._add(lane, "sms", notice, {"phone": phone})
        await self.count_text(*self.speech.measured(notice))

    async def _expect(self, chat_id: ChatId, notice: Notice) -> None:
        step = self.speech.step_after(notice)
        if step is not None:
            key = Key(chat_id, 0, chat_id)
            await self.conversations.save(key, step.state, {}, self.clock.now())

    async def _tell_away(self, borrower_id: BorrowerId, notice: Notice) -> None:
        if isinstance(notice, Commands):
            return
        gone = await self.sessions.home_of(borrower_id)
        if gone is not None and notice.news:
            await self.conversations.missed(gone)
        account = await self.accounts.get(borrower_id)
        if account is None or account.phone is None:
            return
        if isinstance(notice, LoanOverdue):
            lender, phone, contract = notice.lender, notice.phone, notice.contract
            sms = OverdueSms(lender=lender, phone=phone, contract=contract)
            await self.text(account.phone, sms)
        elif type(notice) in BY_SMS:
            await self.text(account.phone, notice)
        elif notice.news and account.opened and account.away_told_at is None:
            await self.text(account.phone, AwaySms())
            await self.accounts.save(replace(account, away_told_at=self.clock.now()))

    async def _add(self, lane: str, kind: str, notice: Notice, to: dict[str, object]) -> None:
        body = to | {"type": name_of(notice), "notice": notice}
        await self.outbox.add(lane=lane, kind=kind, content=notice.content, body=dump(body))


def open_notice(body: dict[str, Any]) -> Notice:
    """The notice that a row's body holds."""
    return opened(kind_of(body["type"]), body["notice"])


def opened(kind: type[T], told: Any) -> T:
    """What a row's body holds; in rows of the first versions it is JSON text of its own."""
    return load(kind, told) if isinstance(told, str) else build(kind, told)
