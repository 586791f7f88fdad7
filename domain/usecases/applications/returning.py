"""Somebody who has repaid a loan here: their old answers, and consents that still stand."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.application import Draft
from domain.model.consents import stands
from domain.ports import Accounts, Applications, Consents, Drafts, Loans
from domain.usecases.settings.profile import LookAtProfile


@dataclass(frozen=True, kw_only=True)
class BeginDraft:
    """An empty draft; for who has repaid a loan, the answers of the last application with the
    changes of the profile. The phone was proven then, or when the account got it, and its code is
    asked again with the signature. For a day after the way in has changed nothing is shown."""

    accounts: Accounts
    applications: Applications
    loans: Loans
    look_at_profile: LookAtProfile
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> Draft:
        now = self.clock.now()
        account = await self.accounts.get(borrower_id)
        if account is not None and account.hold is not None and now < account.hold.until:
            return Draft(borrower_id=borrower_id, updated_at=now)
        last = await self.applications.last(borrower_id)
        if last is None or not await self.loans.count_repaid(borrower_id):
            return Draft(borrower_id=borrower_id, updated_at=now)
        profile = await self.look_at_profile(borrower_id=borrower_id)
        phone = account.phone if account is not None and account.opened else None
        return Draft(
            borrower_id=borrower_id,
            phone=phone or last.form.phone,
            phone_confirmed=True,
            answers=dict(profile.answers),
            returning=True,
            updated_at=now,
        )


@dataclass(frozen=True, kw_only=True)
class Again:
    """A draft with the answers of last time, and the consents that are to be given anew."""

    draft: Draft
    missing: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LookAgain:
    drafts: Drafts
    consents: Consents
    clock: Clock

    async def __call__(
        self, *, borrower_id: BorrowerId, versions: Mapping[str, str]
    ) -> Again | None:
        """None for who does not come back. `versions`: the kinds in use, in order."""
        draft = await self.drafts.get(borrower_id)
        if draft is None or not draft.returning:
            return None
        given = await self.consents.kinds(borrower_id)

        def good(kind: str) -> bool:
            known = given.get(kind)
            return (
                known is not None and known.version == versions[kind] and stands(known, self.clock)
            )

        return Again(draft=draft, missing=tuple(kind for kind in versions if not good(kind)))
