"""One person is one borrower, whatever the chat, the phone or the number that was typed."""

import asyncio
import sqlite3
from datetime import date
from typing import Any, cast

import pytest

from domain.ids import BorrowerId
from domain.model.application import Application, ApplicationStatus, Reason
from domain.model.cases import Action, CaseKind
from domain.money import Money
from domain.notifications import Rejected, UnderReview
from domain.refusals import (
    AccountBlocked,
    AccountExists,
    ApplicationUnderWay,
    LoanOpen,
    Refusal,
    TryAgainOn,
)
from storage.queues.work import Job
from tests.support.answers import report
from tests.support.lender import ANNA, ANSWERS, INN, IVAN, PHONE, Lender

CHAT, OTHER_PHONE = BorrowerId(100_002), "+79261234567"
THIRD, THIRD_PHONE = BorrowerId(100_003), "+79261234568"
OTHER_INN = "504308599677"
OTHER_NAME = "Кузнецова Мария Олеговна"
# Nothing of it is Ivan's.
STRANGER: dict[str, Any] = {
    "name": OTHER_NAME,
    "birth_date": "1985-05-05",
    "passport": "4511654321",
    "inn": OTHER_INN,
    "snils": "",
}


async def applies(
    lender: Lender, chat: BorrowerId = CHAT, phone: str = OTHER_PHONE, **answers: Any
) -> Application:
    await lender.told()
    lender.clock.move(minutes=2)
    await lender.fills_in(chat=chat, phone=phone, **answers)
    applied: Application = await lender.do("apply", borrower_id=chat)
    return applied


async def says(lender: Lender, action: Action, kind: CaseKind = CaseKind.IDENTITY) -> None:
    """Staff, about the one open case of that kind."""
    case = await lender.open_case(kind)
    await lender.do("decide_case", case_id=case.id, action=action, by="Ольга", by_id=1)


async def last(lender: Lender, chat: BorrowerId = CHAT) -> Application:
    found = await lender.applications.last(chat)
    assert found is not None
    return found


async def asked(lender: Lender, application: Application) -> bool:
    """Are the bureaus being asked about it?"""
    rows = await lender.db.all("SELECT subject FROM job WHERE kind = 'bureau'")
    return any(row["subject"].startswith(application.id) for row in rows)


async def closes_loan(lender: Lender, days: int = 60) -> None:
    await lender.db.run("UPDATE loan SET closed_on = ?", lender.clock.today().isoformat())
    lender.clock.move(days=days)


async def test_one_passport_does_not_get_two_loans(lender: Lender) -> None:
    """Another chat and phone, another ИНН with right control digits: the blocker of issue 11."""
    await lender.has_loan()

    second = await applies(lender, inn=OTHER_INN, snils="")

    assert (second.status, second.person_id) == (ApplicationStatus.REVIEW, None)
    assert not await asked(lender, second)
    await says(lender, Action.SAME)
    assert (await last(lender)).status is ApplicationStatus.REJECTED
    assert not await asked(lender, second)


@pytest.mark.parametrize(
    "changed",
    [
        {"inn": OTHER_INN, "snils": ""},  # the passport
        {"passport": "4511654321", "snils": ""},  # the ИНН
        {"passport": "4511654321", "inn": OTHER_INN},  # the СНИЛС
        {"name": OTHER_NAME},  # all numbers, another name
        {"name": OTHER_NAME, "inn": OTHER_INN, "snils": ""},  # the passport, another name
        {"birth_date": "1990-12-30", "inn": OTHER_INN, "snils": ""},
        {"passport": "4511654321", "inn": OTHER_INN, "snils": ""},  # name and birth date only
        {"name": "петров  иван сергеевич", "inn": OTHER_INN, "snils": ""},
        {},
    ],
)
async def test_whatever_is_equal_staff_are_asked_and_no_bureau(
    lender: Lender, changed: dict[str, Any]
) -> None:
    await lender.has_loan()

    second = await applies(lender, **changed)

    assert (second.status, second.person_id) == (ApplicationStatus.REVIEW, None)
    assert not await asked(lender, second)
    assert (await lender.open_case(CaseKind.IDENTITY)).subject == second.id


async def test_who_shares_nothing_is_somebody_new(lender: Lender) -> None:
    await lender.has_loan()

    second = await applies(lender, **STRANGER)

    assert second.status is ApplicationStatus.CHECKING
    assert second.person_id not in (None, (await lender.application()).person_id)
    assert await asked(lender, second)


