"""Products as data, personal limits, and the two caps on the full cost."""

from datetime import date
from decimal import Decimal

import pytest

from domain.money import Money
from domain.refusals import AmountOutOfRange, MarketUnknown, PskAboveCap, TermOutOfRange
from domain.rules.cost import MarketAverages, quarter
from domain.rules.product import (
    INSTALMENTS,
    PAYDAY,
    PRODUCTS,
    Product,
    personal_limit,
    products_for,
    quote,
)
from domain.rules.regulation import rule

R = Money.rubles
ISSUED = date(2026, 11, 23)
ANY_MARKET = MarketAverages({}, must_be_known=False)


def test_there_are_two_products_and_each_keeps_within_the_daily_cap() -> None:
    assert PRODUCTS == {"payday": PAYDAY, "instalments": INSTALMENTS}
    for product in PRODUCTS.values():
        assert product.daily_rate <= rule("interest.daily_rate_max", ISSUED).number


class TestTheSinglePayment:
    @pytest.mark.parametrize(("amount", "days"), [(1_000, 7), (30_000, 30)])
    def test_is_of_1_000_to_30_000_for_7_to_30_days(self, amount: int, days: int) -> None:
        cost = quote(PAYDAY, R(amount), days, ISSUED, market=ANY_MARKET)

        (line,) = cost.schedule
        assert (line.day - ISSUED).days == days
        assert cost.psk == Decimal("292.000")

    @pytest.mark.parametrize("amount", ["999.99", "30000.01"])
    def test_is_of_no_other_sum(self, amount: str) -> None:
        with pytest.raises(AmountOutOfRange) as refused:
            quote(PAYDAY, R(amount), 14, ISSUED, market=ANY_MARKET)
        assert refused.value == AmountOutOfRange(R(1_000), R(30_000))

    @pytest.mark.parametrize("days", [6, 31, 0, -7])
    def test_is_for_no_other_term(self, days: int) -> None:
        with pytest.raises(TermOutOfRange) as refused:
            quote(PAYDAY, R(10_000), days, ISSUED, market=ANY_MARKET)
        assert refused.value == TermOutOfRange(7, 30, None)


class TestInstalments:
    @pytest.mark.parametrize(
        ("amount", "days", "payments"), [(30_000, 28, 2), (50_000, 84, 6), (100_000, 168, 12)]
    )
    def test_come_every_fourteen_days_up_to_24_weeks(
        self, amount: int, days: int, payments: int
    ) -> None:
        cost = quote(INSTALMENTS, R(amount), days, ISSUED, market=ANY_MARKET)

        assert len(cost.schedule) == payments
        steps = zip((ISSUED, *(line.day for line in cost.schedule)), cost.schedule, strict=False)
        assert {(line.day - before).days for before, line in steps} == {14}
        assert cost.schedule[-1].balance == R(0)

    @pytest.mark.parametrize("days", [14, 30, 41, 170, 182])
    def test_are_for_whole_intervals_only(self, days: int) -> None:
        with pytest.raises(TermOutOfRange) as refused:
            quote(INSTALMENTS, R(50_000), days, ISSUED, market=ANY_MARKET)
        assert refused.value == TermOutOfRange(28, 168, 14)

    def test_are_not_for_less_than_thirty_thousand(self) -> None:
        with pytest.raises(AmountOutOfRange):
            quote(INSTALMENTS, R("29999.99"), 42, ISSUED, market=ANY_MARKET)


class TestTheMonthlyPayment:
    """What the debt burden counts of a loan."""

    def test_of_a_month_or_less_is_all_of_it(self) -> None:
        cost = quote(PAYDAY, R(10_000), 30, ISSUED, market=ANY_MARKET)

        assert cost.monthly_payment == cost.total == R(12_400)

    def test_of_a_longer_loan_is_a_months_share(self) -> None:
        cost = quote(INSTALMENTS, R(50_000), 84, ISSUED, market=ANY_MARKET)

        share = cost.total.kopecks * 365 / 12 / 84
        assert abs(cost.monthly_payment.kopecks - share) <= 0.5


