"""The feed of a chat: what a page or a script reads."""

from typing import Any

from sandbox.telegram import commands, members
from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.content import markup, page_html
from sandbox.telegram.incoming_files import KINDS
from sandbox.telegram.state import State


async def read(
    state: State, token: str, chat_id: int, since: int, wait: float, who: int | None = None
) -> dict[str, Any]:
    """Changes after `since`, oldest first: {"seq", "messages": […]}, each message as in
    `_message`. Besides: "typing", "keyboard" (the reply keyboard shown now, or null), "blocked",
    "pinned" (ids), "topics", "commands" (as member `who` of a group sees them), "commands_of"
    (as each of its members does) and "members" (what each is in it; {} in a private chat)."""
    if state.people.get(chat_id) is None and not state.chats.get(chat_id).forum:
        raise ValueError(f"there is no chat {chat_id}")
    changed = await state.chats.changes(chat_id, since, wait)
    chat = state.chats.get(chat_id)
    return {
        "seq": changed[-1].seq if changed else since,
        "messages": [_message(state, token, m) for m in changed],
        "typing": state.chats.is_typing(chat),
        "keyboard": _keyboard(chat),
        "blocked": chat.blocked,
        "pinned": chat.pinned,
        "topics": [
            {"thread_id": t.thread_id, "name": t.name, "closed": t.closed}
            for t in chat.topics.values()
        ],
        "commands": commands.shown_commands(state, chat, who),
        "commands_of": commands.by_member(state, chat),
        "members": {} if chat.private else {str(i): s for i, s in members.known(state).items()},
    }


def _keyboard(chat: Chat) -> dict[str, Any] | None:
    if chat.keyboard is None or chat.keyboard.markup is None:
        return None
    return {
        "message_id": chat.keyboard.message_id,
        "rows": markup.described(markup.reply_rows(chat.keyboard.markup)),
        "one_time": bool(chat.keyboard.markup.get("one_time_keyboard")),
        "placeholder": chat.keyboard.markup.get("input_field_placeholder"),
    }


def _message(state: State, token: str, message: Message) -> dict[str, Any]:
    """One message. "date" is ISO 8601; "reply_buttons" are those it brought, shown or not;
    "album" is what photos sent together share, or null; "kind" is text, photo, document, sticker,
    voice, contact or service; "told" says what a service message tells, or as whom or from whom
    a text is said: {"joined"}, {"left"}, {"forwarded"}, {"via"} or {"as"} with a name, or null;
    "keyboard" and "reply_keyboard" are rows of {"text", "action", "url", "style", "disabled"}."""
    inline, reply = markup.inline_rows(message.markup), markup.reply_rows(message.markup)
    return {
        "seq": message.seq,
        "message_id": message.message_id,
        "thread_id": message.thread_id,
        "from": {
            "id": message.sender,
            "name": state.name(message.sender),
            "is_bot": message.sender == state.bot_id,
        },
        "date": message.date.isoformat(),
        "text": message.text,
        "html": page_html.render(message.text, message.entities),
        "buttons": markup.texts(inline),
        "reply_buttons": markup.texts(reply),
        "file": _file(state, token, message),
        "edited": message.edited is not None,
        "deleted": message.deleted,
        "kind": _kind(message),
        "album": message.content.get("media_group_id"),
        "told": _told(message.content),
        "contact": message.content.get("contact"),
        "entities": message.entities,
        "reply_to": message.reply_to,
        "keyboard": markup.described(inline),
        "reply_keyboard": markup.described(reply),
        "reactions": [r.get("emoji") for r in message.reactions],
        "protected": "has_protected_content" in message.content,
    }


def _told(content: dict[str, Any]) -> dict[str, str] | None:
    if "new_chat_members" in content:
        return {"joined": ", ".join(map(_name, content["new_chat_members"]))}
    if "left_chat_member" in content:
        return {"left": _name(content["left_chat_member"])}
    if "forward_origin" in content:
        return {"forwarded": _name(content["forward_origin"].get("sender_user", {}))}
    if "via_bot" in content:
        return {"via": _name(content["via_bot"])}
    if "sender_chat" in content:
        return {"as": content["sender_chat"].get("title", "")}
    return None


def _name(user: dict[str, Any]) -> str:
    return " ".join(filter(None, (user.get("first_name"), user.get("last_name"))))


def _kind(message: Message) -> str:
    for kind in (*KINDS, "contact", "text"):
        if kind in message.content:
            return kind
    return "service"


def _file(state: State, token: str, message: Message) -> dict[str, Any] | None:
    for kind in KINDS:
        if kind in message.content:
            told = message.content[kind]
            stored = state.files.get((told[-1] if kind == "photo" else told)["file_id"])
            if stored is not None:
                url = f"/telegram/file/bot{token}/{stored.path}"
                size = len(stored.upload.content)
                return {"name": stored.upload.name, "url": url, "bytes": size}
    return None


def links_in(message: Message) -> list[str]:
    """Where the links of a text lead."""
    raw = message.text.encode("utf-16-le", "surrogatepass")
    found = []
    for entity in message.entities:
        start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
        if entity["type"] in ("url", "text_link"):
            found.append(entity.get("url") or raw[start:end].decode("utf-16-le", "replace"))
    return found
