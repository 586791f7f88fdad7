"""What the lender has to say when something has happened; screens word it.

`expects` names the step (a conversation's state) that waits for the borrower afterwards: None
leaves the conversation where it is, "" ends it. `content` is the class of what is said, for the
policy of channels (domain-rules 0)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Content(StrEnum):
    PUBLIC = "public"
    ACCOUNT = "account"
    PERSONAL = "personal"
    PAYMENT = "payment"
    DOCUMENT = "document"
    SECRET = "secret"


@dataclass(frozen=True, kw_only=True)
class Notice:
    expects: ClassVar[str | None] = None
    anchor: ClassVar[str | None] = None  # the one message of a chat that shows this
    anew: ClassVar[bool] = False  # shown again, it stands at the end of the chat
    content: ClassVar[Content] = Content.ACCOUNT

    def anchored_as(self) -> str | None:
        """The name of the one message that shows this, when there may be several such."""
        return self.anchor

    def is_news(self) -> bool:
        """A message of its own, and not a change of one that stands there."""
        return self.anchored_as() is None or self.anew
