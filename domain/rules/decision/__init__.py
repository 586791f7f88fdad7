"""The decision on an application: rules with a version, from stored inputs to a verdict."""

from domain.rules.decision.burden import needs_warning, pdn
from domain.rules.decision.decision_rules import numbers
from domain.rules.decision.inputs import Inputs, OpenElsewhere
from domain.rules.decision.limits import (
    EXPENSIVE,
    SHORT,
    MarketLimit,
    least_age,
    market_limit,
    pause_days,
    pause_of,
    pause_until,
)
from domain.rules.decision.rules import BY_SHARE, Decision, Verdict, decide, hard_stop, less_today

__all__ = [
    "BY_SHARE",
    "EXPENSIVE",
    "SHORT",
    "Decision",
    "Inputs",
    "MarketLimit",
    "OpenElsewhere",
    "Verdict",
    "decide",
    "hard_stop",
    "least_age",
    "less_today",
    "market_limit",
    "needs_warning",
    "numbers",
    "pause_days",
    "pause_of",
    "pause_until",
    "pdn",
]
