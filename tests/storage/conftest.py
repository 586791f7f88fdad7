"""A loan as it lies in the database, whatever the use cases do when one begins."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import pytest

from domain.ids import BindingId, LoanId, PersonId
from domain.model.card_binding import Binding, BindingStatus
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.product import PAYDAY
from storage.engine.database import Database, Row
from tests.support.answers import CARD, NOON
from tests.support.lender import Lender

TODAY = date(2026, 11, 23)


@pytest.fixture
async def loan(lender: Lender) -> Loan:
    application = await lender.applies()
    binding = Binding(
        id=BindingId("b"),
        application_id=application.id,
        borrower_id=application.borrower_id,
        state=BindingStatus.VERIFIED,
        opened_at=NOON,
        method_id="pm-1",
        card=CARD,
    )
    given = Loan(
        id=LoanId("l"),
        application_id=application.id,
        binding_id=binding.id,
        borrower_id=application.borrower_id,
        contract="261123-00001",
        product=PAYDAY.code,
        principal=Money.rubles(10_000),
        daily_rate=PAYDAY.daily_rate,
        issued_at=NOON,
        issued_on=TODAY,
        days=14,
        law="0123456789ab",
        watch_on=TODAY,
        person_id=PersonId("p"),
        worst_delay=3,
    )
    await lender.bindings.save(binding)
    await lender.loans.add(given, application.form)
    return given


def whole(value: Any) -> Any:
    """The value itself; it fails when a field has its default, for then nobody would see whether
    that field is kept."""
    for one in fields(value):
        assert getattr(value, one.name) != one.default, one.name
    return value


@dataclass
class Explaining:
    """A database that finds nothing and notes how it would have looked."""

    db: Database
    plans: list[str] = field(default_factory=list)

    async def all(self, sql: str, *values: object) -> list[Row]:
        rows = await self.db.all(f"EXPLAIN QUERY PLAN {sql}", *values)
        self.plans += [row["detail"] for row in rows]
        return []
