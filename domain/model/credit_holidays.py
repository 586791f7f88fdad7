"""Credit holidays: what somebody asks for, and what the law lets them have (353-FZ art. 6.1-2)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from domain.ids import BorrowerId, LoanId


class Ground(StrEnum):
    INCOME = "income"  # more than 30 % below the mean of the last twelve months
    EMERGENCY = "emergency"  # an emergency took home or livelihood


class HolidaysStatus(StrEnum):
    ASKED = "asked"  # staff look at it
    GRANTED = "granted"
    REFUSED = "refused"


PLACES = 10_000  # the rate during holidays has four decimals


def holiday_rate(contract: Decimal, average: Decimal | None) -> Decimal:
    """The daily rate during credit holidays, in per cent, cut to four decimals: the contract's, or
    two thirds of the market's yearly average when that is lower (353-FZ art. 6.1-2; the
    text wasn't seen). While the average isn't known, two thirds of the contract's own rate."""
    reduced = Fraction(contract) if average is None else Fraction(average) / 365
    daily = min(Fraction(contract), reduced * 2 / 3)
    return Decimal((daily * PLACES).__floor__()) / PLACES


@dataclass(frozen=True, kw_only=True)
class CreditHolidays:
    """An application for credit holidays. Granted, they begin on `since`."""

    id: str
    loan_id: LoanId
    borrower_id: BorrowerId
    ground: Ground
    months: int
    asked_at: datetime
    state: HolidaysStatus
    since: date | None = None
    until: date | None = None
    daily_rate: Decimal | None = None

    def lasts_on(self, day: date) -> bool:
        return self.state is HolidaysStatus.GRANTED and self.until is not None and day <= self.until
