"""From 2027-03-01 nobody signs a loan contract whom the biometric system hasn't recognised."""

from datetime import date, datetime, timedelta

import pytest

from bot.jobs.biometrics import AskBiometrics
from domain.dates import MOSCOW
from domain.gateways import FacePage, GatewayUnclear, Recognition
from domain.model.application import ApplicationStatus
from domain.model.biometrics import PAGE_LIVES, FaceCheckStatus, required, required_from
from domain.model.codes import Check
from domain.notifications import (
    CaseOpened,
    FaceConfirmed,
    FacePageReady,
    FaceWanted,
    Notice,
    SigningCodeSms,
    TermsAnew,
    WhyNoFace,
)
from domain.usecases.signing.signing import NoCode
from storage.rows.biometrics import FaceCheckRows
from tests.support.lender import IVAN, Lender

URL = "https://face.example/1"
MARCH = datetime(2027, 3, 1, 12, tzinfo=MOSCOW)


@pytest.fixture
async def offered(lender: Lender) -> Lender:
    """The terms of 1 March 2027 wait for the signature."""
    lender.clock.at = MARCH
    await lender.is_offered_terms()
    lender.clock.move(minutes=2)
    await lender.told()
    return lender


async def asks(lender: Lender) -> list[Notice]:
    """«Подписать»"""
    assert await lender.do("ask_signature", borrower_id=IVAN) is NoCode.TOLD
    return await lender.told()


async def sees_page(lender: Lender) -> FacePageReady:
    await asks(lender)
    lender.biometrics.answers.append(FacePage(session="s-1", url=URL))
    await lender.work("biometrics")
    (page,) = await lender.told()
    assert isinstance(page, FacePageReady)
    return page


async def ends(lender: Lender, answer: Recognition) -> list[Notice]:
    lender.clock.move(seconds=5)
    lender.biometrics.answers.append(answer)
    await lender.work("biometrics")
    return await lender.told()


async def signs(lender: Lender) -> Check:
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    assert isinstance(sms, SigningCodeSms)
    verdict, _ = await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=sms.digits)
    return Check(verdict)


@pytest.mark.parametrize(
    ("day", "needed"),
    [(date(2027, 2, 28), False), (date(2027, 3, 1), True), (date(2027, 3, 2), True)],
)
def test_the_day_of_the_contract_decides(day: date, needed: bool) -> None:
    assert required(day) is needed
    assert required_from() == date(2027, 3, 1)


async def test_before_that_day_nothing_changes(lender: Lender) -> None:
    lender.clock.at = MARCH - timedelta(days=1)
    await lender.is_offered_terms()
    await lender.signs()

    assert (await lender.application()).status is ApplicationStatus.SIGNED
    assert lender.biometrics.asked == []


async def test_offered_the_day_before_it_is_needed_at_the_signature(lender: Lender) -> None:
    lender.clock.at = datetime(2027, 2, 28, 23, 50, tzinfo=MOSCOW)
    await lender.is_offered_terms()
    lender.clock.move(minutes=8)
    await lender.told()
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    assert isinstance(sms, SigningCodeSms)
    lender.clock.at = datetime(2027, 3, 1, 0, 1, tzinfo=MOSCOW)
    await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=sms.digits)
    assert [type(one) for one in await lender.told()] == [TermsAnew]
    await lender.work("terms")
    await lender.told()

    assert await asks(lender) == [FaceWanted(why=WhyNoFace.OPENING)]
    assert await lender.db.all("SELECT * FROM signature") == []


async def test_the_page_is_shown_and_once_confirmed_it_is_signed(offered: Lender) -> None:
    page = await sees_page(offered)
    assert page == FacePageReady(url=URL)
    assert await ends(offered, Recognition.PENDING) == []
    assert await ends(offered, Recognition.CONFIRMED) == [FaceConfirmed()]

    assert await signs(offered) is Check.RIGHT
    application = await offered.application()
    assert application.status is ApplicationStatus.SIGNED
    (check,) = [one for one in await offered.checks.of(application.id) if one.kind == "biometrics"]
    assert (check.who, check.passed, check.answer) == ("ЕБС", True, "confirmed")


async def test_who_is_asked_about_is_the_applicant(offered: Lender) -> None:
    await sees_page(offered)

    ((_, named),) = offered.biometrics.asked
    assert named["applicant"] == (await offered.application()).form.applicant()


async def test_five_tries_a_day_and_no_page_is_asked_for_more(offered: Lender) -> None:
    for _ in range(5):
        await sees_page(offered)
        await ends(offered, Recognition.REFUSED)

    assert await asks(offered) == [FaceWanted(why=WhyNoFace.TRIES)]
    assert await asks(offered) == [FaceWanted(why=WhyNoFace.TRIES)]
    assert (await offered.application()).status is ApplicationStatus.OFFERED
    count = FaceCheckRows(offered.db).opened_since
    ident, now = (await offered.application()).id, offered.clock.now()
    assert await count(ident, now - timedelta(days=1)) == 5
    assert await count(ident, now) == 0  # a day later there is room again


