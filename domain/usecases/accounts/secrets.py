"""New passwords and PINs, and proofs before money moves: up to Argon2. What comes of them stands in
secret_outcomes.py."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.model.accounts.account import Account
from domain.model.accounts.login_attempt import LoginAttempt, LoginWay, What
from domain.model.accounts.session import Actor
from domain.ports import Accounts, Applications
from domain.refusals import AccountNeeded, EntryOver
from domain.rules.passwords import check_password, check_pin
from domain.usecases.accounts.entering import BeginEntry, QueueSecret
from domain.usecases.accounts.login_throttle import LoginThrottle, of_proof


async def account_of(accounts: Accounts, actor: Actor) -> Account:
    """AccountNeeded for who isn't signed in."""
    account = await accounts.get(actor.borrower_id) if actor.signed_in else None
    if account is None or not account.opened:
        raise AccountNeeded
    return account


@dataclass(frozen=True, kw_only=True)
class BeginNewSecret:
    """A new password or PIN of who is signed in: first the password is asked."""

    accounts: Accounts
    begin_entry: BeginEntry

    async def __call__(self, *, actor: Actor, way: LoginWay) -> bool:
        """Is there a PIN already? AccountNeeded."""
        account = await account_of(self.accounts, actor)
        await self.begin_entry(actor, way, account.phone or "")
        return account.pin_hash is not None


@dataclass(frozen=True, kw_only=True)
class TryOldPassword:
    accounts: Accounts
    begin_entry: BeginEntry
    queue_secret: QueueSecret
    login_throttle: LoginThrottle

    async def __call__(self, *, actor: Actor, secret: str) -> None:
        """AccountNeeded, EntryOver, TriesPaused, TryUnderWay."""
        account = await account_of(self.accounts, actor)
        await self.begin_entry.going_on(actor, LoginWay.PASSWORD, LoginWay.PIN)
        await self.login_throttle.allow(of_proof(account.borrower_id))
        await self.queue_secret(actor, What.OLD_PASSWORD, account.borrower_id, secret, first=True)


@dataclass(frozen=True, kw_only=True)
class Prove:
    """The password or the PIN, after idle time, before money moves."""

    accounts: Accounts
    queue_secret: QueueSecret
    login_throttle: LoginThrottle

    async def __call__(self, *, actor: Actor, secret: str, wish: str) -> None:
        """`wish`: the button that asked for it. AccountNeeded, TriesPaused, TryUnderWay."""
        account = await account_of(self.accounts, actor)
        await self.login_throttle.allow(of_proof(account.borrower_id))
        await self.queue_secret(
            actor, What.PROOF, account.borrower_id, secret, first=True, wish=wish
        )


@dataclass(frozen=True, kw_only=True)
class SetSecret:
    """A new password (recovered, or the old one was right) or PIN."""

    accounts: Accounts
    applications: Applications
    begin_entry: BeginEntry
    queue_secret: QueueSecret

    async def __call__(self, *, actor: Actor, typed: str) -> None:
        """EntryOver, PasswordRefused, TryUnderWay."""
        entry = await self.begin_entry.going_on(
            actor, LoginWay.RECOVERY, LoginWay.PASSWORD, LoginWay.PIN
        )
        account = await self._whose(entry, actor)
        own = await self._own(account, entry.phone)
        pin = entry.way is LoginWay.PIN
        secret = check_pin(typed, own) if pin else check_password(typed, own)
        what = What.NEW_PIN if pin else What.NEW_PASSWORD
        await self.queue_secret(actor, what, account.borrower_id, secret, first=True)

    async def _whose(self, entry: LoginAttempt, actor: Actor) -> Account:
        account = (
            await self.accounts.of_phone(entry.phone)
            if entry.way is LoginWay.RECOVERY
            else await account_of(self.accounts, actor)
        )
        if account is None or not entry.passed:
            raise EntryOver
        return account

    async def _own(self, account: Account, phone: str) -> Sequence[str]:
        """What others know of them: number, names, birth date."""
        last = await self.applications.last(account.borrower_id)
        born = last.form.birth_date if last else None
        dates = (f"{born:%d%m%Y}", f"{born:%Y%m%d}", f"{born:%d.%m.%Y}") if born else ()
        names = [part for part in last.form.name.split() if len(part) > 3] if last else []
        return [phone[2:], *dates, *names]


@dataclass(frozen=True, kw_only=True)
class DropPin:
    accounts: Accounts

    async def __call__(self, *, actor: Actor) -> None:
        """From now on the password is asked. AccountNeeded."""
        account = await account_of(self.accounts, actor)
        await self.accounts.save(replace(account, pin_hash=None))
