"""Sending and checking one-time codes."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.codes import (
    MOST_A_DAY,
    MOST_AN_HOUR,
    RESEND,
    Check,
    Code,
    Purpose,
    check,
)
from domain.dates import Clock
from domain.errors import ApplicationUnderWay, CodesUsedUp, CodeTooSoon, LoanOpen, NothingToDo
from domain.ids import ChatId, CodeId, new_id
from domain.notices import Notice, PhoneCodeSms
from domain.ports import Applications, Codes, Drafts, Loans, Notices, Secrets


@dataclass(frozen=True, kw_only=True)
class SendCode:
    """A fresh code by SMS, at most one a minute, within the limits per phone and chat."""

    codes: Codes
    notices: Notices
    secrets: Secrets
    clock: Clock

    async def __call__(
        self, *, chat_id: ChatId, phone: str, purpose: Purpose, subject: str
    ) -> tuple[Code, str]:
        """The code's record and its digits; the caller words the SMS. CodeTooSoon, CodesUsedUp."""
        now = self.clock.now()
        last = await self.codes.last(chat_id, purpose)
        if last is not None and now < last.sent_at + RESEND:
            left = last.sent_at + RESEND - now
            raise CodeTooSoon(int(left.total_seconds()) + 1)
        if await self.codes.sent_since(phone, chat_id, now - timedelta(hours=1)) >= MOST_AN_HOUR:
            raise CodesUsedUp(60)
        if await self.codes.sent_since(phone, chat_id, now - timedelta(days=1)) >= MOST_A_DAY:
            raise CodesUsedUp(24 * 60)
        digits = self.secrets.code()
        code = Code(
            id=CodeId(new_id()),
            purpose=purpose,
            chat_id=chat_id,
            phone=phone,
            subject=subject,
            digest=self.secrets.digest(purpose, phone, subject, digits),
            sent_at=now,
        )
        await self.codes.save(code)
        return code, digits

    async def text(self, code: Code, notice: Notice) -> None:
        await self.notices.text(code.phone, notice)


@dataclass(frozen=True, kw_only=True)
class CheckCode:
    codes: Codes
    secrets: Secrets
    clock: Clock

    async def __call__(
        self, *, chat_id: ChatId, purpose: Purpose, subject: str, digits: str
    ) -> tuple[Check, Code | None]:
        """The verdict and the code after this try. A wrong try is a returned value, so that it
        is counted. A code for another subject is as good as none."""
        code = await self.codes.last(chat_id, purpose)
        if code is None or code.subject != subject:
            return Check.EXPIRED, None
        digest = self.secrets.digest(purpose, code.phone, subject, digits)
        verdict, code = check(code, digest, self.clock.now())
        await self.codes.save(code)
        return verdict, code


@dataclass(frozen=True, kw_only=True)
class AskPhone:
    """Take the phone number and prove it by code 1."""

    drafts: Drafts
    applications: Applications
    loans: Loans
    send_code: SendCode
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, phone: str | None = None) -> str:
        """Send code 1 to `phone` (None: to the number given before) and return the number.
        LoanOpen, ApplicationUnderWay for a number in use; CodeTooSoon, CodesUsedUp."""
        draft = await self.drafts.get(chat_id)
        phone = phone or (draft.phone if draft else None)
        if draft is None or phone is None:
            raise NothingToDo
        if await self.loans.open_of_phone(phone):
            raise LoanOpen
        if await self.applications.live_of_phone(phone):
            raise ApplicationUnderWay
        code, digits = await self.send_code(
            chat_id=chat_id, phone=phone, purpose=Purpose.PHONE, subject=phone
        )
        await self.send_code.text(code, PhoneCodeSms(digits=digits))
        await self.drafts.save(
            replace(draft, phone=phone, phone_confirmed=False, updated_at=self.clock.now())
        )
        return phone


@dataclass(frozen=True, kw_only=True)
class ConfirmPhone:
    drafts: Drafts
    check_code: CheckCode

    async def __call__(self, *, chat_id: ChatId, digits: str) -> tuple[Check, int]:
        """The verdict and the tries that are left."""
        draft = await self.drafts.get(chat_id)
        if draft is None or draft.phone is None:
            raise NothingToDo
        verdict, code = await self.check_code(
            chat_id=chat_id, purpose=Purpose.PHONE, subject=draft.phone, digits=digits
        )
        if verdict is Check.RIGHT:
            await self.drafts.save(replace(draft, phone_confirmed=True))
        return verdict, code.tries_left if code else 0
