"""The rules of the decision: pure, from inputs to a verdict."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from domain.model.application import Reason
from domain.money import Money
from domain.rules.decision import (
    Inputs,
    OpenElsewhere,
    Verdict,
    decide,
    needs_warning,
    numbers,
    pdn,
)
from domain.rules.regulation import version

R = Money.rubles
TODAY = date(2026, 11, 23)
GOOD = Inputs(
    on=TODAY,
    asked=R(10_000),
    least=R(1_000),
    days=14,
    psk=Decimal("292.000"),
    monthly_payment=R(11_120),
    age=35,
    income=R(100_000),
    mean_income=R(103_000),
    score=720,
    self_ban=False,
    open_elsewhere=(),
    open_here=0,
    short_here_in_a_year=0,
    last_closed_on=None,
    last_closed_psk=None,
    stop_list=None,
)


def loans(*psk: str, payment: int = 3_000) -> tuple[OpenElsewhere, ...]:
    return tuple(OpenElsewhere(psk=Decimal(one), monthly_payment=R(payment)) for one in psk)


def reason_of(inputs: Inputs) -> Reason | None:
    """Why it is rejected; None when it is not."""
    decision = decide(inputs)
    assert (decision.verdict is Verdict.REJECT) == (decision.reason is not None)
    return decision.reason


def test_nothing_against_it_means_all_that_was_asked() -> None:
    decision = decide(GOOD)

    assert (decision.verdict, decision.amount) == (Verdict.APPROVE, R(10_000))
    assert (decision.reason, decision.retry_on, decision.fired) == (None, None, ())


def test_every_decision_names_the_versions_of_its_rules_and_of_the_law() -> None:
    expected = f"{numbers()['version']}, law {version()}"

    assert decide(GOOD).version == expected
    assert decide(replace(GOOD, self_ban=True)).version == expected


class TestHardStops:
    @pytest.mark.parametrize(
        ("changed", "reason", "retry_on"),
        [
            ({"age": 17}, Reason.AGE, None),
            ({"age": 76}, Reason.AGE, None),
            ({"stop_list": "115fz"}, Reason.STOP_LIST, None),
            ({"stop_list": "block"}, Reason.STOP_LIST, None),
            ({"open_here": 1}, Reason.LOAN_OPEN, None),
            ({"self_ban": True}, Reason.SELF_BAN, date(2026, 11, 24)),
            ({"open_elsewhere": loans("292", "292")}, Reason.LOANS_AT_ONCE, date(2026, 11, 24)),
            ({"short_here_in_a_year": 9}, Reason.YEAR_LIMIT, date(2026, 12, 23)),
            ({"score": 299}, Reason.SCORE, date(2026, 12, 23)),
        ],
    )
    def test_reject_with_the_day_of_another_try(
        self, changed: dict[str, object], reason: Reason, retry_on: date | None
    ) -> None:
        decision = decide(replace(GOOD, **changed))  # type: ignore[arg-type]

        assert (decision.verdict, decision.reason) == (Verdict.REJECT, reason)
        assert decision.retry_on == retry_on
        assert decision.fired == (reason.value,)
        assert decision.amount is None

    def test_a_pause_ends_on_its_own_day(self) -> None:
        closed = date(2027, 1, 10)
        inputs = replace(
            GOOD, on=date(2027, 1, 11), last_closed_on=closed, last_closed_psk=Decimal(292)
        )

        assert decide(inputs).retry_on == date(2027, 1, 14)

    @pytest.mark.parametrize(("age", "reason"), [(18, None), (75, None)])
    def test_18_and_75_are_good_ages(self, age: int, reason: Reason | None) -> None:
        assert reason_of(replace(GOOD, age=age)) is reason

    def test_the_first_that_fits_is_the_reason(self) -> None:
        """A self-ban is told before a bad score: it is what the borrower can do something about."""
        assert reason_of(replace(GOOD, self_ban=True, score=1)) is Reason.SELF_BAN
        assert reason_of(replace(GOOD, age=17, stop_list="block")) is Reason.AGE

    def test_they_stand_above_a_review(self) -> None:
        assert decide(replace(GOOD, self_ban=True, score=350)).verdict is Verdict.REJECT


class TestTheLimitOfExpensiveLoans:
    """545-FZ: over the whole market, by the day of the new loan."""

    @pytest.mark.parametrize(
        ("day", "open_", "rejected"),
        [
            (date(2026, 9, 30), ("292", "292", "292"), False),
            (date(2026, 10, 1), ("292", "292"), True),
            (date(2026, 10, 1), ("292",), False),
            (date(2026, 10, 1), ("292", "200.000"), False),
            (date(2026, 10, 1), ("292", "200.001"), True),
            (date(2027, 3, 31), ("292",), False),
            (date(2027, 3, 31), ("292", "292"), True),
            (date(2027, 4, 1), ("292",), True),
            (date(2027, 4, 1), ("100.000",), False),
            (date(2027, 4, 1), ("100.001",), True),
            (date(2027, 4, 1), (), False),
        ],
    )
    def test_by_the_law_of_the_day(self, day: date, open_: tuple[str, ...], rejected: bool) -> None:
        inputs = replace(GOOD, on=day, open_elsewhere=loans(*open_))

        assert reason_of(inputs) is (Reason.LOANS_AT_ONCE if rejected else None)

    @pytest.mark.parametrize(
        ("day", "psk", "rejected"),
        [
            (date(2026, 10, 1), "200.000", False),
            (date(2026, 10, 1), "200.001", True),
            (date(2027, 4, 1), "100.000", False),
            (date(2027, 4, 1), "100.001", True),
        ],
    )
    def test_a_cheap_loan_may_be_given_all_the_same(
        self, day: date, psk: str, rejected: bool
    ) -> None:
        inputs = replace(GOOD, on=day, psk=Decimal(psk), open_elsewhere=loans("292", "292"))

        assert reason_of(inputs) is (Reason.LOANS_AT_ONCE if rejected else None)


class TestThePauseBetweenLoans:
    """545-FZ: four days from closing an expensive loan, for contracts from 2027-01-01."""

    @pytest.mark.parametrize(
        ("closed", "on", "rejected"),
        [
            (date(2026, 12, 31), date(2026, 12, 31), False),
            (date(2026, 12, 31), date(2027, 1, 1), True),
            (date(2026, 12, 31), date(2027, 1, 3), True),
            (date(2026, 12, 31), date(2027, 1, 4), False),
            (date(2026, 12, 28), date(2027, 1, 1), False),
            (date(2027, 1, 1), date(2027, 1, 1), True),
        ],
    )
    def test_by_the_law_of_the_new_contract(self, closed: date, on: date, rejected: bool) -> None:
        inputs = replace(GOOD, on=on, last_closed_on=closed, last_closed_psk=Decimal("292.000"))

        assert reason_of(inputs) is (Reason.PAUSE if rejected else None)

    def test_a_cheap_loan_needs_none(self) -> None:
        on = date(2027, 1, 2)
        closed = replace(GOOD, on=on, last_closed_on=on, last_closed_psk=Decimal("100.000"))

        assert reason_of(closed) is None


class TestTheLimitOfLoansAYear:
    def test_nine_short_loans_a_year_and_not_a_tenth(self) -> None:
        assert reason_of(replace(GOOD, short_here_in_a_year=8)) is None
        assert reason_of(replace(GOOD, short_here_in_a_year=9)) is Reason.YEAR_LIMIT

    def test_long_loans_are_not_counted_by_it(self) -> None:
        inputs = replace(GOOD, short_here_in_a_year=9, days=28)
        assert reason_of(replace(inputs, days=30)) is Reason.YEAR_LIMIT
        assert reason_of(replace(inputs, days=42)) is None

    def test_before_2019_there_was_no_such_rule(self) -> None:
        inputs = replace(GOOD, on=date(2018, 12, 31), short_here_in_a_year=99)

        assert reason_of(inputs) is None


class TestTheDebtBurden:
    """ПДН: all monthly payments by monthly income, in whole per cent, rounded up."""

    @pytest.mark.parametrize(
        ("payments", "income", "percent"),
        [
            (R(25_000), R(50_000), 50),
            (R("25000.01"), R(50_000), 51),  # not one kopeck against the borrower's warning
            (R(1), R(100_000), 1),
            (R(90_000), R(30_000), 300),
        ],
    )
    def test_is_rounded_up(self, payments: Money, income: Money, percent: int) -> None:
        assert pdn(replace(GOOD, monthly_payment=payments, income=income)) == percent

    def test_counts_what_is_paid_elsewhere(self) -> None:
        inputs = replace(
            GOOD,
            monthly_payment=R(10_000),
            income=R(50_000),
            open_elsewhere=loans("50", "60", payment=5_000),
        )

        assert pdn(inputs) == 40

    @pytest.mark.parametrize(("asked", "known"), [(R("9999.99"), False), (R(10_000), True)])
    def test_is_asked_for_from_ten_thousand_on(self, asked: Money, known: bool) -> None:
        assert (pdn(replace(GOOD, asked=asked)) is not None) is known

    def test_was_not_asked_for_before_october_2019(self) -> None:
        assert pdn(replace(GOOD, on=date(2019, 9, 30))) is None
        assert pdn(replace(GOOD, on=date(2019, 10, 1))) is not None

    def test_declared_income_counts_up_to_the_mean_since_2026(self) -> None:
        mean = R(103_000)
        rich = replace(GOOD, monthly_payment=mean, income=mean * 10)

        assert pdn(replace(rich, on=date(2025, 12, 31))) == 10
        assert pdn(replace(rich, on=date(2026, 1, 1))) == 100
        assert pdn(replace(rich, on=date(2026, 1, 1), income=Money(mean.kopecks // 2))) == 200

    def test_of_somebody_without_any_income_is_huge_and_no_crash(self) -> None:
        assert (pdn(replace(GOOD, income=Money(0))) or 0) > 1_000

    @pytest.mark.parametrize(("burden", "warns"), [(None, False), (50, False), (51, True)])
    def test_above_fifty_is_warned_of_in_writing(self, burden: int | None, warns: bool) -> None:
        assert needs_warning(burden) is warns

    def test_of_fifty_one_approves_with_the_warning(self) -> None:
        decision = decide(replace(GOOD, monthly_payment=R(51_000), income=R(100_000)))

        assert (decision.verdict, decision.pdn) == (Verdict.APPROVE, 51)
        assert decision.fired == ("pdn_warning",)

    def test_is_kept_with_a_rejection_too(self) -> None:
        decision = decide(replace(GOOD, monthly_payment=R(51_000), self_ban=True))

        assert decision.pdn == 51


class TestLess:
    @pytest.mark.parametrize(
        ("score", "asked", "offered"),
        [
            (499, 10_000, 5_000),
            (400, 15_000, 7_000),  # the half, cut to thousands
            (450, 3_000, 1_000),
            (450, 1_500, 1_000),
        ],
    )
    def test_a_middling_score_halves_the_sum(self, score: int, asked: int, offered: int) -> None:
        decision = decide(replace(GOOD, score=score, asked=R(asked)))

        assert (decision.verdict, decision.amount) == (Verdict.LESS, R(offered))
        assert "less_by_score" in decision.fired

    @pytest.mark.parametrize(
        ("burden", "verdict"), [(80, Verdict.APPROVE), (81, Verdict.LESS), (400, Verdict.LESS)]
    )
    def test_a_heavy_burden_halves_it_as_well(self, burden: int, verdict: Verdict) -> None:
        decision = decide(replace(GOOD, monthly_payment=R(burden * 1_000), income=R(100_000)))

        assert decision.verdict is verdict
        assert ("less_by_pdn" in decision.fired) == (verdict is Verdict.LESS)

    def test_there_is_nothing_below_the_least_of_the_product(self) -> None:
        instalments = replace(GOOD, score=450, asked=R(40_000), least=R(30_000), days=42)
        assert decide(instalments).amount == R(30_000)

        decision = decide(replace(GOOD, score=450, asked=R(1_000)))
        assert (decision.verdict, decision.amount) == (Verdict.APPROVE, R(1_000))

    def test_a_fine_score_gets_all(self) -> None:
        assert decide(replace(GOOD, score=500)).verdict is Verdict.APPROVE


class TestReview:
    @pytest.mark.parametrize(
        ("score", "verdict"),
        [(300, Verdict.REVIEW), (399, Verdict.REVIEW), (400, Verdict.LESS), (299, Verdict.REJECT)],
    )
    def test_a_doubtful_score_is_for_a_person(self, score: int, verdict: Verdict) -> None:
        assert decide(replace(GOOD, score=score)).verdict is verdict

    def test_names_no_sum_and_all_that_fired(self) -> None:
        decision = decide(replace(GOOD, score=350, monthly_payment=R(90_000)))

        assert decision.amount is None
        assert decision.fired == ("pdn_warning", "less_by_score", "less_by_pdn", "review_by_score")


def test_the_longest_wait_after_a_rejection_is_told_in_whole_days() -> None:
    waits = [timedelta(days=days) for days in numbers()["retry_after_days"].values()]
    assert max(waits) <= timedelta(days=30)
