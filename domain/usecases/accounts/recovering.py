"""«Напомнить пароль»: the phone, a code, the birth date, and a new password.

Unknown phones get the same words and no SMS. Of two chats that recover one account the one that
asked for a code last goes on.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.dates import Clock
from domain.model.accounts.login_attempt import LoginAttempt, LoginWay
from domain.model.accounts.session import Actor
from domain.model.codes import Check, CodePurpose
from domain.notifications import RecoveryCodeSms
from domain.ports import Accounts, Applications, Codes, LoginAttempts, Sessions
from domain.refusals import AccountNeeded, EntryOver
from domain.usecases.accounts.entering import BeginEntry, known_here
from domain.usecases.accounts.login_throttle import LoginThrottle, of_birth, of_chat
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode


@dataclass(frozen=True, kw_only=True)
class AskRecovery:
    accounts: Accounts
    sessions: Sessions
    login_attempts: LoginAttempts
    begin_entry: BeginEntry
    send_code: SendCode
    clock: Clock

    async def __call__(
        self,
        *,
        actor: Actor,
        phone: str | None = None,
        by_call: bool = False,
        contact: bool = False,
    ) -> CodeSent:
        """A code to `phone`; None: to the one named before, or of who is signed in. FinishFirst,
        EntryOver, CodeTooSoon, CodesUsedUp; AccountNeeded when there is no phone to ask."""
        named, phone = phone, phone or await self._phone(actor)
        account = await self.accounts.of_phone(phone)
        entry = await self.begin_entry(actor, LoginWay.RECOVERY, phone)
        seen = await known_here(self.sessions, account, actor.chat_id)
        await self.login_attempts.save(replace(entry, seen=seen))
        waits = named and await self.send_code.on_its_way(
            borrower_id=actor.borrower_id, phone=phone, purpose=CodePurpose.RECOVER, subject=phone
        )
        if waits:
            return waits
        code, digits = await self.send_code(
            borrower_id=actor.borrower_id,
            phone=phone,
            purpose=CodePurpose.RECOVER,
            subject=phone,
            contact=contact,
            by_call=by_call,
        )
        if account is not None and account.opened:
            await self.send_code.text(code, RecoveryCodeSms(digits=digits, by_call=by_call))
        return await self.send_code.sent(code, by_call=by_call)

    async def knows_phone(self, actor: Actor) -> bool:
        """Was it named at this door already?"""
        entry = await self.login_attempts.get(actor.chat_id)
        if actor.signed_in or entry is None:
            return actor.signed_in
        return entry.way in (LoginWay.LOGIN, LoginWay.RECOVERY) and not entry.over(self.clock.now())

    async def _phone(self, actor: Actor) -> str:
        if actor.signed_in:
            account = await self.accounts.get(actor.borrower_id)
            if account is None or account.phone is None:
                raise AccountNeeded
            return account.phone
        return (await self.begin_entry.going_on(actor, LoginWay.LOGIN, LoginWay.RECOVERY)).phone


@dataclass(frozen=True, kw_only=True)
class RecoveryVerdict:
    """`asks_birth`: the code was right, and more is asked, in a chat that was in before too."""

    check: Check
    left: int = 0  # tries
    asks_birth: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmRecovery:
    accounts: Accounts
    codes: Codes
    login_attempts: LoginAttempts
    begin_entry: BeginEntry
    check_code: CheckCode
    clock: Clock

    async def __call__(self, *, actor: Actor, digits: str) -> RecoveryVerdict:
        """EntryOver. A wrong try is a value; so is a code that a later one has replaced."""
        entry = await self.begin_entry.going_on(actor, LoginWay.RECOVERY)
        if not await self.codes.is_newest(actor.borrower_id, entry.phone, CodePurpose.RECOVER):
            return RecoveryVerdict(check=Check.EXPIRED)
        verdict, code = await self.check_code(
            borrower_id=actor.borrower_id,
            purpose=CodePurpose.RECOVER,
            subject=entry.phone,
            digits=digits,
            phone=entry.phone,
        )
        account = await self.accounts.of_phone(entry.phone)
        if verdict is not Check.RIGHT or account is None or not account.opened:
            wrong = Check.WRONG if verdict is Check.RIGHT else verdict
            return RecoveryVerdict(check=wrong, left=code.tries_left if code else 0)
        now = self.clock.now()
        await self.login_attempts.save(replace(entry, proven=True, touched_at=now))
        return RecoveryVerdict(check=verdict, asks_birth=True)


@dataclass(frozen=True, kw_only=True)
class BirthVerdict:
    """`wait`: when the next try is allowed; `locked`: that is more than a pause."""

    right: bool
    wait: datetime | None = None
    locked: bool = False
    blocked: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmBirthDate:
    """Numbers get new owners, and phones thieves: every chat says who it is."""

    accounts: Accounts
    applications: Applications
    login_attempts: LoginAttempts
    begin_entry: BeginEntry
    login_throttle: LoginThrottle
    clock: Clock

    async def __call__(self, *, actor: Actor, birth_date: date) -> BirthVerdict:
        """EntryOver, TriesPaused. A wrong date is a value, so that it counts."""
        entry = await self._proven(actor)
        counted = (of_birth(entry.phone), of_chat(actor.chat_id))
        await self.login_throttle.allow(*counted)
        account = await self.accounts.of_phone(entry.phone)
        last = await self.applications.last(account.borrower_id) if account else None
        if account is None or last is None or last.form.birth_date != birth_date:
            wait, locked = await self.login_throttle.miss(*counted)
            return BirthVerdict(right=False, wait=wait, locked=locked)
        await self.login_throttle.forgive(*counted)
        if account.blocked:
            return BirthVerdict(right=True, blocked=True)
        await self.login_attempts.save(replace(entry, passed=True, touched_at=self.clock.now()))
        return BirthVerdict(right=True)

    async def _proven(self, actor: Actor) -> LoginAttempt:
        entry = await self.begin_entry.going_on(actor, LoginWay.RECOVERY)
        if not entry.proven:
            raise EntryOver
        return entry
