"""All that a decision looks at, from what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.application import Application
from domain.dates import add_days, lender_day, years_between
from domain.decision import (
    SHORT,
    Inputs,
    OpenElsewhere,
)
from domain.gateways import BureauReport
from domain.ports import Loans, StopLists
from domain.product import PRODUCTS
from domain.usecases.pricing import Price


@dataclass(frozen=True, kw_only=True)
class GatherInputs:
    """All that a decision looks at, from what is stored."""

    loans: Loans
    stop_lists: StopLists
    price: Price

    async def __call__(self, application: Application, reports: Sequence[BureauReport]) -> Inputs:
        form, today = application.form, lender_day(application.created_at)
        cost = self.price.of(replace(application, approved=application.amount))
        loans = await self.loans.of_inn(form.inn)
        closed = [loan for loan in loans if loan.closed_on is not None]
        last = max(closed, key=lambda loan: loan.closed_on or date.min, default=None)
        year_ago = add_days(today, -365)
        return Inputs(
            on=today,
            asked=application.amount,
            least=PRODUCTS[application.product].least,
            days=application.days,
            psk=cost.psk,
            monthly_payment=cost.monthly_payment,
            age=years_between(form.birth_date, today),
            income=form.income,
            score=min(report.score for report in reports),
            self_ban=any(report.self_ban for report in reports),
            open_elsewhere=_most_loans(reports),
            open_here=len(loans) - len(closed),
            short_here_in_a_year=sum(
                loan.days <= SHORT and loan.issued_on > year_ago for loan in loans
            ),
            last_closed_on=last.closed_on if last else None,
            last_closed_psk=last.psk if last else None,
            stop_list=await self._listed(application),
        )

    async def _listed(self, application: Application) -> str | None:
        form = application.form
        values = {"phone": form.phone, "passport": form.passport, "inn": form.inn}
        for kind, value in values.items():
            if (found := await self.stop_lists.list_with(kind, value)) is not None:
                return found
        return None


def _most_loans(reports: Sequence[BureauReport]) -> tuple[OpenElsewhere, ...]:
    """The bureau that knows of more loans is believed; the same loan stands in both."""
    fullest = max(reports, key=lambda report: len(report.open_loans))
    return tuple(
        OpenElsewhere(psk=Decimal(loan.psk), monthly_payment=loan.monthly_payment)
        for loan in fullest.open_loans
    )
