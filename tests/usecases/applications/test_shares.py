"""Macroprudential limits: the shares of a quarter's loans by debt burden (ПДН)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.dates import MOSCOW
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import Action
from domain.money import Money
from domain.notifications import CaseOpened, CounterOffer, Rejected
from domain.rules.decision import Verdict, decide, less_today
from domain.rules.decision.shares import Bucket, ShareLimits, Shares, bucket_of, shares_of
from storage.engine.sqlite import Sqlite
from storage.rows.portfolio import PortfolioRows
from tests.domain.rules.test_decision import GOOD
from tests.support.answers import payout, report
from tests.support.lender import IVAN, Lender

R = Money.rubles
HALF = ShareLimits(Decimal(50), Decimal(3))


def shares(
    total: int, from_50: int = 0, over_80: int = 0, *, last: int = 0, limits: str = "15 3"
) -> Shares:
    limit_50, limit_80 = (Decimal(one) for one in limits.split())
    return Shares(
        total=R(total),
        from_50=R(from_50),
        over_80=R(over_80),
        last_total=R(last),
        limit_50=limit_50,
        limit_80=limit_80,
    )


@pytest.mark.parametrize(
    ("pdn", "bucket"),
    [
        (None, None),
        (50, None),
        (51, Bucket.FROM_50),
        (80, Bucket.FROM_50),
        (81, Bucket.OVER_80),
    ],
)
def test_a_burden_falls_into_its_bucket(pdn: int | None, bucket: Bucket | None) -> None:
    assert bucket_of(pdn) is bucket


class TestRoom:
    @pytest.mark.parametrize(
        ("known", "amount", "room"),
        [
            (shares(900_000, 130_000), 20_000, False),  # 150 of 920
            (shares(980_000, 130_000), 20_000, True),  # exactly 15 %
            (shares(0), 10_000, False),  # the first loan of all would be the whole quarter
            (shares(0, last=1_000_000), 150_000, True),  # measured by the quarter before
            (shares(0, last=1_000_000), 150_001, False),
        ],
    )
    def test_is_measured_with_the_loan_itself(self, known: Shares, amount: int, room: bool) -> None:
        assert known.has_room(Bucket.FROM_50, R(amount)) is room

    def test_is_unlimited_below_50_percent_and_where_no_limit_is_known(self) -> None:
        assert shares(0).has_room(None, R(10_000))
        unknown = replace(shares(0), limit_50=None)
        assert unknown.has_room(Bucket.FROM_50, R(10_000))


class TestTheLimit:
    def test_is_that_of_the_settings_else_of_the_table_else_none(self) -> None:
        table = ShareLimits()
        assert table.limit(Bucket.FROM_50, date(2025, 9, 30)) == 15
        assert table.limit(Bucket.OVER_80, date(2025, 9, 30)) == 3
        assert table.limit(Bucket.FROM_50, date(2026, 12, 1)) is None
        assert HALF.limit(Bucket.FROM_50, date(2025, 9, 30)) == 50
        assert ShareLimits(None, Decimal(0)).limit(Bucket.OVER_80, date(2026, 1, 1)) == 0

    def test_that_is_near_is_at_four_fifths(self) -> None:
        assert shares(1_000_000, 120_000).near(Bucket.FROM_50)
        assert not shares(1_000_000, 119_999).near(Bucket.FROM_50)


class TestTheDecision:
    """20 000 ₽ asked for; 11 120 ₽ a month of each 10 000 ₽, and an income of 30 000 ₽."""

    ASKED = replace(
        GOOD, asked=R(20_000), monthly_payment=R(22_240), income=R(30_000), mean_income=R(60_000)
    )

    def test_offers_the_largest_sum_whose_burden_has_room(self) -> None:
        """75 %; from 13 000 ₽ down (49 %) no limit holds."""
        decision = decide(replace(self.ASKED, shares=shares(100_000, 15_000)))

        assert (decision.verdict, decision.amount) == (Verdict.LESS, R(13_000))
        assert decision.fired == ("pdn_warning", "less_by_share")

    def test_approves_while_there_is_room(self) -> None:
        assert decide(replace(self.ASKED, shares=shares(1_000_000))).verdict is Verdict.APPROVE

    def test_rejects_until_the_next_quarter_when_no_sum_has_room(self) -> None:
        least = replace(self.ASKED, least=R(15_000), shares=shares(100_000, 15_000))
        decision = decide(least)

        assert (decision.verdict, decision.reason) == (Verdict.REJECT, Reason.SHARE)
        assert decision.retry_on == date(2027, 1, 1)

    def test_leaves_a_review_to_the_person_and_tests_the_yes(self) -> None:
        doubtful = replace(self.ASKED, score=350, shares=shares(100_000, 15_000))
        assert decide(doubtful).verdict is Verdict.REVIEW

        less = less_today(doubtful)
        assert less is not None
        assert (less.verdict, less.amount, less.pdn) == (Verdict.LESS, R(13_000), 49)

    def test_that_finds_room_for_all_of_it_says_nothing(self) -> None:
        assert less_today(replace(self.ASKED, shares=shares(1_000_000))) is None
        assert less_today(replace(self.ASKED, shares=None)) is None


POOR = {"income": "2000000"}  # 20 000 ₽ a month: 56 % for 10 000 ₽


async def issue(lender: Lender, quarter: str, bucket: Bucket | None, amount: int) -> None:
    async with lender.db.transaction():
        await PortfolioRows(lender.db).add(quarter, bucket, R(amount))


@pytest.fixture
def lender(db: Sqlite) -> Lender:
    return Lender(db, share_limits=HALF)


async def applies_poor(lender: Lender) -> None:
    await lender.applies(**POOR)
    for which in ("one", "two"):
        await lender.bureau_answers(which, report())


class TestTheQuarter:
    async def test_counts_loans_as_they_are_issued_and_contracts_as_they_are_signed(
        self, lender: Lender
    ) -> None:
        rows = PortfolioRows(lender.db)
        await issue(lender, "2026Q4", None, 90_000)
        await applies_poor(lender)
        await lender.binds_card()
        await lender.work("terms")
        await lender.signs()
        signed = await rows.issued("2026Q4", signed=True)
        assert signed == {None: R(90_000), Bucket.FROM_50: R(10_000)}
        assert await rows.issued("2026Q4") == {None: R(90_000)}

        await lender.bank_says_of_payout(payout("succeeded"))
        assert await rows.issued("2026Q4", signed=True) == signed
        assert await rows.issued("2026Q4") == signed

    async def test_warns_staff_once_when_a_limit_is_near(self, lender: Lender) -> None:
        await issue(lender, "2026Q4", Bucket.FROM_50, 40_000)
        await issue(lender, "2026Q4", None, 70_000)
        await applies_poor(lender)
        await lender.binds_card()
        await lender.work("terms")
        await lender.signs()
        await lender.told()
        await lender.bank_says_of_payout(payout("succeeded"))

        (warned,) = [one for one in await lender.told() if isinstance(one, CaseOpened)]
        assert warned.facts == {
            "quarter": "2026Q4",
            "bucket": "50_80",
            "share": "41.7",
            "limit": "50",
        }

    async def test_that_is_used_up_offers_less(self, lender: Lender) -> None:
        await issue(lender, "2026Q4", Bucket.FROM_50, 50_000)
        await issue(lender, "2026Q4", None, 50_000)
        await applies_poor(lender)

        offer = (await lender.told())[-1]
        assert isinstance(offer, CounterOffer)
        assert (offer.amount, offer.share) == (R(9_000), True)  # below 10 000 ₽ no burden counts

    async def test_that_was_used_up_since_the_offer_offers_less_at_the_signature(
        self, lender: Lender
    ) -> None:
        """New terms, new paper; the card stays."""
        await issue(lender, "2026Q4", None, 50_000)
        await applies_poor(lender)
        await lender.binds_card()
        await lender.work("terms")
        await lender.told()
        await issue(lender, "2026Q4", Bucket.FROM_50, 45_000)
        lender.clock.move(minutes=2)
        await lender.do("ask_signature", borrower_id=IVAN)

        (offer,) = await lender.told()
        assert isinstance(offer, CounterOffer)
        assert (offer.amount, offer.share) == (R(9_000), True)
        application = await lender.application()
        assert (application.status, application.terms) == (ApplicationStatus.COUNTER, None)
        await lender.do("take_less", borrower_id=IVAN)
        await lender.work("terms")
        await lender.signs()
        assert (await lender.application()).status is ApplicationStatus.SIGNED
        assert (await lender.application()).approved == R(9_000)

    async def test_stops_the_yes_of_a_person_too(self, lender: Lender) -> None:
        await issue(lender, "2026Q4", Bucket.FROM_50, 50_000)
        await issue(lender, "2026Q4", None, 50_000)
        await lender.applies(**POOR)
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=350))
        opened = next(one for one in await lender.told() if isinstance(one, CaseOpened))
        case = await lender.do(
            "decide_case", case_id=opened.case, action=Action.APPROVE, by="Игорь", by_id=1
        )

        assert case.facts["against"] == Reason.SHARE
        (offer,) = await lender.told()
        assert isinstance(offer, CounterOffer)

    async def test_of_the_next_quarter_is_another_one(self, lender: Lender) -> None:
        await issue(lender, "2026Q4", Bucket.FROM_50, 50_000)
        await issue(lender, "2026Q4", None, 50_000)
        lender.clock.at = datetime(2027, 1, 1, 12, tzinfo=MOSCOW)
        await applies_poor(lender)

        assert (await lender.application()).status is ApplicationStatus.APPROVED

    async def test_without_any_room_for_the_product_is_told_with_its_day(
        self, lender: Lender
    ) -> None:
        await lender.has_repaid()
        await issue(lender, "2026Q4", Bucket.OVER_80, 10_000)
        await lender.applies(amount=40_000, days=42, income="2000000")
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(loans=("50",) * 6))

        rejected = (await lender.told())[-1]
        assert isinstance(rejected, Rejected)
        assert (rejected.reason, rejected.retry_on) == (Reason.SHARE, date(2027, 1, 1))


def test_sums_become_shares() -> None:
    made = shares_of(
        {None: R(80), Bucket.FROM_50: R(15), Bucket.OVER_80: R(5)},
        {None: R(40)},
        HALF,
        date(2026, 11, 23),
    )

    assert (made.total, made.last_total) == (R(100), R(40))
    assert [made.share(one) for one in Bucket] == [15, 5]
