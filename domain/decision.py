"""The decision on an application: rules with a version, from stored inputs to a verdict.

Numbers are data (decision_rules.json); the law's limits come from the dated table: those of the
contract by the day of the decision, which is made again at the signature, the debt burden by the
day of the application (domain-rules 11).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.application import Reason
from domain.cost import next_quarter
from domain.decision_rules import numbers as numbers
from domain.history import NOTHING_YET, History, barred_by, doubtful
from domain.loan import Loan
from domain.money import ZERO, Money
from domain.regulation import rule
from domain.regulation import version as law
from domain.shares import Shares, bucket_of

EXPENSIVE = 100  # per cent a year: above it the law asks for a pause
BY_SHARE = "less_by_share"
SHORT = 30  # days: what the limit of loans a year counts


class Verdict(StrEnum):
    APPROVE = "approve"
    LESS = "less"  # a counter-offer
    REJECT = "reject"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class OpenElsewhere:
    psk: Decimal
    monthly_payment: Money


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """All that a decision looks at; kept with it, so that it can be proved later."""

    on: date  # on which the contract would be made
    applied_on: date | None = None  # None: on that day too
    asked: Money
    least: Money  # of the product
    days: int
    psk: Decimal  # of the loan asked for
    monthly_payment: Money  # of the loan asked for
    age: int
    income: Money  # declared, a month
    mean_income: Money | None = None  # of the region; None: no figure is known
    region: str | None = None  # None: the address doesn't tell it, and the lowest mean is taken
    score: int  # the lower of the bureaus'
    self_ban: bool
    open_elsewhere: tuple[OpenElsewhere, ...]
    open_here: int
    short_here_in_a_year: int
    last_closed_on: date | None  # of a loan here or elsewhere: an expensive one, if there is any
    last_closed_psk: Decimal | None
    stop_list: str | None
    unlawful: Reason | None = None  # why the day's law or market forbids such terms
    blocked: bool = False  # by staff
    history: History = NOTHING_YET  # with us
    shares: Shares | None = None  # of the quarter, by debt burden


@dataclass(frozen=True, kw_only=True)
class Decision:
    verdict: Verdict
    amount: Money | None = None  # approved or offered
    reason: Reason | None = None
    retry_on: date | None = None
    fired: tuple[str, ...] = ()
    pdn: int | None = None  # debt burden in whole per cent, rounded up
    version: str = ""


def decide(inputs: Inputs) -> Decision:
    """Hard stops first, in order; then the score and the debt burden."""
    if (stopped := hard_stop(inputs)) is not None:
        return stopped
    data = numbers()
    burden = pdn(inputs)
    verdict, fired = Verdict.APPROVE, list[str]()
    if burden is not None and burden > data["warn_above_pdn_percent"]:
        fired.append("pdn_warning")
    if inputs.score < data["less_below_score"]:
        verdict = Verdict.LESS
        fired.append("less_by_score")
    if burden is not None and burden > data["less_above_pdn_percent"]:
        verdict = Verdict.LESS
        fired.append("less_by_pdn")
    if inputs.score < data["review_below_score"]:
        verdict = Verdict.REVIEW
        fired.append("review_by_score")
    if burden is not None and inputs.mean_income is None and _needs_mean(inputs):
        verdict = Verdict.REVIEW
        fired.append("review_by_income")
    if doubtful(inputs.history):
        verdict = Verdict.REVIEW
        fired.append("review_by_history")
    amount = _less(inputs) if verdict is Verdict.LESS else inputs.asked
    if amount == inputs.asked and verdict is Verdict.LESS:
        verdict = Verdict.APPROVE  # there is nothing smaller to offer
    if verdict is not Verdict.REVIEW:  # a person's «yes» is tested when it comes
        room = most_with_room(inputs, amount)
        if room is None:
            return _rejection(Reason.SHARE, inputs)
        if room < amount:
            verdict, amount = Verdict.LESS, room
            fired.append(BY_SHARE)
    return Decision(
        verdict=verdict,
        amount=None if verdict is Verdict.REVIEW else amount,
        fired=tuple(fired),
        pdn=burden,
        version=f"{data['version']}, law {law()}",
    )


def hard_stop(inputs: Inputs) -> Decision | None:
    """The rejection by the first of STOPS; None when there is nothing of that kind. It is looked
    for again at every signature: the law goes by the day on which the contract is made."""
    for reason, stops in STOPS:
        if stops(inputs):
            return _rejection(reason, inputs)
    return None


def _rejection(reason: Reason, inputs: Inputs) -> Decision:
    return Decision(
        verdict=Verdict.REJECT,
        reason=reason,
        retry_on=retry_on(reason, inputs),
        fired=(reason.value,),
        pdn=pdn(inputs),
        version=f"{numbers()['version']}, law {law()}",
    )


def less_today(inputs: Inputs) -> Decision | None:
    """The smaller sum for which the quarter has room left; None when it has for all of it."""
    room = most_with_room(inputs, inputs.asked)
    if room is None or room == inputs.asked:
        return None
    return Decision(
        verdict=Verdict.LESS,
        amount=room,
        fired=(BY_SHARE,),
        pdn=pdn(for_sum(inputs, room)),
        version=f"{numbers()['version']}, law {law()}",
    )


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


def pdn(inputs: Inputs) -> int | None:
    """Debt burden (ПДН): all monthly payments by monthly income, in per cent, rounded up.

    From 10 000 ₽. From 2026-01-01 income that isn't confirmed counts up to the regional mean.
    """
    applied_on = inputs.applied_on or inputs.on
    least = rule("pdn.min_amount", applied_on)
    if not least.in_force or inputs.asked < Money.rubles(least.value):
        return None
    income = inputs.income
    if _needs_mean(inputs):
        income = min(income, inputs.mean_income or income)
    paid = sum((loan.monthly_payment for loan in inputs.open_elsewhere), inputs.monthly_payment)
    return -(-paid.kopecks * 100 // max(income.kopecks, 1))


def _needs_mean(inputs: Inputs) -> bool:
    """The rule is for loans up to 50 000 ₽; nothing here confirms income: it is applied to all."""
    return rule("pdn.income_rule_small", inputs.applied_on or inputs.on).in_force


def needs_warning(burden: int | None) -> bool:
    """Above 50 % the borrower is warned in writing."""
    return burden is not None and burden > int(numbers()["warn_above_pdn_percent"])


def retry_on(reason: Reason, inputs: Inputs) -> date | None:
    """The first day on which it makes sense to apply again; None when that can't be told."""
    if reason is Reason.PAUSE and inputs.last_closed_on is not None:
        return inputs.last_closed_on + timedelta(days=_pause(inputs.on))
    if reason in (Reason.PSK_CAP, Reason.SHARE):
        return next_quarter(inputs.on)
    if reason is Reason.HISTORY:
        barred = barred_by(inputs.history, inputs.on)
        return barred.until if barred else None
    if reason is Reason.AGE and inputs.age < least_age(inputs.on):
        return None
    wait = int(numbers()["retry_after_days"][reason.value])
    return inputs.on + timedelta(days=wait) if wait else None


