"""Consents after they were given: looked at, taken back, given anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, ChatId
from domain.model.application import CONSENTS, Application, Consent, Status
from domain.model.autopay import Autopay
from domain.model.consents import ROBOT_CALL, ConsentText, stands
from domain.model.loan import Loan
from domain.model.profile import Choice, Wanted
from domain.ports import (
    Applications,
    Autopays,
    Consents,
    Drafts,
    Loans,
    NotificationChoices,
    Sessions,
)
from domain.refusals import ConsentMissing, NothingToDo
from domain.usecases.applications.withdrawing import Withdraw

SIGNED = frozenset({Status.COOLING, Status.SIGNED})
TO_SIGN = ("personal_data", "signature", "bureau")  # without these no contract is signed


@dataclass(frozen=True, kw_only=True)
class ConsentsView:
    """`standing` by kind; `autopay`: the consent to charge of the open loan, ended or not;
    `application`: one that isn't signed yet, and would be withdrawn."""

    standing: Mapping[str, Consent]
    revoked: Sequence[Consent]  # the newest first
    autopay: Autopay | None
    loan: Loan | None
    application: Application | None


@dataclass(frozen=True, kw_only=True)
class LookAtConsents:
    applications: Applications
    consents: Consents
    loans: Loans
    autopays: Autopays

    async def __call__(self, *, borrower_id: BorrowerId) -> ConsentsView:
        given = await self.consents.of(borrower_id)
        gone = [one for one in reversed(given) if one.revoked_at is not None]
        loan = await self.loans.open_in(borrower_id)
        last = await self.applications.last(borrower_id)
        unsigned = last is not None and last.live and last.status not in SIGNED
        return ConsentsView(
            standing=await self.consents.kinds(borrower_id),
            revoked=gone,
            autopay=await self.autopays.get(loan.id) if loan else None,
            loan=loan,
            application=last if unsigned else None,
        )

    async def wording(self, text_sha256: str) -> str:
        """What was agreed to, word for word."""
        return await self.consents.wording(text_sha256)


@dataclass(frozen=True, kw_only=True)
class RevokeConsent:
    """«Отозвать»: what was given stays on record, and stands no more."""

    consents: Consents
    drafts: Drafts
    notification_choices: NotificationChoices
    look_at_consents: LookAtConsents
    withdraw: Withdraw
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, kind: str) -> bool:
        """True when an application that wasn't signed went with it. NothingToDo when it doesn't
        stand."""
        view = await self.look_at_consents(borrower_id=borrower_id)
        if kind not in view.standing:
            raise NothingToDo
        now = self.clock.now()
        await self.consents.revoke(borrower_id, kind, now)
        if kind == Wanted.ADS:
            off = Choice(kind=Wanted.ADS, wanted=False, changed_at=now)
            await self.notification_choices.save(borrower_id, off)
        if kind == "personal_data":
            await self.drafts.drop(borrower_id)
        if kind not in CONSENTS or view.application is None:
            return False
        return await self.withdraw(borrower_id=borrower_id)


@dataclass(frozen=True, kw_only=True)
class AgreeToCall:
    """That a robot dictates codes by phone, when it is asked to."""

    consents: Consents
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, text: ConsentText) -> None:
        """Once: agreed to twice, the first one stands. Another wording is another consent."""
        known = (await self.consents.kinds(borrower_id)).get(ROBOT_CALL)
        if known is not None and known.text_sha256 == text.sha256:
            return
        consent = Consent(
            borrower_id=borrower_id,
            kind=ROBOT_CALL,
            version=text.version,
            text_sha256=text.sha256,
            given_at=self.clock.now(),
        )
        await self.consents.add(consent, text.text)


@dataclass(frozen=True, kw_only=True)
class CarryCallConsent:
    """Who agreed to a call as a guest, and has entered by its code, isn't asked again, and takes it
    back where the others are."""

    consents: Consents
    sessions: Sessions
    clock: Clock

    async def __call__(self, *, chat_id: ChatId, borrower_id: BorrowerId) -> None:
        guest = await self.sessions.guest(chat_id)
        given = (await self.consents.kinds(guest)).get(ROBOT_CALL)
        if given is None or guest == borrower_id:
            return
        text = await self.consents.wording(given.text_sha256)
        await self.consents.add(replace(given, borrower_id=borrower_id), text)
        await self.consents.revoke(guest, ROBOT_CALL, self.clock.now())


@dataclass(frozen=True, kw_only=True)
class NeedConsents:
    """Nothing is signed on consents that don't stand."""

    consents: Consents
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId, *kinds: str) -> None:
        """ConsentMissing, of the first that is."""
        given = await self.consents.kinds(borrower_id)
        for kind in kinds:
            if kind not in given or not stands(given[kind], self.clock):
                raise ConsentMissing(kind)
