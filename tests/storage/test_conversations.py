"""Where conversations stand, which updates were seen, and who has blocked the bot."""

from datetime import timedelta

import pytest

from domain.ids import BorrowerId
from domain.model.messaging.gone import Gone
from storage.queues.conversations import ConversationRows, ConversationState, Key
from tests.support.answers import NOON
from tests.support.lender import Lender

PRIVATE = Key(1, 0, 1)


@pytest.fixture
def rows(lender: Lender) -> ConversationRows:
    return lender.conversations


async def test_one_query_tells_all_that_an_update_needs(rows: ConversationRows) -> None:
    assert await rows.read(7, PRIVATE) == ConversationState(
        seen=False, state=None, data={}, borrower_id=BorrowerId(1)
    )

    await rows.save(PRIVATE, "Questions:answer", {"field": "name"}, NOON)
    await rows.mark_seen(7, NOON)

    known = ("Questions:answer", {"field": "name"}, BorrowerId(1))
    assert await rows.read(7, PRIVATE) == ConversationState(True, *known)
    assert await rows.read(8, PRIVATE) == ConversationState(False, *known)


async def test_topics_and_people_have_conversations_of_their_own(rows: ConversationRows) -> None:
    for key in (PRIVATE, Key(-5, 0, 1), Key(-5, 3, 1), Key(-5, 3, 2)):
        await rows.save(key, f"{key.chat_id}:{key.topic_id}:{key.user_id}", {}, NOON)

    assert (await rows.read(1, Key(-5, 3, 1))).state == "-5:3:1"
    assert (await rows.read(1, PRIVATE)).state == "1:0:1"


async def test_an_update_without_a_conversation_is_seen_as_well(rows: ConversationRows) -> None:
    await rows.mark_seen(7, NOON)

    assert await rows.read(7, None) == ConversationState(True, None, {}, BorrowerId(0))


async def test_failures_of_an_update_are_counted(rows: ConversationRows) -> None:
    assert [await rows.failed(7, NOON) for _ in range(3)] == [1, 2, 3]
    assert await rows.failed(8, NOON) == 1


async def test_marks_older_than_asked_are_forgotten(rows: ConversationRows) -> None:
    await rows.mark_seen(1, NOON - timedelta(days=3))
    await rows.mark_seen(2, NOON)

    assert not await rows.forget_before(NOON - timedelta(days=1), 10)

    assert [(await rows.read(ident, None)).seen for ident in (1, 2)] == [False, True]


async def test_a_message_that_edits_itself_is_remembered_by_chat_and_name(
    rows: ConversationRows,
) -> None:
    assert await rows.anchored(1, "progress") is None
    for chat, message in ((1, 10), (1, 11), (2, 20)):
        await rows.anchor(chat, "progress", message)

    assert [await rows.anchored(chat, "progress") for chat in (1, 2)] == [11, 20]
    assert await rows.anchored(1, "debt") is None
    await rows.lift_anchor(1, "progress")
    assert [await rows.anchored(chat, "progress") for chat in (1, 2)] == [None, 20]


async def test_blocking_is_noted_until_it_ends(lender: Lender, rows: ConversationRows) -> None:
    for _ in range(2):
        await lender.do("leave_chat", chat_id=1, why=Gone.DEACTIVATED)
    assert await rows.gone(1) is Gone.DEACTIVATED

    await lender.do("come_back", chat_id=1)
    assert await rows.gone(1) is None
