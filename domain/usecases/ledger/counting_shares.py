"""The shares of the quarter's loans by debt burden: looked at before a loan, counted with it."""

from dataclasses import dataclass

from domain.dates import Clock
from domain.model.application import Application
from domain.model.cases import CaseKind
from domain.model.loan import Loan
from domain.ports import Cases, Portfolio
from domain.rules.cost import last_quarter, quarter
from domain.rules.decision.shares import Bucket, ShareLimits, Shares, bucket_of, shares_of
from domain.usecases.cases.opening import OpenCase


@dataclass(frozen=True, kw_only=True)
class LookAtShares:
    portfolio: Portfolio
    share_limits: ShareLimits
    clock: Clock

    async def __call__(self) -> Shares:
        """With what is signed and not paid out yet."""
        today = self.clock.today()
        return shares_of(
            await self.portfolio.issued(quarter(today), signed=True),
            await self.portfolio.issued(last_quarter(today)),
            self.share_limits,
            today,
        )


@dataclass(frozen=True, kw_only=True)
class CountShare:
    """A loan was issued: it counts in the quarter of its day. Staff learn once a quarter that a
    limit is near."""

    portfolio: Portfolio
    look_at_shares: LookAtShares
    cases: Cases
    open_case: OpenCase
    clock: Clock

    async def __call__(self, application: Application, loan: Loan) -> None:
        bucket = bucket_of(application.pdn)
        await self.portfolio.add(quarter(loan.issued_on), bucket, loan.principal)
        shares = await self.look_at_shares()
        for one in Bucket:
            await self._warn(one, shares)

    async def _warn(self, bucket: Bucket, shares: Shares) -> None:
        this = quarter(self.clock.today())
        subject = f"{this} {bucket}"
        if not shares.near(bucket) or await self.cases.last_about(CaseKind.SHARES, subject):
            return
        facts = {
            "quarter": this,
            "bucket": bucket.value,
            "share": f"{shares.share(bucket):.1f}",
            "limit": f"{shares.limit(bucket)}",
        }
        await self.open_case(kind=CaseKind.SHARES, subject=subject, facts=facts)
