"""«Почему столько?» fits into a message whatever the history; days are read as people type them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from aiogram.types import Chat, Message
from hypothesis import given
from hypothesis import strategies as some

from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId
from domain.ledger.debt import debt_on
from domain.ledger.debt_history import Ground, Row
from domain.ledger.explaining import explain
from domain.ledger.replay import replay
from domain.model.loan import Loan
from domain.money import Money
from domain.rules.accrual import Terms
from domain.usecases.loan_view.explaining import Explained
from handlers.engine import parse_day
from handlers.engine.callbacks import WhyPage
from handlers.engine.parse import InputError
from handlers.loan_view import debt_rows
from handlers.loan_view import explaining_screens as screens
from tests.domain.ledger.test_booking import (
    BY_PARTS,
    ISSUED,
    LOAN,
    loan_events,
    loans,
    pay,
    quick,
    saved,
)
from tests.test_every_text import below

TODAY = date(2026, 12, 3)


def explained(terms: Terms, rows: tuple[Row, ...], on: date) -> Explained:
    payday = terms.principal == LOAN.principal
    loan = Loan(
        id=LoanId("loan"),
        application_id=ApplicationId("application"),
        binding_id=BindingId("binding"),
        borrower_id=BorrowerId(1),
        contract="261123-00001",
        product="payday" if payday else "instalments",
        principal=terms.principal,
        daily_rate=Decimal("0.8") if payday else Decimal("0.6"),
        issued_at=datetime(2026, 11, 23, tzinfo=UTC),
        issued_on=ISSUED,
        days=30 if payday else 56,
        law="",
        later_plans=terms.plans[1:],
    )
    return Explained(loan=loan, today=on, debt=debt_on(terms, [], ISSUED), rows=rows)


def pages(told: Explained) -> list[str]:
    """Turned one after another by the buttons."""
    newest = screens.why(told)
    shown = [newest.text]
    screen = newest
    while screen.rows[0][0].text == "‹ Раньше":
        screen = screens.why(told, WhyPage.unpack(screen.rows[0][0].data or "").page)
        shown.insert(0, screen.text)
    return shown


@quick
@given(some.data(), loans)
def test_any_history_fits_into_messages(data: some.DataObject, loan: Terms) -> None:
    on = ISSUED + timedelta(days=250)
    made = replay(loan, data.draw(loan_events(loan)), on)
    rows = explain(made.terms, saved(list(made.postings), []), on)
    shown = pages(explained(made.terms, rows, on))

    assert all(len(text) <= 4096 for text in shown)
    assert sum(" · " in line for text in shown for line in text.splitlines()) == len(rows)


def test_a_payment_every_day_makes_pages_that_fit() -> None:
    happened = [pay(ISSUED + timedelta(days=n), Money(50_000 + 7 * n)) for n in range(1, 120)]
    on = ISSUED + timedelta(days=130)
    made = replay(BY_PARTS, happened, on)
    rows = explain(made.terms, saved(list(made.postings), []), on)
    shown = pages(explained(made.terms, rows, on))

    assert len(shown) > 10
    assert all(len(text) <= 4096 for text in shown)


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    rows = explain(LOAN, [], TODAY)
    told = explained(LOAN, rows, TODAY)

    assert screens.why(told, 7) == screens.why(told, -3) == screens.why(told)


def test_every_row_and_every_rule_has_words() -> None:
    assert set(debt_rows.WORDS) == set(below(Row))
    assert set(debt_rows.GROUNDS) == set(Ground)


def typed(text: str) -> Message:
    at = datetime(2026, 12, 3, tzinfo=UTC)
    return Message(message_id=1, date=at, chat=Chat(id=1, type="private"), text=text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сегодня", date(2026, 12, 3)),
        ("Завтра", date(2026, 12, 4)),
        ("через 5 дней", date(2026, 12, 8)),
        ("через неделю", date(2026, 12, 10)),
        ("15", date(2026, 12, 15)),
        ("2 числа", date(2027, 1, 2)),
        ("15.12", date(2026, 12, 15)),
        ("15/12/26", date(2026, 12, 15)),
        ("15.12.2026 г.", date(2026, 12, 15)),
        ("15 декабря", date(2026, 12, 15)),
        ("5 янв", date(2027, 1, 5)),
        ("9 мая 2027 года", date(2027, 5, 9)),
        ("20.11", date(2026, 11, 20)),
        ("вчера", date(2026, 12, 2)),
    ],
)
def test_a_day_is_read_as_people_type_it(text: str, day: date) -> None:
    assert parse_day.day_ahead(typed(text), TODAY) == day


@pytest.mark.parametrize(
    "text", ["скоро", "31.02", "32", "0", "15 мартобря", "2026-12-15", "через 5000 дней", "15.13"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_day.day_ahead(typed(text), TODAY)
