"""The group of the staff, at Telegram."""

from collections.abc import Collection
from typing import Protocol


class StaffGroup(Protocol):
    async def administrators(self) -> Collection[int]:
        """Their ids. GatewayRefused, GatewayUnclear."""

    async def has(self, user_id: int) -> bool:
        """GatewayRefused when Telegram knows no such account, GatewayUnclear."""
