"""Staff close an account, and open it again. What is owed can still be seen and paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.model.accounts.account import Account
from domain.model.accounts.block import Block
from domain.model.application import UNSIGNED, Reason
from domain.notifications import AccessClosed, AccessOpened
from domain.ports import Accounts, Applications, Blocks, Loans, Notices
from domain.refusals import BlockedAlready, NoAccountOfPhone, NotBlocked
from domain.rules.rights import Rights
from domain.usecases.applications.verdicts import Reject
from domain.usecases.applications.withdrawing import Withdraw
from domain.usecases.cases.own_affairs import NotOwnAffair


@dataclass(frozen=True, kw_only=True)
class BlockAccount:
    rights: Rights
    accounts: Accounts
    applications: Applications
    loans: Loans
    blocks: Blocks
    same_person: "SamePerson"
    not_own_affair: NotOwnAffair
    withdraw: Withdraw
    reject: Reject
    notices: Notices
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, phone: str, reason: str, by: str, by_id: int) -> bool:
        """Was an application cancelled? A signed one isn't. NotYours, NoAccountOfPhone,
        BlockedAlready, OwnAffair."""
        self.rights.may_block(by_id)
        named = await account_of(self.accounts, phone)
        await self.not_own_affair.about([named.borrower_id], by_id=by_id)
        if named.blocked:
            raise BlockedAlready
        cancelled = False
        for account in await self.same_person(named):
            if not account.blocked:
                await self._close(account, reason, by, by_id)
            cancelled = await self._cancel(account) or cancelled
        return await self._refuse_elsewhere(named) or cancelled

    async def _close(self, account: Account, reason: str, by: str, by_id: int) -> None:
        now = self.clock.now()
        await self.accounts.save(replace(account, blocked_at=now, block_reason=reason))
        await self.blocks.add(
            Block(
                borrower_id=account.borrower_id,
                blocked=True,
                reason=reason,
                by=by,
                by_id=by_id,
                at=now,
            )
        )

    async def _cancel(self, account: Account) -> bool:
        last = await self.applications.last(account.borrower_id)
        cancelled = last is not None and last.status in UNSIGNED
        if cancelled:
            await self.withdraw(borrower_id=account.borrower_id)
        closed = AccessClosed(phone=self.lender["phone"], cancelled=cancelled)
        await self.notices.tell(account.borrower_id, closed)
        return cancelled

    async def _refuse_elsewhere(self, account: Account) -> bool:
        """The person's application in a chat that is in no account of theirs: nobody there has
        proven to be them, so they don't hear of the block."""
        person_id = await self.loans.person_of(account.borrower_id)
        theirs = await self.applications.of_person(person_id) if person_id else []
        refused = [one for one in theirs if one.status in UNSIGNED]
        for one in refused:
            await self.reject(one, Reason.BY_HAND)
        return bool(refused)


@dataclass(frozen=True, kw_only=True)
class SamePerson:
    """A block is the person's: all their accounts, whichever was named."""

    accounts: Accounts
    loans: Loans

    async def __call__(self, account: Account) -> Sequence[Account]:
        person_id = await self.loans.person_of(account.borrower_id)
        loans = await self.loans.of_person(person_id) if person_id else []
        others = {loan.borrower_id for loan in loans} - {account.borrower_id}
        found = [await self.accounts.get(one) for one in sorted(others)]
        return [account, *(one for one in found if one is not None and one.opened)]


@dataclass(frozen=True, kw_only=True)
class UnblockAccount:
    rights: Rights
    accounts: Accounts
    blocks: Blocks
    same_person: SamePerson
    not_own_affair: NotOwnAffair
    notices: Notices
    clock: Clock

    async def __call__(self, *, phone: str, by: str, by_id: int) -> None:
        """NotYours, NoAccountOfPhone, NotBlocked, OwnAffair."""
        self.rights.may_block(by_id)
        named = await account_of(self.accounts, phone)
        await self.not_own_affair.about([named.borrower_id], by_id=by_id)
        if not named.blocked:
            raise NotBlocked
        for account in await self.same_person(named):
            if account.blocked:
                await self._open(account, by, by_id)

    async def _open(self, account: Account, by: str, by_id: int) -> None:
        await self.accounts.save(replace(account, blocked_at=None, block_reason=None))
        await self.blocks.add(
            Block(
                borrower_id=account.borrower_id,
                blocked=False,
                reason="",
                by=by,
                by_id=by_id,
                at=self.clock.now(),
            )
        )
        await self.notices.tell(account.borrower_id, AccessOpened())


@dataclass(frozen=True, kw_only=True)
class ListBlocked:
    accounts: Accounts
    blocks: Blocks

    async def __call__(self) -> Sequence[tuple[str | None, Block]]:
        """The phone of each, if it still has one, and who blocked it."""
        standing = await self.blocks.standing()
        found = [(await self.accounts.get(one.borrower_id), one) for one in standing]
        return [(account.phone if account else None, one) for account, one in found]


async def account_of(accounts: Accounts, phone: str) -> Account:
    account = await accounts.of_phone(phone)
    if account is None or not account.opened:
        raise NoAccountOfPhone(phone)
    return account
