"""Offers grow old: the bureaus are asked again before a late signature, and terms lapse."""

from datetime import date, datetime, timedelta

import pytest

from domain.dates import MOSCOW
from domain.gateways import BureauReport
from domain.model.application import ApplicationStatus, Reason
from domain.model.card_binding import BindingStatus
from domain.money import Money
from domain.notifications import (
    CaseOpened,
    CaseSolved,
    DecisionLate,
    OfferLapsed,
    Rejected,
    SigningCodeSms,
    TermsAnew,
    TermsReady,
)
from domain.refusals import NothingToDo
from domain.usecases.codes.codes import CodeSent
from domain.usecases.signing.signing import NoCode
from storage.engine.database import instant
from tests.support.answers import open_loan, report
from tests.support.lender import IVAN, Lender


@pytest.fixture
async def offered(lender: Lender) -> Lender:
    """The terms are shown, minutes after the bureaus have answered."""
    await lender.is_offered_terms()
    await lender.told()
    return lender


async def answer(lender: Lender, one: BureauReport, two: BureauReport) -> None:
    for which, told in (("one", one), ("two", two)):
        await lender.bureau_answers(which, told)


async def lapses_on(lender: Lender) -> datetime:
    (row,) = await lender.db.all("SELECT due_at FROM job WHERE kind = 'offer_lapse'")
    return instant(row["due_at"])


class TestALateSignature:
    async def test_on_the_same_day_gets_its_code_at_once(self, offered: Lender) -> None:
        offered.clock.move(hours=11)  # 23:00
        assert isinstance(await offered.do("ask_signature", borrower_id=IVAN), CodeSent)

        assert [type(one) for one in await offered.told()] == [SigningCodeSms]

    async def test_after_a_day_asks_the_bureaus_first(self, offered: Lender) -> None:
        offered.clock.move(hours=24)
        assert await offered.do("ask_signature", borrower_id=IVAN) is NoCode.ASKING

        assert await offered.told() == []
        rows = await offered.db.all("SELECT subject FROM job WHERE kind = 'bureau'")
        assert {row["subject"].partition(":")[2] for row in rows} == {"one", "two"}

    async def test_is_a_new_question_to_them(self, offered: Lender) -> None:
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        await answer(offered, report(), report())

        asked = {named["request_id"] for name, named in offered.bureau.asked if name == "report"}
        ident = (await offered.application()).id
        assert asked == {f"{ident}-2026-11-23", f"{ident}-2026-11-24"}

    async def test_of_terms_that_warn_of_too_little_is_one_of_new_terms(
        self, lender: Lender
    ) -> None:
        """Printed today; since yesterday there is a loan elsewhere that brings the burden above
        50 %: the contract warns of it, and it counts in that share of the quarter."""
        await lender.is_approved(amount=10_000)
        assert (await lender.application()).pdn == 11
        await lender.binds_card()
        lender.clock.move(hours=23)
        await lender.work("terms")
        shown_first = (await lender.application()).terms
        lender.clock.move(hours=1)
        await lender.do("ask_signature", borrower_id=IVAN)
        await lender.told()
        heavy = BureauReport(
            self_ban=False, open_loans=(open_loan("a", "90", monthly=50_000),), score=720
        )
        await answer(lender, heavy, report())

        assert [type(one) for one in await lender.told()] == [TermsAnew]
        application = await lender.application()
        assert (application.status, application.terms) == (ApplicationStatus.APPROVED, None)
        assert application.pdn == 60
        await lender.work("terms")
        (shown,) = await lender.told()
        assert isinstance(shown, TermsReady)
        assert shown.document != shown_first

    async def test_is_shown_the_terms_again_when_both_have_answered(self, lender: Lender) -> None:
        """Printed today, though the bureaus answered yesterday: these very terms."""
        await lender.is_approved()
        await lender.binds_card()
        lender.clock.move(hours=23)
        await lender.work("terms")
        shown_first = (await lender.application()).terms
        lender.clock.move(hours=1)
        await lender.told()
        await lender.do("ask_signature", borrower_id=IVAN)
        await lender.bureau_answers("one", report())
        assert await lender.told() == []
        await lender.bureau_answers("two", report())

        (shown,) = await lender.told()
        assert isinstance(shown, TermsReady)
        assert shown.document == (await lender.application()).terms == shown_first
        assert await lender.state() == "Signing:terms"
        await lender.signs()
        assert (await lender.application()).status is ApplicationStatus.SIGNED

    async def test_is_shown_new_terms_when_those_were_printed_on_an_earlier_day(
        self, offered: Lender
    ) -> None:
        before = (await offered.application()).terms
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        await answer(offered, report(), report())
        assert await offered.told() == [
            TermsAnew(printed=date(2026, 11, 23), today=date(2026, 11, 24))
        ]
        await offered.work("terms")

        (shown,) = await offered.told()
        assert isinstance(shown, TermsReady)
        assert shown.document != before
        await offered.signs()
        assert (await offered.application()).status is ApplicationStatus.SIGNED

    async def test_of_somebody_who_set_a_self_ban_meanwhile_is_refused(
        self, offered: Lender
    ) -> None:
        """A contract made against it can't be enforced."""
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        await answer(offered, report(), report(self_ban=True))

        (told,) = await offered.told()
        assert told == Rejected(reason=Reason.SELF_BAN, retry_on=date(2026, 11, 25))
        with pytest.raises(NothingToDo):
            await offered.do("ask_signature", borrower_id=IVAN)

    async def test_of_somebody_who_borrowed_elsewhere_meanwhile_is_refused(
        self, offered: Lender
    ) -> None:
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        await answer(offered, report(loans=("292", "292")), report())

        (told,) = await offered.told()
        assert isinstance(told, Rejected)
        assert told.reason is Reason.LOANS_AT_ONCE

    async def test_stands_on_a_decision_that_is_stored_beside_the_first_one(
        self, offered: Lender
    ) -> None:
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        await answer(offered, report(score=812), report(score=812))

        rows = await offered.db.all("SELECT verdict FROM decision ORDER BY id")
        assert [row["verdict"] for row in rows] == ["approve", "approve"]
        inputs = await offered.decisions.inputs_of((await offered.application()).id)
        assert inputs is not None
        assert (inputs.score, inputs.on) == (812, date(2026, 11, 24))

    async def test_falls_under_the_law_of_its_own_day(self, lender: Lender) -> None:
        """From 2027-04-01 one expensive loan elsewhere is too many."""
        lender.clock.at = datetime(2027, 3, 31, 12, tzinfo=MOSCOW)
        await lender.applies()
        await answer(lender, report(loans=("292",)), report())
        await lender.binds_card()
        await lender.work("terms")
        await lender.told()
        lender.clock.move(hours=24)
        await lender.do("ask_signature", borrower_id=IVAN)
        await answer(lender, report(loans=("292",)), report())

        (told,) = await lender.told()
        assert isinstance(told, Rejected)
        assert told.reason is Reason.LOANS_AT_ONCE

    async def test_that_waits_for_a_silent_bureau_says_so(self, offered: Lender) -> None:
        offered.clock.move(hours=24)
        await offered.do("ask_signature", borrower_id=IVAN)
        offered.clock.move(minutes=1)
        await offered.work("decision_late")
        assert [type(one) for one in await offered.told()] == [DecisionLate]

        offered.clock.move(minutes=9)
        await offered.work("bureau_silent")
        (opened,) = await offered.told()
        assert isinstance(opened, CaseOpened)
        await answer(offered, report(), report())
        assert [type(one) for one in await offered.told()] == [CaseSolved, TermsAnew]


