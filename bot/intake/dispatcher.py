"""The aiogram Dispatcher and its one outer middleware: one update, one transaction."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache
from typing import Any
from weakref import WeakValueDictionary

import structlog
from aiogram import BaseMiddleware, Bot, Dispatcher
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.enums import ChatType
from aiogram.exceptions import AiogramError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import Chat, TelegramObject, Update, User
from aiogram.types.update import UpdateTypeLookupError

from bot.process.services import Services
from domain.ids import ChatId
from domain.model.accounts.session import SEEN_EVERY, Actor, Session, is_idle
from domain.notifications import Content
from domain.refusals import AccountNeeded, NoOpenLoan, Refusal
from handlers import problems
from handlers.accounts import proving
from handlers.engine.parse import InputError
from handlers.engine.screen import Delete, Edit, Said, Say, Toast
from handlers.home import common_screens as common
from handlers.routers import ROUTERS
from storage.engine.codec import dump
from storage.queues.conversations import ConversationState, Key
from storage.queues.outbox import telegram_lane

log = structlog.get_logger()


@cache
def dispatcher() -> Dispatcher:
    """The one dispatcher of this program. It holds no state: each update brings its Services."""
    made = Dispatcher(disable_fsm=True)
    made.update.outer_middleware(OneTransaction())
    for name, observer in made.observers.items():
        if name != "update":  # its handler is aiogram's own way to the routers
            observer.middleware(Provide())
    made.include_routers(*ROUTERS)
    return made


class Provide(BaseMiddleware):
    """Hands the use cases to the handler that was found. Given earlier, aiogram would copy them
    with all arguments some seven times for each router on the way."""

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        services: Services = data["services"]
        return await handler(event, {**data, **services.provided})


class UpdateStorage(BaseStorage):
    """FSM storage that lives for one update: read before it, written back after it."""

    def __init__(self, state: str | None, data: dict[str, Any]) -> None:
        self.state = state
        self.data = data

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        self.state = state if isinstance(state, str | None) else state.state

    async def get_state(self, key: StorageKey) -> str | None:
        return self.state

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        self.data = dict(data)

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        return dict(self.data)

    async def close(self) -> None:
        """Nothing is open."""


class Locks:
    """A lock per conversation, forgotten when nobody holds it."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Key, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def held(self, key: Key | None) -> AsyncIterator[None]:
        if key is None:
            yield
            return
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            yield


class OneTransaction(BaseMiddleware):
    """Reads where the conversation stands, lets the handler decide, and commits all of it:
    that the update was seen, the new state, the facts, and what is to be said."""

    def __init__(self) -> None:
        self._locks = Locks()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> None:
        assert isinstance(event, Update)
        services: Services = data["services"]
        key = conversation_of(event)
        async with self._locks.held(key), services.db.transaction():
            conversation_state = await services.conversations.read(event.update_id, key)
            if conversation_state.seen:
                return
            if key is None and event.callback_query is not None:  # its message isn't ours
                await services.conversations.mark_seen(event.update_id, services.clock.now())
                answer_callback(data["bot"], event, [Toast(common.STALE)])
                return
            if conversation_state.gone and key is not None and event.my_chat_member is None:
                await services.come_back(chat_id=key.chat_id)
            storage = UpdateStorage(conversation_state.state, conversation_state.data)
            data |= await who_speaks(services, conversation_state, key, event)
            if key and not data["actor"].locked:
                storage.state, storage.data = proving.taken_up(
                    conversation_state.state, conversation_state.data
                )
            said = await self._handle(handler, event, data, key, storage, services)
            now = services.clock.now()
            if key and (storage.state, storage.data) != (
                conversation_state.state,
                conversation_state.data,
            ):
                await services.conversations.save(key, storage.state, storage.data, now)
            await queue(services, key, said)
            await services.conversations.mark_seen(event.update_id, now)
        answer_callback(data["bot"], event, said)

    async def _handle(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: Update,
        data: dict[str, Any],
        key: Key | None,
        storage: UpdateStorage,
        services: Services,
    ) -> list[Said]:
        """What the handler says. A refusal undoes all that the handler did, and is said."""
        before = storage.state, dict(storage.data)
        if key is not None:
            place = StorageKey(data["bot"].id, key.chat_id, key.user_id)
            data["state"] = FSMContext(storage, place)
            data["raw_state"] = storage.state
        try:
            async with services.db.transaction():
                outcome = await handler(event, data)
        except InputError as error:
            storage.state, storage.data = before
            return [Say(problems.problem(error.problem))]
        except Refusal as refusal:
            told: Refusal = refusal
            storage.state, storage.data = before
            actor: Actor | None = data.get("actor")
            if isinstance(told, NoOpenLoan) and actor is not None and not actor.signed_in:
                told = AccountNeeded()  # there may be a loan inside
            return [refused(event, told)]
        if outcome is None or outcome is UNHANDLED:
            return []
        return outcome if isinstance(outcome, list) else [outcome]


