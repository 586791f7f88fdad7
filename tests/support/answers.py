"""Time that stands still, secrets known beforehand, and outer systems that answer what a test
tells them to."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from domain.dates import lender_day
from domain.gateways import (
    BureauReport,
    CardFacts,
    ClosedLoan,
    OpenLoan,
    Payment,
    PaymentMethod,
    Payout,
)
from domain.model.codes import CodePurpose
from domain.money import Money

NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday, noon in Moscow
HOLD = Money.rubles("3.47")
CARD = CardFacts(
    first6="220220",
    last4="4477",
    expiry_year=2030,
    expiry_month=12,
    scheme="Mir",
    issuer="Сбербанк",
)


@dataclass
class FixedClock:
    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return lender_day(self.at)

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class ScriptedSecrets:
    """Codes 000001, 000002 …; every hold is of 3,47 ₽."""

    codes: int = 0

    def code(self) -> str:
        self.codes += 1
        return f"{self.codes:06}"

    def digest(self, purpose: CodePurpose, phone: str, subject: str, digits: str) -> str:
        return hashlib.sha256("|".join((purpose, phone, subject, digits)).encode()).hexdigest()

    def hold_sum(self) -> Money:
        return HOLD


class Outer:
    """An outer system: gives the answers that a test has put in, and keeps what it was asked."""

    def __init__(self, usual: object = None) -> None:
        self.answers: list[object] = []
        self.usual = usual  # when no answer was put in; None: then a call is a mistake
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Any:
        async def call(*_: object, **named: Any) -> object:
            self.asked.append((name, named))
            answer = self.answers.pop(0) if self.answers or not self.usual else self.usual
            if isinstance(answer, Exception):
                raise answer
            return answer

        return call


def report(
    *,
    score: int = 720,
    self_ban: bool = False,
    loans: tuple[str, ...] = (),
    closed: tuple[ClosedLoan, ...] = (),
    prefix: str = "c",
) -> BureauReport:
    """`loans` are the PSK of each open loan: contracts c-1, c-2 …, the same in every report unless
    `prefix` is another."""
    opened = tuple(open_loan(f"{prefix}-{n}", psk) for n, psk in enumerate(loans, start=1))
    return BureauReport(self_ban=self_ban, open_loans=opened, score=score, closed_loans=closed)


def open_loan(
    ident: str, psk: str, *, lender: str = "7799999999", monthly: int = 3_000
) -> OpenLoan:
    return OpenLoan(
        id=ident,
        lender=lender,
        psk=Decimal(psk),
        balance=Money.rubles(12_000),
        monthly_payment=Money.rubles(monthly),
    )


def closed_loan(ident: str, psk: str, on: str, *, lender: str = "7799999999") -> ClosedLoan:
    return ClosedLoan(id=ident, lender=lender, psk=Decimal(psk), closed_on=date.fromisoformat(on))


def method(ident: str, status: str) -> PaymentMethod:
    """A card binding as the bank tells it."""
    return PaymentMethod(
        id=f"pm-{ident}",
        status=status,
        page=f"https://bank.example/{ident}" if status == "pending" else None,
        card=CARD if status == "active" else None,
    )


def payment(status: str, ident: str = "1", reason: str | None = None) -> Payment:
    """A hold as the bank tells it."""
    return Payment(
        id=f"pay-{ident}",
        status=status,
        amount=HOLD,
        created_at=NOON,
        captured_at=None,
        cancel_reason=reason,
    )


def payout(
    status: str,
    *,
    ident: str = "1",
    amount: int = 10_000,
    party: str | None = None,
    reason: str | None = None,
) -> Payout:
    return Payout(
        id=f"po-{ident}",
        status=status,
        amount=Money.rubles(amount),
        created_at=NOON,
        succeeded_at=NOON + timedelta(minutes=1) if status == "succeeded" else None,
        cancel_party=party,
        cancel_reason=reason,
    )
