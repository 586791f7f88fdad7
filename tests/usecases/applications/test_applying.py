"""From a finished draft to an application."""

from dataclasses import replace

import pytest

from domain.ids import BorrowerId
from domain.model.application import ApplicationStatus
from domain.model.cases import Action, CaseKind
from domain.model.questionnaire import NEEDED, form_of
from domain.money import Money
from domain.notifications import UnderReview
from domain.refusals import ApplicationUnderWay, NothingToDo, NumberOfZeros, Stopped
from tests.support.lender import (
    ANSWERS,
    EARLY_CONSENTS,
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
    assert (application.status, application.product) == (ApplicationStatus.CHECKING, "payday")
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


class TestEveryGateIsTriedOnceMoreAtTheEnd:
    """Between the answer and the sending days may pass."""

    async def test_the_list_of_phones(self, lender: Lender) -> None:
        await lender.fills_in()
        await lender.stop_lists.replace_all([("115fz", "phone", PHONE)])

        with pytest.raises(Stopped):
            await lender.do("apply", borrower_id=IVAN)
        assert await lender.applications.last(IVAN) is None
        assert await lender.drafts.get(IVAN) is not None

    async def test_a_number_of_zeros_that_was_stored_before_it_was_refused(
        self, lender: Lender
    ) -> None:
        await lender.fills_in()
        draft = await lender.drafts.get(IVAN)
        assert draft is not None
        zeros = replace(draft, answers=draft.answers | {"inn": "0" * 12})
        await lender.drafts.save(zeros)

        with pytest.raises(NumberOfZeros) as refused:
            await lender.do("apply", borrower_id=IVAN)
        assert refused.value.field == "inn"

    async def test_two_drafts_of_one_person_with_one_phone(self, lender: Lender) -> None:
        await lender.fills_in(chat=OTHER_CHAT)
        lender.clock.move(minutes=1)
        await lender.applies()

        with pytest.raises(ApplicationUnderWay):
            await lender.do("apply", borrower_id=OTHER_CHAT)
        assert (await lender.application()).form.phone == PHONE


@pytest.mark.parametrize("listed", ["passport", "inn"])
async def test_who_types_a_listed_number_learns_nothing_and_staff_look(
    lender: Lender, listed: str
) -> None:
    """Whose number it is isn't proven: that it is listed is told to nobody."""
    await lender.stop_lists.replace_all([("115fz", listed, ANSWERS[listed])])
    await lender.fills_in()

    application = await lender.do("apply", borrower_id=IVAN)

    assert application.status is ApplicationStatus.REVIEW
    await lender.work("held")
    assert UnderReview() in await lender.told()
    assert "bureau" not in await lender.planned()
    (facts,) = await lender.case_facts(CaseKind.LISTED)
    assert facts["listed"] == listed
    assert ANSWERS[listed] not in str(facts)

    case = await lender.open_case(CaseKind.LISTED)
    await lender.do("decide_case", case_id=case.id, action=Action.ASK, by="Ольга", by_id=1)
    assert (await lender.application()).status is ApplicationStatus.REVIEW  # it is listed still
    await lender.stop_lists.replace_all([])
    case = await lender.open_case(CaseKind.LISTED)
    await lender.do("decide_case", case_id=case.id, action=Action.ASK, by="Ольга", by_id=1)
    assert (await lender.application()).status is ApplicationStatus.CHECKING
    assert "bureau" in await lender.planned()
