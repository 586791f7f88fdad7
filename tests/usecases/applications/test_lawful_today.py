"""The law of the day on which a contract is made, however fresh the bureaus' answers are."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from domain.dates import MOSCOW
from domain.model.accounts.account import Account
from domain.model.application import ApplicationStatus, Reason
from domain.model.cases import Action
from domain.model.codes import Check
from domain.money import Money
from domain.notifications import (
    CaseOpened,
    CounterOffer,
    Notice,
    Rejected,
    SignatureChecked,
    SigningCodeSms,
    TermsAnew,
    TermsReady,
)
from domain.refusals import NothingToDo
from domain.rules.cost import MarketAverages
from domain.rules.decision import MarketLimit
from domain.usecases.signing.signing import NoCode
from storage.engine.sqlite import Sqlite
from tests.support.answers import report
from tests.support.lender import IVAN, Lender

LAST_OF_MARCH = datetime(2027, 3, 31, 23, 50, tzinfo=MOSCOW)
NEW_YEARS_EVE = datetime(2026, 12, 31, 23, 50, tzinfo=MOSCOW)
ONE_EXPENSIVE = report(loans=("292",))


async def offered_at(lender: Lender, at: datetime, answer: object = ONE_EXPENSIVE) -> None:
    """The terms are shown ten minutes before a midnight."""
    lender.clock.at = at
    await lender.applies()
    for which in ("one", "two"):
        await lender.bureau_answers(which, answer)  # type: ignore[arg-type]
    await lender.binds_card()
    await lender.work("terms")
    await lender.told()


async def asks(lender: Lender) -> SigningCodeSms:
    lender.clock.move(minutes=2)
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    assert isinstance(sms, SigningCodeSms)
    return sms


async def signs(lender: Lender, digits: str) -> Check:
    verdict, _ = await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=digits)
    return Check(verdict)


def rejected(told: list[Notice]) -> Rejected:
    (notice,) = told
    assert isinstance(notice, Rejected)
    return notice


class TestOneExpensiveLoanOpenOn31March:
    """545-FZ: from 1 April 2027 one such loan is too many."""

    async def test_is_signed_on_that_day(self, lender: Lender) -> None:
        await offered_at(lender, LAST_OF_MARCH)
        await lender.is_recognised()
        sms = await asks(lender)

        assert await signs(lender, sms.digits) is Check.RIGHT
        assert (await lender.application()).status is ApplicationStatus.SIGNED

    async def test_gets_no_code_after_midnight(self, lender: Lender) -> None:
        await offered_at(lender, LAST_OF_MARCH)
        lender.clock.move(minutes=30)
        assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.TOLD

        told = rejected(await lender.told())
        assert told.reason is Reason.LOANS_AT_ONCE
        assert told.retry_on == date(2027, 4, 2)
        assert told.limit == MarketLimit(most=1, above=Decimal(100))
        assert (await lender.application()).status is ApplicationStatus.REJECTED
        with pytest.raises(NothingToDo):
            await lender.do("ask_signature", borrower_id=IVAN)

    async def test_is_not_signed_by_a_code_that_was_sent_before_midnight(
        self, lender: Lender
    ) -> None:
        """It is used up, and what was decided is kept."""
        await offered_at(lender, LAST_OF_MARCH)
        await lender.is_recognised()
        lender.clock.move(minutes=6)
        sms = await asks(lender)
        lender.clock.move(minutes=3)  # 00:01
        await signs(lender, sms.digits)

        assert rejected(await lender.told()).reason is Reason.LOANS_AT_ONCE
        assert await lender.db.all("SELECT id FROM signature") == []
        assert await lender.db.all("SELECT id FROM move WHERE kind = 'payout'") == []
        (code,) = await lender.db.all("SELECT used_at FROM code WHERE purpose = 'sign'")
        assert code["used_at"] is not None
        inputs = await lender.decisions.inputs_of((await lender.application()).id)
        assert inputs is not None
        assert (inputs.on, inputs.applied_on) == (date(2027, 4, 1), date(2027, 3, 31))

    async def test_gets_no_paper_that_is_made_after_midnight(self, lender: Lender) -> None:
        lender.clock.at = LAST_OF_MARCH
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, ONE_EXPENSIVE)
        await lender.binds_card()
        await lender.told()
        lender.clock.move(minutes=10)
        await lender.work("terms")

        assert rejected(await lender.told()).reason is Reason.LOANS_AT_ONCE
        assert await lender.db.all("SELECT id FROM paper") == []

    async def test_decided_after_midnight_falls_under_the_new_law(self, lender: Lender) -> None:
        lender.clock.at = LAST_OF_MARCH
        await lender.applies()
        lender.clock.move(minutes=10)
        for which in ("one", "two"):
            await lender.bureau_answers(which, ONE_EXPENSIVE)

        assert (await lender.application()).reason is Reason.LOANS_AT_ONCE

    async def test_is_not_approved_by_staff_on_1_april(self, lender: Lender) -> None:
        lender.clock.at = LAST_OF_MARCH
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=380, loans=("292",)))
        opened = next(one for one in await lender.told() if isinstance(one, CaseOpened))
        lender.clock.move(minutes=10)
        case = await lender.do(
            "decide_case", case_id=opened.case, action=Action.APPROVE, by="Игорь", by_id=1
        )

        assert rejected(await lender.told()).reason is Reason.LOANS_AT_ONCE
        assert (case.action, case.facts["against"]) == (Action.REJECT, "loans_at_once")

    async def test_takes_no_counter_offer_on_1_april(self, lender: Lender) -> None:
        lender.clock.at = LAST_OF_MARCH
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=480, loans=("292",)))
        assert (await lender.application()).status is ApplicationStatus.COUNTER
        await lender.told()
        lender.clock.move(minutes=10)

        assert await lender.do("take_less", borrower_id=IVAN) is False
        assert rejected(await lender.told()).reason is Reason.LOANS_AT_ONCE


class TestTermsOfOldYear:
    async def test_are_printed_anew_after_midnight(self, lender: Lender) -> None:
        """The day of return counts from the day of the contract."""
        await offered_at(lender, NEW_YEARS_EVE, report())
        before = await lender.application()
        lender.clock.move(minutes=30)
        assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.TOLD

        assert await lender.told() == [
            TermsAnew(printed=date(2026, 12, 31), today=date(2027, 1, 1))
        ]
        await lender.work("terms")
        (shown,) = await lender.told()
        assert isinstance(shown, TermsReady)
        after = await lender.application()
        assert (after.status, after.contract) == (ApplicationStatus.OFFERED, before.contract)
        assert after.terms != before.terms
        paper = await lender.wiring.ports.documents.get(shown.document)
        assert "15.01.2027" in paper.content.decode()
        await signs(lender, (await asks(lender)).digits)
        assert (await lender.application()).status is ApplicationStatus.SIGNED

    async def test_are_not_signed_by_a_code_of_the_old_year(self, lender: Lender) -> None:
        await offered_at(lender, NEW_YEARS_EVE, report())
        lender.clock.move(minutes=6)
        sms = await asks(lender)
        lender.clock.move(minutes=3)
        await signs(lender, sms.digits)

        assert [type(one) for one in await lender.told()] == [TermsAnew]
        assert (await lender.application()).status is ApplicationStatus.APPROVED

    async def test_fall_under_the_pause_of_the_new_year(self, lender: Lender) -> None:
        """A loan closed on the 31st: in 2026 the next one may follow at once, in 2027 it may
        not before the fourth day."""
        lender.clock.at = datetime(2026, 12, 31, 20, tzinfo=MOSCOW)
        await lender.has_loan()
        await lender.db.run("UPDATE loan SET closed_on = '2026-12-31'")
        await lender.told()
        lender.clock.at = NEW_YEARS_EVE
        await lender.is_offered_terms()
        await lender.told()
        lender.clock.move(minutes=30)
        await lender.do("ask_signature", borrower_id=IVAN)

        told = rejected(await lender.told())
        assert (told.reason, told.retry_on) == (Reason.PAUSE, date(2027, 1, 4))

    async def test_whose_paper_was_ready_only_after_midnight_are_made_again(
        self, lender: Lender
    ) -> None:
        lender.clock.at = NEW_YEARS_EVE
        await lender.is_approved()
        await lender.binds_card()
        await lender.told()

        def slow(_: dict[str, object]) -> bytes:
            lender.clock.move(minutes=20)
            return b"%PDF"

        works = lender.wiring.works["terms"]
        documents = works.document_renderer  # type: ignore[attr-defined]
        documents.individual_terms = slow
        await lender.work("terms")
        assert await lender.told() == []
        documents.individual_terms = lambda facts: repr(facts).encode()
        await lender.work("terms")

        assert [type(one) for one in await lender.told()] == [TermsReady]


class TestANewQuarter:
    @pytest.mark.parametrize(
        ("averages", "must", "reason", "retry_on"),
        [
            ({}, True, Reason.MARKET_UNKNOWN, date(2027, 1, 2)),
            ({("2027Q1", "2.3.1.1"): Decimal(200)}, True, Reason.PSK_CAP, date(2027, 4, 1)),
        ],
    )
    async def test_without_figures_or_with_a_lower_cap_refuses_what_was_offered(
        self,
        db: Sqlite,
        averages: dict[tuple[str, str], Decimal],
        must: bool,
        reason: Reason,
        retry_on: date,
    ) -> None:
        known = {("2026Q4", "2.3.1.1"): Decimal(285)}
        lender = Lender(db, market=MarketAverages(known | averages, must_be_known=must))
        await offered_at(lender, NEW_YEARS_EVE, report())
        lender.clock.move(minutes=30)
        await lender.do("ask_signature", borrower_id=IVAN)

        told = rejected(await lender.told())
        assert (told.reason, told.retry_on) == (reason, retry_on)

    async def test_without_figures_for_instalments_offers_the_single_payment(
        self, db: Sqlite
    ) -> None:
        """New terms where some are lawful: 30 000 ₽ at most, on 30 days at most."""
        known = {
            ("2026Q4", "2.3.1.1"): Decimal(285),
            ("2026Q4", "2.3.2.2"): Decimal(240),
            ("2027Q1", "2.3.1.1"): Decimal(285),
        }
        lender = Lender(db, market=MarketAverages(known, must_be_known=True))
        await lender.has_repaid()
        lender.clock.at = NEW_YEARS_EVE
        await lender.is_offered_terms(amount=40_000, days=84)
        await lender.told()
        lender.clock.move(minutes=30)
        await lender.do("ask_signature", borrower_id=IVAN)

        (offer,) = await lender.told()
        assert isinstance(offer, CounterOffer)
        assert (offer.amount, offer.days, offer.share) == (Money.rubles(30_000), 30, False)
        await lender.do("take_less", borrower_id=IVAN)
        await lender.work("terms")
        await lender.signs()
        signed = await lender.application()
        assert (signed.status, signed.product, signed.days) == (
            ApplicationStatus.SIGNED,
            "payday",
            30,
        )

    async def test_is_told_by_the_job_of_the_paper_too(self, db: Sqlite) -> None:
        """It used to fail with nobody told."""
        known = {("2026Q4", "2.3.1.1"): Decimal(285)}
        lender = Lender(db, market=MarketAverages(known, must_be_known=True))
        lender.clock.at = NEW_YEARS_EVE
        await lender.is_approved()
        await lender.binds_card()
        await lender.told()
        lender.clock.move(minutes=30)
        await lender.work("terms")

        assert rejected(await lender.told()).reason is Reason.MARKET_UNKNOWN
        assert "terms" not in await lender.planned()


class TestAtTheSignatureToo:
    async def test_a_stop_list_that_grew_meanwhile_stops_and_only_staff_know(
        self, lender: Lender
    ) -> None:
        await lender.is_offered_terms()
        sms = (await lender.told(), await asks(lender))[1]
        async with lender.db.transaction():
            await lender.stop_lists.replace_all([("block", "inn", "500100732259")])
        await signs(lender, sms.digits)

        assert [type(one) for one in await lender.told()] == [CaseOpened, SignatureChecked]
        assert await lender.db.all("SELECT id FROM signature") == []
        assert (await lender.application()).status is ApplicationStatus.OFFERED

    async def test_a_birthday_that_makes_somebody_too_old_stops(self, lender: Lender) -> None:
        lender.clock.at = datetime(2026, 12, 31, 23, 50, tzinfo=MOSCOW)
        await lender.applies(birth_date="1951-01-01", passport_issued="1996-02-01")
        for which in ("one", "two"):
            await lender.bureau_answers(which, report())
        await lender.binds_card()
        await lender.work("terms")
        await lender.told()
        lender.clock.move(minutes=30)
        await lender.do("ask_signature", borrower_id=IVAN)

        assert rejected(await lender.told()).reason is Reason.AGE

    async def test_the_sum_that_is_tested_is_the_one_that_is_signed(self, lender: Lender) -> None:
        lender.clock.at = NEW_YEARS_EVE
        await lender.applies()
        for which in ("one", "two"):
            await lender.bureau_answers(which, report(score=480))
        await lender.do("take_less", borrower_id=IVAN)
        await lender.binds_card()
        await lender.work("terms")
        application = await lender.application()
        assert application.approved == Money.rubles(5_000)
        async with lender.db.transaction():
            await lender.accounts.save(
                replace(
                    (await lender.accounts.get(IVAN)) or _account(),
                    blocked_at=lender.clock.now(),
                )
            )
        await lender.told()
        await lender.do("ask_signature", borrower_id=IVAN)

        assert rejected(await lender.told()).reason is Reason.BLOCKED
        inputs = await lender.decisions.inputs_of(application.id)
        assert inputs is not None
        assert inputs.asked == Money.rubles(5_000)


def _account() -> Account:
    return Account(borrower_id=IVAN, phone=None)
