"""Which bureaus are asked is a setting, and it may change while an application is under way."""

import pytest

from domain.model.application import ApplicationStatus, Reason
from domain.model.jobs import JobKind
from domain.notifications import (
    Approved,
    CaseOpened,
    Rejected,
    SigningCodeSms,
    TermsAnew,
    TermsReady,
)
from domain.usecases.signing.signing import NoCode
from storage.queues.work import Job
from tests.support.answers import report
from tests.support.lender import IVAN, Lender

FOUR = ("one", "two", "three", "four")


def restarted(lender: Lender, *names: str) -> Lender:
    """The same database and moment, with other bureaus in the settings."""
    other = Lender(lender.db, clock=lender.clock, cipher=lender.cipher, bureau_names=names)
    other._heard = lender._heard
    return other


async def asked(lender: Lender) -> set[str]:
    rows = await lender.db.all("SELECT subject FROM job WHERE kind = 'bureau'")
    return {row["subject"].partition(":")[2] for row in rows}


async def runs_job_of(lender: Lender, which: str) -> None:
    """As the scheduler would, of a bureau that may be in the settings no more."""
    subject = f"{(await lender.application()).id}:{which}"
    assert await lender.wiring.works["bureau"](Job("bureau", subject, 1, 1)) is None
    await lender.jobs.drop(JobKind.BUREAU, subject)


@pytest.mark.parametrize("names", [("one",), FOUR, ("nbki", "okb", "skoring", "kbrs", "sixth")])
async def test_every_bureau_of_the_settings_is_asked_and_waited_for(
    lender: Lender, names: tuple[str, ...]
) -> None:
    lender = restarted(lender, *names)
    await lender.applies()
    assert await asked(lender) == set(names)

    *others, last = names
    for which in others:
        await lender.bureau_answers(which, report())
        assert await lender.told() == []
    await lender.bureau_answers(last, report())
    assert [type(one) for one in await lender.told()] == [Approved]


@pytest.mark.parametrize("which", FOUR)
async def test_a_self_ban_in_any_of_them_rejects(lender: Lender, which: str) -> None:
    lender = restarted(lender, *FOUR)
    await lender.applies()
    for name in FOUR:
        await lender.bureau_answers(name, report(self_ban=name == which))

    (told,) = await lender.told()
    assert isinstance(told, Rejected)
    assert told.reason is Reason.SELF_BAN


class TestABureauThatIsAdded:
    async def test_is_asked_with_the_next_answer_and_waited_for(self, lender: Lender) -> None:
        await lender.applies()
        await lender.db.run("DELETE FROM job WHERE subject LIKE '%:one'")
        lender = restarted(lender, "one", "two", "three")

        await lender.bureau_answers("one", report())
        assert await asked(lender) == {"two", "three"}
        await lender.bureau_answers("two", report())
        assert await lender.told() == []
        await lender.bureau_answers("three", report(self_ban=True))
        (told,) = await lender.told()
        assert isinstance(told, Rejected)

    async def test_leaves_the_pauses_of_one_that_is_being_asked(self, lender: Lender) -> None:
        await lender.applies()
        rows = "SELECT subject, due_at, attempts, plan FROM job WHERE subject LIKE '%:two'"
        await lender.db.run("UPDATE job SET attempts = 7 WHERE subject LIKE '%:two'")
        before = [dict(row) for row in await lender.db.all(rows)]
        lender.clock.move(minutes=1)
        await restarted(lender, "one", "two", "three").bureau_answers("one", report())

        assert [dict(row) for row in await lender.db.all(rows)] == before

    async def test_is_named_to_staff_while_it_is_silent(self, lender: Lender) -> None:
        await lender.applies()
        lender = restarted(lender, "one", "two", "three")
        await lender.bureau_answers("one", report())
        lender.clock.move(minutes=10)
        await lender.work("bureau_silent")

        (opened,) = await lender.told()
        assert isinstance(opened, CaseOpened)
        assert opened.facts == {"silent": "three, two"}

    async def test_is_asked_before_a_signature_however_fresh_the_others_are(
        self, lender: Lender
    ) -> None:
        await lender.is_offered_terms()
        await lender.told()
        lender = restarted(lender, "one", "two", "three")

        assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.ASKING
        for which in lender.bureau_names:
            await lender.bureau_answers(which, report())
        assert [type(one) for one in await lender.told()] == [TermsReady]
        await lender.do("ask_signature", borrower_id=IVAN)
        assert [type(one) for one in await lender.told()] == [SigningCodeSms]