class TestTheNeutralAnswer:
    async def test_is_that_of_a_review_by_score(self, lender: Lender) -> None:
        await lender.has_loan()
        await applies(lender, inn=OTHER_INN)
        await lender.work("held")

        told = await lender.told()
        assert [one for one in told if isinstance(one, UnderReview)] == [UnderReview()]

    async def test_no_answer_of_the_form_tells_anything(self, lender: Lender) -> None:
        """A guest who types everything that is Ivan's hears what a stranger hears."""
        await lender.has_loan()
        await lender.do("block_account", phone=PHONE, reason="проверка", by="Анна", by_id=ANNA)

        await lender.fills_in(chat=CHAT, phone=OTHER_PHONE)  # no refusal on the way

    async def test_facts_are_masked(self, lender: Lender) -> None:
        await lender.has_loan()
        await applies(lender, inn=OTHER_INN)

        (facts,) = await lender.case_facts(CaseKind.IDENTITY)
        assert facts["agrees"] == "passport,snils,name,birth_date"
        assert facts["differs"] == "inn,phone"
        shown = " ".join(facts.values())
        for value in (ANSWERS["passport"], INN, OTHER_INN, OTHER_PHONE, "Петров", "Сергеевич"):
            assert value not in shown
        loan = await lender.loans.open_in(IVAN)
        assert loan is not None
        assert facts["open_loans"] == loan.contract


class TestWhenStaffSayOnePerson:
    async def test_the_history_is_the_persons(self, lender: Lender) -> None:
        """The old loan is repaid: the application goes on with it, under its own chat."""
        await lender.has_loan()
        await closes_loan(lender)
        second = await applies(lender, inn=OTHER_INN)
        await says(lender, Action.SAME)

        second = await last(lender)
        assert second.status is ApplicationStatus.CHECKING
        assert second.person_id == (await lender.application()).person_id
        assert await asked(lender, second)

    async def test_stop_lists_look_at_all_that_the_person_ever_gave(self, lender: Lender) -> None:
        """The passport of the old loan, in another account, is on a list now."""
        await lender.has_loan()
        await closes_loan(lender)
        await applies(lender, passport="4522000001")
        await says(lender, Action.SAME)
        await lender.stop_lists.replace_all([("115fz", "passport", ANSWERS["passport"])])

        for which in ("one", "two"):
            await bureau(lender, await last(lender), which, score=700)

        assert (await last(lender)).reason is Reason.STOP_LIST

    async def test_short_loans_of_a_year_are_counted_over_all_accounts(
        self, lender: Lender
    ) -> None:
        await lender.has_loan()
        await closes_loan(lender)
        await applies(lender, inn=OTHER_INN)
        await says(lender, Action.SAME)
        for which in ("one", "two"):
            await bureau(lender, await last(lender), which, score=700)

        inputs = await lender.decisions.inputs_of((await last(lender)).id)
        assert inputs is not None
        assert (inputs.short_here_in_a_year, inputs.open_here) == (1, 0)
        assert inputs.last_closed_on == date(2026, 11, 23)

    async def test_a_refusal_tells_nothing_of_the_person(self, lender: Lender) -> None:
        """Whoever has all of somebody's data is not proven to be them."""
        await lender.has_loan()
        await applies(lender)
        await lender.told()
        await says(lender, Action.SAME)

        (rejected,) = [one for one in await lender.told() if isinstance(one, Rejected)]
        assert rejected.reason is Reason.BY_HAND
        assert rejected.retry_on == date(2026, 12, 23)

    async def test_the_new_name_and_passport_are_known_from_then_on(self, lender: Lender) -> None:
        await lender.has_loan()
        await closes_loan(lender)
        married: dict[str, Any] = {"name": "Сидоров Иван Сергеевич", "passport": "4522000001"}
        await applies(lender, **married)
        await says(lender, Action.SAME)
        await lender.do("withdraw", borrower_id=CHAT)

        third = await applies(
            lender, chat=THIRD, phone=THIRD_PHONE, inn=OTHER_INN, snils="", **married
        )
        (*_, facts) = await lender.case_facts(CaseKind.IDENTITY)
        assert third.status is ApplicationStatus.REVIEW
        assert facts["agrees"] == "passport,name,birth_date"


class TestAnApplicationThatIsLikeTwoPeople:
    async def test_makes_them_one_when_staff_say_both(self, lender: Lender) -> None:
        """Ivan's passport, Mary's ИНН: two cases, one after the other."""
        await lender.has_loan()
        await closes_loan(lender)
        mary = await applies(lender, **STRANGER)
        await applies(lender, THIRD, THIRD_PHONE, **STRANGER | {"passport": ANSWERS["passport"]})

        await says(lender, Action.SAME)
        assert (await last(lender, THIRD)).person_id is None  # not yet: there is another doubt
        await says(lender, Action.SAME)

        ivan = (await lender.application()).person_id
        assert (await last(lender)).person_id == ivan
        assert (await last(lender)).id == mary.id
        third = await last(lender, THIRD)
        assert (third.status, third.person_id) == (
            ApplicationStatus.REJECTED,
            ivan,
        )  # one is under way


