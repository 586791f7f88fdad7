"""Loans with a history, for tests of the domain: what was paid when, and what is owed after."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from domain.ledger.debt import Debt, debt_on
from domain.ledger.loan_events import Paid, PaymentPurpose
from domain.ledger.replay import Replayed, replay
from domain.money import Money
from domain.rules.accrual import Terms


def paid(
    day: date, amount: Money, purpose: PaymentPurpose = PaymentPurpose.PART, number: int = 0
) -> Paid:
    at = datetime.combine(day, time(), UTC) + timedelta(seconds=number)
    return Paid(cause=f"{day}/{number}", day=day, at=at, amount=amount, purpose=purpose)


def booked(terms: Terms, payments: Iterable[tuple[date, Money]], on: date) -> Replayed:
    loan_events = [paid(day, amount, number=n) for n, (day, amount) in enumerate(payments)]
    return replay(terms, [loan_event for loan_event in loan_events if loan_event.day <= on], on)


def debt_after(terms: Terms, payments: Iterable[tuple[date, Money]], on: date) -> Debt:
    """The debt at the end of `on` after these payments, later ones left out."""
    made = booked(terms, payments, on)
    return debt_on(made.terms, made.postings, on)
