"""The staff group, its topics and members, and what the bot says of itself."""

from typing import Any

from sandbox.people.people import STAFF_GROUP
from tests.support.telegram import Room, room


def place(at: Room, sent: dict[str, Any]) -> dict[str, Any]:
    return {"chat_id": at.ivan, "message_id": sent["message_id"]}


async def test_topics_of_the_staff_group() -> None:
    at = room()
    group = {"chat_id": STAFF_GROUP}
    topic = await at.core.call("createForumTopic", {**group, "name": "Иван"})
    thread = {"message_thread_id": topic["message_thread_id"]}
    sent = await at.say("Дело", **group, **thread)
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (*thread.values(), True)
    for unknown in (1, 999):
        refused = await at.refused("sendMessage", **group, text="a", message_thread_id=unknown)
        assert refused == "Bad Request: message thread not found"
    await at.core.call("closeForumTopic", {**group, **thread})
    assert "TOPIC_NOT_MODIFIED" in await at.refused("closeForumTopic", **group, **thread)
    await at.core.call("reopenForumTopic", {**group, **thread})
    await at.core.call("editForumTopic", {**group, **thread, "name": "Иван П."})
    assert (await at.core.feed(STAFF_GROUP))["topics"][0]["name"] == "Иван П."
    await at.core.call("deleteForumTopic", {**group, **thread})
    assert "thread not found" in await at.refused("sendMessage", **group, **thread, text="a")
    refused = await at.refused("createForumTopic", chat_id=at.ivan, name="a")
    assert refused == "Bad Request: the chat is not a forum"


async def test_members_of_the_staff_group() -> None:
    at = room()
    admins = await at.core.call("getChatAdministrators", {"chat_id": STAFF_GROUP})
    assert [a["user"]["id"] for a in admins] == [900001, 900002, 900003, 700]
    ask = {"chat_id": STAFF_GROUP, "user_id": at.ivan}
    assert (await at.core.call("getChatMember", ask))["status"] == "left"
    assert "user not found" in await at.refused("getChatMember", **ask | {"user_id": 5})
    assert (await at.core.call("getChat", {"chat_id": STAFF_GROUP}))["is_forum"] is True
    refused = await at.refused("getChatAdministrators", chat_id=at.ivan)
    assert refused == "Bad Request: there are no administrators in the private chat"


async def test_commands_follow_their_scope() -> None:
    at = room()
    start = [{"command": "start", "description": "Начать"}]
    cases = [{"command": "cases", "description": "Дела"}]
    await at.core.call("setMyCommands", {"commands": start})
    scope = {"type": "chat", "chat_id": STAFF_GROUP}
    await at.core.call("setMyCommands", {"commands": cases, "scope": scope})
    assert at.core.commands(at.ivan) == start
    assert at.core.commands(STAFF_GROUP) == cases
    await at.core.call("deleteMyCommands", {"scope": scope})
    assert at.core.commands(STAFF_GROUP) == start
    assert await at.core.call("getMyCommands", {"scope": scope}) == []


async def test_pins_reactions_and_actions() -> None:
    at = room()
    sent = await at.say("Важно")
    await at.core.call("pinChatMessage", place(at, sent))
    assert (await at.core.call("getChat", {"chat_id": at.ivan}))["pinned_message"]["text"]
    await at.core.call("unpinChatMessage", {"chat_id": at.ivan})
    assert "unpin not found" in await at.refused("unpinChatMessage", chat_id=at.ivan)
    like = [{"type": "emoji", "emoji": "👍"}]
    await at.core.call("setMessageReaction", {**place(at, sent), "reaction": like})
    odd = [{"type": "emoji", "emoji": "🧮"}]
    refused = await at.refused("setMessageReaction", **place(at, sent), reaction=odd)
    assert refused == "Bad Request: REACTION_INVALID"
    await at.core.call("sendChatAction", {"chat_id": at.ivan, "action": "typing"})
    assert (await at.core.feed(at.ivan))["typing"] is True
    at.ticks.now += 6
    assert (await at.core.feed(at.ivan))["typing"] is False
    assert "wrong parameter action" in await at.refused(
        "sendChatAction", chat_id=at.ivan, action="dancing"
    )
