"""Commands in the staff group count only as the own word of who sends them."""

from typing import Any

import pytest
from aiogram.types import Update

from tests.bot.house import House
from tests.support.lender import ANNA, PHONE, STAFF

ORIGIN = {
    "type": "user",
    "date": 1,
    "sender_user": {"id": 5, "is_bot": False, "first_name": "Кто-то"},
}
GROUP = {"id": STAFF, "type": "supergroup", "title": "Поддержка", "is_forum": True}
CHANNEL = {"id": -1009, "type": "channel", "title": "Канал"}
BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def command(text: str, kind: str = "message", **more: Any) -> Update:
    return Update.model_validate(
        {
            "update_id": 1,
            kind: {
                "message_id": 1,
                "date": 1_795_424_400,
                "chat": GROUP,
                "from": {"id": ANNA, "is_bot": False, "first_name": "Анна"},
                "text": text,
                "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
                **more,
            },
        }
    )


async def blocked(house: House) -> int:
    return len(await house.lender.db.all("SELECT seq FROM account_block"))


NOT_OWN: dict[str, dict[str, Any]] = {
    "forwarded": {"forward_origin": ORIGIN},
    "forwarded from a channel": {
        "forward_origin": {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 1}
    },
    "via another bot": {"via_bot": BOT},
    "of an anonymous administrator": {"from": BOT, "sender_chat": GROUP},
    "of a channel": {"sender_chat": CHANNEL},
    "of a linked channel": {"is_automatic_forward": True},
    "edited": {"kind": "edited_message", "edit_date": 1_795_424_460},
}


@pytest.mark.parametrize("how", NOT_OWN)
@pytest.mark.parametrize(
    "text", [f"/block {PHONE} чужой паспорт", "/blocked", "/cases", "/fraud 1"]
)
async def test_a_command_that_is_not_their_own_word_does_nothing(
    house: House, how: str, text: str
) -> None:
    await house.lender.has_repaid()
    before = await house.lender.db.all("SELECT id FROM outbox")
    await house.feeder.feed(command(text, **NOT_OWN[how]))
    assert await blocked(house) == 0
    assert await house.lender.db.all("SELECT id FROM outbox") == before


async def test_their_own_word_counts(house: House) -> None:
    await house.lender.has_repaid()
    await house.feeder.feed(command(f"/block {PHONE} чужой паспорт"))
    assert await blocked(house) == 1
