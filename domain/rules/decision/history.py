"""How somebody has paid us back so far: what a decision and a limit look at.

The numbers are policy, under «history» in decision_rules.json.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.dates import add_days
from domain.model.loan import Loan
from domain.rules.decision.decision_rules import numbers


@dataclass(frozen=True, kw_only=True)
class History:
    """`steps`: repaid loans that count for the limit. Delays are days past due at worst, of loans
    that ended within the years that are looked back; `worst_ended_on`: when the latest of those
    ended whose delay stops a new loan."""

    repaid: int = 0
    steps: int = 0
    worst_delay: int = 0
    worst_ended_on: date | None = None
    delay_now: int = 0
    broken_promises: int = 0
    written_off: int = 0


def history_of(loans: Sequence[Loan], *, broken: int, delay_now: int, on: date) -> History:
    """Of all loans of somebody, the oldest first, open ones too. A loan late by a few days doesn't
    raise the limit, a long delay or a write-off brings it back to the first one, and so does a
    delay that nobody has counted yet; each broken promise lowers it by one step."""
    rules = numbers()["history"]
    since = add_days(on, -int(rules["looks_back_days"]))
    steps = 0
    for loan in loans:
        late = loan.worst_delay
        if loan.written_off_on is not None or late is None or late > rules["review_above_days"]:
            steps = 0
        elif loan.closed_on is not None and late <= rules["on_time_up_to_days"]:
            steps += 1
    recent = [loan for loan in loans if loan.closed_on is None or loan.closed_on >= since]
    longest = [
        loan.closed_on
        for loan in recent
        if loan.closed_on is not None and (loan.worst_delay or 0) > rules["reject_above_days"]
    ]
    given_up = [loan for loan in loans if loan.written_off_on is not None]
    closed = [loan for loan in loans if loan.closed_on is not None]
    return History(
        repaid=len(closed) - len(given_up),
        steps=max(0, steps - broken),
        worst_delay=max([0, *(loan.worst_delay or 0 for loan in recent)]),
        worst_ended_on=max(longest, default=None),
        delay_now=delay_now,
        broken_promises=broken,
        written_off=len(given_up),
    )


NOTHING_YET = History()  # of who has never borrowed here


@dataclass(frozen=True)
class Barred:
    """No new loan because of the history: until that day, or with no day at all."""

    until: date | None


def barred_by(history: History, on: date) -> Barred | None:
    """A written-off debt bars for good, a very long delay for some time after its loan."""
    if history.written_off:
        return Barred(None)
    if history.worst_ended_on is None:
        return None
    until = add_days(history.worst_ended_on, int(numbers()["history"]["reject_for_days"]))
    return Barred(until) if on < until else None


def doubtful(history: History) -> bool:
    """A person of the staff looks at it."""
    rules = numbers()["history"]
    return history.worst_delay > int(rules["review_above_days"]) or (
        history.broken_promises >= int(rules["review_from_broken_promises"])
    )
