"""Sending and checking one-time codes."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.dates import Clock
from domain.ids import BorrowerId, CodeId, new_id
from domain.model.codes import (
    MOST_A_DAY,
    MOST_AN_HOUR,
    RESEND,
    Check,
    Code,
    CodePurpose,
    Trust,
    check,
)
from domain.model.consents import ROBOT_CALL
from domain.model.messaging.texting import Channel
from domain.notifications import Notice
from domain.ports import Accounts, Codes, Consents, Notices, Secrets
from domain.refusals import (
    CallNotAgreed,
    CodesStopped,
    CodesUsedUp,
    CodeTooSoon,
)
from domain.usecases.codes.texting import LookAtTexts

AFTER_LEAVING = (CodePurpose.CONSENT, CodePurpose.PAY, CodePurpose.PROLONG, CodePurpose.SIGN)


@dataclass(frozen=True, kw_only=True)
class CodeSent:
    """Which of how many codes an hour this was, and how it went. `wait`: none was sent now, the
    one of this number is still right, and another one may be asked for in so many seconds."""

    phone: str
    number: int
    most: int
    by_call: bool
    wait: int | None = None


@dataclass(frozen=True, kw_only=True)
class SendCode:
    """A fresh code by SMS: to one number at most one a minute, within the limits of the chat. Chats
    that have not proven a number share one budget for it, so that they use up nobody else's."""

    codes: Codes
    accounts: Accounts
    consents: Consents
    notices: Notices
    secrets: Secrets
    look_at_texts: LookAtTexts
    clock: Clock

    async def __call__(
        self,
        *,
        borrower_id: BorrowerId,
        phone: str,
        purpose: CodePurpose,
        subject: str,
        contact: bool = False,
        by_call: bool = False,
    ) -> tuple[Code, str]:
        """The code's record and its digits; the caller words the SMS. `contact`: the chat has
        shared the number as its own. CodeTooSoon, CodesUsedUp, CodesStopped; CallNotAgreed when
        a call would go now, had it been agreed to."""
        now = self.clock.now()
        last = await self.codes.last(borrower_id, purpose, phone)
        if last is not None and (wait := _wait(last, now)):
            raise CodeTooSoon(wait)
        trust = await self._trust(borrower_id, phone)
        if trust is Trust.STRANGER and (
            contact or (last is not None and last.trust is Trust.CONTACT)
        ):
            trust = Trust.CONTACT
        for most, minutes in ((MOST_AN_HOUR, 60), (MOST_A_DAY, 24 * 60)):
            since = now - timedelta(minutes=minutes)
            if await self.codes.sent_since(borrower_id, since) >= most:
                raise CodesUsedUp(minutes)
            if trust is not Trust.STRANGER:
                continue
            if await self.codes.to_strangers_since(phone, since) >= most:
                raise CodesUsedUp(minutes, shared=True)
        if trust is Trust.STRANGER:
            await self._not_too_many_texts(Channel.CALL if by_call else Channel.SMS)
        if by_call and ROBOT_CALL not in await self.consents.kinds(borrower_id):
            raise CallNotAgreed
        digits = self.secrets.code()
        code = Code(
            id=CodeId(new_id()),
            purpose=purpose,
            borrower_id=borrower_id,
            phone=phone,
            subject=subject,
            digest=self.secrets.digest(purpose, phone, subject, digits),
            sent_at=now,
            trust=trust,
        )
        await self.codes.save(code)
        return code, digits

    async def on_its_way(
        self, *, borrower_id: BorrowerId, phone: str, purpose: CodePurpose, subject: str
    ) -> CodeSent | None:
        """A number that is named once more within the minute, though others were named in between,
        needs no other code: the one that went to it is still right. None: there is none."""
        now = self.clock.now()
        last = await self.codes.last(borrower_id, purpose, phone)
        if last is None or last.subject != subject or not last.lives(now):
            return None
        wait = _wait(last, now)
        return replace(await self.sent(last, by_call=False), wait=wait) if wait else None

    async def _trust(self, borrower_id: BorrowerId, phone: str) -> Trust:
        account = await self.accounts.get(borrower_id)
        if account is not None and account.phone == phone:
            return Trust.PROVEN
        proven = await self.codes.has_proven(borrower_id, phone)
        return Trust.PROVEN if proven else Trust.STRANGER

    async def _not_too_many_texts(self, channel: Channel) -> None:
        until = await self.look_at_texts.stopped(channel)
        if until is not None:
            raise CodesStopped(until, by_call=channel is Channel.CALL)

    async def text(self, code: Code, notice: Notice) -> None:
        await self.notices.text(code.phone, notice)

    async def sent(self, code: Code, *, by_call: bool) -> CodeSent:
        """What to tell of a code that has just been sent: of the chat's own ones only."""
        hour_ago = self.clock.now() - timedelta(hours=1)
        number = await self.codes.sent_since(code.borrower_id, hour_ago)
        return CodeSent(phone=code.phone, number=number, most=MOST_AN_HOUR, by_call=by_call)


def _wait(last: Code, now: datetime) -> int:
    """Seconds until another one may go to the same number; 0: now."""
    if not last.sent_at <= now < last.sent_at + RESEND:
        return 0
    return int((last.sent_at + RESEND - now).total_seconds()) + 1


@dataclass(frozen=True, kw_only=True)
class FindLiveCode:
    """Which code of a chat would still be right, though perhaps no step waits for it any more."""

    codes: Codes
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> CodePurpose | None:
        """The purpose of the newest one; None when there is none."""
        found = [await self.codes.last(borrower_id, one) for one in AFTER_LEAVING]
        live = [one for one in found if one is not None and one.lives(self.clock.now())]
        return max(live, key=lambda one: one.sent_at).purpose if live else None


@dataclass(frozen=True, kw_only=True)
class CheckCode:
    codes: Codes
    secrets: Secrets
    clock: Clock

    async def __call__(
        self,
        *,
        borrower_id: BorrowerId,
        purpose: CodePurpose,
        subject: str,
        digits: str,
        phone: str | None = None,
    ) -> tuple[Check, Code | None]:
        """The verdict and the code after this try. A wrong try is a returned value, so that it
        is counted. A code for another subject is as good as none. `phone`: the number that is
        being proven; codes went to others too."""
        code = await self.codes.last(borrower_id, purpose, phone)
        if code is None or code.subject != subject:
            return Check.EXPIRED, None
        digest = self.secrets.digest(purpose, code.phone, subject, digits)
        verdict, code = check(code, digest, self.clock.now())
        await self.codes.save(code)
        return verdict, code
