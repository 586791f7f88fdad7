"""What has served goes by age, in small steps; what proves an agreement stays."""

from datetime import datetime, timedelta

import pytest

from bot.jobs import timers
from bot.jobs.timers import ForgetUpdates
from domain.ids import BorrowerId, CodeId
from domain.model.codes import Code, CodePurpose
from domain.model.messaging.texting import Channel
from domain.money import Money
from domain.rules.guard import Guard
from storage.queues.conversations import ConversationRows
from storage.queues.work import Job
from storage.rows.entering import GuardRows, LoginAttemptRows
from storage.rows.signing import CodeRows
from storage.rows.texting import TextRows
from tests.support.answers import NOON
from tests.support.lender import Lender

IVAN, PHONE = BorrowerId(111), "+79161234567"


@pytest.mark.parametrize("step", [2, 200])
async def test_what_has_served_goes_by_age(
    lender: Lender, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(timers, "STEP", step)
    conversations = ConversationRows(lender.db)
    guards, codes = GuardRows(lender.db, lender.cipher), CodeRows(lender.db, lender.cipher)
    texts = TextRows(lender.db)
    long_ago = NOON - timedelta(days=31)
    for number in range(5):
        await conversations.failed(number, NOON - timedelta(days=4))
        scope = f"login {number}"
        await guards.save(Guard(scope=scope, failures=7, last_at=NOON - timedelta(days=3)))
        await codes.save(code(f"old {number}", long_ago))
        await texts.add(Channel.SMS, long_ago - timedelta(hours=number), Money.rubles(5))
    await texts.add(Channel.SMS, NOON - timedelta(days=30), Money.rubles(5))
    await conversations.failed(9, NOON - timedelta(days=1))
    await guards.save(Guard(scope="login 9", failures=7, last_at=NOON - timedelta(hours=23)))
    await codes.save(code("fresh", NOON - timedelta(days=29)))
    await codes.save(code("typed", long_ago, typed=True))

    forget = ForgetUpdates(
        db=lender.db,
        conversations=conversations,
        login_attempts=LoginAttemptRows(lender.db, lender.cipher),
        guard_rows=guards,
        code_rows=codes,
        text_rows=texts,
        clock=lender.clock,
    )
    await forget(Job("forget_updates", "all", 1, 1))

    left = await lender.db.all("SELECT id FROM code ORDER BY id")
    assert [row["id"] for row in left] == ["fresh", "typed"]
    assert (await texts.since(Channel.SMS, long_ago - timedelta(days=1))).count == 2
    assert await conversations.failed(9, NOON) == 2
    assert await conversations.failed(1, NOON) == 1
    assert (await guards.get("login 9")).failures == 7
    assert (await guards.get("login 1")).failures == 0


def code(ident: str, sent_at: datetime, *, typed: bool = False) -> Code:
    return Code(
        id=CodeId(ident),
        purpose=CodePurpose.SIGN,
        borrower_id=IVAN,
        phone=PHONE,
        subject="a paper",
        digest="a digest",
        sent_at=sent_at,
        used_at=sent_at if typed else None,
    )