class TestWhenStaffSayTwoPeople:
    async def test_it_goes_on_and_is_not_asked_again(self, lender: Lender) -> None:
        await lender.has_loan()
        mary = STRANGER | {"inn": INN}  # a slip of the pen, or of the tax office
        await applies(lender, **mary)
        await says(lender, Action.APART)
        assert (await last(lender)).status is ApplicationStatus.CHECKING
        await lender.do("withdraw", borrower_id=CHAT)
        lender.clock.move(days=31)  # the ИНН has had its two rounds

        again = await applies(lender, **mary)

        assert again.status is ApplicationStatus.CHECKING
        assert len(await lender.case_facts(CaseKind.IDENTITY)) == 1

    async def test_they_have_loans_of_their_own(self, lender: Lender) -> None:
        await lender.has_loan()
        await applies(lender, **STRANGER | {"passport": ANSWERS["passport"]})
        await says(lender, Action.APART)

        ivan, mary = (await lender.application()).person_id, (await last(lender)).person_id
        assert mary is not None
        assert ivan != mary
        assert await lender.loans.of_person(mary) == []

    async def test_refused_it_is_refused(self, lender: Lender) -> None:
        await lender.has_loan()
        await applies(lender, **STRANGER | {"inn": INN})
        await says(lender, Action.REJECT)

        assert (await last(lender)).reason is Reason.BY_HAND


class TestWhoHasProvenIt:
    """The phone of the account by its code, the passport and the birth date."""

    async def refused(self, lender: Lender, phone: str = PHONE, **changed: str) -> Refusal | None:
        """What the answers of another chat are refused with, up to the passport."""
        await lender.told()
        lender.clock.move(minutes=1)
        answers = ANSWERS | changed
        try:
            verdict = await lender.proves_phone(chat=CHAT, phone=phone)
            if verdict.refusal is not None:
                return cast(Refusal, verdict.refusal)
            for name in ("name", "birth_date", "email", "passport"):
                await lender.do("save_answer", borrower_id=CHAT, field=name, value=answers[name])
        except Refusal as refusal:
            return refusal
        return None

    async def test_hears_of_the_open_loan(self, lender: Lender) -> None:
        await lender.has_loan()

        assert await self.refused(lender) == LoanOpen(elsewhere=True)

    async def test_hears_of_the_account(self, lender: Lender) -> None:
        await lender.has_loan()
        await closes_loan(lender)

        assert await self.refused(lender) == AccountExists()

    async def test_hears_of_the_application(self, lender: Lender) -> None:
        await lender.applies()

        assert await self.refused(lender) == ApplicationUnderWay(elsewhere=True)

    async def test_hears_of_the_block(self, lender: Lender) -> None:
        await lender.has_loan()
        await lender.do("block_account", phone=PHONE, reason="проверка", by="Анна", by_id=ANNA)

        assert await self.refused(lender) == AccountBlocked()

    async def test_is_bound_by_a_rejection(self, lender: Lender) -> None:
        """It was told in the account."""
        await lender.has_loan()
        await closes_loan(lender)
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=1))
        rejected = await lender.application()
        assert rejected.proven
        assert rejected.retry_on is not None

        assert await self.refused(lender) == TryAgainOn(rejected.retry_on)

    @pytest.mark.parametrize(
        "changed",
        [{"phone": OTHER_PHONE}, {"passport": "4511654321"}, {"birth_date": "1990-12-30"}],
    )
    async def test_nobody_else_hears_anything(
        self, lender: Lender, changed: dict[str, str]
    ) -> None:
        await lender.has_loan()
        await lender.do("block_account", phone=PHONE, reason="проверка", by="Анна", by_id=ANNA)

        assert await self.refused(lender, **changed) is None

    async def test_passports_are_not_guessed_for_a_phone(self, lender: Lender) -> None:
        """Whoever has the phone, as its new owner, has a few tries a day."""
        await lender.has_loan()
        await self.refused(lender, passport="4511654321")
        for number in range(5):
            value = f"451165432{number}"
            await lender.do("save_answer", borrower_id=CHAT, field="passport", value=value)

        passport = ANSWERS["passport"]
        await lender.do("save_answer", borrower_id=CHAT, field="passport", value=passport)


class TestAnotherPersonInSomebodysAccount:
    """Signed in, with the data of somebody else and a phone of theirs."""

    async def held(self, lender: Lender) -> Application:
        await lender.has_loan()
        await closes_loan(lender)
        return await applies(lender, chat=IVAN, **STRANGER)

    async def test_waits_for_staff_and_the_login_stays_where_it_is(self, lender: Lender) -> None:
        held = await self.held(lender)

        assert (held.status, held.person_id) == (ApplicationStatus.REVIEW, None)
        account = await lender.accounts.get(IVAN)
        assert account is not None
        assert account.phone == PHONE

    async def test_who_has_changed_name_and_passport_goes_on_with_the_new_number(
        self, lender: Lender
    ) -> None:
        await self.held(lender)
        await says(lender, Action.SAME)

        went_on = await last(lender, IVAN)
        assert (went_on.status, went_on.proven) == (ApplicationStatus.CHECKING, True)
        account = await lender.accounts.get(IVAN)
        assert account is not None
        assert account.phone == OTHER_PHONE


