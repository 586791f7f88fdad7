"""What people do on their phones; each deed becomes an update for the bot.

ValueError with one clear sentence when a phone wouldn't let them.
"""

from typing import Any

from sandbox.people.people import Person
from sandbox.telegram import disguises, members
from sandbox.telegram.callbacks import Tap
from sandbox.telegram.chats import Chat, Message
from sandbox.telegram.content import entities, markup
from sandbox.telegram.content.entities import TEXT_UNITS, units
from sandbox.telegram.sending import with_entities
from sandbox.telegram.state import Json, State, person_name, unix

_LISTED = 30  # buttons named in an error


def place(state: State, chat_id: int, from_id: int, what: str = "tap") -> tuple[Chat, Person]:
    """The chat and the person in it; ValueError if the person isn't there, or may not do there
    what they are about to (`members.may`)."""
    person = state.people.get(from_id)
    if person is None:
        raise ValueError(f"there is no person {from_id}")
    if chat_id != from_id and chat_id > 0:
        raise ValueError(f"{person.name} isn't in chat {chat_id}")
    if chat_id < 0:
        if not state.chats.get(chat_id).forum:
            raise ValueError(f"there is no chat {chat_id}")
        members.may(state, person, what)
    return state.chats.get(chat_id), person


def speaking(state: State, chat_id: int, from_id: int, what: str = "write") -> tuple[Chat, Person]:
    """As `place`; ValueError too if the person has blocked the bot."""
    chat, person = place(state, chat_id, from_id, what)
    if chat.gone:
        raise ValueError(f"{person.name} has no account: bring it back first")
    if chat.blocked:
        raise ValueError(f"{person.name} has blocked the bot: unblock first")
    return chat, person


def say(state: State, chat: Chat, from_id: int, content: Json, thread_id: int | None = None) -> int:
    """Put a message into the chat and tell the bot; return the message's id."""
    if thread_id is not None and thread_id not in chat.topics:
        raise ValueError(f"there is no topic {thread_id} in chat {chat.id}")
    chat.started = True
    said = state.chats.add(chat, from_id, state.clock.now(), content, thread_id=thread_id)
    state.updates.add("message", state.message(said))
    return said.message_id


def send_text(
    state: State,
    chat_id: int,
    from_id: int,
    text: str,
    thread_id: int | None = None,
    disguise: str | None = None,
) -> int:
    """Return the id of the message; of the last one when a long text was sent in parts, as
    phones do it. `disguise`: one of `disguises.DISGUISES`."""
    chat, _ = speaking(state, chat_id, from_id)
    if disguise in disguises.AS_GROUP and chat.private:
        raise ValueError("only in a group can one write as somebody else")
    worn = disguises.worn(state, disguise) if disguise else {}
    if not text.strip():
        raise ValueError("the text is empty")
    last = 0
    for part in _parts(text):
        if part.strip():
            content = with_entities("text", *entities.plain(part)) | worn
            last = say(state, chat, from_id, content, thread_id)
    return last


def _parts(text: str) -> list[str]:
    parts, size = [""], 0
    for char in text:
        if size + units(char) > TEXT_UNITS:
            parts.append("")
            size = 0
        parts[-1] += char
        size += units(char)
    return parts


def send_contact(
    state: State,
    chat_id: int,
    from_id: int,
    phone: str | None = None,
    owner_id: int | None = None,
    name: str | None = None,
) -> int:
    """One's own contact by default. With `phone` it is somebody else's, whose account (if known)
    is `owner_id`."""
    chat, person = speaking(state, chat_id, from_id)
    digits = "".join(c for c in phone or "" if c.isdigit())
    if phone is None or digits == person.phone.lstrip("+"):
        owner_id = from_id if owner_id is None else owner_id
    owner = state.people.get(owner_id or 0)
    shown = person_name(owner) if owner else {"first_name": "Знакомый"}
    contact: Json = {
        "phone_number": digits or (owner or person).phone.lstrip("+"),
        **({"first_name": name} if name else shown),
        **({"user_id": owner_id} if owner_id else {}),
    }
    return say(state, chat, from_id, {"contact": contact})


def forward(state: State, chat_id: int, from_id: int, message_id: int) -> int:
    """Forward a message of the same chat into it."""
    chat, _ = speaking(state, chat_id, from_id)
    found = chat.find(message_id)
    if found is None:
        raise ValueError(f"there is no message {message_id} in chat {chat_id}")
    origin = {
        "type": "user",
        "date": unix(found.date),
        "sender_user": state.user(found.sender),
    }
    return say(state, chat, from_id, {"forward_origin": origin} | found.content, found.thread_id)


