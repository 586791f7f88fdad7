"""The account opens: its password goes out with the signature, the door with the first payout."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import ApplicationId, BorrowerId
from domain.model.accounts.account import Account
from domain.model.accounts.session import Session
from domain.model.application import Application, ApplicationStatus
from domain.notifications import PasswordSms, PhoneTaken
from domain.ports import Accounts, Applications, Notices, Sessions
from domain.refusals import PhoneLost


@dataclass(frozen=True, kw_only=True)
class WantsPassword:
    """Is a first password to be made for the signer of this application?"""

    applications: Applications
    accounts: Accounts

    async def __call__(self, *, application_id: ApplicationId) -> bool:
        application = await self.applications.get(application_id)
        if application.status not in (
            ApplicationStatus.COOLING,
            ApplicationStatus.SIGNED,
            ApplicationStatus.ISSUED,
        ):
            return False
        account = await self.accounts.get(application.borrower_id)
        return account is None or account.password_hash is None


@dataclass(frozen=True, kw_only=True)
class GivePassword:
    """The first password: its hash is kept, itself goes by SMS only."""

    applications: Applications
    accounts: Accounts
    take_phone: "TakePhone"
    notices: Notices

    async def __call__(
        self, *, application_id: ApplicationId, password: str, password_hash: str
    ) -> None:
        application = await self.applications.get(application_id)
        phone = application.form.phone
        await self.take_phone(phone=phone, borrower_id=application.borrower_id)
        known = await self.accounts.get(application.borrower_id)
        account = known or Account(borrower_id=application.borrower_id, phone=phone)
        await self.accounts.save(replace(account, phone=phone, password_hash=password_hash))
        await self.notices.text(phone, PasswordSms(password=password))


@dataclass(frozen=True, kw_only=True)
class TakePhone:
    """A number that was proven belongs to who proved it last: numbers get new owners."""

    accounts: Accounts
    notices: Notices

    async def __call__(self, *, phone: str, borrower_id: BorrowerId) -> None:
        other = await self.accounts.of_phone(phone)
        if other is None or other.borrower_id == borrower_id:
            return
        await self.accounts.save(replace(other, phone=None))
        if other.opened:
            await self.notices.tell(other.borrower_id, PhoneTaken())


@dataclass(frozen=True, kw_only=True)
class OpenAccount:
    """With the first payout. The chat that applied is in, also if it is gone for now."""

    accounts: Accounts
    sessions: Sessions
    take_phone: TakePhone
    clock: Clock

    async def __call__(self, application: Application) -> None:
        account = await self.accounts.get(application.borrower_id)
        if account is not None and account.opened:
            return
        phone, now = application.form.phone, self.clock.now()
        await self.take_phone(phone=phone, borrower_id=application.borrower_id)
        account = account or Account(borrower_id=application.borrower_id, phone=phone)
        await self.accounts.save(replace(account, phone=phone, opened_at=now))
        chat_id = await self.sessions.home_of(application.borrower_id)
        if chat_id is not None:
            await self.sessions.open(
                Session(
                    chat_id=chat_id,
                    borrower_id=application.borrower_id,
                    name=None,
                    opened_at=now,
                    seen_at=now,
                )
            )


@dataclass(frozen=True, kw_only=True)
class PhoneOf:
    """Where the codes of a borrower go: to the account's number, before there is one to that of
    the application."""

    accounts: Accounts

    async def __call__(self, application: Application) -> str:
        """PhoneLost when the number has come to somebody else."""
        account = await self.accounts.get(application.borrower_id)
        if account is None or not account.opened:
            return application.form.phone
        if account.phone is None:
            raise PhoneLost
        return account.phone
