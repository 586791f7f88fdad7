"""One borrower walks the line, and bank, SMS and chat tell the same story."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.borrower import ANSWERS, Borrower
from tests.e2e.line import LINE, LOAN, found_in
from tests.e2e.world import World, living_world

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("webhook", ["off", "on"])
async def test_bank_sms_and_chat_agree_at_the_end_of_the_line(tmp_path: Path, webhook: str) -> None:
    async with living_world(tmp_path, SANDBOX_WEBHOOK=webhook) as world:
        borrower = await Borrower.come(world, 1)
        await borrower.until("issued")
        await world.idle()
        await borrower.look()
        assert borrower.said() == list(LINE)
        assert not borrower.repeated()
        assert [call for call in await all_calls(world) if call["refused"]] == []
        await the_money_agrees(world, borrower)
        await every_bureau_knows_the_loan(world)
        await the_signed_file_is_the_one_shown(world, borrower)
        await nothing_private_is_left_in_the_chat(world, borrower)


async def the_money_agrees(world: World, borrower: Borrower) -> None:
    bank, sms = await world.bank(), await world.sms(borrower.phone)
    (binding,), (hold,), (payout,) = bank["bindings"], bank["holds"], bank["payouts"]
    held = hold["sum"].replace(".", ",")
    assert (binding["state"], hold["state"], payout["state"]) == ("active", "canceled", "succeeded")
    assert binding["card"] == hold["card"] == payout["card"]
    assert payout["sum"] == bank["paid_out"] == "10000.00"
    assert sum("пароль для" in text for text in sms) == 1
    assert [text for text in sms if "SMARTCASH" in text] == [
        f"Покупка {held} ₽ SMARTCASH. Карта *{hold['card']}",
        f"Отмена покупки {held} ₽ SMARTCASH. Карта *{hold['card']}",
        f"Зачисление 10 000 ₽ SMARTCASH. Карта *{payout['card']}",
    ]
    assert borrower.progress().endswith("Деньги на карте")
    issued = borrower.text("issued")
    assert f"Деньги на карте •{payout['card']}: 10 000 ₽" in issued
    await borrower.say("/loan")
    await borrower.until(LOAN)
    loan = borrower.text(LOAN)
    assert found_in(r"№ (\S+)", issued) in loan
    to_return = found_in(r"вернуть ([\d ]+ ₽)", borrower.text("terms"))
    assert f"Вернуть {to_return}" in issued
    assert re.search(f"Вернуть до .*: {to_return}", loan)


async def every_bureau_knows_the_loan(world: World) -> None:
    told = (await world.call("GET", "bureaus"))["told"]
    assert len(told) == 4
    for (loan,) in told.values():
        assert (loan["balance"], loan["rows"], loan["closed_on"]) == ("10000.00", 1, None)


async def the_signed_file_is_the_one_shown(world: World, borrower: Borrower) -> None:
    """The code's SMS names the hash of the very file that is in the chat."""
    (file,) = (one.message["file"] for one in borrower.seen if one.kind == "terms")
    content = await world.download(file["url"])
    assert content.startswith(b"%PDF")
    assert found_in(r"№ (\S+)", borrower.text("issued")) in file["name"]
    (signing,) = (text for text in await world.sms(borrower.phone) if "подпись договора" in text)
    assert sha256(content).hexdigest().startswith(found_in(r"документ (\w+)", signing))


async def nothing_private_is_left_in_the_chat(world: World, borrower: Borrower) -> None:
    messages = (await world.feed(borrower.id))["messages"]
    left = " ".join(one["text"] for one in messages if not one["deleted"])
    assert ANSWERS["name"] in left
    assert borrower.own["passport"] not in left
    assert borrower.own["inn"] not in left


async def test_what_telegram_refuses_or_loses_is_said_again(tmp_path: Path) -> None:
    async with living_world(tmp_path, TELEGRAM_TIMEOUT="2") as world:
        for fault in ("429:2", "500", "timeout", "lost"):
            await world.fault("telegram", "sendMessage", fault)
        borrower = await Borrower.come(world, 1, typed=True)
        await borrower.until("issued")
        await world.idle()
        await borrower.look()
        assert borrower.said() == list(LINE)
        assert len(borrower.repeated()) == 1  # the lost one: nobody could know that it was done
        refused = [call["status"] for call in await all_calls(world) if call["refused"]]
        assert refused == [429, 500, 0, 0]


async def all_calls(world: World) -> list[Any]:
    return list((await world.call("GET", "calls", limit=5000))["calls"])