class TestABogusApplicationBarsNobody:
    async def test_a_rejection_is_of_the_chat_and_the_phone_that_applied(
        self, lender: Lender
    ) -> None:
        """A stranger who types Ivan's numbers and is rejected; then Ivan himself."""
        bogus = await applies(lender)
        for which in ("one", "two"):
            await bureau(lender, bogus, which)
        assert (await last(lender)).status is ApplicationStatus.REJECTED

        assert (await lender.applies()).status is ApplicationStatus.CHECKING
        lender.clock.move(minutes=2)
        await lender.do("choose_amount", borrower_id=THIRD, amount=Money.rubles(5_000))
        await lender.do("ask_phone", borrower_id=THIRD, phone=OTHER_PHONE)
        digits = vars((await lender.told())[-1])["digits"]
        verdict = await lender.do("confirm_phone", borrower_id=THIRD, digits=digits)
        assert verdict.refusal == TryAgainOn(date(2026, 12, 23))
        with pytest.raises(TryAgainOn):  # and the stranger's chat
            await lender.do("choose_amount", borrower_id=CHAT, amount=Money.rubles(5_000))

    async def test_an_application_that_came_to_nothing_makes_nobody_known(
        self, lender: Lender
    ) -> None:
        await applies(lender, name=OTHER_NAME)
        await lender.do("withdraw", borrower_id=CHAT)

        assert (await lender.applies()).status is ApplicationStatus.CHECKING
        assert await lender.case_facts(CaseKind.IDENTITY) == []


async def bureau(lender: Lender, application: Application, which: str, score: int = 1) -> None:
    lender.bureau.answers.append(report(score=score))
    await lender.wiring.works["bureau"](Job("bureau", f"{application.id}:{which}", 1, 1))


class TestOneApplicationAPerson:
    async def test_of_many_chats_at_the_same_moment_one_goes_on(self, lender: Lender) -> None:
        chats = [BorrowerId(200_000 + number) for number in range(5)]
        for number, chat in enumerate(chats):
            await lender.told()
            await lender.fills_in(chat=chat, phone=f"+7926000000{number}")

        applied = await asyncio.gather(*(lender.do("apply", borrower_id=chat) for chat in chats))

        assert (
            sorted(one.status for one in applied)
            == [ApplicationStatus.CHECKING] + [ApplicationStatus.REVIEW] * 4
        )
        persons = [one.person_id for one in applied if one.person_id is not None]
        assert len(persons) == 1

    async def test_the_database_keeps_a_second_one_out(self, lender: Lender) -> None:
        await lender.applies()
        await applies(lender)  # held: nobody's yet
        person = (await lender.application()).person_id

        with pytest.raises(sqlite3.IntegrityError, match="person_id"):
            await lender.db.run("UPDATE application SET person_id = ?", person)


class TestRoundsOfBureaus:
    async def round(self, lender: Lender, **answers: Any) -> Application:
        applied = await applies(lender, **answers)
        await lender.do("withdraw", borrower_id=CHAT)
        return applied

    async def test_a_third_one_within_thirty_days_waits_for_staff(self, lender: Lender) -> None:
        for _ in range(2):
            assert (await self.round(lender)).status is ApplicationStatus.CHECKING
        lender.clock.move(days=29)
        third = await applies(lender)

        assert third.status is ApplicationStatus.REVIEW
        assert not await asked(lender, third)
        await says(lender, Action.ASK, CaseKind.ROUNDS)
        assert (await last(lender)).status is ApplicationStatus.CHECKING
        assert await asked(lender, third)

    @pytest.mark.parametrize("same", ["passport", "inn"])
    async def test_by_either_number_from_whatever_chat(self, lender: Lender, same: str) -> None:
        for _ in range(2):
            await self.round(lender, **STRANGER)
        kept: dict[str, Any] = {same: STRANGER[same], "snils": ""}
        third = await applies(lender, chat=THIRD, phone=THIRD_PHONE, **kept)

        assert third.status is ApplicationStatus.REVIEW
        await lender.open_case(CaseKind.ROUNDS)

    async def test_after_thirty_days_they_are_asked_again(self, lender: Lender) -> None:
        for _ in range(2):
            await self.round(lender)
        lender.clock.move(days=31)

        assert (await applies(lender)).status is ApplicationStatus.CHECKING
