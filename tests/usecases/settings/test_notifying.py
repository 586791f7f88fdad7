"""Which notices may be switched off, and that they are."""

from datetime import timedelta

from domain.model.profile import Wanted
from domain.notifications import CardExpiring
from domain.usecases.cards.expiring import tell_expiry_at
from storage.rows.decisions import ConsentRows
from tests.support.lender import IVAN, Lender


async def wanted(lender: Lender) -> dict[Wanted, bool]:
    return dict(await lender.do("look_at_notices", borrower_id=IVAN))


async def switches(lender: Lender, kind: Wanted, on: bool) -> None:
    await lender.do("switch_notices", borrower_id=IVAN, kind=kind, wanted=on)


async def expires(lender: Lender) -> list[CardExpiring]:
    (card,) = (await lender.do("look_at_cards", borrower_id=IVAN)).cards
    await lender.told()
    lender.clock.move(
        seconds=(tell_expiry_at(card) - lender.clock.now() + timedelta(minutes=1)).total_seconds()
    )
    await lender.work("card_expiry")
    return [one for one in await lender.told() if isinstance(one, CardExpiring)]


async def test_helpful_words_come_and_advertising_does_not_unless_chosen(lender: Lender) -> None:
    assert await wanted(lender) == {Wanted.SERVICE: True, Wanted.ADS: False}


async def test_advertising_needs_its_consent(lender: Lender) -> None:
    await switches(lender, Wanted.ADS, True)
    assert not (await wanted(lender))[Wanted.ADS]
    await lender.consents("ads")

    assert (await wanted(lender))[Wanted.ADS]


async def test_switched_off_the_consent_to_advertising_is_revoked(lender: Lender) -> None:
    await lender.consents("ads")
    await switches(lender, Wanted.ADS, True)
    await switches(lender, Wanted.ADS, False)

    assert "ads" not in await ConsentRows(lender.db).kinds(IVAN)
    assert not (await wanted(lender))[Wanted.ADS]


async def test_the_end_of_a_card_is_told(lender: Lender) -> None:
    await lender.has_repaid()

    assert len(await expires(lender)) == 1


async def test_the_end_of_a_card_is_not_told_to_who_does_not_want_to_know(lender: Lender) -> None:
    await lender.has_repaid()
    await switches(lender, Wanted.SERVICE, False)

    assert await expires(lender) == []


async def test_switched_on_again_it_is_told(lender: Lender) -> None:
    await lender.has_repaid()
    await switches(lender, Wanted.SERVICE, False)
    await switches(lender, Wanted.SERVICE, True)

    assert len(await expires(lender)) == 1
