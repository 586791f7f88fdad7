"""Every edition of the law that was ever the newest is kept, and found again after a restart."""

import pytest

from domain.ledger.loan_events import PaymentPurpose
from domain.ledger.postings import Posting
from domain.money import Money
from domain.rules import editions
from domain.rules.editions import edition, newest, version
from domain.rules.product import PAYDAY
from storage.rows.editions import EditionRows, take_up
from tests.support.law import restarted
from tests.support.lender import Lender
from tests.support.repaying import Payer

R = Money.rubles
CHANGED = {
    "overpay.cap": "3",
    "penalty.max_with_interest": "1",
    "interest.daily_rate_max": "0.1",
}


@pytest.fixture
async def payer(lender: Lender) -> Payer:
    """10 000 ₽ that were due on 7 December; a part was paid two days late, and it is the 14th."""
    await take_up(lender.db, lender.clock)
    payer = await Payer.come(lender)
    await payer.wait(days=16)
    await payer.pays(PaymentPurpose.PART, R(3_000))
    await payer.works()
    await payer.wait(days=5)
    return payer


async def test_after_a_restart_with_another_law_no_posting_changes(payer: Payer) -> None:
    before, debt = await payer.postings(), (await payer.loan_state()).debt
    sold = {"payday": PAYDAY.__class__(**vars(PAYDAY) | {"every": 7})}
    with restarted(values=CHANGED, products=sold, known=False):
        await take_up(payer.lender.db, payer.lender.clock)
        loan_state = await payer.loan_state()
        assert loan_state.debt == debt
        assert (await payer.view()).loan_state.debt == debt
        assert await payer.postings() == before
        law = loan_state.loan.law
        assert law != version()

        await payer.wait(days=1)
        a_day_later = essence(await payer.postings())
    assert a_day_later[: len(before)] == essence(before)
    assert [one[1] for one in a_day_later[len(before) :]] == ["interest", "penalty"]


def essence(postings: list[Posting]) -> list[tuple[object, ...]]:
    return [(one.day, one.entry, one.part, one.amount) for one in postings]


async def test_a_database_that_was_never_told_would_rebook(payer: Payer) -> None:
    """So it is the table that keeps the debt as it was."""
    before = await payer.postings()
    await payer.lender.db.run("DELETE FROM law_edition")
    with restarted(values=CHANGED, known=False):
        lost = await take_up(payer.lender.db, payer.lender.clock)
        await payer.loan_state()

    assert lost == {newest().version: 1}
    assert len(await payer.postings()) > len(before)


async def test_an_edition_is_kept_once_and_never_changed(lender: Lender) -> None:
    for _ in range(2):
        await take_up(lender.db, lender.clock)
        lender.clock.move(days=1)

    (one,) = await EditionRows(lender.db).all()
    assert (one.version, one.body) == (version(), newest().body)


@pytest.mark.parametrize(("law", "lost"), [("55138b219ae1", {}), ("0ld", {"0ld": 1})])
async def test_contracts_of_an_edition_that_nobody_knows_are_counted_at_the_start(
    lender: Lender, law: str, lost: dict[str, int]
) -> None:
    await lender.has_loan()
    await lender.db.run("UPDATE loan SET law = ?", law)

    assert await take_up(lender.db, lender.clock) == lost
    assert edition(law).version == (version() if lost else law)


async def test_what_is_taken_up_is_known(lender: Lender) -> None:
    with restarted(values=CHANGED):
        await take_up(lender.db, lender.clock)
        other = version()
    editions._known.clear()
    assert not editions.is_known(other)

    await take_up(lender.db, lender.clock)

    assert edition(other).rule("overpay.cap", lender.clock.today()).value == "3"
