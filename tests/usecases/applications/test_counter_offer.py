"""A smaller sum instead of a bare refusal: taken, left, or forgotten."""

from datetime import date

import pytest

from domain.model.application import ApplicationStatus
from domain.money import Money
from domain.notifications import Approved, CounterOffer, OfferLapsed
from domain.refusals import NothingToDo
from tests.support.answers import report
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def offered(lender: Lender) -> Lender:
    told = await lender.decides(15_000, score=400)
    assert told == [
        CounterOffer(
            asked=Money.rubles(15_000),
            amount=Money.rubles(7_000),
            days=14,
            total=Money.rubles(7_784),
            due=date(2026, 12, 7),
            warning=None,
        )
    ]
    return lender


async def test_it_waits_for_the_borrower_and_wants_no_card_yet(offered: Lender) -> None:
    assert (await offered.application()).status is ApplicationStatus.COUNTER
    assert await offered.state() == "Decided:counter"
    assert "binding" not in await offered.planned()


async def test_it_warns_of_the_burden_of_the_smaller_loan(lender: Lender) -> None:
    """Of 30 000 ₽ a month 22 240 ₽ would be 75 %, and 11 120 ₽ are 38 %."""
    await lender.applies(amount=20_000, income="3000000")
    for which in ("one", "two"):
        await lender.bureau_answers(which, report(score=450))

    (told,) = await lender.told()
    assert isinstance(told, CounterOffer)
    assert (told.amount, told.warning) == (Money.rubles(10_000), None)
    assert (await lender.application()).pdn == 38
    (row,) = await lender.db.all("SELECT pdn FROM decision")
    assert row["pdn"] == 75  # what was asked for


async def test_it_is_taken(offered: Lender) -> None:
    await offered.do("take_less", borrower_id=IVAN)

    (told,) = await offered.told()
    assert isinstance(told, Approved)
    assert told.amount == Money.rubles(7_000)
    await offered.binds_card()
    await offered.work("terms")
    await offered.signs()
    assert (await offered.payout()).amount == Money.rubles(7_000)


async def test_it_is_left(offered: Lender) -> None:
    assert await offered.do("withdraw", borrower_id=IVAN)

    assert (await offered.application()).status is ApplicationStatus.CANCELLED
    with pytest.raises(NothingToDo):
        await offered.do("take_less", borrower_id=IVAN)
    await offered.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))


async def test_it_is_taken_once(offered: Lender) -> None:
    await offered.do("take_less", borrower_id=IVAN)

    with pytest.raises(NothingToDo):
        await offered.do("take_less", borrower_id=IVAN)


async def test_it_lapses_after_a_week_without_an_answer(offered: Lender) -> None:
    offered.clock.move(days=7)
    await offered.work("offer_lapse")

    assert await offered.told() == [OfferLapsed()]
    assert (await offered.application()).status is ApplicationStatus.CANCELLED
    assert await offered.state() is None
