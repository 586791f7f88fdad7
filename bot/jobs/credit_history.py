"""Telling the credit bureaus what has become of loans, row by row and in order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.jobs.job import backoff
from domain.dates import Clock
from domain.gateways import BureauReporting, GatewayRefused, GatewayUnclear, RowAnswer, TellRow
from domain.ids import LoanId
from domain.model.credit_history import RowStatus, Sending
from domain.ports import Applications, CreditHistory, Loans
from domain.usecases.credit_history.rows import (
    AT_ONCE,
    AlarmLateRows,
    AlarmSilentBureau,
    BeginHistories,
    RecordRow,
)
from storage.engine.database import Database
from storage.queues.work import Job

SILENT_AFTER = 9  # tries: about half an hour
UNREADABLE = ("400", "413", "422")  # about this row, and not about the bureau or the key
LONGEST = 3600.0  # seconds between two tries


@dataclass(frozen=True, kw_only=True)
class TellHistory:
    """Subject: «<loan>:<bureau>». All that waits, one row after another; a rejected row stops those
    after it until staff have decided."""

    db: Database
    credit_history: CreditHistory
    loans: Loans
    applications: Applications
    bureau_rows: Mapping[str, BureauReporting]
    record_row: RecordRow
    alarm_silent_bureau: AlarmSilentBureau
    clock: Clock

    async def __call__(self, job: Job) -> datetime | None:
        ident, _, bureau = job.subject.partition(":")
        if bureau not in self.bureau_rows:  # taken out of the settings
            return None
        while True:
            sending = await self.credit_history.next_for(LoanId(ident), bureau)
            if sending is None or sending.state is RowStatus.REJECTED:
                return None
            wish = 0.0
            try:
                answer = await self.bureau_rows[bureau].tell(told=await self._row(sending))
            except GatewayUnclear as error:
                answer, wish = None, error.retry_after or 0.0
                await self._alarm(job, bureau, str(error))
            except GatewayRefused as error:
                if error.code in UNREADABLE:
                    answer = RowAnswer(reason=f"HTTP {error.code}")
                else:
                    answer = None
                    await self._alarm(job, bureau, f"{bureau}: {error.code}", at_once=True)
            if answer is None:
                wait = backoff(job.attempts, first=5, most=LONGEST)
                return self.clock.now() + max(wait, timedelta(seconds=wish))
            async with self.db.transaction():
                await self.record_row(sending=sending, answer=answer)

    async def _row(self, sending: Sending) -> TellRow:
        loan = await self.loans.get(sending.loan_id)
        application = await self.applications.get(loan.application_id)
        rows = await self.credit_history.rows(loan.id)
        return TellRow(
            id=sending.id,
            after=await self.credit_history.last_accepted(loan.id, sending.bureau),
            row=next(one for one in rows if one.number == sending.number),
            contract=loan.contract,
            issued_on=loan.issued_on,
            lent=loan.principal,
            psk=loan.psk,
            person=application.form.applicant(),
        )

    async def _alarm(self, job: Job, bureau: str, why: str, *, at_once: bool = False) -> None:
        if at_once or job.attempts >= SILENT_AFTER:
            async with self.db.transaction():
                await self.alarm_silent_bureau(bureau=bureau, why=why)


@dataclass(frozen=True, kw_only=True)
class WatchHistory:
    """At each start: bureaus that don't know the open loans yet. Each morning: rows that are nearly
    late."""

    db: Database
    begin_histories: BeginHistories
    alarm_late_rows: AlarmLateRows

    async def __call__(self, _: Job) -> datetime | None:
        bureaus = await self.begin_histories.missing()
        after: LoanId | None = None
        while bureaus:  # a transaction a batch: others write in between
            async with self.db.transaction():
                after = await self.begin_histories.some(bureaus, after)
            if after is None:
                await self._tell_ends(bureaus)
                break
        async with self.db.transaction():
            await self.alarm_late_rows()
        return self.alarm_late_rows.next_time()

    async def _tell_ends(self, bureaus: list[str]) -> None:
        """Looked for by the reading connection; a transaction only for what is found."""
        after: LoanId | None = None
        while True:
            found, after = await self.begin_histories.ended(bureaus, after)
            if after is None:
                break
            for at in range(0, len(found), AT_ONCE):
                async with self.db.transaction():
                    await self.begin_histories.tell(found[at : at + AT_ONCE])
        async with self.db.transaction():
            await self.begin_histories.begun(bureaus)
