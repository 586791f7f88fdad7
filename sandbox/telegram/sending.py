"""Methods that put a new message into a chat."""

from collections.abc import Mapping

from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.content import entities, markup
from sandbox.telegram.content.files import MOST_SENT, Upload
from sandbox.telegram.refusals import bad, too_large
from sandbox.telegram.state import Json, State, unix

Uploads = Mapping[str, Upload]

# What a copy or a forward doesn't take along.
_OF_ITS_PLACE = ("quote", "media_group_id")
SERVICE = ("forum_topic_", "pinned_message", "migrate_")  # content that no one wrote


def thread(chat: Chat, thread_id: int | None) -> int | None:
    """The topic to write to; Refusal when there is none. General (1) is written to without."""
    if thread_id is not None and thread_id not in chat.topics:
        raise bad("message thread not found")
    return thread_id


def is_service(message: Message) -> bool:
    return any(name.startswith(SERVICE) for name in message.content)


def _reply(state: State, chat: Chat, args: Json) -> tuple[int | None, Json]:
    """The message replied to, and the quote of it."""
    wanted = args.get("reply_parameters") or {}
    if "message_id" not in wanted:
        return None, {}
    other = wanted.get("chat_id", chat.id)
    source = state.chat_for_bot(other)
    origin = source.find(wanted["message_id"])
    if origin is None:
        if wanted.get("allow_sending_without_reply"):
            return None, {}
        raise bad("message to be replied not found")
    quote: str = wanted.get("quote", "")
    if quote and quote not in origin.text:
        raise bad("QUOTE_TEXT_INVALID")
    position = entities.units(origin.text[: origin.text.find(quote)])
    quoted = {"quote": {"text": quote, "position": position, "is_manual": True}} if quote else {}
    return (origin.message_id if source is chat else None), quoted


def put(state: State, args: Json, content: Json) -> Message:
    """Check what all sends have in common, count the send, and add the message."""
    kept = markup.checked(args.get("reply_markup"), _private(args["chat_id"]))
    chat = state.chat_to_write(args["chat_id"])
    thread_id = thread(chat, args.get("message_thread_id"))
    reply_to, quoted = _reply(state, chat, args)
    state.limits.send(chat.id)
    if args.get("protect_content"):
        content = content | {"has_protected_content": True}
    if "message_effect_id" in args:
        content = content | {"effect_id": args["message_effect_id"]}
    state.chats.typing(chat, False)
    return state.chats.add(
        chat,
        state.bot_id,
        state.clock.now(),
        content | quoted,
        thread_id=thread_id,
        reply_to=reply_to,
        markup=kept,
    )


def _private(chat_id: int | str) -> bool:
    return isinstance(chat_id, int) and chat_id > 0


def with_entities(name: str, text: str, found: list[Json]) -> Json:
    """The fields `text` and `entities`, or `caption` and `caption_entities`."""
    listed = "entities" if name == "text" else "caption_entities"
    return ({name: text} if text else {}) | ({listed: found} if found else {})


def _caption(args: Json) -> Json:
    content = with_entities("caption", *entities.formatted(args, "caption"))
    if args.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def send_message(state: State, args: Json) -> Json:
    content = with_entities("text", *entities.formatted(args))
    if "link_preview_options" in args:
        content["link_preview_options"] = args["link_preview_options"]
    return state.message(put(state, args, content))


def send_document(state: State, args: Json, uploads: Uploads) -> Json:
    return _send_file(state, args, uploads, "document")


def send_photo(state: State, args: Json, uploads: Uploads) -> Json:
    return _send_file(state, args, uploads, "photo")


def _send_file(state: State, args: Json, uploads: Uploads, kind: str) -> Json:
    caption = _caption(args)
    state.chat_to_write(args["chat_id"])
    if any(len(one.content) > MOST_SENT for one in uploads.values()):
        raise too_large()
    stored = state.files.given(args[kind], kind, uploads)
    content = {kind: state.files.told(stored)} | caption
    if args.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return state.message(put(state, args, content))


def _original(state: State, args: Json, what: str) -> Message:
    found = state.chat_for_bot(args["from_chat_id"]).find(args["message_id"])
    if found is None:
        raise bad(f"message to {what} not found")
    if is_service(found):
        raise bad(f"the message can't be {'copied' if what == 'copy' else 'forwarded'}")
    if "has_protected_content" in found.content:
        raise bad("message has protected content and can't be forwarded")
    return found


def copy_message(state: State, args: Json) -> Json:
    caption = _caption(args)
    found = _original(state, args, "copy")
    content = {
        k: v for k, v in found.content.items() if k not in ("forward_origin", *_OF_ITS_PLACE)
    }
    if "caption" in args and found.body == "caption":
        content = {k: v for k, v in content.items() if "caption" not in k} | caption
    return {"message_id": put(state, args, content).message_id}


def forward_message(state: State, args: Json) -> Json:
    found = _original(state, args, "forward")
    origin = {
        "type": "user",
        "sender_user": state.user(found.sender),
        "date": unix(found.date),
    }
    content = {k: v for k, v in found.content.items() if k not in _OF_ITS_PLACE}
    return state.message(put(state, args, {"forward_origin": origin} | content))
