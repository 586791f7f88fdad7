"""The first start that knows persons looks once at everybody who is stored."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.ids import ApplicationId, BorrowerId, LoanId
from domain.model.application import Application, ApplicationStatus
from domain.model.cases import Action, CaseKind
from domain.usecases.applications.scanning_persons import Pair
from tests.support.lender import IVAN, Lender

CHAT, THIRD = BorrowerId(100_002), BorrowerId(100_003)
OTHER_INN, OTHER_NAME = "504308599677", "Кузнецова Мария Олеговна"
NEW = ("person", "application_mark", "judgement", "scan", "shared_mark")


async def stores(lender: Lender, borrower: BorrowerId = CHAT, **changed: Any) -> Application:
    """Another loan as the program wrote it down before: by chat and ИНН, without a person."""
    first = await lender.application()
    loan = await lender.loans.open_in(IVAN) or await lender.loans.last_closed(IVAN)
    assert loan is not None
    form = replace(first.form, phone=f"+79{borrower:09d}", **changed)
    application = replace(
        first,
        id=ApplicationId(f"app-{borrower}"),
        borrower_id=borrower,
        form=form,
        contract=f"contract-{borrower}",
    )
    await lender.applications.save(application)
    another = replace(
        loan,
        id=LoanId(f"loan-{borrower}"),
        application_id=application.id,
        borrower_id=borrower,
        contract=application.contract or "",
    )
    await lender.loans.add(another, form)
    return application


async def forget_persons(lender: Lender) -> None:
    """As the migration leaves an old database."""
    await lender.db.run("UPDATE application SET person_id = NULL")
    await lender.db.run("UPDATE loan SET person_id = NULL")
    for table in NEW:
        await lender.db.run(f"DELETE FROM {table}")


async def scans(lender: Lender, most: int = 200) -> Sequence[Pair]:
    pairs: Sequence[Pair] | None = None
    while pairs is None:
        async with lender.db.transaction():
            pairs = await lender.wiring.scan_persons(most)
    return pairs


async def person(lender: Lender, borrower: BorrowerId) -> str | None:
    return await lender.loans.person_of(borrower)


async def closed(lender: Lender) -> None:
    await lender.db.run("UPDATE loan SET closed_on = ?", lender.clock.today().isoformat())


class TestBorrowersWhoAreStored:
    async def test_with_one_passport_name_and_birth_date_are_one_person(
        self, lender: Lender
    ) -> None:
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None)
        await forget_persons(lender)

        (pair,) = await scans(lender)

        assert await person(lender, IVAN) == await person(lender, CHAT) is not None
        assert set(pair.kinds) == {"passport", "name_birth"}
        loan = await lender.loans.open_in(IVAN)
        assert loan is not None
        assert set(pair.open_loans) == {loan.contract, f"contract-{CHAT}"}

    async def test_with_an_open_loan_become_a_case(self, lender: Lender) -> None:
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None)
        await forget_persons(lender)
        await scans(lender)

        (facts,) = await lender.case_facts(CaseKind.SHARED)
        assert facts["agrees"] == "passport,name,birth_date"
        assert facts["differs"] == "inn,phone"
        assert "4510123456" not in str(facts)

    async def test_without_one_are_listed_only(self, lender: Lender) -> None:
        await lender.has_loan()
        await closed(lender)
        await stores(lender, inn=OTHER_INN, snils=None)
        await closed(lender)
        await forget_persons(lender)

        (pair,) = await scans(lender)
        assert pair.open_loans == ()
        assert await lender.case_facts(CaseKind.SHARED) == []

    async def test_with_one_passport_and_another_name_stay_two_until_staff_say(
        self, lender: Lender
    ) -> None:
        await lender.has_loan()
        await stores(lender, name=OTHER_NAME, inn=OTHER_INN, snils=None)
        await forget_persons(lender)
        await scans(lender)
        assert await person(lender, IVAN) != await person(lender, CHAT)

        case = await lender.open_case(CaseKind.SHARED)
        await lender.do("decide_case", case_id=case.id, action=Action.SAME, by="Ольга", by_id=1)
        assert await person(lender, IVAN) == await person(lender, CHAT)

    async def test_that_were_taken_for_one_are_parted_by_staff(self, lender: Lender) -> None:
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None)
        await forget_persons(lender)
        await scans(lender)

        case = await lender.open_case(CaseKind.SHARED)
        await lender.do("decide_case", case_id=case.id, action=Action.APART, by="Ольга", by_id=1)
        assert await person(lender, IVAN) != await person(lender, CHAT)

    async def test_that_share_only_name_and_birth_date_are_no_pair(self, lender: Lender) -> None:
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None, passport="4511654321")
        await forget_persons(lender)

        assert await scans(lender) == []
        assert await person(lender, IVAN) != await person(lender, CHAT)

    async def test_two_under_way_get_a_person_each_and_a_case(self, lender: Lender) -> None:
        first = await lender.applies()
        second = replace(first, id=ApplicationId("second"), borrower_id=CHAT, person_id=None)
        await lender.applications.save(second)
        await forget_persons(lender)

        await scans(lender)

        placed = [(await lender.applications.get(one)).person_id for one in (first.id, second.id)]
        assert None not in placed
        assert len(set(placed)) == 2
        await lender.open_case(CaseKind.SHARED)


class TestTheScan:
    async def test_is_done_once(self, lender: Lender) -> None:
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None)
        await forget_persons(lender)
        assert len(await scans(lender)) == 1

        assert await scans(lender) == []
        assert len(await lender.case_facts(CaseKind.SHARED)) == 1

    async def test_goes_on_where_it_was_killed(self, lender: Lender) -> None:
        """A page at a time; a start after a kill takes the next page."""
        await lender.has_loan()
        await stores(lender, inn=OTHER_INN, snils=None)
        await stores(lender, THIRD, passport="4511654321", snils=None)
        await forget_persons(lender)
        async with lender.db.transaction():
            assert await lender.wiring.scan_persons(1) is None
        rows = await lender.db.all("SELECT 1 FROM application WHERE person_id IS NOT NULL")
        assert len(rows) == 1

        assert len(await scans(lender, 1)) == 2  # with Ivan each; the two share nothing strong
        assert await person(lender, IVAN) == await person(lender, CHAT)
        assert await person(lender, IVAN) == await person(lender, THIRD)

    async def test_makes_stored_borrowers_known_to_the_gates(self, lender: Lender) -> None:
        await lender.has_loan()
        await forget_persons(lender)
        await scans(lender)

        await lender.told()
        await lender.fills_in(chat=CHAT, phone="+79261234567", inn=OTHER_INN, snils="")
        held = await lender.do("apply", borrower_id=CHAT)
        assert (held.status, held.person_id) == (ApplicationStatus.REVIEW, None)
