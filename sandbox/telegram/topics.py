"""Topics of the staff group."""

from sandbox.telegram.chats import Chat, Topic
from sandbox.telegram.refusals import bad
from sandbox.telegram.state import Json, State

COLORS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)


def _forum(state: State, args: Json) -> Chat:
    chat = state.chat_to_write(args["chat_id"])
    if not chat.forum:
        raise bad("the chat is not a forum")
    return chat


def _topic(state: State, args: Json) -> tuple[Chat, Topic]:
    chat = _forum(state, args)
    topic = chat.topics.get(args["message_thread_id"])
    if topic is None:
        raise bad("message thread not found")
    return chat, topic


def _tell(state: State, chat: Chat, topic: Topic, content: Json) -> None:
    state.chats.add(chat, state.bot_id, state.clock.now(), content, thread_id=topic.thread_id)


def create_forum_topic(state: State, args: Json) -> Json:
    chat = _forum(state, args)
    color = args.get("icon_color", COLORS[0])
    if color not in COLORS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    topic = Topic(0, args["name"], color, args.get("icon_custom_emoji_id"))
    told: Json = {"name": topic.name, "icon_color": color}
    if topic.icon:
        told["icon_custom_emoji_id"] = topic.icon
    message = state.chats.add(chat, state.bot_id, state.clock.now(), {"forum_topic_created": told})
    # A topic has the id of the message that made it.
    topic.thread_id = message.thread_id = message.message_id
    chat.topics[topic.thread_id] = topic
    return {"message_thread_id": topic.thread_id, **told}


def edit_forum_topic(state: State, args: Json) -> bool:
    chat, topic = _topic(state, args)
    name = args.get("name") or topic.name
    icon = args.get("icon_custom_emoji_id", topic.icon)
    if (name, icon) == (topic.name, topic.icon):
        raise bad("TOPIC_NOT_MODIFIED")
    told = {"name": name} if name != topic.name else {"icon_custom_emoji_id": icon}
    topic.name, topic.icon = name, icon
    _tell(state, chat, topic, {"forum_topic_edited": told})
    return True


def close_forum_topic(state: State, args: Json) -> bool:
    return _set_closed(state, args, True)


def reopen_forum_topic(state: State, args: Json) -> bool:
    return _set_closed(state, args, False)


def _set_closed(state: State, args: Json, closed: bool) -> bool:
    chat, topic = _topic(state, args)
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    _tell(state, chat, topic, {f"forum_topic_{'closed' if closed else 'reopened'}": {}})
    return True


def delete_forum_topic(state: State, args: Json) -> bool:
    chat, topic = _topic(state, args)
    del chat.topics[topic.thread_id]
    for message in list(chat.newest_first()):
        if message.thread_id == topic.thread_id:
            state.chats.delete(message)
    return True
