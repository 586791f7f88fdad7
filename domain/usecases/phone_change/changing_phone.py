"""Asking for another phone: whose account it is. Nothing here tells what is known of a number."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId, new_id
from domain.model.accounts.phone_change import MOST_A_DAY, PhoneChange
from domain.model.accounts.session import Actor
from domain.model.jobs import JobKind
from domain.ports import Accounts, Applications, Guards, Jobs, PhoneChanges
from domain.refusals import AccountBlocked, ChangeOver, ChangeUnderWay, TooManyChanges, TriesPaused
from domain.rules.guard import missed
from domain.usecases.accounts.login_throttle import of_birth

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class KeepChange:
    """The request of a chat that waits for its next step."""

    phone_changes: PhoneChanges
    jobs: Jobs
    clock: Clock

    async def current(self, actor: Actor) -> PhoneChange:
        """ChangeOver when it was left too long, or began in an account that was left since."""
        change = await self.phone_changes.begun_in(actor.chat_id)
        if change is None:
            raise ChangeOver
        inside = actor.signed_in and actor.borrower_id == change.borrower_id
        if change.signed_in and not inside:
            raise ChangeOver
        return change

    async def step(self, change: PhoneChange) -> PhoneChange:
        """One more step was taken now."""
        return await self.save(replace(change, asked_at=self.clock.now()))

    async def save(self, change: PhoneChange) -> PhoneChange:
        await self.phone_changes.save(change)
        due = change.due()
        if due is not None:
            await self.jobs.plan(JobKind.PHONE_CHANGE, change.id, due)
        else:
            await self.jobs.drop(JobKind.PHONE_CHANGE, change.id)
        return change

    async def not_too_many(self, chat_id: ChatId, old: str | None) -> None:
        """TooManyChanges: of one chat, or for one number, whosever it is."""
        since = self.clock.now() - DAY
        sent = await self.phone_changes.sent_in(chat_id, since)
        if old is not None:
            sent = max(sent, await self.phone_changes.sent_for(old, since))
        if sent >= MOST_A_DAY:
            raise TooManyChanges(MOST_A_DAY)


@dataclass(frozen=True, kw_only=True)
class CountTries:
    """Right ones count too: else a pause that doesn't come would tell that the answer was
    right."""

    guards: Guards
    clock: Clock

    async def __call__(self, *scopes: str) -> None:
        """One more for each. TriesPaused after some: then it is none."""
        now = self.clock.now()
        guards = [await self.guards.get(scope) for scope in scopes]
        for guard in guards:
            opens = guard.opens_at()
            if opens is not None and now < opens:
                raise TriesPaused(opens, guard.locked)
        for guard in guards:
            await self.guards.save(missed(guard, now))


@dataclass(frozen=True, kw_only=True)
class BeginPhoneChange:
    """Who is signed in has named the old number and themselves already."""

    phone_changes: PhoneChanges
    accounts: Accounts
    keep_change: KeepChange
    clock: Clock

    async def __call__(
        self, *, actor: Actor, left_step: str | None, left_data: Mapping[str, object]
    ) -> PhoneChange:
        """ChangeUnderWay, AccountBlocked, TooManyChanges. `left_step`: what is interrupted."""
        account = await self.accounts.get(actor.borrower_id) if actor.signed_in else None
        known = await self.phone_changes.under_way_in(actor.chat_id)
        if known is None and account is not None:
            known = await self.phone_changes.under_way_of(account.borrower_id)
        if known is not None:
            raise ChangeUnderWay(known.id)
        if account is not None and account.blocked:
            raise AccountBlocked
        old = account.phone if account else None
        await self.keep_change.not_too_many(actor.chat_id, old)
        before = await self.phone_changes.begun_in(actor.chat_id)
        if before is not None:
            await self.phone_changes.drop(before.id)
        change = PhoneChange(
            id=new_id(),
            chat_id=actor.chat_id,
            speaker_id=actor.borrower_id,
            signed_in=account is not None,
            borrower_id=account.borrower_id if account else None,
            old=old,
            asked_at=self.clock.now(),
            left_step=left_step,
            left_data=dict(left_data),
        )
        return await self.keep_change.save(change)


@dataclass(frozen=True, kw_only=True)
class NameOldPhone:
    keep_change: KeepChange

    async def __call__(self, *, actor: Actor, phone: str) -> PhoneChange:
        """ChangeOver, TooManyChanges."""
        change = await self.keep_change.current(actor)
        await self.keep_change.not_too_many(actor.chat_id, phone)
        return await self.keep_change.step(replace(change, old=phone))


@dataclass(frozen=True, kw_only=True)
class NameBirthDate:
    accounts: Accounts
    applications: Applications
    count_tries: CountTries
    keep_change: KeepChange

    async def __call__(self, *, actor: Actor, birth_date: date) -> PhoneChange:
        """ChangeOver; TriesPaused after some dates for one number, or in one chat."""
        change = await self.keep_change.current(actor)
        if change.old is None:
            raise ChangeOver
        await self.count_tries(of_birth(change.old), f"birth date in {actor.chat_id}")
        whose = await self._whose(change.old, birth_date)
        return await self.keep_change.step(
            replace(change, birth_named=True, borrower_id=whose, answered={})
        )

    async def _whose(self, phone: str, birth_date: date) -> BorrowerId | None:
        account = await self.accounts.of_phone(phone)
        if account is None or not account.opened:
            return None
        last = await self.applications.last(account.borrower_id)
        right = last is not None and last.form.birth_date == birth_date
        return account.borrower_id if right else None
