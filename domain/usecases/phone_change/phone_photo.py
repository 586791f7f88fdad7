"""The photo of a change of phone: sent, fetched, and shown to the staff."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.dates import Clock
from domain.model.accounts.account import Account
from domain.model.accounts.phone_change import (
    PhoneChange,
    PhoneChangeStatus,
    Why,
    WhyNotPhoto,
    is_picture,
)
from domain.model.accounts.session import Actor
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import PhoneChangeAsked, PhotoUnusable
from domain.ports import Accounts, Jobs, Notices, PhoneChanges, Photos
from domain.refusals import ChangeOver, ChangeUnderWay
from domain.usecases.cases.opening import OpenCase
from domain.usecases.phone_change.changing_phone import KeepChange
from domain.usecases.phone_change.describing_change import DescribeChange
from domain.usecases.phone_change.telling_owner import TellOwner


@dataclass(frozen=True, kw_only=True)
class SendPhoto:
    """The conversation ends here; the photo is fetched by a job."""

    phone_changes: PhoneChanges
    keep_change: KeepChange
    jobs: Jobs

    async def __call__(self, *, actor: Actor, file_id: str, message_id: int) -> PhoneChange:
        """ChangeOver, TooManyChanges; ChangeUnderWay when the borrower asks twice. Of a request
        that somebody else has sent before nothing is told yet."""
        change = await self.keep_change.current(actor)
        if not change.proven or change.asks is not None:
            raise ChangeOver
        await self.keep_change.not_too_many(actor.chat_id, change.old)
        if change.borrower_id is not None:
            other = await self.phone_changes.under_way_of(change.borrower_id)
            if other is not None and change.signed_in:
                raise ChangeUnderWay(other.id)
            if other is not None:
                change = replace(change, borrower_id=None, why=Why.ANOTHER)
        change = replace(
            change, state=PhoneChangeStatus.LOADING, file_id=file_id, message_id=message_id
        )
        await self.jobs.plan(JobKind.PHONE_PHOTO, change.id)
        return await self.keep_change.step(change)


@dataclass(frozen=True, kw_only=True)
class StorePhoto:
    """The photo is here, or can't be had. To who asked all looks the same, whether or not the
    number is anybody's and the birth date right; only then is the photo kept and shown."""

    phone_changes: PhoneChanges
    photos: Photos
    accounts: Accounts
    keep_change: KeepChange
    open_case: OpenCase
    describe_change: DescribeChange
    tell_owner: TellOwner
    notices: Notices
    clock: Clock
    photo_kept: timedelta

    async def __call__(
        self, *, change_id: str, content: bytes, trouble: WhyNotPhoto | None = None
    ) -> None:
        """Nothing to do when it was withdrawn meanwhile."""
        change = await self.phone_changes.get(change_id)
        if (
            change is None
            or change.state is not PhoneChangeStatus.LOADING
            or change.message_id is None
        ):
            return
        if trouble is None and not is_picture(content):
            trouble = WhyNotPhoto.FORMAT
        if trouble is not None:
            await self.keep_change.step(
                replace(change, state=PhoneChangeStatus.BEGUN, file_id=None)
            )
            await self.notices.tell_chat(change.chat_id, PhotoUnusable(why=trouble))
            return
        account = await self.accounts.get(change.borrower_id) if change.borrower_id else None
        sent = replace(
            change, state=PhoneChangeStatus.OPEN, file_id=None, asked_at=self.clock.now()
        )
        if account is None or account.blocked:
            why = change.why or Why.MISMATCH
            await self.keep_change.save(replace(sent, borrower_id=None, why=why))
        else:
            sent = replace(sent, photo_until=sent.asked_at + self.photo_kept)
            await self.keep_change.save(sent)
            await self.photos.keep(change.id, content)
        await self.notices.take_away(change.chat_id, change.message_id)
        await self.notices.tell_chat(change.chat_id, PhoneChangeAsked(change=change.id))
        if account is not None and not account.blocked:
            await self._show(sent, account)

    async def _show(self, change: PhoneChange, account: Account) -> None:
        """To the staff; and the borrower learns of it wherever else they can be reached."""
        facts = await self.describe_change(change, account)
        await self.open_case(kind=CaseKind.PHONE, subject=change.id, facts=facts)
        await self.tell_owner(change, account)