def _less(inputs: Inputs) -> Money:
    """The share of what was asked, in whole thousands, but not below the product's least."""
    share = inputs.asked.kopecks * int(numbers()["less_share_percent"]) // 100
    return max(inputs.least, Money(share // 100_000 * 100_000), ZERO)


def _too_many_loans(inputs: Inputs) -> bool:
    """545-FZ: a loan as expensive as that is refused to whom already has so many of them, over
    the whole market."""
    limit = market_limit(inputs.on)
    if limit is None or inputs.psk <= limit.above:
        return False
    return sum(loan.psk > limit.above for loan in inputs.open_elsewhere) >= limit.most


@dataclass(frozen=True, kw_only=True)
class MarketLimit:
    """So many unpaid loans with a PSK `above` that (per cent a year), and no more."""

    most: int
    above: Decimal


def market_limit(on: date) -> MarketLimit | None:
    """What holds for a contract made on that day (545-FZ); None before there was a limit."""
    for key in ("loans.market_limit.stage2", "loans.market_limit.stage1"):
        limits = rule(key, on)
        if limits.in_force:
            most, _, percent = limits.value.partition(" outstanding with PSK > ")
            return MarketLimit(most=int(most), above=Decimal(percent.rstrip("%")))
    return None


def _year_is_full(inputs: Inputs) -> bool:
    """Basic standard art. 10: so many loans up to 30 days from one lender a year."""
    most = rule("loans.same_mfo_per_year", inputs.on)
    if not most.in_force or inputs.days > SHORT:
        return False
    return inputs.short_here_in_a_year >= int(most.value)


def _in_pause(inputs: Inputs) -> bool:
    """545-FZ: some days between repaying an expensive loan and the next one."""
    if inputs.last_closed_on is None or inputs.last_closed_psk is None:
        return False
    return pause_until(inputs.last_closed_on, inputs.last_closed_psk, inputs.on) is not None


def pause_until(closed_on: date, psk: Decimal, on: date) -> date | None:
    """The first day on which a new contract may be made after a loan of that full cost; None
    when it may be made on the day `on`."""
    first = closed_on + timedelta(days=_pause(on))
    return first if psk > EXPENSIVE and on < first else None


def pause_of(loans: Iterable[Loan], on: date) -> date | None:
    """The first day on which a new contract may be made after all these loans; None when it may be
    made on the day `on`."""
    ends = [
        first
        for loan in loans
        if loan.closed_on is not None
        and (first := pause_until(loan.closed_on, loan.psk, on)) is not None
    ]
    return max(ends, default=None)


def pause_days(psk: Decimal, on: date) -> int:
    """How many days the law of that day asks for after a loan of such a full cost."""
    return _pause(on) if psk > EXPENSIVE else 0


def _pause(on: date) -> int:
    pause = rule("loans.pause_after_closing", on)
    return int(pause.value) if pause.in_force else 0


def least_age(on: date) -> int:
    """The law's (GK art. 21) or the lender's own, whichever is higher."""
    return max(int(rule("age.min", on).number), int(numbers()["least_age"]))


def _bad_age(inputs: Inputs) -> bool:
    return not least_age(inputs.on) <= inputs.age <= numbers()["most_age"]


def _self_ban(inputs: Inputs) -> bool:
    """31-FZ: whoever has forbidden loans to themselves gets none."""
    return inputs.self_ban and rule("selfban.check", inputs.on).in_force


STOPS: tuple[tuple[Reason, Callable[[Inputs], bool]], ...] = (
    (Reason.AGE, _bad_age),
    (Reason.STOP_LIST, lambda inputs: inputs.stop_list is not None),
    (Reason.BLOCKED, lambda inputs: inputs.blocked),
    (Reason.LOAN_OPEN, lambda inputs: inputs.open_here > 0),
    (Reason.HISTORY, lambda inputs: barred_by(inputs.history, inputs.on) is not None),
    (Reason.SELF_BAN, _self_ban),
    (Reason.LOANS_AT_ONCE, _too_many_loans),
    (Reason.YEAR_LIMIT, _year_is_full),
    (Reason.PAUSE, _in_pause),
    (Reason.MARKET_UNKNOWN, lambda inputs: inputs.unlawful is Reason.MARKET_UNKNOWN),
    (Reason.PSK_CAP, lambda inputs: inputs.unlawful is Reason.PSK_CAP),
    (Reason.SHARE, lambda inputs: most_with_room(inputs, inputs.asked) is None),
    (Reason.SCORE, lambda inputs: inputs.score < numbers()["reject_below_score"]),
)
