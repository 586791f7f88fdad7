"""The bank doesn't take our requests: whoever waits for money reads of a delay, once."""

from dataclasses import dataclass, replace

from domain.ids import BindingId, RepaymentId
from domain.model.bank_operation import BankOperation, OperationKind
from domain.model.card_binding import Binding, BindingStatus
from domain.model.cases import CaseKind
from domain.notifications import CardCheckDelayed, PaymentDelayed, PayoutDelayed
from domain.ports import Bindings, Cases, Notices, Repayments


@dataclass(frozen=True, kw_only=True)
class TellDelay:
    bindings: Bindings
    repayments: Repayments
    notices: Notices

    async def about(self, operation: BankOperation) -> None:
        """What goes back to a borrower isn't waited for in the chat: of that only staff learn."""
        if operation.kind is OperationKind.HOLD:
            binding = await self.bindings.get(operation.binding)
            if binding.state is BindingStatus.HOLDING:  # else nobody waits for it any more
                await self.about_card(binding)
        elif operation.kind is OperationKind.PAYOUT:
            binding = await self.bindings.get(operation.binding)
            await self.notices.tell(binding.borrower_id, PayoutDelayed(amount=operation.amount))
        elif operation.kind in (OperationKind.CHARGE, OperationKind.PAGE):
            assert operation.repayment_id is not None
            repayment = await self.repayments.get(RepaymentId(operation.repayment_id))
            shown = repayment.page is not None
            notice = PaymentDelayed(amount=operation.amount, page=shown)
            await self.notices.tell(repayment.borrower_id, notice)

    async def about_card(self, binding: Binding) -> None:
        await self.notices.tell(binding.borrower_id, CardCheckDelayed())


@dataclass(frozen=True, kw_only=True)
class BankRefusesUs:
    """Our keys are wrong, or not allowed to: it is tried again until they are mended. Staff get
    the job's own case; while that is open the borrower has been told."""

    cases: Cases
    bindings: Bindings
    tell_delay: TellDelay

    async def move(self, operation: BankOperation, code: str) -> None:
        if not await self._told(f"move:{operation.id}", code):
            await self.tell_delay.about(operation)

    async def page(self, binding_id: BindingId, code: str) -> None:
        if not await self._told(f"binding:{binding_id}", code):
            await self.tell_delay.about_card(await self.bindings.get(binding_id))

    async def _told(self, job: str, code: str) -> bool:
        """A case that was opened since the bank was silent before didn't tell the borrower; from
        now on it is about this."""
        case = await self.cases.open_about(CaseKind.JOB, job)
        if case is None:
            return False
        if case.facts.get("error", code) in OURS:
            return True
        await self.cases.save(replace(case, facts=case.facts | {"error": code}))
        return False


OURS = frozenset({"invalid_credentials", "forbidden"})  # the lender's trouble, nobody's card
