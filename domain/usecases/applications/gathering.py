"""All that a decision looks at, from what is stored."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from domain.dates import Clock, add_days, lender_day, years_between
from domain.gateways import BureauReport
from domain.model.application import Application
from domain.model.cases import CaseKind
from domain.model.loan import Loan
from domain.ports import Accounts, Loans
from domain.rules.decision import EXPENSIVE, SHORT, Inputs, OpenElsewhere
from domain.rules.decision.incomes import MeanIncomes
from domain.rules.decision.market import Market, unite
from domain.rules.product import PRODUCTS
from domain.usecases.applications.pricing import Price
from domain.usecases.cases.opening import OpenCase
from domain.usecases.checks.freezing import FrozenBy
from domain.usecases.identity.comparing import told
from domain.usecases.ledger.counting_shares import LookAtShares
from domain.usecases.ledger.looking_back import LookBack


@dataclass(frozen=True, kw_only=True)
class GatherInputs:
    """All that a decision looks at, from what is stored."""

    loans: Loans
    accounts: Accounts
    look_back: LookBack
    frozen_by: FrozenBy
    incomes: MeanIncomes
    look_at_shares: LookAtShares
    price: Price
    open_case: OpenCase
    lender: dict[str, str]
    clock: Clock

    async def __call__(self, application: Application, reports: Sequence[BureauReport]) -> Inputs:
        """`on` is today: a contract would be made today, however old the application is. The sum
        is what was approved, before that what was asked for."""
        form, today = application.form, self.clock.today()
        amount = application.approved or application.amount
        cost, unlawful = self.price.tested(replace(application, approved=amount))
        applied_on = lender_day(application.created_at)
        mean = self.incomes.of((form.residence, form.registration), applied_on)
        loans = await self._history(application)
        market = unite(
            reports, ours=self.lender["inn"], contracts=[loan.contract for loan in loans]
        )
        await self._tell_stray(application, market)
        closed = [(loan.closed_on, loan.psk) for loan in loans if loan.closed_on is not None]
        last = _pause_from([*closed, *((loan.closed_on, loan.psk) for loan in market.closed)])
        year_ago = add_days(today, -365)
        return Inputs(
            on=today,
            applied_on=applied_on,
            asked=amount,
            least=PRODUCTS[application.product].least,
            days=application.days,
            psk=cost.psk,
            monthly_payment=cost.monthly_payment,
            age=years_between(form.birth_date, today),
            income=form.income,
            mean_income=mean.amount if mean else None,
            region=mean.region if mean else None,
            score=min(report.score for report in reports),
            self_ban=any(report.self_ban for report in reports),
            open_elsewhere=tuple(
                OpenElsewhere(psk=loan.psk, monthly_payment=loan.monthly_payment)
                for loan in market.open
            ),
            open_here=len(loans) - len(closed),
            short_here_in_a_year=sum(
                loan.days <= SHORT and loan.issued_on > year_ago for loan in loans
            ),
            last_closed_on=last[0] if last else None,
            last_closed_psk=last[1] if last else None,
            stop_list=await self.frozen_by(borrower_id=application.borrower_id),
            unlawful=unlawful,
            blocked=await self._blocked(application, loans),
            history=await self.look_back.exactly(loans),
            shares=await self.look_at_shares(),
        )

    async def _tell_stray(self, application: Application, market: Market) -> None:
        """A contract that a bureau holds for ours and we don't know of this person is somebody's
        mistake (it may be another borrower's): it counts as another lender's, and staff are to
        look at it."""
        if market.unknown:
            contracts = ", ".join(market.unknown)
            facts = {"applicant": told(application.form), "contracts": contracts}
            await self.open_case(kind=CaseKind.STRAY, subject=application.id, facts=facts)

    async def _history(self, application: Application) -> Sequence[Loan]:
        """All loans of the person, under whatever account; who it is is known by now."""
        if application.person_id is None:
            return await self.loans.under(application.borrower_id)
        return await self.loans.of_person(application.person_id)

    async def _blocked(self, application: Application, loans: Sequence[Loan]) -> bool:
        """Any account of the person."""
        borrowers = {application.borrower_id, *(loan.borrower_id for loan in loans)}
        accounts = [await self.accounts.get(one) for one in sorted(borrowers)]
        return any(one is not None and one.blocked for one in accounts)


def _pause_from(closed: Iterable[tuple[date, Decimal]]) -> tuple[date, Decimal] | None:
    """Day and full cost of the loan whose end the law's pause counts from: of the expensive ones
    the last, a cheap one only when there is no other."""
    return max(closed, key=lambda one: (one[1] > EXPENSIVE, one[0]), default=None)