async def test_back_from_the_page_it_is_looked_at_at_once(offered: Lender) -> None:
    await sees_page(offered)
    assert await asks(offered) == [FacePageReady(url=URL, again=True)]
    offered.biometrics.answers.append(Recognition.CONFIRMED)
    await offered.work("biometrics")

    assert await offered.told() == [FaceConfirmed()]


@pytest.mark.parametrize(
    ("answer", "why"),
    [(Recognition.REFUSED, WhyNoFace.REFUSED), (Recognition.EXPIRED, WhyNoFace.EXPIRED)],
)
async def test_refused_or_expired_there_is_another_try(
    offered: Lender, answer: Recognition, why: WhyNoFace
) -> None:
    await sees_page(offered)
    assert await ends(offered, answer) == [FaceWanted(why=why)]
    assert await asks(offered) == [FaceWanted(why=WhyNoFace.OPENING)]
    offered.biometrics.answers.append(FacePage(session="s-2", url=URL))
    await offered.work("biometrics")
    await offered.told()
    await ends(offered, Recognition.CONFIRMED)

    assert await signs(offered) is Check.RIGHT
    opened = [named["request_id"] for name, named in offered.biometrics.asked if name == "open"]
    assert len(set(opened)) == 2


async def test_without_any_page_the_borrower_hears_of_it(offered: Lender) -> None:
    await asks(offered)
    offered.biometrics.answers.append(GatewayUnclear("timeout"))
    with pytest.raises(GatewayUnclear):
        await offered.work("biometrics")
    offered.clock.move(minutes=1)
    await offered.work("biometrics_over")
    assert await offered.told() == [FaceWanted(why=WhyNoFace.LATE)]

    offered.clock.move(minutes=14)
    await offered.work("biometrics_over")
    assert await offered.told() == [FaceWanted(why=WhyNoFace.EXPIRED)]


async def test_without_any_outcome_the_page_ends_and_another_is_offered(offered: Lender) -> None:
    await sees_page(offered)
    offered.clock.move(minutes=1)
    await offered.work("biometrics_over")
    assert await offered.told() == []
    offered.clock.move(seconds=PAGE_LIVES.total_seconds())
    await offered.work("biometrics_over")

    assert await offered.told() == [FaceWanted(why=WhyNoFace.EXPIRED)]
    assert await asks(offered) == [FaceWanted(why=WhyNoFace.OPENING)]


async def test_a_kill_before_the_page_is_kept_asks_for_the_same_page(offered: Lender) -> None:
    await asks(offered)
    (row,) = await offered.db.all("SELECT subject FROM job WHERE kind = 'biometrics'")
    offered.biometrics.answers.append(FacePage(session="s-1", url=URL))
    await offered.biometrics.open(request_id=row["subject"])  # killed before it is recorded
    offered.biometrics.answers.append(FacePage(session="s-1", url=URL))
    await offered.work("biometrics")

    assert len({named["request_id"] for _, named in offered.biometrics.asked}) == 1
    assert await offered.told() == [FacePageReady(url=URL)]


async def test_another_application_needs_its_own(offered: Lender) -> None:
    await sees_page(offered)
    await ends(offered, Recognition.CONFIRMED)
    await offered.do("withdraw", borrower_id=IVAN)
    await offered.told()
    offered.clock.move(minutes=2)
    await offered.is_offered_terms()
    await offered.told()

    assert await asks(offered) == [FaceWanted(why=WhyNoFace.OPENING)]


async def test_given_up_meanwhile_nobody_is_asked(offered: Lender) -> None:
    await sees_page(offered)
    await offered.do("withdraw", borrower_id=IVAN)
    await offered.told()
    offered.clock.move(seconds=5)
    await offered.work("biometrics")
    offered.clock.move(minutes=16)
    await offered.work("biometrics_over")

    assert await offered.told() == []
    assert [name for name, _ in offered.biometrics.asked] == ["open"]


async def test_that_is_not_set_up_signs_nothing_and_tells_staff(
    offered: Lender, monkeypatch: pytest.MonkeyPatch
) -> None:
    proving = offered.wiring.provided["ask_signature"].may_sign.prove_face  # type: ignore[attr-defined]
    monkeypatch.setitem(vars(proving), "has_biometrics", False)
    opened, told = await asks(offered)

    assert isinstance(opened, CaseOpened)
    assert opened.kind == "biometrics"
    assert told == FaceWanted(why=WhyNoFace.AWAY)


async def test_what_is_kept_comes_back(offered: Lender) -> None:
    await sees_page(offered)
    application = await offered.application()
    check = await FaceCheckRows(offered.db).last(application.id)

    assert check is not None
    assert (check.state, check.page, check.session) == (FaceCheckStatus.PAGE, URL, "s-1")
    assert check == await FaceCheckRows(offered.db).get(check.id)
    assert isinstance(offered.wiring.works["biometrics"], AskBiometrics)