class TestThePersonalLimit:
    @pytest.mark.parametrize(
        ("repaid", "limit"),
        [(0, 30_000), (1, 50_000), (2, 70_000), (3, 100_000), (4, 100_000), (40, 100_000)],
    )
    def test_grows_with_repaid_loans(self, repaid: int, limit: int) -> None:
        assert personal_limit(repaid) == R(limit)

    def test_stands_above_the_range_of_the_product(self) -> None:
        quote(INSTALMENTS, R(50_000), 42, ISSUED, market=ANY_MARKET, limit=R(50_000))
        with pytest.raises(AmountOutOfRange) as refused:
            quote(INSTALMENTS, R("50000.01"), 42, ISSUED, market=ANY_MARKET, limit=R(50_000))
        assert refused.value.most == R(50_000)

    def test_the_first_loan_is_a_single_payment(self) -> None:
        assert products_for(0) == (PAYDAY,)
        assert products_for(1) == (PAYDAY, INSTALMENTS)


class TestTheMarket:
    """353-FZ art. 6 p. 11: not above the quarter's average of the category by more than a third."""

    def averages(self, average: str, *, must_be_known: bool = True) -> MarketAverages:
        return MarketAverages(
            {("2026Q4", PAYDAY.category): Decimal(average)}, must_be_known=must_be_known
        )

    @pytest.mark.parametrize(
        ("average", "cap"),
        [("219.000", "292.000"), ("219.001", "292.001"), ("100", "133.333"), ("200", "266.667")],
    )
    def test_cap_is_four_thirds_of_the_average(self, average: str, cap: str) -> None:
        assert self.averages(average).cap(PAYDAY.category, ISSUED) == Decimal(cap)

    def test_at_the_cap_a_contract_may_be_formed_and_above_it_not(self) -> None:
        quote(PAYDAY, R(10_000), 30, ISSUED, market=self.averages("219.000"))
        with pytest.raises(PskAboveCap) as refused:
            quote(PAYDAY, R(10_000), 30, ISSUED, market=self.averages("218.999"))
        assert refused.value == PskAboveCap("292.000", "291.999")

    def test_of_another_quarter_or_category_says_nothing(self) -> None:
        market = self.averages("219.000")

        assert market.cap(PAYDAY.category, date(2027, 1, 1)) is None
        assert market.cap(INSTALMENTS.category, ISSUED) is None

    def test_that_is_not_known_blocks(self) -> None:
        with pytest.raises(MarketUnknown) as refused:
            quote(PAYDAY, R(10_000), 30, date(2027, 1, 1), market=self.averages("285"))
        assert refused.value.category == PAYDAY.category

    def test_that_is_not_known_only_warns_where_it_is_set_so(self) -> None:
        market = self.averages("285", must_be_known=False)

        assert quote(PAYDAY, R(10_000), 30, date(2027, 1, 1), market=market).psk

    def test_that_is_known_binds_also_where_a_missing_one_only_warns(self) -> None:
        with pytest.raises(PskAboveCap):
            quote(PAYDAY, R(10_000), 30, ISSUED, market=self.averages("100", must_be_known=False))

    def test_a_high_average_does_not_lift_the_laws_own_cap(self) -> None:
        dear = Product(**vars(PAYDAY) | {"daily_rate": Decimal("0.8"), "every": None})
        cost = quote(dear, R(10_000), 30, ISSUED, market=self.averages("900"))

        assert cost.psk == Decimal("292.000") == rule("psk.cap_absolute", ISSUED).number


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "2026Q1"),
        (date(2026, 3, 31), "2026Q1"),
        (date(2026, 4, 1), "2026Q2"),
        (date(2026, 9, 30), "2026Q3"),
        (date(2026, 10, 1), "2026Q4"),
        (date(2026, 12, 31), "2026Q4"),
    ],
)
def test_quarters_have_names(day: date, name: str) -> None:
    assert quarter(day) == name
