"""Credit bureaus: what they know of a person, and what they are told."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from domain.ledger.reporting import Row
from domain.money import Money


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Whom a bureau is asked about."""

    name: str
    birth_date: date
    passport: str  # ten digits
    inn: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class OpenLoan:
    """`id` is the contract's own over all lenders and bureaus (УИД, 218-FZ); "" in what was
    stored before bureaus told it. `lender` is the lender's ИНН."""

    id: str = ""
    lender: str = ""
    psk: Decimal  # per cent a year
    balance: Money
    monthly_payment: Money


@dataclass(frozen=True, kw_only=True)
class ClosedLoan:
    id: str
    lender: str
    psk: Decimal  # per cent a year
    closed_on: date


@dataclass(frozen=True, kw_only=True)
class BureauReport:
    self_ban: bool
    open_loans: tuple[OpenLoan, ...]
    score: int  # 0 … 999, more is better
    closed_loans: tuple[ClosedLoan, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RowAnswer:
    """A bureau's answer to a row: its receipt, or why it refuses the row."""

    receipt: str | None = None
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class TellRow:
    """A row of a credit history. `after` is the number of the last row of this loan that the bureau
    has accepted: rows go in order."""

    id: str
    after: int | None
    row: Row
    contract: str
    issued_on: date
    lent: Money
    psk: Decimal
    person: Applicant


class BureauReporting(Protocol):
    """Where a credit bureau takes rows. The same id is the same row. None: not decided yet. Raises
    GatewayUnclear or GatewayRefused."""

    async def tell(self, told: TellRow) -> RowAnswer | None: ...


class Bureau(Protocol):
    """A credit bureau (КБКИ). `request_id` makes asking again the same question. None: the
    report is not ready yet. Raises GatewayUnclear or GatewayRefused."""

    async def report(self, *, request_id: str, applicant: Applicant) -> BureauReport | None: ...
