"""An SMS operator."""

from typing import Protocol


class Sms(Protocol):
    """An SMS operator. `message_id` is ours; sending the same message again within a minute is
    not a second message. Raises GatewayUnclear or GatewayRefused."""

    async def send(self, *, message_id: str, phone: str, text: str, by_call: bool = False) -> None:
        """`by_call`: a robot calls and reads the text aloud."""
