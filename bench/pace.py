"""Telegram's limits would be all that is measured."""

from bot.outbox.pacing import Pace


class NoPace(Pace):
    async def wait(self, chat_id: int) -> None:
        """At once."""
