"""The debt burden (ПДН), and the sums for which the quarter has room by it."""

from dataclasses import replace

from domain.money import Money
from domain.rules.decision.decision_rules import numbers
from domain.rules.decision.inputs import Inputs
from domain.rules.decision.shares import bucket_of
from domain.rules.regulation import rule


def pdn(inputs: Inputs) -> int | None:
    """Debt burden (ПДН): all monthly payments by monthly income, in per cent, rounded up.

    From 10 000 ₽. From 2026-01-01 income that isn't confirmed counts up to the regional mean.
    """
    applied_on = inputs.applied_on or inputs.on
    least = rule("pdn.min_amount", applied_on)
    if not least.in_force or inputs.asked < Money.rubles(least.value):
        return None
    income = inputs.income
    if needs_mean(inputs):
        income = min(income, inputs.mean_income or income)
    paid = sum((loan.monthly_payment for loan in inputs.open_elsewhere), inputs.monthly_payment)
    return -(-paid.kopecks * 100 // max(income.kopecks, 1))


def needs_mean(inputs: Inputs) -> bool:
    """The rule is for loans up to 50 000 ₽; nothing here confirms income: it is applied to all."""
    return rule("pdn.income_rule_small", inputs.applied_on or inputs.on).in_force


def needs_warning(burden: int | None) -> bool:
    """Above 50 % the borrower is warned in writing."""
    return burden is not None and burden > int(numbers()["warn_above_pdn_percent"])


def most_with_room(inputs: Inputs, most: Money) -> Money | None:
    """`most`, or the largest sum in whole thousands below it, whose debt burden has room in the
    quarter; None when even the product's least has none."""
    if _has_room(inputs, most):
        return most
    step = 100_000  # kopecks
    for kopecks in range((most.kopecks - 1) // step * step, inputs.least.kopecks - 1, -step):
        if _has_room(inputs, Money(kopecks)):
            return Money(kopecks)
    return None


def _has_room(inputs: Inputs, amount: Money) -> bool:
    burden = pdn(for_sum(inputs, amount))
    return inputs.shares is None or inputs.shares.has_room(bucket_of(burden), amount)


def for_sum(inputs: Inputs, amount: Money) -> Inputs:
    """The same for a smaller loan on the same terms."""
    paid = -(-inputs.monthly_payment.kopecks * amount.kopecks // inputs.asked.kopecks)
    return replace(inputs, asked=amount, monthly_payment=Money(paid))
