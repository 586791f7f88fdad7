"""The ledger is only ever appended to, and knows each event once."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from domain.dates import add_days
from domain.ids import LoanId
from domain.ledger.loan_events import Agreed, Holidays, LoanEvent, Paid, PaymentPurpose, Refunded
from domain.ledger.postings import Part, Posting, PostingKind, balance, corrections
from domain.model.loan import Loan
from domain.money import Money
from storage.rows.ledger import LedgerRows
from tests.storage.conftest import TODAY, whole
from tests.support.answers import NOON
from tests.support.lender import Lender

PAID = Paid(
    cause="m-1",
    day=TODAY,
    at=NOON,
    amount=Money.rubles("1000.01"),
    purpose=PaymentPurpose.PROLONG,
    extends_to=add_days(TODAY, 14),
    law="e1",
)
HOLIDAYS = Holidays(
    day=TODAY, at=NOON, until=add_days(TODAY, 90), daily_rate=Decimal("0.5333"), law="e2"
)
REFUNDED = Refunded(cause="m-2", day=TODAY, at=NOON, amount=Money.rubles("0.50"))
AGREED = Agreed(cause="a-1", day=TODAY, at=NOON, extends_to=add_days(TODAY, 7), law="e3")
LOAN_EVENTS: list[LoanEvent] = [PAID, AGREED, HOLIDAYS, REFUNDED]
ISSUED = Posting(
    day=TODAY,
    entry=PostingKind.ISSUED,
    part=Part.PRINCIPAL,
    amount=Money.rubles(10_000),
    cause="m-0",
)
REPAID = replace(ISSUED, entry=PostingKind.PAYMENT, amount=Money(-100_001), cause="m-1")


@pytest.fixture
def ledger(lender: Lender) -> LedgerRows:
    return LedgerRows(lender.db)


async def test_deeds_come_back_in_the_order_in_which_they_became_known(
    ledger: LedgerRows, loan: Loan
) -> None:
    for loan_event in LOAN_EVENTS:
        assert await ledger.add_loan_event(loan.id, whole(loan_event))

    assert await ledger.loan_events(loan.id) == LOAN_EVENTS
    assert await ledger.loan_events(LoanId("another")) == []


@pytest.mark.parametrize(
    "loan_event", LOAN_EVENTS, ids=lambda loan_event: type(loan_event).__name__
)
async def test_a_deed_that_is_known_already_stays_as_it_was(
    ledger: LedgerRows, loan: Loan, loan_event: LoanEvent
) -> None:
    assert await ledger.add_loan_event(loan.id, loan_event)

    assert not await ledger.add_loan_event(
        loan.id, replace(loan_event, at=NOON + timedelta(hours=1))
    )
    assert await ledger.loan_events(loan.id) == [loan_event]


async def test_holidays_of_another_day_are_others(ledger: LedgerRows, loan: Loan) -> None:
    for day in (TODAY, add_days(TODAY, 1)):
        assert await ledger.add_loan_event(loan.id, replace(HOLIDAYS, day=day))


async def test_of_many_who_tell_of_one_payment_at_once_one_is_the_first(
    lender: Lender, ledger: LedgerRows, loan: Loan
) -> None:
    async def tell() -> bool:
        async with lender.db.transaction():
            known = await ledger.loan_events(loan.id)
            await asyncio.sleep(0)
            added = await ledger.add_loan_event(loan.id, PAID)
            assert added == (not known)
            return added

    assert sorted(await asyncio.gather(*(tell() for _ in range(10)))) == [False] * 9 + [True]
    assert await ledger.loan_events(loan.id) == [PAID]


async def test_what_is_known_of_a_deed_is_rolled_back_with_the_rest(
    lender: Lender, ledger: LedgerRows, loan: Loan
) -> None:
    async def tell() -> None:
        async with lender.db.transaction():
            await ledger.add_loan_event(loan.id, PAID)
            raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        await tell()
    assert await ledger.add_loan_event(loan.id, PAID)


async def test_postings_are_numbered_as_they_are_posted(ledger: LedgerRows, loan: Loan) -> None:
    await ledger.post(loan.id, [ISSUED, REPAID], NOON)

    assert await ledger.postings(loan.id) == [
        replace(ISSUED, seq=1, booked_at=NOON),
        replace(REPAID, seq=2, booked_at=NOON),
    ]
    assert await ledger.postings(LoanId("another")) == []


async def test_what_turned_out_otherwise_is_reversed_and_posted_anew(
    ledger: LedgerRows, loan: Loan
) -> None:
    """
    1  issued     principal  +10 000.00
    2  payment    principal   −1 000.01
    3  reversal   principal   +1 000.01  of 2
    4  payment    principal     −900.00
    """
    await ledger.post(loan.id, [ISSUED, REPAID], NOON)
    wanted = [ISSUED, replace(REPAID, amount=Money(-90_000))]
    await ledger.post(loan.id, corrections(await ledger.postings(loan.id), wanted), NOON)

    posted = await ledger.postings(loan.id)
    assert [one.reverses for one in posted] == [None, None, 2, None]
    assert balance(posted, Part.PRINCIPAL) == Money.rubles(9_100)
    assert corrections(posted, wanted) == []


async def test_a_posting_is_reversed_once(lender: Lender, ledger: LedgerRows, loan: Loan) -> None:
    await ledger.post(loan.id, [ISSUED], NOON)
    back = replace(ISSUED, entry=PostingKind.REVERSAL, amount=Money(-1_000_000), reverses=1)

    with pytest.raises(sqlite3.IntegrityError, match=r"UNIQUE constraint failed: posting.reverses"):
        async with lender.db.transaction():
            await ledger.post(loan.id, [back, back], NOON)
    assert len(await ledger.postings(loan.id)) == 1


@pytest.mark.parametrize("table", ["deed", "posting"])
@pytest.mark.parametrize("change", ["UPDATE {} SET loan_id = loan_id", "DELETE FROM {}"])
async def test_nothing_in_the_ledger_can_be_changed_or_deleted(
    lender: Lender, ledger: LedgerRows, loan: Loan, table: str, change: str
) -> None:
    await ledger.add_loan_event(loan.id, PAID)
    await ledger.post(loan.id, [ISSUED], NOON)

    with pytest.raises(sqlite3.IntegrityError, match=f"{table}s are never changed"):
        await lender.db.run(change.format(table))
    assert await ledger.loan_events(loan.id) == [PAID]
    assert len(await ledger.postings(loan.id)) == 1


async def test_a_loan_that_does_not_exist_has_no_ledger(ledger: LedgerRows) -> None:
    for write in (
        ledger.add_loan_event(LoanId("another"), PAID),
        ledger.post(LoanId("another"), [ISSUED], NOON),
    ):
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            await write
