"""The individual terms as facts: the law's rows, none left out, and what stands in them."""

from dataclasses import replace
from datetime import date

import pytest

from domain.ids import ApplicationId
from domain.model.application import Application, ApplicationStatus
from domain.model.questionnaire import form_of
from domain.money import Money
from domain.rules.cost import MarketAverages
from domain.rules.papers.terms import facts
from domain.rules.product import INSTALMENTS, PAYDAY, Product, quote
from tests.domain.model.test_questionnaire import WHOLE
from tests.support.answers import NOON

NUMBERS = [*"12345", "5.1", "6", "7", "8", "8.1", "9", *(str(n) for n in range(10, 17))]
MAY_NOT_APPLY = {"5", "9", "10", "11", "15"}  # Bank of Russia, instruction 3240-U
LENDER = {"name": "ООО МКК «Умные наличные»", "phone": "8 800 000-00-00", "email": "a@b.ru"}
ASKED = Application(
    id=ApplicationId("a"),
    borrower_id=WHOLE.borrower_id,
    status=ApplicationStatus.APPROVED,
    amount=Money.rubles(10_000),
    days=30,
    form=form_of(WHOLE),
    created_at=NOON,
    approved=Money.rubles(10_000),
    pdn=50,
)


def terms(product: Product, amount: int, days: int, pdn: int = 50) -> dict[str, object]:
    cost = quote(
        product,
        Money.rubles(amount),
        days,
        date(2026, 11, 23),
        market=MarketAverages({}, must_be_known=False),
    )
    application = replace(ASKED, days=days, approved=cost.amount, pdn=pdn)
    return facts(
        number="261123-00001", application=application, cost=cost, lender=LENDER, made_at=NOON
    )


def rows(made: dict[str, object]) -> dict[str, str]:
    listed = made["rows"]
    assert isinstance(listed, list)
    return {row["number"]: row["value"].replace("\u00a0", " ") for row in listed}


@pytest.mark.parametrize(
    ("product", "amount", "days"), [(PAYDAY, 10_000, 30), (INSTALMENTS, 50_000, 84)]
)
def test_all_rows_are_there_in_order_and_none_is_empty(
    product: Product, amount: int, days: int
) -> None:
    found = rows(terms(product, amount, days))

    assert list(found) == NUMBERS
    assert all(found.values())
    assert {n for n, value in found.items() if value == "Не применимо"} <= MAY_NOT_APPLY


def test_the_frames_have_the_full_cost_in_percent_and_money_with_words() -> None:
    made = terms(PAYDAY, 10_000, 30)

    assert made["psk_percent"] == "292,000 %"
    assert str(made["psk_rubles"]).replace("\u00a0", " ") == "2 400,00 ₽"
    assert made["psk_rubles_words"] == "ДВЕ ТЫСЯЧИ ЧЕТЫРЕСТА РУБЛЕЙ 00 КОПЕЕК"
    assert "100 %" in str(made["cap_notice"])


def test_one_payment_is_told_with_its_parts() -> None:
    assert rows(terms(PAYDAY, 10_000, 30))["6"] == (
        "Один платёж: 12 400,00 ₽, из них основной долг 10 000,00 ₽, проценты 2 400,00 ₽."
    )


def test_instalments_are_told_with_their_number_and_interval() -> None:
    found = rows(terms(INSTALMENTS, 50_000, 84))

    assert found["6"].startswith("6 платежей каждые 14 дней: первые 5 по ")
    assert "основной долг 50 000,00 ₽" in found["6"]
    assert found["4"] == "219,000 % годовых (0,6 % в день), постоянная"
    assert "15.02.2027" in found["2"]


@pytest.mark.parametrize(("pdn", "warned"), [(50, False), (51, True)])
def test_a_debt_burden_above_a_half_is_warned_of_in_an_extra_row(pdn: int, warned: bool) -> None:
    found = rows(terms(PAYDAY, 10_000, 30, pdn))

    assert ("17" in found) is warned
    assert list(found)[: len(NUMBERS)] == NUMBERS
    if warned:
        assert "51 % его дохода" in found["17"]
