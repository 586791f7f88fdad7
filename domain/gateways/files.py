"""Photos that people send, and papers that are made."""

from typing import Protocol


class PhotoSource(Protocol):
    """Photos that people send in their chats. Raises GatewayUnclear; GatewayRefused with «large»
    for more than `most` bytes, and «gone» for what can't be had any more."""

    async def fetch(self, file_id: str, *, most: int) -> bytes: ...


class DocumentRenderer(Protocol):
    """Turns facts into PDF files. Takes tens of milliseconds: call it in a thread."""

    def individual_terms(self, facts: dict[str, object]) -> bytes: ...
    def prolongation(self, facts: dict[str, object]) -> bytes: ...
    def schedule(self, facts: dict[str, object]) -> bytes: ...
    def confirmation(self, facts: dict[str, object]) -> bytes: ...
