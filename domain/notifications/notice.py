"""What the lender has to say when something has happened; the layers above word it, and know in
which message it stands and which step of a conversation comes next.

`content` is the class of what is said, for the policy of channels."""

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
    news: ClassVar[bool] = True  # and not how something stands that was told already
    content: ClassVar[Content] = Content.ACCOUNT
