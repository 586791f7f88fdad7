"""quote, psk and debt on the command line: JSON on stdout, one line of error on stderr."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation

from domain.dates import add_days
from domain.ledger.debt import debt_on
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.ledger.replay import replay
from domain.money import Money
from domain.refusals import PskAboveCap, RateAboveCap
from domain.rules.accrual import single_payment
from domain.rules.cost import cost_of
from domain.rules.psk import Flow, psk
from domain.rules.regulation import NoRule
from domain.rules.schedule import payment_days

MOST_PAYMENTS = 1_000
MOST_DAYS = 3_660


class BadInput(Exception):  # noqa: N818 — an answer, not a mistake
    """What can't be calculated, in one clear sentence."""


def quote(
    *,
    amount: str,
    rate: str,
    issued: str,
    days: str | None = None,
    payments: str | None = None,
    every: str | None = None,
) -> dict[str, object]:
    """The cost of a loan repaid after `days`, or in `payments` at intervals of `every` days."""
    begins = _day("--issued", issued)
    if (days is None) == (payments is None or every is None) or (days and (payments or every)):
        raise BadInput("give either --days, or --payments together with --every")
    count = _number("--payments", payments or "1", MOST_PAYMENTS)
    step = _number("--days" if days is not None else "--every", days or every or "", MOST_DAYS)
    due = payment_days(begins, count=count, every=step)
    try:
        cost = cost_of(_sum("--amount", amount), _rate(rate), begins, due)
    except (RateAboveCap, PskAboveCap) as error:
        what = "the daily rate" if isinstance(error, RateAboveCap) else "the PSK"
        value = error.rate if isinstance(error, RateAboveCap) else error.psk
        raise BadInput(f"{what} of {value} % is above the cap of {error.cap} %") from None
    except NoRule as error:
        raise BadInput(f"the table of the law has no row for {error}") from None
    except ValueError as error:
        raise BadInput(str(error)) from None
    return {
        "psk": f"{cost.psk:.3f}",
        "psk_money": str(cost.interest),
        "total": str(cost.total),
        "cap_percent": None if cost.cap_percent is None else str(cost.cap_percent),
        "schedule": [
            {
                "date": line.day.isoformat(),
                "amount": str(line.amount),
                "interest": str(line.interest),
                "principal": str(line.principal),
                "balance": str(line.balance),
            }
            for line in cost.schedule
        ],
    }


def psk_of(*, issued: str, given: str, pay: list[str]) -> dict[str, object]:
    """The PSK of any flow of payments, each «2026-12-03=3000.00»."""
    flows = sorted((_payment("--pay", one) for one in pay), key=lambda flow: flow[0])
    try:
        found = psk(
            _sum("--given", given),
            _day("--issued", issued),
            [Flow(day, amount) for day, amount in flows],
        )
    except NoRule as error:
        raise BadInput(f"the table of the law has no row for {error}") from None
    except ValueError as error:
        raise BadInput(str(error)) from None
    return {"psk": f"{found:.3f}"}


def debt(
    *, amount: str, rate: str, issued: str, days: str, on: str, paid: list[str]
) -> dict[str, object]:
    """What is unpaid of a single-payment loan at the end of the day `on`."""
    begins = _day("--issued", issued)
    due = add_days(begins, _number("--days", days, MOST_DAYS))
    payments = [_paid(one) for one in paid]
    until = _day("--on", on)
    try:
        terms = single_payment(_sum("--amount", amount), _rate(rate), begins, due)
        made = replay(terms, [one for one in payments if one.day <= until], until)
        found = debt_on(made.terms, made.postings, until)
    except NoRule as error:
        raise BadInput(f"the table of the law has no row for {error}") from None
    except ValueError as error:
        raise BadInput(str(error)) from None
    return {
        "principal": str(found.principal),
        "interest": str(found.interest),
        "penalty": str(found.penalty),
        "total": str(found.total),
        "cap_room": None if found.cap_room is None else str(found.cap_room),
        "days_overdue": found.days_overdue,
    }


def _paid(text: str) -> Paid:
    day, amount = _payment("--paid", text)
    at = datetime.combine(day, time(), UTC)
    return Paid(cause=text, day=day, at=at, amount=amount, purpose=PaymentPurpose.PART)


def show(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)


def _sum(name: str, text: str) -> Money:
    try:
        found = Money.rubles(text)
    except (InvalidOperation, ValueError, OverflowError):
        raise BadInput(f"{name}: «{text}» is not a sum like 10000 or 10000.50") from None
    if not 0 < found.kopecks < 10**15:
        raise BadInput(f"{name}: «{text}» is not a sensible sum")
    return found


def _number(name: str, text: str, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise BadInput(f"{name}: «{text}» is not a whole number from 1 to {most}")
    return int(text)


def _rate(text: str) -> Decimal:
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise BadInput(f"--rate: «{text}» is not per cent a day like 0.8") from None
    if not found.is_finite() or not 0 <= found <= 100:
        raise BadInput(f"--rate: «{text}» is not a sensible rate a day")
    return found


def _day(name: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{name}: «{text}» is not a date like 2026-11-23") from None
    if not 2000 <= found.year <= 2200:
        raise BadInput(f"{name}: «{text}» is not a sensible date")
    return found


def _payment(name: str, text: str) -> tuple[date, Money]:
    day, equals, amount = text.partition("=")
    if not equals:
        raise BadInput(f"{name}: «{text}» is not like 2026-12-03=3000.00")
    return _day(name, day), _sum(name, amount)
