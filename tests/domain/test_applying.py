"""From a finished draft to an application."""

import pytest

from domain.application import Status
from domain.errors import ApplicationUnderWay, LoanOpen, NothingToDo, Refusal, Stopped, TryAgainOn
from domain.ids import BorrowerId
from domain.money import Money
from domain.questionnaire import NEEDED, form_of
from tests.support.answers import report
from tests.support.lender import (
    ANSWERS,
    EARLY_CONSENTS,
    INN,
    IVAN,
    LAST_CONSENTS,
    PHONE,
    Lender,
)

OTHER_CHAT, OTHER_PHONE = BorrowerId(100_002), "+79261234567"


async def test_the_form_goes_into_the_application_and_the_draft_is_gone(lender: Lender) -> None:
    await lender.fills_in(amount=15_000, days=21)
    draft = await lender.drafts.get(IVAN)
    assert draft is not None
    application = await lender.do("apply", borrower_id=IVAN)

    assert application == await lender.application()
    assert application.form == form_of(draft)
    assert (application.amount, application.days) == (Money.rubles(15_000), 21)
    assert (application.status, application.product) == (Status.CHECKING, "payday")
    assert await lender.drafts.get(IVAN) is None
    assert "draft_forgotten" not in await lender.planned()


async def test_what_may_be_skipped_may_be_missing(lender: Lender) -> None:
    await lender.proves_phone()
    for name in NEEDED:
        await lender.do("save_answer", borrower_id=IVAN, field=name, value=ANSWERS[name])
    await lender.consents(*LAST_CONSENTS)

    application = await lender.do("apply", borrower_id=IVAN)

    assert (application.form.snils, application.form.contact_name) == (None, None)


@pytest.mark.parametrize("kind", EARLY_CONSENTS + LAST_CONSENTS)
async def test_no_application_without_each_of_the_four_consents(lender: Lender, kind: str) -> None:
    await lender.fills_in()
    await lender.db.run("DELETE FROM consent WHERE kind = ?", kind)

    with pytest.raises(NothingToDo):
        await lender.do("apply", borrower_id=IVAN)


async def test_no_application_with_an_answer_missing(lender: Lender) -> None:
    await lender.proves_phone()
    await lender.consents(*LAST_CONSENTS)
    for name in NEEDED[:-1]:
        await lender.do("save_answer", borrower_id=IVAN, field=name, value=ANSWERS[name])

    with pytest.raises(NothingToDo):
        await lender.do("apply", borrower_id=IVAN)


async def test_no_application_without_a_proven_phone(lender: Lender) -> None:
    await lender.fills_in()
    lender.clock.move(minutes=1)
    await lender.do("ask_phone", borrower_id=IVAN, phone=OTHER_PHONE)  # and not its code

    with pytest.raises(NothingToDo):
        await lender.do("apply", borrower_id=IVAN)


async def test_one_application_at_a_time(lender: Lender) -> None:
    await lender.applies()

    with pytest.raises(ApplicationUnderWay):
        await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    with pytest.raises(ApplicationUnderWay):
        await lender.do("apply", borrower_id=IVAN)


class TestTheSamePersonFromAnotherChatAndPhone:
    """The ИНН gives them away, at that very answer."""

    async def tells_inn(self, lender: Lender) -> Refusal | None:
        await lender.told()
        await lender.proves_phone(chat=OTHER_CHAT, phone=OTHER_PHONE)
        try:
            await lender.do("save_answer", borrower_id=OTHER_CHAT, field="inn", value=INN)
        except Refusal as refusal:
            return refusal
        return None

    async def test_has_an_application_under_way(self, lender: Lender) -> None:
        await lender.applies()

        assert await self.tells_inn(lender) == ApplicationUnderWay()

    async def test_has_a_loan(self, lender: Lender) -> None:
        await lender.has_loan()

        assert await self.tells_inn(lender) == LoanOpen()

    async def test_was_rejected_and_must_wait(self, lender: Lender) -> None:
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=1))
        rejected = await lender.application()
        assert rejected.retry_on is not None

        assert await self.tells_inn(lender) == TryAgainOn(rejected.retry_on)
        lender.clock.move(days=30)
        assert await self.tells_inn(lender) is None

    async def test_has_cancelled_and_may_apply(self, lender: Lender) -> None:
        await lender.applies()
        await lender.do("withdraw", borrower_id=IVAN)

        assert await self.tells_inn(lender) is None


class TestEveryGateIsTriedOnceMoreAtTheEnd:
    """Between the answer and the sending days may pass."""

    async def test_the_lists(self, lender: Lender) -> None:
        await lender.fills_in()
        await lender.stop_lists.replace_all([("115fz", "inn", INN)])

        with pytest.raises(Stopped):
            await lender.do("apply", borrower_id=IVAN)
        assert await lender.applications.last(IVAN) is None
        assert await lender.drafts.get(IVAN) is not None

    async def test_two_who_fill_in_at_the_same_time(self, lender: Lender) -> None:
        await lender.fills_in(chat=OTHER_CHAT, phone=OTHER_PHONE)
        await lender.applies()

        with pytest.raises(ApplicationUnderWay):
            await lender.do("apply", borrower_id=OTHER_CHAT)

    async def test_two_drafts_with_one_phone(self, lender: Lender) -> None:
        await lender.fills_in(chat=OTHER_CHAT, inn="504308599677")
        lender.clock.move(minutes=1)
        await lender.applies()

        with pytest.raises(ApplicationUnderWay):
            await lender.do("apply", borrower_id=OTHER_CHAT)
        assert (await lender.application()).form.phone == PHONE
