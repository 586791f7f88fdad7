"""A payment's page that leaves the payer the choice: a card, or SBP."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.support.bank import RETURN, BankAtWork, bank_at_work, rub

REDIRECT = {"type": "redirect", "return_url": RETURN}
ORDER = {"amount": rub("10800.00"), "capture": True, "confirmation": REDIRECT}


@pytest.fixture
async def bank() -> AsyncIterator[BankAtWork]:
    async with bank_at_work() as at_work:
        yield at_work


async def opened(bank: BankAtWork, method: str | None = None) -> tuple[str, str]:
    """The payment's id and its page's path."""
    forced = {"payment_method_data": {"type": method}} if method else {}
    payment = await bank.post("/payments", ORDER | forced | {"description": "Займ № 5"})
    assert payment["confirmation"]["return_url"] == RETURN
    return payment["id"], f"/bank/pay/{payment['id']}"


async def shown(bank: BankAtWork, path: str, **form: str) -> str:
    answer = await (bank.client.post(path, data=form) if form else bank.client.get(path))
    return await answer.text()


async def paid(bank: BankAtWork, ident: str) -> dict[str, Any]:
    return await bank.get(f"/payments/{ident}")


@pytest.mark.parametrize(
    ("method", "sbp", "cards"),
    [(None, True, True), ("bank_card", False, True), ("sbp", True, False)],
)
async def test_the_page_offers_what_the_shop_left_open(
    bank: BankAtWork, method: str | None, sbp: bool, cards: bool
) -> None:
    _, path = await opened(bank, method)

    page = await shown(bank, path)

    assert "10 800,00 ₽" in page
    assert "Займ № 5" in page
    assert ("Оплатить через СБП" in page) is sbp
    assert ("Хорошая карта" in page) is cards


async def test_sbp_is_one_tap(bank: BankAtWork) -> None:
    ident, path = await opened(bank)

    assert "Оплачено" in await shown(bank, path, card="sbp")

    payment = await paid(bank, ident)
    assert (payment["status"], payment["payment_method"]["type"]) == ("succeeded", "sbp")
    assert "card" not in payment["payment_method"]
    assert bank.texts() == ["Покупка 10 800,00 ₽ SMARTCASH. Счёт СБП"]
    (line,) = bank.bank.state()["payments"]
    assert (line["method"], line["card"]) == ("sbp", None)


async def test_a_card_with_a_code_is_asked_for_it(bank: BankAtWork) -> None:
    ident, path = await opened(bank)

    assert "Код из SMS" in await shown(bank, path, card="3ds")
    assert "Оплачено" in await shown(bank, path, card="3ds", code=bank.code())

    payment = await paid(bank, ident)
    assert payment["payment_method"]["card"]["last4"] == "2000"
    assert payment["authorization_details"]["three_d_secure"] == {"applied": True}


async def test_a_refusing_card_ends_the_payment(bank: BankAtWork) -> None:
    ident, path = await opened(bank)

    assert "не хватает денег" in await shown(bank, path, card="no_money")

    payment = await paid(bank, ident)
    assert payment["cancellation_details"]["reason"] == "insufficient_funds"
    assert "confirmation" not in payment


async def test_a_late_card_leaves_the_payer_waiting(bank: BankAtWork) -> None:
    ident, path = await opened(bank)

    assert "Банк думает" in await shown(bank, path, card="late")

    payment = await paid(bank, ident)
    assert (payment["status"], "confirmation" in payment) == ("pending", False)
    await bank.pass_time(seconds=40)
    assert (await paid(bank, ident))["status"] == "succeeded"
    assert "Оплачено" in await shown(bank, path)


async def test_an_expired_page_takes_nothing_more(bank: BankAtWork) -> None:
    ident, path = await opened(bank)
    bank.listen()
    await bank.pass_time(hours=1)
    await bank.settle()

    assert "Время вышло" in await shown(bank, path, card="sbp")

    payment = await paid(bank, ident)
    reason = {"party": "yoo_money", "reason": "expired_on_confirmation"}
    assert (payment["status"], payment["cancellation_details"]) == ("canceled", reason)
    assert bank.events() == ["payment.canceled"]


async def test_a_page_is_good_for_one_payment(bank: BankAtWork) -> None:
    _, path = await opened(bank)

    await shown(bank, path, card="sbp")
    await shown(bank, path, card="good")

    assert bank.bank.state()["received"] == "10800.00"


@pytest.mark.parametrize("method", ["bank_card", None])
async def test_a_card_is_never_bound_by_sbp(bank: BankAtWork, method: str | None) -> None:
    url = (await bank.page())["confirmation"]["confirmation_url"]
    if method is not None:
        _, url = await opened(bank, method)

    with pytest.raises(ValueError, match="cards only"):
        await bank.bank.confirm(url, "sbp")
