"""What is known early stops early: at that answer, and not twenty questions later."""

from datetime import date

import pytest

from domain.money import Money
from domain.refusals import (
    NothingToDo,
    NumberOfZeros,
    PassportExpired,
    PassportTooEarly,
    Refusal,
    TooOld,
    TooYoung,
    TryAgainOn,
)
from domain.rules.passport import valid_until
from tests.support.answers import report
from tests.support.lender import INN, IVAN, Lender

BLOCKED = [
    ("block", "passport", "4500000001"),
    ("115fz", "passport", "4500000115"),
    ("115fz", "inn", "500100000115"),
]


@pytest.fixture
async def answering(lender: Lender) -> Lender:
    """The phone is proved, the first question open."""
    await lender.proves_phone()
    await lender.stop_lists.replace_all(BLOCKED)
    return lender


async def answer(lender: Lender, field: str, value: str) -> Refusal | None:
    """What an answer is refused with; None when it is kept."""
    try:
        await lender.do("save_answer", borrower_id=IVAN, field=field, value=value)
    except Refusal as refusal:
        return refusal
    return None


async def kept(lender: Lender) -> dict[str, str]:
    draft = await lender.drafts.get(IVAN)
    assert draft is not None
    return draft.answers


class TestTheDateOfBirth:
    """Today is 2026-11-23."""

    @pytest.mark.parametrize(
        ("born", "refusal"),
        [
            ("2008-11-24", TooYoung(18)),
            ("2008-11-23", None),
            ("1950-11-24", None),  # 75 until tomorrow
            ("1950-11-23", TooOld(75)),
            ("2030-01-01", TooYoung(18)),
        ],
    )
    async def test_tells_who_is_too_young_or_too_old(
        self, answering: Lender, born: str, refusal: Refusal | None
    ) -> None:
        assert await answer(answering, "birth_date", born) == refusal

    async def test_that_is_refused_is_not_kept(self, answering: Lender) -> None:
        await answer(answering, "birth_date", "2020-01-01")

        assert await kept(answering) == {}

    async def test_that_is_corrected_is_held_against_the_passport(self, answering: Lender) -> None:
        await answer(answering, "birth_date", "1990-12-31")
        await answer(answering, "passport_issued", "2011-01-20")

        assert await answer(answering, "birth_date", "2000-01-01") == PassportTooEarly()
        assert (await kept(answering))["birth_date"] == "1990-12-31"


class TestTheDayOfThePassport:
    @pytest.mark.parametrize(
        ("issued", "refusal"),
        [
            ("2004-12-30", PassportTooEarly),
            ("2010-12-30", PassportExpired),
            ("2010-12-31", None),
            ("2026-11-23", None),
            ("2026-11-24", PassportTooEarly),
        ],
    )
    async def test_must_fit_the_age(
        self, answering: Lender, issued: str, refusal: type[Refusal] | None
    ) -> None:
        await answer(answering, "birth_date", "1990-12-31")
        found = await answer(answering, "passport_issued", issued)

        assert type(found) is (refusal or type(None))

    async def test_tells_the_last_good_day(self, answering: Lender) -> None:
        await answer(answering, "birth_date", "1990-12-31")

        refused = await answer(answering, "passport_issued", "2006-05-05")
        last = valid_until(date(1990, 12, 31), date(2006, 5, 5), answering.clock.today())
        assert last == date(2011, 3, 31)
        assert refused == PassportExpired(last)


class TestNumbersOfZeros:
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("inn", "0" * 12),
            ("snils", "0" * 11),
            ("passport", "4510000000"),
            ("passport_code", "000-000"),
        ],
    )
    async def test_are_refused_at_the_answer(
        self, answering: Lender, field: str, value: str
    ) -> None:
        assert await answer(answering, field, value) == NumberOfZeros(field)
        assert await kept(answering) == {}


class TestTheLists:
    @pytest.mark.parametrize(("kind", "value"), [(kind, value) for _, kind, value in BLOCKED])
    async def test_tell_nothing_of_a_number_that_anybody_may_type(
        self, answering: Lender, kind: str, value: str
    ) -> None:
        assert await answer(answering, kind, value) is None


class TestAnEarlierRejection:
    async def test_holds_until_its_day_from_the_first_word_on(self, lender: Lender) -> None:
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(self_ban=True))

        with pytest.raises(TryAgainOn) as refused:
            await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
        assert refused.value.day == date(2026, 11, 24)

        lender.clock.move(days=1)
        await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))


async def test_without_a_draft_there_is_nothing_to_answer(lender: Lender) -> None:
    assert await answer(lender, "inn", INN) == NothingToDo()
