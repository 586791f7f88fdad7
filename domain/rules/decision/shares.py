"""Macroprudential limits: how much of a quarter's loans may go to heavily burdened borrowers.

The Bank of Russia sets them for each quarter, as shares of the sums issued, by debt burden (ПДН).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.money import ZERO, Money
from domain.rules.regulation import NoRule, rule

NEAR = Decimal("0.8")  # of a limit: staff are warned


class Bucket(StrEnum):
    FROM_50 = "50_80"  # above 50 %, up to 80 %
    OVER_80 = "over_80"


KEYS = {Bucket.FROM_50: "mpl.pdn_50_80", Bucket.OVER_80: "mpl.pdn_over_80"}


def bucket_of(pdn: int | None) -> Bucket | None:
    """None: such a loan falls under no limit."""
    if pdn is None or pdn <= 50:
        return None
    return Bucket.OVER_80 if pdn > 80 else Bucket.FROM_50


@dataclass(frozen=True)
class ShareLimits:
    """Those of the settings, in per cent; None: the table's, if it knows the quarter."""

    from_50: Decimal | None = None
    over_80: Decimal | None = None

    def limit(self, bucket: Bucket, on: date) -> Decimal | None:
        """None: none is known, so nothing is limited."""
        given = self.from_50 if bucket is Bucket.FROM_50 else self.over_80
        if given is not None:
            return given
        try:
            known = rule(KEYS[bucket], on)
        except NoRule:
            return None
        return known.number if known.in_force else None


@dataclass(frozen=True, kw_only=True)
class Shares:
    """What was issued or signed in the quarter so far, and the limits in per cent.

    The limit is one of the whole quarter, of which little is known at its beginning: so a share is
    measured by the quarter's sum, or that of the quarter before while it is the larger one.
    """

    total: Money
    from_50: Money
    over_80: Money
    last_total: Money
    limit_50: Decimal | None
    limit_80: Decimal | None

    def limit(self, bucket: Bucket) -> Decimal | None:
        return self.limit_50 if bucket is Bucket.FROM_50 else self.limit_80

    def issued(self, bucket: Bucket) -> Money:
        return self.from_50 if bucket is Bucket.FROM_50 else self.over_80

    def share(self, bucket: Bucket, more: Money = ZERO) -> Decimal:
        """Per cent, if `more` were issued in that bucket."""
        base = max(self.total + more, self.last_total)
        return Decimal((self.issued(bucket) + more).kopecks * 100) / max(base.kopecks, 1)

    def has_room(self, bucket: Bucket | None, amount: Money) -> bool:
        limit = self.limit(bucket) if bucket else None
        return bucket is None or limit is None or self.share(bucket, amount) <= limit

    def near(self, bucket: Bucket) -> bool:
        limit = self.limit(bucket)
        return limit is not None and self.share(bucket) >= limit * NEAR


def shares_of(
    quarter: Mapping[Bucket | None, Money],
    last: Mapping[Bucket | None, Money],
    limits: ShareLimits,
    on: date,
) -> Shares:
    """From the sums by bucket of a quarter and of the one before."""
    return Shares(
        total=sum(quarter.values(), ZERO),
        from_50=quarter.get(Bucket.FROM_50, ZERO),
        over_80=quarter.get(Bucket.OVER_80, ZERO),
        last_total=sum(last.values(), ZERO),
        limit_50=limits.limit(Bucket.FROM_50, on),
        limit_80=limits.limit(Bucket.OVER_80, on),
    )
