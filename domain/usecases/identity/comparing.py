"""What staff see of two people who may be one: masked, as much as a comparison needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.ids import PersonId
from domain.model.application import Application, ApplicationStatus, Form
from domain.model.person import Mark, MarkKind, marks
from domain.ports import Accounts, Applications, Loans

FIELDS = ("passport", "inn", "snils", "name", "birth_date", "phone")


@dataclass(frozen=True, kw_only=True)
class Compare:
    accounts: Accounts
    applications: Applications
    loans: Loans

    async def __call__(self, application: Application, person_id: PersonId) -> dict[str, str]:
        """Facts of a case: what agrees and what doesn't, both sides masked, and what the known
        person has with us."""
        theirs = await self.applications.of_person(person_id)
        known = [
            one for one in theirs if one.live or one.status is ApplicationStatus.ISSUED
        ] or theirs
        return {
            **facts([application.form], [one.form for one in theirs]),
            "person": person_id,  # for the one who decides; staff don't see it
            "applicant": told(application.form),
            "known": told(known[0].form),
            **await self._history(person_id, known),
        }

    async def _history(self, person_id: PersonId, known: Sequence[Application]) -> dict[str, str]:
        loans = await self.loans.of_person(person_id)
        open_ = [loan.contract for loan in loans if loan.closed_on is None]
        written_off = [loan.contract for loan in loans if loan.written_off_on is not None]
        repaid = [loan for loan in loans if loan.closed_on and loan.written_off_on is None]
        accounts = [await self.accounts.get(one) for one in {loan.borrower_id for loan in loans}]
        found = {
            "open_loans": ", ".join(open_),
            "repaid": str(len(repaid)) if repaid else "",
            "written_off": ", ".join(written_off),
            "under_way": "yes" if any(one.live for one in known) else "",
            "blocked": "yes" if any(one is not None and one.blocked for one in accounts) else "",
        }
        return {name: value for name, value in found.items() if value}


def facts(one: list[Form], other: list[Form]) -> dict[str, str]:
    """Which of what people are told by agrees between two, and which doesn't. What one of them
    hasn't said isn't compared."""
    equal, different = list[str](), list[str]()
    for field in FIELDS:
        mine, theirs = _said(one, field), _said(other, field)
        if mine and theirs:
            (equal if mine & theirs else different).append(field)
    return {"agrees": ",".join(equal), "differs": ",".join(different)}


def _said(forms: list[Form], field: str) -> set[object]:
    if field == "name":
        named = [mark.value for form in forms for mark in marks(form) if _named(mark)]
        return {value.partition("|")[0] for value in named}
    return {value for form in forms if (value := getattr(form, field)) is not None}


def _named(mark: Mark) -> bool:
    return mark.kind is MarkKind.NAME_BIRTH


def told(form: Form) -> str:
    """«П•••в Иван С., 1990, паспорт 45••••••56, ИНН ••••••••2259, +7 916 •••-••-67»"""
    phone = f"{form.phone[:2]} {form.phone[2:5]} •••-••-{form.phone[-2:]}"
    return ", ".join(
        [
            masked_name(form.name),
            f"{form.birth_date.year}",
            f"паспорт {form.passport[:2]}••••••{form.passport[-2:]}",
            f"ИНН ••••••••{form.inn[-4:]}",
            phone,
        ]
    )


def masked_name(name: str) -> str:
    """The surname's first and last letter, the first name, the patronymic's first letter."""
    surname, *rest = name.split()
    hidden = f"{surname[0]}•••{surname[-1]}"
    initials = [f"{word[0]}." for word in rest[1:]]
    return " ".join([hidden, *rest[:1], *initials])
