"""A sum or a term that was lent when somebody applied, and isn't when the contract would be made.

How much a lender may lend to one person goes by the contract's date (151-FZ art. 12); products
change too, when the program starts anew with other files.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.model.application import ApplicationStatus, Reason
from domain.money import Money
from domain.notifications import CounterOffer, Rejected
from domain.rules.product import PAYDAY
from tests.support.answers import report
from tests.support.law import restarted
from tests.support.lender import IVAN, Lender

R = Money.rubles
LESS_TO_ONE: Mapping[str, Any] = {"values": {"amount.max_per_borrower.MKK": "20000"}}
SHORTER: Mapping[str, Any] = {"products": {"payday": replace(PAYDAY, most_days=10)}}
NOTHING: Mapping[str, Any] = {"values": {"amount.max_per_borrower.MKK": "500"}}
CHANGES = [(LESS_TO_ONE, R(20_000), 14), (SHORTER, R(25_000), 10)]


async def offer(lender: Lender) -> CounterOffer:
    (told,) = await lender.told()
    assert isinstance(told, CounterOffer)
    return told


@pytest.mark.parametrize(("change", "amount", "days"), CHANGES)
async def test_the_job_of_the_paper_offers_what_is_lent_today(
    lender: Lender, change: Mapping[str, Any], amount: Money, days: int
) -> None:
    """It used to fail for ever, with the borrower waiting."""
    await lender.is_approved(amount=25_000)
    await lender.binds_card()
    await lender.told()
    with restarted(**change):
        await lender.work("terms")
        told = await offer(lender)
        assert (told.amount, told.days) == (amount, days)
        assert "terms" not in await lender.planned()

        assert await lender.do("take_less", borrower_id=IVAN)
        await lender.work("terms")
        await lender.signs()
        signed = await lender.application()
    assert (signed.status, signed.approved, signed.days) == (ApplicationStatus.SIGNED, amount, days)


@pytest.mark.parametrize(("change", "amount", "days"), CHANGES)
async def test_terms_that_were_shown_get_no_code(
    lender: Lender, change: Mapping[str, Any], amount: Money, days: int
) -> None:
    await lender.is_offered_terms(amount=25_000)
    await lender.told()
    with restarted(**change):
        await lender.do("ask_signature", borrower_id=IVAN)
    told = await offer(lender)

    assert (told.amount, told.days) == (amount, days)
    assert (await lender.application()).status is ApplicationStatus.COUNTER


@pytest.mark.parametrize("change", [LESS_TO_ONE, SHORTER])
async def test_a_decision_that_comes_later_says_so_and_lets_apply_anew(
    lender: Lender, change: Mapping[str, Any]
) -> None:
    """The bureau's answer used to be asked for again and again."""
    await lender.applies(amount=25_000)
    with restarted(**change):
        for which in ("one", "two"):
            await lender.bureau_answers(which, report())

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert (told.reason, told.retry_on) == (Reason.RANGE, None)
    assert not (await lender.application()).rejected_on(date(2026, 11, 23))


async def test_where_nothing_is_lent_any_more_it_ends_kindly(lender: Lender) -> None:
    await lender.is_offered_terms(amount=25_000)
    await lender.told()
    with restarted(**NOTHING):
        await lender.do("ask_signature", borrower_id=IVAN)

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert told.reason is Reason.RANGE
