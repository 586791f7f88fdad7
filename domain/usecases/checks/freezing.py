"""Stop lists tried again: who is on one now has money and contracts frozen, and staff know."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.ids import BorrowerId, new_id
from domain.model.application import Form
from domain.model.cases import CaseKind
from domain.model.freezing import LAW, OWN, Freeze
from domain.ports import Accounts, Applications, Drafts, Freezes, Loans, StopLists
from domain.refusals import StillListed
from domain.rules.rights import Rights
from domain.usecases.cases.opening import OpenCase


@dataclass(frozen=True, kw_only=True)
class ListHolding:
    """The list that holds a borrower by any value that they ever gave, in this account or, being
    the same person, in another; that of the law first."""

    accounts: Accounts
    applications: Applications
    drafts: Drafts
    stop_lists: StopLists

    async def __call__(self, *, borrower_id: BorrowerId) -> str | None:
        theirs = list(await self.applications.of(borrower_id))
        for person_id in sorted({one.person_id for one in theirs if one.person_id is not None}):
            theirs += await self.applications.of_person(person_id)
        values = {value for one in theirs for value in listable(one.form)}
        account = await self.accounts.get(borrower_id)
        if account is not None and account.phone:
            values.add(("phone", account.phone))
        draft = await self.drafts.get(borrower_id)
        if draft is not None:
            values |= {(k, draft.answers[k]) for k in ("passport", "inn") if draft.answers.get(k)}
            values |= {("phone", draft.phone)} if draft.phone and draft.phone_confirmed else set()
        found = {await self.stop_lists.list_with(*one) for one in sorted(values)} - {None}
        return LAW if LAW in found else next(iter(found), None)


@dataclass(frozen=True, kw_only=True)
class ListedFor:
    """The list that holds a value which somebody gave. One of the lender's own that staff have
    overruled for them stops nothing more, as it freezes nothing."""

    stop_lists: StopLists
    freezes: Freezes

    async def __call__(self, borrower_id: BorrowerId, kind: str, value: str) -> str | None:
        found = await self.stop_lists.list_with(kind, value)
        if found == OWN and await self.freezes.overruled(borrower_id):
            return None
        return found


def listable(form: Form) -> tuple[tuple[str, str], ...]:
    return (("phone", form.phone), ("passport", form.passport), ("inn", form.inn))


@dataclass(frozen=True, kw_only=True)
class FrozenBy:
    """The list by which a borrower is frozen now, written down already or not."""

    freezes: Freezes
    list_holding: ListHolding

    async def __call__(self, *, borrower_id: BorrowerId) -> str | None:
        standing = await self.freezes.standing(borrower_id)
        if standing is not None:
            return standing.list
        found = await self.list_holding(borrower_id=borrower_id)
        if found == OWN and await self.freezes.overruled(borrower_id):
            return None
        return found


@dataclass(frozen=True, kw_only=True)
class FreezeListed:
    """Before money or a contract: is this borrower frozen? One who has come onto a list is from
    now on."""

    freezes: Freezes
    loans: Loans
    frozen_by: FrozenBy
    open_case: OpenCase
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId) -> bool:
        found = await self.frozen_by(borrower_id=borrower_id)
        if found is None or await self.freezes.standing(borrower_id) is not None:
            return found is not None
        freeze = Freeze(id=new_id(), borrower_id=borrower_id, list=found, since=self.clock.now())
        await self.freezes.save(freeze)
        facts = {"list": found, "chat": str(borrower_id)}
        if (loan := await self.loans.open_in(borrower_id)) is not None:
            facts["loan"] = loan.contract
        await self.open_case(kind=CaseKind.FROZEN, subject=str(borrower_id), facts=facts)
        return True


@dataclass(frozen=True, kw_only=True)
class Unfreeze:
    """Only when no list holds the borrower any more; the lender's own list may be overruled by
    who has the right."""

    freezes: Freezes
    rights: Rights
    list_holding: ListHolding
    clock: Clock

    async def __call__(self, *, borrower_id: BorrowerId, by: str, by_id: int) -> None:
        """StillListed, NotYours."""
        freeze = await self.freezes.standing(borrower_id)
        if freeze is None:
            return
        found = await self.list_holding(borrower_id=borrower_id)
        if found == LAW:
            raise StillListed
        if found is not None:
            self.rights.may_block(by_id)
        lifted = replace(
            freeze, lifted_at=self.clock.now(), lifted_by=by, by_right=found is not None
        )
        await self.freezes.save(lifted)
