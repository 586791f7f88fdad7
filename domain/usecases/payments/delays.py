"""The bank doesn't take our requests: whoever waits for money reads of a delay, once."""

from dataclasses import dataclass, replace

from domain.ids import BindingId, RepaymentId
from domain.model.cards import Binding, State
from domain.model.cases import Kind as CaseKind
from domain.model.payments import Kind, Move
from domain.notifications import CardCheckDelayed, PaymentDelayed, PayoutDelayed
from domain.ports import Bindings, Cases, Notices, Repayments


@dataclass(frozen=True, kw_only=True)
class TellDelay:
    bindings: Bindings
    repayments: Repayments
    notices: Notices

    async def about(self, move: Move) -> None:
        """What goes back to a borrower isn't waited for in the chat: of that only staff learn."""
        if move.kind is Kind.HOLD:
            binding = await self.bindings.get(move.binding)
            if binding.state is State.HOLDING:  # else nobody waits for it any more
                await self.about_card(binding)
        elif move.kind is Kind.PAYOUT:
            binding = await self.bindings.get(move.binding)
            await self.notices.tell(binding.borrower_id, PayoutDelayed(amount=move.amount))
        elif move.kind in (Kind.CHARGE, Kind.PAGE):
            assert move.repayment_id is not None
            repayment = await self.repayments.get(RepaymentId(move.repayment_id))
            shown = repayment.page is not None
            notice = PaymentDelayed(amount=move.amount, page=shown)
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

    async def move(self, move: Move, code: str) -> None:
        if not await self._told(f"move:{move.id}", code):
            await self.tell_delay.about(move)

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