class TestABureauThatIsTakenOut:
    async def test_is_no_longer_waited_for_when_it_was_the_last(self, lender: Lender) -> None:
        await lender.applies()
        await lender.bureau_answers("one", report())
        lender = restarted(lender, "one")

        await runs_job_of(lender, "two")
        assert [type(one) for one in await lender.told()] == [Approved]

    async def test_is_no_longer_waited_for_when_another_comes_later(self, lender: Lender) -> None:
        await lender.applies()
        lender = restarted(lender, "one")
        await runs_job_of(lender, "two")
        assert (await lender.application()).status is ApplicationStatus.CHECKING

        await lender.bureau_answers("one", report())
        assert [type(one) for one in await lender.told()] == [Approved]

    async def test_has_said_what_it_said(self, lender: Lender) -> None:
        await lender.applies()
        await lender.bureau_answers("two", report(self_ban=True))
        await restarted(lender, "one").bureau_answers("one", report())

        (told,) = await lender.told()
        assert isinstance(told, Rejected)
        assert told.reason is Reason.SELF_BAN

    async def test_leaves_its_place_to_another(self, lender: Lender) -> None:
        """Every name changed: whoever was asked leaves, whoever is named is asked."""
        await lender.applies()
        lender = restarted(lender, "nbki", "okb")
        await runs_job_of(lender, "one")
        assert await asked(lender) == {"two", "nbki", "okb"}
        await runs_job_of(lender, "two")
        for which in ("nbki", "okb"):
            await lender.bureau_answers(which, report())

        assert [type(one) for one in await lender.told()] == [Approved]

    async def test_makes_no_signature_wait_for_its_old_answer(self, lender: Lender) -> None:
        await lender.is_offered_terms()
        await lender.told()
        lender.clock.move(hours=25)
        await lender.db.run("DELETE FROM job WHERE kind = 'bureau'")  # they are done
        lender = restarted(lender, "one")
        assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.ASKING
        assert await asked(lender) == {"one"}
        await lender.bureau_answers("one", report())
        assert [type(one) for one in await lender.told()] == [TermsAnew]

    async def test_no_longer_speaks_against_a_signature(self, lender: Lender) -> None:
        """Its answer of the day before is asked for by nobody any more."""
        await lender.applies()
        await lender.bureau_answers("two", report(loans=("292",)))
        await lender.bureau_answers("one", report())
        await lender.binds_card()
        await lender.work("terms")
        await lender.told()
        lender.clock.move(hours=25)
        await lender.do("ask_signature", borrower_id=IVAN)
        lender = restarted(lender, "one")
        await lender.bureau_answers("one", report(loans=("292",), prefix="other"))

        assert [type(one) for one in await lender.told()] == [TermsAnew]

    async def test_between_the_question_and_the_signature_is_gone_without(
        self, lender: Lender
    ) -> None:
        await lender.is_offered_terms()
        lender.clock.move(hours=25)
        await lender.do("ask_signature", borrower_id=IVAN)
        await lender.told()
        await lender.bureau_answers("one", report())
        lender = restarted(lender, "one")
        await runs_job_of(lender, "two")

        assert [type(one) for one in await lender.told()] == [TermsAnew]


class TestABureauThatAnswersTwice:
    async def test_shows_the_terms_once(self, lender: Lender) -> None:
        await lender.is_offered_terms()
        lender.clock.move(hours=25)
        await lender.do("ask_signature", borrower_id=IVAN)
        await lender.told()
        for which in ("one", "two", "two", "one"):
            await lender.bureau_answers(which, report())

        assert [type(one) for one in await lender.told()] == [TermsAnew]

    async def test_with_something_else_stops_what_must_be_stopped(self, lender: Lender) -> None:
        await lender.is_offered_terms()
        await lender.told()
        await lender.bureau_answers("one", report(score=719))
        assert await lender.told() == []
        await lender.bureau_answers("one", report(self_ban=True))

        (told,) = await lender.told()
        assert isinstance(told, Rejected)
        assert told.reason is Reason.SELF_BAN


async def test_bureaus_are_one_kind_of_check_however_many_answer(lender: Lender) -> None:
    """Four bureaus and a phone are not the five checks that the basic standard asks for."""
    lender = restarted(lender, *FOUR)
    await lender.is_approved()
    await lender.binds_card()
    await lender.told()
    await lender.db.run(
        "UPDATE identity_check SET passed = 0 "
        "WHERE kind NOT LIKE 'bureau_%' AND kind != 'phone_code'"
    )
    await lender.work("terms")

    assert [type(one) for one in await lender.told()] == [CaseOpened]
