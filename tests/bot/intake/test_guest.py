"""Somebody has signed out: whatever is tapped or typed then shows and changes nothing of theirs."""

from typing import Any

import pytest
from aiogram.types import Update

from domain.ids import ChatId
from storage.queues.outbox import PLACE
from tests.bot.house import House
from tests.handlers.walk import buttons, commands, tapped, written
from tests.support.lender import ANSWERS, IVAN, PHONE

THEIRS = [
    *("account", "loan", "card", "repayment", "binding", "consent", "application", "session"),
    *("agreement", "hardship", "promise", "profile_change", "notification_choice", "dispute"),
]
STEPS = [
    *(None, "Cards:name", "Profile:answer", "Disputing:text", "Repaying:amount", "Repaying:code"),
    *("Signing:code", "Proof:secret", "NewPassword:new", "NewPin:new", "Recovery:new"),
]
SCREENS = ("Мои карты", "Мои данные", "Заявки", "Закрыть сегодня")  # of an account


@pytest.fixture
async def out(house: House) -> House:
    """Ivan has a loan and a card, and has signed out of this chat."""
    await house.lender.has_loan()
    await house.lender.do("sign_out", borrower_id=IVAN, chat_id=ChatId(IVAN))
    assert house.ivan == IVAN
    return house


async def rows(house: House) -> dict[str, list[tuple[Any, ...]]]:
    db = house.lender.db
    return {
        table: [tuple(row) for row in await db.all(f"SELECT * FROM {table}")] for table in THEIRS
    }


async def ids(house: House) -> list[str]:
    """Of what is Ivan's: a forged button may carry any of them."""
    found = []
    for table, column in (("card", "id"), ("loan", "contract"), ("loan", "id")):
        rows = await house.lender.db.all(f"SELECT {column} AS found FROM {table}")
        found += [row["found"] for row in rows]
    return [str(one) for one in found]


async def hears(house: House, event: dict[str, Any], number: int, step: str | None) -> None:
    await house.lender.db.run("DELETE FROM conversation")
    if step is not None:
        await house.lender.db.run(
            "INSERT INTO conversation (chat_id, topic_id, user_id, state, data, updated_at) "
            "VALUES (?, 0, ?, ?, ?, '')",
            IVAN,
            IVAN,
            step,
            '{"card": "1", "repayment": "1", "contract": "1", "number": 0, "field": "email"}',
        )
    update = Update.model_validate(
        {"update_id": 5000 + number, **event}, context={"bot": house.bot}
    )
    await house.feeder.feed(update)


async def said(house: House) -> str:
    """All that was said in the chat since signing out."""
    found = await house.lender.db.all("SELECT kind, body FROM outbox WHERE lane = ?", f"tg:{IVAN}")
    return "\n".join(house.lender.cipher.open(row["body"], PLACE).decode() for row in found)


async def test_a_guest_sees_and_changes_nothing_of_an_account(out: House) -> None:
    await out.lender.db.run("DELETE FROM outbox")
    before, theirs = await rows(out), await ids(out)
    forged = {one.replace(":1", f":{ident}") for one in buttons() for ident in theirs}
    taps = [(one, None) for one in sorted(buttons() | forged) if len(one.encode()) <= 64]
    texts = [(one, step) for step in STEPS for one in sorted({*commands(), "123456", "слово"})]

    for number, (data, step) in enumerate(taps):
        event = {"callback_query": tapped(data).model_dump(exclude_none=True)}
        await hears(out, event, number, step)
    for number, (text, step) in enumerate(texts):
        event = {"message": written(text).model_dump(exclude_none=True)}
        await hears(out, event, 5000 + number, step)

    assert await rows(out) == before
    told = await said(out)
    assert "личном кабинете" in told
    secrets = [*theirs, PHONE[2:], *(ANSWERS[name] for name in ("name", "passport", "email"))]
    assert [one for one in (*secrets, *SCREENS, "•") if one in told] == []
    assert await out.lender.case_facts("update") == []  # nothing broke
