"""Consents are taken back: what is kept, and what can't be done without them."""

from typing import Any

import pytest

from domain.ids import AgreementId
from domain.model.application import ApplicationStatus
from domain.model.profile import Wanted
from domain.money import Money
from domain.refusals import ConsentMissing, NothingToDo
from storage.rows.decisions import ConsentRows
from tests.support.lender import IVAN, Lender
from tests.support.prolonging import Prolonger

VERSIONS = dict.fromkeys(("personal_data", "signature", "bureau", "conditions"), "1")


async def revokes(lender: Lender, kind: str) -> Any:
    return await lender.do("revoke_consent", borrower_id=IVAN, kind=kind)


async def looks(lender: Lender) -> Any:
    return await lender.do("look_at_consents", borrower_id=IVAN)


async def test_a_revoked_consent_is_kept_with_both_moments(lender: Lender) -> None:
    await lender.has_repaid()
    await revokes(lender, "bureau")
    (row,) = [one for one in await ConsentRows(lender.db).of(IVAN) if one.revoked_at is not None]

    assert (row.kind, row.revoked_at) == ("bureau", lender.clock.now())
    view = await looks(lender)
    assert view.standing.keys() == {"personal_data", "signature", "conditions"}
    assert list(view.revoked) == [row]


async def test_given_again_it_stands_and_the_old_one_stays(lender: Lender) -> None:
    await lender.has_repaid()
    await revokes(lender, "bureau")
    await lender.consents("bureau")
    view = await looks(lender)

    assert view.standing.keys() == VERSIONS.keys()
    assert [one.kind for one in view.revoked] == ["bureau"]


async def test_an_older_consent_does_not_stand_up_again(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.consents("bureau")
    await revokes(lender, "bureau")

    assert "bureau" not in (await looks(lender)).standing


async def test_what_does_not_stand_cannot_be_revoked(lender: Lender) -> None:
    await lender.has_repaid()
    await revokes(lender, "bureau")
    for kind in ("bureau", "ads", "nonsense"):
        with pytest.raises(NothingToDo):
            await revokes(lender, kind)


async def test_its_wording_can_be_read(lender: Lender) -> None:
    await lender.has_repaid()
    view = await looks(lender)
    read: Any = lender.wiring.provided["look_at_consents"]

    assert await read.wording(view.standing["bureau"].text_sha256) == "Согласен"
    with pytest.raises(KeyError):
        await ConsentRows(lender.db).wording("nothing")


@pytest.mark.parametrize("kind", list(VERSIONS))
async def test_who_comes_back_is_asked_for_it_again(lender: Lender, kind: str) -> None:
    await lender.has_repaid()
    await revokes(lender, kind)
    await lender.do("choose_amount", borrower_id=IVAN, amount=Money.rubles(5_000))
    await lender.do("choose_days", borrower_id=IVAN, days=14)
    again = await lender.do("look_again", borrower_id=IVAN, versions=VERSIONS)

    assert again.missing == (kind,)
    with pytest.raises(NothingToDo):
        await lender.do("apply", borrower_id=IVAN)


@pytest.mark.parametrize("kind", list(VERSIONS))
async def test_an_application_that_is_not_signed_goes_with_it(lender: Lender, kind: str) -> None:
    await lender.is_offered_terms()

    assert (await looks(lender)).application is not None
    assert await revokes(lender, kind)
    assert (await lender.application()).status is ApplicationStatus.CANCELLED


async def test_what_is_signed_stays(lender: Lender) -> None:
    await lender.is_offered_terms()
    await lender.signs()

    assert (await looks(lender)).application is None
    assert not await revokes(lender, "signature")
    assert (await lender.application()).status is ApplicationStatus.SIGNED


async def test_a_draft_goes_with_the_consent_to_personal_data(lender: Lender) -> None:
    await lender.fills_in()
    await revokes(lender, "conditions")
    assert await lender.drafts.get(IVAN) is not None
    await revokes(lender, "personal_data")

    assert await lender.drafts.get(IVAN) is None


@pytest.mark.parametrize("kind", ["personal_data", "signature", "bureau"])
async def test_nothing_is_signed_without_it(lender: Lender, kind: str) -> None:
    """However it went away: the application is still there in this test."""
    await lender.is_offered_terms()
    await lender.told()
    await lender.do("ask_signature", borrower_id=IVAN)
    (sms,) = await lender.told()
    async with lender.db.transaction():
        await ConsentRows(lender.db).revoke(IVAN, kind, lender.clock.now())

    with pytest.raises(ConsentMissing) as asked:
        await lender.do("ask_signature", borrower_id=IVAN)
    with pytest.raises(ConsentMissing) as signed:
        await lender.do("sign", borrower_id=IVAN, chat_id=IVAN, digits=vars(sms)["digits"])
    assert asked.value.kind == signed.value.kind == kind


async def test_a_loan_goes_on_and_is_not_prolonged_without_the_signature(lender: Lender) -> None:
    payer = await Prolonger.come(lender)
    assert isinstance(payer, Prolonger)
    await payer.wait(days=8)
    offered = await payer.agrees(number=None)
    await revokes(lender, "signature")

    with pytest.raises(ConsentMissing):
        await lender.do("ask_agreement", borrower_id=IVAN, days=14)
    with pytest.raises(ConsentMissing):
        await lender.do(
            "ask_prolongation_code", borrower_id=IVAN, agreement_id=AgreementId(offered.id)
        )
    with pytest.raises(ConsentMissing):
        await lender.do(
            "sign_agreement",
            borrower_id=IVAN,
            chat_id=IVAN,
            agreement_id=AgreementId(offered.id),
            digits="123456",
        )
    await payer.pays()
    await payer.works()
    assert (await payer.loan()).closed_on is not None


async def test_advertising_stops_with_its_consent(lender: Lender) -> None:
    await lender.has_repaid()
    await lender.consents("ads")
    await lender.do("switch_notices", borrower_id=IVAN, kind=Wanted.ADS, wanted=True)
    assert (await lender.do("look_at_notices", borrower_id=IVAN))[Wanted.ADS]
    await revokes(lender, "ads")

    assert not (await lender.do("look_at_notices", borrower_id=IVAN))[Wanted.ADS]
