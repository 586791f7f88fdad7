"""Declared income counts up to the mean of the region that the address tells."""

from dataclasses import replace
from datetime import date

import pytest

from domain.money import Money
from domain.rules.decision import Verdict, decide, pdn
from domain.rules.decision.incomes import MeanIncome, MeanIncomes
from domain.rules.decision.regions import names, region_of
from tests.domain.rules.test_decision import GOOD
from tests.support.lender import Lender

R = Money.rubles
HMAO = "Ханты-Мансийский автономный округ — Югра"
NEW_YEAR = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("Москва, ул. Лесная, д. 5, кв. 12", "Москва"),
        ("г.Москва ул Тверская д 1", "Москва"),
        ("101000, Россия, г. Москва, Ленинградский проспект, 7", "Москва"),
        ("МО, Московская обл, г. Химки", "Московская область"),
        ("Санкт-Петербург, Московский пр-т, 10", "Санкт-Петербург"),
        ("СПб, Невский 1", "Санкт-Петербург"),
        ("Ленинградская область, Всеволожск", "Ленинградская область"),
        ("Тверь, Советская улица, дом 7", "Тверская область"),
        ("обл. Тверская, г. Ржев", "Тверская область"),
        ("Киров, Калужская обл., ул. Ленина, 3", "Калужская область"),
        ("г. Киров, ул. Московская, д. 2", "Кировская область"),
        ("Нижний Новгород, ул. Горького, 1", "Нижегородская область"),
        ("Великий Новгород, Воскресенский бульвар", "Новгородская область"),
        ("Алтайский край, Бийск", "Алтайский край"),
        ("Республика Алтай, с. Майма", "Республика Алтай"),
        ("Респ. Татарстан, г Казань", "Республика Татарстан"),
        ("Казань, улица Баумана, 3", "Республика Татарстан"),
        ("ЯНАО, Новый Уренгой", "Ямало-Ненецкий автономный округ"),
        ("Ямало-Ненецкий АО, г. Надым", "Ямало-Ненецкий автономный округ"),
        ("Ненецкий автономный округ, Нарьян-Мар", "Ненецкий автономный округ"),
        ("Ханты-Мансийский АО - Югра, Сургут", HMAO),
        ("Тюменская обл., Ханты-Мансийский АО — Югра, Сургут", HMAO),
        ("Архангельская область, Ненецкий автономный округ", "Ненецкий автономный округ"),
        ("Москва, НАО, пос. Внуковское", "Москва"),
        ("Коми-Пермяцкий округ, г. Кудымкар", None),
        ("Ростов-на-Дону, Садовая, 4", "Ростовская область"),
        ("Севастополь, ул. Ленина, 1", "Севастополь"),
        ("г. Орёл, ул. Мира", "Орловская область"),
        ("Королёв, ул. Московская, 4", None),
        ("ул. Тверская, д. 3", None),
        ("дом 5", None),
        ("", None),
    ],
)
def test_an_address_tells_its_region(address: str, region: str | None) -> None:
    assert region_of(address) == region


def test_all_89_subjects_are_known_and_each_is_found_by_its_own_name() -> None:
    assert len(names()) == 89
    assert {name: region_of(f"{name}, ул. Ленина, д. 1") for name in names()} == {
        name: name for name in names()
    }


INCOMES = MeanIncomes(
    {
        ("Москва", NEW_YEAR): R(150_000),
        ("Тверская область", NEW_YEAR): R(59_000),
        ("Тверская область", date(2026, 7, 1)): R(61_000),
    }
)


class TestTheMean:
    @pytest.mark.parametrize(
        ("addresses", "day", "mean"),
        [
            (("Тверь", "Москва"), NEW_YEAR, MeanIncome(R(59_000), "Тверская область")),
            (("дом 5", "Москва"), NEW_YEAR, MeanIncome(R(150_000), "Москва")),
            (("Тверь",), date(2026, 7, 1), MeanIncome(R(61_000), "Тверская область")),
            (("дом 5",), date(2026, 6, 30), MeanIncome(R(59_000), None)),  # the lowest
            (("Казань",), date(2026, 7, 1), MeanIncome(R(61_000), None)),  # not in the file
            (("Москва",), date(2025, 12, 31), None),
        ],
    )
    def test_is_that_of_the_first_address_that_tells_its_region(
        self, addresses: tuple[str, ...], day: date, mean: MeanIncome | None
    ) -> None:
        assert INCOMES.of(addresses, day) == mean

    def test_is_the_most_that_a_declared_income_counts(self) -> None:
        rich = replace(GOOD, monthly_payment=R(30_000), income=R(1_000_000))

        assert pdn(replace(rich, mean_income=R(60_000))) == 50
        assert pdn(replace(rich, mean_income=R(60_000), income=R(40_000))) == 75
        assert pdn(replace(rich, on=date(2025, 12, 31), mean_income=R(60_000))) == 3

    def test_that_nobody_knows_is_for_a_person(self) -> None:
        unknown = decide(replace(GOOD, mean_income=None))
        assert (unknown.verdict, unknown.fired) == (Verdict.REVIEW, ("review_by_income",))

        small = replace(GOOD, mean_income=None, asked=R(9_000))  # no debt burden is counted
        assert decide(small).verdict is Verdict.APPROVE

    async def test_is_kept_with_the_decision(self, lender: Lender) -> None:
        """Ivan lives in Tver, which isn't in the file of this lender."""
        await lender.is_approved()

        inputs = await lender.decisions.inputs_of((await lender.application()).id)
        assert inputs is not None
        assert (inputs.mean_income, inputs.region) == (R(103_000), None)
