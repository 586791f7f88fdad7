"""What the approver of a change of phone compares: facts that a stranger can't bring about."""

from dataclasses import dataclass
from datetime import timedelta

from domain.dates import Clock
from domain.ids import BorrowerId
from domain.model.accounts.account import Account
from domain.model.accounts.phone_change import PhoneChange, Question
from domain.model.application import Form
from domain.model.codes import CodePurpose
from domain.ports import Codes, Loans, PhoneChanges, Sessions
from domain.usecases.identity.comparing import told
from domain.usecases.phone_change.answering_passport import ProvenForm

LATELY = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class DescribeChange:
    codes: Codes
    loans: Loans
    phone_changes: PhoneChanges
    sessions: Sessions
    proven_form: ProvenForm
    clock: Clock

    async def __call__(self, change: PhoneChange, account: Account) -> dict[str, str]:
        """Facts of a case: both numbers, what the answers were worth, whose account it is, masked.
        No answer itself: who reads the group doesn't learn what proves the borrower."""
        known = await self.sessions.knows(account.borrower_id, change.chat_id)
        application = await self.proven_form(account.borrower_id)
        form = application.form if application else None
        found = {
            "old_phone": change.old or "",
            "new_phone": change.new or "",
            "new_is": _named(form, change.new) if form else "",
            "borrower": told(form) if form else "",
            # A guest's birth date was right, else nobody would see the request.
            "birth": "" if change.signed_in else "yes",
            **{question.value: _right(change, question) for question in Question},
            "account_since": account.opened_at.isoformat() if account.opened_at else "",
            **await self._loans(account.borrower_id),
            **await self._lately(change, account),
            "asked_from": "inside" if change.signed_in else "known" if known else "unknown",
            # The old number was told by the borrower only.
            "login": "lost" if account.phone is None else "",
        }
        return {name: value for name, value in found.items() if value or name == "account_since"}

    async def _loans(self, borrower_id: BorrowerId) -> dict[str, str]:
        loans = await self.loans.of_borrower(borrower_id)
        repaid = [one for one in loans if one.closed_on and one.written_off_on is None]
        return {
            "repaid": str(len(repaid)),
            "open_loans": ", ".join(one.contract for one in loans if one.closed_on is None),
            "written_off": ", ".join(one.contract for one in loans if one.written_off_on),
        }

    async def _lately(self, change: PhoneChange, account: Account) -> dict[str, str]:
        """What has happened at the door of the account."""
        now = self.clock.now()
        proven = recovered = None
        if account.phone is not None:
            proven = await self.codes.last_proven(account.phone)
            recovered = await self.codes.last_proven(account.phone, CodePurpose.RECOVER)
        devices = await self.sessions.of(account.borrower_id)
        newest = max((one.opened_at for one in devices), default=None)
        asked = await self.phone_changes.sent_for(change.old or "", now - LATELY) - 1
        return {
            "old_proven": proven.isoformat() if proven else "",
            "recovered": recovered.isoformat() if recovered and recovered > now - LATELY else "",
            "devices": f"{len(devices)},{newest.isoformat() if newest else ''}",
            "other_requests": str(asked) if asked > 0 else "",
        }


def _right(change: PhoneChange, question: Question) -> str:
    answered = change.answered.get(question)
    return "unasked" if answered is None else "yes" if answered else "no"


def _named(form: Form, phone: str | None) -> str:
    """Where the questionnaire has the new number."""
    if phone is not None and phone == form.contact_phone:
        return "contact"
    return "home" if phone is not None and phone == form.home_phone else ""
