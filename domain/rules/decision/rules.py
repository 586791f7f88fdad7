"""From stored inputs to a verdict: hard stops first, in order; then the score and the debt burden.

Numbers are data (decision_rules.json); the law's limits come from the dated table: those of the
contract by the day of the decision, which is made again at the signature, the debt burden by the
day of the application (decision 30).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from domain.model.application import Reason
from domain.money import ZERO, Money
from domain.rules.cost import next_quarter
from domain.rules.decision.burden import for_sum, most_with_room, needs_mean, pdn
from domain.rules.decision.decision_rules import numbers
from domain.rules.decision.history import barred_by, doubtful
from domain.rules.decision.inputs import Inputs
from domain.rules.decision.limits import SHORT, least_age, market_limit, pause_after, pause_until
from domain.rules.regulation import rule
from domain.rules.regulation import version as law

BY_SHARE = "less_by_share"


class Verdict(StrEnum):
    APPROVE = "approve"
    LESS = "less"  # a counter-offer
    REJECT = "reject"
    REVIEW = "review"


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
    if burden is not None and inputs.mean_income is None and needs_mean(inputs):
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


def retry_on(reason: Reason, inputs: Inputs) -> date | None:
    """The first day on which it makes sense to apply again; None when that can't be told."""
    if reason is Reason.PAUSE and inputs.last_closed_on is not None:
        return inputs.last_closed_on + timedelta(days=pause_after(inputs.on))
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
    (Reason.RANGE, lambda inputs: inputs.unlawful is Reason.RANGE),
    (Reason.PSK_CAP, lambda inputs: inputs.unlawful is Reason.PSK_CAP),
    (Reason.SHARE, lambda inputs: most_with_room(inputs, inputs.asked) is None),
    (Reason.SCORE, lambda inputs: inputs.score < numbers()["reject_below_score"]),
)
