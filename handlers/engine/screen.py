"""A screen, and the things that can be done with one. Plain values: the outbox keeps them."""

from dataclasses import dataclass
from typing import Literal

from domain.ids import DocumentId
from domain.notifications import Content


@dataclass(frozen=True, kw_only=True)
class Button:
    """An inline button: `data` comes back as a callback, `url` opens a page."""

    text: str
    data: str | None = None
    url: str | None = None
    style: Literal["primary", "success", "danger"] | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """`text` is Telegram's HTML; whatever people typed must be quoted in it.

    `ask_contact` shows a reply keyboard with this one button that sends one's own contact;
    `clear` takes such a keyboard away. With `document` the text is the file's caption, with `photo`
    (the id of a stored one) the picture's.
    """

    text: str
    rows: Rows = ()
    ask_contact: str | None = None
    clear: bool = False
    document: DocumentId | None = None
    photo: str | None = None
    content: Content = Content.PUBLIC


@dataclass(frozen=True)
class Say:
    """A new message."""

    screen: Screen


@dataclass(frozen=True)
class Edit:
    """Show `screen` in place of an earlier message (as a new one, if that is gone)."""

    message_id: int
    screen: Screen


@dataclass(frozen=True)
class Delete:
    message_id: int


@dataclass(frozen=True)
class Toast:
    """A short word over the chat in answer to a button; not stored, may be lost."""

    text: str
    alert: bool = False


Said = Say | Edit | Delete | Toast
Answer = Said | list[Said] | None


def buttons(*rows: Button | tuple[Button, ...]) -> Rows:
    return tuple(row if isinstance(row, tuple) else (row,) for row in rows)
