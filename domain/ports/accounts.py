"""Where accounts, sessions and what happens at their door are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.ids import BorrowerId, ChatId
from domain.model.accounts.account import Account
from domain.model.accounts.login_attempt import LoginAttempt, SecretTry
from domain.model.accounts.session import Session
from domain.rules.guard import Guard


class Accounts(Protocol):
    async def get(self, borrower_id: BorrowerId) -> Account | None: ...
    async def of_phone(self, phone: str) -> Account | None: ...
    async def save(self, account: Account) -> None: ...


class Sessions(Protocol):
    async def of_chat(self, chat_id: ChatId) -> Session | None: ...
    async def of(self, borrower_id: BorrowerId) -> Sequence[Session]:
        """Those that last, the one that spoke last first."""

    async def knows(self, borrower_id: BorrowerId, chat_id: ChatId) -> bool:
        """Was this chat ever signed in, and has nobody said that it was a stranger?"""

    async def open(self, session: Session) -> None: ...
    async def touch(self, session: Session) -> None:
        """When it spoke last, under what name, and whether it is locked."""

    async def end(self, chat_id: ChatId, at: datetime, *, forget: bool = False) -> None:
        """The chat is a guest's again. `forget`: it isn't known here any more."""

    async def guest(self, chat_id: ChatId) -> BorrowerId:
        """Who speaks in a chat that isn't signed in."""

    async def chat_of(self, borrower_id: BorrowerId) -> ChatId | None:
        """Where to tell a borrower something: signed in, where they spoke last; a guest in their
        chat. None: nowhere."""

    async def home_of(self, borrower_id: BorrowerId) -> ChatId | None:
        """The same, even if it can't be reached for now."""


class Guards(Protocol):
    """How many wrong tries there were. Scopes are kept as keyed hashes."""

    async def get(self, scope: str) -> Guard: ...
    async def save(self, guard: Guard) -> None: ...
    async def clear(self, scope: str) -> None: ...


class LoginAttempts(Protocol):
    async def get(self, chat_id: ChatId) -> LoginAttempt | None: ...
    async def of_phone(self, phone: str) -> Sequence[LoginAttempt]:
        """What all chats are doing at the door of this phone's account."""

    async def save(self, entry: LoginAttempt) -> None: ...
    async def drop(self, chat_id: ChatId) -> None: ...
    async def forget_before(self, moment: datetime, most: int) -> bool:
        """The oldest, `most` of them. True: there are more."""


class SecretTries(Protocol):
    async def add(self, one: SecretTry) -> bool:
        """False while another one of this chat waits."""

    async def next(self) -> SecretTry | None: ...
    async def drop(self, ident: str) -> bool:
        """False when it is gone already."""
