"""From a finished draft to an application."""

import pytest

from domain.errors import ApplicationUnderWay, NothingToDo, TooYoung
from domain.money import Money
from tests.support.lender import IVAN, Lender


async def test_one_application_at_a_time(lender: Lender) -> None:
    await lender.applies()

    with pytest.raises(ApplicationUnderWay):
        await lender.do("choose_amount", chat_id=IVAN, amount=Money.rubles(5_000))
    with pytest.raises(ApplicationUnderWay):
        await lender.do("apply", chat_id=IVAN)


@pytest.mark.parametrize("kind", ["personal_data", "signature"])
async def test_no_application_without_both_consents(lender: Lender, kind: str) -> None:
    await lender.fills_in()
    await lender.db.run("DELETE FROM consent WHERE kind = ?", kind)

    with pytest.raises(NothingToDo):
        await lender.do("apply", chat_id=IVAN)


async def test_no_application_with_an_answer_missing(lender: Lender) -> None:
    await lender.do("choose_amount", chat_id=IVAN, amount=Money.rubles(5_000))

    with pytest.raises(NothingToDo):
        await lender.do("apply", chat_id=IVAN)


async def test_somebody_too_young_is_stopped_at_the_date_of_birth(lender: Lender) -> None:
    await lender.fills_in()

    with pytest.raises(TooYoung):
        await lender.do("save_answer", chat_id=IVAN, field="birth_date", value="2008-11-24")
    await lender.do("save_answer", chat_id=IVAN, field="birth_date", value="2008-11-23")