async def who_speaks(
    services: Services, conversation_state: ConversationState, key: Key | None, update: Update
) -> dict[str, Any]:
    """What handlers may ask for of the person; a session remembers when it was heard last."""
    if key is None:
        return {}
    user: User | None = getattr(update.event, "from_user", None)
    name = user.full_name if user else ""
    chat_id, now = ChatId(key.chat_id), services.clock.now()
    locked, idle = conversation_state.locked, False
    if conversation_state.seen_at is not None and conversation_state.signed_in:
        session = Session(
            chat_id=chat_id,
            borrower_id=conversation_state.borrower_id,
            name=name,
            opened_at=conversation_state.seen_at,
            seen_at=conversation_state.seen_at,
            locked=locked,
        )
        idle = is_idle(session, now, services.idle)
        locked = locked or idle
        if locked != conversation_state.locked or now - conversation_state.seen_at >= SEEN_EVERY:
            await services.sessions.touch(replace(session, seen_at=now, locked=locked))
    actor = Actor(
        chat_id=chat_id,
        borrower_id=conversation_state.borrower_id,
        name=name,
        signed_in=conversation_state.signed_in,
        locked=locked,
        idle=idle,
    )
    return {"actor": actor, "borrower_id": conversation_state.borrower_id}


def refused(update: Update, error: Refusal) -> Said:
    """A screen for a borrower; in the staff group a word to whoever tapped, not to everybody."""
    screen = problems.refusal(error)
    tapped = update.callback_query
    if tapped is None or tapped.message is None or tapped.message.chat.id == tapped.from_user.id:
        return Say(screen)
    return Toast(screen.text)


def conversation_of(update: Update) -> Key | None:
    """A private chat, or a person in a topic of a group; None when nobody speaks. Nobody does who
    puts somebody out of a group: that waits for nothing they have said there."""
    if update.chat_member is not None:
        return None
    chat = place_of(update)
    if chat is None:
        return None
    user: User | None = getattr(update.event, "from_user", None)
    message = getattr(update.event, "message", update.event)
    if user is None and chat.type != ChatType.PRIVATE:
        return None
    speaks = chat.id if user is None else user.id  # who hides in a private chat is its owner
    in_topic = getattr(message, "is_topic_message", False)
    topic = getattr(message, "message_thread_id", None) if in_topic else None
    return Key(chat.id, topic or 0, speaks)


def place_of(update: Update) -> Chat | None:
    """The chat where it happened."""
    try:
        event = update.event
    except UpdateTypeLookupError:  # of a kind that is newer than aiogram
        return None
    chat: Chat | None = getattr(getattr(event, "message", event), "chat", None)
    return chat


async def queue(services: Services, key: Key | None, said: list[Said]) -> None:
    for one in said:
        if isinstance(one, Toast) or key is None:
            continue
        content = Content.PUBLIC if isinstance(one, Delete) else one.screen.content
        body = {"chat": key.chat_id, "topic": key.topic_id, "said": one}
        await services.outbox.add(
            lane=telegram_lane(key.chat_id),
            kind={Say: "say", Edit: "edit", Delete: "delete"}[type(one)],
            content=content,
            body=dump(body),
        )


_answers: set[asyncio.Task[None]] = set()


def answer_callback(bot: Bot, update: Update, said: list[Said]) -> None:
    """Stop the button's spinner right after the commit. Not stored; an error means nothing."""
    if update.callback_query is None:
        return
    toast = next((one for one in said if isinstance(one, Toast)), None)

    async def answer(ident: str) -> None:
        try:
            await bot.answer_callback_query(
                ident,
                text=toast.text if toast else None,
                show_alert=toast.alert if toast else None,
            )
        except (AiogramError, OSError) as error:
            log.info("callback not answered", why=type(error).__name__)

    task = asyncio.create_task(answer(update.callback_query.id))
    _answers.add(task)
    task.add_done_callback(_answers.discard)


def answers_under_way() -> int:
    return len(_answers)
