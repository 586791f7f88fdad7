"""Signing in by phone and password. Answers never tell whether a phone is known."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId, new_id
from domain.model.accounts.account import Account
from domain.model.accounts.login_attempt import LoginAttempt, LoginWay, SecretTry, What
from domain.model.accounts.session import Actor
from domain.model.jobs import JobKind
from domain.notifications import Entered, EntryBlocked, EntryDenied
from domain.ports import Accounts, Applications, Jobs, LoginAttempts, Notices, SecretTries, Sessions
from domain.refusals import EntryOver, FinishFirst, NothingToDo, TryUnderWay
from domain.usecases.accounts.login_throttle import LoginThrottle, of_chat, of_phone
from domain.usecases.accounts.sessions import LetIn


@dataclass(frozen=True, kw_only=True)
class BeginEntry:
    """What a chat begins at the door of an account, in place of what it was doing there."""

    applications: Applications
    login_attempts: LoginAttempts
    clock: Clock

    async def __call__(self, actor: Actor, way: LoginWay, phone: str) -> LoginAttempt:
        """FinishFirst when a guest has an application under way: nobody else gets in here."""
        if not actor.signed_in:
            last = await self.applications.last(actor.borrower_id)
            if last is not None and last.live:
                raise FinishFirst
        now = self.clock.now()
        entry = LoginAttempt(chat_id=actor.chat_id, way=way, phone=phone, touched_at=now)
        await self.login_attempts.save(entry)
        return entry

    async def going_on(self, actor: Actor, *ways: LoginWay) -> LoginAttempt:
        """EntryOver when it was left too long, or was done elsewhere."""
        entry = await self.login_attempts.get(actor.chat_id)
        if entry is None or entry.way not in ways or entry.over(self.clock.now()):
            raise EntryOver
        return entry


@dataclass(frozen=True, kw_only=True)
class QueueSecret:
    """A secret goes to Argon2 after the commit: sealed, and deleted with its outcome."""

    secret_tries: SecretTries
    jobs: Jobs
    clock: Clock

    async def __call__(
        self,
        actor: Actor,
        what: What,
        borrower_id: BorrowerId | None,
        secret: str,
        *,
        first: bool,
        wish: str = "",
    ) -> None:
        """TryUnderWay while the last one of this chat waits."""
        one = SecretTry(
            id=new_id(),
            chat_id=actor.chat_id,
            what=what,
            borrower_id=borrower_id,
            secret=secret,
            asked_at=self.clock.now(),
            first=first,
            name=actor.name,
            wish=wish,
        )
        if not await self.secret_tries.add(one):
            raise TryUnderWay
        await self.jobs.plan(JobKind.SECRETS, "all")


@dataclass(frozen=True, kw_only=True)
class NameLogin:
    """Step one: whose account? Nothing is looked up yet."""

    begin_entry: BeginEntry

    async def __call__(self, *, actor: Actor, phone: str) -> None:
        """NothingToDo when signed in; FinishFirst."""
        if actor.signed_in:
            raise NothingToDo
        await self.begin_entry(actor, LoginWay.LOGIN, phone)


@dataclass(frozen=True, kw_only=True)
class TryPassword:
    """Step two. Strangers can't lock a borrower out of a chat that was signed in before: there
    wrong tries from elsewhere don't count."""

    accounts: Accounts
    sessions: Sessions
    begin_entry: BeginEntry
    queue_secret: QueueSecret
    login_throttle: LoginThrottle

    async def __call__(self, *, actor: Actor, secret: str) -> None:
        """EntryOver, TriesPaused, TryUnderWay."""
        entry = await self.begin_entry.going_on(actor, LoginWay.LOGIN)
        account = await self.accounts.of_phone(entry.phone)
        known = await known_here(self.sessions, account, actor.chat_id)
        await self.login_throttle.allow(*scopes(entry.phone, actor.chat_id, known=known))
        whose = account.borrower_id if account is not None and account.opened else None
        await self.queue_secret(actor, What.LOGIN, whose, secret, first=known)


async def known_here(sessions: Sessions, account: Account | None, chat_id: ChatId) -> bool:
    return account is not None and await sessions.knows(account.borrower_id, chat_id)


def scopes(phone: str, chat_id: ChatId, *, known: bool) -> tuple[str, ...]:
    return (of_chat(chat_id),) if known else (of_chat(chat_id), of_phone(phone))


@dataclass(frozen=True, kw_only=True)
class EndLogin:
    """What has come of a password."""

    accounts: Accounts
    login_attempts: LoginAttempts
    notices: Notices
    login_throttle: LoginThrottle
    let_in: LetIn

    async def __call__(self, one: SecretTry, *, right: bool) -> None:
        entry = await self.login_attempts.get(one.chat_id)
        if entry is None or entry.way is not LoginWay.LOGIN:
            return  # left meanwhile
        account = await self.accounts.get(one.borrower_id) if one.borrower_id else None
        counted = scopes(entry.phone, one.chat_id, known=one.first)
        if account is None or not right or account.phone != entry.phone:
            wait, locked = await self.login_throttle.miss(*counted)
            await self.notices.tell_chat(one.chat_id, EntryDenied(wait=wait, locked=locked))
            return
        await self.login_throttle.forgive(*counted)
        await self.login_attempts.drop(one.chat_id)
        if account.blocked:
            await self.notices.tell_chat(one.chat_id, EntryBlocked())
            return
        await self.let_in(account=account, chat_id=one.chat_id, name=one.name)
        await self.notices.tell_chat(one.chat_id, Entered())
