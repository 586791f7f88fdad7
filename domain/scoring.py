"""The decision on an application, from both bureaus' answers. Rules are versioned."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from domain.application import Reason
from domain.gateways import BureauReport
from domain.money import Money
from domain.product import Product
from domain.regulation import rule

RULES_VERSION = "2026-11-22"
REJECT_BELOW = 300  # score
REVIEW_BELOW = 400
LESS_BELOW = 500


class Verdict(StrEnum):
    APPROVE = "approve"
    REJECT = "reject"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Decision:
    verdict: Verdict
    amount: Money | None = None  # approved
    reason: Reason | None = None
    rules: str = RULES_VERSION


def decide(product: Product, asked: Money, reports: Sequence[BureauReport], on: date) -> Decision:
    """What the lender answers on the date of the application `on`."""
    if any(report.self_ban for report in reports):  # 31-FZ, from 2025-03-01
        return Decision(verdict=Verdict.REJECT, reason=Reason.SELF_BAN)
    if _too_many_loans(product, reports, on):
        return Decision(verdict=Verdict.REJECT, reason=Reason.LOANS_AT_ONCE)
    score = min(report.score for report in reports)
    if score < REJECT_BELOW:
        return Decision(verdict=Verdict.REJECT, reason=Reason.SCORE)
    if score < REVIEW_BELOW:
        return Decision(verdict=Verdict.REVIEW)
    amount = asked
    if score < LESS_BELOW:
        half = Money.rubles(asked.kopecks // 200_000 * 1_000)  # half, in whole thousands
        amount = max(product.least, half)
    return Decision(verdict=Verdict.APPROVE, amount=amount)


def _too_many_loans(product: Product, reports: Sequence[BureauReport], on: date) -> bool:
    """545-FZ: a loan as expensive as that is refused to whom already has so many of them, over
    the whole market."""
    psk = product.daily_rate * 365
    for key in ("loans.market_limit.stage1", "loans.market_limit.stage2"):
        limits = rule(key, on)
        if not limits.in_force:
            continue
        limit, _, percent = limits.value.partition(" outstanding with PSK > ")
        above = Decimal(percent.rstrip("%"))
        most = max(sum(loan.psk > above for loan in r.open_loans) for r in reports)
        if psk > above and most >= int(limit):
            return True
    return False
