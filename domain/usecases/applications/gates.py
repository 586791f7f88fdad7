"""Early stops: what is known at an answer refuses at that answer, not twenty questions later.

They look at the person, under whatever account and in whatever chat. But what is known of a
person is told to nobody who hasn't proven to be that person: until then only what stands in the
answer itself stops anything (docs/decisions: who is who).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from domain.dates import Clock, years_between
from domain.ids import ApplicationId, BorrowerId, PersonId
from domain.model.application import Application
from domain.model.loan import Loan
from domain.ports import Accounts, Applications, Loans
from domain.refusals import (
    AccountBlocked,
    AccountExists,
    ApplicationUnderWay,
    LateBefore,
    LoanOpen,
    NumberOfZeros,
    PauseAfterLoan,
    Stopped,
    TooOld,
    TooYoung,
    TryAgainOn,
)
from domain.rules.decision import least_age, numbers, pause_of
from domain.rules.decision.history import barred_by
from domain.rules.identity import of_zeros
from domain.rules.passport import check_dates
from domain.usecases.checks.freezing import ListedFor
from domain.usecases.ledger.looking_back import LookBack


@dataclass(frozen=True, kw_only=True)
class Gates:
    """Each raises the refusal that the answer deserves."""

    accounts: Accounts
    applications: Applications
    loans: Loans
    look_back: LookBack
    listed_for: ListedFor
    clock: Clock

    async def no_loan_yet(self, borrower_id: BorrowerId) -> None:
        """What this chat itself has with us, and the person whose account it is in.
        AccountBlocked, LoanOpen, ApplicationUnderWay, TryAgainOn, LateBefore, PauseAfterLoan."""
        await self._not_blocked(borrower_id)
        if await self.loans.open_in(borrower_id):
            raise LoanOpen
        last = await self.applications.last(borrower_id)
        if last is not None and last.live:
            raise ApplicationUnderWay
        self._still_rejected(last)
        person_id = await self.loans.person_of(borrower_id)
        if person_id is not None:
            await self.person(person_id)

    async def person(
        self, person_id: PersonId, *, but: ApplicationId | None = None, elsewhere: bool = False
    ) -> None:
        """For who has proven to be this person, or was taken for them by staff; `but`: the
        application in question. AccountBlocked, LoanOpen, ApplicationUnderWay, TryAgainOn,
        LateBefore, PauseAfterLoan."""
        loans = await self.loans.of_person(person_id)
        for borrower_id in sorted({loan.borrower_id for loan in loans}):
            await self._not_blocked(borrower_id)
        if any(loan.closed_on is None for loan in loans):
            raise LoanOpen(elsewhere)
        theirs = [one for one in await self.applications.of_person(person_id) if one.id != but]
        if any(one.live for one in theirs):
            raise ApplicationUnderWay(elsewhere)
        for one in theirs:
            if one.proven:  # nobody is bound by what a stranger did in their name
                self._still_rejected(one)
        barred = barred_by(await self.look_back.of(loans), self.clock.today())
        if barred is not None:
            raise LateBefore(barred.until)
        self._pause(loans)

    async def stranger(self, person_id: PersonId, borrower_id: BorrowerId) -> None:
        """For who has proven to be this person in a chat that isn't in their account. The same,
        and AccountExists."""
        loans = await self.loans.of_person(person_id)
        elsewhere = all(loan.borrower_id != borrower_id for loan in loans)
        await self.person(person_id, elsewhere=elsewhere)
        if loans and elsewhere:
            raise AccountExists

    async def phone(self, phone: str, borrower_id: BorrowerId) -> None:
        """A number that was proven. Stopped, TryAgainOn: of its former owner nothing is told,
        since numbers change hands."""
        if await self.listed_for(borrower_id, "phone", phone):
            raise Stopped
        for one in await self.applications.rejected_of_phone(phone, self.clock.today()):
            self._still_rejected(one)

    def answer(self, field: str, answers: Mapping[str, str]) -> None:
        """The gate of one field, if it has one, given all answers so far: what is typed is held
        against the law, and against nobody else. TooYoung, TooOld, PassportTooEarly,
        PassportExpired, NumberOfZeros."""
        if of_zeros(field, answers[field]):
            raise NumberOfZeros(field)
        if field == "birth_date":
            self._age(date.fromisoformat(answers["birth_date"]))
        if field in ("birth_date", "passport_issued") and answers.get("passport_issued"):
            check_dates(
                date.fromisoformat(answers["birth_date"]),
                date.fromisoformat(answers["passport_issued"]),
                self.clock.today(),
            )

    async def _not_blocked(self, borrower_id: BorrowerId) -> None:
        account = await self.accounts.get(borrower_id)
        if account is not None and account.blocked:
            raise AccountBlocked

    def _still_rejected(self, last: Application | None) -> None:
        if last is not None and last.rejected_on(self.clock.today()):
            assert last.retry_on is not None
            raise TryAgainOn(last.retry_on)

    def _pause(self, loans: Iterable[Loan]) -> None:
        if (first := pause_of(loans, self.clock.today())) is not None:
            raise PauseAfterLoan(first)

    def _age(self, birth_date: date) -> None:
        today = self.clock.today()
        age = years_between(birth_date, today)
        if age < (least := least_age(today)):
            raise TooYoung(least)
        if age > numbers()["most_age"]:
            raise TooOld(numbers()["most_age"])
