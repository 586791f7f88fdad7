"""A promise to pay: what may be promised, when it is kept, and what is said when it isn't."""

from datetime import date, timedelta
from typing import Any

import pytest

from domain.ledger.loan_events import PaymentPurpose
from domain.model.promise import Promise
from domain.money import Money
from domain.notifications import LoanClosed, LoanOverdue, PromiseBroken, PromiseKept
from domain.refusals import NothingOverdue, NothingToDo, PromiseStands, PromiseTooFar
from storage.rows.promises import PromiseRows
from tests.support.lender import IVAN, Lender
from tests.support.prolonging import Prolonger

R = Money.rubles
TODAY = date(2026, 12, 9)  # the second day of delay


@pytest.fixture
async def payer(lender: Lender) -> Prolonger:
    """10 000 ₽ that were due on 7 December: 11 290,95 ₽ are overdue."""
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=16)
    await lender.told()
    return payer


async def promises(payer: Prolonger, day: date) -> Promise:
    found: Promise = await payer.lender.do("promise_to_pay", borrower_id=IVAN, day=day)
    return found


async def promise(payer: Prolonger) -> Promise:
    found = await PromiseRows(payer.lender.db).last(payer.loan_id)
    assert found is not None
    return found


async def told(payer: Prolonger, kind: type) -> list[Any]:
    return [one for one in await payer.lender.told() if isinstance(one, kind)]


async def by_ten(payer: Prolonger, day: date) -> None:
    """Ten in the morning of a day has come in Moscow, after its midnight."""
    while payer.lender.clock.today() < day:
        await payer.midnight()
    payer.lender.clock.move(hours=10)
    await payer.works("promise_broken")


async def test_what_is_overdue_now_is_what_is_promised(payer: Prolonger) -> None:
    given = await promises(payer, TODAY + timedelta(3))

    assert (given.day, given.amount, given.kept) == (date(2026, 12, 12), R("11290.95"), None)
    assert (await payer.view()).promise == given


@pytest.mark.parametrize("days", [-1, 15])
async def test_the_past_and_the_far_future_are_no_promise(payer: Prolonger, days: int) -> None:
    with pytest.raises(PromiseTooFar) as refused:
        await promises(payer, TODAY + timedelta(days))

    assert refused.value.latest == TODAY + timedelta(14)


@pytest.mark.parametrize("days", [0, 14])
async def test_today_and_the_last_day_are(payer: Prolonger, days: int) -> None:
    assert (await promises(payer, TODAY + timedelta(days))).day == TODAY + timedelta(days)


async def test_without_delay_there_is_nothing_to_promise(payer: Prolonger) -> None:
    await payer.prolongs()

    with pytest.raises(NothingOverdue):
        await promises(payer, TODAY)


async def test_without_a_loan_too(lender: Lender) -> None:
    with pytest.raises(NothingToDo):
        await lender.do("promise_to_pay", borrower_id=IVAN, day=TODAY)


async def test_it_may_be_moved_nearer_and_not_away(payer: Prolonger) -> None:
    first = await promises(payer, TODAY + timedelta(7))
    nearer = await promises(payer, TODAY + timedelta(3))
    with pytest.raises(PromiseStands) as refused:
        await promises(payer, TODAY + timedelta(4))

    assert nearer.id == first.id
    assert refused.value.day == TODAY + timedelta(3)


async def test_paying_what_was_promised_keeps_it_though_more_has_grown(payer: Prolonger) -> None:
    given = await promises(payer, TODAY + timedelta(2))
    await payer.wait(days=2)
    await payer.lender.told()
    await payer.pays(PaymentPurpose.PART, given.amount)
    await payer.works()

    assert (await promise(payer)).kept is True
    assert len(await told(payer, PromiseKept)) == 1


async def test_paying_a_part_does_not(payer: Prolonger) -> None:
    await promises(payer, TODAY + timedelta(2))
    await payer.pays(PaymentPurpose.PART, R(5_000))
    await payer.works()

    assert (await promise(payer)).kept is None


async def test_parts_that_make_the_whole_do(payer: Prolonger) -> None:
    given = await promises(payer, TODAY + timedelta(2))
    for part in (R(5_000), given.amount - R(5_000) - R(11)):
        await payer.pays(PaymentPurpose.PART, part)
        await payer.works()
        payer.lender.clock.move(minutes=2)
    assert (await promise(payer)).kept is None
    await payer.pays(PaymentPurpose.FULL)
    await payer.works()

    assert (await promise(payer)).kept is True


async def test_closing_the_loan_says_enough(payer: Prolonger) -> None:
    await promises(payer, TODAY + timedelta(2))
    await payer.pays()
    await payer.works()
    said = await payer.lender.told()

    assert (await promise(payer)).kept is True
    assert any(isinstance(one, LoanClosed) for one in said)
    assert not any(isinstance(one, PromiseKept) for one in said)


async def test_prolonging_keeps_it_too(payer: Prolonger) -> None:
    await promises(payer, TODAY + timedelta(2))
    await payer.prolongs()

    assert (await promise(payer)).kept is True


async def test_broken_it_is_told_by_day_with_all_that_the_law_asks_for(payer: Prolonger) -> None:
    await promises(payer, TODAY)
    await payer.midnight()
    at_midnight = await payer.lender.told()
    broken = (await promise(payer)).kept
    payer.lender.clock.move(hours=10)
    await payer.works("promise_broken")
    (notice,) = await told(payer, PromiseBroken)

    assert (broken, at_midnight) == (False, [])
    assert (notice.day, notice.overdue) == (TODAY, R("11376.43"))
    assert notice.lender == notice.phone == "кредитор"


async def test_a_broken_one_may_be_followed_by_another(payer: Prolonger) -> None:
    await promises(payer, TODAY)
    await by_ten(payer, TODAY + timedelta(1))
    again = await promises(payer, TODAY + timedelta(10))

    assert again.kept is None
    assert (await promise(payer)).id == again.id


async def test_what_was_paid_after_it_was_broken_is_not_reproached(payer: Prolonger) -> None:
    await promises(payer, TODAY)
    await payer.midnight()
    await payer.pays()
    await payer.works()
    await by_ten(payer, TODAY + timedelta(1))

    assert await told(payer, PromiseBroken) == []


async def test_moved_nearer_it_ends_on_the_nearer_day(payer: Prolonger) -> None:
    await promises(payer, TODAY + timedelta(7))
    await promises(payer, TODAY + timedelta(1))
    await by_ten(payer, TODAY + timedelta(2))

    assert (await promise(payer)).kept is False


async def test_a_payment_from_before_midnight_is_waited_for(payer: Prolonger) -> None:
    await promises(payer, TODAY)
    payer.till.faults = ["lost"]
    await payer.pays()
    await payer.works()
    await payer.midnight()
    waiting = (await promise(payer)).kept
    await payer.works()

    assert waiting is None
    assert (await promise(payer)).kept is True


async def test_but_not_for_longer_than_it_would_belong_to_that_day(payer: Prolonger) -> None:
    await promises(payer, TODAY)
    payer.till.faults = ["lost"]
    await payer.pays()
    await payer.works()
    await payer.midnight()
    payer.lender.clock.move(hours=2)
    await payer.works("promise_day")

    assert (await promise(payer)).kept is False


async def test_on_the_promised_day_nobody_is_reminded(lender: Lender) -> None:
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=14, hours=16)  # early on the first day of delay
    await promises(payer, date(2026, 12, 8))
    payer.lender.clock.move(hours=6)
    await payer.works("overdue_notice")

    assert await told(payer, LoanOverdue) == []
