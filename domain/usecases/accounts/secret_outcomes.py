"""What comes of secrets after Argon2: money may move, a new password is in force."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.model.accounts.account import HOLD, Account, PayoutHold, longer
from domain.model.accounts.login_attempt import LoginAttempt, LoginWay, SecretTry, What
from domain.notifications import (
    Entered,
    EntryElsewhere,
    OldPasswordRight,
    PasswordChangedSms,
    PinAllowed,
    ProofDenied,
    Proven,
    Secret,
    SecretSame,
    SecretSaved,
    WhyOut,
)
from domain.ports import Accounts, LoginAttempts, Notices, Sessions
from domain.usecases.accounts.login_throttle import (
    LoginThrottle,
    of_birth,
    of_chat,
    of_phone,
    of_proof,
)
from domain.usecases.accounts.sessions import EndSessions, LetIn
from domain.usecases.consents.consenting import CarryCallConsent


@dataclass(frozen=True, kw_only=True)
class EndProof:
    """What has come of a password or PIN of who is signed in."""

    accounts: Accounts
    sessions: Sessions
    login_attempts: LoginAttempts
    notices: Notices
    login_throttle: LoginThrottle
    clock: Clock

    async def __call__(self, one: SecretTry, *, right: bool) -> None:
        session = await self.sessions.of_chat(one.chat_id)
        if session is None or session.borrower_id != one.borrower_id:
            return  # signed out meanwhile
        account = await self.accounts.get(session.borrower_id)
        if not right:
            wait, locked = await self.login_throttle.miss(of_proof(session.borrower_id))
            by_pin = one.what is What.PROOF and account is not None and is_pin(account, one.secret)
            secret = Secret.PIN if by_pin else Secret.PASSWORD
            denied = ProofDenied(secret=secret, wait=wait, locked=locked)
            await self.notices.tell_chat(one.chat_id, denied)
            return
        await self.login_throttle.forgive(of_proof(session.borrower_id))
        now = self.clock.now()
        await self.sessions.touch(replace(session, seen_at=now, locked=False))
        if one.what is What.PROOF:
            await self.notices.tell_chat(one.chat_id, Proven(wish=one.wish))
            return
        entry = await self.login_attempts.get(one.chat_id)
        if entry is not None and entry.way in (LoginWay.PASSWORD, LoginWay.PIN):
            await self.login_attempts.save(replace(entry, passed=True, touched_at=now))
            pin = entry.way is LoginWay.PIN
            await self.notices.tell_chat(one.chat_id, PinAllowed() if pin else OldPasswordRight())


def is_pin(account: Account, secret: str) -> bool:
    """Does it look like the PIN, if there is one? Passwords are longer."""
    return account.pin_hash is not None and secret.isdecimal() and len(secret) < 8


@dataclass(frozen=True, kw_only=True)
class SaveSecret:
    """A new hash is in force: the others are signed out, and a recovery lets its chat in."""

    accounts: Accounts
    login_attempts: LoginAttempts
    notices: Notices
    login_throttle: LoginThrottle
    let_in: LetIn
    carry_call_consent: CarryCallConsent
    end_sessions: EndSessions
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, one: SecretTry, *, hashed: str) -> None:
        entry = await self.login_attempts.get(one.chat_id)
        account = await self.accounts.get(one.borrower_id) if one.borrower_id else None
        if entry is None or not entry.passed or account is None:
            return
        await self.login_attempts.drop(one.chat_id)
        if one.what is What.NEW_PIN:
            await self.accounts.save(replace(account, pin_hash=hashed))
            await self.notices.tell_chat(one.chat_id, SecretSaved(secret=Secret.PIN))
            return
        others = await self.end_sessions(
            borrower_id=account.borrower_id, why=WhyOut.PASSWORD, besides=one.chat_id
        )
        account = replace(account, password_hash=hashed)
        if account.phone is not None:
            new_chat = entry.way is LoginWay.RECOVERY and not entry.seen
            changed = PasswordChangedSms(phone=self.lender["phone"], new_chat=new_chat)
            await self.notices.text(account.phone, changed)
        if entry.way is LoginWay.RECOVERY:
            await self._recovered(entry, account, one)
        else:
            await self.accounts.save(account)
            saved = SecretSaved(secret=Secret.PASSWORD, others=others)
            await self.notices.tell_chat(one.chat_id, saved)

    async def same(self, one: SecretTry) -> None:
        """The password in use again: whoever knew it still would."""
        await self.notices.tell_chat(one.chat_id, SecretSame())

    async def _recovered(self, entry: LoginAttempt, account: Account, one: SecretTry) -> None:
        """From a chat that is new here payouts to a new card and all personal data wait, and
        the old PIN is gone."""
        for other in await self.login_attempts.of_phone(entry.phone):
            await self.login_attempts.drop(other.chat_id)
            await self.notices.tell_chat(other.chat_id, EntryElsewhere())
        await self.login_throttle.forgive(
            of_phone(entry.phone), of_birth(entry.phone), of_proof(account.borrower_id)
        )
        await self.login_throttle.forgive(of_chat(one.chat_id))
        now = self.clock.now()
        if not entry.seen:
            hold = PayoutHold(since=now, until=now + HOLD, every=False)
            account = replace(account, hold=longer(account.hold, hold), pin_hash=None)
        held = account.hold if account.hold and now < account.hold.until else None
        await self.carry_call_consent(chat_id=one.chat_id, borrower_id=account.borrower_id)
        await self.let_in(account=account, chat_id=one.chat_id, name=one.name)
        told = Entered(
            recovered=True,
            held_until=held.until if held else None,
            every=held is not None and held.every,
        )
        await self.notices.tell_chat(one.chat_id, told)


@dataclass(frozen=True, kw_only=True)
class HashFor:
    """The hash against which a secret is tried; None for a phone that is nobody's login."""

    accounts: Accounts

    async def __call__(self, one: SecretTry) -> str | None:
        account = await self.accounts.get(one.borrower_id) if one.borrower_id else None
        if account is None:
            return None
        pin = one.what is What.PROOF and is_pin(account, one.secret)
        return account.pin_hash if pin else account.password_hash
