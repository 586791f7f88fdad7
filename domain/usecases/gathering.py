"""All that a decision looks at, from what is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.application import Application
from domain.dates import Clock, add_days, lender_day, years_between
from domain.decision import (
    SHORT,
    Inputs,
    OpenElsewhere,
)
from domain.gateways import BureauReport
from domain.ports import Accounts, Loans
from domain.product import PRODUCTS
from domain.usecases.freezing import FrozenBy
from domain.usecases.looking_back import LookBack
from domain.usecases.pricing import Price


@dataclass(frozen=True, kw_only=True)
class GatherInputs:
    """All that a decision looks at, from what is stored."""

    loans: Loans
    accounts: Accounts
    look_back: LookBack
    frozen_by: FrozenBy
    price: Price
    clock: Clock

    async def __call__(self, application: Application, reports: Sequence[BureauReport]) -> Inputs:
        """`on` is today: a contract would be made today, however old the application is. The sum
        is what was approved, before that what was asked for."""
        form, today = application.form, self.clock.today()
        amount = application.approved or application.amount
        cost, unlawful = self.price.tested(replace(application, approved=amount))
        account = await self.accounts.get(application.borrower_id)
        loans = await self.loans.of_inn(form.inn)
        closed = [loan for loan in loans if loan.closed_on is not None]
        last = max(closed, key=lambda loan: loan.closed_on or date.min, default=None)
        year_ago = add_days(today, -365)
        return Inputs(
            on=today,
            applied_on=lender_day(application.created_at),
            asked=amount,
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
            stop_list=await self.frozen_by(borrower_id=application.borrower_id),
            unlawful=unlawful,
            blocked=account is not None and account.blocked,
            history=await self.look_back.exactly(loans),
        )


def _most_loans(reports: Sequence[BureauReport]) -> tuple[OpenElsewhere, ...]:
    """The bureau that knows of more loans is believed; the same loan stands in both."""
    fullest = max(reports, key=lambda report: len(report.open_loans))
    return tuple(
        OpenElsewhere(psk=Decimal(loan.psk), monthly_payment=loan.monthly_payment)
        for loan in fullest.open_loans
    )
