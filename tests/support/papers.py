"""Facts of the papers of one loan: 10 000 ₽ at 0.8 % a day, given on 23 November 2026."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from domain.money import ZERO, Money
from domain.rules.papers import confirmation_facts, prolongation_facts, schedule_facts
from domain.rules.papers.opening import Heading
from domain.rules.papers.prolongation import ExtensionTerms
from domain.rules.schedule import payment_days, schedule
from tests.gateways.paper_facts import facts as terms

MADE = datetime(2026, 12, 23, 20, 59, tzinfo=UTC)  # a minute before midnight in Moscow
GIVEN = date(2026, 11, 23)
PAPER: dict[str, Any] = {
    "number": "261123-00001/1",
    "contract": "261123-00001",
    "contract_date": GIVEN,
    "made_at": MADE,
    "lender": terms()["lender"],
    "borrower": terms()["borrower"],
}


def headed(changed: dict[str, Any]) -> tuple[Heading, dict[str, Any]]:
    """What of it is the heading's, and the rest."""
    heading = Heading(**PAPER | {name: changed[name] for name in changed.keys() & PAPER.keys()})
    return heading, {name: changed[name] for name in changed.keys() - PAPER.keys()}


def prolongation(**changed: Any) -> dict[str, object]:
    extension: dict[str, Any] = {
        "principal": Money.rubles(10_000),
        "daily_rate": Decimal("0.8"),
        "old_due": date(2026, 12, 23),
        "new_due": date(2027, 1, 22),
        "days": 30,
        "price": Money.rubles(2_400),
        "price_interest": Money.rubles(2_400),
        "price_penalty": ZERO,
        "way": "карта •4444",
        "next_interest": Money.rubles(2_400),
        "next_total": Money.rubles(12_400),
        "psk": Decimal("292.000"),
        "psk_money": Money.rubles(4_800),
        "count": 1,
        "most": 5,
        "cap_percent": 100,
    }
    signature = changed.pop("signature", None)
    heading, rest = headed(changed)
    return prolongation_facts(heading, ExtensionTerms(**extension | rest), signature=signature)


def new_schedule(count: int = 12, **changed: Any) -> dict[str, object]:
    days = payment_days(MADE.date(), count=count, every=14)
    lines = schedule(Money.rubles(100_000), Decimal("0.06"), MADE.date(), days)
    rest: dict[str, Any] = {
        "reason": "частичный досрочный возврат 23.12.2026",
        "lines": lines,
        "psk": Decimal("21.900"),
        "psk_money": sum((line.interest for line in lines), ZERO),
    }
    heading, others = headed(changed)
    return schedule_facts(heading, **rest | others)


def confirmation(**changed: Any) -> dict[str, object]:
    payment: dict[str, Any] = {
        "paid_at": MADE,
        "amount": Money.rubles(5_000),
        "interest": Money.rubles(2_400),
        "principal": Money.rubles(2_600),
        "penalty": ZERO,
        "overpaid": ZERO,
        "left": Money.rubles(7_400),
        "way": "карта •4444",
    }
    heading, others = headed(changed)
    return confirmation_facts(heading, **payment | others)
