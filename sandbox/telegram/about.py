"""Methods that tell of chats, members and files, and that set what the bot says of itself; its
commands are in `commands`."""

import re

from sandbox.people.people import Person
from sandbox.telegram import group, members
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.chats import Chat
from sandbox.telegram.content.files import MOST_DOWNLOADED
from sandbox.telegram.refusals import bad
from sandbox.telegram.sending import thread
from sandbox.telegram.state import BOT_USERNAME, Json, State

ACTIONS = re.split(
    r"\s+",
    "typing upload_photo record_video upload_video record_voice upload_voice record_audio "
    "upload_audio upload_document choose_sticker find_location pick_up_location "
    "record_video_note upload_video_note cancel",
)
_GIFTS = "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels"


def get_me(state: State, _args: Json) -> Json:
    return state.user(state.bot_id) | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def get_chat(state: State, args: Json) -> Json:
    chat = state.chat_for_bot(args["chat_id"])
    if not chat.started:
        raise bad("chat not found")
    told = state.chat(chat) | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS.split(), False),
    }
    pinned = chat.find(chat.pinned[-1]) if chat.pinned else None
    return told | ({"pinned_message": state.message(pinned)} if pinned else {})


def _member(state: State, chat: Chat, user_id: int, person: Person | None) -> Json:
    user = state.user(user_id)
    if chat.private:
        known = user_id in (chat.id, state.bot_id)
        return {"status": "member" if known else "left", "user": user}
    return group.as_member(state) if person is None else members.as_member(state, person)


def get_chat_member(state: State, args: Json) -> Json:
    chat = state.chat_for_bot(args["chat_id"])
    person = state.people.get(args["user_id"])
    if person is None and args["user_id"] != state.bot_id:
        raise bad("user not found")
    return _member(state, chat, args["user_id"], person)


def get_chat_administrators(state: State, args: Json) -> list[Json]:
    chat = state.chat_for_bot(args["chat_id"])
    if chat.private:
        raise bad("there are no administrators in the private chat")
    people = [members.as_member(state, one) for one in members.inside(state)]
    everybody = [*people, group.as_member(state)]
    return [one for one in everybody if one["status"] in members.IN_CHARGE]


def get_file(state: State, args: Json) -> Json:
    stored = state.files.get(args["file_id"])
    if stored is None:
        raise bad("wrong file_id or the file is temporarily unavailable")
    if len(stored.upload.content) > MOST_DOWNLOADED:
        raise bad("file is too big")
    return stored.ids() | {"file_path": stored.path}


def answer_callback_query(state: State, args: Json) -> bool:
    link = args.get("url")
    if link is not None and not link.startswith(f"https://t.me/{BOT_USERNAME}?start="):
        raise bad("URL_INVALID")
    tap = Tap(args.get("text") or None, bool(args.get("show_alert")), link, answered=True)
    state.callbacks.answer(args["callback_query_id"], tap)
    return True


def send_chat_action(state: State, args: Json) -> bool:
    if args["action"].lower() not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = state.chat_to_write(args["chat_id"])
    thread(chat, args.get("message_thread_id"))
    state.chats.typing(chat, args["action"].lower() != "cancel")
    return True


def set_my_description(state: State, args: Json) -> bool:
    state.about.description[args.get("language_code", "")] = args.get("description", "")
    return True


def set_my_short_description(state: State, args: Json) -> bool:
    text = args.get("short_description", "")
    state.about.short_description[args.get("language_code", "")] = text
    return True


def set_chat_menu_button(state: State, args: Json) -> bool:
    button = args.get("menu_button")
    if "chat_id" not in args:
        state.about.menu_button = button
        return True
    chat = state.chat_for_bot(args["chat_id"])
    if not chat.private:
        raise bad("chat not found")
    chat.menu_button = button
    return True
