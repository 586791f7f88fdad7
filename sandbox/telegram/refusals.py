"""How the Bot API says no."""


class Refusal(Exception):  # noqa: N818 (an answer of the protocol, not a failure of ours)
    """An error answer: HTTP status, Telegram's description, and what goes with it: seconds to
    wait with a 429, the new id of a group."""

    def __init__(
        self,
        code: int,
        description: str,
        retry_after: int | None = None,
        migrate_to: int | None = None,
    ) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    @property
    def parameters(self) -> dict[str, int]:
        """ResponseParameters of the Bot API."""
        told = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to}
        return {name: value for name, value in told.items() if value is not None}


def bad(text: str) -> Refusal:
    """400. The server lowers a first letter, unless the text is a name LIKE_THIS."""
    if not (len(text) > 1 and (text[1] == "_" or "A" <= text[1] <= "Z")):
        text = text[:1].lower() + text[1:]
    return Refusal(400, f"Bad Request: {text}")


def forbidden(text: str) -> Refusal:
    return Refusal(403, f"Forbidden: {text}")


def conflict(text: str) -> Refusal:
    return Refusal(409, f"Conflict: {text}")


def too_many(retry_after: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def moved(to: int) -> Refusal:
    text = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refusal(400, text, migrate_to=to)


def too_large() -> Refusal:
    return Refusal(413, "Request Entity Too Large")
