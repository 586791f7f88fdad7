"""The phone is named and proven: the first step of an application."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import Draft
from domain.model.codes import Check, CodePurpose
from domain.notifications import PhoneCodeSms
from domain.ports import Accounts, Drafts
from domain.refusals import NothingToDo, Refusal
from domain.usecases.applications.gates import Gates
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.identity.proof import Prove


@dataclass(frozen=True, kw_only=True)
class AskPhone:
    """Take the phone number and prove it by code 1."""

    drafts: Drafts
    send_code: SendCode
    clock: Clock

    async def __call__(
        self,
        *,
        borrower_id: BorrowerId,
        phone: str | None = None,
        by_call: bool = False,
        contact: bool = False,
    ) -> CodeSent:
        """Send code 1 to `phone` (None: to the number given before), by SMS or by a call.
        CodeTooSoon, CodesUsedUp. What is known of a number is told to nobody who has not proven
        that it is theirs."""
        draft = await self.drafts.get(borrower_id)
        named, phone = phone, phone or (draft.phone if draft else None)
        if draft is None or phone is None:
            raise NothingToDo
        following = replace(draft, phone=phone, phone_confirmed=False, updated_at=self.clock.now())
        waits = named and await self.send_code.on_its_way(
            borrower_id=borrower_id, phone=phone, purpose=CodePurpose.PHONE, subject=phone
        )
        if waits:
            await self.drafts.save(following)
            return waits
        code, digits = await self.send_code(
            borrower_id=borrower_id,
            phone=phone,
            purpose=CodePurpose.PHONE,
            subject=phone,
            contact=contact,
            by_call=by_call,
        )
        await self.send_code.text(code, PhoneCodeSms(digits=digits, by_call=by_call))
        await self.drafts.save(following)
        return await self.send_code.sent(code, by_call=by_call)


@dataclass(frozen=True, kw_only=True)
class PhoneVerdict:
    """`refusal`: the number is theirs, but no loan can be given to it now."""

    check: Check
    left: int  # tries
    draft: Draft
    refusal: Refusal | None = None
    account: bool = False  # somebody has one under this number


@dataclass(frozen=True, kw_only=True)
class ConfirmPhone:
    drafts: Drafts
    accounts: Accounts
    gates: Gates
    prove: Prove
    check_code: CheckCode

    async def __call__(self, *, borrower_id: BorrowerId, digits: str) -> PhoneVerdict:
        """A wrong try, and a refusal, are values: the code is used up all the same."""
        draft = await self.drafts.get(borrower_id)
        if draft is None or draft.phone is None:
            raise NothingToDo
        verdict, code = await self.check_code(
            borrower_id=borrower_id,
            purpose=CodePurpose.PHONE,
            subject=draft.phone,
            digits=digits,
            phone=draft.phone,
        )
        left = code.tries_left if code else 0
        if verdict is not Check.RIGHT:
            return PhoneVerdict(check=verdict, left=left, draft=draft)
        proven = replace(draft, phone_confirmed=True)
        try:
            await self.gates.phone(draft.phone, borrower_id)
            person_id = await self.prove.by_answers(proven, proven.answers)
            if person_id is not None:
                await self.gates.stranger(person_id, borrower_id)
        except Refusal as refusal:
            return PhoneVerdict(check=verdict, left=left, draft=draft, refusal=refusal)
        draft = proven
        await self.drafts.save(draft)
        known = await self.accounts.of_phone(draft.phone or "")
        others = known is not None and known.opened and known.borrower_id != borrower_id
        return PhoneVerdict(check=verdict, left=left, draft=draft, account=others)
