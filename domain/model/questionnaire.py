"""From the canonical texts of a draft to the form."""

from datetime import date

from domain.model.application import Draft, Form, MayTell
from domain.money import Money
from domain.refusals import NothingToDo

NEEDED = (
    "name",
    "birth_date",
    "email",
    "passport",
    "passport_issued",
    "passport_code",
    "passport_issuer",
    "birth_place",
    "inn",
    "registration",
    "residence",
    "employer",
    "position",
    "income",
    "service_months",
    "salary_day",
)
# Never shown in a chat, by us or standing there: who has lost the number is known by them.
UNSHOWN = ("passport_issued", "passport_code")
OF_CONTACT = ("contact_phone", "contact_may")
OPTIONAL = ("advance_day", "snils", "home_phone", "contact_name", *OF_CONTACT)


def form_of(draft: Draft) -> Form:
    """The whole form; NothingToDo while an answer is missing.

    Canonical texts: dates ISO, money in kopecks, numbers in digits, "" for what was skipped.
    """
    if draft.phone is None or not draft.phone_confirmed or not whole(draft):
        raise NothingToDo
    said = draft.answers
    may = said.get("contact_may")
    return Form(
        phone=draft.phone,
        name=said["name"],
        birth_date=date.fromisoformat(said["birth_date"]),
        email=said["email"],
        passport=said["passport"],
        passport_issued=date.fromisoformat(said["passport_issued"]),
        passport_code=said["passport_code"],
        passport_issuer=said["passport_issuer"],
        birth_place=said["birth_place"],
        inn=said["inn"],
        registration=said["registration"],
        residence=said["residence"],
        employer=said["employer"],
        position=said["position"],
        income=Money(int(said["income"])),
        service_months=int(said["service_months"]),
        salary_day=int(said["salary_day"]),
        advance_day=int(said["advance_day"]) if said.get("advance_day") else None,
        snils=said.get("snils") or None,
        home_phone=said.get("home_phone") or None,
        contact_name=said.get("contact_name") or None,
        contact_phone=said.get("contact_phone") or None,
        contact_may=MayTell(may) if may else None,
    )


def answers_of(form: Form) -> dict[str, str]:
    """The canonical texts of a form, the other way round: "" for what was skipped."""
    said = {name: str(getattr(form, name) or "") for name in (*NEEDED, *OPTIONAL)}
    said["income"] = str(form.income.kopecks)
    said["service_months"] = str(form.service_months)
    if not form.contact_name:
        for name in OF_CONTACT:
            del said[name]
    return said


def whole(draft: Draft) -> bool:
    """Is nothing missing that is needed?"""
    chosen = draft.amount is not None and draft.days is not None
    return chosen and all(draft.answers.get(name) for name in NEEDED)
