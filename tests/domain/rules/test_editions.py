"""A contract keeps the law that it was made with, whatever becomes of the files."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.ids import ApplicationId, BindingId, BorrowerId, LoanId
from domain.ledger.debt import debt_on
from domain.ledger.loan_events import Agreed, Holidays, LoanEvent, Paid, PaymentPurpose, WrittenOff
from domain.ledger.postings import Posting, corrections
from domain.ledger.replay import replay
from domain.model.loan import Loan
from domain.money import Money
from domain.rules import editions, regulation
from domain.rules.editions import Edition, edition, newest, version
from domain.rules.product import INSTALMENTS, PAYDAY
from domain.rules.regulation import BadTable, Table
from domain.rules.workdays import Calendar, calendar
from tests.support.law import restarted, with_values

R = Money.rubles
ISSUED = date(2026, 11, 23)
LATER = ISSUED + timedelta(days=300)
ORDERS = [
    ">".join((*one, "penalty", "other"))
    for one in permutations(
        ("overdue_interest", "overdue_principal", "current_interest", "current_principal")
    )
]
quick = settings(max_examples=60, deadline=None, database=None)


def loan(product: str = "payday", amount: int = 10_000, days: int = 14) -> Loan:
    return Loan(
        id=LoanId("loan"),
        application_id=ApplicationId("application"),
        binding_id=BindingId("binding"),
        borrower_id=BorrowerId(1),
        contract="261123-00001",
        product=product,
        principal=R(amount),
        daily_rate={"payday": PAYDAY, "instalments": INSTALMENTS}[product].daily_rate,
        issued_at=datetime(2026, 11, 23, 9, tzinfo=UTC),
        issued_on=ISSUED,
        days=days,
        law=version(),
    )


loans = some.one_of(
    some.builds(loan, amount=some.integers(1_000, 30_000), days=some.integers(7, 30)),
    some.builds(
        loan,
        product=some.just("instalments"),
        amount=some.integers(30_000, 100_000),
        days=some.integers(2, 12).map(lambda count: count * 14),
    ),
)


@some.composite
def loan_events(draw: some.DrawFn) -> list[LoanEvent]:
    made: list[LoanEvent] = []
    for number in range(draw(some.integers(0, 5))):
        day = ISSUED + timedelta(days=draw(some.integers(0, 200)))
        at = datetime(2026, 11, 23, tzinfo=UTC) + timedelta(seconds=number)
        cause, law = f"move {number}", draw(some.sampled_from(["", version()]))
        due = day + timedelta(days=draw(some.integers(3, 30)))
        match draw(some.integers(0, 9)):
            case 0:
                rate = Decimal("0.5")
                made.append(Holidays(day=day, at=at, until=due, daily_rate=rate, law=law))
            case 1:
                made.append(Agreed(cause=cause, day=day, at=at, extends_to=due, law=law))
            case 2:
                made.append(WrittenOff(cause=cause, day=day, at=at))
            case what:
                extends = due if what == 3 else None
                made.append(
                    Paid(
                        cause=cause,
                        day=day,
                        at=at,
                        amount=Money(draw(some.integers(1, 40_000_00))),
                        purpose=PaymentPurpose.PROLONG if extends else PaymentPurpose.PART,
                        extends_to=extends,
                        law=law if extends else "",
                    )
                )
    return made


values = some.fixed_dictionaries(
    {},
    optional={
        "overpay.cap": some.sampled_from(["5", "50", "130", "300"]),
        "overpay.max_initial_term": some.sampled_from(["5", "1000"]),
        "penalty.max_with_interest": some.sampled_from(["0", "10", "36.5"]),
        "interest.daily_rate_max": some.sampled_from(["0.1", "1.0"]),
        "allocation.order": some.sampled_from(ORDERS),
        "psk.cap_absolute": some.just("36.500"),
    },
)
days = some.dates(ISSUED, LATER)
calendars = some.builds(
    Calendar, off=some.frozensets(days, max_size=40), worked=some.frozensets(days, max_size=40)
)
products = some.fixed_dictionaries(
    {},
    optional={
        "payday": some.just(replace(PAYDAY, daily_rate=Decimal("0.1"), every=7, most_days=14)),
        "instalments": some.just(replace(INSTALMENTS, every=7, daily_rate=Decimal("0.2"))),
    },
)


def posted(one: Loan, happened: Sequence[LoanEvent]) -> tuple[Posting, ...]:
    """As a database keeps them."""
    made = replay(one.contract_terms, happened, LATER).postings
    return tuple(replace(posting, seq=seq) for seq, posting in enumerate(made, 1))


@quick
@given(some.data(), loans, loan_events(), values, products, calendars, some.integers(0, 100_00))
def test_a_changed_law_leaves_every_posted_debt_as_it_was(
    data: some.DataObject,
    one: Loan,
    happened: list[LoanEvent],
    changed: dict[str, str],
    sold: dict[str, object],
    off: Calendar,
    tail: int,
) -> None:
    """Rows, products, days off and the forgiven tail change; the program starts anew and replays
    every deed."""
    before = posted(one, happened)
    made = replay(one.contract_terms, happened, LATER)
    stored = replace(one, later_plans=made.terms.plans[1:], closed_on=made.closed_on)
    on = data.draw(days)
    debt, plan, due = debt_on(stored.terms, before, on), stored.plan.last_days, stored.prolongable

    with restarted(values=changed, products=sold, calendar=off, tail=Money(tail)):  # type: ignore[arg-type]
        again = replace(one)
        assert corrections(before, posted(again, happened)) == []
        restored = replace(stored, later_plans=tuple(replace(p) for p in stored.later_plans))
        assert debt_on(restored.terms, before, on) == debt
        assert (restored.plan.last_days, restored.prolongable) == (plan, due)


def test_with_the_newest_law_alone_contracts_would_be_rebooked() -> None:
    """What the property would find: an edition that is forgotten is not silently the same."""
    one = loan()
    before = posted(one, [])
    with restarted(values={"penalty.max_with_interest": "10"}, known=False):
        assert corrections(before, posted(replace(one), [])) != []


def test_an_edition_is_what_it_was_when_it_is_read_again() -> None:
    one = newest()
    again = Edition.read(one.version, one.body)

    assert again.body == one.body
    assert (again.products, again.calendar, again.tail) == (one.products, one.calendar, one.tail)
    assert again.rule("overpay.cap", ISSUED) == one.rule("overpay.cap", ISSUED)


@pytest.mark.parametrize("part", ["values", "products", "calendar", "tail"])
def test_whatever_changes_there_is_another_version(part: str) -> None:
    before = version()
    changes = {
        "values": {"overpay.cap": "99"},
        "products": {"payday": replace(PAYDAY, most_days=29)},
        "calendar": Calendar(off=calendar().off - {date(2027, 1, 1)}, worked=calendar().worked),
        "tail": R(9),
    }
    with restarted(**{part: changes[part]}):  # type: ignore[arg-type]
        assert version() != before
    assert version() == before


@pytest.mark.parametrize(("law", "sold"), [("feb1751daee1", 1), ("55138b219ae1", 2)])
def test_loans_of_before_editions_were_stored_find_theirs(law: str, sold: int) -> None:
    """They carry the hash of the table of then: both texts that were ever released are kept."""
    one = edition(law)

    assert one.version == law
    assert editions.is_known(law)
    assert len(one.products) == sold
    assert one.rule("overpay.cap", ISSUED).value == "100"
    assert one.rule("penalty.max_with_interest", ISSUED).value == "20"


def test_the_table_of_the_files_was_released_before_or_is_new() -> None:
    """As long as nobody changes it, loans of the last release and new ones read the same text."""
    former = (
        files("domain.rules.law").joinpath("former/55138b219ae1.json").read_text(encoding="utf-8")
    )

    if regulation.version() == "55138b219ae1":
        assert json.loads(former)["table"] == regulation.table().text


def test_a_law_that_nobody_knows_is_the_newest() -> None:
    assert not editions.is_known("never made")
    assert edition("never made") is newest()


# Tables that don't fit.

TEXT = regulation.table().text
CAP = "overpay.cap,100,% of amount lent,2026-04-01"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (CAP, CAP.replace("04-01", "03-31"), "overpay.cap from 2026-03-31: it overlaps"),
        (CAP, CAP.replace("04-01", "04-02"), "overpay.cap from 2026-04-02: there is no row"),
        (CAP, CAP.replace("2026-04-01", "soon"), r"\(overpay.cap\): valid_from and valid_to"),
        (CAP, CAP.replace(",100,", ",,"), r"\(overpay.cap\): key, value and basis"),
        (",2023-07-01,2026-03-31,", ",2026-07-01,2026-03-31,", "ends before it begins"),
        ("valid_from", "from", "the column «valid_from» is missing"),
    ],
)
def test_a_row_that_does_not_fit_is_named(old: str, new: str, told: str) -> None:
    with pytest.raises(BadTable, match=told):
        Table.read(TEXT.replace(old, new, 1))


def test_a_key_never_vanishes() -> None:
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith("age.min"))
    with pytest.raises(BadTable, match=r"the rows of «age\.min» are missing"):
        Table.read(without).keeps_all_of(Table.read(TEXT))


def test_a_rule_never_ends_without_a_word() -> None:
    """The last row of the cap is gone: every signature would fail."""
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith(CAP))
    told = "overpay.cap: there is no row for the days after 2026-03-31"
    with pytest.raises(BadTable, match=told):
        Table.read(without).goes_on()
    Table.read(TEXT).goes_on()


def test_the_first_days_of_a_rule_stay() -> None:
    first = "overpay.cap,250,"
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith(first))
    told = r"overpay\.cap: there is no row for the days before 2019-07-01"
    with pytest.raises(BadTable, match=told):
        Table.read(without).keeps_all_of(Table.read(TEXT))


def test_a_start_with_such_a_table_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    without = "\n".join(line for line in TEXT.splitlines() if not line.startswith(CAP))
    monkeypatch.setattr(regulation, "table", lambda: Table.read(without))
    newest.cache_clear()
    try:
        with pytest.raises(BadTable, match=r"overpay\.cap"):
            newest()
    finally:
        monkeypatch.undo()
        newest.cache_clear()


def test_a_base_of_the_penalty_that_nobody_can_count_is_an_error() -> None:
    changed = Table.read(with_values(TEXT, {"penalty.base": "all that is unpaid"}))
    law = Edition.of(changed, newest().products, calendar(), R(10))
    editions.learn(law)

    with pytest.raises(BadTable, match=r"penalty\.base"):
        _ = replace(loan(), law=law.version).contract_terms.penalty_rate
