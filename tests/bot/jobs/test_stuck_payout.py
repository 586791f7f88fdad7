"""What who waits for a payout reads while staff find out at the bank what became of it."""

import pytest

from domain.gateways import GatewayUnclear
from domain.money import Money
from domain.usecases.home.overview import Overview
from handlers.applications import history_screens as applications
from handlers.engine.words import rub
from handlers.home import screens as home
from handlers.home import where
from tests.support.answers import payout
from tests.support.lender import IVAN, Lender

SUM = rub(Money.rubles(10_000))


@pytest.fixture
async def signed(lender: Lender) -> Lender:
    await lender.is_offered_terms()
    await lender.signs()
    return lender


async def overview(lender: Lender) -> Overview:
    found: Overview = await lender.do("look_around", borrower_id=IVAN)
    return found


async def test_one_of_another_sum_is_not_said_to_be_instant(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("succeeded", amount=9_999))

    told = where.screen(await overview(signed)).text
    assert f"не на {SUM}" in told
    assert "мгновенно" not in told


async def test_nor_is_one_that_nobody_can_find(signed: Lender) -> None:
    with pytest.raises(GatewayUnclear):
        await signed.bank_says_of_payout(GatewayUnclear("timeout"))
    signed.clock.move(hours=24)
    await signed.bank_says_of_payout([])

    told = where.screen(await overview(signed)).text
    assert f"не подтвердил перевод {SUM}" in told
    assert "мгновенно" not in told


async def test_home_and_the_list_of_applications_do_not_say_that_it_is_being_sent(
    signed: Lender,
) -> None:
    await signed.bank_says_of_payout(payout("succeeded", amount=9_999))

    assert "выясняем с банком" in home.home(await overview(signed)).text
    listed = applications.history([await signed.application()], 0).text
    assert "Договор подписан" in listed
    assert "Отправляем" not in listed


async def test_one_that_is_on_its_way_is_still_said_to_be(signed: Lender) -> None:
    await signed.bank_says_of_payout(payout("pending"))

    assert where.screen(await overview(signed)).text.startswith("Отправляем деньги")
