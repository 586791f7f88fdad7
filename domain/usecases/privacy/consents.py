"""Consents that were given: looked at, taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import CONSENTS, Application, ApplicationStatus, Consent
from domain.model.autopay import Autopay
from domain.model.loan import Loan
from domain.model.profile import NoticeChoice, Wanted
from domain.ports import Applications, Autopays, Consents, Drafts, Loans, NotificationChoices
from domain.refusals import NothingToDo
from domain.usecases.applications.withdrawing import Withdraw

SIGNED = frozenset({ApplicationStatus.COOLING, ApplicationStatus.SIGNED})


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
            off = NoticeChoice(kind=Wanted.ADS, wanted=False, changed_at=now)
            await self.notification_choices.save(borrower_id, off)
        if kind == "personal_data":
            await self.drafts.drop(borrower_id)
        if kind not in CONSENTS or view.application is None:
            return False
        return await self.withdraw(borrower_id=borrower_id)
