"""Has who is writing shown that they are somebody we know?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.dates import Clock
from domain.ids import BorrowerId, PersonId
from domain.model.application import Application, ApplicationStatus, Draft
from domain.model.person import Mark, MarkKind
from domain.ports import Accounts, Guards, Loans, Persons
from domain.rules.decision.decision_rules import numbers
from domain.rules.guard import FORGOTTEN, missed


@dataclass(frozen=True, kw_only=True)
class Prove:
    """Proven is who is signed in to an account; and in another chat, whose phone was proven by
    its code, is the number of an account or of an application under way, and whose passport and
    birth date agree with it. Then, and only then, exact refusals are told."""

    accounts: Accounts
    loans: Loans
    persons: Persons
    guards: Guards
    clock: Clock

    async def __call__(self, borrower_id: BorrowerId, draft: Draft) -> PersonId | None:
        """Whose account this chat is in, else whom the answers of the draft prove."""
        return await self.loans.person_of(borrower_id) or await self.by_answers(
            draft, draft.answers
        )

    async def guess(self, draft: Draft, answers: Mapping[str, str]) -> PersonId | None:
        """The same by answers, counted: wrong passports for somebody's phone prove nothing after
        some. The count is kept with the answer."""
        found = await self.by_answers(draft, answers)
        if found is None and await self._misses(draft, answers):
            scope = _scope(draft.phone or "")
            guard = missed(await self.guards.get(scope), self.clock.now())
            await self.guards.save(guard)
        return found

    async def by_answers(self, draft: Draft, answers: Mapping[str, str]) -> PersonId | None:
        phone, passport = draft.phone, answers.get("passport")
        if not phone or not draft.phone_confirmed or not passport:
            return None
        if not answers.get("birth_date"):
            return None
        if await self._guessed_out(phone):
            return None
        born = date.fromisoformat(answers["birth_date"])
        for one in await self.persons.sharing([Mark(MarkKind.PASSPORT, passport)]):
            if one.form.birth_date == born and await self._phone_of(one) == phone:
                return one.person_id
        return None

    async def _misses(self, draft: Draft, answers: Mapping[str, str]) -> bool:
        """Is it somebody's phone, with a passport that isn't theirs?"""
        if not draft.phone_confirmed or not answers.get("passport"):
            return False
        account = await self.accounts.of_phone(draft.phone or "")
        others = account is not None and account.borrower_id != draft.borrower_id
        return others and bool(answers.get("birth_date"))

    async def _guessed_out(self, phone: str) -> bool:
        guard = await self.guards.get(_scope(phone))
        fresh = guard.last_at is not None and self.clock.now() - guard.last_at <= FORGOTTEN
        return fresh and guard.failures >= numbers()["guesses_of_passport"]

    async def _phone_of(self, one: Application) -> str | None:
        """The number at which they are known today: old ones change hands."""
        if one.live:
            return one.form.phone
        account = await self.accounts.get(one.borrower_id)
        return (
            account.phone
            if one.status is ApplicationStatus.ISSUED and account is not None
            else None
        )


def _scope(phone: str) -> str:
    return f"person {phone}"
