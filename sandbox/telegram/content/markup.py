"""Keyboards: rules that the schema can't tell, and what a person sees of them."""

from typing import Any

from sandbox.telegram.content import links
from sandbox.telegram.refusals import bad

Button = dict[str, Any]
Markup = dict[str, Any]

ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
    "disabled",
)
_MAY_BE_EMPTY = ("switch_inline_query", "switch_inline_query_current_chat")
MOST_BUTTONS = 100


def checked(markup: Markup | None, private: bool) -> Markup | None:
    """The markup as it is kept; None for none or an empty keyboard; Refusal when it breaks a
    rule."""
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        rows = [[_inline(b) for b in row] for row in markup["inline_keyboard"] if row]
        if sum(map(len, rows)) > MOST_BUTTONS:
            raise bad("reply markup is too long")
        return markup | {"inline_keyboard": rows} if rows else None
    if "keyboard" in markup:
        rows = [row for row in markup["keyboard"] if row]
        for button in (b for row in rows for b in row):
            _reply(button, private)
        return markup | {"keyboard": rows} if rows else None
    return markup


def _inline(button: Button) -> Button:
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    used = [a for a in ACTIONS if a in button and (button[a] != "" or a in _MAY_BE_EMPTY)]
    if not used:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(used) > 1:  # the server takes the first; the documentation says exactly one
        raise bad(f"can't parse inline keyboard button: one action is allowed, not {used}")
    if used[0] == "url":
        try:
            return button | {"url": links.checked(button["url"])}
        except ValueError as wrong:
            raise bad(f"inline keyboard button {wrong}") from None
    return button


def _reply(button: Button, private: bool) -> None:
    if not button["text"].strip():
        raise bad("keyboard button text must be non-empty")
    for field, what in (
        ("request_contact", "phone number"),
        ("request_location", "location"),
        ("request_poll", "poll"),
    ):
        if button.get(field) and not private:
            raise bad(f"{what} can be requested in private chats only")


def inline_rows(markup: Markup | None) -> list[list[Button]]:
    return list(markup.get("inline_keyboard", [])) if markup else []


def reply_rows(markup: Markup | None) -> list[list[Button]]:
    return list(markup.get("keyboard", [])) if markup else []


def texts(rows: list[list[Button]]) -> list[list[str]]:
    return [[b["text"] for b in row] for row in rows]


def action(button: Button) -> str:
    """Which of ACTIONS an inline button does; a reply button's request, or «text»."""
    for name in (*ACTIONS, "request_contact", "request_location", "request_poll"):
        if name in button and button[name] is not False:
            return name
    return "text"


def link(button: Button) -> str | None:
    """Where a button leads to, if it opens something."""
    for field in ("web_app", "login_url"):
        if field in button:
            return str(button[field]["url"])
    return button.get("url") or None


def described(rows: list[list[Button]]) -> list[list[dict[str, Any]]]:
    """Rows for a page: {"text", "action", "url", "style", "disabled"}."""
    return [
        [
            {
                "text": b["text"],
                "action": action(b),
                "url": link(b),
                "style": b.get("style"),
                "disabled": "disabled" in b,
            }
            for b in row
        ]
        for row in rows
    ]


def find(rows: list[list[Button]], text: str) -> Button | None:
    """The button with this visible text; all kinds of spaces look alike."""
    wanted = text.split()
    for button in (b for row in rows for b in row):
        if button["text"].split() == wanted:
            return button
    return None