def edit_text(state: State, chat_id: int, from_id: int, message_id: int, text: str) -> None:
    chat, person = speaking(state, chat_id, from_id)
    found = chat.find(message_id)
    if found is None or found.sender != from_id:
        raise ValueError(f"{person.name} has no message {message_id} in chat {chat_id}")
    if "text" not in found.content:
        raise ValueError(f"message {message_id} has no text")
    if not text.strip() or units(text) > TEXT_UNITS:
        raise ValueError(f"a text has from 1 to {TEXT_UNITS} characters")
    content = with_entities("text", *entities.plain(text))
    if content == found.content:
        raise ValueError("the text is the same as before")
    found.content, found.edited = content, state.clock.now()
    state.chats.touch(found)
    state.updates.add("edited_message", state.message(found))


def block(state: State, chat_id: int, from_id: int, blocked: bool) -> None:
    chat, _ = place(state, chat_id, from_id)
    if not chat.private:
        raise ValueError("a bot can be blocked in a private chat only")
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    bot = state.user(state.bot_id)
    free: Json = {"status": "member", "user": bot}
    kicked: Json = {"status": "kicked", "user": bot, "until_date": 0}
    state.updates.add(
        "my_chat_member",
        {
            "chat": state.chat(chat),
            "from": state.user(from_id),
            "date": unix(state.clock.now()),
            "old_chat_member": free if blocked else kicked,
            "new_chat_member": kicked if blocked else free,
        },
    )


def vanish(state: State, person_id: int, how: str) -> None:
    """The account is deleted («deactivated»), its chat isn't found («not_found»), or is as before
    (""); Telegram tells no bot of it. ValueError for another word."""
    chat, _ = place(state, person_id, person_id)
    if how not in ("", "deactivated", "not_found"):
        raise ValueError(f"unknown «{how}», use deactivated, not_found or an empty text")
    chat.gone = how  # type: ignore[assignment]


async def tap(
    state: State, chat_id: int, from_id: int, button: str, message_id: int | None, wait: float
) -> Tap:
    """Tap the newest inline button with this text, else the reply button."""
    chat, _ = speaking(state, chat_id, from_id, "tap")
    if message_id is not None and chat.find(message_id) is None:
        raise ValueError(f"there is no message {message_id} in chat {chat_id}")
    for shown in chat.newest_first():
        if message_id in (None, shown.message_id):
            found = markup.find(markup.inline_rows(shown.markup), button)
            if found is not None:
                return await _tap_inline(state, shown, from_id, found, wait)
    keyboard = chat.keyboard
    found = markup.find(markup.reply_rows(keyboard.markup), button) if keyboard else None
    if keyboard is None or found is None or message_id not in (None, keyboard.message_id):
        raise ValueError(f"there is no button «{button}» there; {_buttons(chat, message_id)}")
    _tap_reply(state, chat, from_id, found)
    if (keyboard.markup or {}).get("one_time_keyboard") and chat.keyboard is keyboard:
        chat.keyboard = None
    return Tap()


def _buttons(chat: Chat, message_id: int | None) -> str:
    """«there are: …» for an error, newest first."""
    names: list[str] = []
    for shown in chat.newest_first():
        rows = markup.inline_rows(shown.markup)
        if chat.keyboard is shown:
            rows = markup.reply_rows(shown.markup)
        if message_id in (None, shown.message_id):
            names += [b["text"] for row in rows for b in row]
    listed = list(dict.fromkeys(names))[:_LISTED]
    return "there are: " + ", ".join(f"«{n}»" for n in listed) if listed else "there are none"


async def _tap_inline(
    state: State, shown: Message, from_id: int, button: dict[str, Any], wait: float
) -> Tap:
    action = markup.action(button)
    if action == "disabled":
        chat = state.chats.get(shown.chat_id)
        raise ValueError(f"the button «{button['text']}» is disabled; {_buttons(chat, None)}")
    link = markup.link(button)
    if link is not None or action == "copy_text":
        return Tap(url=link)
    if action != "callback_data":
        raise ValueError(f"the button «{button['text']}» ({action}) can't be tapped here")
    ident, answer = state.callbacks.open()
    state.updates.add(
        "callback_query",
        {
            "id": ident,
            "from": state.user(from_id),
            "message": state.message(shown),
            "chat_instance": str(-7_000_000_000_000_000_000 + shown.chat_id),
            "data": button["callback_data"],
        },
    )
    return await state.callbacks.wait(answer, wait)


def _tap_reply(state: State, chat: Chat, from_id: int, button: dict[str, Any]) -> None:
    action = markup.action(button)
    if action == "request_contact":
        send_contact(state, chat.id, from_id)
    elif action == "text":
        send_text(state, chat.id, from_id, button["text"])
    else:
        raise ValueError(f"the button «{button['text']}» ({action}) can't be tapped here")
