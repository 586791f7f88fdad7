"""The decision: both bureaus must have answered, and the law of the day is kept."""

from datetime import UTC, datetime

import pytest

from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import CaseKind
from domain.money import Money
from domain.notifications import Approved, CaseOpened, CaseSolved, DecisionLate, Rejected
from domain.refusals import TryAgainOn
from tests.support.answers import report
from tests.support.lender import IVAN, Lender


async def test_both_bureaus_are_asked_at_once(lender: Lender) -> None:
    application = await lender.applies()

    rows = await lender.db.all("SELECT subject FROM job WHERE kind = 'bureau' ORDER BY subject")
    assert [row["subject"] for row in rows] == [f"{application.id}:one", f"{application.id}:two"]
    assert await lender.drafts.get(IVAN) is None


async def test_one_answer_decides_nothing(lender: Lender) -> None:
    await lender.applies()
    await lender.bureau_answers("one", report())
    await lender.bureau_answers("one", report())

    assert await lender.told() == []
    assert (await lender.application()).status is ApplicationStatus.CHECKING


async def test_the_second_answer_brings_the_decision_and_opens_a_page_for_the_card(
    lender: Lender,
) -> None:
    told = await lender.decides()

    sum_ = Money.rubles(10_000)
    assert told == [Approved(asked=sum_, amount=sum_, warning=None)]
    assert await lender.state() == "Card:page"
    assert "binding" in await lender.planned()
    assert not {"decision_late", "bureau_silent", "decision_give_up"} & await lender.planned()


@pytest.mark.parametrize("first", ["one", "two"])
async def test_a_self_ban_in_either_bureau_rejects(lender: Lender, first: str) -> None:
    await lender.applies()
    await lender.bureau_answers(first, report(self_ban=True))
    assert await lender.told() == []
    await lender.bureau_answers("two" if first == "one" else "one", report())

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert told.reason is Reason.SELF_BAN
    assert await lender.state() is None


@pytest.mark.parametrize(
    ("day", "loans", "rejected"),
    [
        # 545-FZ: no third loan above 200 % from October, no second above 100 % from April.
        ("2026-09-30", ("292.000", "292.000"), False),
        ("2026-10-01", ("292.000", "292.000"), True),
        ("2026-10-01", ("292.000",), False),
        ("2026-10-01", ("292.000", "200.000"), False),
        ("2027-03-31", ("292.000",), False),
        ("2027-04-01", ("292.000",), True),
        ("2027-04-01", ("100.000",), False),
        ("2027-04-01", ("100.001",), True),
    ],
)
async def test_how_many_expensive_loans_one_may_have(
    lender: Lender, day: str, loans: tuple[str, ...], rejected: bool
) -> None:
    lender.clock.at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=UTC)

    (told,) = await lender.decides(loans=loans)

    if rejected:
        assert isinstance(told, Rejected)
        assert told.reason is Reason.LOANS_AT_ONCE
    else:
        assert isinstance(told, Approved)


async def test_loans_that_only_one_bureau_knows_count(lender: Lender) -> None:
    await lender.applies()
    await lender.bureau_answers("one", report())
    await lender.bureau_answers("two", report(loans=("292.000", "292.000")))

    (told,) = await lender.told()
    assert isinstance(told, Rejected)


async def test_a_debt_burden_above_a_half_is_warned_of_with_the_approval(lender: Lender) -> None:
    """11 120 ₽ to us and 45 000 ₽ elsewhere, of 103 000 ₽ that count of the declared income."""
    loans = tuple("90" for _ in range(15))
    (told,) = await lender.decides(loans=loans)

    sum_ = Money.rubles(10_000)
    assert told == Approved(asked=sum_, amount=sum_, warning=55)
    assert (await lender.application()).pdn == 55


@pytest.mark.parametrize(("score", "asked"), [(500, 10_000), (450, 1_000)])
async def test_a_good_score_or_the_least_sum_brings_all(
    lender: Lender, score: int, asked: int
) -> None:
    (told,) = await lender.decides(asked, score=score)

    sum_ = Money.rubles(asked)
    assert told == Approved(asked=sum_, amount=sum_, warning=None)


async def test_the_lower_score_counts(lender: Lender) -> None:
    await lender.applies()
    await lender.bureau_answers("one", report(score=900))
    await lender.bureau_answers("two", report(score=299))

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert told.reason is Reason.SCORE


async def test_a_rejection_names_the_day_of_another_try_and_keeps_it(lender: Lender) -> None:
    (told,) = await lender.decides(score=200)
    assert isinstance(told, Rejected)
    assert str(told.retry_on) == "2026-12-23"

    lender.clock.move(days=29)
    with pytest.raises(TryAgainOn):
        await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    lender.clock.move(days=1)
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))


class TestASilentBureau:
    async def test_the_borrower_learns_after_a_minute(self, lender: Lender) -> None:
        await lender.applies()
        lender.clock.move(minutes=1)
        await lender.work("decision_late")

        assert await lender.told() == [DecisionLate()]

    async def test_staff_learn_after_ten_and_that_it_has_answered(self, lender: Lender) -> None:
        await lender.applies()
        await lender.bureau_answers("one", report())
        lender.clock.move(minutes=10)
        await lender.work("bureau_silent")
        (opened,) = await lender.told()
        assert isinstance(opened, CaseOpened)
        assert (opened.kind, opened.facts) == (CaseKind.BUREAU, {"silent": "two"})

        await lender.bureau_answers("two", report())
        assert [type(one) for one in await lender.told()] == [CaseSolved, Approved]

    async def test_without_its_answer_there_is_no_loan(self, lender: Lender) -> None:
        await lender.applies()
        lender.clock.move(days=1)
        await lender.work("decision_give_up")

        assert await lender.told() == [Rejected(reason=Reason.NO_ANSWER, retry_on=None)]
        assert "bureau" not in await lender.planned()
        await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))

    async def test_an_answer_that_is_too_late_changes_nothing(self, lender: Lender) -> None:
        await lender.applies()
        lender.clock.move(days=1)
        await lender.work("decision_give_up")
        before = await lender.application()
        record = lender.wiring.works["bureau"].record_report  # type: ignore[attr-defined]
        async with lender.db.transaction():
            for which in ("one", "two"):
                await record(application_id=before.id, bureau=which, report=report())

        assert await lender.application() == before
