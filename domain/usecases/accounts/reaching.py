"""A borrower whose chat is gone is reached by another one."""

from dataclasses import dataclass

from domain.ids import BorrowerId
from domain.model.cases import CaseKind
from domain.ports import Chats
from domain.usecases.cases.opening import SolveCase


@dataclass(frozen=True, kw_only=True)
class ReachElsewhere:
    """A borrower whose chat is gone has come in by another one: nothing is left for staff to do."""

    chats: Chats
    solve_case: SolveCase

    async def __call__(self, borrower_id: BorrowerId) -> None:
        for chat_id in await self.chats.gone_of(borrower_id):
            await self.solve_case(kind=CaseKind.UNREACHABLE, subject=str(chat_id))
