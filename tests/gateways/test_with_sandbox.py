"""The smaller adapters against the systems that the demo and the end-to-end tests use."""

from datetime import date, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.gateways.bureau import CreditBureau
from bot.gateways.owner import CardOwnerCheck
from bot.gateways.sms import Smsc
from domain.gateways import (
    Applicant,
    Bureau,
    CardFacts,
    GatewayRefused,
    GatewayUnclear,
    Ownership,
)
from tests.gateways.town import PHONE, Town


async def test_an_sms_arrives_once(town: Town, session: ClientSession) -> None:
    sms = Smsc(session, f"{town.base}/sms", login="lender", password="secret", sender="SmartCash")
    town.faults.order(of="sms", fault="lost")

    with pytest.raises(GatewayUnclear):
        await sms.send(message_id="m-1", phone=PHONE, text="Код 1234 — никому")
    await sms.send(message_id="m-1", phone=PHONE, text="Код 1234 — никому")

    (message,) = town.sms.messages(PHONE)
    assert (message["text"], message["from"]) == ("Код 1234 — никому", "SmartCash")


async def test_a_robot_calls_the_phone(town: Town, session: ClientSession) -> None:
    sms = Smsc(session, f"{town.base}/sms", login="lender", password="secret", sender="SmartCash")

    await sms.send(message_id="m-1", phone=PHONE, text="Ваш код: 1, 2, 3, 4", by_call=True)

    (call,) = town.sms.messages(PHONE)
    assert (call["call"], call["from"]) == (True, "Звонок")


async def test_a_number_that_is_none_is_refused(town: Town, session: ClientSession) -> None:
    sms = Smsc(session, f"{town.base}/sms", login="lender", password="secret", sender="S")

    with pytest.raises(GatewayRefused) as refused:
        await sms.send(message_id="m-1", phone="112", text="Код 1234")

    assert refused.value.code == "7"


@pytest.fixture
def bureaus(town: Town, session: ClientSession) -> tuple[Bureau, Bureau]:
    one, two = (f"{town.base}/bureau/{name}" for name in ("one", "two"))
    return (
        CreditBureau(session, one, name="one", key="key-1"),
        CreditBureau(session, two, name="two", key="key-2"),
    )


async def ask_bureau(bureau: Bureau) -> Any:
    who = Applicant(
        name="Смирнова Мария",
        birth_date=date(1990, 5, 17),
        passport="4510123456",
        inn="500100732259",
        phone=PHONE,
    )
    return await bureau.report(request_id="r-1", applicant=who)


async def test_bureaus_know_bans_and_open_loans(town: Town, bureaus: tuple[Bureau, Bureau]) -> None:
    town.live("two_loans")

    report = await ask_bureau(bureaus[0])

    assert not report.self_ban
    assert [loan.psk for loan in report.open_loans] == [292, 292]


async def test_a_slow_bureau_has_its_report_later(
    town: Town, bureaus: tuple[Bureau, Bureau]
) -> None:
    town.live("slow")

    assert await ask_bureau(bureaus[1]) is None
    town.clock.move_to(town.clock.now() + timedelta(seconds=91))
    assert await ask_bureau(bureaus[1]) is not None


async def test_a_bureau_that_fails_is_unclear(town: Town, bureaus: tuple[Bureau, Bureau]) -> None:
    town.live("error")

    with pytest.raises(GatewayUnclear):
        await ask_bureau(bureaus[1])


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("good", Ownership.MATCH),
        ("owner_mismatch", Ownership.MISMATCH),
        ("owner_unknown", Ownership.UNKNOWN),
    ],
)
async def test_the_owner_check_tells_whose_card_it_is(
    town: Town, session: ClientSession, kind: str, answer: Ownership
) -> None:
    town.live(kind)
    check = CardOwnerCheck(session, f"{town.base}/owner", key="key-3")
    card = CardFacts(
        first6="220000", last4="1002", expiry_year=2040, expiry_month=12, scheme="Mir", issuer=None
    )

    asked = await check.ask(request_id="r-1", name="Смирнова Мария", phone=PHONE, card=card)

    assert asked is answer
