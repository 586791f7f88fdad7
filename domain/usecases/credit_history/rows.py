"""What becomes of a row for a bureau: accepted, rejected, late; and bureaus that were set anew."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import ClassVar

from domain.dates import MOSCOW, Clock, add_days
from domain.gateways import RowAnswer
from domain.ids import LoanId
from domain.model.cases import Action, CaseKind
from domain.model.credit_history import RowStatus, Sending, sending_of
from domain.model.jobs import JobKind
from domain.ports import CreditHistory, Jobs, Loans
from domain.refusals import NothingToDo
from domain.rules.workdays import add_working_days
from domain.usecases.cases.deciding import Decides, Decision
from domain.usecases.cases.opening import OpenCase, SolveCase
from domain.usecases.ledger.post_to_ledger import PostToLedger
from domain.usecases.ledger.reporting import TellBureaus

AT_ONCE = 10  # loans in one transaction: others write in between
LOOKED_AT = 500  # loans that are read by one query
LOOK_AT = time(9)  # Moscow


@dataclass(frozen=True, kw_only=True)
class RecordRow:
    """The bureau has answered."""

    credit_history: CreditHistory
    loans: Loans
    open_case: OpenCase
    solve_case: SolveCase
    clock: Clock

    async def __call__(self, *, sending: Sending, answer: RowAnswer) -> None:
        now = self.clock.now()
        await self.solve_case(kind=CaseKind.REPORT_SILENT, subject=sending.bureau)
        if answer.receipt is not None:
            settled = replace(
                sending,
                state=RowStatus.ACCEPTED,
                settled_at=now,
                receipt=answer.receipt,
                reason=None,
            )
            await self.credit_history.save(settled)
            await self.solve_case(kind=CaseKind.ROW, subject=sending.subject)
            return
        rejected = replace(
            sending, state=RowStatus.REJECTED, settled_at=now, reason=answer.reason or "?"
        )
        await self.credit_history.save(rejected)
        loan = await self.loans.get(sending.loan_id)
        rows = await self.credit_history.rows(sending.loan_id)
        row = next(one for one in rows if one.number == sending.number)
        facts = {
            "contract": loan.contract,
            "bureau": sending.bureau,
            "row": f"{row.number},{row.fact.event.value},{row.fact.day.isoformat()}",
            "reason": rejected.reason or "?",
            "until": sending.due_on.isoformat(),
        }
        await self.open_case(kind=CaseKind.ROW, subject=sending.subject, facts=facts)


@dataclass(frozen=True, kw_only=True)
class AlarmSilentBureau:
    """A bureau takes no rows: one case, however many rows wait."""

    open_case: OpenCase

    async def __call__(self, *, bureau: str, why: str) -> None:
        facts = {"silent": bureau, "error": why}
        await self.open_case(kind=CaseKind.REPORT_SILENT, subject=bureau, facts=facts)


@dataclass(frozen=True, kw_only=True)
class DecideRow:
    """«Отправить заново», or «Готово»: settled with the bureau; later rows go on."""

    decides: ClassVar[Decides] = {CaseKind.ROW: (Action.RETRY, Action.DONE)}

    credit_history: CreditHistory
    jobs: Jobs
    clock: Clock

    async def __call__(self, decision: Decision) -> None:
        """NothingToDo when it is accepted already."""
        sending = await self.credit_history.sending(*sending_of(decision.case.subject))
        if sending.state is not RowStatus.REJECTED:
            raise NothingToDo
        again = decision.action is Action.RETRY
        state = RowStatus.WAITING if again else RowStatus.BY_HAND
        await self.credit_history.save(replace(sending, state=state, settled_at=self.clock.now()))
        await self.jobs.plan(JobKind.CREDIT_ROWS, sending.lane)


@dataclass(frozen=True, kw_only=True)
class AlarmLateRows:
    """Each morning: rows, and answers to disputes, whose last day is today, the next working day,
    or over."""

    credit_history: CreditHistory
    open_case: OpenCase
    solve_case: SolveCase
    bureau_names: tuple[str, ...]
    clock: Clock

    async def __call__(self) -> None:
        soon = add_working_days(self.clock.today(), 1)
        late = {bureau: rest for bureau, *rest in await self.credit_history.late(soon)}
        for bureau in sorted({*late, *self.bureau_names}):
            if bureau not in late or bureau not in self.bureau_names:  # it may have left them
                await self.solve_case(kind=CaseKind.REPORT_LATE, subject=bureau)
                continue
            count, first = late[bureau]
            facts = {"bureau": bureau, "rows": str(count), "until": str(first)}
            await self.open_case(kind=CaseKind.REPORT_LATE, subject=bureau, facts=facts)
        disputes = await self.credit_history.disputes_due(soon)
        if disputes is None:
            await self.solve_case(kind=CaseKind.DISPUTE_LATE, subject="all")
            return
        facts = {"disputes": str(disputes[0]), "until": str(disputes[1])}
        await self.open_case(kind=CaseKind.DISPUTE_LATE, subject="all", facts=facts)

    def next_time(self) -> datetime:
        day, now = self.clock.today(), self.clock.now()
        at = datetime.combine(day, LOOK_AT, MOSCOW)
        return at if at > now else datetime.combine(add_days(day, 1), LOOK_AT, MOSCOW)


@dataclass(frozen=True, kw_only=True)
class BeginHistories:
    """A bureau that was set anew, or the first start after an upgrade: it learns of every loan that
    is open, from its issue on; one that comes back, also how those ended that it knows."""

    credit_history: CreditHistory
    loans: Loans
    post_to_ledger: PostToLedger
    tell_bureaus: TellBureaus
    bureau_names: tuple[str, ...]
    clock: Clock

    async def missing(self) -> list[str]:
        begun = await self.credit_history.begun()
        for gone in begun - set(self.bureau_names):
            await self.credit_history.end(gone)
        return [name for name in self.bureau_names if name not in begun]

    async def some(self, bureaus: list[str], after: LoanId | None) -> LoanId | None:
        """The next open loans; the last of them, or None when all have been told of."""
        found = await self.loans.open_after(after, AT_ONCE)
        for loan_id in found:
            await self.post_to_ledger(loan_id=loan_id)
            for bureau in bureaus:
                await self.tell_bureaus.send(loan_id, bureau)
        return found[-1] if len(found) == AT_ONCE else None

    async def ended(
        self, bureaus: list[str], after: LoanId | None
    ) -> tuple[list[tuple[LoanId, str]], LoanId | None]:
        """Of the next loans those that are closed without a bureau knowing how, each with that
        bureau; and the last that was looked at, None when there are no more. Reads only."""
        page = await self.loans.after(after, LOOKED_AT)
        if not page:
            return [], None
        found = [
            (loan_id, bureau)
            for bureau in bureaus
            for loan_id in await self.credit_history.left_open(bureau, page[0], page[-1])
        ]
        return found, page[-1]

    async def tell(self, found: Sequence[tuple[LoanId, str]]) -> None:
        for loan_id, bureau in found:
            await self.tell_bureaus.send(loan_id, bureau)

    async def begun(self, bureaus: list[str]) -> None:
        """They know everything now."""
        for bureau in bureaus:
            await self.credit_history.begin(bureau, self.clock.now())
