"""An account gets another phone: the login, the codes, and what is found by the number."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import ChatId
from domain.model.accounts.account import HOLD, Account, PayoutHold, longer
from domain.model.application import Application
from domain.notifications import Commands, PhoneChangeApproved, PhoneMoved, PhoneMovedSms
from domain.ports import Accounts, Applications, Loans, Notices, Sessions
from domain.refusals import PhoneIsAnothers
from domain.usecases.accounts.opening import TakePhone


@dataclass(frozen=True, kw_only=True)
class ReplacePhone:
    """Every session ends and payouts wait: whoever has the account now has to sign in."""

    accounts: Accounts
    applications: Applications
    loans: Loans
    sessions: Sessions
    take_phone: TakePhone
    notices: Notices
    clock: Clock
    lender: dict[str, str]

    async def __call__(
        self,
        account: Account,
        new_phone: str,
        *,
        asked_in: ChatId | None = None,
        stays: ChatId | None = None,
    ) -> None:
        """PhoneIsAnothers. `asked_in`: a chat that is told too, though it isn't signed in.
        `stays`: where the number was proven within an application; it stays signed in."""
        await self.allow(account, new_phone)
        await self.take_phone(phone=new_phone, borrower_id=account.borrower_id)
        now = self.clock.now()
        hold = longer(account.hold, PayoutHold(since=now, until=now + HOLD, every=True))
        await self.accounts.save(replace(account, phone=new_phone, hold=hold))
        await self._follow(account, new_phone)
        ours = self.lender["phone"]
        if account.phone is not None:
            await self.notices.text(account.phone, PhoneMovedSms(phone=ours))
        moved = PhoneMoved(new=new_phone, held_until=hold.until, phone=ours)
        inside = [one.chat_id for one in await self.sessions.of(account.borrower_id)]
        for chat_id in inside:
            if chat_id == stays:
                continue
            await self.sessions.end(chat_id, now)
            await self.notices.tell_chat(chat_id, Commands(who="guest"))
            await self.notices.tell_chat(chat_id, moved)
        if asked_in is not None and asked_in not in inside:
            told = PhoneChangeApproved(new=new_phone, held_until=hold.until, phone=ours)
            await self.notices.tell_chat(asked_in, told)

    async def allow(self, account: Account, new_phone: str) -> None:
        """PhoneIsAnothers."""
        other = await self.accounts.of_phone(new_phone)
        if other is not None and other.opened and other.borrower_id != account.borrower_id:
            raise PhoneIsAnothers

    async def _follow(self, account: Account, phone: str) -> None:
        """Codes go there, and who gets the old number next isn't taken for this borrower."""
        await self.loans.replace_phone(account.borrower_id, phone)
        last = await self.applications.last(account.borrower_id)
        if last is not None and last.live:
            await self.applications.replace_phone(last, phone)


@dataclass(frozen=True, kw_only=True)
class FollowPhone:
    """A number that was proven within an application becomes the login, with all that follows,
    once it is known whose application it is; its chat stays in."""

    accounts: Accounts
    sessions: Sessions
    replace_phone: ReplacePhone

    async def __call__(self, application: Application) -> None:
        """PhoneIsAnothers."""
        account = await self._moves(application)
        if account is not None:
            here = await self.sessions.home_of(application.borrower_id)
            await self.replace_phone(account, application.form.phone, stays=here)

    async def allow(self, application: Application) -> None:
        """PhoneIsAnothers, before staff are asked anything."""
        account = await self._moves(application)
        if account is not None:
            await self.replace_phone.allow(account, application.form.phone)

    async def _moves(self, application: Application) -> Account | None:
        account = await self.accounts.get(application.borrower_id)
        if account is None or not account.opened or account.phone == application.form.phone:
            return None
        return account
