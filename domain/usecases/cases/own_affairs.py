"""Staff can be borrowers too. Nobody decides about themselves: the person, not only the chat."""

from collections.abc import Collection
from dataclasses import dataclass

from domain.ids import BorrowerId
from domain.model.cases import Case
from domain.ports import Concerns
from domain.refusals import OwnAffair


@dataclass(frozen=True, kw_only=True)
class NotOwnAffair:
    """Asked before each decision of the staff."""

    concerns: Concerns

    async def about(self, borrower_ids: Collection[BorrowerId], *, by_id: int) -> None:
        """OwnAffair when one of them is the person whose Telegram account `by_id` is."""
        if not borrower_ids:
            return
        selves = await self.concerns.selves(by_id)
        if await self.concerns.one_person(selves, borrower_ids):
            raise OwnAffair

    async def __call__(self, case: Case, *, by_id: int) -> None:
        """OwnAffair."""
        await self.about(await self.concerns.of_case(case), by_id=by_id)
