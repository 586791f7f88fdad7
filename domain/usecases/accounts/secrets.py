"""New passwords and PINs, and proofs before money moves: up to Argon2. What comes of them stands in
secret_outcomes.py."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.model.accounts.account import Account
from domain.model.accounts.entry import Entry, Way, What
from domain.model.accounts.session import Speaker
from domain.ports import Accounts, Applications
from domain.refusals import AccountNeeded, EntryOver
from domain.rules.passwords import check_password, check_pin
from domain.usecases.accounts.entering import BeginEntry, QueueSecret
from domain.usecases.accounts.guarding import Watch, of_proof


async def account_of(accounts: Accounts, speaker: Speaker) -> Account:
    """AccountNeeded for who isn't signed in."""
    account = await accounts.get(speaker.borrower_id) if speaker.signed_in else None
    if account is None or not account.opened:
        raise AccountNeeded
    return account


@dataclass(frozen=True, kw_only=True)
class BeginNewSecret:
    """A new password or PIN of who is signed in: first the password is asked."""

    accounts: Accounts
    begin_entry: BeginEntry

    async def __call__(self, *, speaker: Speaker, way: Way) -> bool:
        """Is there a PIN already? AccountNeeded."""
        account = await account_of(self.accounts, speaker)
        await self.begin_entry(speaker, way, account.phone or "")
        return account.pin_hash is not None


@dataclass(frozen=True, kw_only=True)
class TryOldPassword:
    accounts: Accounts
    begin_entry: BeginEntry
    queue_secret: QueueSecret
    watch: Watch

    async def __call__(self, *, speaker: Speaker, secret: str) -> None:
        """AccountNeeded, EntryOver, TriesPaused, TryUnderWay."""
        account = await account_of(self.accounts, speaker)
        await self.begin_entry.going_on(speaker, Way.PASSWORD, Way.PIN)
        await self.watch.allow(of_proof(account.borrower_id))
        await self.queue_secret(speaker, What.OLD_PASSWORD, account.borrower_id, secret, first=True)


@dataclass(frozen=True, kw_only=True)
class Prove:
    """The password or the PIN, after idle time, before money moves."""

    accounts: Accounts
    queue_secret: QueueSecret
    watch: Watch

    async def __call__(self, *, speaker: Speaker, secret: str, wish: str) -> None:
        """`wish`: the button that asked for it. AccountNeeded, TriesPaused, TryUnderWay."""
        account = await account_of(self.accounts, speaker)
        await self.watch.allow(of_proof(account.borrower_id))
        await self.queue_secret(
            speaker, What.PROOF, account.borrower_id, secret, first=True, wish=wish
        )


@dataclass(frozen=True, kw_only=True)
class SetSecret:
    """A new password (recovered, or the old one was right) or PIN."""

    accounts: Accounts
    applications: Applications
    begin_entry: BeginEntry
    queue_secret: QueueSecret

    async def __call__(self, *, speaker: Speaker, typed: str) -> None:
        """EntryOver, PasswordRefused, TryUnderWay."""
        entry = await self.begin_entry.going_on(speaker, Way.RECOVERY, Way.PASSWORD, Way.PIN)
        account = await self._whose(entry, speaker)
        own = await self._own(account, entry.phone)
        pin = entry.way is Way.PIN
        secret = check_pin(typed, own) if pin else check_password(typed, own)
        what = What.NEW_PIN if pin else What.NEW_PASSWORD
        await self.queue_secret(speaker, what, account.borrower_id, secret, first=True)

    async def _whose(self, entry: Entry, speaker: Speaker) -> Account:
        account = (
            await self.accounts.of_phone(entry.phone)
            if entry.way is Way.RECOVERY
            else await account_of(self.accounts, speaker)
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

    async def __call__(self, *, speaker: Speaker) -> None:
        """From now on the password is asked. AccountNeeded."""
        account = await account_of(self.accounts, speaker)
        await self.accounts.save(replace(account, pin_hash=None))
