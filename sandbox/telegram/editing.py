"""Methods that change, remove or mark messages which are there."""

from datetime import timedelta
from typing import Any

from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.content import entities, markup
from sandbox.telegram.refusals import bad
from sandbox.telegram.sending import is_service, with_entities
from sandbox.telegram.state import Json, State

DELETABLE = timedelta(hours=48)  # by a bot, whoever sent it
MOST_DELETED = 100
_REACTIONS = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 "
    "💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ "
    "🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 "
    "👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 "
    "🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡"
)
REACTIONS = frozenset(_REACTIONS.split())


def _own(state: State, args: Json) -> Message:
    """The message to edit; Refusal when it isn't there or isn't the bot's to edit."""
    if "chat_id" not in args or "message_id" not in args:
        raise bad("message identifier is not specified")
    found = state.chat_to_write(args["chat_id"]).find(args["message_id"])
    if found is None:
        raise bad("message to edit not found")
    # As the server has it, a message with a reply keyboard can't be edited.
    inline = not found.markup or "inline_keyboard" in found.markup
    if found.sender != state.bot_id or is_service(found) or not inline:
        raise bad("message can't be edited")
    if "forward_origin" in found.content:
        raise bad("message can't be edited")
    return found


def _change(state: State, found: Message, content: Json, kept: Json | None) -> Json:
    if found.content == content and found.markup == kept:
        raise bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    found.content, found.markup = content, kept
    found.edited = state.clock.now()
    state.chats.touch(found)
    return state.message(found)


def _keyboard(args: Json) -> Json | None:
    return markup.checked(args.get("reply_markup"), True)


def edit_message_text(state: State, args: Json) -> Json:
    if "text" not in args:
        raise bad("message text is empty")
    text, found_in = entities.formatted(args)
    kept = _keyboard(args)
    message = _own(state, args)
    if message.body != "text":
        raise bad("there is no text in the message to edit")
    dropped = ("text", "entities", "link_preview_options")
    content = {k: v for k, v in message.content.items() if k not in dropped}
    content |= with_entities("text", text, found_in)
    if "link_preview_options" in args:
        content["link_preview_options"] = args["link_preview_options"]
    return _change(state, message, content, kept)


def edit_message_caption(state: State, args: Json) -> Json:
    text, found_in = entities.formatted(args, "caption")
    kept = _keyboard(args)
    message = _own(state, args)
    if not {"document", "photo", "voice"} & set(message.content):
        raise bad("there is no caption in the message to edit")
    content = {k: v for k, v in message.content.items() if "caption" not in k}
    content |= with_entities("caption", text, found_in)
    if args.get("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return _change(state, message, content, kept)


def edit_message_reply_markup(state: State, args: Json) -> Json:
    kept = _keyboard(args)
    message = _own(state, args)
    return _change(state, message, message.content, kept)


def _delete(state: State, chat: Chat, message: Message) -> None:
    if state.clock.now() - message.date >= DELETABLE:
        raise bad(f"message can't be deleted{' for everyone' if chat.private else ''}")
    state.chats.delete(message)


def delete_message(state: State, args: Json) -> bool:
    chat = state.chat_for_bot(args["chat_id"])
    found = chat.find(args["message_id"])
    if found is None:
        raise bad("message to delete not found")
    _delete(state, chat, found)
    return True


def delete_messages(state: State, args: Json) -> bool:
    """Those that are there; the others are passed over."""
    if not args["message_ids"]:
        raise bad("message identifiers are not specified")
    if len(args["message_ids"]) > MOST_DELETED:
        raise bad("too many message identifiers specified")
    chat = state.chat_for_bot(args["chat_id"])
    for ident in args["message_ids"]:
        found = chat.find(ident)
        if found is not None:
            _delete(state, chat, found)
    return True


def pin_chat_message(state: State, args: Json) -> bool:
    chat = state.chat_to_write(args["chat_id"])
    found = chat.find(args["message_id"])
    if found is None:
        raise bad("message to pin not found")
    if found.message_id in chat.pinned:
        chat.pinned.remove(found.message_id)
    chat.pinned.append(found.message_id)
    content: Json = {"pinned_message": state.message(found, with_reply=False)}
    thread_id = found.thread_id
    state.chats.add(chat, state.bot_id, state.clock.now(), content, thread_id=thread_id)
    return True


def unpin_chat_message(state: State, args: Json) -> bool:
    chat = state.chat_to_write(args["chat_id"])
    ident = args.get("message_id", chat.pinned[-1] if chat.pinned else 0)
    if ident not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(ident)
    return True


def set_message_reaction(state: State, args: Json) -> bool:
    found = state.chat_to_write(args["chat_id"]).find(args["message_id"])
    if found is None:
        raise bad("message to react not found")
    wanted: list[dict[str, Any]] = args.get("reaction", [])
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    if any(r["type"] != "emoji" or r["emoji"] not in REACTIONS for r in wanted):
        raise bad("REACTION_INVALID")
    found.reactions = wanted
    state.chats.touch(found)
    return True
