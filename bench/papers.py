"""The facts of one loan's individual terms, as the bot hands them to Typst."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bench.borrowers import ANSWERS, draft
from domain.ids import ApplicationId, BorrowerId
from domain.model.application import Application, ApplicationStatus
from domain.model.questionnaire import form_of
from domain.money import Money
from domain.rules.cost import cost_of
from domain.rules.papers import terms
from domain.rules.product import PAYDAY

AMOUNT = Money.rubles(10_000)
MADE_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
REST = {
    "position": "Мастер участка",
    "income": "6000000",
    "service_months": "30",
    "salary_day": "5",
}


def facts(number: int) -> dict[str, object]:
    """Every number is another borrower: Typst remembers what it has set before."""
    whole = replace(
        draft(BorrowerId(1), MADE_AT), answers=ANSWERS | REST | {"name": f"Петров {number} Иван"}
    )
    application = Application(
        id=ApplicationId("1"),
        borrower_id=whole.borrower_id,
        status=ApplicationStatus.APPROVED,
        amount=AMOUNT,
        days=30,
        form=form_of(whole),
        created_at=MADE_AT,
    )
    names = ("name", "inn", "ogrn", "register_number", "address", "phone", "email")
    return terms.facts(
        number=f"261123-{number:05}",
        application=application,
        cost=cost_of(AMOUNT, PAYDAY.daily_rate, date(2026, 11, 23), [date(2026, 12, 23)]),
        lender=dict.fromkeys(names, "ООО МКК «Умные наличные»"),
        made_at=MADE_AT,
    )
