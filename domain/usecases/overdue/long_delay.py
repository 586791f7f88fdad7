"""A delay so long that staff are asked whether to give the debt up."""

from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.model.cases import Kind
from domain.ports import Cases
from domain.usecases.cases.casework import OpenCase
from domain.usecases.ledger.bookkeeping import Kept

ASK_AGAIN = timedelta(days=90)  # after staff have decided to wait


@dataclass(frozen=True, kw_only=True)
class SuggestWriteOff:
    """A case for a loan whose delay has passed `write_off_after` days (the lender's setting)."""

    cases: Cases
    open_case: OpenCase
    clock: Clock
    write_off_after: int

    async def __call__(self, kept: Kept) -> None:
        if kept.debt.days_overdue < self.write_off_after:
            return
        last = await self.cases.last_about(Kind.WRITE_OFF, kept.loan.id)
        now = self.clock.now()
        if last is not None and (last.closed_at is None or last.closed_at + ASK_AGAIN > now):
            return
        facts = {
            "contract": kept.loan.contract,
            "overdue": str(kept.debt.days_overdue),
            "debt": str(kept.debt.total),
            "principal": str(kept.debt.principal),
            "interest": str(kept.debt.interest),
            "penalty": str(kept.debt.penalty),
        }
        await self.open_case(kind=Kind.WRITE_OFF, subject=kept.loan.id, facts=facts)
