"""What staff decide when the owner check can't tell whose card it is."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.ids import BindingId
from domain.model.card_binding import BindingStatus, CardRefusal
from domain.model.cases import Action, CaseKind
from domain.notifications import CardRefused
from domain.ports import Applications, Bindings, Notices
from domain.refusals import NothingToDo
from domain.usecases.cards.card_binding import joins_wallet
from domain.usecases.cards.owning import RecordOwner
from domain.usecases.cases.deciding import Decides, Decision


@dataclass(frozen=True, kw_only=True)
class DecideOwner:
    decides: ClassVar[Decides] = {CaseKind.OWNER: (Action.APPROVE, Action.REJECT)}

    applications: Applications
    bindings: Bindings
    notices: Notices
    record_owner: RecordOwner

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when nobody waits for it any more."""
        binding = await self.bindings.get(BindingId(decision.case.subject))
        if binding.state is not BindingStatus.OWNER:
            raise NothingToDo
        if decision.action is Action.APPROVE:
            await self.record_owner.accept(binding)
            return
        refusal = CardRefusal.NOT_OWNER
        await self.bindings.save(replace(binding, state=BindingStatus.REFUSED, refusal=refusal))
        last4 = binding.card.last4 if binding.card else None
        to_wallet = await joins_wallet(self.applications, binding)
        notice = CardRefused(refusal=refusal, last4=last4, to_wallet=to_wallet)
        await self.notices.tell(binding.borrower_id, notice)
