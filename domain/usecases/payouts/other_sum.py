"""The bank paid out another sum than it was asked for. No button of the staff moves money here:
they settle it with the bank, and say how it ended."""

from dataclasses import dataclass, replace
from typing import ClassVar

from domain.dates import Clock
from domain.gateways import Payout
from domain.ids import OperationId
from domain.model.bank_operation import OTHER_SUM, BankOperation, OperationStatus
from domain.model.cases import Action, CaseKind
from domain.notifications import PayoutDiffers
from domain.ports import Applications, BankOperations, Bindings, Notices
from domain.refusals import NothingToDo
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.payments.other_sum import TellOtherSum
from domain.usecases.payouts.lending import PayoutArrived
from domain.usecases.payouts.undoing import UndoContract
from domain.usecases.progress.progress import ShowProgress


@dataclass(frozen=True, kw_only=True)
class PayoutOfOtherSum:
    """No loan begins by itself, and nothing is sent again."""

    applications: Applications
    operations: BankOperations
    bindings: Bindings
    notices: Notices
    tell_other_sum: TellOtherSum
    show_progress: ShowProgress

    async def __call__(self, operation: BankOperation, payout: Payout) -> None:
        await self.operations.save(replace(operation, state=OperationStatus.LOST, reason=OTHER_SUM))
        binding = await self.bindings.get(operation.binding)
        await self.notices.tell(binding.borrower_id, PayoutDiffers(amount=operation.amount))
        await self.tell_other_sum(operation, payout, kind=CaseKind.OTHER_SUM)
        await self.show_progress(await self.applications.get(operation.application_id))


@dataclass(frozen=True, kw_only=True)
class DecideOtherSum:
    """The bank has mended the sum, and the loan begins now; or all of it has come back, and the
    contract is undone: who still wants the money applies anew."""

    decides: ClassVar[Decides] = {CaseKind.OTHER_SUM: (Action.MENDED, Action.CAME_BACK)}

    operations: BankOperations
    payout_arrived: PayoutArrived
    undo_contract: UndoContract
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when things have moved on."""
        operation = await self.operations.get(OperationId(decision.case.subject))
        if operation.state is not OperationStatus.LOST or operation.reason != OTHER_SUM:
            raise NothingToDo
        if decision.action is Action.MENDED:
            operation = replace(operation, state=OperationStatus.DONE, settled_at=self.clock.now())
            await self.operations.save(operation)
            await self.payout_arrived(operation)
            return
        await self.operations.save(
            replace(operation, state=OperationStatus.FAILED, reason=CAME_BACK)
        )
        await self.undo_contract(operation.application_id, came_back=True)


CAME_BACK = "came_back"