class TestTerms:
    async def test_stay_open_for_five_working_days(self, offered: Lender) -> None:
        """353-FZ art. 7: from Monday the 23rd to the end of Monday the 30th, in Moscow."""
        assert await lapses_on(offered) == datetime(2026, 12, 1, tzinfo=MOSCOW)

    async def test_lapse_then_and_leave_nothing_owed(self, offered: Lender) -> None:
        offered.clock.at = await lapses_on(offered)
        await offered.work("offer_lapse")

        assert await offered.told() == [OfferLapsed()]
        assert (await offered.application()).status is ApplicationStatus.CANCELLED
        assert await offered.state() is None
        await offered.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))

    async def test_that_are_signed_do_not_lapse(self, offered: Lender) -> None:
        await offered.signs()
        offered.clock.at = await lapses_on(offered)
        await offered.work("offer_lapse")

        assert (await offered.application()).status is ApplicationStatus.SIGNED


class TestAnApprovalWithoutACard:
    async def test_lapses_after_a_week(self, lender: Lender) -> None:
        await lender.is_approved()
        await lender.told()
        assert await lapses_on(lender) == lender.clock.now() + timedelta(days=7)

        lender.clock.move(days=7)
        await lender.work("offer_lapse")
        assert await lender.told() == [OfferLapsed()]

    async def test_gives_up_the_card_that_is_being_bound(self, lender: Lender) -> None:
        """Else the bank's page would still hold a sum on it."""
        await lender.is_approved()
        await lender.opens_page()
        lender.clock.move(days=7)
        await lender.work("offer_lapse")

        assert (await lender.binding()).state is BindingStatus.EXPIRED
        assert "binding" not in await lender.planned()
