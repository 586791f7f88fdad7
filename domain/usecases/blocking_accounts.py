"""Staff close an account, and open it again. What is owed can still be seen and paid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.account import Account
from domain.application import LIVE, Status
from domain.block import Block
from domain.dates import Clock
from domain.errors import BlockedAlready, NoAccountOfPhone, NotBlocked
from domain.notices import AccessClosed, AccessOpened
from domain.ports import Accounts, Applications, Blocks, Notices
from domain.rights import Rights
from domain.usecases.withdrawing import Withdraw

UNSIGNED = LIVE - {Status.COOLING, Status.SIGNED}


@dataclass(frozen=True, kw_only=True)
class BlockAccount:
    rights: Rights
    accounts: Accounts
    applications: Applications
    blocks: Blocks
    withdraw: Withdraw
    notices: Notices
    clock: Clock
    lender: dict[str, str]

    async def __call__(self, *, phone: str, reason: str, by: str, by_id: int) -> bool:
        """Was an application cancelled? A signed one isn't. NotYours, NoAccountOfPhone,
        BlockedAlready."""
        self.rights.may_block(by_id)
        account = await account_of(self.accounts, phone)
        if account.blocked:
            raise BlockedAlready
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
        last = await self.applications.last(account.borrower_id)
        cancelled = last is not None and last.status in UNSIGNED
        if cancelled:
            await self.withdraw(borrower_id=account.borrower_id)
        closed = AccessClosed(phone=self.lender["phone"], cancelled=cancelled)
        await self.notices.tell(account.borrower_id, closed)
        return cancelled


@dataclass(frozen=True, kw_only=True)
class UnblockAccount:
    rights: Rights
    accounts: Accounts
    blocks: Blocks
    notices: Notices
    clock: Clock

    async def __call__(self, *, phone: str, by: str, by_id: int) -> None:
        """NotYours, NoAccountOfPhone, NotBlocked."""
        self.rights.may_block(by_id)
        account = await account_of(self.accounts, phone)
        if not account.blocked:
            raise NotBlocked
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
