"""The new number of a change of phone, proven by a code that goes to it."""

from dataclasses import dataclass, replace

from domain.model.accounts.session import Actor
from domain.model.codes import Check, CodePurpose
from domain.notifications import NewPhoneCodeSms
from domain.ports import Accounts
from domain.refusals import ChangeOver, PhoneIsAnothers, Refusal, SamePhone
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.phone_change.changing_phone import KeepChange


@dataclass(frozen=True, kw_only=True)
class NameNewPhone:
    keep_change: KeepChange
    send_code: SendCode

    async def __call__(
        self,
        *,
        actor: Actor,
        phone: str | None = None,
        by_call: bool = False,
        contact: bool = False,
    ) -> CodeSent:
        """Send a code to `phone` (None: to the number named before), by SMS or by a call.
        ChangeOver, SamePhone, CodeTooSoon, CodesUsedUp."""
        change = await self.keep_change.current(actor)
        new = phone or change.new
        if new is None or change.old is None or change.asks_birth_date:
            raise ChangeOver
        if new == change.old:
            raise SamePhone
        change = replace(change, new=new, proven=False, answered={})
        waits = phone and await self.send_code.on_its_way(
            borrower_id=change.speaker_id,
            phone=new,
            purpose=CodePurpose.NEW_PHONE,
            subject=change.subject(),
        )
        if waits:
            await self.keep_change.step(change)
            return waits
        code, digits = await self.send_code(
            borrower_id=change.speaker_id,
            phone=new,
            purpose=CodePurpose.NEW_PHONE,
            subject=change.subject(),
            contact=contact,
            by_call=by_call,
        )
        await self.send_code.text(code, NewPhoneCodeSms(digits=digits, by_call=by_call))
        await self.keep_change.step(change)
        return await self.send_code.sent(code, by_call=by_call)


@dataclass(frozen=True, kw_only=True)
class NewPhoneVerdict:
    """`refusal`: the number is theirs, and still can't be taken."""

    check: Check
    left: int  # tries
    refusal: Refusal | None = None


@dataclass(frozen=True, kw_only=True)
class ProveNewPhone:
    accounts: Accounts
    keep_change: KeepChange
    check_code: CheckCode

    async def __call__(self, *, actor: Actor, digits: str) -> NewPhoneVerdict:
        """A wrong try, and a refusal, are values: the code is used up all the same. ChangeOver."""
        change = await self.keep_change.current(actor)
        if change.new is None:
            raise ChangeOver
        verdict, code = await self.check_code(
            borrower_id=change.speaker_id,
            purpose=CodePurpose.NEW_PHONE,
            subject=change.subject(),
            digits=digits,
            phone=change.new,
        )
        if verdict is not Check.RIGHT:
            return NewPhoneVerdict(check=verdict, left=code.tries_left if code else 0)
        other = await self.accounts.of_phone(change.new)
        if other is not None and other.opened and other.borrower_id != change.borrower_id:
            await self.keep_change.step(replace(change, new=None))
            return NewPhoneVerdict(check=verdict, left=0, refusal=PhoneIsAnothers())
        await self.keep_change.step(replace(change, proven=True))
        return NewPhoneVerdict(check=verdict, left=0)
