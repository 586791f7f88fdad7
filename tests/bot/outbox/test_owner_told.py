"""Delivery says when the owner of a number was told that it is to be changed, or never will be."""

import pytest

from domain.gateways import GatewayRefused, GatewayUnclear
from domain.ids import BorrowerId, ChatId
from domain.model.accounts.phone_change import PhoneChange, PhoneChangeStatus
from domain.notifications import PhoneChangeSms, PhoneChangeTold
from sandbox.telegram.core import Refusal
from storage.rows.phone_change import PhoneChangeRows
from tests.bot.house import House
from tests.support.answers import NOON

pytestmark = pytest.mark.usefixtures("pauses")
OLD = "+79161234567"


async def tells(house: House) -> PhoneChangeRows:
    """A request is open, and both words are queued."""
    changes = PhoneChangeRows(house.lender.db, house.lender.cipher)
    words = dict.fromkeys(("sms", f"chat {house.ivan}"))
    change = PhoneChange(
        id="c",
        chat_id=ChatId(1),
        speaker_id=BorrowerId(1),
        signed_in=False,
        asked_at=NOON,
        state=PhoneChangeStatus.OPEN,
        borrower_id=house.ivan,
        old=OLD,
        told=words,
    )
    async with house.lender.db.transaction():
        await changes.save(change)
        sms = PhoneChangeSms(phone="8 800", change="c")
        await house.lender.notices.text(OLD, sms)
        told = PhoneChangeTold(change="c", new="+79031112233")
        await house.lender.notices.tell_chat(ChatId(house.ivan), told)
    return changes


async def now(changes: PhoneChangeRows) -> PhoneChange:
    change = await changes.get("c")
    assert change is not None
    return change


async def test_when_they_went_out(house: House) -> None:
    changes = await tells(house)
    house.lender.clock.move(hours=3)

    await house.deliver()

    change = await now(changes)
    assert set(change.told.values()) == {house.lender.clock.now()}
    assert change.unheard == ()


async def test_not_before_the_operator_has_it(house: House) -> None:
    changes = await tells(house)
    house.sms.troubles += [GatewayUnclear("smsc"), GatewayUnclear("smsc")]

    await house.deliver()

    assert (await now(changes)).told["sms"] is not None
    assert len(house.sms.sent) == 1


async def test_a_number_that_takes_no_sms_is_never_told(house: House) -> None:
    changes = await tells(house)
    house.sms.troubles.append(GatewayRefused("7"))

    await house.deliver()

    change = await now(changes)
    assert change.unheard == ("sms",)
    assert not change.untold


@pytest.mark.parametrize(
    "refusal",
    [
        Refusal(403, "Forbidden: bot was blocked by the user"),
        Refusal(400, "Bad Request: chat not found"),
        Refusal(400, "Bad Request: something else"),
    ],
)
async def test_a_chat_that_takes_no_message_is_never_told(house: House, refusal: Refusal) -> None:
    changes = await tells(house)
    house.session.troubles.append(refusal)

    await house.deliver()

    change = await now(changes)
    assert change.unheard == (f"chat {house.ivan}",)
    assert not change.untold
