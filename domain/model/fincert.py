"""The base of transfers without consent (FinCERT): what it was asked, and what it was told.

Look-ups before a payout from 2025-09-01, reports within a working day from 2026-03-01 (9-FZ; read
as news only, mark B).
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.dates import MOSCOW, lender_day
from domain.gateways import Listing
from domain.ids import ApplicationId, OperationId
from domain.rules.regulation import rule
from domain.rules.workdays import add_working_days

FRESH = timedelta(minutes=30)  # an older answer sends no money
WHO = "FinCERT"


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """One answered question about the receiver of one payout."""

    operation_id: OperationId
    request_id: str
    who: str
    asked_at: datetime
    answered_at: datetime
    answer: Listing
    valid_until: datetime

    def clean(self, now: datetime) -> bool:
        """Does it let the money go now?"""
        return self.answer is Listing.CLEAN and now < self.valid_until


class Fact(StrEnum):
    """What is reported."""

    ATTEMPT = "attempt"  # stopped before anything was sent
    TRANSFER = "transfer"  # the money has arrived, and its receiver never wanted it


@dataclass(frozen=True, kw_only=True)
class FraudReport:
    """What FinCERT has to be told, until when, and whether it has it."""

    id: str
    application_id: ApplicationId
    operation_id: OperationId
    fact: Fact
    fact_at: datetime  # when staff came to know
    deadline: datetime
    reference: str | None = None  # the base's own number
    acknowledged_at: datetime | None = None


def must_be_asked(on: date) -> bool:
    """Before a payout on that day."""
    return rule("fincert.lookup", on).in_force


def report_until(fact_at: datetime) -> datetime | None:
    """The end of the last working day for telling; None: no such duty on that day."""
    day = lender_day(fact_at)
    days = rule("fincert.report_workdays", day)
    if not days.in_force:
        return None
    last = add_working_days(day, int(days.value))
    return datetime.combine(last + timedelta(days=1), time(), MOSCOW)
