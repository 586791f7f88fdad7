"""What every paper begins with."""

from datetime import date, datetime
from decimal import Decimal

from domain.dates import MOSCOW
from domain.money import Money
from domain.rules.papers.wording import day, full_cost, tied


def opening(
    number: str,
    contract: str,
    contract_date: date,
    made_at: datetime,
    lender: dict[str, str],
    borrower: dict[str, str],
) -> dict[str, object]:
    return {
        "number": number,
        "contract": contract,
        "contract_date": day(contract_date),
        "made_at": instant(made_at),
        "lender": lender,
        "borrower": borrower,
    }


def instant(moment: datetime) -> str:
    """ISO, by the lender's clock"""
    return moment.astimezone(MOSCOW).isoformat(timespec="seconds")


def framed(psk: Decimal, in_money: Money) -> dict[str, str]:
    """The full cost, in figures and words."""
    return {name: tied(value) for name, value in full_cost(psk, in_money).items()}


def capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
