"""What every paper begins with."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from domain.dates import MOSCOW
from domain.money import Money
from domain.rules.papers.wording import day, full_cost, tied


@dataclass(frozen=True, kw_only=True)
class Heading:
    """`number` is the paper's own; `lender` and `borrower` as they are printed."""

    number: str
    contract: str
    contract_date: date
    made_at: datetime
    lender: dict[str, str]
    borrower: dict[str, str]

    def facts(self) -> dict[str, object]:
        return {
            "number": self.number,
            "contract": self.contract,
            "contract_date": day(self.contract_date),
            "made_at": instant(self.made_at),
            "lender": self.lender,
            "borrower": self.borrower,
        }


def instant(moment: datetime) -> str:
    """ISO, by the lender's clock"""
    return moment.astimezone(MOSCOW).isoformat(timespec="seconds")


def framed(psk: Decimal, in_money: Money) -> dict[str, str]:
    """The full cost, in figures and words."""
    return {name: tied(value) for name, value in full_cost(psk, in_money).items()}


def capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
