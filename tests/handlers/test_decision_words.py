"""What a borrower reads of a decision follows the law of the day, and says whose fault it isn't."""

from datetime import date
from decimal import Decimal

import pytest

from domain.model.application import Reason
from domain.money import Money
from domain.notifications import CounterOffer, Rejected
from domain.rules.decision import market_limit
from handlers.notifications import screen_of


def words(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 10, 1), "два дорогих займа (полная стоимость выше 200 % годовых): третий"),
        (date(2027, 3, 31), "два дорогих займа (полная стоимость выше 200 % годовых): третий"),
        (date(2027, 4, 1), "дорогой займ (полная стоимость выше 100 % годовых): второй"),
    ],
)
def test_too_many_loans_are_told_by_the_number_of_the_day(day: date, told: str) -> None:
    limit = market_limit(day)
    assert limit is not None
    notice = Rejected(reason=Reason.LOANS_AT_ONCE, retry_on=date(2027, 4, 2), limit=limit)

    assert told in words(screen_of(notice).text)


def test_before_there_was_a_limit_there_is_none() -> None:
    assert market_limit(date(2026, 9, 30)) is None


def test_a_limit_of_another_number_has_words_too() -> None:
    limit = market_limit(date(2027, 4, 1))
    assert limit is not None
    several = type(limit)(most=3, above=Decimal(50))
    notice = Rejected(reason=Reason.LOANS_AT_ONCE, retry_on=None, limit=several)

    assert "уже открыты 3 дорогих займа" in words(screen_of(notice).text)


@pytest.mark.parametrize("reason", [Reason.SHARE, Reason.PSK_CAP, Reason.MARKET_UNKNOWN])
def test_what_is_nobodys_fault_says_so_and_from_which_day(reason: Reason) -> None:
    text = words(screen_of(Rejected(reason=reason, retry_on=date(2027, 1, 1))).text)

    assert "не из-за вас" in text
    assert "Снова подать заявку можно с 1 января 2027" in text


def test_less_because_of_the_quarter_says_why() -> None:
    offer = CounterOffer(
        asked=Money.rubles(20_000),
        amount=Money.rubles(13_000),
        days=14,
        total=Money.rubles(14_456),
        due=date(2026, 12, 7),
        warning=None,
        share=True,
    )

    assert "не из-за вас: Банк России ограничивает долю займов" in words(screen_of(offer).text)


def test_the_same_sum_on_other_terms_is_not_called_impossible() -> None:
    offer = CounterOffer(
        asked=Money.rubles(30_000),
        amount=Money.rubles(30_000),
        days=30,
        total=Money.rubles(37_200),
        due=date(2027, 1, 31),
        warning=None,
    )
    text = words(screen_of(offer).text)

    assert "30 000 ₽ одобрить не можем" not in text
    assert "На тех условиях займ не выдать, но можем предложить" in text
