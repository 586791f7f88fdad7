"""The consent to ask bureaus is signed before anybody is asked (218-FZ art. 6, 63-FZ art. 6, 9):
one code signs it and the general conditions, and sends the application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId, new_id
from domain.model.application import Consent, Draft
from domain.model.codes import RESEND, Check, CodePurpose
from domain.model.consents import BUREAU, ConsentText, of_same_person, stands, subject_of
from domain.notifications import ConsentCodeSms
from domain.ports import Applications, Codes, Consents, Drafts, Signatures
from domain.refusals import NothingToDo
from domain.usecases.applications.drafting import Apply
from domain.usecases.codes.codes import CheckCode, CodeSent, SendCode
from domain.usecases.codes.evidence import consent_signature


@dataclass(frozen=True, kw_only=True)
class Last:
    """The consents that are to be given at the end, in order; who comes back has given some."""

    kinds: tuple[str, ...]
    returning: bool
    phone: str

    @property
    def by_code(self) -> bool:
        return BUREAU in self.kinds


@dataclass(frozen=True, kw_only=True)
class LastConsents:
    """What is asked at the end of the form. The consent to ask bureaus is left out while one of
    the same wording stands; without it no code is needed."""

    drafts: Drafts
    applications: Applications
    consents: Consents
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, versions: Mapping[str, str]) -> Last:
        """`versions`: the last ones of those in use, in order. Who comes back isn't asked for
        what stands; others read the conditions with each application. NothingToDo."""
        draft = await self.drafts.get(borrower_id)
        if draft is None:
            raise NothingToDo
        given = await self.consents.kinds(borrower_id)
        before = await self.applications.last(borrower_id)
        kinds = tuple(
            kind
            for kind, version in versions.items()
            if not (draft.returning or kind == BUREAU)
            or kind not in given
            or given[kind].version != version
            or not stands(given[kind], self.clock)
            or not of_same_person(given[kind], before, draft.answers)
        )
        return Last(kinds=kinds, returning=draft.returning, phone=draft.phone or "")


@dataclass(frozen=True, kw_only=True)
class AskConsentCode:
    drafts: Drafts
    codes: Codes
    send_code: SendCode
    clock: Clock

    async def __call__(
        self,
        *,
        borrower_id: BorrowerId,
        texts: Sequence[ConsentText],
        again: bool = False,
        by_call: bool = False,
    ) -> CodeSent | None:
        """Send the code that signs these texts, which were read. None: asked for once more
        (`again`), but the texts aren't those of the code before. CodeTooSoon, CodesUsedUp."""
        phone = _phone_of(await self.drafts.get(borrower_id))
        subject = subject_of(texts)
        last = await self.codes.last(borrower_id, CodePurpose.CONSENT)
        same = last is not None and (last.subject, last.phone) == (subject, phone)
        if again and not same:
            return None
        now = self.clock.now()
        if (
            last
            and same
            and not again
            and last.lives(now)
            and last.sent_at <= now < last.sent_at + RESEND
        ):
            return await self.send_code.sent(last, by_call=False)  # it is on its way already
        code, digits = await self.send_code(
            borrower_id=borrower_id,
            phone=phone,
            purpose=CodePurpose.CONSENT,
            subject=subject,
            by_call=by_call,
        )
        kinds = tuple(one.kind for one in texts)
        await self.send_code.text(code, ConsentCodeSms(digits=digits, kinds=kinds, by_call=by_call))
        return await self.send_code.sent(code, by_call=by_call)


@dataclass(frozen=True, kw_only=True)
class SignConsents:
    """The code is right: the texts are signed, each by its own hash, and the application is sent.
    Nobody was asked before."""

    drafts: Drafts
    codes: Codes
    consents: Consents
    signatures: Signatures
    check_code: CheckCode
    apply: Apply
    clock: Clock

    async def __call__(
        self,
        *,
        borrower_id: BorrowerId,
        chat_id: ChatId,
        digits: str,
        texts: Sequence[ConsentText],
    ) -> tuple[Check, int] | None:
        """The verdict and the tries that are left; a wrong try is a value, so that it counts.
        None: the texts have changed since the code was sent. What `Apply` raises."""
        phone = _phone_of(await self.drafts.get(borrower_id))
        subject = subject_of(texts)
        last = await self.codes.last(borrower_id, CodePurpose.CONSENT)
        if last is None or (last.subject, last.phone) != (subject, phone):
            return None
        verdict, code = await self.check_code(
            borrower_id=borrower_id, purpose=CodePurpose.CONSENT, subject=subject, digits=digits
        )
        if verdict is not Check.RIGHT or code is None:
            return verdict, code.tries_left if code else 0
        now = self.clock.now()
        signed = {one.kind: new_id() for one in texts}
        for one in texts:
            consent = Consent(
                borrower_id=borrower_id,
                kind=one.kind,
                version=one.version,
                text_sha256=one.sha256,
                given_at=now,
                signature=signed[one.kind],
            )
            await self.consents.add(consent, one.text)
        application = await self.apply(borrower_id=borrower_id)
        for one in texts:
            await self.signatures.add(
                consent_signature(
                    ident=signed[one.kind],
                    application=application,
                    chat_id=chat_id,
                    text=one,
                    code=code,
                    at=now,
                )
            )
        return verdict, 0


def _phone_of(draft: Draft | None) -> str:
    if draft is None or draft.phone is None or not draft.phone_confirmed:
        raise NothingToDo
    return draft.phone
