"""Whose card it is, and what follows."""

from dataclasses import dataclass, replace

from domain.dates import Clock
from domain.gateways import Ownership
from domain.ids import BindingId
from domain.model.application import ApplicationStatus
from domain.model.card_binding import Binding, BindingStatus, CardRefusal, owner_must_match
from domain.model.cases import CaseKind
from domain.model.jobs import JobKind
from domain.notifications import CardBound, CardRefused, OwnerDoubt
from domain.ports import Applications, Bindings, Jobs, Notices
from domain.usecases.cards.expiring import TakeCard
from domain.usecases.cases.opening import OpenCase
from domain.usecases.identity.identifying import RecordCheck
from domain.usecases.payouts.lending import ReservePayout


@dataclass(frozen=True, kw_only=True)
class RecordOwner:
    """Whose card it is (9-FZ, from 2025-09-01): go on, refuse, or let staff look."""

    bindings: Bindings
    applications: Applications
    notices: Notices
    jobs: Jobs
    open_case: OpenCase
    reserve_payout: ReservePayout
    record_check: RecordCheck
    take_card: TakeCard
    clock: Clock

    async def __call__(self, *, binding_id: BindingId, answer: Ownership) -> None:
        binding = await self.bindings.get(binding_id)
        if binding.state is not BindingStatus.OWNER:
            return
        application = await self.applications.get(binding.application_id)
        if application.live:
            await self.record_check(
                binding.application_id,
                "card_owner",
                "owner check",
                passed=answer is Ownership.MATCH,
                answer=answer,
            )
        last4 = binding.card.last4 if binding.card else None
        if answer is Ownership.MATCH or not owner_must_match(self.clock.today()):
            await self.accept(binding)
        elif answer is Ownership.MISMATCH:
            refused = CardRefusal.NOT_OWNER
            await self.bindings.save(replace(binding, state=BindingStatus.REFUSED, refusal=refused))
            to_wallet = application.status is ApplicationStatus.ISSUED
            notice = CardRefused(refusal=refused, last4=last4, to_wallet=to_wallet)
            await self.notices.tell(binding.borrower_id, notice)
        else:
            facts = {"card": f"*{last4}"}
            await self.open_case(kind=CaseKind.OWNER, subject=binding.id, facts=facts)
            await self.notices.tell(binding.borrower_id, OwnerDoubt())

    async def accept(self, binding: Binding) -> None:
        """The card is the borrower's: into the wallet; then on to the terms, or, when signed, to
        the payout. One that was bound besides a loan has come to where it belongs."""
        binding = replace(binding, state=BindingStatus.VERIFIED)
        await self.bindings.save(binding)
        await self.take_card(binding)
        application = await self.applications.get(binding.application_id)
        if application.status is ApplicationStatus.SIGNED:
            await self.reserve_payout(application=application, binding=binding)
        elif application.status is ApplicationStatus.APPROVED:
            await self.jobs.plan(JobKind.TERMS, application.id)
        elif application.status is ApplicationStatus.ISSUED and binding.card is not None:
            await self.notices.tell(binding.borrower_id, CardBound(last4=binding.card.last4))
