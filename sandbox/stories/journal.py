"""What has happened in the chats, in order: who said, tapped, edited and deleted what."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sandbox.clock.clock import WorldClock
from sandbox.telegram.chats import Message
from sandbox.telegram.content import markup
from sandbox.telegram.incoming_files import KINDS
from sandbox.telegram.members import OUT
from sandbox.telegram.state import State

NBSP = "\u00a0"
SERVICE = {"left_chat_member", "new_chat_members", "migrate_to_chat_id", "migrate_from_chat_id"}


@dataclass(frozen=True)
class Entry:
    """`who` is a person's id, or None for the bot. `what` is says, edits, deletes, toast, alert,
    taps, forwards, blocks, unblocks, account (gone or back), leaves, comes back, removes, lets in,
    new number, listed, face, or page: something done on the bank's page. `text` is what is seen."""

    at: datetime
    chat: int
    who: int | None
    what: str
    text: str = ""


class Journal:
    """Is told of each update for the bot and of each call by the bot that was served."""

    def __init__(self, clock: WorldClock, state: State) -> None:
        self._clock = clock
        self._state = state
        self._asked: dict[str, int] = {}  # the chat of each callback query
        self._album = ("", 0)  # the newest one, and how many photos of it have come
        self.entries: list[Entry] = []
        state.updates.told = self.heard

    def reset(self) -> None:
        self._asked.clear()
        self._album = ("", 0)
        self.entries.clear()

    def note(self, chat: int, who: int | None, what: str, text: str = "") -> None:
        self.entries.append(Entry(self._clock.now(), chat, who, what, text))

    def heard(self, kind: str, body: dict[str, Any]) -> None:
        """A person has done something."""
        who = int(body.get("from", {}).get("id", 0))
        if kind == "callback_query":
            chat = int(body["message"]["chat"]["id"])
            self._asked[body["id"]] = chat
            rows = markup.inline_rows(body["message"].get("reply_markup"))
            pressed = [b for row in rows for b in row if b.get("callback_data") == body["data"]]
            self.note(chat, who, "taps", plain(pressed[0]["text"]) if pressed else body["data"])
        elif kind == "my_chat_member":
            gone = body["new_chat_member"]["status"] == "kicked"
            self.note(body["chat"]["id"], who, "blocks" if gone else "unblocks")
        elif kind == "chat_member":
            self._of_member(body, who)
        elif kind == "edited_message":
            self.note(body["chat"]["id"], who, "edits", body.get("text", ""))
        elif kind == "message" and not SERVICE & body.keys():
            said = self._of_album(body["media_group_id"]) if "media_group_id" in body else ""
            what = "forwards" if "forward_origin" in body else "says"
            self.note(body["chat"]["id"], who, what, said or _said(body))

    def done(self, method: str, args: dict[str, Any], result: Any) -> None:
        """The bot has done something."""
        if method == "answerCallbackQuery":
            chat = self._asked.get(args["callback_query_id"])
            if chat is not None and args.get("text"):
                what = "alert" if args.get("show_alert") else "toast"
                self.note(chat, None, what, plain(args["text"]))
        elif method.startswith(("sendMessage", "sendDocument", "sendPhoto", "editMessage")):
            if isinstance(result, dict):
                what = "edits" if method.startswith("edit") else "says"
                self._of_message(int(result["chat"]["id"]), result["message_id"], what, seen)
        elif method in ("deleteMessage", "deleteMessages"):
            for ident in args.get("message_ids", [args.get("message_id")]):
                self._of_message(int(args["chat_id"]), ident, "deletes", gone)

    def _of_member(self, body: dict[str, Any], by: int) -> None:
        """Somebody of the staff's group has come, gone, or been made something else."""
        old, new = (body[f"{which}_chat_member"] for which in ("old", "new"))
        whose = int(new["user"]["id"])
        name = "" if whose == by else self._state.name(whose).split()[0]
        gone = new["status"] in OUT
        if gone or old["status"] in OUT:
            own, other = ("leaves", "removes") if gone else ("comes back", "lets in")
            self.note(body["chat"]["id"], by, other if name else own, name)

    def _of_album(self, group: str) -> str:
        """What the photos of an album are together: the entry of those before goes."""
        before, count = self._album
        count = count + 1 if group == before else 1
        if count > 1:
            self.entries.pop()  # photos of an album come one right after the other
        self._album = (group, count)
        return f"album {count}"

    def _of_message(self, chat: int, ident: int, what: str, tell: Callable[[Message], str]) -> None:
        message = self._state.chats.get(chat).messages.get(ident)
        if message is not None:
            self.note(chat, None, what, tell(message))


def _said(body: dict[str, Any]) -> str:
    """A person's message as a line of a transcript."""
    if contact := body.get("contact"):
        own = contact.get("user_id") == body["from"]["id"]
        return "contact" if own else f"contact +{str(contact['phone_number']).lstrip('+')}"
    for kind in KINDS:
        if kind in body:
            return f"document {body[kind]['file_name']}" if kind == "document" else kind
    return " ".join(str(body.get("text", "")).split())


def seen(message: Message) -> str:
    """A message as plain text: the words, then its file, its buttons, its keyboard."""
    lines = [plain(message.text)] if message.text else []
    lines += _file(message)
    for row in markup.texts(markup.inline_rows(message.markup)):
        lines.append(_row(row))
    for row in markup.texts(markup.reply_rows(message.markup)):
        lines.append(f"keyboard: {_row(row)}")
    return "\n".join(lines)


def gone(message: Message) -> str:
    """A deleted message: its words, or else what it was."""
    return plain(message.text) or "\n".join(_file(message))


def _file(message: Message) -> list[str]:
    if "document" in message.content:
        return [f"file: {message.content['document']['file_name']}"]
    return ["photo"] if "photo" in message.content else []


def plain(text: str) -> str:
    """With plain spaces, and none at the ends of lines."""
    return "\n".join(line.rstrip() for line in text.replace(NBSP, " ").split("\n"))


def _row(buttons: list[str]) -> str:
    return " ".join(f"[{plain(one)}]" for one in buttons)
