"""Early stops: what is known at an answer refuses at that answer, not twenty questions later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.application import Application, Status
from domain.dates import Clock, years_between
from domain.decision import numbers, pause_until
from domain.errors import (
    AccountBlocked,
    AccountExists,
    ApplicationUnderWay,
    LateBefore,
    LoanOpen,
    PauseAfterLoan,
    Stopped,
    TooOld,
    TooYoung,
    TryAgainOn,
)
from domain.history import barred_by
from domain.ids import BorrowerId
from domain.passport import check_dates
from domain.ports import Accounts, Applications, Loans, StopLists
from domain.usecases.looking_back import LookBack


@dataclass(frozen=True, kw_only=True)
class Gates:
    """Each raises the refusal that the answer deserves."""

    accounts: Accounts
    applications: Applications
    loans: Loans
    look_back: LookBack
    stop_lists: StopLists
    clock: Clock

    async def no_loan_yet(self, borrower_id: BorrowerId) -> None:
        """AccountBlocked, LoanOpen, ApplicationUnderWay, TryAgainOn, LateBefore,
        PauseAfterLoan."""
        await self._not_blocked(borrower_id)
        if await self.loans.open_in(borrower_id):
            raise LoanOpen
        last = await self.applications.last(borrower_id)
        if last is not None and last.live:
            raise ApplicationUnderWay
        self._still_rejected(last)
        barred = barred_by(await self.look_back(borrower_id), self.clock.today())
        if barred is not None:
            raise LateBefore(barred.until)
        closed = await self.loans.last_closed(borrower_id)
        if closed is not None and closed.closed_on is not None:
            first = pause_until(closed.closed_on, closed.psk, self.clock.today())
            if first is not None:
                raise PauseAfterLoan(first)

    async def phone(self, phone: str) -> None:
        """AccountBlocked, LoanOpen, ApplicationUnderWay, Stopped."""
        await self._stop("phone", phone)
        account = await self.accounts.of_phone(phone)
        if account is not None and account.blocked:
            raise AccountBlocked
        if await self.loans.open_of_phone(phone):
            raise LoanOpen
        if await self.applications.live_of_phone(phone):
            raise ApplicationUnderWay

    async def answer(self, borrower_id: BorrowerId, field: str, answers: Mapping[str, str]) -> None:
        """The gate of one field, if it has one, given all answers so far."""
        if field == "birth_date":
            self._age(date.fromisoformat(answers["birth_date"]))
        if field in ("birth_date", "passport_issued") and answers.get("passport_issued"):
            check_dates(
                date.fromisoformat(answers["birth_date"]),
                date.fromisoformat(answers["passport_issued"]),
                self.clock.today(),
            )
        if field == "passport":
            await self._stop("passport", answers["passport"])
        if field == "inn":
            await self._stop("inn", answers["inn"])
            if await self.loans.open_of_inn(answers["inn"]):
                raise LoanOpen
            if await self.applications.live_of_inn(answers["inn"]):
                raise ApplicationUnderWay
            last = await self.applications.last_of_inn(answers["inn"])
            if last is not None:
                await self._not_blocked(last.borrower_id)
            self._still_rejected(last)
            before = await self.loans.of_inn(answers["inn"])
            if any(loan.borrower_id != borrower_id for loan in before):
                raise AccountExists

    async def _not_blocked(self, borrower_id: BorrowerId) -> None:
        account = await self.accounts.get(borrower_id)
        if account is not None and account.blocked:
            raise AccountBlocked

    def _still_rejected(self, last: Application | None) -> None:
        if last is None or last.status is not Status.REJECTED or last.retry_on is None:
            return
        if self.clock.today() < last.retry_on:
            raise TryAgainOn(last.retry_on)

    def _age(self, birth_date: date) -> None:
        age = years_between(birth_date, self.clock.today())
        if age < numbers()["least_age"]:
            raise TooYoung(numbers()["least_age"])
        if age > numbers()["most_age"]:
            raise TooOld(numbers()["most_age"])

    async def _stop(self, kind: str, value: str) -> None:
        if await self.stop_lists.list_with(kind, value):
            raise Stopped
